"""What evidence says to a criterion beside the score: its items, and a level from code or tests where no case speaks.

Such levels are hints and never part of the score: what a tool counts is context for whoever reads the code.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from grader.items import PER_CENT, Evidence, answer, shares
from grader.model import (
    CriterionResult,
    Finding,
    Measure,
    OwnTests,
    OwnTestsState,
    Practice,
    Quality,
    RequirementResult,
    Value,
)
from grader.rubric import LEVELS, Criterion, Rubric

MOST_LINES = 8
"""Of evidence for one criterion; the report has all of it in a section of its own."""

_SHARES = {"passing": "tests that pass", "covered": "lines that they run", "caught": "seeded bugs that they notice"}


class _Counted(Value, frozen=True):
    over: tuple[Measure, ...]
    high: tuple[Finding, ...]
    medium: tuple[Finding, ...]
    no: tuple[Practice, ...]

    def counts(self) -> dict[str, int]:
        return {"over": len(self.over), "high": len(self.high), "medium": len(self.medium), "no": len(self.no)}

    def told(self) -> str:
        """As in ``1 measure over its limit, no finding of high or medium severity, 1 question answered no``."""
        graves = [(len(self.high), "finding of high severity"), (len(self.medium), "finding of medium severity")]
        counts = [(len(self.over), "measure over its limit"), *graves, (len(self.no), "question answered no")]
        found = [f"{count} {what if count == 1 else _many(what)}" for count, what in counts if count]
        return ", ".join(found) if found else "nothing against it"


def completed(
    criterion: CriterionResult,
    rubric: Rubric,
    *,
    requirements: Sequence[RequirementResult],
    quality: Quality | None,
    own_tests: OwnTests | None,
) -> CriterionResult:
    """Answer a criterion's items, and propose a level from code or tests where no hidden case speaks for it."""
    known = rubric.criterion(criterion.name)
    if known is None:
        return criterion
    if quality is not None:
        criterion = with_quality(criterion, rubric, quality)
    if own_tests is not None:
        criterion = with_own_tests(criterion, known, own_tests)
    own = tuple(each for each in requirements if each.criterion == criterion.name)
    evidence = Evidence(requirements=own, quality=quality, own_tests=own_tests)
    items = tuple(answer(rule, criterion.name, evidence) for rule in known.items)
    return msgspec.structs.replace(criterion, items=items)


def with_quality(criterion: CriterionResult, rubric: Rubric, quality: Quality) -> CriterionResult:
    """Add the evidence that tools give for a criterion, and a level where the rubric's norms propose one from it."""
    proposal = rubric.norms.proposals.get(criterion.name)
    known = rubric.criterion(criterion.name)
    if criterion.fraction is not None or proposal is None or known is None or not quality.written_lines:
        return criterion
    counted = _counted(quality, criterion.name)
    level = None if quality.incomplete else proposal.level(counted.counts())
    return msgspec.structs.replace(
        criterion,
        proposed_level=level,
        anchor="" if level is None else known.anchors[level],
        evidence=(*criterion.evidence, *_evidence(counted, quality.incomplete)),
        because="" if level is None else f"{level}, because tools count {counted.told()}",
        rule=proposal.reason.strip(),
    )


def with_own_tests(criterion: CriterionResult, known: Criterion, own: OwnTests) -> CriterionResult:
    """Propose a level from the candidate's own tests, by any share that reaches it; none where nothing is known."""
    amount = {name: share for name, share in shares(own).items() if share is not None}
    if not known.propose_from_tests or not amount:
        return criterion
    level, name = next(
        (
            (level, name)
            for level in LEVELS
            for name, least in known.propose_from_tests.get(level, {}).items()
            if name in amount and amount[name][0] * PER_CENT >= least * amount[name][1]
        ),
        (1, "passing"),
    )
    part, total = amount[name]
    why = "there are none" if own.state is OwnTestsState.NONE else f"{_SHARES[name]}: {part} of {total}"
    return msgspec.structs.replace(
        criterion,
        proposed_level=level,
        anchor=known.anchors[level],
        because=f"{level}, because {why}",
        rule=f"{_steps(known)} It is their own word: tests and code share one process.",
    )


def _steps(known: Criterion) -> str:
    """As in ``Level 4: at least 80 % of the seeded bugs that are noticed; …``."""
    told = [
        f"{level}: at least {' or '.join(f'{least} % of the {_SHARES[name]}' for name, least in bounds.items())}"
        for level, bounds in known.propose_from_tests.items()
    ]
    return f"Level {'; '.join(told)}; 1 below that."


def _counted(quality: Quality, criterion: str) -> _Counted:
    findings = [finding for finding in quality.findings if finding.criterion == criterion]
    return _Counted(
        over=tuple(measure for measure in quality.measures if measure.norm.criterion == criterion and measure.is_over),
        high=tuple(finding for finding in findings if finding.severity == "high"),
        medium=tuple(finding for finding in findings if finding.severity == "medium"),
        no=tuple(each for each in quality.practices if each.criterion == criterion and each.yes is False),
    )


def _many(what: str) -> str:
    first, rest = what.split(" ", 1)
    return f"{first}s {rest.replace('its limit', 'their limits')}"


def _evidence(counted: _Counted, incomplete: Sequence[str]) -> list[str]:
    """Say what was counted; nothing found is evidence as well."""
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
    if incomplete:
        return [*shown, f"No level is proposed, for these told nothing: {', '.join(incomplete)}."]
    return shown or ["Nothing was found."]


def _at(measure: Measure) -> str:
    if measure.where is None:
        return ""
    return f" ({measure.where.path}:{measure.where.line})" if measure.where.line else f" ({measure.where.path})"
