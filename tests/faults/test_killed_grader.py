"""The grader itself is ended, at each step that it tells: nothing is left for good, nothing lies there by half."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path

import pytest
from faulty import A20, ANSWER, Grader
from owners import left_by, owner

from grader import reporting
from grader.sandbox.docker import ROLE_LABEL, DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]

REPORTS = {"result.json", "report.html", "junit.xml", "events.jsonl", "sealed.json"}
STEPS = ("intake", "build", "exam", "case", "analysis", "reports")
"""What is waited for: a line that the grader tells, or that the compiler's box runs, of which it tells nothing."""


def started(step: str, output: Path, engine: DockerSandbox) -> Grader:
    """A grader that has just come to a step."""
    language = "java" if step == "build" else "python"
    wanted = {"type": "container", "event": "start", "label": f"{ROLE_LABEL}={step}"}
    with closing(engine.client.events(filters=wanted, decode=True)) as events:
        beside = [] if step in {"exam", "analysis"} else ["--no-analysis"]
        grader = Grader(ANSWER / language, "-c", A20, "-o", output, "--no-own-tests", "-v", *beside)
        if step != "build":
            grader.until(step)
            return grader
        assert grader.process.pid in (owner(event["Actor"]["Attributes"]) for event in events)
    return grader


def assert_whole_or_absent(output: Path) -> None:
    there = {path.name for path in output.iterdir() if not path.name.startswith(".")} if output.exists() else set()
    assert there <= REPORTS
    if "result.json" in there:
        assert reporting.read(output).score == 100
        assert "sealed.json" in there, "a masked result has its seal"
    if "report.html" in there:
        assert (output / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


@pytest.mark.parametrize("step", STEPS)
def test_what_a_killed_grader_leaves_is_swept_by_the_next_which_grades_as_ever(
    step: str, tmp_path: Path, engine: DockerSandbox
) -> None:
    output = tmp_path / "out"
    grader = started(step, output, engine)
    grader.process.kill()
    assert grader.ended()[0] == -signal.SIGKILL
    assert_whole_or_absent(output)
    again = Grader(ANSWER / "python", "-c", A20, "-o", output, "--no-own-tests", "--no-analysis")
    code, told = again.ended()
    assert code == 0, told
    assert {path.name for path in output.iterdir()} == REPORTS
    assert reporting.read(output).score == 100
    assert left_by(engine, grader.process.pid) == []


@pytest.mark.parametrize(
    ("how", "step"),
    [*((signal.SIGINT, step) for step in STEPS), (signal.SIGTERM, "build"), (signal.SIGTERM, "case")],
)
def test_a_grader_that_is_asked_to_end_takes_its_boxes_along_at_once(
    how: signal.Signals, step: str, tmp_path: Path, engine: DockerSandbox
) -> None:
    grader = started(step, tmp_path / "out", engine)
    grader.process.send_signal(how)
    code, told = grader.ended()
    assert code == 130, told
    assert "interrupted; every box of this run has been removed" in told
    assert "Traceback" not in told
    assert left_by(engine, grader.process.pid) == []
    assert_whole_or_absent(tmp_path / "out")
