"""The machine's clock jumps while somebody is graded, as when it is set by a time server after a sleep."""

from __future__ import annotations

from pathlib import Path

import pytest
from faulty import A20, ANSWER, Grader
from owners import left_by

from grader import reporting
from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]

LAUNCHER = """
import itertools, runpy, time

true, jumps = time.time, itertools.cycle((0, 3600, 90 * 86400, -3600))
time.time = lambda: true() + next(jumps)
runpy.run_module("grader", run_name="__main__", alter_sys=True)
"""
"""Every look at the clock shows another hour, or another season; only what reads the monotonic clock is right."""


def test_a_clock_that_jumps_changes_no_verdict_and_sweeps_nothing_that_lives(
    tmp_path: Path, engine: DockerSandbox
) -> None:
    (tmp_path / "jumps.py").write_text(LAUNCHER, encoding="utf-8")
    arguments = (ANSWER / "python", "-c", A20, "-o", tmp_path / "out", "--no-own-tests")
    grader = Grader(*arguments, launcher=(str(tmp_path / "jumps.py"),))
    code, told = grader.ended()
    assert code == 0, told
    grade = reporting.read(tmp_path / "out")
    assert (grade.verdict, grade.score, grade.provenance.attempts) == ("accepted", 100, 1)
    assert all(0 <= step.duration_s < 60 for step in grade.provenance.steps)
    assert grade.quality is not None
    assert left_by(engine, grader.process.pid) == []
