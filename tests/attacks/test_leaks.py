"""No word of a hidden suite and no secret of the examiner's is in anything that a candidate could read or write."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from recording import Given, Recorder

from grader import reporting
from grader.attacks import canaries, without_canary
from grader.canaries import words_in
from grader.challenge import load_challenge, slugs
from grader.examples import Example, examples
from grader.grading import Circumstances, grade
from grader.model import Challenge, Grade
from grader.observing import Silent
from grader.paths import CHALLENGES, SANDBOX
from grader.rubric import rubric_of
from grader.running import ready_engine, take_in
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

EXAMINERS = {"examiner"}
"""The only boxes that may know the suite."""

PASSWORDS = {"database", "examiner"}
"""The only boxes that may know the examiner's password."""

PIECE = 4 << 20
LONGEST_WORD = 64


@pytest.mark.parametrize("slug", slugs())
def test_every_file_of_a_shipped_suite_has_a_canary_of_its_challenge(slug: str) -> None:
    challenge = load_challenge(slug)
    assert without_canary(challenge) == ()
    assert len(canaries(challenge)) == 1


def test_no_two_challenges_share_a_canary() -> None:
    words = [word for slug in slugs() for word in canaries(load_challenge(slug))]
    assert len(words) == len(set(words)) == len(slugs())


def test_no_file_but_the_suites_has_a_canary() -> None:
    seen = [path for path in CHALLENGES.rglob("*") if path.is_file() and words_in(path.read_bytes())]
    seen += [path for path in SANDBOX.rglob("*") if path.is_file() and words_in(path.read_bytes())]
    assert seen
    assert {"suite"} == {path.relative_to(path.parents[1]).parts[0] for path in seen}


def test_no_image_is_built_of_anything_with_a_canary() -> None:
    recipes = images.recipes()
    assert len(recipes) > 5
    assert [r.name for r in recipes for content in r.files.values() if words_in(content)] == []


# ── On the real engine ───────────────────────────────────────────────────────────────────────────


@pytest.mark.docker
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ["python", "java", "node"])
def test_no_layer_of_a_candidates_image_has_a_canary(name: str, engine: DockerSandbox) -> None:
    tag = ready_engine(engine, environ=os.environ, observer=Silent())[name]
    size, found = 0, set[str]()
    for piece in overlapping(engine.client.get_image(tag, chunk_size=PIECE)):
        size += len(piece)
        found |= words_in(piece)
    assert size > 100 << 20
    assert found == set()


def overlapping(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Give each piece with the end of the one before, so that no word falls between two."""
    before = b""
    for piece in pieces:
        yield before + piece
        before = piece[-LONGEST_WORD:]


GRID = Path(__file__).parents[1] / "conformance" / "challenges"


def hosts() -> list[tuple[str, Example]]:
    """A function, a service, and queries to a database: small ones, for what is given is alike."""
    wanted = {"functions": "python", "services": "node", "queries": "sql"}
    return [
        (name, next(e for e in examples(load(name)) if (e.expectation, e.language) == ("accepted", language)))
        for name, language in wanted.items()
    ]


def load(name: str) -> Challenge:
    return load_challenge(str(GRID / name))


@pytest.mark.docker
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("name", "example"), hosts(), ids=[name for name, _ in hosts()])
def test_what_boxes_are_given_has_no_word_of_the_suite_and_no_password_of_others(
    name: str, example: Example, engine: DockerSandbox, run: str, tmp_path: Path
) -> None:
    challenge = load(name)
    recorder = Recorder()
    graded = graded_by(recorder, challenge, example, ready_engine(engine, environ=os.environ, observer=Silent()), run)
    given = recorder.given()
    assert {"candidate", "examiner", "analysis"} <= set(given)
    (examiner,) = given["examiner"]
    assert words_in(examiner.sent) == canaries(challenge)
    assert [each.role for each in others(given, EXAMINERS) if words_in(each.sent + each.description)] == []
    secret = passwords(given)
    assert bool(secret) == bool(challenge.resources)
    assert [each.role for each in others(given, PASSWORDS) for word in secret if word in each.sent] == []
    reports = reporting.write(graded, tmp_path, reporting.names())
    told = b"".join(path.read_bytes() for path in reports.values())
    assert words_in(told) == set()
    assert [word for word in secret if word in told] == []
    recorder.client.close()


def graded_by(recorder: Recorder, challenge: Challenge, example: Example, built: dict[str, str], run: str) -> Grade:
    return grade(
        challenge=challenge,
        rubric=rubric_of(challenge),
        submission=take_in(example.folder, challenge, language=example.language),
        sandbox=recorder,
        images=built,
        circumstances=Circumstances(run=run, seed=7, started="2026-11-26T12:00:00+00:00", host="test"),
    )


def others(given: dict[str, list[Given]], known: set[str]) -> list[Given]:
    return [each for role, boxes in given.items() if role not in known for each in boxes]


def passwords(given: dict[str, list[Given]]) -> list[bytes]:
    """The passwords of the roles that are not the candidate's."""
    settings = [json.loads(each.sent.partition(b"\n")[0])["settings"] for each in given.get("database", [])]
    theirs = {"candidate", "reader"}
    return [
        password.encode() for each in settings for role, password in each["passwords"].items() if role not in theirs
    ]


@pytest.mark.docker
def test_what_a_ci_job_prints_and_a_candidate_reads_has_no_word_of_the_suite(
    engine: DockerSandbox, tmp_path: Path
) -> None:
    assert engine.facts().seccomp
    wrong = CHALLENGES / "lru-cache" / "submissions" / "wrong_answer" / "first_in_first_out" / "python"
    command = [sys.executable, "-m", "grader", "run", str(wrong), "-c", "lru-cache", "-o", str(tmp_path), "--verbose"]
    command += ["--format", "html,candidate,candidate-md,markdown,junit,sarif,csv,panel", "--no-analysis"]
    environ = os.environ | {"CI": "true", "GITHUB_ACTIONS": "true", "NO_COLOR": "1"}
    ended = subprocess.run(command, capture_output=True, check=False, env=environ)
    assert ended.returncode == 0, ended.stderr
    assert words_in(ended.stdout + ended.stderr) == set()
    assert [path.name for path in tmp_path.iterdir() if words_in(path.read_bytes())] == []
    shown = (tmp_path / "candidate.html").read_text("utf-8") + (tmp_path / "candidate.md").read_text("utf-8")
    assert [line for line in lines_of_the_suite() if line in shown] == []


def lines_of_the_suite() -> list[str]:
    """Lines of code of the suite that nobody would write by chance."""
    suite = CHALLENGES / "lru-cache" / "suite"
    lines = {line.strip() for path in suite.glob("*.py") for line in path.read_text("utf-8").splitlines()}
    found = [line for line in lines if len(line) > 30 and re.search(r"assert|submission|def test_", line)]
    assert len(found) > 20
    return found
