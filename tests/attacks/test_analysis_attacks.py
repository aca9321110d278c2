"""Hostile settings and sources in the analysis box: none of them runs, none is obeyed, none takes a tool down.

The attacks of a language lie in one submission and are looked at together; each has files, and faults, of its own.
"""

from __future__ import annotations

import functools
import os
import re
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import corpus
import msgspec
import pytest
import watching

from grader.attacks import REACHED
from grader.challenge import load_challenge
from grader.checks import quality
from grader.configuration import Configuration
from grader.languages import find
from grader.model import Quality
from grader.observing import Silent
from grader.preparing import prepare
from grader.rubric import rubric_of
from grader.running import ready_engine, take_in
from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]

ATTACKS = corpus.attacks_on("analysis")
LANGUAGES = sorted({attack.expects["language"][0] for attack in ATTACKS})
TILL = Path(__file__).parent / "challenges" / "till"


@pytest.fixture(scope="module")
def measured(engine: DockerSandbox, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Quality]:
    """What is told of all attacks of a language together, looked at once."""
    return functools.cache(lambda language: _measured(language, engine, tmp_path_factory.mktemp(language)))


def _measured(language: str, engine: DockerSandbox, folder: Path) -> Quality:
    source = folder / "submission"
    shutil.copytree(corpus.HOSTS / "half" / language, source)
    for attack in ATTACKS:
        if attack.expects["language"] == (language,):
            lay_over(corpus.laid_out(attack, folder / attack.name), source)
    challenge = load_challenge(str(TILL))
    submission = take_in(source, challenge, language=language)
    tags = ready_engine(engine, environ=os.environ, observer=Silent())
    run = f"test-{secrets.token_hex(6)}"
    build, _ = prepare(
        challenge,
        submission,
        find(language),
        sandbox=engine,
        images=tags,
        run=run,
        runtime="",
        configuration=Configuration(),
        observer=Silent(),
    )
    assert build.failure is None, build.failure
    told = quality.measure(
        challenge,
        submission,
        find(language),
        rubric_of(challenge).norms,
        build=build,
        image=tags["analysis"],
        sandbox=engine,
        run=run,
    )
    assert isinstance(told, Quality), told
    assert watching.left_of(engine, run) == []
    return told


def lay_over(source: Path, submission: Path) -> None:
    """Add the files of an attack to those of the others, none of which has one of the same name."""
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        place = submission / file.relative_to(source)
        assert not place.exists(), f"{file} is another attack's file as well"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_submission_runs_and_every_tool_gets_through(
    language: str, measured: Callable[[str], Quality]
) -> None:
    told = measured(language)
    assert told.incomplete == ()
    said = msgspec.structs.replace(told, suppressions=(), hot_spots=())  # these quote the sources
    assert re.findall(rf"{REACHED} \w+_\w+", msgspec.json.encode(said).decode()) == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_hostile_settings_and_code_hide_nothing_and_what_is_not_read_is_told(
    attack: corpus.Attack, measured: Callable[[str], Quality]
) -> None:
    told = measured(attack.expects["language"][0])
    assert [fault for fault in attack.expects.get("found", ()) if not is_found(fault, told)] == []
    places = {f"{each.where.path}:{each.where.line}" for each in told.suppressions}
    assert set(attack.expects.get("told", ())) - places == set()
    assert set(attack.expects.get("unread", ())) - {each.what for each in told.not_measured} == set()


def is_found(fault: str, told: Quality) -> bool:
    """Whether a finding of that concept stands in that line, and all the named tools say so."""
    concept, place, *tools = fault.split(" ")
    return any(
        (each.concept, f"{each.path}:{each.line}") == (concept, place)
        and set(tools) <= {said.split(" ")[0] for said in each.tools}
        for each in told.findings
    )


def test_there_are_attacks_on_the_analysis_for_every_row_of_its_threats() -> None:
    rows = {row for attack in ATTACKS for row in attack.threats}
    asked = {*(f"S{number:02}" for number in (*range(1, 23), 27, 28, 29)), "D18", "D19", "D20", "C45"}
    assert asked - rows == set()
