"""A batch that comes to something else than single grades do is named, whatever it is in; on made-up samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from grader.checks import quality

from .batches import BATCH, BATCH_ALONE, CRASH, LOOP, ONE, ONE_COLD, PIPELINE, REVERSED, WITH, many
from .gates import broken_batches
from .made_up import TEN, Once, Taken, once, run
from .operations import judged, named

if TYPE_CHECKING:
    from collections.abc import Callable


def test_what_a_submission_came_to_has_no_times_in_it() -> None:
    finding = {"path": "a.py", "line": 1}
    case = {"name": "a", "outcome": "passed", "duration_s": 1.0}
    result = {"verdict": "accepted", "score": 1.0, "suites": [{"cases": [case]}], "not_measured": []}
    result |= {"quality": {"findings": [finding], "incomplete": []}}
    told = judged(result)
    assert told == {
        "verdict": "accepted",
        "score": 1.0,
        "outcomes": {"a": "passed"},
        "findings": ['{"line": 1, "path": "a.py"}'],
        "incomplete": [],
    }


def test_nothing_looked_at_is_not_nothing_found() -> None:
    row = {"what": quality.WHAT, "why": "It took too long."}
    result: dict[str, Any] = {"verdict": "accepted", "score": 1.0, "suites": [], "quality": None, "not_measured": [row]}
    assert judged(result)["findings"] == []
    assert judged(result)["incomplete"] == [f"{quality.WHAT}: It took too long."]


def test_gates_hold_where_every_way_of_grading_comes_to_the_same() -> None:
    assert broken_batches(run(), once()) == []


def _alone(taken: Taken, _: Once) -> None:
    taken[named(BATCH_ALONE, TEN)][1].result["graded"]["s04"]["outcomes"]["a"] = "failed"


def _finding(taken: Taken, _: Once) -> None:
    taken[named(BATCH, TEN)][1].result["graded"]["s02"]["findings"].append("naming")


def _single(taken: Taken, _: Once) -> None:
    taken[named(ONE, WITH)][0].result["score"] = 99.0


def _cold(taken: Taken, _: Once) -> None:
    taken[named(ONE_COLD, WITH)][0].result["verdict"] = "judge_error"


def _bare(taken: Taken, _: Once) -> None:
    taken[named(PIPELINE, TEN)][0].result["graded"]["s09"]["outcomes"]["a"] = "failed"


def _missing(taken: Taken, _: Once) -> None:
    del taken[named(LOOP, TEN)][0].result["graded"]["s10"]


def _java(taken: Taken, _: Once) -> None:
    for each in taken[named(BATCH, many("java"))]:
        each.result["graded"]["b"]["outcomes"]["a"] = "failed"


def _unread(taken: Taken, _: Once) -> None:
    taken[named(BATCH_ALONE, TEN)][0].result["graded"]["s10"]["incomplete"] = ["ruff"]


def _reversed(_: Taken, asked: Once) -> None:
    asked[REVERSED].result["graded"]["s07"]["verdict"] = "wrong_answer"


def _crash(_: Taken, asked: Once) -> None:
    asked[CRASH].result["graded"]["s02"]["findings"] = []


def _no_crash(_: Taken, asked: Once) -> None:
    asked[CRASH].result["graded"]["s01-breaks"]["verdict"] = "accepted"


def _wrong(taken: Taken, asked: Once) -> None:
    graded = [each.result["graded"] for samples in taken.values() for each in samples if "graded" in each.result]
    for each in (*graded, asked[REVERSED].result["graded"]):
        if "verdict" in each.get("s10", {}):
            each["s10"]["verdict"] = "judge_error"


def _empty(taken: Taken, asked: Once) -> None:
    for each in (*(sample for samples in taken.values() for sample in samples), *asked.values()):
        for one in (each.result, *each.result.get("graded", {}).values()):
            if "findings" in one:
                one["findings"] = []


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_alone, "grade batch, 1 job, round 2: s04: outcomes not as in the first batch"),
        (_finding, "grade batch, 2 jobs, round 2: s02: findings not as in the first batch"),
        (_single, "grade, all of it, round 1: s01: score not as in the first batch"),
        (_cold, "grade, all of it, cold, round 1: s01: verdict not as in the first batch"),
        (_bare, "the same, then pylint and radon, 2 at a time, round 1: s09: outcomes not as in the first batch"),
        (_missing, "pytest in a container each, 2 at a time, round 1: s10 is missing"),
        (_java, "grade batch, 2 jobs: 6 in java: not the outcomes of the ten in Python"),
        (_unread, "grade batch, 1 job, round 1: s10: incomplete not as in the first batch (incomplete: ruff)"),
        (_reversed, "the last one first, 4 jobs: s07: verdict not as in the first batch"),
        (_crash, "with one that breaks everything among them: s02: findings not as in the first batch"),
        (_no_crash, "with one that breaks everything among them: the one that breaks everything is accepted, beside 2"),
        (_wrong, "s10 is judge_error"),
        (_empty, "the batch has no finding, so that none can differ"),
    ],
)
def test_whatever_differs_is_named_and_nothing_else(spoil: Callable[[Taken, Once], None], says: str) -> None:
    taken, asked = run(), once()
    spoil(taken, asked)
    broken = broken_batches(taken, asked)
    assert len(broken) == 1
    assert broken[0].startswith(says)
