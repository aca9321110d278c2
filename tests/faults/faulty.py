"""Graders to whom something is done: by an observer at a chosen moment, or from outside as they tell a step."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from grader.challenge import load_challenge
from grader.grading import Circumstances, grade
from grader.model import Case, Grade
from grader.observing import Silent
from grader.rubric import rubric_of
from grader.running import take_in
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

if TYPE_CHECKING:
    from collections.abc import Callable

A20 = Path(__file__).parents[1] / "bench" / "challenges" / "a20"
ANSWER = A20 / "submissions" / "accepted" / "sorted_once"
LINGERS = "import time\n\ntime.sleep(0.3)\n"
"""Every test loads the submission anew, so that nineteen cases are still to come when the first has ended."""


def lingering(folder: Path) -> Path:
    """An accepted answer that takes its time."""
    folder.mkdir()
    (source,) = (ANSWER / "python").glob("*.py")
    future = "from __future__ import annotations\n"
    text = source.read_text(encoding="utf-8").replace(future, future + LINGERS)
    (folder / source.name).write_text(text, encoding="utf-8")
    return folder


class Saboteur(Silent):
    """Strikes once, at the first case that has ended; keeps what it is told."""

    def __init__(self, strike: Callable[[], object]) -> None:
        self._strike = strike
        self.struck = 0
        self.notes: list[str] = []

    def case(self, case: Case) -> None:  # noqa: ARG002 - whichever it is
        if not self.struck:
            self._strike()
        self.struck += 1

    def note(self, text: str) -> None:
        self.notes.append(text)


def graded(
    source: Path,
    *,
    sandbox: DockerSandbox,
    run: str,
    observer: Silent,
    challenge: Path = A20,
    analysis: bool = False,
) -> Grade:
    """Grade with the fewest boxes that will do."""
    loaded = load_challenge(str(challenge))
    return grade(
        challenge=loaded,
        rubric=rubric_of(loaded),
        submission=take_in(source, loaded),
        sandbox=sandbox,
        images=images.wanted(),
        circumstances=Circumstances(run=run, seed=1, started="", host="test", own_tests=False, analysis=analysis),
        observer=observer,
    )


class Relay:
    """An engine's socket that can go away: what stands between goes down, and its side alone."""

    def __init__(self, path: Path, engine: str) -> None:
        self.address = f"unix://{path}"
        self._engine = engine
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._trigger: tuple[bytes, Callable[[], object]] | None = None
        self.refused = threading.Semaphore(0)
        self.is_away = False
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen(64)
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        _hang_up(self._listener)
        self.go_away()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def go_away(self) -> None:
        """Drop every connection, and those to come as soon as they are made."""
        with self._lock:
            self.is_away = True
            for end in self._open:
                _hang_up(end)

    def come_back(self) -> None:
        """Serve again."""
        self.is_away = False

    def when_asked_for(self, words: bytes, what: Callable[[], object]) -> None:
        """Do something, once, as soon as a request with these words comes, which goes no further."""
        self._trigger = (words, what)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                with self._lock:
                    if self.is_away:
                        client.close()
                        self.refused.release()
                        continue
                    engine = socket.socket(socket.AF_UNIX)
                    engine.connect(self._engine)
                    self._open |= {client, engine}
                self._threads.append(threading.Thread(target=self._relay, args=(client, engine), daemon=True))
                self._threads[-1].start()

    def _relay(self, client: socket.socket, engine: socket.socket) -> None:
        """Carry bytes both ways until both sides have ended."""
        back = threading.Thread(target=self._pass_on, args=(engine, client), daemon=True)
        back.start()
        self._pass_on(client, engine)
        back.join()
        with self._lock:
            self._open -= {client, engine}
            client.close()
            engine.close()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                if self._trigger is not None and self._trigger[0] in data:
                    (_, what), self._trigger = self._trigger, None
                    what()
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


def engine_socket() -> str:
    """The UNIX socket that the engine of these tests is asked at."""
    return os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock").removeprefix("unix://")


class Grader:
    """A `grade run` as a process of its own, followed line by line."""

    def __init__(self, *arguments: object, launcher: tuple[str, ...] = ("-m", "grader"), **environ: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *launcher, "run", *map(str, arguments)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"NO_COLOR": "1"} | environ,
        )
        self.told = ""

    def until(self, step: str) -> None:
        """Read what it tells until this step, or with ``case`` the first case that has ended."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.told += line
            if line.startswith(f"{step} …") or (step == "case" and line.startswith("  ")):
                return
        raise AssertionError(f"the grader ended before it told of {step}:\n{self.told}")

    def ended(self) -> tuple[int, str]:
        """Wait for its end: the exit code, and all that it told on stderr."""
        assert self.process.stderr is not None
        with self.process.stderr as stderr:
            self.told += stderr.read()
        return self.process.wait(), self.told
