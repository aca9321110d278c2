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


def warm(sample: Any) -> None:
    """Have the program compare the sample, and wait for its question."""
    _program.start_node("duplication", first=_question(sample))


def run(work: Any) -> dict[str, Any]:
    """Compare every file with those before it, in the order of their names."""
    return _program.node("duplication", _question(work))


def _question(work: Any) -> dict[str, Any]:
    formats = {path: FORMATS.get(os.path.splitext(path)[1].lower()) for path in work.paths}
    files = [{"path": path, "format": format_} for path, format_ in formats.items() if format_]
    return {"root": work.root, "files": files}
