"""jscpd: the same code in two places, of 5 lines and 50 tokens or more."""

from __future__ import annotations

import os
from typing import Any

from tools import _program

NAME = "jscpd"
LANGUAGES = ()
COST = 3
CPU_S = 30

FORMATS = {
    ".py": "python",
    ".java": "java",
    ".js": "javascript",
    ".cjs": "javascript",
    ".mjs": "javascript",
    ".jsx": "jsx",
    ".ts": "typescript",
    ".cts": "typescript",
    ".mts": "typescript",
    ".tsx": "tsx",
    ".sql": "sql",
}


def start() -> None:
    """Have the program wait for its question."""
    _program.start_node("duplication")


def run(work: Any) -> dict[str, Any]:
    """Compare every file with those before it, in the order of their names."""
    formats = {path: FORMATS.get(os.path.splitext(path)[1].lower()) for path in work.paths}
    files = [{"path": path, "format": format_} for path, format_ in formats.items() if format_]
    return _program.node("duplication", {"root": work.root, "files": files})
