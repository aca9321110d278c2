"""What a native suite's reports are worth: nothing passes by silence, by repetition or by a canary that passes."""

from __future__ import annotations

import pytest
from msgspec import structs

from grader.exam import Record
from grader.model import Case, Outcome, Unbuilt, Verdict
from grader.native.judging import WEAKER, judged
from grader.native.told import ExpectedCase, Told, ToldCanary, ToldCase, ToldFile
from grader.sandbox.base import Ending

FILE = "test_a.py"
EXPECTED = (
    ExpectedCase(name="a", file=FILE, title="Adds", labels=("R1",)),
    ExpectedCase(name="b", file=FILE, labels=("R2",)),
    ExpectedCase(name="c", file=FILE, labels=("R2",), skipped=True),
)
REQUIREMENTS = {"a": "R1", "b": "R2", "c": "R2"}
ENDING = Ending(exit_code=None, stopped=True, out_of_memory=False, output_bytes=0, output_cut=False, stderr="")


def case(name: str, outcome: Outcome = Outcome.PASSED, message: str = "") -> ToldCase:
    return ToldCase(name=name, title="", labels=(), outcome=outcome, duration_s=0.1, message=message)


ALL = (case("a"), case("b"), case("c", Outcome.SKIPPED))


def file(*cases: ToldCase, canaries: tuple[str, ...] = ("failed", "failed"), **changes: object) -> ToldFile:
    made = ToldFile(
        name=FILE,
        seconds=0.5,
        exit_code=0,
        finished=True,
        out_of_time=False,
        ending="",
        stuck_in="",
        unmarked=0,
        printed="",
        cases=cases,
        canaries=tuple(ToldCanary(what="asserts nonsense", outcome=outcome) for outcome in canaries),
    )
    return structs.replace(made, **changes)


def record(*files: ToldFile, done: bool = True, ending: Ending = ENDING, out_of_time: bool = False) -> Record:
    told = Told(ready=True, files=files, done=done, ending=ending, out_of_time=out_of_time)
    return judged(EXPECTED, REQUIREMENTS, told)


def cases(found: Record) -> dict[str, Case]:
    return {case.name: case for case in found.suite.cases}


def outcomes(found: Record) -> list[Outcome]:
    return [case.outcome for case in found.suite.cases]


P, F, S = Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED


def test_all_is_well_where_every_case_passes_and_every_canary_fails() -> None:
    found = record(file(*ALL))
    assert (found.verdict, outcomes(found), found.flags) == (Verdict.ACCEPTED, [P, P, S], ())
    assert cases(found)["a"].title == "Adds"
    assert found.suite.kind == "native"


def test_what_the_report_says_of_the_guards() -> None:
    assert record(file(*ALL)).suite.guards == (
        WEAKER,
        "A process for each file of the suite: 1 of 1 ended well.",
        "Canaries, tests made for this run that must fail: 2 of 2 did, 0 passed.",
        "Cases known from an accepted example's run: 3 of 3 reported, each once.",
    )


# ── nothing passes by silence or by repetition ──


def test_a_case_that_is_not_reported_has_failed() -> None:
    found = record(file(case("a")))
    assert outcomes(found) == [P, F, S]
    assert "Not reported" in cases(found)["b"].message


def test_a_case_that_is_reported_twice_has_failed() -> None:
    found = record(file(*ALL, case("a")))
    assert outcomes(found) == [F, P, S]
    assert "2 times" in cases(found)["a"].message


def test_a_case_that_is_skipped_has_failed_unless_the_suite_skips_it() -> None:
    found = record(file(case("a", S, "not today"), case("b"), case("c", S)))
    assert outcomes(found) == [F, P, S]
    assert "not today" in cases(found)["a"].message


def test_a_process_that_does_not_end_well_passes_nothing() -> None:
    found = record(file(*ALL, finished=False, exit_code=0, ending="ended with exit code 0 before its tests were done"))
    assert outcomes(found) == [F, F, S]
    assert found.verdict is Verdict.RUN_TIME_ERROR
    assert "does not count" in cases(found)["a"].message


def test_a_file_that_never_ran_passes_nothing() -> None:
    found = record(done=False, ending=structs.replace(ENDING, exit_code=1, stderr="Traceback: ours"))
    assert outcomes(found) == [F, F, S]
    assert "Never run" in cases(found)["a"].message
    assert found.flags[0].what == "The box of the suite ended before all of it had run"
    assert "Traceback: ours" in found.flags[0].evidence


# ── tampering ──


def test_one_canary_that_passes_spoils_the_suite() -> None:
    found = record(file(*ALL, canaries=("failed", "passed")))
    assert outcomes(found) == [F, F, S]
    assert found.verdict is Verdict.WRONG_ANSWER
    assert found.flags[0].what == "Tampering: a test that must fail passed"
    assert "asserts nonsense" in found.flags[0].evidence


