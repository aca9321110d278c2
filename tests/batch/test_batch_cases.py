"""What a cohort says about the suite, and when there are percentiles."""

from __future__ import annotations

from statistics import correlation

import pytest

from grader.reporting.html_cohort_cases import (
    CaseSeen,
    Word,
    discrimination,
    no_percentiles,
    percentile,
    point_biserial,
)


def seen(*columns: str) -> list[CaseSeen]:
    """One text a case: a letter a submission, + for passed, - for failed, . for not asked."""
    names = [f"c{number}" for number in range(len(columns))]
    sat = [
        {name: mark == "+" for name, mark in zip(names, marks, strict=True) if mark != "."}
        for marks in zip(*columns, strict=True)
    ]
    return discrimination(sat, {name: (name.upper(), "R1") for name in names})


TEN = ("++++++++++", "+++++-----", "++++++----", "----------", "-----+++++", "++++------")


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (TEN, [Word.NOBODY_FAILS, Word.SEPARATES, Word.SEPARATES, Word.NOBODY_PASSES, Word.TURNED]),
        (("+++", "+--"), [Word.NOBODY_FAILS, Word.TOO_FEW]),
        (("---",), [Word.NOBODY_PASSES]),
        (("+++++-----", "++++++++++"), [Word.ALIKE, Word.NOBODY_FAILS]),
        (("+.........", "+++++-----"), [Word.NOBODY_FAILS, Word.SEPARATES]),
    ],
)
def test_each_case_has_its_word(columns: tuple[str, ...], words: list[Word]) -> None:
    assert [each.word for each in seen(*columns)][: len(words)] == words


def test_a_case_is_counted_over_those_who_were_asked() -> None:
    (first, _) = seen("++-..", "+++++")
    assert (first.title, first.requirement, first.passed, first.asked) == ("C0", "R1", 2, 3)


def test_nobody_was_asked_is_nobody_passes() -> None:
    (only,) = discrimination([], {"a": ("A", "R1")})
    assert (only.asked, only.word) == (0, Word.NOBODY_PASSES)


def test_the_correlation_is_pearsons_with_passing_as_one() -> None:
    outcomes = [True, True, False, True, False, False, True]
    rest = [0.9, 0.4, 0.5, 1.0, 0.1, 0.3, 0.8]
    found = point_biserial(outcomes, rest)
    assert found == pytest.approx(correlation([float(each) for each in outcomes], rest))


@pytest.mark.parametrize(
    ("outcomes", "rest"),
    [([True, True], [0.1, 0.2]), ([False, False], [0.1, 0.2]), ([True, False], [0.5, 0.5]), ([], [])],
)
def test_what_does_not_vary_correlates_with_nothing(outcomes: list[bool], rest: list[float]) -> None:
    assert point_biserial(outcomes, rest) is None


def test_a_case_is_never_held_against_itself() -> None:
    (first, second) = seen("+++++-----", "++-++--+--")
    alone = point_biserial([mark == "+" for mark in "+++++-----"], [float(mark == "+") for mark in "++-++--+--"])
    assert first.correlation == pytest.approx(alone)
    assert second.correlation == pytest.approx(alone)


@pytest.mark.parametrize(
    ("scored", "challenges", "words"),
    [
        (20, ["a"] * 20, ""),
        (200, ["a"], ""),
        (19, ["a"] * 19, "there are 19"),
        (0, [], "there are 0"),
        (40, ["a", "b"], "more than one version"),
    ],
)
def test_percentiles_need_one_version_and_twenty_submissions(scored: int, challenges: list[str], words: str) -> None:
    assert words in no_percentiles(scored, challenges)
    assert bool(no_percentiles(scored, challenges)) == bool(words)


def test_the_percentile_counts_half_of_those_who_are_equal() -> None:
    assert [percentile(score, [10, 20, 20, 30]) for score in (10, 20, 30)] == [12.5, 50.0, 87.5]
