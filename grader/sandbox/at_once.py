"""Work that reports its progress, several pieces at once."""

from __future__ import annotations

import queue
import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Report = Callable[[str], None]
    Work = Callable[[Report], None]


class NotWanted(BaseException):
    """Raised in a piece of work that reports, once nobody waits for it."""


def at_once(works: Iterable[Work], *, most: int, report: Report) -> None:
    """Do all of it, so many pieces at a time, and report from the caller's thread alone.

    The first error is raised, and so is Ctrl-C: at once, for what is at work then ends when it next reports, or with
    the process.
    """
    left = deque(works)
    said: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
    over = threading.Event()
    at_work = 0
    try:
        while left or at_work:
            while left and at_work < most:
                # A daemon: the interpreter would wait for any other before it ends.
                threading.Thread(target=_do, args=(left.popleft(), said, over), name="at once", daemon=True).start()
                at_work += 1
            told = said.get()
            if isinstance(told, Exception):
                raise told
            if told is None:
                at_work -= 1
            else:
                report(told)
    finally:
        over.set()


def _do(work: Work, said: queue.SimpleQueue[str | Exception | None], over: threading.Event) -> None:
    def report(line: str) -> None:
        if over.is_set():
            raise NotWanted
        said.put(line)

    try:
        work(report)
    except NotWanted:
        pass
    except Exception as error:  # noqa: BLE001 - raised by the caller's thread
        said.put(error)
    else:
        said.put(None)
