"""The history of a git checkout: commits, their span and their messages, read by a child process that never writes.

No git is run: a repository's own configuration can make it run anything (THREATS.md, F56).
"""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path

from grader.children import child_python
from grader.intake.history import HistoryLimits
from grader.model import History, Person, Value
from grader.untrusted import Unreadable, decoded

MAX_REPLY = 1 << 20


def child_command(source: Path, limits: HistoryLimits) -> list[str]:
    """Say how the child is started."""
    return child_python("grader.intake.history", str(source), json.dumps(limits))


class Told(Value, frozen=True):
    """What a repository told: its history, or ``None`` and ``why``; without a reason there is none.

    ``authors`` are all whom its commits name; they are for the blind mode, and part of no report.
    """

    history: History | None = None
    why: str = ""
    authors: tuple[Person, ...] = ()


class Reading:
    """A history on its way: begun at once, waited for by ``result``."""

    def __init__(self, source: Path, limits: HistoryLimits = HistoryLimits()) -> None:  # noqa: B008 - immutable
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        # A link to a repository, or a file that names one, is somebody else's history.
        if not source.is_dir() or not (source / ".git").is_dir() or (source / ".git").is_symlink():
            return
        self._child = subprocess.Popen(
            child_command(source, limits), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def result(self) -> Told:
        """Wait for it."""
        if self._child is None or self._child.stdout is None:
            return Told()
        watchdog = threading.Timer(self._limits.wall_s, self._child.kill)
        watchdog.start()
        try:
            # Never more than this, whatever the child writes: it has parsed what a stranger wrote.
            answer = self._child.stdout.read(MAX_REPLY + 1)
        finally:
            watchdog.cancel()
            self.stop()
        try:
            return decoded(answer[:MAX_REPLY], Told)
        except Unreadable:
            return Told(why="it could not be read within the bounds on time and memory")

    def stop(self) -> None:
        """End the child, where nobody waits for its answer any more."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
