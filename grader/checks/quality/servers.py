"""Analysis boxes that see one submission after the other, lent to one grade at a time.

A batch has the same tools read the same standard library for every submission; a server has read it once. It takes two
seconds of a core to get ready, which the third submission in its language repays.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from grader.checks.quality.box import Server
from grader.errors import SandboxError
from grader.sandbox.base import Sandbox

WORTH_IT = 2
"""Submissions in a language that are looked at in fresh boxes, before a server is started for those to come."""

FAILED = 3
"""Servers of a language that ended before they had seen so many submissions: then there are no more of them."""

Kind = tuple[str, str, str]
"""Language, image, runtime."""


class Servers:
    """At most so many of a kind, started when they are worth it; ``run`` names their boxes.

    One that waits takes no time of anybody's, and half a gibibyte of memory.
    """

    def __init__(self, sandbox: Sandbox, *, run: str, most: int) -> None:
        self._sandbox = sandbox
        self._run = run
        self._most = most
        self._lock = threading.Lock()
        self._asked: Counter[Kind] = Counter()
        self._failed: Counter[Kind] = Counter()
        self._idle: defaultdict[Kind, list[Server]] = defaultdict(list)
        self._there: Counter[Kind] = Counter()
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
        with self._lock:
            self._asked[kind] += 1
            if self._idle[kind]:
                return self._idle[kind].pop()
            if self._closed or self._asked[kind] <= WORTH_IT or self._failed[kind] >= FAILED:
                return None
            if self._there[kind] >= self._most:
                return None
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
                with self._lock:
                    self._there[kind] -= 1
        return server

    def _back(self, kind: Kind, server: Server) -> None:
        with self._lock:
            keep = not server.is_over and not self._closed
            if keep:
                self._idle[kind].append(server)
            else:
                self._there[kind] -= 1
                self._failed[kind] += server.answered <= WORTH_IT
        if not keep:
            _ended(server)

    def close(self) -> None:
        """End those that nobody has; the others go when they come back."""
        with self._lock:
            self._closed = True
            idle = [server for servers in self._idle.values() for server in servers]
            self._idle.clear()
        for server in idle:
            _ended(server)


def _ended(server: Server) -> None:
    with suppress(SandboxError):
        server.close()
