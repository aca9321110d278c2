"""Batches on a real Dask cluster, a process a worker: what is lost runs elsewhere, and who cannot grade is named."""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Self

import distributed
import pytest
from owners import left_by, owner

from grader import reporting
from grader.batch.ledger import Ledger, What, read_ledger
from grader.challenge import load_challenge
from grader.grading import Circumstances, grade
from grader.model import Grade
from grader.rubric import rubric_of
from grader.running import take_in
from grader.sandbox import images
from grader.sandbox.docker import ROLE_LABEL, DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]

ATTACKS = Path(__file__).parents[1] / "attacks"
TILL = "challenges/till"
"""Counts from where whoever reads it was started."""

LINGERS = "import time\n\ntime.sleep(0.2)\n"
"""Every case loads the submission anew, so that there is time to interrupt."""


class Machines:
    """A scheduler and workers, each a process of its own; what they write goes to a file of theirs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._all = ExitStack()
        self.address = ""

    def __enter__(self) -> Self:
        scheduler = self._started("scheduler", "--host", "127.0.0.1", "--port", "0", where=self.folder)
        self.address = self._said(scheduler, r"Scheduler at: +(tcp://\S+)")
        return self

    def __exit__(self, *_: object) -> None:
        self._all.close()

    def worker(
        self, name: str, *, boxes: str | None = "boxes=1", where: Path = ATTACKS, **environ: str
    ) -> Callable[[], tuple[subprocess.Popen[bytes], str]]:
        """Start a worker with one box; calling what it gives waits until it is there."""
        options = ("--name", name, "--nthreads", "1", "--no-nanny", *(("--resources", boxes) if boxes else ()))
        started = self._started("worker", self.address, *options, where=where, **environ)
        # Its own last line before work: it knows its scheduler, and its scheduler it.
        return lambda: (started, self._said(started, r"Start worker at: +(tcp://\S+)", r"Registered to:"))

    def _started(self, what: str, *options: str, where: Path, **environ: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"{distributed.__name__}.cli.dask_{what}", *options, "--no-dashboard"]
        process = subprocess.Popen(
            [*command, *(("--local-directory", str(self.folder)) if what == "worker" else ())],
            cwd=where,
            env=os.environ | environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self._all.callback(self._ended, process)
        return process

    def _said(self, process: subprocess.Popen[bytes], *patterns: str) -> str:
        """Read what a process says until it has said all of this; what the first pattern found."""
        found: list[str] = []
        assert process.stderr is not None
        heard = b""
        while patterns:
            line = process.stderr.readline()
            heard += line
            assert line, f"it ended: {heard.decode()}"
            if match := re.search(patterns[0], line.decode()):
                found.append(match.group(match.lastindex or 0))
                patterns = patterns[1:]
        return found[0]

    @staticmethod
    def _ended(process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.communicate()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    with Machines(tmp_path) as started:
        yield started


def batch(folder: Path, address: str, *, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
    command = ["batch", folder / "in", "-c", TILL, "-o", folder / "out", "--no-own-tests", "--no-analysis"]
    return subprocess.Popen(
        [sys.executable, "-m", "grader", *(str(each) for each in command), "--cluster", address],
        cwd=ATTACKS,
        env=os.environ | {"NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )


def on_a_terminal(folder: Path, address: str) -> tuple[int, str]:
    """Have a batch graded, and give its code and all that its progress has shown."""
    terminal, inside = pty.openpty()
    process = batch(folder, address, stderr=inside)
    os.close(inside)
    shown = b""
    with suppress(OSError):  # so a terminal ends
        while chunk := os.read(terminal, 65536):
            shown += chunk
    os.close(terminal)
    code, _ = ended(process)
    return code, shown.decode()


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    told, progress = process.communicate(timeout=120)
    return process.returncode, told + (progress or "")


def ledger(folder: Path) -> Ledger:
    return read_ledger(folder / "out", challenge="till", seed=0)


def hand_in(folder: Path, name: str, host: str, *, before: str = "") -> None:
    place = folder / "in" / name
    shutil.copytree(ATTACKS / "hosts" / host / "python", place)
    source = (place / "solution.py").read_text(encoding="utf-8")
    future = "from __future__ import annotations\n"
    text = source.replace(future, future + before, 1) if future in source else before + source
    (place / "solution.py").write_text(f"# {name}\n{text}", encoding="utf-8")


def alone(folder: Path, name: str, engine: DockerSandbox, run: str) -> Grade:
    """Grade one by itself, with the batch's seed."""
    challenge = load_challenge(str(ATTACKS / TILL))
    circumstances = Circumstances(
        run=f"{run}-{name}", seed=ledger(folder).seed, started="", host="", own_tests=False, analysis=False
    )
    return grade(
        challenge=challenge,
        rubric=rubric_of(challenge),
        submission=take_in(folder / "in" / name, challenge),
        sandbox=engine,
        images=images.wanted(),
        circumstances=circumstances,
    )


