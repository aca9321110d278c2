"""Results and a rubric in, proposed levels and a score out: arithmetic only, the same result for the same input.

A requirement is met or it is not; its criterion's fraction is the share of points met; the score is the weighted mean
of the fractions. What nothing speaks for drops out, with the weights renormalised and the reason said.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from grader.model import (
    Case,
    Challenge,
    CriterionResult,
    NotMeasured,
    Outcome,
    Requirement,
    RequirementResult,
    Suite,
    Value,
)
from grader.rubric import LEVELS, Criterion, Rubric

MOST_TITLES = 3  # of failed cases in a line of evidence; the report lists all of them elsewhere


class Scored(Value, frozen=True):
    """What the results amount to; both scores are 0 to 100 to one decimal, ``None`` where nothing could be assessed."""

    requirements: tuple[RequirementResult, ...]
    criteria: tuple[CriterionResult, ...]
    score: float | None
    equal_weight_score: float | None
    not_measured: tuple[NotMeasured, ...]


def score(*, challenge: Challenge, rubric: Rubric, suites: Sequence[Suite]) -> Scored:
    """Score a run: requirements come in the challenge's order, criteria in the rubric's.

    Skipped cases do not count; a case that ended in our own error leaves its requirement undecided.
    """
    cases = {requirement.id: _cases(requirement, suites) for requirement in challenge.requirements}
    requirements = tuple(
        _judged(requirement, _counted(cases[requirement.id])) for requirement in challenge.requirements
    )
    evidence = {result.id: _evidence(result, cases[result.id]) for result in requirements}
    of_criterion = {
        criterion.name: [result for result in requirements if result.criterion == criterion.name]
        for criterion in rubric.criteria
    }
    fractions = {name: _fraction(results) for name, results in of_criterion.items()}
    return Scored(
        requirements=requirements,
        criteria=tuple(
            _criterion(criterion, fractions[criterion.name], of_criterion[criterion.name], evidence, rubric)
            for criterion in rubric.criteria
        ),
        score=_mean((criterion.weight, fractions[criterion.name]) for criterion in rubric.criteria),
        equal_weight_score=_mean((1, fractions[criterion.name]) for criterion in rubric.criteria),
        not_measured=(
            *(_undecided(result, evidence[result.id]) for result in requirements if result.met is None),
            *(
                NotMeasured(what=criterion.title, why=_why_not(criterion, of_criterion[criterion.name]))
                for criterion in rubric.criteria
                if fractions[criterion.name] is None
            ),
        ),
    )


def _cases(requirement: Requirement, suites: Sequence[Suite]) -> list[Case]:
    return [case for suite in suites for case in suite.cases if case.requirement == requirement.id]


def _counted(cases: Iterable[Case]) -> list[Case]:
    return [case for case in cases if case.outcome is not Outcome.SKIPPED]


def _judged(requirement: Requirement, counted: Sequence[Case]) -> RequirementResult:
    passed = sum(case.outcome is Outcome.PASSED for case in counted)
    decided = bool(counted) and all(case.outcome is not Outcome.ERROR for case in counted)
    return RequirementResult(
        id=requirement.id,
        text=requirement.text,
        criterion=requirement.criterion,
        points=requirement.points,
        passed=passed,
        total=len(counted),
        met=passed == len(counted) if decided else None,
    )


def _fraction(results: Iterable[RequirementResult]) -> Fraction | None:
    assessed = [result for result in results if result.met is not None]
    met = sum(result.points for result in assessed if result.met)
    return Fraction(met, sum(result.points for result in assessed)) if assessed else None


def _mean(weighted: Iterable[tuple[int, Fraction | None]]) -> float | None:
    """Average the fractions there are, 0 to 100; exact until the end, and halves go up as people expect."""
    known = [(weight, fraction) for weight, fraction in weighted if fraction is not None]
    if not known:
        return None
    total = sum((weight * fraction for weight, fraction in known), start=Fraction(0))
    return math.floor(total / sum(weight for weight, _ in known) * 1000 + Fraction(1, 2)) / 10


def _criterion(
    criterion: Criterion,
    fraction: Fraction | None,
    results: Sequence[RequirementResult],
    evidence: Mapping[str, str],
    rubric: Rubric,
) -> CriterionResult:
    level = None if fraction is None else criterion.proposed_level(float(fraction))
    return CriterionResult(
        name=criterion.name,
        title=criterion.title,
        weight=criterion.weight,
        proposed_level=level,
        reviewed_level=None,
        fraction=None if fraction is None else float(fraction),
        anchor="" if level is None else criterion.anchors[level],
        evidence=tuple(evidence[result.id] for result in results),
        because="" if level is None else f"{level}, because {_because(results)}",
        rule="" if level is None else f"{_steps(criterion)} {rubric.propose_reason}",
        anchors=criterion.anchors,
    )


def _steps(criterion: Criterion) -> str:
    """As in ``Level 4 from 100 % of the points, 3 from 80 %, 2 from 50 %; below that 1.``."""
    first, *others = [
        f"{level} from {criterion.propose[level] * 100:g} %" for level in LEVELS if level in criterion.propose
    ]
    return f"Level {', '.join([f'{first} of the points', *others])}; below that 1."


def _because(results: Sequence[RequirementResult]) -> str:
    """As in ``R1, R2 are met, R7 is partly met and R8 is not met``."""
    told = [
        _are([each.id for each in results if each.met], "met"),
        _are([each.id for each in results if each.met is False and each.passed], "partly met"),
        _are([each.id for each in results if each.met is False and not each.passed], "not met"),
        _are([each.id for each in results if each.met is None], "not assessed"),
    ]
    *most, last = [each for each in told if each]
    return f"{', '.join(most)} and {last}" if most else last


def _are(ids: Sequence[str], what: str) -> str:
    return f"{', '.join(_ranges(ids))} {'is' if len(ids) == 1 else 'are'} {what}" if ids else ""


def _ranges(ids: Sequence[str]) -> list[str]:
    """Draw three neighbours or more together, from the first to the last."""
    runs: list[list[str]] = []
    for each in ids:
        if runs and _number(each) == _number(runs[-1][-1]) + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return [
        text
        for run in runs
        for text in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run)  # noqa: PLR2004, RUF001 (as people write it)
    ]


def _number(id_: str) -> int:
    digits = id_.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return int(digits) if digits.isascii() and digits.isdigit() else -9


def _evidence(result: RequirementResult, cases: Sequence[Case]) -> str:
    if result.met is None:
        return f"{result.id} not assessed: {_why_undecided(result, cases)}"
    if result.met:
        return f"{result.id} met: {'its one case' if result.total == 1 else f'all {result.total} cases'} passed"
    titles = [case.title.rstrip(".") for case in cases if case.outcome is Outcome.FAILED]
    more = f"; and {len(titles) - MOST_TITLES} more" if len(titles) > MOST_TITLES else ""
    return f"{result.id} not met: {_share(len(titles), result.total)} failed ({'; '.join(titles[:MOST_TITLES])}{more})"


def _why_undecided(result: RequirementResult, cases: Sequence[Case]) -> str:
    errors = sum(case.outcome is Outcome.ERROR for case in cases)
    if errors:
        return f"{_share(errors, result.total)} could not be judged, which is our error and not the candidate's"
    return f"{_share(len(cases), len(cases))} skipped" if cases else "no case ran"


def _share(part: int, total: int) -> str:
    return f"{part} of {total} case{'' if total == 1 else 's'}"


def _undecided(result: RequirementResult, evidence: str) -> NotMeasured:
    return NotMeasured(what=f"{result.id}: {result.text}", why=evidence.partition(": ")[2])


def _why_not(criterion: Criterion, results: Sequence[RequirementResult]) -> str:
    if not criterion.measured:
        return "no hidden case speaks for it, so it is no part of the score: a reviewer sets it"
    if not results:
        return "this challenge has no requirement for this criterion: a reviewer sets it"
    return f"none of its requirements could be assessed ({', '.join(result.id for result in results)})"
