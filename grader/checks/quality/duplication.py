"""Lines that stand in the candidate's sources twice; tests and the starter's own repetition are left out."""

from __future__ import annotations

from grader.checks.quality.base import Checked, Evidence
from grader.model import Place, Repeated, SourceKind

FINDER = "jscpd"
"""The tool that looks for repetitions; without it there is nothing to tell."""


def check(evidence: Evidence) -> Checked:
    """Measure the share of the candidate's lines that are part of a repetition."""
    written = evidence.scope.lines(SourceKind.SOURCE)
    if not written or not _was_looked_for(evidence):
        return Checked()
    repeated = _repeated(evidence)
    lines = {
        (place.path, number)
        for pair in repeated
        for place in (pair.first, pair.second)
        for number in _own(evidence, place)
    }
    share = min(100.0, 100 * len(lines) / written)
    measure = evidence.measure("duplicated", share, repeated[0].first if repeated else None)
    return Checked(measures=(measure,), repeated=repeated)


def _repeated(evidence: Evidence) -> tuple[Repeated, ...]:
    """List the repetitions in which both places are the candidate's own, the longest first."""
    sources = set(evidence.sources())
    pairs = [
        Repeated(
            first=Place(path=row.path, line=row.line, end_line=row.line + row.lines - 1),
            second=Place(path=row.other_path, line=row.other_line, end_line=row.other_line + row.lines - 1),
            lines=row.lines,
        )
        for row in evidence.told.duplicates
        if {row.path, row.other_path} <= sources and row.lines
    ]
    own = [pair for pair in pairs if _own(evidence, pair.first) and _own(evidence, pair.second)]
    return tuple(sorted(own, key=lambda pair: (-pair.lines, pair.first.path, pair.first.line)))


def _own(evidence: Evidence, place: Place) -> list[int]:
    written = evidence.scope.written[place.path]
    return [number for number in range(place.line, place.end_line + 1) if number in written]


def _was_looked_for(evidence: Evidence) -> bool:
    return any(tool.name == FINDER and not tool.failed for tool in evidence.told.tools)
