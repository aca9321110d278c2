"""What `grade compare` found, as a table on stdout."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from grader.reporting import words
from grader.reporting.proofs import LOG_WIDTH
from grader.reporting.terminal import console
from grader.reporting.text import line
from grader.review.agreement import FEWEST, RELIABLE, TENTATIVE, Agreement


def show_agreement(found: Sequence[Agreement], titles: Mapping[str, str], *, twice: int) -> None:
    """Print the agreement on each criterion, and what a low one means."""
    out = console(sys.stdout)
    if not out.is_terminal:
        out.width = LOG_WIDTH
    out.print(Text(f"{words.count(twice, 'submission')} reviewed by two or more, blind to each other"))
    if not found:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("criterion", "submissions", "exact", "within one", "alpha", "95 % interval", ""):
        table.add_column(heading, justify="left" if heading in {"criterion", ""} else "right", overflow="fold")
    for each in found:
        table.add_row(
            Text(line(titles.get(each.criterion, each.criterion), 60)),
            f"{each.submissions:,}",
            f"{each.exact:.0%}",
            f"{each.within_one:.0%}",
            "-" if each.alpha is None else f"{each.alpha:.2f}",
            "-" if each.interval is None else f"{each.interval[0]:.2f} to {each.interval[1]:.2f}",
            _told(each),
        )
    out.print(table)
    out.print(
        Text(
            f"alpha: Krippendorff's, for ordinal levels. From {RELIABLE:g} rely on the levels, "
            f"from {TENTATIVE:g} conclude with care; no number under {FEWEST} submissions.",
            "dim",
        )
    )


def _told(each: Agreement) -> Text:
    if each.alpha is None:
        return Text(each.why_not, "dim")
    if each.alpha < TENTATIVE:
        return Text("the rubric's problem: mend its anchors", "bold yellow")
    return Text("") if each.alpha >= RELIABLE else Text("tentative", "dim")
