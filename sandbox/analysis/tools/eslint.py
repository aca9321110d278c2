"""ESLint for JavaScript and TypeScript: our rules, with the types of Node.js, and no comment of theirs obeyed."""

from __future__ import annotations

import os
from typing import Any

from tools import _program

NAME = "eslint"
LANGUAGES = ("node",)
COST = 25
CPU_S = 90

SCRIPTS = (".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx")


def load() -> None:
    """Have the program wait for its question."""
    _program.start_node("eslint")


def warm(_sample: Any) -> None:
    """Do as much; a sample would teach it nothing."""
    load()


def run(work: Any) -> dict[str, Any]:
    """Examine every script by itself, with the types of all of them together."""
    paths = [path for path in work.paths if os.path.splitext(path)[1].lower() in SCRIPTS]
    return _program.node("eslint", {"root": work.root, "paths": paths})
