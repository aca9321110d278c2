"""What a cohort says about the suite, case by case, and where somebody stands in it: pure.

A case that nobody fails, or nobody passes, tells the submissions of this cohort apart in nothing; one that the better
submissions fail more often than the others deserves a look at the case. It is evidence about the suite, not about
anybody's work.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ENOUGH = 10
"""Submissions from which on a correlation is told at all. House rule: with fewer, one of them decides it."""

SEPARATES = 0.2
"""From here on a case separates. Ebel, Essentials of Educational Measurement (1972): below .20, poor items."""

COHORT = 20
"""Submissions from which on there are percentiles. House rule: with fewer, a rank is a name."""


class Word(StrEnum):
    """What a case does in this cohort."""

    NOBODY_FAILS = "nobody fails it"
    NOBODY_PASSES = "nobody passes it"
    SEPARATES = "separates"
    LITTLE = "separates little"
    TURNED = "the better ones fail it"
    TOO_FEW = "too few to tell"
    ALIKE = "the rest is all alike"


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """One case over a cohort: of how many it was asked, who passed, and how it goes with the other cases."""

    name: str
    title: str
    requirement: str
    asked: int
    passed: int
    correlation: float | None
    word: Word


def discrimination(sat: Sequence[Mapping[str, bool]], known: Mapping[str, tuple[str, str]]) -> list[CaseSeen]:
    """Look at every case in the order in which they are ``known``, by name with title and requirement.

    ``sat`` has a mapping a submission: whether it passed each case that was put to it.
    """
    counted = [(each, sum(each.values())) for each in sat]
    return [_seen(name, title, requirement, counted) for name, (title, requirement) in known.items()]


def _seen(name: str, title: str, requirement: str, sat: Sequence[tuple[Mapping[str, bool], int]]) -> CaseSeen:
    asked = [(each, total) for each, total in sat if name in each]
    outcomes = [each[name] for each, _ in asked]
    passed = sum(outcomes)
    rest = [_rest(each, total, name) for each, total in asked]
    correlation = point_biserial(outcomes, rest) if len(asked) >= ENOUGH else None
    return CaseSeen(
        name=name,
        title=title,
        requirement=requirement,
        asked=len(asked),
        passed=passed,
        correlation=correlation,
        word=_word(len(asked), passed, correlation),
    )


def _rest(cases: Mapping[str, bool], passed: int, but: str) -> float:
    """Give the share passed of all other cases: with the case itself in it, everything would correlate."""
    return (passed - cases[but]) / (len(cases) - 1) if len(cases) > 1 else 0.0


def _word(asked: int, passed: int, correlation: float | None) -> Word:
    if asked and passed == asked:
        return Word.NOBODY_FAILS
    if not passed:
        return Word.NOBODY_PASSES
    if asked < ENOUGH:
        return Word.TOO_FEW
    if correlation is None:
        return Word.ALIKE
    if correlation < 0:
        return Word.TURNED
    return Word.SEPARATES if correlation >= SEPARATES else Word.LITTLE


def point_biserial(outcomes: Sequence[bool], rest: Sequence[float]) -> float | None:
    """Correlate passing with a number, ``None`` where either does not vary.

    r = (M1 - M0) / s * sqrt(p * q), with M1 and M0 the means of those who pass and fail, s the standard deviation of
    all (divided by n), p and q their shares: R. F. Tate, Correlation between a discrete and a continuous variable,
    Annals of Mathematical Statistics 25 (1954). Against the rest and not the whole: S. Henrysson, Correction of
    item-total correlations in item analysis, Psychometrika 28 (1963).
    """
    passing = [value for value, passed in zip(rest, outcomes, strict=True) if passed]
    failing = [value for value, passed in zip(rest, outcomes, strict=True) if not passed]
    if not passing or not failing or min(rest) == max(rest):
        return None
    count = len(rest)
    mean = fsum(rest) / count
    deviation = sqrt(fsum((value - mean) ** 2 for value in rest) / count)
    share = len(passing) / count
    difference = fsum(passing) / len(passing) - fsum(failing) / len(failing)
    return max(-1.0, min(1.0, difference / deviation * sqrt(share * (1 - share))))


def no_percentiles(scored: int, challenges: Iterable[str]) -> str:
    """Say why there are no percentiles; empty where there may be some."""
    if len(set(challenges)) > 1:
        return "No percentiles: these grades are of more than one version of the challenge."
    if scored < COHORT:
        return f"No percentiles: they need {COHORT} scored submissions, and there are {scored}."
    return ""


def percentile(score: float, ordered: Sequence[float]) -> float:
    """Give the percentile rank, 0 to 100, among scores in ascending order: those below, and half of those equal.

    The mean of both, as in SciPy's ``percentileofscore(kind="mean")``; nobody stands at 0 or at 100.
    """
    return 100 * (bisect_left(ordered, score) + bisect_right(ordered, score)) / 2 / len(ordered)
