"""What a package manager is to grader: how a submission names packages, and how that is held against the image's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from grader.model import Package, Value

MAX_WANTED = 2_000
MAX_PROBLEMS = 10


class Wanted(Value, frozen=True):
    """One package that a submission asks for, as it was written; ``dev`` is what only its own tests may need."""

    name: str
    asked: str
    where: str
    dev: bool = False


class Manifest(Value, frozen=True):
    """What a submission asks of a registry; ``files`` say it again for the resolver, checked and with nothing besides.

    ``unused`` are the notes about registries that the submission names: no other than ours is asked. ``problem`` tells
    the candidate what cannot be done, and what to write instead.
    """

    wanted: tuple[Wanted, ...] = ()
    files: dict[str, str] = {}
    options: dict[str, bool] = {}
    notes: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    problem: str = ""


class Comparison(Value, frozen=True):
    """What the image has of what is wanted, what it lacks, and where it has another version than the one locked."""

    packages: tuple[Package, ...] = ()
    missing: tuple[Wanted, ...] = ()
    notes: tuple[str, ...] = ()


class PackageManager(Value, frozen=True):
    """A filled-in form.

    ``folder`` is where in an image the fetched packages lie, instead of what lies there already where ``replaces`` says
    so; ``is_manifest`` tells by path what ``read`` wants to see.
    """

    registry: Literal["pip", "npm", "maven"]
    folder: str
    is_manifest: Callable[[str], bool]
    read: Callable[[Mapping[str, bytes]], Manifest]
    compare: Callable[[Manifest], Comparison]
    replaces: bool = False


def decoded(content: bytes) -> str:
    """Read a manifest's text: UTF-8, or UTF-16 with its mark, as one shell writes it; ``UnicodeDecodeError`` else."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


def line_of(text: str, words: str) -> int:
    """Find the line on which something stands first; 1 where it is not written in one piece."""
    found = text.find(words)
    return text.count("\n", 0, found) + 1 if found >= 0 else 1


def shown(text: str, most: int = 80) -> str:
    """Write what a candidate wrote so that it fits into a message and cannot break it."""
    plain = re.sub(r"[^\x20-\x7e\u00a1-\uffff]", "?", text)
    return plain if len(plain) <= most else plain[:most] + "…"


def problem_of(problems: list[str]) -> str:
    """Join what is wrong into one message, the first few of it."""
    more = f"\n… and {len(problems) - MAX_PROBLEMS} more." if len(problems) > MAX_PROBLEMS else ""
    return "\n".join(dict.fromkeys(problems[:MAX_PROBLEMS])) + more
