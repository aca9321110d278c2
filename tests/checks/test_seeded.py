"""How many seeded bugs the candidate's own tests catch: a count, and never a word from the box they were tried in."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import nouns
import pytest
from authoring import write

from grader.checks import seeded
from grader.languages import find
from grader.model import Build, Challenge, Outcome, OwnTest, OwnTests, OwnTestsState, SeededBugs
from grader.sandbox.fake import FakeSandbox, Inside

PASSES = OwnTest(name="a", file="test_a.py", outcome=Outcome.PASSED, duration_s=0.1)
OWN = OwnTests(state=OwnTestsState.RAN, framework="pytest", tests=(PASSES,), runs=3, duration_s=1.0)
NAMES = ("adds_wrong", "counts_wrong", "sorts_wrong")


def challenge(root: Path) -> Challenge:
    """Two right examples, and faulty ones made from each."""
    right = {
        "loop": "def same(value):\n    for each in [value]:\n        return each\n",
        "plain": "def same(value):\n    return value\n",
    }
    faulty = {
        "adds_wrong": "def same(value):\n    return value + 1\n",
        "counts_wrong": "def same(value):\n    for each in [value]:\n        return each + 1\n",
        "sorts_wrong": "def same(value):\n    return -value\n",
    }
    for name, source in right.items():
        example(root, "accepted", name, source, "fails: []")
    for name, source in faulty.items():
        example(root, "wrong_answer", name, source, "fails: [R1]")
    return nouns.challenge(folder=str(root))


def example(root: Path, expectation: str, name: str, source: str, expected: str) -> None:
    folder = root / "submissions" / expectation / name
    write(folder / "expected.yaml", f"why: For tests.\n{expected}\n")
    write(folder / "python" / "solution.py", source)


def measured(challenge: Challenge, line: object, own: OwnTests = OWN) -> tuple[SeededBugs | None, dict[str, object]]:
    """What comes of a box that says this, and the settings that it was given."""
    given: dict[str, object] = {}

    def program(inside: Inside) -> int:
        settings, archives = inside.delivery()
        given.update(settings, archives=archives)
        inside.write(json.dumps(line).encode() + b"\n")
        return 0

    found = seeded.measure(
        challenge,
        nouns.submission(),
        find("python"),
        own,
        build=Build(image="python"),
        sandbox=FakeSandbox().runs("seeded", program),
        run="r",
    )
    return found, given


def told(without: int = 0, right: tuple[int, ...] = (3, 3), *faulty: str) -> dict[str, object]:
    return {"without": without, "right": right, "faulty": faulty}


def test_what_is_caught_is_counted_and_what_is_not_is_named(tmp_path: Path) -> None:
    found, _ = measured(challenge(tmp_path), told(0, (3, 3), "caught", "passed", "caught"))
    assert found == SeededBugs(caught=2, total=3, not_caught=("counts_wrong",), tests=3)


def test_each_faulty_example_is_held_against_the_right_one_most_like_it(tmp_path: Path) -> None:
    _, given = measured(challenge(tmp_path), told())
    assert given["right"] == 2
    assert given["bases"] == [1, 0, 1]  # the right ones are "loop" and "plain"


def test_the_box_learns_no_name_of_a_fault(tmp_path: Path) -> None:
    _, given = measured(challenge(tmp_path), told())
    shown = msgspec.json.encode({key: value for key, value in given.items() if key != "archives"})
    assert not any(name.encode() in shown for name in NAMES)
    archives = given["archives"]
    assert isinstance(archives, dict)
    assert not any(name.encode() in archives["/variants"] for name in NAMES)


def test_examples_that_there_was_no_time_for_or_that_do_not_fit_are_not_counted(tmp_path: Path) -> None:
    found, _ = measured(challenge(tmp_path), told(0, (0, 3), "caught", "unfit"))
    assert found == SeededBugs(caught=1, total=1, not_tried=2, tests=3)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (told(0, (0, 0)), "more than the declared interface"),
        (told(2, (0, 0)), "without the declared entry"),
        (told(0, (3, 3)), "no time"),
        ("nonsense", "without a result"),
        (told(0, (3, 3), "a secret of the reference solution"), "without a result"),
    ],
)
def test_where_nothing_can_be_measured_the_reason_is_told(line: object, words: str, tmp_path: Path) -> None:
    found, _ = measured(challenge(tmp_path), line)
    assert found is not None
    assert (found.total, found.caught) == (0, 0)
    assert words in found.why_not


FAILS = msgspec.structs.replace(PASSES, outcome=Outcome.FAILED)


@pytest.mark.parametrize(
    ("own", "words"),
    [
        (msgspec.structs.replace(OWN, tests=(PASSES, FAILS)), "do not all pass"),
        (msgspec.structs.replace(OWN, flaky=("a",)), "do not end alike"),
        (msgspec.structs.replace(OWN, reason="broke off"), "did not run to the end"),
    ],
)
def test_tests_that_do_not_simply_pass_on_their_own_code_are_not_asked(
    own: OwnTests, words: str, tmp_path: Path
) -> None:
    found, given = measured(challenge(tmp_path), told(), own)
    assert found is not None
    assert words in found.why_not
    assert given == {}


def test_without_tests_or_without_examples_there_is_nothing_to_measure(tmp_path: Path) -> None:
    none = OwnTests(state=OwnTestsState.NONE)
    assert measured(challenge(tmp_path), told(), none)[0] is None
    assert measured(nouns.challenge(folder=str(tmp_path / "empty")), told())[0] is None


def test_an_accepted_example_with_packages_of_its_own_is_not_calibrated_with(tmp_path: Path) -> None:
    made = challenge(tmp_path)
    write(tmp_path / "submissions" / "accepted" / "loop" / "python" / "requirements.txt", "sortedcontainers\n")
    assert measured(made, told())[1]["right"] == 1
