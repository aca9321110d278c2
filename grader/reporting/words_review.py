"""The words about levels that the reports people hand on share."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.reporting import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import CriterionResult, Grade, Judgement, Review, Settled

NOT_ASSESSED = "not assessed"
NOT_REVIEWED = "Not reviewed yet: what stands here is the machine's proposal."


@dataclass(frozen=True, slots=True)
class Share:
    """What a criterion weighs, and what it counts once those that were not assessed have dropped out."""

    weight: int
    percent: float | None


def level(value: float | None) -> str:
    """As in ``3 of 4, meets the bar`` and ``2.5 of 4, between partial and meets the bar``."""
    return NOT_ASSESSED if value is None else f"{words.number(value)} of 4, {level_name(value)}"


def level_name(value: float | None) -> str:
    """As in ``meets the bar``, without a number."""
    if value is None:
        return NOT_ASSESSED
    low, high = words.LEVEL_NAMES.get(math.floor(value), ""), words.LEVEL_NAMES.get(math.ceil(value), "")
    if not low or not high:
        return "outside the scale"
    return low if low == high else f"between {low} and {high}"


def level_number(value: float | None) -> str:
    """As in ``2.5``, for a column of a table; a dash where there is no level."""
    return "–" if value is None else words.number(value)  # noqa: RUF001 (a dash, not a minus)


def mean(value: float | None) -> str:
    """As in ``2.86 of 4``: two decimals, because means of eight levels lie close together."""
    return NOT_ASSESSED if value is None else f"{value:.2f} of 4"


def reviewers(grade: Grade) -> tuple[Review, ...]:
    """Everybody's own review, without the joint notes."""
    return () if grade.review is None else tuple(review for review in grade.review.reviews if not review.joint)


def joint(grade: Grade) -> tuple[Review, ...]:
    """The notes of all on what they saw differently."""
    return () if grade.review is None else tuple(review for review in grade.review.reviews if review.joint)


def judgement(review: Review, criterion: str) -> Judgement | None:
    """What a review says of a criterion."""
    return next((each for each in review.judgements if each.criterion == criterion), None)


def shares(criteria: Sequence[CriterionResult]) -> dict[str, Share]:
    """Renormalise the weights over the criteria that have a reviewed level."""
    total = sum(criterion.weight for criterion in criteria if criterion.reviewed_level is not None)
    return {
        criterion.name: Share(
            weight=criterion.weight,
            percent=100 * criterion.weight / total if total and criterion.reviewed_level is not None else None,
        )
        for criterion in criteria
    }


def settled(review: Settled) -> str:
    """Tell in a sentence or two what the reviewers decided, and what of the rubric they left out."""
    names = [each.reviewer for each in review.reviews if not each.joint]
    if review.level is None:
        return "No criterion was assessed."
    by = f"By {words.count(len(names), 'reviewer')}{', blind to each other' if len(names) > 1 else ''}"
    both = f"weighted level {mean(review.level)}, with equal weights {mean(review.equal_weight_level)}"
    left = review.left_out
    out = f" Not assessed, so that the others share its weight: {', '.join(left)}." if left else ""
    return f"{by}: {both}.{out}"
