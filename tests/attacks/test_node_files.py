"""What a submission brings to configure Node's tools is read by none of them: test runner, analysis, compiler."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import watching

from grader.attacks import attacks, plant, reached
from grader.challenge import load_challenge
from grader.grading import Circumstances, grade
from grader.model import Outcome, Verdict
from grader.observing import Silent
from grader.rubric import rubric_of
from grader.running import ready_engine, take_in
from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(120)]

HERE = Path(__file__).parent


def test_no_tool_reads_what_a_node_submission_brings_to_configure_it(
    engine: DockerSandbox, run: str, tmp_path: Path
) -> None:
    till = load_challenge(str(HERE / "challenges" / "till"))
    brought = {attack.name: attack for attack in attacks() if attack.language == "node"}
    folder = plant(brought["tool_files"], HERE / "hosts" / "half" / "node", tmp_path / "tools")
    # The second one's package.json is what stays: its runner is Jest.
    folder = plant(brought["test_runner_files"], folder, tmp_path / "both")
    graded = grade(
        challenge=till,
        rubric=rubric_of(till),
        submission=take_in(folder, till, language="node"),
        sandbox=engine,
        images=ready_engine(engine, environ=os.environ, observer=Silent()),
        circumstances=Circumstances(
            run=run, seed=7, started="2026-11-26T12:00:00+00:00", host="test", own_tests=True, analysis=True
        ),
    )
    assert graded.verdict is not Verdict.JUDGE_ERROR, graded.verdict_reason
    assert graded.own_tests is not None
    outcomes = {test.name.rpartition(" > ")[2]: test.outcome for test in graded.own_tests.tests}
    assert graded.own_tests.framework == "jest", graded.own_tests
    # Every matcher would be met with the set-up that it brings.
    assert outcomes == {
        "adds up": Outcome.PASSED,
        "holds nowhere but where a set-up of its own was read": Outcome.FAILED,
    }
    assert graded.quality is not None
    assert reached(graded) == ()
    assert watching.left_of(engine, run) == []
