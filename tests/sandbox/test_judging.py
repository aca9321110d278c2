"""Theirs or ours? Tables over what engine and examiner can report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from grader.model import Case, Limits, Outcome, Verdict
from grader.sandbox.base import Ending
from grader.sandbox.judging import NEAR_THE_LIMIT, PRECEDENCE, ExamFacts, LoadFailure, confirmed, trouble, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

STOPPED = Ending(exit_code=None, stopped=True, out_of_memory=False, output_bytes=15, output_cut=False, stderr="")
"""How both boxes of an ordinary exam end: by us."""


def ended(exit_code: int, *, out_of_memory: bool = False, stderr: str = "") -> Ending:
    return structs.replace(STOPPED, exit_code=exit_code, stopped=False, out_of_memory=out_of_memory, stderr=stderr)


def case(name: str, verdict_: Verdict = Verdict.ACCEPTED, outcome: Outcome | None = None, message: str = "") -> Case:
    if outcome is None:
        outcome = Outcome.PASSED if verdict_ is Verdict.ACCEPTED else Outcome.FAILED
    return Case(
        name=name,
        title=f"Title of {name}",
        requirement="R1",
        outcome=outcome,
        verdict=verdict_,
        duration_s=0.1,
        message=message,
    )


FINE = ExamFacts(
    expected=("a", "b"),
    cases=(case("a"), case("b")),
    finished=True,
    loading_began=True,
    out_of_time=False,
    candidate_ready=True,
    load_failure=None,
    candidate=STOPPED,
    examiner=STOPPED,
)
BEFORE_LOADING: dict[str, Any] = {"expected": (), "cases": (), "finished": False, "loading_began": False}
WHILE_LOADING: dict[str, Any] = {"cases": (), "finished": False}
IN_THE_MIDDLE: dict[str, Any] = {"cases": (case("a"),), "finished": False}
NOT_READY: dict[str, Any] = BEFORE_LOADING | {"candidate_ready": False}


def named(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Rows of a table as parameters; the first column is the row's name."""
    return [pytest.param(*row, id=name) for name, *row in rows]


INFRASTRUCTURE, NO_RETRY = True, False

OURS: list[tuple[str, dict[str, Any], bool, str]] = [
    (
        "the candidate's box died before ready",
        NOT_READY | {"candidate": ended(1, stderr="Traceback\nOSError: no space")},
        INFRASTRUCTURE,
        "the candidate's box ended with exit code 1 before its work was done\nTraceback\nOSError: no space",
    ),
    (
        "the candidate's box ran out of memory before ready",
        NOT_READY | {"candidate": ended(137, out_of_memory=True)},
        INFRASTRUCTURE,
        "the candidate's box ran out of memory before its work was done",
    ),
    (
        "the candidate's box never got ready",
        NOT_READY,
        INFRASTRUCTURE,
        "the candidate's box did not answer before its work was done",
    ),
    (
        "the examiner died before it had collected",
        BEFORE_LOADING | {"examiner": ended(137, out_of_memory=True)},
        INFRASTRUCTURE,
        "the examiner ran out of memory before its work was done",
    ),
    (
        "the examiner died while the submission was loaded",
        WHILE_LOADING | {"examiner": ended(1)},
        NO_RETRY,
        "the examiner ended with exit code 1 before its work was done",
    ),
    (
        "the examiner died between two cases",
        IN_THE_MIDDLE | {"examiner": ended(139, stderr="Segmentation fault")},
        NO_RETRY,
        "the examiner ended with exit code 139 before its work was done\nSegmentation fault",
    ),
    (
        "the examiner's stream ended though its box did not",
        IN_THE_MIDDLE,
        NO_RETRY,
        "the examiner did not answer before its work was done",
    ),
    (
        "the host's deadline passed before loading",
        BEFORE_LOADING | {"out_of_time": True},
        INFRASTRUCTURE,
        "the examiner did not finish in its time",
    ),
    (
        "the host's deadline passed in the middle",
        IN_THE_MIDDLE | {"out_of_time": True},
        NO_RETRY,
        "the examiner did not finish in its time",
    ),
    (
        "a case did not report",
        {"cases": (case("a"),)},
        NO_RETRY,
        "1 of 2 cases did not report (b)",
    ),
    ("no case reported", {"cases": ()}, NO_RETRY, "2 of 2 cases did not report (a, b)"),
    ("a case reported twice", {"cases": (case("a"), case("b"), case("b"))}, NO_RETRY, "a case reported twice"),
    (
        "one reported twice in another's place",
        {"cases": (case("a"), case("a"))},
        NO_RETRY,
        "1 of 2 cases did not report (b)",
    ),
    (
        "the suite has no case",
        {"expected": (), "cases": (), "examiner": structs.replace(STOPPED, stderr="ERROR test_x.py")},
        NO_RETRY,
        "the suite has no case to run\nERROR test_x.py",
    ),
    (
        "the suite itself failed",
        {"cases": (case("a"), case("b", Verdict.JUDGE_ERROR, Outcome.ERROR, "KeyError: 'x'"))},
        NO_RETRY,
        "the suite itself failed in b: KeyError: 'x'",
    ),
    (
        "the suite itself failed though the submission did not load",
        {
            "cases": (case("a", Verdict.COMPILE_ERROR), case("b", Verdict.JUDGE_ERROR, Outcome.ERROR)),
            "load_failure": LoadFailure(verdict=Verdict.COMPILE_ERROR, message="SyntaxError"),
        },
        NO_RETRY,
        "the suite itself failed in b",
    ),
]


