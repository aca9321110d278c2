"""Every language meets every verdict, as a function and as a program: the grid in ``challenges/`` beside this file.

A new language is picked up by itself: the grid asks for its folders, and the gate then runs them on the real engine.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from publishing import passed_gate

from grader.challenge import load_challenge
from grader.examples import VERDICTS, examples
from grader.languages import all_languages
from grader.sandbox.docker import DockerSandbox

GRID = Path(__file__).parent / "challenges"
KINDS = {"functions": "function", "programs": "program", "services": "service"}
GRIDS = [
    (language.name, grid) for grid, kind in KINDS.items() for language in all_languages() if kind in language.interfaces
]


@pytest.mark.parametrize(("language", "kind"), GRIDS)
def test_the_grid_has_every_verdict_in_every_language(language: str, kind: str) -> None:
    challenge = load_challenge(str(GRID / kind))
    assert language in challenge.languages
    assert {example.expectation for example in examples(challenge) if example.language == language} >= set(VERDICTS)


@pytest.mark.docker
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("language", "kind"), GRIDS)
def test_a_language_earns_every_verdict(language: str, kind: str, engine: DockerSandbox) -> None:
    assert engine.facts().seccomp
    # Servers that do not get ready are waited for, which takes no core.
    shown = passed_gate(str(GRID / kind), "--only", f"/{language}", jobs=3 if kind == "services" else 1)
    for verdict in VERDICTS:
        assert f"{verdict}/" in shown


@pytest.mark.docker
@pytest.mark.timeout(600)
def test_queries_are_asked_in_every_language(engine: DockerSandbox) -> None:
    assert engine.facts().seccomp
    assert passed_gate(str(GRID / "queries"))
