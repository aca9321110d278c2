"""Batches on the real engine: the same as single grades, nothing twice, and no box behind a Ctrl-C."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from owners import left_by, owner

from grader import reporting
from grader.batch.ledger import Ledger, read_ledger
from grader.challenge import load_challenge
from grader.grading import Circumstances, grade
from grader.model import Grade
from grader.rubric import rubric_of
from grader.running import take_in
from grader.sandbox import images
from grader.sandbox.docker import ROLE_LABEL, DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]

ATTACKS = Path(__file__).parents[1] / "attacks"
TILL = ATTACKS / "challenges" / "till"
HOSTS = ATTACKS / "hosts"
LINGERS = "import time\n\ntime.sleep(0.2)\n"
"""Every case loads the submission anew, so that there is time to interrupt."""


def started(folder: Path, *, analysis: bool = False, **environ: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "grader", "batch", folder / "in", "-c", TILL, "-o", folder / "out"]
    return subprocess.Popen(
        [str(each) for each in (*command, "-j", "2", "--no-own-tests", *([] if analysis else ["--no-analysis"]))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"NO_COLOR": "1"} | environ,
    )


def ended(batch: subprocess.Popen[str]) -> tuple[int, str]:
    told, progress = batch.communicate(timeout=120)
    return batch.returncode, told + progress


def ledger(folder: Path) -> Ledger:
    return read_ledger(folder / "out", challenge="till", seed=0)


def hand_in(folder: Path, name: str, host: str, *, before: str = "") -> None:
    place = folder / "in" / name
    shutil.copytree(HOSTS / host / "python", place)
    source = (place / "solution.py").read_text(encoding="utf-8")
    future = "from __future__ import annotations\n"
    text = source.replace(future, future + before, 1) if future in source else before + source
    (place / "solution.py").write_text(f"# {name}\n{text}", encoding="utf-8")


def alone(folder: Path, name: str, engine: DockerSandbox, run: str) -> Grade:
    """Grade one by itself, with the batch's seed and fresh boxes alone."""
    challenge = load_challenge(str(TILL))
    return grade(
        challenge=challenge,
        rubric=rubric_of(challenge),
        submission=take_in(folder / "in" / name, challenge),
        sandbox=engine,
        images=images.wanted(),
        circumstances=Circumstances(
            run=f"{run}-{name}", seed=ledger(folder).seed, started="", host="", own_tests=False
        ),
    )


def judged(grade: Grade) -> object:
    """All that is said of a submission and its code, but for what its program took."""
    cases = [(case.name, case.outcome, case.verdict, case.message) for suite in grade.suites for case in suite.cases]
    return (grade.verdict, grade.score, grade.requirements, grade.flags, cases, grade.quality)


def test_a_batch_grades_as_single_grades_do_and_only_once(tmp_path: Path, engine: DockerSandbox, run: str) -> None:
    hand_in(tmp_path, "anna", "right")
    hand_in(tmp_path, "ben", "half")
    hand_in(tmp_path, "cleo", "right")
    hand_in(tmp_path, "dora", "half", before="import json\n")
    (tmp_path / "in" / "eve.zip").write_bytes(b"no archive")
    wanted = {"type": "container", "event": "start", "label": f"{ROLE_LABEL}=analysis-server"}
    owners: list[int] = []
    # Heard as they come, for an engine remembers a few hundred events only, and other tests make more.
    with closing(engine.client.events(filters=wanted, decode=True)) as events:
        heard = threading.Thread(target=lambda: owners.extend(owner(event["Actor"]["Attributes"]) for event in events))
        heard.start()
        code, told = ended(batch := started(tmp_path, analysis=True))
    heard.join()
    assert code == 2, told
    assert "5 in all: 4 graded, 1 not taken" in told
    # Those that come after the first two are looked at by boxes that go on.
    assert 1 <= owners.count(batch.pid) <= 2
    assert left_by(engine, batch.pid) == []
    found = {name: entry.folder for name, entry in ledger(tmp_path).entries.items()}
    for name in ("anna", "ben", "cleo", "dora"):
        batched = reporting.read(tmp_path / "out" / found[name])
        assert batched.quality is not None
        assert judged(batched) == judged(alone(tmp_path, name, engine, run))
    assert reporting.read(tmp_path / "out" / found["anna"]).score == 100
    # Without an engine, for there is nothing to run.
    code, told = ended(started(tmp_path, analysis=True, DOCKER_HOST="unix:///nonexistent/docker.sock"))
    assert code == 2, told
    assert "5 in all: 4 kept, 1 not taken" in told


def test_ctrl_c_leaves_no_box_and_the_same_command_goes_on(tmp_path: Path, engine: DockerSandbox) -> None:
    hand_in(tmp_path, "anna", "right")
    for name in ("ben", "cleo"):
        hand_in(tmp_path, name, "half", before=LINGERS)
    wanted = {"type": "container", "event": "start", "label": f"{ROLE_LABEL}=candidate"}
    with closing(engine.client.events(filters=wanted, decode=True)) as events:
        batch = started(tmp_path)
        owned = (event for event in events if owner(event["Actor"]["Attributes"]) == batch.pid)
        for _ in range(3):
            next(owned)
    batch.send_signal(signal.SIGINT)
    code, told = ended(batch)
    assert code == 130, told
    assert "the same command goes on from there" in told
    assert "every box of this run has been removed" in told
    assert "Traceback" not in told
    assert left_by(engine, batch.pid) == []
    first = ledger(tmp_path).entries
    assert set(first) < {"anna", "ben", "cleo"}
    code, told = ended(started(tmp_path))
    assert code == 0, told
    after = ledger(tmp_path).entries
    assert set(after) == {"anna", "ben", "cleo"}
    assert {name: msgspec.to_builtins(after[name]) for name in first} == {
        name: msgspec.to_builtins(entry) for name, entry in first.items()
    }
