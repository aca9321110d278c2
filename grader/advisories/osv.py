"""What of an entry in the OSV format is read; whatever else stands there is skipped."""

from __future__ import annotations

import msgspec

from grader.model import Value


class Event(Value, frozen=True):
    """One turn in the history of a hole."""

    introduced: str | None = None
    fixed: str | None = None
    last_affected: str | None = None
    limit: str | None = None


class Range(Value, frozen=True):
    """Events over versions, or over commits, which are no concern of a registry's packages."""

    type: str
    events: tuple[Event, ...] = ()


class Named(Value, frozen=True):
    """A package in its ecosystem."""

    ecosystem: str
    name: str


class Score(Value, frozen=True):
    """A vector and the kind that it is of."""

    type: str
    score: str


class Affected(Value, frozen=True):
    """A package and the versions of it that have the hole."""

    package: Named | None = None
    ranges: tuple[Range, ...] | None = None
    versions: tuple[str, ...] | None = None
    severity: tuple[Score, ...] | None = None


class Reference(Value, frozen=True):
    """Where more is to be read."""

    type: str = ""
    url: str = ""


class OfDatabase(Value, frozen=True):
    """What the database says in words of its own."""

    severity: str | None = None


class Entry(Value, frozen=True):
    """An advisory."""

    id: str
    modified: str
    summary: str = ""
    aliases: tuple[str, ...] | None = None
    severity: tuple[Score, ...] | None = None
    affected: tuple[Affected, ...] | None = None
    references: tuple[Reference, ...] | None = None
    database_specific: OfDatabase | None = None


class AffectedHead(Value, frozen=True):
    """A package alone."""

    package: Named | None = None


class Head(Value, frozen=True):
    """What an index needs to know of an entry."""

    id: str
    modified: str
    withdrawn: str | None = None
    affected: tuple[AffectedHead, ...] | None = None


_ENTRY = msgspec.json.Decoder(Entry)
_HEAD = msgspec.json.Decoder(Head)


def read_entry(content: bytes) -> Entry | None:
    """Read an advisory; ``None`` where it is broken or nested too deep."""
    try:
        return _ENTRY.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def read_head(content: bytes) -> Head | None:
    """Read as much of an advisory as an index needs; ``None`` as above."""
    try:
        return _HEAD.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
