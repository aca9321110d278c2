"""Levels proposed from code quality, for criteria that no hidden case speaks for: evidence in, a proposal out.

They are hints beside the score and never part of it: what a tool counts is context for whoever reads the code.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from grader.model import CriterionResult, Finding, Measure, Practice, Quality, Value
from grader.norms import Proposal
from grader.rubric import Rubric

MOST_LINES = 8
"""Of evidence for one criterion; the report has all of it in a section of its own."""


class _Counted(Value, frozen=True):
    over: tuple[Measure, ...]
    high: tuple[Finding, ...]
    medium: tuple[Finding, ...]
    no: tuple[Practice, ...]

    def counts(self) -> dict[str, int]:
        return {"over": len(self.over), "high": len(self.high), "medium": len(self.medium), "no": len(self.no)}


def with_quality(criterion: CriterionResult, rubric: Rubric, quality: Quality) -> CriterionResult:
    """Add the evidence that tools give for a criterion, and a level where the rubric's norms propose one from it."""
    proposal = rubric.norms.proposals.get(criterion.name)
    if criterion.fraction is not None or proposal is None or not quality.written_lines:
        return criterion
    counted = _counted(quality, criterion.name)
    level = None if quality.incomplete else proposal.level(counted.counts())
    known = rubric.criterion(criterion.name)
    return msgspec.structs.replace(
        criterion,
        proposed_level=level,
        anchor="" if level is None or known is None else known.anchors[level],
        evidence=(*criterion.evidence, *_evidence(counted, proposal, level, quality.incomplete)),
    )


def _counted(quality: Quality, criterion: str) -> _Counted:
    findings = [finding for finding in quality.findings if finding.criterion == criterion]
    return _Counted(
        over=tuple(measure for measure in quality.measures if measure.norm.criterion == criterion and measure.is_over),
        high=tuple(finding for finding in findings if finding.severity == "high"),
        medium=tuple(finding for finding in findings if finding.severity == "medium"),
        no=tuple(each for each in quality.practices if each.criterion == criterion and each.yes is False),
    )


def _evidence(counted: _Counted, proposal: Proposal, level: int | None, incomplete: Sequence[str]) -> list[str]:
    """Say what was counted, then the rule; nothing found is evidence as well."""
    lines = [
        *(
            f"{measure.norm.title}: {measure.value:g}{measure.norm.unit}, "
            f"limit {measure.norm.limit:g}{measure.norm.unit}{_at(measure)}"
            for measure in counted.over
            if measure.norm.limit is not None
        ),
        *(f"{finding.severity}: {finding.title} ({finding.path}:{finding.line})" for finding in counted.high),
        *(f"{finding.severity}: {finding.title} ({finding.path}:{finding.line})" for finding in counted.medium),
        *(f"{practice.question} No: {practice.evidence}" for practice in counted.no),
    ]
    shown = lines[:MOST_LINES] + ([f"and {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else [])
    counts = ", ".join(f"{count} {name}" for name, count in counted.counts().items())
    if incomplete:
        return [*shown, f"No level is proposed, for these told nothing: {', '.join(incomplete)}."]
    if level is None:
        return [*(shown or ["Nothing was found."]), f"No level is proposed from these ({counts})."]
    return [*(shown or ["Nothing was found."]), f"Proposed from these alone ({counts}). {proposal.reason.strip()}"]


def _at(measure: Measure) -> str:
    if measure.where is None:
        return ""
    return f" ({measure.where.path}:{measure.where.line})" if measure.where.line else f" ({measure.where.path})"
