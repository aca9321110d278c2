"""Reads a folder without ever following a link, however the folder changes meanwhile.

Every step goes from an open folder to one name in it (``dir_fd``), refuses links (``O_NOFOLLOW``), does not wait for a
FIFO (``O_NONBLOCK``) and asks the opened file itself what it is. A hard link is a plain file here: nothing tells it
from one.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Final

from grader.errors import SubmissionError
from grader.intake import names
from grader.intake.gate import FILE, FOLDER, SYMBOLIC_LINK, Gate, Parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.intake.limits import IntakeLimits

_OPEN: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_KINDS: Final = {
    stat.S_IFREG: FILE,
    stat.S_IFDIR: FOLDER,
    stat.S_IFLNK: SYMBOLIC_LINK,
    stat.S_IFIFO: "FIFO",
    stat.S_IFSOCK: "socket",
    stat.S_IFBLK: "device",
    stat.S_IFCHR: "device",
}


def read_folder(fd: int, gate: Gate, limits: IntakeLimits) -> dict[str, bytes]:
    """Read every file that ``gate`` keeps under the open folder ``fd``. Raises ``SubmissionError``."""
    return _Walk(gate, limits).take(fd)


class _Walk:
    """One walk, with what it has read and how much it has looked at so far."""

    def __init__(self, gate: Gate, limits: IntakeLimits) -> None:
        self._gate = gate
        self._limits = limits
        self._seen = 0
        self._files: dict[str, bytes] = {}

    def take(self, fd: int) -> dict[str, bytes]:
        listed = self._list(fd, ())
        if {b"HEAD", b"objects", b"refs"} <= set(listed):
            raise SubmissionError("", "is a bare git repository; `git clone` it, and hand in the folder that makes")
        self._visit(fd, (), listed)
        return self._files

    def _list(self, fd: int, folder: Parts) -> list[bytes]:
        room = self._limits.headers - self._seen
        with os.scandir(fd) as listing:
            found = sorted(os.fsencode(item.name) for item in islice(listing, room + 1))
        if len(found) > room:
            path = names.printable("/".join(folder))
            raise SubmissionError(path, f"more than {self._limits.headers:,} files to look at; remove what you can")
        self._seen += len(found)
        return found

    def _visit(self, fd: int, folder: Parts, listed: list[bytes]) -> None:
        prefix = "".join(f"{part}/" for part in folder).encode()
        children = [names.split(prefix + name) for name in listed]
        for child in children:
            self._gate.leftovers.note(child)
        for child in children:
            with _readable(child):
                self._take_one(fd, child)

    def _take_one(self, folder: int, parts: Parts) -> None:
        name = parts[-1]
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        kind = _KINDS.get(stat.S_IFMT(found.st_mode), "special file")
        if kind == FOLDER:
            self._take_folder(folder, parts)
            return
        target = os.readlink(os.fsencode(name), dir_fd=folder) if kind == SYMBOLIC_LINK else b""
        if self._gate.admit(parts, kind, size=found.st_size, target=target):
            self._files["/".join(parts)] = _read(folder, parts, found)

    def _take_folder(self, folder: int, parts: Parts) -> None:
        with _opened(parts[-1], folder, os.O_DIRECTORY) as fd:
            # A virtual environment may have any name; this file in it is the mark.
            with suppress(OSError):
                os.stat("pyvenv.cfg", dir_fd=fd, follow_symlinks=False)
                self._gate.leftovers.note((*parts, "pyvenv.cfg"))
            if self._gate.admit(parts, FOLDER):
                self._visit(fd, parts, self._list(fd, parts))
            else:
                self._gate.count(parts, _count(fd, self._limits.headers))


def _read(folder: int, parts: Parts, found: os.stat_result) -> bytes:
    with _opened(parts[-1], folder) as fd, open(fd, "rb", closefd=False) as file:
        opened = os.fstat(fd)
        same = stat.S_ISREG(opened.st_mode) and (opened.st_dev, opened.st_ino) == (found.st_dev, found.st_ino)
        content = file.read(found.st_size + 1) if same else b""
    if not same or len(content) != found.st_size:
        raise SubmissionError(names.printable("/".join(parts)), "changed while it was read; hand in a folder at rest")
    return content


def _count(fd: int, most: int) -> int:
    """Count the files below an open folder without opening one; stops at ``most`` things looked at."""
    budget = iter(range(most))
    files = _count_below(fd, budget, names.DEPTH)
    return files if next(budget, None) is not None else most


def _count_below(fd: int, budget: Iterator[int], depth: int) -> int:
    files = 0
    with suppress(OSError), os.scandir(fd) as listing:
        for item, _ in zip(listing, budget, strict=False):
            if not item.is_dir(follow_symlinks=False):
                files += 1
            elif depth:
                with _opened(item.name, fd, os.O_DIRECTORY) as below:
                    files += _count_below(below, budget, depth - 1)
    return files


@contextmanager
def _opened(name: str, folder: int, flags: int = 0) -> Iterator[int]:
    fd = os.open(name, _OPEN | flags, dir_fd=folder)
    try:
        yield fd
    finally:
        os.close(fd)


@contextmanager
def _readable(parts: Parts) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        path = names.printable("/".join(parts))
        raise SubmissionError(path, f"cannot be read ({error.strerror}); make it readable, or leave it out") from None
