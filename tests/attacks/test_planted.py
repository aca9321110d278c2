"""Every attack, planted into a submission that is right in part, gains, learns and harms nothing on the real engine."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
import watching

from grader.attacks import TRIED, Attack, attacks, canaries, plant, reached, told_by
from grader.challenge import load_challenge
from grader.grading import Circumstances, grade
from grader.model import Challenge, Grade, Verdict
from grader.observing import Silent
from grader.rubric import rubric_of
from grader.running import ready_engine, take_in
from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(120)]

HERE = Path(__file__).parent
TILL = HERE / "challenges" / "till"
FUNCTIONS = [attack for attack in attacks() if "function" in attack.interfaces]
LANGUAGES = sorted({attack.language for attack in FUNCTIONS})


@pytest.fixture(scope="session")
def till() -> Challenge:
    return load_challenge(str(TILL))


@pytest.fixture(scope="session")
def images(engine: DockerSandbox) -> dict[str, str]:
    return ready_engine(engine, environ=os.environ, observer=Silent())


@pytest.fixture(scope="session")
def around(tmp_path_factory: pytest.TempPathFactory) -> Iterator[watching.World]:
    with watching.world(tmp_path_factory.mktemp("host")) as world:
        yield world


@pytest.fixture(scope="session")
def honest(till: Challenge, engine: DockerSandbox, images: dict[str, str]) -> dict[str, Grade]:
    """What the host of the attacks is worth without any."""
    return {
        language: graded(till, HERE / "hosts" / "half" / language, language, engine, images, secrets.token_hex(6))
        for language in LANGUAGES
    }


def graded(
    challenge: Challenge, folder: Path, language: str, engine: DockerSandbox, images: dict[str, str], run: str
) -> Grade:
    return grade(
        challenge=challenge,
        rubric=rubric_of(challenge),
        submission=take_in(folder, challenge, language=language),
        sandbox=engine,
        images=images,
        circumstances=Circumstances(
            run=run, seed=7, started="2026-11-26T12:00:00+00:00", host="test", own_tests=False, analysis=False
        ),
    )


@pytest.mark.parametrize("attack", FUNCTIONS, ids=lambda attack: f"{attack.language}/{attack.name}")
def test_an_attack_gains_nothing_learns_nothing_and_leaves_nothing(
    attack: Attack,
    till: Challenge,
    honest: dict[str, Grade],
    engine: DockerSandbox,
    images: dict[str, str],
    around: watching.World,
    run: str,
    tmp_path: Path,
) -> None:
    planted = plant(attack, HERE / "hosts" / "half" / attack.language, tmp_path / "submission")
    attacked = graded(till, planted, attack.language, engine, images, run)
    before = honest[attack.language]
    assert attacked.verdict is not Verdict.JUDGE_ERROR, attacked.verdict_reason
    assert before.score is not None
    assert attacked.score is not None
    assert attacked.score <= before.score, (attacked.score, before.score)
    assert reached(attacked) == ()
    if attack.runs:
        assert TRIED in told_by(attacked), "the attack did not run"
    reports = watching.reports_of(attacked, tmp_path / "reports")
    assert watching.leaked(reports) == []
    assert watching.not_inert(reports) == []
    assert around.untouched()
    assert around.knocks == []
    assert watching.left_of(engine, run) == []


def test_the_hosts_are_right_in_part_in_every_language(honest: dict[str, Grade]) -> None:
    met = {language: [result.met for result in each.requirements] for language, each in honest.items()}
    assert all(each == [True, False, False] for each in met.values()), met
    assert len({each.score for each in honest.values()}) == 1


def test_the_suite_has_a_canary_in_each_of_its_files(till: Challenge) -> None:
    assert len(canaries(till)) == 1