def test_a_canary_of_another_file_spoils_the_suite_as_well() -> None:
    other = structs.replace(file(canaries=("passed",)), name="test_b.py")
    assert outcomes(record(file(*ALL), other)) == [F, F, S]


def test_a_canary_that_went_missing_from_a_process_that_ended_well_spoils_the_suite() -> None:
    found = record(file(*ALL, canaries=("failed", "missing")))
    assert outcomes(found) == [F, F, S]
    assert "was not reported" in found.flags[0].what


def test_a_canary_that_went_missing_with_everything_else_is_no_sign_of_anything() -> None:
    assert record(file(canaries=("missing",), finished=False, ending="ended")).flags == ()
    assert record(file(case("a", F, "no"), canaries=("missing",))).flags == ()


def test_a_case_that_the_suite_does_not_have_spoils_it_where_it_passed() -> None:
    assert "does not have" in record(file(*ALL, case("z"))).flags[0].what
    assert record(file(*ALL, case("z", Outcome.ERROR, "broken"))).flags == ()


def test_reports_without_the_mark_are_a_sign_of_tampering() -> None:
    found = record(file(*ALL, unmarked=2))
    assert "reports of its own" in found.flags[0].what
    assert outcomes(found) == [F, F, S]


# ── verdicts ──


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("assert 6 == 5", Verdict.WRONG_ANSWER),
        ("AssertionError: no", Verdict.WRONG_ANSWER),
        ("org.opentest4j.AssertionFailedError: expected: <1> but was: <2>", Verdict.WRONG_ANSWER),
        ("AssertionError [ERR_ASSERTION]: 6 == 5", Verdict.WRONG_ANSWER),
        ("Error: expect(received).toBe(expected)", Verdict.WRONG_ANSWER),
        ("KeyError: 2", Verdict.RUN_TIME_ERROR),
        ("java.lang.IllegalStateException: no", Verdict.RUN_TIME_ERROR),
    ],
)
def test_an_assertion_is_a_wrong_answer_and_anything_else_a_run_time_error(message: str, verdict: Verdict) -> None:
    assert cases(record(file(case("a", F, message), case("b"))))["a"].verdict is verdict


def test_a_test_that_never_ends_exceeds_its_time_and_so_do_those_behind_it() -> None:
    stuck = file(case("a"), finished=False, out_of_time=True, exit_code=None, stuck_in="b", ending="did not end")
    found = record(stuck)
    assert found.verdict is Verdict.TIME_LIMIT_EXCEEDED
    assert cases(found)["b"].message == "It did not end in its time and was stopped."


def test_a_box_that_ran_out_of_memory_is_a_memory_verdict() -> None:
    killed = file(finished=False, exit_code=-9, ending="was ended by signal SIGKILL")
    found = record(killed, ending=structs.replace(ENDING, out_of_memory=True))
    assert found.verdict is Verdict.MEMORY_LIMIT_EXCEEDED


def test_a_run_that_the_host_had_to_end_exceeded_its_time() -> None:
    assert record(done=False, out_of_time=True).verdict is Verdict.TIME_LIMIT_EXCEEDED


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("ModuleNotFoundError: No module named 'nothing'", Verdict.COMPILE_ERROR),
        ("SyntaxError: invalid syntax", Verdict.COMPILE_ERROR),
        ("Error [ERR_MODULE_NOT_FOUND]: Cannot find module './x.js'", Verdict.COMPILE_ERROR),
        ("RuntimeError: not today", Verdict.RUN_TIME_ERROR),
    ],
)
def test_a_submission_that_does_not_load_fails_every_case_for_that_reason(message: str, verdict: Verdict) -> None:
    found = record(file(case(FILE, Outcome.ERROR, message)))
    assert (found.verdict, found.load_failed, outcomes(found)) == (verdict, True, [F, F, S])
    assert {found.suite.cases[0].message, found.reason} == {message}


def test_a_file_that_does_not_load_beside_one_that_does_is_no_failed_load() -> None:
    other = structs.replace(file(case("test_b.py", Outcome.ERROR, "ImportError: x")), name="test_b.py")
    found = record(file(*ALL), other)
    assert not found.load_failed


def test_a_suite_that_does_not_compile_against_the_submission_is_its_compile_error() -> None:
    told = Told(ready=True, failed=Unbuilt(kind="compile_error", message="no method add"))
    found = judged(EXPECTED, REQUIREMENTS, told)
    assert (found.verdict, found.reason, found.load_failed) == (Verdict.COMPILE_ERROR, "no method add", True)
    assert found.suite.guards == (WEAKER,)


def test_a_box_that_never_began_is_our_trouble_and_worth_another_try() -> None:
    found = judged(EXPECTED, REQUIREMENTS, Told(ready=False, ending=structs.replace(ENDING, stderr="Traceback: ours")))
    assert found.verdict is Verdict.JUDGE_ERROR
    assert found.trouble is not None
    assert found.trouble.infrastructure
    assert "Traceback: ours" in found.reason