def judged(grade: Grade) -> object:
    """All that is said of a submission, but for what its program took."""
    cases = [(case.name, case.outcome, case.verdict, case.message) for suite in grade.suites for case in suite.cases]
    return (grade.verdict, grade.score, grade.requirements, grade.flags, cases)


def owner_of_next_box(process: subprocess.Popen[str], engine: DockerSandbox, owners: set[int]) -> int:
    """Wait for a candidate's box that one of these processes starts, and say which; ends where the batch does."""
    wanted = {"type": "container", "event": "start", "label": f"{ROLE_LABEL}=candidate"}
    with closing(engine.client.events(filters=wanted, decode=True)) as events:
        for event in events:
            if (started_by := owner(event["Actor"]["Attributes"])) in owners:
                return started_by
    pytest.fail(f"no box was started: {ended(process)}")


def test_grades_of_a_worker_that_is_lost_are_made_by_another(
    tmp_path: Path, engine: DockerSandbox, run: str, machines: Machines
) -> None:
    hosts = {"anna": "right", "ben": "half", "cleo": "right", "dan": "half"}
    for name, host in hosts.items():
        hand_in(tmp_path, name, host)
    both = dict((machines.worker("one")(), machines.worker("two")()))
    pids = {worker.pid: worker for worker in both}
    process = batch(tmp_path, machines.address)
    lost = owner_of_next_box(process, engine, set(pids))
    pids[lost].kill()
    code, told = ended(process)
    assert code == 0, told
    assert "4 in all: 4 graded" in told
    assert "trying once more" not in told  # the boxes that were lost are in nobody's way
    found = ledger(tmp_path).entries
    assert {name: entry.what for name, entry in found.items()} == dict.fromkeys(hosts, What.GRADED)
    assert len({entry.folder for entry in found.values()}) == len(hosts)
    for name in ("anna", "ben"):
        batched = reporting.read(tmp_path / "out" / found[name].folder)
        assert judged(batched) == judged(alone(tmp_path, name, engine, run))
    scores = {name: reporting.read(tmp_path / "out" / entry.folder).score for name, entry in found.items()}
    assert scores == {name: 100 if host == "right" else 25 for name, host in hosts.items()}
    # A lost worker's boxes end with it; what is left of them goes with the next sweep of that machine.
    pids[lost].wait()
    engine.sweep()
    assert left_by(engine, *pids) == []


def test_who_cannot_grade_is_named_and_ctrl_c_leaves_no_box_on_who_can(
    tmp_path: Path, engine: DockerSandbox, machines: Machines
) -> None:
    hand_in(tmp_path, "anna", "right", before=LINGERS)
    other = tmp_path / "elsewhere"
    shutil.copytree(ATTACKS / TILL, other / TILL)
    brief = other / TILL / "challenge.yaml"
    brief.write_text(brief.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.0.1"), encoding="utf-8")
    waits = [
        machines.worker("good"),
        machines.worker("no-engine", DOCKER_HOST="unix:///nonexistent/docker.sock"),
        machines.worker("other-challenge", where=other),
        machines.worker("no-boxes", boxes=None),
    ]
    (good, _), (_, engineless), (_, unlike), (_, undeclared) = (wait() for wait in waits)
    process = batch(tmp_path, machines.address)
    owner_of_next_box(process, engine, {good.pid})
    process.send_signal(signal.SIGINT)
    code, told = ended(process)
    assert code == 130, told
    assert "the same command goes on from there" in told
    assert "Traceback" not in told
    assert left_by(engine, good.pid) == []
    reasons = dict(re.findall(r"worker (tcp://\S+).*? is left out: (.+)", told))
    assert set(reasons) == {engineless, unlike, undeclared}
    assert "No container engine answers" in reasons[engineless]
    assert "has another challenge under the name challenges/till" in reasons[unlike]
    assert 'Start it with --resources "boxes=2"' in reasons[undeclared]
    # The worker is as good as before, and what it does is seen here.
    code, shown = on_a_terminal(tmp_path, machines.address)
    assert code == 0, shown
    assert "[1 of 1]" in shown
    assert re.search(r"[1-9] of \d+ cases", shown), shown
    assert good.poll() is None