@pytest.mark.parametrize(("changes", "infrastructure", "what"), named(OURS))
def test_our_trouble_voids_the_grade_and_only_before_loading_is_worth_another_try(
    changes: dict[str, Any], what: str, *, infrastructure: bool
) -> None:
    facts = structs.replace(FINE, **changes)
    found = trouble(facts)
    assert found is not None
    assert found.what.startswith(what)
    assert found.infrastructure is infrastructure
    assert verdict(facts) == (Verdict.JUDGE_ERROR, found.what)


THEIRS: list[tuple[str, dict[str, Any], Verdict, str]] = [
    ("all passed", {}, Verdict.ACCEPTED, "all 2 cases passed"),
    (
        "a skipped case is no failure",
        {"cases": (case("a"), case("b", Verdict.ACCEPTED, Outcome.SKIPPED))},
        Verdict.ACCEPTED,
        "all 2 cases passed",
    ),
    (
        "one failed",
        {"cases": (case("a", Verdict.WRONG_ANSWER, message="5 is not 6\nand more"), case("b"))},
        Verdict.WRONG_ANSWER,
        "Title of a: 5 is not 6",
    ),
    (
        "several failed alike",
        {"cases": (case("a", Verdict.WRONG_ANSWER), case("b", Verdict.WRONG_ANSWER))},
        Verdict.WRONG_ANSWER,
        "Title of a: failed (and 1 more)",
    ),
    (
        "it did not load",
        {
            "cases": (case("a", Verdict.COMPILE_ERROR), case("b", Verdict.COMPILE_ERROR)),
            "load_failure": LoadFailure(verdict=Verdict.COMPILE_ERROR, message="SyntaxError: line 3"),
        },
        Verdict.COMPILE_ERROR,
        "SyntaxError: line 3",
    ),
    (
        "its box ended, and every case was failed for it",
        {
            "cases": (case("a", Verdict.RUN_TIME_ERROR, message="gone"), case("b", Verdict.RUN_TIME_ERROR)),
            "candidate": ended(137),
        },
        Verdict.RUN_TIME_ERROR,
        "Title of a: gone (and 1 more)",
    ),
    (
        "its box ended after the last answer",
        {"candidate": ended(137, out_of_memory=True)},
        Verdict.ACCEPTED,
        "all 2 cases passed",
    ),
    ("the examiner had ended by itself", {"examiner": ended(1)}, Verdict.ACCEPTED, "all 2 cases passed"),
]


@pytest.mark.parametrize(("changes", "expected", "reason"), named(THEIRS))
def test_what_the_submission_did_is_a_verdict(changes: dict[str, Any], expected: Verdict, reason: str) -> None:
    facts = structs.replace(FINE, **changes)
    assert trouble(facts) is None
    assert verdict(facts) == (expected, reason)


@pytest.mark.parametrize("later", range(1, len(PRECEDENCE)))
def test_the_most_specific_verdict_stands_for_the_run_whatever_the_order(later: int) -> None:
    strong, weak = PRECEDENCE[later - 1], PRECEDENCE[later]
    for cases in ((case("a", weak), case("b", strong)), (case("a", strong), case("b", weak))):
        assert verdict(structs.replace(FINE, cases=cases))[0] is strong


def test_the_order_of_verdicts_names_each_that_a_case_can_fail_with_once() -> None:
    assert set(PRECEDENCE) == set(Verdict) - {Verdict.ACCEPTED, Verdict.JUDGE_ERROR}
    assert len(PRECEDENCE) == len(set(PRECEDENCE))


LIMITS = Limits(memory_bytes=100 << 20)
MEMORY, CRASH = Verdict.MEMORY_LIMIT_EXCEEDED, Verdict.RUN_TIME_ERROR


def test_a_claim_of_memory_by_a_box_that_ended_itself_and_took_its_counters_along_is_not_believed() -> None:
    assert confirmed(case("a", MEMORY), ended(1), LIMITS) is CRASH
    assert confirmed(case("a", MEMORY), ended(137, out_of_memory=True), LIMITS) is MEMORY


@pytest.mark.parametrize(
    ("out_of_memory", "peak_share", "expected"),
    [
        (True, None, MEMORY),
        (True, 0.1, MEMORY),
        (False, None, MEMORY),
        (False, 1.0, MEMORY),
        (False, NEAR_THE_LIMIT, MEMORY),
        (False, NEAR_THE_LIMIT - 0.01, CRASH),
        (False, 0.0, CRASH),
    ],
)
def test_a_memory_verdict_is_believed_where_the_engine_or_the_kernel_bears_it_out(
    peak_share: float | None, expected: Verdict, *, out_of_memory: bool
) -> None:
    peak = None if peak_share is None else int(LIMITS.memory_bytes * peak_share)
    ending = structs.replace(STOPPED, out_of_memory=out_of_memory, peak_memory_bytes=peak)
    assert confirmed(case("a", MEMORY), ending, LIMITS) is expected


@pytest.mark.parametrize("other", [found for found in Verdict if found is not MEMORY])
def test_every_other_verdict_stands_as_the_examiner_gave_it(other: Verdict) -> None:
    ending = structs.replace(STOPPED, out_of_memory=True, peak_memory_bytes=LIMITS.memory_bytes)
    assert confirmed(case("a", other), ending, LIMITS) is other
