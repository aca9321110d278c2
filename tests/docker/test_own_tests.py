"""The candidate's own tests in real boxes, in every language: what is found, run, covered, told and withstood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from languages import image_of, read, submission
from msgspec import structs

from grader.challenge import load_challenge
from grader.checks import own_tests, seeded
from grader.checks.box import box_for_tests, settings_for_tests
from grader.deliveries import delivery
from grader.languages import find
from grader.model import Build, Challenge, Outcome, OwnTests, OwnTestsState, SeededBugs
from grader.sandbox import errand
from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(600)]

SUBMISSIONS = Path(__file__).parent / "submissions"


@pytest.fixture(scope="module")
def lru() -> Challenge:
    return load_challenge("lru-cache")


@pytest.fixture(scope="module")
def no_examples(lru: Challenge) -> Challenge:
    """The same without anything to seed bugs with, which would take a minute each time."""
    return structs.replace(lru, folder="/nonexistent")


def measured(language: str, files: dict[str, bytes], challenge: Challenge, engine: DockerSandbox, run: str) -> OwnTests:
    found = own_tests.measure(
        challenge,
        submission(language, files),
        find(language),
        build=Build(image=image_of(language, engine)),
        sandbox=engine,
        run=run,
    )
    assert isinstance(found, OwnTests), found
    return found


def outcomes(found: OwnTests) -> dict[str, str]:
    """How each test ended, by the last part of its name."""
    return {last(test.name): test.outcome for test in found.tests}


def last(name: str) -> str:
    if "#" in name:
        return name.partition(" (")[0].rpartition("#")[2]
    return name.rpartition("::")[2].rpartition(" > ")[2]


def within(seconds: float, text: str, challenge: Challenge, engine: DockerSandbox, run: str) -> OwnTests:
    """A Python test file, in a box that is given less time than usual."""
    python, build = find("python"), Build(image=image_of("python", engine))
    settings = settings_for_tests(challenge, python, build) | {"task": "own", "runs": 3, "seconds": seconds}
    handed_in = submission("python", {"solution.py": b"", "test_x.py": text.encode()})
    parcel = delivery(settings, {"/submission": handed_in.archive, "/build": b""})
    returned = errand.send(engine, box_for_tests("tests", build, run=run, runtime=""), parcel, within_s=90)
    found = own_tests.understood(returned)
    assert isinstance(found, OwnTests)
    return found


# ── Python ──


@pytest.fixture(scope="module")
def python_found(no_examples: Challenge, engine: DockerSandbox) -> OwnTests:
    return measured("python", read(SUBMISSIONS / "python"), no_examples, engine, "test-own-python")


def test_python_tests_are_run_and_told_one_by_one(python_found: OwnTests) -> None:
    assert outcomes(python_found) == {
        "tests/test_broken.py": "error",
        "test_fixture": "passed",
        "test_fails": "failed",
        "test_values[one]": "passed",
        "test_values[1 [two]]": "passed",
        "test_starts_a_program": "passed",
        "test_writes": "passed",
        "test_skipped": "skipped",
        "test_known": "skipped",
        "test_needs_nothing_there": "error",
        "test_async": "passed",
        "test_nested": "passed",
        "test_old": "failed",
    }
    assert (python_found.framework, python_found.runs, python_found.reason) == ("pytest", 3, "")


def test_a_failing_test_has_its_own_message_and_place(python_found: OwnTests) -> None:
    messages = {last(test.name): test.message for test in python_found.tests}
    assert messages["test_fails"].startswith("AssertionError: it is not there")
    assert messages["test_fails"].endswith("(tests/unit/test_cache.py:15)")
    assert messages["test_skipped"] == "Skipped: not today"
    assert "SyntaxError" in messages["tests/test_broken.py"]


def test_python_coverage_counts_started_programs_and_code_that_wants_to_be_hidden(python_found: OwnTests) -> None:
    covered = {file.path: file for file in python_found.coverage or ()}
    assert list(covered) == ["evil.py", "solution.py", "unused.py"]
    assert (covered["solution.py"].uncovered, covered["unused.py"].uncovered) == ("10", "1-2")
    assert (covered["solution.py"].branches, covered["solution.py"].covered_branches) == (4, 3)


def test_a_conftest_of_theirs_is_said(python_found: OwnTests) -> None:
    assert any(note.startswith("tests/conftest.py is loaded") for note in python_found.notes)


def test_a_test_that_depends_on_chance_is_flaky(no_examples: Challenge, engine: DockerSandbox, run: str) -> None:
    text = "import secrets\n" + "".join(f"def test_{n}():\n    assert secrets.randbelow(2)\n" for n in range(20))
    found = within(110, text, no_examples, engine, run)
    assert found.flaky  # all twenty alike three times: once in 10^12


HOSTILE = {
    "leaves while it is loaded": (
        "import os\nos._exit(0)\ndef test_a(): ...\n",
        "exit code 0 before its tests were done",
    ),
    "leaves in a test": ("import os\ndef test_a(): ...\ndef test_b(): os._exit(0)\n", "in test_x.py::test_b"),
    "kills everybody": ("import os\ndef test_a():\n    os.kill(1, 9)\n    os.kill(-1, 9)\n", ""),
    "forges a finish": (
        'import os\nos.write(3, b\'[]\\nnull\\n{"event": "finished"}\\n\\xff\\n\')\nos._exit(0)\ndef test_a(): ...\n',
        "",
    ),
    "reports without end": (
        "import os\nwhile True:\n    os.write(3, b'x' * 65536)\n    os.write(1, b'y' * 65536)\ndef test_a(): ...\n",
        "more than there is room for",
    ),
    "takes all memory": ("def test_a():\n    bytearray(2 << 30)\n", ""),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_whatever_tests_do_is_told_and_ends(what: str, no_examples: Challenge, engine: DockerSandbox, run: str) -> None:
    text, words = HOSTILE[what]
    found = within(40, text, no_examples, engine, run)
    assert words in found.reason
    assert found.state in {OwnTestsState.RAN, OwnTestsState.NOT_RUN}


def test_tests_that_never_end_are_stopped_and_keep_what_they_had(
    no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    text = "import subprocess\ndef test_a(): ...\ndef test_b():\n    subprocess.run(['sleep', '99'])\n"
    found = within(20, text, no_examples, engine, run)
    assert outcomes(found) == {"test_a": "passed"}
    assert "was stopped, in test_x.py::test_b" in found.reason


# ── Java ──


def test_java_tests_of_two_generations_are_run_and_told(
    no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    found = measured("java", read(SUBMISSIONS / "java"), no_examples, engine, run)
    assert outcomes(found) == {
        "first()": "error",
        "stores()": "passed",
        "fails()": "failed",
        "mocks()": "passed",
        "disabled()": "skipped",
        "dynamic()[1]": "passed",
        "dynamic()[2]": "passed",
        "counts(int, int)[1]": "passed",
        "counts(int, int)[2]": "failed",
        "never()": "skipped",
        "isEmpty": "passed",
        "ignored": "skipped",
    }
    assert (found.framework, found.runs, found.flaky) == ("JUnit 5", 3, ())
    (file,) = found.coverage or ()
    assert (file.path, file.uncovered, file.branches) == ("src/main/java/cache/LruCache.java", "14", 2)


def test_display_names_and_nested_classes_stand_in_the_names(
    no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    files = read(SUBMISSIONS / "java")
    del files["src/test/java/cache/OldTest.java"]
    names = [test.name for test in measured("java", files, no_examples, engine, run).tests]
    assert (
        "cache.LruCacheTest$Full#counts(int, int)[2] (The cache > when it is full > counts(int, int) > 3 and 5)"
        in names
    )


def java_with(text: str) -> dict[str, bytes]:
    """The class alone, and this test class."""
    path = "src/main/java/cache/LruCache.java"
    return {"cache/LruCache.java": read(SUBMISSIONS / "java")[path], "cache/OldTest.java": text.encode()}


def old_test() -> str:
    return read(SUBMISSIONS / "java")["src/test/java/cache/OldTest.java"].decode()


def test_java_tests_that_do_not_compile_are_told_in_the_compilers_words(
    no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    found = measured("java", java_with(old_test().replace("size()", "length()")), no_examples, engine, run)
    assert found.state is OwnTestsState.NOT_RUN
    assert "OldTest.java:11: error: cannot find symbol" in found.reason


def test_java_tests_that_end_the_machine_are_told(no_examples: Challenge, engine: DockerSandbox, run: str) -> None:
    exits = old_test().replace("assertEquals(0, new LruCache(1).size());", "System.exit(0);")
    found = measured("java", java_with(exits), no_examples, engine, run)
    assert "exit code 0 before its tests were done" in found.reason


def test_testng_is_said_not_to_be_run(no_examples: Challenge, engine: DockerSandbox, run: str) -> None:
    text = "import org.testng.annotations.Test;\n\npublic class OldTest {\n    @Test\n    public void a() {}\n}\n"
    found = measured("java", java_with(text), no_examples, engine, run)
    assert found.state is OwnTestsState.NOT_RUN
    assert "TestNG is not run here" in found.reason


# ── Node ──


@pytest.mark.parametrize("runner", ["jest", "vitest", "mocha", "node-test"])
def test_node_tests_are_run_by_their_own_runner(
    runner: str, no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    files = read(SUBMISSIONS / "typescript") | read(SUBMISSIONS / runner)
    found = measured("node", files, no_examples, engine, run)
    assert outcomes(found) == {
        "(the file itself)": "error",
        "stores": "passed",
        "fails": "failed",
        "is skipped": "skipped",
        "waits": "passed",
        "starts a program": "passed",
    }
    assert (found.framework.replace(":", "-"), found.runs, found.flaky, found.reason) == (runner, 3, (), "")
    covered = {file.path: file.uncovered for file in found.coverage or ()}
    # What of a file that is never loaded counts as a line differs from tool to tool.
    assert covered.pop("src/unused.cjs") in {"2-3", "2", "3"}
    assert covered == {"src/index.ts": "13", "src/program.cjs": "2"}


def test_a_runner_that_is_not_ours_is_said(no_examples: Challenge, engine: DockerSandbox, run: str) -> None:
    manifest = json.dumps({"devDependencies": {"ava": "6"}}).encode()
    files = {"package.json": manifest, "index.js": b"", "test/a.test.js": b"import 'ava';\n"}
    found = measured("node", files, no_examples, engine, run)
    assert found.state is OwnTestsState.NOT_RUN
    assert "ava is not run here; Jest, Vitest, Mocha, node:test are." in found.reason


@pytest.mark.parametrize(
    ("language", "name"), [("python", "test_nothing.py"), ("java", "NothingTest.java"), ("node", "test/nothing.js")]
)
def test_no_tests_where_they_would_be_is_a_fact(
    language: str, name: str, no_examples: Challenge, engine: DockerSandbox, run: str
) -> None:
    files = (
        {name: b"class NothingTest {}\n", "Solution.java": b"class Solution {}\n"}
        if language == "java"
        else {name: b""}
    )
    assert measured(language, files, no_examples, engine, run) == OwnTests(state=OwnTestsState.NONE)


# ── seeded bugs ──


def seeded_bugs(
    language: str, files: dict[str, bytes], challenge: Challenge, engine: DockerSandbox, run: str
) -> SeededBugs:
    """What their tests catch, with more time than a grade gives them."""
    spoken, handed_in = find(language), submission(language, files)
    own = measured(language, files, structs.replace(challenge, folder="/nonexistent"), engine, run)
    assert own.count(Outcome.PASSED) == len(own.tests) > 0, own
    build = Build(image=image_of(language, engine))
    if spoken.tests_are_built:
        build = own_tests.with_tests(challenge, handed_in, spoken, build, sandbox=engine, run=run, runtime="")
    found = seeded.measure(challenge, handed_in, spoken, own, build=build, sandbox=engine, run=run, seconds=400)
    assert found is not None
    return found


@pytest.mark.parametrize("language", ["python", "java", "node"])
def test_tests_of_the_declared_interface_catch_the_bugs_they_ask_about(
    language: str, lru: Challenge, engine: DockerSandbox, run: str
) -> None:
    accepted = Path(lru.folder) / "submissions" / "accepted" / "ordered_dict" / language
    files = read(accepted) | read(SUBMISSIONS / "interface-only" / language)
    found = seeded_bugs(language, files, lru, engine, run)
    assert (found.why_not, found.tests) == ("", 1)
    assert found.caught + len(found.not_caught) == found.total > 10
    assert {"first_in_first_out", "get_does_not_refresh"}.isdisjoint(found.not_caught)
    assert "lifetime_in_seconds" in found.not_caught


def test_tests_of_the_inside_cannot_tell_and_the_others_still_can(
    lru: Challenge, engine: DockerSandbox, run: str
) -> None:
    files = read(Path(lru.folder) / "submissions" / "accepted" / "ordered_dict" / "python")
    files |= read(SUBMISSIONS / "interface-only" / "python")
    files["solution.py"] += b"\n\nLruCache._of_the_inside = 1\n"
    files["test_it.py"] += b"\n\ndef test_the_inside():\n    assert LruCache._of_the_inside == 1\n"
    found = seeded_bugs("python", files, lru, engine, run)
    assert found.tests == 1
    assert found.caught >= 2


def test_tests_of_other_files_measure_nothing(lru: Challenge, engine: DockerSandbox, run: str) -> None:
    files = {"solution.py": read(SUBMISSIONS / "python")["solution.py"], "helper.py": b"A = 1\n"}
    files["test_it.py"] = b"import helper\n\n\ndef test_a():\n    assert helper.A\n"
    assert "without the declared entry" in seeded_bugs("python", files, lru, engine, run).why_not


SPY = b"""\
import pathlib

from solution import LruCache


def test_a():
    found = [path.read_text() for path in pathlib.Path("/").glob("variants/**/*.py")]
    print(found)
    assert not found, found
"""


def test_no_text_leaves_the_box_where_the_reference_lies(lru: Challenge, engine: DockerSandbox, run: str) -> None:
    files = {"solution.py": read(SUBMISSIONS / "python")["solution.py"], "test_it.py": SPY}
    found = measured("python", files, lru, engine, run)
    assert outcomes(found) == {"test_a": "passed"}
    assert found.seeded is not None
    assert "LruCache" not in repr(found)
