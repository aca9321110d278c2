"""Every shipped challenge passes the publish gate, on the real engine.

All of it, in all languages, takes hours: `make gate`. Here an accepted answer of every language is graded, and a sample
of the cheats and of the known-bad answers.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from publishing import passed_gate

from grader.challenge import load_challenge, slugs
from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(1500)]

PLANTED = {
    "fix-the-n-plus-one": "node",
    "log-analyser": "java",
    "money-transfer": "python",
    "report-queries": "sql",
    "url-shortener": "java",
}
"""Every interface and every language; functions have all attacks (tests/attacks)."""


SERVICES = frozenset({"fix-the-n-plus-one", "money-transfer", "url-shortener"})
"""They stand in a file of their own: streams of tests take files, and these take long."""


@pytest.mark.parametrize("slug", sorted({*slugs()} - SERVICES))
def test_a_shipped_challenge_passes_the_gate(slug: str, engine: DockerSandbox) -> None:
    assert engine.facts().seccomp
    sampled_gate(slug)


def sampled_gate(slug: str) -> None:
    shown = passed_gate(slug, "--sample", "1")
    assert re.search("starter/|do_nothing/", shown)
    assert "cheats/" in shown
    assert "wrong_answer/" in shown
    for language in load_challenge(slug).languages:
        assert re.search(rf"accepted/\w+/{language} ", shown)


@pytest.mark.parametrize(("slug", "language"), PLANTED.items())
def test_an_attack_gains_nothing_in_a_shipped_challenge(slug: str, language: str, engine: DockerSandbox) -> None:
    assert engine.facts().seccomp
    shown = passed_gate(slug, "--attacks", "--sample", "1", "--only", f"do_nothing/{language}")
    assert "attack/" in shown


BROKEN = """
def merge(spans):
    return spans

def covered(spans):
    return 0

def gaps(spans):
    return []

def holds(spans, point):
    return False
"""


def test_the_gate_stays_shut_for_a_challenge_whose_own_answer_is_wrong(tmp_path: Path, engine: DockerSandbox) -> None:
    assert engine.facts().seccomp
    challenge = tmp_path / "a20"
    shutil.copytree(Path(__file__).parents[1] / "bench" / "challenges" / "a20", challenge)
    (answer,) = (challenge / "submissions" / "accepted").glob("*/python/*.py")
    answer.write_text(BROKEN, encoding="utf-8")
    gate = subprocess.run(
        [sys.executable, "-m", "grader", "check", str(challenge), "--only", "accepted", "--repeats", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert gate.returncode == 1, gate.stderr
    assert "FAILS" in gate.stdout
    assert "1 fail" in gate.stdout
