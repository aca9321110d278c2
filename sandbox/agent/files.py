"""The files that a box's candidate may touch: what was delivered, put back after every test, and what is emptied."""

from __future__ import annotations

import contextlib
import os
import time
from typing import Any

import delivery


class DeliveredFiles:
    """One unpacked tar, and what it must look like on disk."""

    def __init__(self, folder: str, archive: bytes) -> None:
        self.folder = folder
        self.archive = archive
        self._deliver()

    def _deliver(self) -> None:
        delivery.unpack(self.archive, self.folder)
        self.delivered = self._state()

    def _state(self) -> list[tuple[str, int, int, int]]:
        """Every file, folder and link with inode, size and change time, which no unprivileged process can set back."""
        paths = [self.folder]
        for folder, folders, files in os.walk(self.folder):
            folders.sort()
            paths += [os.path.join(folder, name) for name in sorted([*folders, *files])]
        states = [(path, os.lstat(path)) for path in paths]
        return [(path, status.st_ino, status.st_size, status.st_ctime_ns) for path, status in states]

    def restore(self) -> bool:
        """Put the submission back if its own code changed it, so that every test meets the same one."""
        # A path too long to look at is a change as well.
        with contextlib.suppress(OSError):
            if self._state() == self.delivered:
                return False
        empty(self.folder)
        self._deliver()
        return True

    def forget(self) -> None:
        """Let go of the archive, in a process that is about to become the candidate's."""
        self.archive = b""


def empty(folder: str) -> None:
    """Delete all below a folder, however deep it goes and whatever modes it has, and set its own times back."""
    progress = True
    while progress:
        progress = False
        for entry in _entries(folder):
            inside = _entries(entry.path) if entry.is_dir(follow_symlinks=False) else []
            for inner in inside:
                if inner.is_dir(follow_symlinks=False):
                    _done(os.chmod, inner.path, 0o700)
                    # Up to the top, so that depth costs neither recursion nor an open file for every level.
                    _done(os.rename, inner.path, os.path.join(folder, str(time.monotonic_ns())))
                else:
                    _done(os.unlink, inner.path)
            progress |= _done(os.rmdir if entry.is_dir(follow_symlinks=False) else os.unlink, entry.path)
    # Or one test could tell the next one something by them.
    _done(os.utime, folder, (0, 0))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What is in a folder, once it has been unlocked; nothing where it cannot be read."""
    _done(os.chmod, folder, 0o700)
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        return list(found)
    return []


def _done(action: Any, *arguments: Any) -> bool:
    """Whether the kernel let us."""
    with contextlib.suppress(OSError):
        action(*arguments)
        return True
    return False
