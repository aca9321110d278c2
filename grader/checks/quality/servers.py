"""Analysis boxes that see one submission after the other, lent to one grade at a time.

A batch has the same tools read the same standard library for every submission; a server has read it once. To get ready
takes two and a half seconds of a core in Python, where a fresh box computes for one second longer than a server does.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from grader.checks.quality.box import Server
from grader.errors import SandboxError
from grader.sandbox.base import Sandbox

WORTH_IT = 2
"""Submissions in a language that are looked at in fresh boxes, before a server is started for those to come."""

EXPECTED = 3
"""Where so many are known to come in a language, it is started for the first."""

GRADES_EACH = 2
"""Grades at work that share one: it looks at a submission in a third of the time that a grade takes."""

PATIENCE_S = 5.0
"""How long a server may be out, and somebody wait for one to come back: it may get ready in that time."""

FAILED = 3
"""Servers of a language that ended before they had seen so many submissions: then there are no more of them."""

Kind = tuple[str, str, str]
"""Language, image, runtime."""


class Servers:
    """A server of a kind for every two of ``jobs``, started when they are worth it; ``run`` names their boxes.

    ``expected`` is how many submissions in each language are known to come. One that waits takes no time of anybody's,
    and half a gibibyte of memory.
    """

    def __init__(self, sandbox: Sandbox, *, run: str, jobs: int, expected: int = 0) -> None:
        self._sandbox = sandbox
        self._run = run
        self._most = -(-jobs // GRADES_EACH)
        self._worth_it = 0 if expected >= EXPECTED else WORTH_IT
        self._changed = threading.Condition()
        self._asked: Counter[Kind] = Counter()
        self._failed: Counter[Kind] = Counter()
        self._idle: defaultdict[Kind, list[Server]] = defaultdict(list)
        self._there: Counter[Kind] = Counter()
        self._lent_last: dict[Kind, float] = {}
        self._started = 0
        self._closed = False

    @contextmanager
    def lent(self, language: str, *, image: str, runtime: str) -> Iterator[Server | None]:
        """Lend one, or none where a fresh box does as well; trouble with it is no more than that."""
        kind = (language, image, runtime)
        server = self._taken(kind)
        try:
            yield server
        finally:
            if server is not None:
                self._back(kind, server)

    def _taken(self, kind: Kind) -> Server | None:
        began = time.monotonic()
        with self._changed:
            self._asked[kind] += 1
            if not self._idle[kind] and (self._closed or self._asked[kind] <= self._worth_it):
                return None
            while not self._idle[kind]:
                if self._closed or self._failed[kind] >= FAILED:
                    return None
                if self._there[kind] < self._most:
                    break
                patience = min(began, self._lent_last[kind]) + PATIENCE_S - time.monotonic()
                if patience <= 0:
                    return None
                self._changed.wait(patience)
            self._lent_last[kind] = time.monotonic()
            if self._idle[kind]:
                return self._idle[kind].pop()
            self._there[kind] += 1
            self._started += 1
            name = f"{self._run}-{self._started}"
        return self._fresh(kind, name)

    def _fresh(self, kind: Kind, name: str) -> Server | None:
        language, image, runtime = kind
        server = None
        try:
            with suppress(SandboxError):
                server = Server(self._sandbox, language, image=image, run=name, runtime=runtime)
        finally:
            if server is None:
                with self._changed:
                    self._there[kind] -= 1
                    self._failed[kind] += 1
                    self._changed.notify_all()
        return server

    def _back(self, kind: Kind, server: Server) -> None:
        with self._changed:
            keep = not server.is_over and not self._closed
            if keep:
                self._idle[kind].append(server)
            else:
                self._there[kind] -= 1
                self._failed[kind] += server.answered <= WORTH_IT
            self._changed.notify_all()
        if not keep:
            _ended(server)

    def close(self) -> None:
        """End those that nobody has; the others go when they come back."""
        with self._changed:
            self._closed = True
            idle = [server for servers in self._idle.values() for server in servers]
            self._idle.clear()
            self._changed.notify_all()
        for server in idle:
            _ended(server)


def _ended(server: Server) -> None:
    with suppress(SandboxError):
        server.close()
