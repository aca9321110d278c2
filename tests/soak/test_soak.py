"""A small soak: twelve grades, four side by side, on whatever else the machine does meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

from .soaking import Soak
from .subjects import drawn, subjects

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]

FUNCTIONS = Path(__file__).parents[1] / "conformance" / "challenges" / "functions"


def test_hostile_neighbours_change_no_honest_score_and_leave_nothing(engine: DockerSandbox, tmp_path: Path) -> None:
    known = [each for each in subjects([str(FUNCTIONS)]) if each.example.language in {"python", "node"}]
    soak = Soak(engine, images.wanted(), {}, turns=tmp_path / "turns")
    soaked = soak.run(drawn(known, 12, seed=1), jobs=4, seed=1, report=lambda _line: None)
    assert soaked.wrong == ()
    assert sum(each.honest for each in soaked.grades) == 6
    assert set(soak.quiet.values()) == {100}
