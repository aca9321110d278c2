"""Several reviews in, reviewed levels out: neighbours are averaged, and what lies two levels apart stays open.

Original levels are never changed: a joint review stands beside them, and decides only what was open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from grader.model import Grade, Judgement, Review, Settled, Value

TOO_FAR = 2
"""Levels between two reviewers from which on they must talk. House rule, after the usual advice to blame the rubric."""


class Standing(Value, frozen=True):
    """How far the review of a grade is.

    ``waiting_for`` counts reviewers who are still to come, ``open`` names criteria that need a joint review; ``levels``
    are what is decided so far, ``None`` for "not assessed".
    """

    reviews: tuple[Review, ...]
    joint: tuple[Review, ...]
    waiting_for: int
    open: tuple[str, ...]
    levels: dict[str, float | None]

    @property
    def is_settled(self) -> bool:
        """Whether everybody has reviewed, and nothing is left between them."""
        return not self.waiting_for and not self.open


def standing(reviews: Sequence[Review], *, criteria: Sequence[str], needed: int) -> Standing:
    """Look at all reviews in the order in which they came; the latest of each reviewer counts."""
    own = tuple({each.reviewer: each for each in reviews if not each.joint}.values())
    joint = tuple(each for each in reviews if each.joint)
    waiting = max(0, needed - len(own))
    if waiting:
        return Standing(reviews=own, joint=joint, waiting_for=waiting, open=(), levels={})
    agreed = {each.criterion: each for review in joint for each in review.judgements}
    levels, open_ = {}, []
    for name in criteria:
        given = [each.level for each in _judgements(own, name)]
        if is_apart(given):
            if name in agreed:
                levels[name] = _as_float(agreed[name].level)
            else:
                open_.append(name)
        else:
            known = [level for level in given if level is not None]
            levels[name] = sum(known) / len(known) if known else None
    return Standing(reviews=own, joint=joint, waiting_for=0, open=tuple(open_), levels=levels)


def _judgements(reviews: Iterable[Review], criterion: str) -> list[Judgement]:
    return [each for review in reviews for each in review.judgements if each.criterion == criterion]


def is_apart(levels: Sequence[int | None]) -> bool:
    """Tell whether reviewers are too far apart: by levels, or in whether it can be assessed at all."""
    known = [level for level in levels if level is not None]
    if known and len(known) < len(levels):
        return True
    return bool(known) and max(known) - min(known) >= TOO_FAR


def _as_float(level: int | None) -> float | None:
    return None if level is None else float(level)


def settled(grade: Grade, now: Standing) -> Grade:
    """Put the reviewed levels into a grade; ``ValueError`` where something is still open."""
    if not now.is_settled:
        raise ValueError("a review that is not settled decides nothing")
    criteria = tuple(msgspec.structs.replace(each, reviewed_level=now.levels.get(each.name)) for each in grade.criteria)
    assessed = [(each.weight, each.reviewed_level) for each in criteria if each.reviewed_level is not None]
    return msgspec.structs.replace(
        grade,
        criteria=criteria,
        review=Settled(
            reviews=(*now.reviews, *now.joint),
            level=_mean(assessed),
            equal_weight_level=_mean([(1, level) for _, level in assessed]),
            left_out=tuple(each.name for each in criteria if each.reviewed_level is None),
        ),
    )


def _mean(weighted: Sequence[tuple[int, float]]) -> float | None:
    """Average to two decimals, exact until the end; the weights of what is there share the whole."""
    if not weighted:
        return None
    total = sum((weight * Fraction(level) for weight, level in weighted), start=Fraction(0))
    return float(round(total / sum(weight for weight, _ in weighted), 2))
