"""Hostile text as a part of Markdown: it is seen, and never obeyed.

Renderers differ in what they take for markup, and a forge reads finished text once more for mentions, issues and
addresses, where no backslash helps. So what a candidate chose (names, paths) stands in code, which nobody reads for
anything; sentences are escaped, and the signs that start a mention or a reference are set in brackets, ``⟨@⟩``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.reporting.text import ci_safe, line

_ESCAPED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "⟨@⟩"} | {sign: f"\\{sign}" for sign in "\\`*_[]|~$"}
)
_REFERENCE = re.compile(r"#(?=\d)|\bGH-(?=\d)", re.IGNORECASE)
_HEADING = re.compile(r"#")
_ADDRESS = re.compile(r":(?=//)")
_HOST = re.compile(r"\b(www)\.", re.IGNORECASE)
# What begins a list, a heading's underline or a table where it stands first in its line.
_FIRST = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=:])")
_NOT_IN_CODE = str.maketrans({"`": "⟨U+0060⟩", "|": "⟨U+007C⟩"})


def text(value: str, limit: int = 300) -> str:
    """A sentence on one line, which is text and nothing else, also in a cell of a table."""
    shown = ci_safe(line(value, limit)).translate(_ESCAPED)
    shown = _REFERENCE.sub(lambda found: f"⟨{found[0]}⟩", shown)
    shown = _HEADING.sub(r"\#", shown) if shown.startswith("#") else shown
    shown = _HOST.sub(r"\1\\.", _ADDRESS.sub(r"\:", shown))
    return _FIRST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", shown)


def code(value: str, limit: int = 160) -> str:
    """A name or a path, as code on one line."""
    return f"`{ci_safe(line(value, limit)).translate(_NOT_IN_CODE) or '(nothing)'}`"


def quoted(value: str, *, lines: int = 60, limit: int = 600) -> str:
    """Somebody's words as a quotation, line by line; what is too long ends with how much is missing."""
    rows = [row.strip() for row in value.strip().splitlines()]
    shown = [f"> {text(row, limit)}  " if row else ">" for row in rows[:lines]]
    more = len(rows) - lines
    return "\n".join([*shown, *([f"> … (+{more:,} lines)"] if more > 0 else [])])


def table(header: tuple[str, ...], align: str, rows: Sequence[Sequence[str]]) -> str:
    """Cells that are safe already, under a header of ours; ``align`` has an ``l`` or ``r`` for each column."""
    rule = "|".join("---:" if each == "r" else "---" for each in align)
    return "\n".join([f"| {' | '.join(header)} |", f"|{rule}|", *(f"| {' | '.join(row)} |" for row in rows)])
