"""How far reviewers agree over many submissions, criterion by criterion: about the rubric, never about a candidate.

Krippendorff's alpha for ordinal levels is the ``krippendorff`` package's; it is given from ten submissions on that were
reviewed twice, since fewer say nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from grader.model import Value

FEWEST = 10
"""Submissions with two reviews. House rule: below it an interval covers almost everything."""
RELIABLE, TENTATIVE = 0.8, 0.667
"""From which on to rely on levels, and to conclude with care: customary cut-offs that are ascribed to Krippendorff."""
_RESAMPLES = 1000
_SEED = 20_041  # of the resampling: the same reviews give the same interval


class Agreement(Value, frozen=True):
    """One criterion over all submissions that were reviewed twice or more.

    ``exact`` and ``within_one`` are shares of the pairs of reviews; ``alpha`` is ``None`` where ``why_not`` says why,
    as is the ``interval`` of 95 % around it, by resampling submissions.
    """

    criterion: str
    submissions: int
    pairs: int
    exact: float
    within_one: float
    alpha: float | None = None
    interval: tuple[float, float] | None = None
    why_not: str = ""


Levels = Mapping[str, Sequence[int | None]]
"""For one submission, by criterion: the level of each of its reviewers, in the same order."""


def agreement(submissions: Sequence[Levels], criteria: Sequence[str]) -> tuple[Agreement, ...]:
    """Compare the reviews of each submission; a criterion that nobody judged twice is left out."""
    return tuple(found for name in criteria for found in _of_criterion(submissions, name))


def _of_criterion(submissions: Sequence[Levels], name: str) -> Iterator[Agreement]:
    units = [levels for each in submissions if len(levels := _assessed(each.get(name, ()))) > 1]
    distances = [abs(one - other) for levels in units for one, other in combinations(levels, 2)]
    if not distances:
        return
    alpha, interval, why_not = _alpha(units)
    yield Agreement(
        criterion=name,
        submissions=len(units),
        pairs=len(distances),
        exact=sum(each == 0 for each in distances) / len(distances),
        within_one=sum(each <= 1 for each in distances) / len(distances),
        alpha=alpha,
        interval=interval,
        why_not=why_not,
    )


def _assessed(levels: Sequence[int | None]) -> list[int]:
    return [level for level in levels if level is not None]


def _alpha(units: Sequence[Sequence[int]]) -> tuple[float | None, tuple[float, float] | None, str]:
    if len(units) < FEWEST:
        return None, None, f"from {FEWEST} submissions on that were reviewed twice"
    if len({level for levels in units for level in levels}) == 1:
        return None, None, "not defined where everybody gave the same level"
    chance = random.Random(_SEED)  # noqa: S311 - resampling, not secrecy
    resampled = sorted(
        value for _ in range(_RESAMPLES) if (value := _value(chance.choices(units, k=len(units)))) is not None
    )
    cut = len(resampled) // 40
    return _value(units), (resampled[cut], resampled[-1 - cut]), ""


def _value(units: Sequence[Sequence[int]]) -> float | None:
    """Compute alpha; none where all levels are one, as a resample's may be."""
    import krippendorff  # noqa: PLC0415 - brings numpy, which only this command needs

    counts = [[levels.count(level) for level in range(1, 5)] for levels in units]
    if sum(any(column) for column in zip(*counts, strict=True)) == 1:
        return None
    return float(krippendorff.alpha(value_counts=counts, value_domain=[1, 2, 3, 4], level_of_measurement="ordinal"))
