"""How much of what is public says its types, and how often they do not fit."""

from __future__ import annotations

from grader.checks.quality.base import Checked, Evidence
from grader.model import Measure, Place

CHECKER = "mypy"


def check(evidence: Evidence) -> Checked:
    """Count annotated parameters and results of public functions, and what the type checker found."""
    sources = set(evidence.sources())
    rows = [row for row in evidence.told.files if row.path in sources]
    annotatable = sum(row.annotatable or 0 for row in rows)
    annotated = sum(row.annotated or 0 for row in rows)
    measures: list[Measure] = []
    if annotatable:
        measures.append(evidence.measure("annotated", 100 * annotated / annotatable))
    if annotated and any(tool.name == CHECKER for tool in evidence.told.tools):
        found = [
            finding
            for finding in evidence.findings
            if finding.path in sources and any(tool.startswith(f"{CHECKER} ") for tool in finding.tools)
        ]
        first = Place(path=found[0].path, line=found[0].line) if found else None
        measures.append(evidence.measure("type_errors", len(found), first))
    return Checked(measures=tuple(measures))
