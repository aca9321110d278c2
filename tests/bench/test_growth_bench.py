"""The count of false verdicts counts every way in which one can be false."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from grader.model import Case, Outcome, Series, Verdict

from .growth import ANSWERS, CHALLENGE, Measured, repeated, table

if TYPE_CHECKING:
    from pathlib import Path

GOOD, BAD = ANSWERS[0], ANSWERS[-1]


def case(name: str, outcome: Outcome) -> Case:
    return Case(name=name, title="", requirement="R1", outcome=outcome, verdict=Verdict.ACCEPTED, duration_s=1.0)


def series(name: str, conclusion: Literal["above", "within"]) -> Series:
    return Series(
        case=name,
        label="",
        asked="n log n",
        sizes=(1, 2, 8),
        seconds=(1.0, 1.0, 1.0),
        exponent=1.5,
        samples=((1.0, 1.0),) * 3,
        interval=(1.25, 1.75),
        conclusion=conclusion,
    )


def measured(*, good: bool, cases: tuple[Case, ...], told: tuple[Series, ...]) -> Measured:
    return Measured(GOOD if good else BAD, cases, told, took_s=60.0, loads=([1.0], [2.0]))


def test_good_work_that_fails_and_work_that_was_never_measured_are_false_verdicts() -> None:
    cases = (case("a", Outcome.PASSED), case("b", Outcome.FAILED))
    assert measured(good=True, cases=cases, told=()).false(2) == 1
    assert measured(good=True, cases=cases, told=()).false(3) == 2


def test_quadratic_work_must_fail_by_its_growth_and_by_nothing_else() -> None:
    cases = (case("a", Outcome.FAILED), case("b", Outcome.FAILED), case("c", Outcome.PASSED))
    told = (series("a", "above"), series("b", "within"), series("c", "within"))
    assert measured(good=False, cases=cases, told=told).false(3) == 2


def test_the_table_has_a_row_an_answer_and_the_sum() -> None:
    good = measured(good=True, cases=(case("a", Outcome.PASSED),), told=(series("a", "within"),))
    bad = measured(good=False, cases=(case("a", Outcome.PASSED),), told=())
    lines = table([good, bad], 1, busy_cores=2).splitlines()
    assert lines[4] == "| n | 1 | 1 | 0 | 0 | 1.50 (1.50 to 1.50) | 0.50 (up to 0.50) | 2 (2 to 2) | 60 s |"
    assert lines[5] == "| n^2 | 1 | 1 | 0 | 1 |  |  |  | 60 s |"
    assert lines[-1] == "false verdicts: 1 of 2; load average 1.0 to 2.0"


def test_the_suite_is_copied_with_as_many_repeats(tmp_path: Path) -> None:
    suite = (repeated(tmp_path, 50) / "suite/test_growth.py").read_text(encoding="utf-8")
    assert "\nREPEATS = 50\n" in suite
    assert "\nREPEATS = 1\n" in (CHALLENGE / "suite/test_growth.py").read_text(encoding="utf-8")
