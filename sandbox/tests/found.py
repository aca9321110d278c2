"""What a language's ``testing`` module finds out about somebody's tests before any of them runs."""

from __future__ import annotations

import fnmatch
import os
from typing import Any

MAX_TEXT = 1 << 20


class Found:
    """The framework, the files of tests by path, and what a reader should know; ``trouble`` where they will not run."""

    def __init__(
        self,
        framework: str = "",
        files: list[str] | None = None,
        *,
        notes: list[str] | None = None,
        trouble: str = "",
        facts: dict[str, Any] | None = None,
    ) -> None:
        self.framework = framework
        self.files = files or []
        self.notes = notes or []
        self.trouble = trouble
        self.facts = facts or {}


def paths(root: str, extensions: tuple[str, ...]) -> list[str]:
    """Every file below a folder with one of the extensions, by path relative to it, in order."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "node_modules" and not name.startswith("."))
        where = os.path.relpath(folder, root)
        found += [os.path.normpath(os.path.join(where, name)) for name in sorted(names) if name.endswith(extensions)]
    return found


def text_of(root: str, path: str) -> str:
    """A file's beginning, whatever it is made of; empty where there is none."""
    try:
        with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
            return file.read(MAX_TEXT)
    except OSError:
        return ""


def named(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a file's own name fits one of the patterns."""
    return any(fnmatch.fnmatchcase(os.path.basename(path), pattern) for pattern in patterns)


def below(path: str, folders: frozenset[str]) -> bool:
    """Whether a file is in a folder of such a name, at any depth."""
    return bool(folders & set(path.split("/")[:-1]))
