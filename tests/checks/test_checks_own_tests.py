"""What the candidate's own tests come to: judged by the first run, and never a lost grade."""

from __future__ import annotations

import json
from typing import Any

import nouns
import pytest

from grader.checks import own_tests
from grader.errors import EngineFailed
from grader.languages import find
from grader.model import Build, NotMeasured, Outcome, OwnTest, OwnTests, OwnTestsState
from grader.sandbox import fake
from grader.sandbox.fake import FakeSandbox, Inside, Program

PYTHON = find("python")
BUILD = Build(image="python")
TESTED = nouns.submission({**nouns.SAME, "test_a.py": b"def test_a(): pass\n"})


def a_test(name: str, outcome: str = "passed", message: str = "") -> dict[str, Any]:
    return {"name": name, "file": "test_a.py", "outcome": outcome, "duration_s": 0.1, "message": message}


def a_run(*tests: dict[str, Any], finished: bool = True, seconds: float = 1.0) -> dict[str, Any]:
    return {"seconds": seconds, "finished": finished, "left_out": 0, "tests": list(tests)}


def told(*runs: dict[str, Any], **more: object) -> dict[str, Any]:
    base = {"state": "ran", "framework": "pytest", "reason": "", "files": ["test_a.py"], "notes": [], "coverage": None}
    return base | {"runs": list(runs)} | more


def says(line: dict[str, Any] | bytes) -> Program:
    """A box that takes its delivery, prints this line and ends."""

    def program(inside: Inside) -> int:
        inside.delivery()
        inside.write((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n")
        return 0

    return program


def measured(sandbox: FakeSandbox) -> OwnTests | NotMeasured:
    return own_tests.measure(nouns.challenge(), TESTED, PYTHON, build=BUILD, sandbox=sandbox, run="r")


def ran(*runs: dict[str, Any], **more: object) -> OwnTests:
    found = measured(FakeSandbox().runs("tests", says(told(*runs, **more))))
    assert isinstance(found, OwnTests)
    return found


# ── what is told ──


def test_the_first_run_tells_the_outcomes() -> None:
    found = ran(a_run(a_test("a"), a_test("b", "failed", "no")), a_run(a_test("a"), a_test("b", "failed")))
    assert found.state is OwnTestsState.RAN
    assert found.tests[1] == OwnTest(name="b", file="test_a.py", outcome=Outcome.FAILED, duration_s=0.1, message="no")
    assert (found.runs, found.flaky, found.count(Outcome.PASSED)) == (2, (), 1)


def test_a_test_that_ends_differently_in_a_later_run_is_flaky() -> None:
    found = ran(
        a_run(a_test("a"), a_test("b")), a_run(a_test("a"), a_test("b", "failed")), a_run(a_test("a"), a_test("b"))
    )
    assert found.flaky == ("b",)


def test_a_test_that_is_not_there_in_every_run_is_flaky() -> None:
    assert ran(a_run(a_test("a"), a_test("b")), a_run(a_test("a"))).flaky == ("b",)


def test_tests_of_the_same_name_are_not_flaky_for_that() -> None:
    assert ran(a_run(a_test("a"), a_test("a")), a_run(a_test("a"), a_test("a"))).flaky == ()


def test_a_run_that_broke_off_does_not_make_tests_flaky_but_is_told() -> None:
    found = ran(a_run(a_test("a"), a_test("b")), a_run(a_test("a"), finished=False))
    assert found.flaky == ()
    assert found.reason == "Run 2 of 2 did not finish."


def test_a_run_without_a_single_test_did_not_run() -> None:
    found = ran(
        a_run(finished=False), reason="The process of the tests ended with exit code 0 before its tests were done."
    )
    assert found.state is OwnTestsState.NOT_RUN
    assert "exit code 0" in found.reason


def test_the_quickest_run_tells_the_duration_for_coverage_slows_the_first() -> None:
    assert ran(a_run(a_test("a"), seconds=3.0), a_run(a_test("a"), seconds=1.25)).duration_s == 1.25


def test_no_tests_is_a_fact_and_no_trouble() -> None:
    found = ran(state="none", framework="", files=[])
    assert found == OwnTests(state=OwnTestsState.NONE)


def test_coverage_lists_the_lines_that_did_not_run_as_a_reader_would() -> None:
    covered = {
        "path": "a.py",
        "lines": 9,
        "covered_lines": 3,
        "branches": 2,
        "covered_branches": 9,
        "uncovered": [7, 3, 4, 5],
    }
    (file,) = ran(a_run(a_test("a")), coverage=[covered]).coverage or ()
    assert (file.uncovered, file.covered_branches) == ("3-5, 7", 2)


@pytest.mark.parametrize(
    ("lines", "shown"), [((), ""), ((4,), "4"), ((1, 2), "1-2"), ((9, 1, 2, 2), "1-2, 9"), ((1, 3, 5), "1, 3, 5")]
)
def test_lines_are_listed_in_ranges(lines: tuple[int, ...], shown: str) -> None:
    assert own_tests.listed(lines) == shown


# ── what goes wrong ──


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"{}",
        json.dumps(told(a_run(a_test("a")), coverage=[{"path": "a"}])).encode(),
        json.dumps(told(a_run({**a_test("a"), "outcome": "great"}))).encode(),
        json.dumps({"too_long": 5_000_000}).encode(),
    ],
)
def test_a_line_of_another_form_is_not_measured_and_no_error(line: bytes) -> None:
    found = measured(FakeSandbox().runs("tests", says(line)))
    assert isinstance(found, NotMeasured)
    assert "cannot be read" in found.why


