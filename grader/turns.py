"""Who may use the cores now: graders on one machine take turns, so that none of them slows what another one times.

    <folder>/queue    held by whoever is next
    <folder>/0, 1, …  one a core of the engine, held while a grade's boxes use it

A limit in seconds is only fair where the box has the cores that its challenge promises. The locks are the kernel's:
they end with whoever holds them, however that one ends.
"""

from __future__ import annotations

import fcntl
import functools
import math
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

LOOK_S = 0.02
_NEW = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC


def usual_folder() -> Path | None:
    """Say where graders of this user take their turns; nowhere, where nothing can be written."""
    try:
        return Path(tempfile.gettempdir()) / f"grader-turns-{os.getuid()}"
    except OSError:
        return None


@contextmanager
def turn(folder: Path | None, *, cores: float, of: int, waits: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Wait for so many cores of an engine's, about in the order they come; ``waits`` is called if they are not free.

    Without a folder, or with one that is somebody else's, nobody waits.
    """
    with ExitStack() as held:
        if folder is not None and _is_ours(folder):
            _wait(folder, min(math.ceil(cores), max(1, of)), max(1, of), held, functools.cache(waits))
        yield


def _wait(folder: Path, needed: int, total: int, held: ExitStack, waits: Callable[[], object]) -> None:
    with ExitStack() as queue:
        while not _taken(folder / "queue", queue):
            waits()
            time.sleep(LOOK_S)
        free = [folder / str(number) for number in range(total)]
        while needed:
            taken = next((path for path in free if _taken(path, held)), None)
            if taken is not None:
                free.remove(taken)
                needed -= 1
            else:
                waits()
                time.sleep(LOOK_S)


def _taken(path: Path, held: ExitStack) -> bool:
    descriptor = os.open(path, _NEW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return False
    held.callback(os.close, descriptor)
    return True


def _is_ours(folder: Path) -> bool:
    """Make it if need be; one that somebody else has put there decides nothing."""
    with suppress(OSError):
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    return False
