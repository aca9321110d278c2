"""Does work on this machine's engine, so many grades at a time; each on a thread, which mostly waits for its boxes."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO

from grader.batch.work import Done, Work, perform
from grader.checks.quality.servers import Servers
from grader.errors import EngineFailed, SandboxError
from grader.model import Case
from grader.observing import Observer
from grader.sandbox.base import Box, BoxSpec, Derivation, Ending, EngineFacts, Sandbox


class Local:
    """The default executor.

    ``clock`` gives the time in ISO 8601, ``watch`` an observer for work of a name; ``expected`` is how many submissions
    in each language are known to come.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        *,
        jobs: int,
        host: str,
        clock: Callable[[], str],
        watch: Callable[[str], Observer],
        expected: int = 0,
    ) -> None:
        self.jobs = jobs
        self._sandbox = Stoppable(sandbox)
        self._servers = Servers(self._sandbox, run=f"{secrets.token_hex(6)}-batch", jobs=jobs, expected=expected)
        self._host = host
        self._clock = clock
        self._watch = watch
        self._pool = ThreadPoolExecutor(jobs, thread_name_prefix="grade")

    def submit(self, work: Work) -> Future[Done]:
        """Have it done as soon as a thread is free."""
        return self._pool.submit(self._perform, work)

    def _perform(self, work: Work) -> Done:
        return perform(
            work,
            sandbox=self._sandbox,
            started=self._clock(),
            host=self._host,
            observer=UntilStopped(self._watch(work.name), self._sandbox),
            servers=self._servers,
        )

    def close(self) -> None:
        """End what runs at once, and wait until its threads have cleared up behind them."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._sandbox.stop()
        self._pool.shutdown(wait=True)
        self._servers.close()


class Stoppable:
    """A sandbox whose boxes can all be ended at once, after which it starts no other."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._lock = threading.Lock()
        self._boxes: set[_Known] = set()
        self._stopped = False

    def stop(self) -> None:
        """End every box that was started here; one that is just about to start ends as soon as it has."""
        with self._lock:
            self._stopped = True
            boxes = list(self._boxes)
        for box in boxes:
            with suppress(SandboxError):
                box.end()

    def start(self, spec: BoxSpec) -> Box:
        """Start a box; ``EngineFailed`` once all was stopped."""
        self._go_on()
        box = _Known(self._sandbox.start(spec), self._forget)
        with self._lock:
            self._boxes.add(box)
            stopped = self._stopped
        if stopped:
            box.end()
            self._go_on()
        return box

    def _forget(self, box: _Known) -> None:
        with self._lock:
            self._boxes.discard(box)

    @property
    def is_stopped(self) -> bool:
        """Whether it is over."""
        return self._stopped

    def _go_on(self) -> None:
        if self.is_stopped:
            raise EngineFailed("the batch is being ended")

    def facts(self) -> EngineFacts:
        """Ask the engine who it is."""
        return self._sandbox.facts()

    def channel(self, run: str) -> str:
        """Make the tiny volume that two boxes of a run may share."""
        self._go_on()
        return self._sandbox.channel(run)

    def sweep(self, run: str | None = None) -> int:
        """Remove what a run left."""
        return self._sandbox.sweep(run)

    def image_digests(self, tags: dict[str, str]) -> dict[str, str]:
        """Give the content identities of images."""
        return self._sandbox.image_digests(tags)

    def image_labels(self, tag: str) -> dict[str, str] | None:
        """Give the labels of an image, if it is there."""
        return self._sandbox.image_labels(tag)

    def derive(self, derivation: Derivation, layer: IO[bytes]) -> None:
        """Make an image."""
        self._go_on()
        self._sandbox.derive(derivation, layer)


class _Known:
    """A box that says when it has ended."""

    def __init__(self, box: Box, ended: Callable[[_Known], None]) -> None:
        self._box = box
        self._ended = ended
        self.name = box.name

    def send(self, data: bytes) -> None:
        self._box.send(data)

    def lines(self, *, deadline: float) -> Iterator[bytes]:
        return self._box.lines(deadline=deadline)

    def end(self) -> Ending:
        ending = self._box.end()
        self._ended(self)
        return ending


class UntilStopped:
    """An observer that hears nothing any more once all was stopped: boxes that end then are no trouble."""

    def __init__(self, observer: Observer, sandbox: Stoppable) -> None:
        self._observer = observer
        self._sandbox = sandbox

    def step(self, name: str) -> None:
        """Say which step begins."""
        if not self._sandbox.is_stopped:
            self._observer.step(name)

    def cases(self, total: int) -> None:
        """Say how many cases there will be."""
        if not self._sandbox.is_stopped:
            self._observer.cases(total)

    def case(self, case: Case) -> None:
        """Say that a case has ended."""
        if not self._sandbox.is_stopped:
            self._observer.case(case)

    def note(self, text: str) -> None:
        """Say something worth a line."""
        if not self._sandbox.is_stopped:
            self._observer.note(text)
