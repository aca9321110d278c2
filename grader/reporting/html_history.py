"""The git history on the page: how the work came about, without anybody's name, and never part of the score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from grader.model import History
from grader.reporting import words
from grader.reporting.html_parts import Cut

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HistoryPart:
    """A few facts, when the commits came as shares of the whole time in per cent, then the latest messages."""

    facts: Sequence[tuple[str, str]]
    ticks: Sequence[float]
    span: str
    subjects: Cut[str]


def history_part(history: History | None) -> HistoryPart | None:
    """Put the counts into words; ``None`` where there is no history."""
    if history is None:
        return None
    span = history.elapsed_s[-1] if history.elapsed_s else 0
    return HistoryPart(
        facts=list(_facts(history)),
        ticks=_ticks(history.elapsed_s),
        span=words.elapsed(span) if span else "",
        subjects=Cut(history.subjects[:50], max(0, history.commits - 50)),
    )


def _ticks(elapsed: Sequence[int]) -> Sequence[float]:
    """Place each commit between the first and the last; nothing to draw where all came at once."""
    span = max(elapsed, default=0)
    return sorted({round(100 * max(0, each) / span, 1) for each in elapsed}) if span > 0 else []


def _facts(history: History) -> Iterator[tuple[str, str]]:
    read = " or more, the latest of which were read" if history.cut else ""
    merges = f", {words.count(history.merges, 'merge')} among them" if history.merges else ""
    yield "Commits", f"{words.count(history.commits, 'commit')}{read}{merges}"
    yield "Authors", f"{words.count(history.authors, 'author')}, not named here"
    yield "From the first to the last", _span(history)
    if history.one_word:
        yield "Messages", f"{history.one_word:,} of {history.commits:,} are a single word or empty"
    else:
        yield "Messages", "each has more than one word"


def _span(history: History) -> str:
    if not history.first or not history.last:
        return "not known"
    first, last = words.moment(history.first), words.moment(history.last)
    if history.commits == 1:
        return first
    return f"{first} to {last}{_long(history)}"


def _long(history: History) -> str:
    """As in ``, 1 day 3 h``; a clock that was set wrong tells nothing."""
    try:
        took = datetime.fromisoformat(history.last) - datetime.fromisoformat(history.first)
    except (ValueError, TypeError):
        return ""
    if took < timedelta():
        return ""
    if took < _DAY:
        return f", {took / _HOUR:.1f} h"
    return f", {words.count(took.days, 'day')}"
