"""``events.jsonl``: who did what to a grade, when and why; one event a line, appended, and chained by hashes.

Each event carries the hash of the one before it, so that a line that was changed, moved or taken out is noticed when
the log is read. Whoever may write the folder could still write the whole log anew: it shows mistakes and second
thoughts, and is no seal. Keep a copy of the last hash elsewhere where that matters.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from grader import durable
from grader.errors import UserError
from grader.model import Value
from grader.untrusted import Unreadable, decoded

FILENAME = "events.jsonl"
MOST_BYTES = 16 << 20


class Event(Value, frozen=True):
    """One thing that happened; ``changes`` are in words, ``hash`` covers all the rest and the event before."""

    number: int
    at: str
    who: str
    what: str
    why: str = ""
    changes: tuple[str, ...] = ()
    facts: dict[str, str] = {}
    previous: str = ""
    hash: str = ""


def read_log(folder: Path) -> tuple[Event, ...]:
    """Read all events, none where there is no log; ``UserError`` names the first line that is not as it was written."""
    path = folder / FILENAME
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}.") from error
    if len(content) > MOST_BYTES:
        raise UserError(f"{path}: longer than {MOST_BYTES >> 20} MiB, which no log is. {_WHAT_NOW}")
    events: list[Event] = []
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        events.append(_checked(line, events[-1] if events else None, f"{path}:{number}"))
    if content and not content.endswith(b"\n"):
        raise UserError(f"{path}: its last line was cut off. {_WHAT_NOW}")
    return tuple(events)


_WHAT_NOW = "Bring back the log from a copy; nothing here was changed."


def _checked(line: bytes, before: Event | None, where: str) -> Event:
    try:
        event = decoded(line, Event)
    except Unreadable as error:
        raise UserError(f"{where}: not an event: {error}. {_WHAT_NOW}") from error
    if event.hash != digest(event) or _encoded(event) != line:
        raise UserError(f"{where}: this event was changed after it was written. {_WHAT_NOW}")
    if event.previous != (before.hash if before else "") or event.number != (before.number + 1 if before else 1):
        raise UserError(f"{where}: the event before this one is missing, or was changed. {_WHAT_NOW}")
    return event


def _encoded(event: Event) -> bytes:
    return msgspec.json.encode(event, order="deterministic")


def digest(event: Event) -> str:
    """Hash an event with all that it says, the hash of the one before included: SHA-256, hexadecimal."""
    plain = msgspec.to_builtins(msgspec.structs.replace(event, hash=""))
    return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()


def append(folder: Path, events: tuple[Event, ...], event: Event) -> tuple[Event, ...]:
    """Write one more event behind those that were read, and give all of them; on the disk when this returns."""
    last = events[-1] if events else None
    bare = msgspec.structs.replace(
        event, number=last.number + 1 if last else 1, previous=last.hash if last else "", hash=""
    )
    chained = msgspec.structs.replace(bare, hash=digest(bare))
    path = folder / FILENAME
    try:
        durable.append(path, _encoded(chained) + b"\n", mode=0o644)
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}.") from error
    return (*events, chained)
