"""A native suite from its box to its record, without an engine: what is asked of the box, and which cases there are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nouns
import pytest
from authoring import write
from msgspec import structs

from grader import native
from grader.errors import ExamFailed
from grader.exam import Record
from grader.languages import find
from grader.model import Build, Challenge, Interface, NativeSuite, Submission, Verdict
from grader.native.expected import known_cases
from grader.sandbox.fake import FakeSandbox, Inside, Program

PYTHON = find("python")
BUILD = Build(image="python")


def challenge(root: Path, cases: dict[str, tuple[str, ...]] | None = None) -> Challenge:
    """One file of a suite, and an accepted example."""
    write(root / "suite" / "python" / "test_a.py", "def test_a(): pass\n")
    write(root / "submissions" / "accepted" / "plain" / "expected.yaml", "why: Right.\nfails: []\n")
    write(root / "submissions" / "accepted" / "plain" / "python" / "solution.py", "def same(value): return value\n")
    suites = {"python": NativeSuite(framework="pytest", cases=cases or {})}
    return structs.replace(nouns.challenge(folder=str(root)), interface=Interface(kind="native", suites=suites))


def file(*cases: dict[str, Any], **changes: object) -> dict[str, Any]:
    told = {
        "name": "test_a.py",
        "seconds": 0.5,
        "exit_code": 0,
        "finished": True,
        "out_of_time": False,
        "ending": "",
        "stuck_in": "",
        "unmarked": 0,
        "printed": "",
        "cases": list(cases),
        "canaries": [{"what": "asserts nonsense", "outcome": "failed"}],
    }
    return {"file": told | changes}


def case(name: str = "test_a.py::test_a", outcome: str = "passed", labels: tuple[str, ...] = ("R1",)) -> dict[str, Any]:
    return {"name": name, "title": "", "labels": labels, "outcome": outcome, "duration_s": 0.1, "message": "said"}


def says(*lines: dict[str, Any], seen: list[dict[str, Any]] | None = None) -> Program:
    """A box that is ready, says this and ends."""

    def program(inside: Inside) -> int:
        settings, archives = inside.delivery()
        if seen is not None:
            seen.append(settings | {"archives": archives})
        for line in ({"ready": True}, *lines):
            inside.write(json.dumps(line).encode() + b"\n")
        return 0

    return program


def sat(challenge: Challenge, *programs: Program) -> Record:
    def prepare(_: Submission) -> Build:
        return BUILD

    sandbox = FakeSandbox().runs("native", *programs)
    found = native.sit(
        challenge, nouns.submission(), PYTHON, build=BUILD, prepare=prepare, sandbox=sandbox, run="r", seed=7
    )
    assert sandbox.left == []
    return found


GOOD = says(file(case()), {"done": 1})


def learn(challenge: Challenge, program: Program = GOOD) -> int:
    return native.learn(
        challenge,
        PYTHON,
        prepare=lambda _: BUILD,
        sandbox=FakeSandbox().runs("native", program),
        run="r",
        seed=7,
    )


def test_the_cases_of_a_reference_run_are_kept_beside_the_suite_and_used(tmp_path: Path) -> None:
    made = challenge(tmp_path)
    assert learn(made) == 1
    assert (
        json.loads((tmp_path / "suite" / "expected.json").read_text())["python"]["cases"][0]["name"] == case()["name"]
    )
    assert sat(made, GOOD).verdict is Verdict.ACCEPTED


def test_a_suite_whose_cases_are_not_known_is_run_against_an_accepted_example_first(tmp_path: Path) -> None:
    fewer = says(file(), {"done": 1})
    found = sat(challenge(tmp_path), GOOD, fewer)
    assert [each.name for each in found.suite.cases] == ["test_a.py::test_a"]
    assert found.verdict is Verdict.RUN_TIME_ERROR


def test_a_suite_that_has_changed_is_learnt_anew(tmp_path: Path) -> None:
    made = challenge(tmp_path)
    learn(made)
    assert known_cases(made, PYTHON) is not None
    write(tmp_path / "suite" / "python" / "test_b.py", "def test_b(): pass\n")
    assert known_cases(made, PYTHON) is None


def test_what_is_kept_is_no_part_of_the_suite(tmp_path: Path) -> None:
    made, seen = challenge(tmp_path), list[dict[str, Any]]()
    learn(made)
    sat(made, says(file(case()), {"done": 1}, seen=seen))
    assert b"expected.json" not in seen[0]["archives"]["/suite"]


def test_the_box_is_told_the_framework_the_seed_and_the_limits(tmp_path: Path) -> None:
    made, seen = challenge(tmp_path), list[dict[str, Any]]()
    learn(made)
    sat(made, says(file(case()), {"done": 1}, seen=seen))
    assert (seen[0]["task"], seen[0]["framework"], seen[0]["seed"]) == ("native", "pytest", 7)
    assert seen[0]["limits"]["memory_bytes"] == made.limits.memory_bytes
    assert list(seen[0]["archives"]) == ["/submission", "/build", "/suite"]


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (says(file(case(outcome="failed")), {"done": 1}), "test_a.py::test_a: said"),
        (says(file(case(), finished=False, ending="ended early"), {"done": 1}), "ended early"),
        (
            says(file(case(), canaries=[{"what": "nonsense", "outcome": "passed"}]), {"done": 1}),
            "a test that must fail",
        ),
        (says(file(case(), case()), {"done": 1}), "two cases are named"),
        (says(file(), {"done": 1}), "no case"),
        (says(file(case())), "ended early"),
        (says({"failed": {"kind": "compile_error", "message": "no such class"}}), "no such class"),
        (says(file(case(labels=())), {"done": 1}), "cites no requirement"),
    ],
)
def test_a_suite_that_does_not_hold_for_an_accepted_example_is_the_authors_mistake(
    program: Program, words: str, tmp_path: Path
) -> None:
    with pytest.raises(ExamFailed, match=words):
        learn(challenge(tmp_path), program)
    assert not (tmp_path / "suite" / "expected.json").exists()


def test_without_an_accepted_example_the_cases_cannot_be_known(tmp_path: Path) -> None:
    made = challenge(tmp_path)
    (tmp_path / "submissions" / "accepted" / "plain" / "python" / "solution.py").unlink()
    (tmp_path / "submissions" / "accepted" / "plain" / "python").rmdir()
    write(tmp_path / "submissions" / "wrong_answer" / "bad" / "expected.yaml", "why: Wrong.\nfails: [R1]\n")
    (tmp_path / "submissions" / "accepted" / "plain" / "expected.yaml").unlink()
    (tmp_path / "submissions" / "accepted" / "plain").rmdir()
    write(tmp_path / "submissions" / "wrong_answer" / "bad" / "python" / "solution.py", "")
    with pytest.raises(ExamFailed, match="no accepted example in Python"):
        sat(made, GOOD)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("test_a.py::test_a", "test_a.py::*"),
        ("test_a.py::test_a[1-2]", "test_a.py::test_a[1-2]"),
        ("test_a.py::test_a[1-2]", "*[1-*]"),
        ("test/a.test.js > adds > [R9] two", "test/a.test.js > adds > *"),
    ],
)
def test_challenge_yaml_may_say_which_cases_speak_for_a_requirement(name: str, pattern: str, tmp_path: Path) -> None:
    made = challenge(tmp_path, {"R2": (pattern,)})
    program = says(file(case(name, labels=())), {"done": 1})
    learn(made, program)
    assert [each.requirement for each in sat(made, program).suite.cases] == ["R2"]


def test_what_a_case_cites_itself_goes_before_what_challenge_yaml_says(tmp_path: Path) -> None:
    made = challenge(tmp_path, {"R2": ("*",)})
    program = says(file(case(labels=("slow", "R1"))), {"done": 1})
    learn(made, program)
    assert [each.requirement for each in sat(made, program).suite.cases] == ["R1"]


def test_a_submission_that_does_not_build_fails_every_case_without_a_box(tmp_path: Path) -> None:
    made = challenge(tmp_path)
    learn(made)
    sandbox = FakeSandbox()
    found = native.sit(
        made,
        nouns.submission(),
        PYTHON,
        build=Build(image="python", failure=nouns.unbuilt()),
        prepare=lambda _: BUILD,
        sandbox=sandbox,
        run="r",
        seed=7,
    )
    assert (found.verdict, found.reason, len(found.suite.cases)) == (Verdict.COMPILE_ERROR, "no such file", 1)
    assert sandbox.specs == []


def test_a_box_that_speaks_another_language_is_our_trouble(tmp_path: Path) -> None:
    made = challenge(tmp_path)
    learn(made)
    with pytest.raises(ExamFailed, match="not in the protocol"):
        sat(made, says({"file": 3}))
