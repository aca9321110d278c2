"""An engine of one's own that is restarted while it is grading: the shared one must not be stopped.

Needs root, and what it takes to run a second dockerd (its own folders, no network of its own).
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from grader.challenge import load_challenge
from grader.errors import SandboxError
from grader.grading import Circumstances, grade
from grader.model import Case, Grade, Verdict
from grader.observing import Silent
from grader.rubric import rubric_of
from grader.running import take_in
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

A20 = Path(__file__).resolve().parents[1] / "bench" / "challenges" / "a20"
ANSWER = A20 / "submissions" / "accepted" / "sorted_once" / "python"
UP_S, DOWN_S = 60.0, 60.0
NEEDED = ("python", "examiner")


class Engine:
    """A private dockerd with its own containerd, in a folder that goes away with it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.address = f"unix://{folder / 'docker.sock'}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        folder = self._folder
        # In a network of its own: without a bridge it would take the one away that the machine's other engine made.
        command = [
            "unshare",
            "--net",
            "dockerd",
            "--iptables=false",
            "--data-root",
            folder / "data",
            "--exec-root",
            folder / "exec",
        ]
        command += ["--pidfile", folder / "docker.pid", "--host", self.address, "--bridge", "none"]
        command += [
            "--iptables=false",
            "--ip6tables=false",
            "--ip-forward=false",
            "--config-file",
            folder / "none.json",
        ]
        (folder / "none.json").write_text("{}", encoding="utf-8")
        # The dead whom nobody has buried keep their numbers, and dockerd would wait for a containerd that is gone.
        for stale in ("docker.pid", "exec/containerd/containerd.pid", "exec/containerd/containerd.sock"):
            (folder / stale).unlink(missing_ok=True)
        with (folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(each) for each in command], stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        until = time.monotonic() + UP_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the private dockerd does not start:\n" + (folder / "log").read_text()[-2000:])
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            sandbox = DockerSandbox(base_url=self.address)
            sandbox.facts()
            sandbox.client.close()
        except SandboxError:
            return False
        return True

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, the containerd below it as well where it is asked nicely."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=DOWN_S)
            self._process = None

    def load(self, tags: Sequence[str]) -> None:
        """Give it images of the shared engine."""
        with subprocess.Popen(["docker", "save", *tags], stdout=subprocess.PIPE) as saved:  # noqa: S607
            environ = os.environ | {"DOCKER_HOST": self.address}
            subprocess.run(["docker", "load"], stdin=saved.stdout, env=environ, check=True, capture_output=True)  # noqa: S607


@contextmanager
def private_engine() -> Iterator[Engine]:
    """Start one, and leave nothing of it."""
    with tempfile.TemporaryDirectory(prefix="soak-engine-", ignore_cleanup_errors=True) as folder:
        engine = Engine(Path(folder))
        engine.start()
        try:
            yield engine
        finally:
            engine.stop()
            _unmount(Path(folder))


def _unmount(folder: Path) -> None:
    """Take away what an engine that was killed has left mounted, the deepest first."""
    mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    inside = [place for line in mounts if (place := line.split()[1]).startswith(f"{folder}/")]
    for place in sorted(inside, reverse=True):
        subprocess.run(["umount", "--lazy", place], check=True)  # noqa: S607


class _Restarts(Silent):
    """Does something once, at a chosen step or at the first case."""

    def __init__(self, what: Callable[[], object], *, at: str) -> None:
        self._what: Callable[[], object] | None = what
        self._at = at
        self.notes: list[str] = []

    def _strike(self, at: str) -> None:
        if at == self._at and self._what is not None:
            what, self._what = self._what, None
            what()

    def step(self, name: str) -> None:
        self._strike(name)

    def case(self, case: Case) -> None:  # noqa: ARG002 - whichever it is
        self._strike("case")

    def note(self, text: str) -> None:
        self.notes.append(text)


def main(say: Callable[[str], object]) -> int:
    """Restart the engine in the middle of an exam, by an orderly end and by SIGKILL; 1 where something is wrong."""
    wrong = []
    wanted = {name: tag for name, tag in images.wanted().items() if name in NEEDED}
    with private_engine() as engine:
        say("a private engine runs; giving it images")
        engine.load(list(wanted.values()))
        for how in (signal.SIGTERM, signal.SIGKILL):
            for at in ("case", "exam"):
                wrong += [f"{how.name} at {at}: {what}" for what in _restarted(engine, wanted, how, at, say)]
    for what in wrong:
        say(f"WRONG: {what}")
    return 1 if wrong else 0


def _restarted(
    engine: Engine, wanted: dict[str, str], how: signal.Signals, at: str, say: Callable[[str], object]
) -> Iterator[str]:
    def restart() -> None:
        engine.stop(how)
        engine.start()

    observer = _Restarts(restart, at=at)
    began = time.monotonic()
    void = _graded(engine, wanted, observer)
    say(f"restarted by {how.name} at {at}: {_words(void)} after {time.monotonic() - began:.1f} s {observer.notes}")
    expected = Verdict.JUDGE_ERROR if at == "case" else Verdict.ACCEPTED
    if not isinstance(void, str) and void.verdict is not expected:
        yield _words(void)
    after = _graded(engine, wanted, Silent())
    say(f"the next grade: {_words(after)}")
    if isinstance(after, str) or after.score != 100:
        yield f"the next grade: {_words(after)}"
    sandbox = DockerSandbox(base_url=engine.address)
    left = [box["Names"][0] for box in sandbox.client.containers(all=True)]
    left += [each["Name"] for each in sandbox.client.volumes()["Volumes"] or []]
    sandbox.client.close()
    if left:
        yield f"left behind: {left}"


def _graded(engine: Engine, wanted: dict[str, str], observer: Silent) -> Grade | str:
    challenge = load_challenge(str(A20))
    run = f"restart-{secrets.token_hex(4)}"
    sandbox = DockerSandbox(base_url=engine.address)
    try:
        sandbox.sweep()
        return grade(
            challenge=challenge,
            rubric=rubric_of(challenge),
            submission=take_in(ANSWER, challenge, language="python"),
            sandbox=sandbox,
            images=wanted,
            circumstances=Circumstances(run=run, seed=1, started="", host="soak", own_tests=False, analysis=False),
            observer=observer,
        )
    except SandboxError as error:
        return f"no grade: {error}"
    finally:
        sandbox.client.close()


def _words(given: Grade | str) -> str:
    return (
        given if isinstance(given, str) else f"{given.verdict}, score {given.score}, {given.provenance.attempts} tries"
    )
