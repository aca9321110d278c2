"""A named set of regrades, beside the grades that it may replace.

<batch>/regrades/<name>/set.json                   what it is made with, and when
<batch>/regrades/<name>/grades/<folder>/           as `grade run` leaves it, and
<batch>/regrades/<name>/grades/<folder>/regraded.json   what became of that one
<batch>/regrades/<name>/preview.md, preview.csv    who changes, by how much and why
"""

from __future__ import annotations

import secrets
import shutil
from enum import StrEnum
from pathlib import Path

import msgspec

from grader.batch.flow import REGRADES
from grader.durable import OWNER_ALONE, write_whole
from grader.errors import UserError
from grader.mistakes import near_miss
from grader.model import Value
from grader.running import folder_name
from grader.untrusted import Unreadable, decoded

HEAD, ENTRY, GRADES = "set.json", "regraded.json", "grades"
VERSION = 1
_MOST_BYTES = 1 << 20
_FOLDER_OF_OWNER = 0o700


class State(StrEnum):
    """How far one is."""

    READY = "ready"
    UNTOUCHED = "untouched"
    FAILED = "failed"
    APPLIED = "applied"


class How(StrEnum):
    """How it was graded once more."""

    BOXES = "in boxes"
    STORED = "from what is stored"
    NOT = "not"


class Head(Value, frozen=True):
    """A set: the challenge and rubric that it is made with, when, and by whom."""

    version: int
    name: str
    challenge: str
    challenge_version: str
    challenge_sha256: str
    rubric: str
    rubric_version: str
    made: str
    who: str


class Regraded(Value, frozen=True):
    """One submission in a set: why it was graded once more, part by part, and of which result (its SHA-256)."""

    folder: str
    state: State
    how: How
    why: tuple[str, ...] = ()
    told: str = ""
    parts: dict[str, str] = {}
    before: str = ""


def checked_name(name: str) -> str:
    """Give a name that a folder can have; ``UserError`` for another."""
    if not name or folder_name(name) != name:
        raise UserError(f'--name: "{name}" cannot name a set. Use letters, digits, ".", "_" and "-", 80 at most.')
    return name


def place_of(batch: Path, name: str) -> Path:
    """Where a set is; ``UserError`` where a link stands in its way, for none is followed."""
    place = batch / REGRADES / checked_name(name)
    for each in (place.parent, place, place / GRADES):
        if each.is_symlink():
            raise UserError(f"{each}: is a link, and none is followed.")
    return place


def names_of(batch: Path) -> list[str]:
    """Name the sets that there are."""
    place = batch / REGRADES
    return sorted(each.parent.name for each in place.glob(f"*/{HEAD}")) if place.is_dir() else []


def begin(batch: Path, head: Head) -> Path:
    """Make a set's folder, or go on with it; ``UserError`` where it is made with another challenge or rubric."""
    place = place_of(batch, head.name)
    if (place / HEAD).exists():
        found = read_head(batch, head.name)
        ours, theirs = ((each.challenge_sha256, each.rubric) for each in (head, found))
        if ours != theirs:
            raise UserError(
                f"{place}: was made with another version of the challenge or its rubric. Apply or discard it, or "
                "choose another --name."
            )
        return place
    place.parent.mkdir(mode=_FOLDER_OF_OWNER, exist_ok=True)
    place.mkdir(mode=_FOLDER_OF_OWNER, exist_ok=True)
    (place / GRADES).mkdir(exist_ok=True)
    _write(place / HEAD, head)
    return place


def read_head(batch: Path, name: str) -> Head:
    """Read what a set is; ``UserError`` with the near miss where there is none of that name."""
    path = place_of(batch, name) / HEAD
    try:
        head = decoded(_content(path), Head)
    except FileNotFoundError:
        known = names_of(batch)
        sets = f"there are: {', '.join(known)}" if known else "there are none"
        raise UserError(f'{batch}: has no set "{name}"; {sets}.{near_miss(name, known)}') from None
    except (OSError, Unreadable) as error:
        raise UserError(f"{path}: cannot be read: {error}. Discard the set and make it anew.") from error
    if head.version != VERSION:
        raise UserError(f"{path}: of version {head.version}, where this grade reads {VERSION}.")
    return head


def note(place: Path, entry: Regraded) -> None:
    """Write down what became of one, whole or not at all."""
    folder = place / GRADES / entry.folder
    folder.mkdir(exist_ok=True)
    _write(folder / ENTRY, entry)


def noted(place: Path, folder: str) -> Regraded | None:
    """Read what became of one; ``None`` where nobody has come to it yet, or what is there is broken."""
    try:
        return decoded(_content(place / GRADES / folder / ENTRY), Regraded)
    except (OSError, Unreadable):
        return None


def all_noted(place: Path) -> list[Regraded]:
    """Read all of a set, by name."""
    folders = sorted(each.name for each in (place / GRADES).iterdir() if each.is_dir() and not each.is_symlink())
    return [entry for entry in (noted(place, folder) for folder in folders) if entry is not None]


def discard(batch: Path, name: str) -> None:
    """Remove a set; what it was compared with is not touched."""
    read_head(batch, name)
    place = place_of(batch, name)
    # Out of the way first, so that half a set is never taken for one.
    gone = place.with_name(f".{name}.{secrets.token_hex(4)}.discarded")
    place.rename(gone)
    shutil.rmtree(gone)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES)


def _write(path: Path, value: Value) -> None:
    write_whole(path, msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n", mode=OWNER_ALONE)
