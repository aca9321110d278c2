"""What counts as a change between two grades of one submission, and what does not."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest
import samples

from grader.model import Case, Finding, Grade, Outcome, OwnTest, OwnTests, OwnTestsState, Series, Suite, Verdict
from grader.regrade.comparing import (
    Tolerance,
    compare,
    is_same_growth,
    is_same_memory,
    is_same_time,
)
from grader.regrade.rescoring import may_rescore
from grader.regrade.sets import Head, How, Regraded, State
from grader.regrade.tables import Preview, Row, change_words, markdown, table, terminal, what_words

TOLERANCE = Tolerance()
GRADE = samples.accepted()


def case(name: str = "test_a", outcome: Outcome = Outcome.PASSED, verdict: Verdict = Verdict.ACCEPTED) -> Case:
    return Case(name=name, title=f"title of {name}", requirement="R1", outcome=outcome, verdict=verdict, duration_s=0.1)


FAILED = (Outcome.FAILED, Verdict.WRONG_ANSWER)
SLOW = (Outcome.FAILED, Verdict.TIME_LIMIT_EXCEEDED)


def with_cases(*cases: Case, series: tuple[Series, ...] = ()) -> Grade:
    return msgspec.structs.replace(GRADE, suites=(Suite(name="hidden", kind="function", cases=cases, series=series),))


def grown(exponent: float, interval: tuple[float, float] | None = None) -> Series:
    return Series(
        case="test_a",
        label="time",
        asked="n log n",
        sizes=(1, 2),
        seconds=(0.1, 0.2),
        exponent=exponent,
        interval=interval,
    )


def told(before: Grade, after: Grade) -> list[str]:
    return [change_words(change) for change in compare(before, after, TOLERANCE).changes]


def test_a_grade_is_the_same_as_itself() -> None:
    for grade in (GRADE, samples.failing(samples.HOSTILE), samples.void()):
        found = compare(grade, grade, TOLERANCE)
        assert (found.is_same, found.timings) == (True, ())


BY_TIME = ", by its time or memory: run it once more before you rely on it"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (case(), case("test_a", *FAILED), "passed -> failed"),
        (case("test_a", *FAILED), case(), "failed -> passed"),
        (case(), case("test_a", *SLOW), f"passed -> failed (time limit exceeded){BY_TIME}"),
        (case("test_a", *FAILED), case("test_a", *SLOW), f"failed -> failed (time limit exceeded){BY_TIME}"),
        (case(), case("test_a", Outcome.ERROR, Verdict.JUDGE_ERROR), "passed -> error"),
    ],
)
def test_a_case_that_ends_otherwise_is_a_change(before: Case, after: Case, words: str) -> None:
    assert told(with_cases(before), with_cases(after)) == [f"case test_a (title of test_a): {words}"]


def test_a_case_that_came_and_one_that_went_are_told() -> None:
    assert told(with_cases(case("test_a", *FAILED)), with_cases(case("test_b"))) == [
        "case test_a (title of test_a): went, was failed",
        "case test_b (title of test_b): came, passed",
    ]


def test_a_case_of_a_measured_growth_that_turns_is_told_as_one_of_time() -> None:
    before, after = with_cases(case(), series=(grown(1.0),)), with_cases(case("test_a", *FAILED))
    (change,) = compare(before, after, TOLERANCE).changes
    assert change.by_time


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [(0.1, 0.34, True), (0.1, 0.36, False), (2.0, 4.0, True), (2.0, 4.1, False), (4.1, 2.0, False), (0.0, 0.25, True)],
)
def test_times_within_the_tolerance_are_the_same(first: float, second: float, *, same: bool) -> None:
    assert is_same_time(first, second, TOLERANCE) is same


@pytest.mark.parametrize(
    ("first", "second", "same"), [(10, 26, True), (10, 27, False), (100, 150, True), (150, 99, False)]
)
def test_memory_within_the_tolerance_is_the_same(first: int, second: int, *, same: bool) -> None:
    assert is_same_memory(first << 20, second << 20, TOLERANCE) is same


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (grown(1.0), grown(1.29), True),
        (grown(1.0), grown(1.4), False),
        (grown(1.0, (0.8, 1.3)), grown(1.5, (1.2, 1.8)), True),
        (grown(1.0, (0.9, 1.1)), grown(2.0, (1.9, 2.1)), False),
        (grown(1.0, (0.9, 1.1)), grown(2.0), False),
    ],
)
def test_growths_that_may_be_the_same_are(first: Series, second: Series, *, same: bool) -> None:
    assert is_same_growth(first, second, TOLERANCE) is same
    found = compare(with_cases(case(), series=(first,)), with_cases(case(), series=(second,)), TOLERANCE)
    assert (found.is_same, bool(found.timings)) == (True, not same)


def test_a_time_beyond_the_tolerance_is_told_and_is_no_change() -> None:
    slow = msgspec.structs.replace(case(), duration_s=2.0)
    found = compare(with_cases(case()), with_cases(slow), TOLERANCE)
    assert found.is_same
    assert [(each.before, each.after) for each in found.timings] == [("0.10 s", "2.00 s")]


def test_levels_scores_and_verdicts_are_compared_one_by_one() -> None:
    first, *rest = GRADE.criteria
    lower = msgspec.structs.replace(first, proposed_level=2)
    after = msgspec.structs.replace(GRADE, verdict=Verdict.WRONG_ANSWER, score=70.0, criteria=(lower, *rest))
    assert told(GRADE, after) == [
        "Verdict: accepted -> wrong_answer",
        f"Score: {GRADE.score:g} -> 70",
        f"level {first.name} ({first.title}): {first.proposed_level} -> 2",
    ]


def test_a_requirement_whose_points_changed_is_told() -> None:
    first, *rest = GRADE.requirements
    after = msgspec.structs.replace(GRADE, requirements=(msgspec.structs.replace(first, points=99), *rest))
    (change,) = compare(GRADE, after, TOLERANCE).changes
    assert (change.what, change.name) == ("requirement", first.id)
    assert change.after.endswith("99 points)")


def test_findings_are_the_same_where_only_the_masked_path_differs() -> None:
    quality = GRADE.quality
    assert quality is not None
    finding = Finding(
        concept="c", title="T", criterion="x", severity="low", path="a.py", line=3, message="m", tools=("t",)
    )

    def having(*findings: Finding) -> Grade:
        return msgspec.structs.replace(GRADE, quality=msgspec.structs.replace(quality, findings=findings))

    elsewhere = msgspec.structs.replace(finding, path="name-2.py")
    assert told(having(finding), having(elsewhere)) == []
    assert told(having(finding), having()) == ["finding c (low) in line 3 (T): went, was found"]
    assert told(having(finding), having(finding, elsewhere)) == [
        "finding c (low) in line 3 (T): found -> found 2 times"
    ]


@pytest.mark.parametrize(("flaky", "changes"), [((), 1), (("t",), 0)])
def test_own_tests_that_are_flaky_are_not_compared(flaky: tuple[str, ...], changes: int) -> None:
    def having(outcome: Outcome) -> Grade:
        test = OwnTest(name="t", file="t.py", outcome=outcome, duration_s=0.1)
        own = OwnTests(state=OwnTestsState.RAN, tests=(test,), flaky=flaky)
        return msgspec.structs.replace(GRADE, own_tests=own)

    assert len(told(having(Outcome.PASSED), having(Outcome.FAILED))) == changes


# ── Without a box ──

NO_QUALITY = msgspec.structs.replace(GRADE, quality=None)
UNLOADED = msgspec.structs.replace(
    NO_QUALITY,
    criteria=tuple(msgspec.structs.replace(each, fraction=0.0, proposed_level=None) for each in GRADE.criteria),
)


@pytest.mark.parametrize(
    ("grade", "changed", "may"),
    [
        (GRADE, {"rubric"}, True),
        (GRADE, {"rubric", "measures"}, False),
        (NO_QUALITY, {"rubric", "measures"}, True),
        (GRADE, {"rubric", "challenge"}, False),
        (GRADE, set(), False),
        (samples.void(), {"rubric"}, False),
        (UNLOADED, {"rubric"}, False),
    ],
)
def test_only_a_new_rubric_is_scored_from_what_is_stored(grade: Grade, changed: set[str], *, may: bool) -> None:
    assert may_rescore(grade, changed) is may


# ── Tables ──

HEAD = Head(
    version=1,
    name="stricter",
    challenge="till",
    challenge_version="2",
    challenge_sha256="c" * 64,
    rubric="r" * 64,
    rubric_version="1",
    made="2026-11-27",
    who="rita",
)
ENTRY = Regraded(folder="submission-1", state=State.READY, how=How.BOXES, why=("the challenge changed",))


def preview(after: Grade, before: Grade = GRADE, entry: Regraded = ENTRY) -> Preview:
    return Preview(head=HEAD, rows=(Row(entry=entry, comparison=compare(before, after, TOLERANCE), review="settled"),))


def test_the_tables_say_who_changes_by_how_much_and_why() -> None:
    found = preview(msgspec.structs.replace(with_cases(case("test_a", *FAILED)), score=80.0), with_cases(case()))
    for text in (terminal(found), markdown(found)):
        for words in (
            "changed",
            "80",
            "-20",
            "the challenge changed",
            "passed -",
            "settled",
            "Times count as the same",
        ):
            assert words in text
    rows = list(csv.DictReader(io.StringIO(table(found))))
    assert [(row["kind"], row["before"], row["after"]) for row in rows] == [
        ("score", "100", "80"),
        ("case", "passed", "failed"),
    ]
    assert {(row["difference"], row["why"]) for row in rows} == {("-20", "the challenge changed")}


def test_hostile_words_act_in_no_format() -> None:
    hostile = "=cmd|' /C calc'!A0\u202e<script>\x1b[31m"
    entry = msgspec.structs.replace(ENTRY, state=State.FAILED, told=hostile)
    bad = msgspec.structs.replace(case("test_a", *FAILED), name=hostile, title=hostile)
    found = preview(with_cases(bad), with_cases(), entry)
    for text in (terminal(found), markdown(found), table(found)):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "<script>" not in markdown(found)
    cells = [cell for row in csv.reader(io.StringIO(table(found))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Row(entry=msgspec.structs.replace(ENTRY, state=State.FAILED, told="x")), "not regraded: x"),
        (Row(entry=msgspec.structs.replace(ENTRY, state=State.UNTOUCHED)), "nothing to do"),
        (Row(entry=msgspec.structs.replace(ENTRY, state=State.APPLIED)), "applied"),
        (Row(entry=ENTRY, stale="y"), "out of date: y"),
        (Row(entry=ENTRY, comparison=compare(GRADE, GRADE, TOLERANCE)), "the same"),
    ],
)
def test_a_row_says_what_became_of_it(row: Row, words: str) -> None:
    assert what_words(row) == words
