"""What `grade check` and `grade doctor` found, as a table on stdout."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from rich.table import Table
from rich.text import Text

from grader.reporting.terminal import console
from grader.reporting.text import line

LOG_WIDTH = 200
"""In a log nobody needs the lines broken, and whoever searches one wants them whole."""


class Row(NamedTuple):
    """One thing tried: the group it belongs to, whether it holds, what was seen; ``residual`` where a risk remains."""

    group: str
    what: str
    holds: bool
    seen: str
    residual: bool = False


def show_proofs(rows: Sequence[Row]) -> None:
    """Print each thing tried with whether it holds, in a word and not only a colour; then a count."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("", "what", "", "seen"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(Text(line(row.group, 40), "dim"), Text(line(row.what, 60)), _told(row), Text(line(row.seen, 300)))
    out = console(sys.stdout)
    if not out.is_terminal:
        out.width = LOG_WIDTH
    out.print(table)
    failing = sum(not row.holds for row in rows)
    out.print(Text(f"{len(rows) - failing} hold, {failing} fail", "bold red" if failing else "bold green"))


def _told(row: Row) -> Text:
    if not row.holds:
        return Text("FAILS", "bold red")
    return Text("holds, but", "yellow") if row.residual else Text("holds", "green")
