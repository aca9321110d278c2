"""``batch.json``: what became of whom, so that the next call goes on where this one ended.

It says which folder is whose, so it is readable by its owner alone, like ``sealed.json``: hand on the rest without it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import msgspec

from grader.durable import OWNER_ALONE, write_whole
from grader.errors import UserError
from grader.model import Value
from grader.untrusted import Unreadable, decoded

FILENAME = "batch.json"
VERSION = 1
_MOST_BYTES = 256 << 20


class What(StrEnum):
    """What became of a submission."""

    GRADED = "graded"
    VOID = "void"
    FAILED = "failed"
    REFUSED = "refused"
    PURGED = "purged"


class Entry(Value, frozen=True):
    """One candidate's last grade: its folder below the batch's, and all that it depended on, part by part.

    ``told`` is the verdict, or why there is none; ``folder`` is empty where there was nothing to name it by. One that
    was refused keeps the folder and the parts of the grade before it: the repository may only have been out of reach.
    """

    id: str
    what: What
    told: str
    folder: str = ""
    parts: dict[str, str] = {}
    duration_s: float = 0.0


class Ledger(Value, frozen=True):
    """All of them, by the candidates' ids; ``seed`` is the one that every grade here is made with."""

    version: int
    challenge: str
    seed: int
    entries: dict[str, Entry] = {}

    def noting(self, entry: Entry) -> Ledger:
        """Give a ledger with one entry more, or another one in its place."""
        return msgspec.structs.replace(self, entries={**self.entries, entry.id: entry})

    @property
    def folders(self) -> dict[str, str]:
        """Whose each folder is."""
        return {entry.folder: entry.id for entry in self.entries.values() if entry.folder}


def read_ledger(folder: Path, *, challenge: str, seed: int) -> Ledger:
    """Read what earlier calls left, or begin; ``UserError`` where that is not theirs, or of another challenge."""
    found = _stored(folder)
    if found is None:
        return Ledger(version=VERSION, challenge=challenge, seed=seed)
    if found.challenge != challenge:
        raise UserError(f"{folder}: has a batch of {found.challenge}, not of {challenge}. Choose another --output.")
    return found


def ledger_of(folder: Path) -> Ledger:
    """Read the ledger that a batch left; ``UserError`` where there is none."""
    found = _stored(folder)
    if found is None:
        raise UserError(f"{folder}: has no {FILENAME}. Name the folder that `grade batch` wrote (its --output).")
    return found


def _stored(folder: Path) -> Ledger | None:
    path = folder / FILENAME
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}.") from error
    try:
        found = decoded(content, Ledger)
    except Unreadable as error:
        raise UserError(f"{path}: is broken: {error}. {_WHAT_NOW}") from error
    if found.version != VERSION:
        raise UserError(f"{path}: of version {found.version}, where this grade reads {VERSION}. {_WHAT_NOW}")
    return found


_WHAT_NOW = "Bring it back from a copy, or choose another --output; the grades beside it are whole."


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write it whole or not at all, on the disk when this returns; ``OSError`` where that is not possible."""
    content = msgspec.json.format(msgspec.json.encode(ledger), indent=1) + b"\n"
    write_whole(folder / FILENAME, content, mode=OWNER_ALONE)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let no second batch work in the same folder; ``UserError`` where one does."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise UserError(
            f"{folder}: another `grade batch`, regrade, purge or review is at work there. Wait for it."
        ) from None
    except OSError:
        pass  # a file system without locks
    try:
        yield
    finally:
        os.close(descriptor)
