"""``similar.html``: what pairs of submissions have in common, side by side, in the order of their names; pure.

It judges nobody: no order of suspicion, no share that means something by itself, and no word of it in a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grader.paths import REPORTS
from grader.reporting.html_environment import environment, policy
from grader.reporting.html_parts import Cut

_PAIRS_SHOWN = 100
_FRAGMENTS_SHOWN = 20
_LINES_SHOWN = 60
_LONGEST_LINE = 300
_AROUND = 2
_NOTES_SHOWN = 100
_STYLES = ("shared.css", "handout.css", "similar.css")


@dataclass(frozen=True, slots=True)
class Lines:
    """A stretch of a file, and the file's whole text."""

    path: str
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What is ordinary among the pairs of a language; ``known`` where there are enough of them to tell."""

    language: str
    pairs: int
    median: float
    above: float
    known: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair and what it has in common: each fragment on either side, and its tokens. Shares are 0 to 1."""

    first: str
    second: str
    language: str
    share_first: float
    share_second: float
    distance: float | None
    fragments: Sequence[tuple[Lines, Lines, int]]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page is made of; ``others`` counts what is compared against, and is no submission of this batch."""

    title: str
    version: str
    made: str
    engine: str
    grader_version: str
    submissions: int
    others: int
    standings: Sequence[Standing]
    pairs: Sequence[Shown]
    notes: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    text: str
    shared: bool


@dataclass(frozen=True, slots=True)
class _Side:
    path: str
    where: str
    rows: Sequence[_Row]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Fragment:
    first: _Side
    second: _Side
    tokens: int


@dataclass(frozen=True, slots=True)
class _Pair:
    anchor: str
    shown: Shown
    fragments: Cut[_Fragment]


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """The page in the order in which it is read."""

    page: Page
    pairs: Cut[_Pair]
    notes: Cut[tuple[str, str]]


def page_of(page: Page) -> str:
    """Make the page."""
    css = "".join((REPORTS / name).read_text(encoding="utf-8") for name in _STYLES)
    template = environment().get_template("similar.html.j2")
    # S704: all three are read from the installation.
    return template.render(similar=similar_page(page), css=Markup(css), policy=policy(css))  # noqa: S704


def similar_page(page: Page) -> SimilarPage:
    """Decide what is shown; pairs stand in the order of their names, which says nothing."""
    pairs = sorted(page.pairs, key=lambda each: (each.first, each.second))
    shown = Cut.of(pairs, _PAIRS_SHOWN)
    parts = [_pair(f"pair-{number}", each) for number, each in enumerate(shown.shown, start=1)]
    return SimilarPage(page, Cut(parts, shown.left_out), Cut.of(list(page.notes), _NOTES_SHOWN))


def _pair(anchor: str, shown: Shown) -> _Pair:
    found = Cut.of(shown.fragments, _FRAGMENTS_SHOWN)
    sides = [_Fragment(_side(first), _side(second), tokens) for first, second, tokens in found.shown]
    return _Pair(anchor, shown, Cut(sides, found.left_out))


def _side(lines: Lines) -> _Side:
    """Number the shared lines with a few around them, as many as are shown."""
    texts = lines.text.split("\n")
    first, last = max(1, lines.first - _AROUND), min(len(texts), lines.last + _AROUND)
    rows = [
        _Row(number, _cut(texts[number - 1]), lines.first <= number <= lines.last)
        for number in range(first, min(last, first + _LINES_SHOWN - 1) + 1)
    ]
    where = f"line {lines.first}" if lines.first == lines.last else f"lines {lines.first} to {lines.last}"
    return _Side(lines.path, where, rows, max(0, last - first + 1 - len(rows)))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]} …"
