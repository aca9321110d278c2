"""A new rubric over what is stored: the cases are what they were, so levels and score follow without a box; pure."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from grader.model import Challenge, Grade, RubricRef, Verdict
from grader.proposing import completed
from grader.rubric import Rubric
from grader.scoring import score

_RUBRIC, _MEASURES = "rubric", "measures"


def may_rescore(grade: Grade, changed: Collection[str]) -> bool:
    """Tell whether only the rubric changed, over a grade that shows all that the new one asks for.

    What tools saw was weighed by the earlier measures as it was taken in, so new ones need a new look at the code. One
    that could not be loaded has no levels for a reason of its own, which boxes have to show once more.
    """
    only = {_RUBRIC} if grade.quality is not None else {_RUBRIC, _MEASURES}
    if not changed or not set(changed) <= only or grade.verdict is Verdict.JUDGE_ERROR:
        return False
    return not any(each.fraction is not None and each.proposed_level is None for each in grade.criteria)


def rescored(grade: Grade, *, challenge: Challenge, rubric: Rubric) -> Grade:
    """Score the stored cases by another rubric; where and when it ran stays, so that its seal still fits."""
    scored = score(challenge=challenge, rubric=rubric, suites=grade.suites)
    earlier = {f"{each.id}: {each.text}" for each in grade.requirements} | {each.title for each in grade.criteria}
    return msgspec.structs.replace(
        grade,
        rubric=RubricRef(
            name=rubric.name,
            version=rubric.version,
            sha256=rubric.sha256,
            weights_reason=rubric.weights_reason,
            title=rubric.title,
            ignore=rubric.ignore,
        ),
        score=scored.score,
        equal_weight_score=scored.equal_weight_score,
        requirements=scored.requirements,
        criteria=tuple(
            completed(each, rubric, requirements=scored.requirements, quality=grade.quality, own_tests=grade.own_tests)
            for each in scored.criteria
        ),
        not_measured=(*scored.not_measured, *(each for each in grade.not_measured if each.what not in earlier)),
        review=None,
    )
