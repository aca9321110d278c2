"""A set as a table: who changes, by how much and why, for the terminal, as Markdown and as CSV; pure.

Names and titles may quote a candidate, so each format makes them harmless in its own way.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from grader.model import Value
from grader.regrade.comparing import Change, Comparison, Tolerance
from grader.regrade.sets import Head, How, Regraded, State
from grader.reporting import markdown_text
from grader.reporting.csv_row import cell
from grader.reporting.text import line

_SHOWN = 40  # changes of one submission in the terminal and in Markdown; the CSV has all
_COLUMNS = ("Submission", "What", "Score", "By", "Why", "Review")
_BEHIND = ", by its time or memory: run it once more before you rely on it"


class Row(Value, frozen=True):
    """One submission: what became of it, how it compares (``None`` where there is nothing to), and its review."""

    entry: Regraded
    comparison: Comparison | None = None
    review: str = ""
    stale: str = ""
    """Why it can no longer be applied, empty where it can."""


class Preview(Value, frozen=True):
    """A whole set."""

    head: Head
    rows: tuple[Row, ...]
    tolerance: Tolerance = Tolerance()

    def counted(self) -> str:
        """As in ``3 submissions: 1 changed, 1 the same, 1 not regraded``."""
        words = [what_words(row).split(":")[0] for row in self.rows]
        told = ", ".join(f"{words.count(word)} {word}" for word in dict.fromkeys(words))
        return f"{len(words):,} submission{'' if len(words) == 1 else 's'}{told and f': {told}'}"


def what_words(row: Row) -> str:
    """Say what became of one, in a word or two."""
    entry, found = row.entry, row.comparison
    if entry.state is State.FAILED:
        return f"not regraded: {entry.told}"
    if entry.state is State.UNTOUCHED:
        return "nothing to do"
    if entry.state is State.APPLIED:
        return "applied"
    if found is None or row.stale:
        return f"out of date: {row.stale}" if row.stale else "out of date"
    return "the same" if found.is_same else "changed"


def _cells(row: Row) -> tuple[str, ...]:
    found = row.comparison
    why = ", ".join(row.entry.why)
    how = f" ({row.entry.how})" if why and row.entry.how is not How.NOT else ""
    return (row.entry.folder, what_words(row), *_score(found), f"{why}{how}", row.review)


def _score(found: Comparison | None) -> tuple[str, str]:
    if found is None:
        return "", ""
    was, now = (("none" if each is None else f"{each:g}") for each in (found.before_score, found.after_score))
    by = "" if found.difference is None else f"{found.difference:+g}" if found.difference else "0"
    return f"{was} -> {now}", by


def change_words(change: Change) -> str:
    """As in ``case test_big (A big one): passed -> failed (time limit exceeded)``."""
    title = f" ({change.title})" if change.title and change.name else change.title if not change.name else ""
    name = f"{change.what} {change.name}{title}" if change.name else title
    behind = _BEHIND if change.by_time else ""
    if not change.before:
        return f"{name}: came, {change.after}{behind}"
    if not change.after:
        return f"{name}: went, was {change.before}{behind}"
    return f"{name}: {change.before} -> {change.after}{behind}"


def _told_changes(row: Row) -> list[str]:
    found = row.comparison
    if found is None:
        return []
    told = [change_words(each) for each in found.changes]
    told += [f"{change_words(each)} (beyond the tolerance; no change of the grade)" for each in found.timings]
    more = [f"and {len(told) - _SHOWN} more, all of them in preview.csv"] if len(told) > _SHOWN else []
    return told[:_SHOWN] + more


def terminal(preview: Preview) -> str:
    """Columns of text, and below them what changed of whom; nothing in it acts on a terminal."""
    rows = [_COLUMNS, *(tuple(line(each, 100) for each in _cells(row)) for row in preview.rows)]
    wide = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    table = ["  ".join(each.ljust(width) for each, width in zip(row, wide, strict=True)).rstrip() for row in rows]
    return "\n".join([*table, *_details(preview, lambda text: line(text, 300)), "", preview.tolerance.told(), ""])


def _details(preview: Preview, shown: Callable[[str], str]) -> list[str]:
    lines: list[str] = []
    for row in preview.rows:
        told = _told_changes(row)
        if told:
            lines += ["", shown(row.entry.folder), *(f"  - {shown(each)}" for each in told)]
    return lines


def markdown(preview: Preview) -> str:
    """The same as Markdown, for a ticket or a mail."""
    head = preview.head
    title = f"Regrade {head.name}: {head.challenge} {head.challenge_version}"
    rows = [[markdown_text.text(each) for each in _cells(row)] for row in preview.rows]
    details: list[str] = []
    for row in preview.rows:
        told = _told_changes(row)
        if told:
            details += [f"## {markdown_text.text(row.entry.folder)}", ""]
            details += [*(f"- {markdown_text.text(each)}" for each in told), ""]
    return "\n".join(
        [
            f"# {markdown_text.text(title)}",
            "",
            markdown_text.text(f"{preview.counted()}. Made {head.made} by {head.who}."),
            "",
            markdown_text.table(_COLUMNS, "lllrll", rows),
            "",
            *details,
            preview.tolerance.told(),
            "",
        ]
    )


def table(preview: Preview) -> str:
    """One row a change, and one for each submission without any; no cell is a formula."""
    names = ("submission", "state", "how", "why", "score_before", "score_after", "difference", "review")
    behind = ("kind", "name", "title", "before", "after", "by_time_or_memory")
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([*names, *behind])
    for row in preview.rows:
        head = [cell(each) for each in _head_cells(row)]
        scores = _score_cells(row.comparison)
        review = cell(row.review)
        writer.writerows(
            [*head, *scores, review, *(cell(each) for each in rest)] for rest in _change_cells(row.comparison)
        )
    return written.getvalue()


def _head_cells(row: Row) -> tuple[str, ...]:
    return (row.entry.folder, what_words(row), row.entry.how, ", ".join(row.entry.why))


def _score_cells(found: Comparison | None) -> tuple[str, ...]:
    """Numbers of ours, of which a negative one is still a number."""
    scores = (found.before_score, found.after_score, found.difference) if found else (None, None, None)
    return tuple("" if each is None else f"{each:g}" for each in scores)


def _change_cells(found: Comparison | None) -> Sequence[tuple[str, ...]]:
    each_change = (*found.changes, *found.timings) if found else ()
    cells = [
        (each.what, each.name, each.title, each.before, each.after, "yes" if each.by_time else "")
        for each in each_change
    ]
    return cells or [("",) * 6]