def test_a_box_that_ends_in_silence_is_told_as_that() -> None:
    found = measured(FakeSandbox().runs("tests", fake.dies(137)))
    assert isinstance(found, OwnTests)
    assert found.state is OwnTestsState.NOT_RUN
    assert "exit code 137" in found.reason


def test_a_program_of_ours_that_breaks_is_our_trouble() -> None:
    found = measured(FakeSandbox().runs("tests", fake.dies(1, "Traceback (most recent call last):\nKeyError: 'x'")))
    assert found == NotMeasured(what=own_tests.WHAT, why="Our program broke: KeyError: 'x'")


def test_tests_that_take_all_memory_are_told_so() -> None:
    found = measured(FakeSandbox().runs("tests", fake.runs_out_of_memory))
    assert isinstance(found, OwnTests)
    assert "1024 MiB of memory" in found.reason


def test_an_engine_that_fails_is_our_trouble_and_costs_nothing() -> None:
    sandbox = FakeSandbox().refuses("tests", EngineFailed("no space left"))
    found = measured(sandbox)
    assert isinstance(found, NotMeasured)
    assert "our trouble" in found.why
    assert sandbox.left == []


def test_a_submission_that_does_not_build_runs_no_tests() -> None:
    failed = Build(image="python", failure=nouns.unbuilt())
    found = own_tests.measure(
        nouns.challenge(), nouns.submission(), PYTHON, build=failed, sandbox=FakeSandbox(), run="r"
    )
    assert isinstance(found, OwnTests)
    assert (found.state, found.reason) == (OwnTestsState.NOT_RUN, "no such file")


@pytest.mark.parametrize(
    "path",
    [
        *("test_a.py", "a_test.py", "tests.py", "a/test/b.py", "conftest.py"),
        *("a.test.js", "a.spec.ts", "__tests__/a.js", "spec/a.mjs", "jest.config.js", ".mocharc.json"),
        *(
            "src/test/java/A.java",
            "ATest.java",
            "TestA.java",
            "ATestCase.java",
            "LoginIT.java",
            "integrationTest/A.java",
        ),
    ],
)
def test_a_box_looks_wherever_tests_may_be(path: str) -> None:
    sandbox = FakeSandbox().runs("tests", says(told(state="none", framework="", files=[])))
    own_tests.measure(nouns.challenge(), nouns.submission({path: b""}), PYTHON, build=BUILD, sandbox=sandbox, run="r")
    assert len(sandbox.specs) == 1


def test_no_box_is_started_where_no_path_is_a_tests() -> None:
    sandbox = FakeSandbox()
    found = own_tests.measure(nouns.challenge(), nouns.submission(), PYTHON, build=BUILD, sandbox=sandbox, run="r")
    assert found == OwnTests(state=OwnTestsState.NONE)
    assert sandbox.specs == []


def test_the_box_has_no_channel_and_limits_of_its_own() -> None:
    sandbox = FakeSandbox().runs("tests", says(told(a_run(a_test("a")))))
    measured(sandbox)
    (spec,) = sandbox.specs
    assert spec.channel is None
    assert (spec.limits.memory_bytes, spec.limits.cpus, spec.limits.wall_time_s) == (1 << 30, 2.0, 120.0)
