"""Functions on the page: the hot spots with their code, and all of them with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from grader.model import Finding, Function, Place, Quality
from grader.reporting import html_listing, words, words_code
from grader.reporting.html_parts import Cut, Link
from grader.reporting.text import line

_SPOTS_SHOWN = 12
_FUNCTIONS_SHOWN = 500
_WORST = {
    "code_lines": "function_lines_worst",
    "cyclomatic": "cyclomatic_worst",
    "cognitive": "cognitive_worst",
    "parameters": "parameters_worst",
}
"""Which measure's limit a function's own number is held against."""


class Anchors(Protocol):
    """Where on the page a line of the code is shown."""

    def get(self, place: tuple[str, int], absent: str, /) -> str:
        """Give the anchor of a line, ``absent`` where the page does not have it."""
        ...


@dataclass(frozen=True, slots=True)
class SpotPart:
    """A hot spot with its lines; ``rest`` says what of it is not shown."""

    anchor: str
    path: str
    where: str
    name: str
    why: str
    rows: Sequence[html_listing.Row]
    rest: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a function; ``over`` where it lies over the limit."""

    text: str
    over: bool


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """A function with its numbers; ``percent`` is its complexity on the scale of the hardest."""

    name: str
    where: Link
    cells: Sequence[Cell]
    percent: float


def spots(quality: Quality) -> Sequence[SpotPart]:
    """Give every hot spot its lines, with what was found in them."""
    by_line = html_listing.by_line(quality.findings)
    made = []
    for number, spot in enumerate(quality.hot_spots[:_SPOTS_SHOWN], start=1):
        found = by_line.get(spot.where.path, {})
        anchor, where = f"spot-{number}", spot.where
        rows = html_listing.rows(spot.code, path=where.path, first=where.line, anchor=anchor, findings=found)
        rest = _rest(rows[-1].number, where.end_line, found)
        made.append(SpotPart(anchor, where.path, words_code.place(where), line(where.name, 120), spot.why, rows, rest))
    return made


def _rest(last: int, end: int, found: Mapping[int, Sequence[Finding]]) -> str:
    if end <= last:
        return ""
    hidden = sum(len(each) for number, each in found.items() if last < number <= end)
    beside = f", with {words.count(hidden, 'finding')}" if hidden else ""
    return f"{words.count(end - last, 'line')} more, to line {end:,}, not shown{beside}."


def functions(quality: Quality, anchors: Anchors) -> tuple[Cut[FunctionRow], float | None]:
    """The hardest first; beside them where the limit of complexity lies on their scale."""
    limits = {measure.name: measure.norm.limit for measure in quality.measures}
    ordered = sorted(quality.functions, key=_hardest)
    limit = limits.get(_WORST["cognitive"])
    scale = max([limit or 0, *(function.cognitive or 0 for function in ordered)]) or 1
    rows = [
        FunctionRow(
            name=line(function.name, 120),
            where=link(Place(path=function.path, line=function.line, end_line=function.end_line), anchors),
            cells=[_cell(getattr(function, field), limits.get(measure)) for field, measure in _WORST.items()],
            percent=round(100 * (function.cognitive or 0) / scale, 2),
        )
        for function in ordered[:_FUNCTIONS_SHOWN]
    ]
    left_out = max(0, len(ordered) - _FUNCTIONS_SHOWN)
    return Cut(rows, left_out), None if limit is None else round(100 * limit / scale, 2)


def _hardest(function: Function) -> tuple[int, int, int, str, int]:
    cognitive, cyclomatic = function.cognitive or 0, function.cyclomatic or 0
    return -cognitive, -cyclomatic, -function.code_lines, function.path, function.line


def _cell(number: int | None, limit: float | None) -> Cell:
    if number is None:
        return Cell("-", over=False)
    return Cell(f"{number:,}", over=limit is not None and number > limit)


def link(where: Place, anchors: Anchors) -> Link:
    """Spell a place, and lead to it where the page shows that very line."""
    return Link(words_code.place(where), line(where.name, 120), anchors.get((where.path, where.line), ""))
