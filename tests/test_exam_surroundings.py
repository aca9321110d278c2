"""An exam's boxes beside the two: the one that owns the loopback, and the database's."""

from __future__ import annotations

import msgspec
import pytest
from nouns import challenge, submission

from grader.errors import EngineFailed
from grader.exam import Record, sit_exam
from grader.languages import find
from grader.model import Build, Challenge, Interface, Verdict
from grader.sandbox.fake import FakeSandbox, Inside, Program, Telling, dies, never_answers, ready_agent

SERVICE = msgspec.structs.replace(challenge(), interface=Interface(kind="service"))
STORED = msgspec.structs.replace(SERVICE, resources=("postgresql",))


def examiner() -> Telling:
    return Telling().tells("ready").collects("a").loads().passes("a").finishes()


def boxes(database: Program = ready_agent, told: Telling | None = None) -> FakeSandbox:
    sandbox = FakeSandbox(images=("python", "examiner", "database"))
    sandbox.runs("loopback", never_answers).runs("database", database)
    return sandbox.runs("candidate", ready_agent).runs("examiner", told or examiner())


def exam(sandbox: FakeSandbox, asked: Challenge) -> Record:
    try:
        return sit_exam(
            challenge=asked,
            submission=submission(),
            language=find("python"),
            suite={},
            build=Build(image="python"),
            examiner_image="examiner",
            database_image="database",
            sandbox=sandbox,
            run="r1",
            seed=7,
        )
    finally:
        assert sandbox.left == []


def test_an_exam_that_asks_for_neither_has_two_boxes_that_share_no_network() -> None:
    sandbox = boxes()
    exam(sandbox, challenge())
    assert sorted((spec.role, spec.joins) for spec in sandbox.specs) == [("candidate", ""), ("examiner", "")]


def test_a_service_and_its_examiner_share_the_loopback_of_a_box_that_does_nothing() -> None:
    sandbox = boxes()
    assert exam(sandbox, SERVICE).verdict is Verdict.ACCEPTED
    first, *others = sandbox.specs
    assert (first.role, first.joins, first.network) == ("loopback", "", "none")
    assert {spec.role: spec.joins for spec in others} == dict.fromkeys(("candidate", "examiner"), "grader-r1-loopback")


def test_the_database_starts_before_anybody_else_could_have_its_port() -> None:
    sandbox = boxes()
    assert exam(sandbox, STORED).verdict is Verdict.ACCEPTED
    assert [spec.role for spec in sandbox.specs[:2]] == ["loopback", "database"]
    assert {spec.joins for spec in sandbox.specs[1:]} == {"grader-r1-loopback"}


def test_a_database_that_does_not_start_is_infrastructure_and_the_candidates_code_never_runs() -> None:
    sandbox = boxes(database=dies(1, "no room"))
    with pytest.raises(EngineFailed, match=r"PostgreSQL did not start \(exit code 1\)\nno room") as failed:
        exam(sandbox, STORED)
    assert failed.value.infrastructure
    assert "candidate" not in {spec.role for spec in sandbox.specs}


def test_a_database_that_ends_in_mid_run_voids_the_exam_whatever_the_cases_say() -> None:
    def gives_up(inside: Inside) -> int:
        inside.delivery()
        inside.write(b'{"ready":true}\n')
        inside.complain(b"PANIC")
        return 2

    told = Telling().tells("ready").collects("a").loads().fails("a", "wrong_answer").finishes()
    record = exam(boxes(database=gives_up, told=told), STORED)
    assert record.verdict is Verdict.JUDGE_ERROR
    assert record.trouble is not None
    assert "the database ended with exit code 2" in record.trouble.what
    # After the candidate's first instruction nobody gets another try by it.
    assert not record.trouble.infrastructure
