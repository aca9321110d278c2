"""Trouble of ours in the middle of a real exam is never the candidate's."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.challenge import load_challenge
from grader.grading import Circumstances, grade
from grader.model import Case, Verdict
from grader.observing import Silent
from grader.rubric import rubric_of
from grader.running import take_in
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]

QUERIES = Path(__file__).parent.parent / "conformance" / "challenges" / "queries"


class Saboteur(Silent):
    """Kills the database's box as soon as the first case has ended."""

    def __init__(self, engine: DockerSandbox, run: str) -> None:
        self._engine = engine
        self._name = f"grader-{run}-1-database"
        self.killed = 0

    def case(self, case: Case) -> None:  # noqa: ARG002 - whichever it is
        if not self.killed:
            self._engine.client.kill(self._name)
        self.killed += 1


def test_postgresql_killed_in_mid_run_voids_the_grade(engine: DockerSandbox, run: str) -> None:
    challenge = load_challenge(str(QUERIES))
    saboteur = Saboteur(engine, run)
    graded = grade(
        challenge=challenge,
        rubric=rubric_of(challenge),
        submission=take_in(QUERIES / "submissions/accepted/plain/sql", challenge),
        sandbox=engine,
        images=images.wanted(),
        circumstances=Circumstances(run=run, seed=1, started="", host="test", own_tests=False),
        observer=saboteur,
    )
    assert saboteur.killed
    assert (graded.verdict, graded.score) == (Verdict.JUDGE_ERROR, None)
    assert {requirement.met for requirement in graded.requirements} == {None}
