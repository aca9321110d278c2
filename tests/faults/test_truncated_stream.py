"""The examiner's events break off, between any two bytes: void, and never a score for what had come."""

from __future__ import annotations

import json

import pytest
from nouns import LIMITS, challenge, submission

from grader.exam import Record, sit_exam
from grader.languages import find
from grader.model import Build, Verdict
from grader.sandbox.fake import KILLED, FakeSandbox, Inside, ready_agent

CASE = {"outcome": "passed", "verdict": "accepted", "duration_s": 0.1}
EVENTS = (
    {"event": "ready"},
    {"event": "collected", "cases": [{"name": name, "title": name, "requirement": "R1"} for name in "ab"]},
    {"event": "loaded"},
    {"event": "case", "name": "a", **CASE},
    {"event": "case", "name": "b", **CASE},
    {"event": "finished", "count": 2},
)
STREAM = b"".join(json.dumps(event).encode() + b"\n" for event in EVENTS)
ENDS = [index + 1 for index, byte in enumerate(STREAM) if byte == ord("\n")]
CUTS = sorted({0, *(end + by for end in ENDS for by in (-2, -1, 0, 1)), *range(0, len(STREAM), 29)} - {len(STREAM) + 1})


def told(length: int) -> Record:
    """What comes of so many bytes, and of an examiner that is killed then."""

    def examiner(inside: Inside) -> int:
        inside.delivery()
        inside.write(STREAM[:length])
        return KILLED

    sandbox = FakeSandbox().runs("candidate", ready_agent).runs("examiner", examiner)
    try:
        return sit_exam(
            challenge=challenge(limits=LIMITS),
            submission=submission(),
            language=find("python"),
            suite={"test_it.py": b"def test_a(submission): pass\n"},
            build=Build(image="python"),
            examiner_image="examiner",
            sandbox=sandbox,
            run="r1",
            seed=7,
        )
    finally:
        assert sandbox.left == []


@pytest.mark.parametrize("length", [cut for cut in CUTS if cut < len(STREAM)])
def test_a_stream_cut_off_anywhere_voids_the_exam(length: int) -> None:
    record = told(length)
    assert record.verdict is Verdict.JUDGE_ERROR
    assert record.flags == ()
    assert record.trouble is not None
    # Before it has collected none of the candidate's code has run, and one more try is fair.
    assert record.trouble.infrastructure is (length < ENDS[1])


def test_a_stream_that_came_to_its_end_counts_whatever_becomes_of_the_examiner() -> None:
    assert told(len(STREAM)).verdict is Verdict.ACCEPTED
