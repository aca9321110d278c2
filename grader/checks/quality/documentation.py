"""How much of what is public has a doc comment. Context: no norm is worth quoting."""

from __future__ import annotations

from grader.checks.quality.base import Checked, Evidence


def check(evidence: Evidence) -> Checked:
    """Count documented public types and functions."""
    sources = set(evidence.sources())
    rows = [row for row in evidence.told.files if row.path in sources]
    documentable = sum(row.documentable or 0 for row in rows)
    documented = sum(row.documented or 0 for row in rows)
    if not documentable:
        return Checked()
    return Checked(measures=(evidence.measure("documented", 100 * documented / documentable),))
