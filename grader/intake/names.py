"""Which names a submission may use.

A name that two tools could read differently is refused, never repaired: Python's ``zipfile`` turns ``../solution.py``
into ``solution.py``, and the hostile entry then replaces the genuine one (THREATS F57).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from grader.errors import SubmissionError

NAME_BYTES = 120
DEPTH = 24
_SHOWN = 160
_PORTS = (port + digit for port in ("com", "lpt") for digit in "0123456789¹²³")
_RESERVED = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS})


def printable(name: str | bytes) -> str:
    """Make a hostile name fit for a terminal or a report: escapes become visible, the middle of a long one goes."""
    text = name.decode("utf-8", "backslashreplace") if isinstance(name, bytes) else name
    if len(text) > _SHOWN:
        text = f"{text[: _SHOWN // 2]}…{text[-_SHOWN // 2 :]}"
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    return char.encode("unicode_escape", "backslashreplace").decode("ascii")


def split(raw: bytes) -> tuple[str, ...]:
    """Take a path apart into its components; refuses what could lead out of the submission or be read in two ways.

    Holds for every entry, also those left out later. ``check`` has the rules for what is kept.
    """
    try:
        path = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise SubmissionError(printable(raw), "the name is not UTF-8; rename it, then pack again") from None
    parts = tuple(path.split("/"))
    if rule := _path_rule(path, parts):
        raise SubmissionError(printable(path), rule)
    return parts


def _path_rule(path: str, parts: tuple[str, ...]) -> str:
    if "\\" in path:
        return "the name has a backslash; rename it, or pack with a tool that separates folders by '/'"
    if path.startswith("/"):
        return "the path is absolute; pack with paths that start inside the submission"
    if any(part[1:2] == ":" and part[0].isascii() and part[0].isalpha() for part in parts):
        return "the path has a drive letter; pack with paths that start inside the submission"
    if ".." in parts:
        return "the path has a '..' component; pack with paths that stay inside the submission"
    if "" in parts or "." in parts:
        return "the path has an empty or '.' component; pack it again with plain paths"
    return ""


def check(parts: tuple[str, ...]) -> None:
    """Refuse a path that would harm a terminal, a shell, a report or another file system."""
    if rule := _component_rule(parts[-1]):
        raise SubmissionError(printable("/".join(parts)), rule)
    if len(parts) > DEPTH:
        raise SubmissionError(printable("/".join(parts)), f"lies more than {DEPTH} folders deep; move it up")


@lru_cache(maxsize=4096)
def _component_rule(part: str) -> str:
    if strange := next((char for char in part if not char.isprintable()), ""):
        return f"the name has the control or invisible character {_describe(strange)}; rename it"
    if part[0] in "-~":
        return f"the name starts with '{part[0]}', which tools take for an option or a home folder; rename it"
    if len(part.encode()) > NAME_BYTES:
        return f"the name is longer than {NAME_BYTES} bytes; shorten it"
    if part != ".git" and fold(part).split(":", maxsplit=1)[0] in {".git", "git~1"}:
        return "the name is '.git' to some file systems; remove it"
    return _windows_rule(part)


def _windows_rule(part: str) -> str:
    if part[-1] in ". ":
        return "the name ends with a dot or a space, which Windows takes away; rename it"
    if part.replace(":", ".").split(".", maxsplit=1)[0].rstrip().casefold() in _RESERVED:
        return "the name is a device on Windows; rename it"
    return ""


def _describe(char: str) -> str:
    code = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "")
    return f"{code} ({name})" if name else code


@lru_cache(maxsize=4096)
def fold(part: str) -> str:
    """Give the form that is equal for names which some file system takes for the same file.

    Source: Unicode 16, definition D145, canonical caseless matching; folding what is composed would miss some Greek.
    """
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", part).casefold())
