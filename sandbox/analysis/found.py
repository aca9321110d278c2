"""What a tool is given and what it hands back; bounded, for the sources that it read are hostile."""

from __future__ import annotations

import json
import os
import re
from typing import Any

LISTS = ("findings", "functions", "files", "imports", "duplicates", "suppressions", "unread")

MOST = 20_000
"""Rows of one list that one tool may hand back; more is a sign of generated code, and cut off."""

LONGEST = 600
"""Characters of one text."""

Found = dict[str, Any]
"""``version`` and any of ``LISTS``; what is missing is empty."""


class Work:
    """What is to be looked at. Paths are relative to ``root``; ``build`` holds compiled classes, if any.

    ``called`` are names that the hidden suite, or a framework, calls from outside.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self.root: str = settings["submission"]
        self.build: str = settings["build"]
        self.scratch: str = settings["scratch"]
        self.language: str = settings["language"]
        self.paths: list[str] = sorted(settings["paths"])
        self.texts: list[str] = sorted(settings["texts"])
        self.called: list[str] = settings["called"]
        self.cores: int = settings["cores"]

    def settings(self) -> dict[str, Any]:
        """What the same work can be made of, in another process."""
        folders = {"submission": self.root, "build": self.build, "scratch": self.scratch}
        return folders | {
            "language": self.language,
            "paths": self.paths,
            "texts": self.texts,
            "called": self.called,
            "cores": self.cores,
        }

    def absolute(self, path: str) -> str:
        """Where a file stands in the box."""
        return os.path.join(self.root, path)

    def relative(self, path: str) -> str:
        """Its path as the host knows it; ``ValueError`` for a file that is not the submission's."""
        found = os.path.relpath(os.path.join(self.root, path), self.root)
        if found.startswith(".."):
            raise ValueError(f"{path} is not below {self.root}")
        return found

    def lines(self, path: str) -> list[str]:
        """Read a file as lines, numbered as compilers do: ``str.splitlines`` would count form feeds as well."""
        return re.split(r"\r\n|\n|\r", self.read(path))

    def read(self, path: str) -> str:
        """Read a file as text; a byte that is not UTF-8 becomes a replacement character."""
        with open(self.absolute(path), encoding="utf-8", errors="replace", newline="") as file:
            return file.read()


def line(told: dict[str, Any]) -> bytes:
    """Write down as JSON, without any end."""
    return json.dumps(told, separators=(",", ":")).encode()


def bounded(found: Found) -> Found:
    """Cut lists and texts to size and put every list into an order of its own."""
    kept: Found = {"version": str(found.get("version", ""))[:80]}
    for name in LISTS:
        rows = sorted(({key: _cut(value) for key, value in row.items()} for row in found.get(name, [])), key=_order)
        kept[name] = rows[:MOST]
        if len(rows) > MOST:
            kept["unread"] = [*kept.get("unread", []), {"path": "", "why": f"more than {MOST} {name}"}]
    return kept


def _cut(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # Half a character that a tool printed cannot be written down again.
    whole = value.encode("utf-8", "replace").decode()
    return whole if len(whole) <= LONGEST else whole[: LONGEST - 1] + "…"


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row.get("path", ""), row.get("line") or 0, sorted((key, str(value)) for key, value in row.items()))
