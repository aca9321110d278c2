"""What `grade check` and `grade doctor` found, as a table on stdout."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from grader.reporting.terminal import console
from grader.reporting.text import line

LOG_WIDTH = 200
"""In a log nobody needs the lines broken, and whoever searches one wants them whole."""


def show(rows: Sequence[tuple[str, str, bool, str]]) -> None:
    """Print group, what was tried, whether it holds (in a word, not only a colour) and what was seen; then a count."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("", "what", "", "seen"):
        table.add_column(heading, overflow="fold")
    for group, what, holds, evidence in rows:
        told = Text("holds", "green") if holds else Text("FAILS", "bold red")
        table.add_row(Text(line(group, 40), "dim"), Text(line(what, 60)), told, Text(line(evidence, 300)))
    out = console(sys.stdout)
    if not out.is_terminal:
        out.width = LOG_WIDTH
    out.print(table)
    failing = sum(not holds for _, _, holds, _ in rows)
    out.print(Text(f"{len(rows) - failing} hold, {failing} fail", "bold red" if failing else "bold green"))
