"""A few of the attacks on a database, planted into an accepted example; `grade check --attacks` tries them all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import watching

from grader.attacks import Attack, attacks, canaries, plant, reached, told_by
from grader.challenge import load_challenge
from grader.grading import Circumstances, grade
from grader.model import Challenge, Verdict
from grader.observing import Silent
from grader.paths import CHALLENGES
from grader.rubric import rubric_of
from grader.running import ready_engine, take_in
from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(120)]

REPORTS = CHALLENGES / "report-queries"
ACCEPTED = REPORTS / "submissions" / "accepted" / "window_functions" / "sql"
TRIED_HERE = {"ends_other_sessions", "settings_within", "stacked_statements"}
"""What meets a different door each: the server's sessions, its settings, and how a text becomes a statement."""

PLANTED = [attack for attack in attacks() if attack.language == "sql" and attack.name in TRIED_HERE]


@pytest.fixture(scope="module")
def queries() -> Challenge:
    return load_challenge(str(REPORTS))


@pytest.fixture(scope="module")
def images(engine: DockerSandbox) -> dict[str, str]:
    return ready_engine(engine, environ=os.environ, observer=Silent())


@pytest.mark.parametrize("attack", PLANTED, ids=lambda attack: attack.name)
def test_an_attack_behind_a_query_learns_nothing_and_leaves_nothing(
    attack: Attack, queries: Challenge, engine: DockerSandbox, images: dict[str, str], run: str, tmp_path: Path
) -> None:
    attacked = grade(
        challenge=queries,
        rubric=rubric_of(queries),
        submission=take_in(plant(attack, ACCEPTED, tmp_path / "submission"), queries, language="sql"),
        sandbox=engine,
        images=images,
        circumstances=Circumstances(
            run=run, seed=7, started="2026-11-26T12:00:00+00:00", host="test", own_tests=False, analysis=False
        ),
    )
    assert attacked.verdict is not Verdict.JUDGE_ERROR, attacked.verdict_reason
    assert reached(attacked) == ()
    assert not [word for word in canaries(queries) if word in told_by(attacked)]
    reports = watching.reports_of(attacked, tmp_path / "reports")
    assert watching.leaked(reports) == []
    assert watching.not_inert(reports) == []
    assert watching.left_of(engine, run) == []


def test_the_attacks_that_are_tried_here_are_there() -> None:
    assert {attack.name for attack in PLANTED} == TRIED_HERE
