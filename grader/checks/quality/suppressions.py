"""Places where the candidate told a tool to look away: listed, never obeyed, and no fault where it is justified."""

from __future__ import annotations

from grader.checks.quality.base import Checked, Evidence
from grader.model import Place, Suppression


def check(evidence: Evidence) -> Checked:
    """Count them."""
    listed = _suppressions(evidence)
    measure = evidence.measure("suppressed", len(listed), listed[0].where if listed else None)
    return Checked(measures=(measure,), suppressions=listed)


def _suppressions(evidence: Evidence) -> tuple[Suppression, ...]:
    """List those in lines that the candidate wrote, each line once."""
    found: dict[tuple[str, int], Suppression] = {}
    for row in evidence.told.suppressions:
        if evidence.scope.is_written(row.path, row.line):
            place = Place(path=row.path, line=row.line)
            found.setdefault((row.path, row.line), Suppression(where=place, text=row.text))
    return tuple(found[key] for key in sorted(found))
