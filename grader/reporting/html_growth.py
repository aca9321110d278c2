"""Places a growth series on a log-log plot. Only numbers of ours go in, only coordinates come out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.reporting import words

if TYPE_CHECKING:
    from grader.model import Case, Outcome, Series

WIDTH, HEIGHT = 440, 264
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 14, 12, 48
_TICKS = 7
_FEWEST = 2
# A flat series fills no plot: less than a factor of ten in time must look like the little that it is.
_LEAST_HEIGHT = math.log(10)
_GROWTH: dict[str, Callable[[float], float]] = {
    "constant": lambda _: 1.0,
    "log n": lambda n: math.log2(n + 1),
    "n": lambda n: n,
    "n log n": lambda n: n * math.log2(n + 1),
    "n^2": lambda n: n * n,
}

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled mark on an axis, at a coordinate of the drawing."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Coordinates inside a box of ``WIDTH`` by ``HEIGHT``."""

    points: Points
    fit: Points
    asked: Points
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]


@dataclass(frozen=True, slots=True)
class Plot:
    """A series beside its drawing, which is missing where there is too little to draw."""

    series: Series
    drawing: Drawing | None
    rows: Sequence[tuple[str, str]]
    outcome: Outcome | None
    anchor: str


@dataclass(frozen=True, slots=True)
class _Axis:
    """Maps a positive number to a coordinate, by its logarithm."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (math.log(value) - self.low) / ((self.high - self.low) or 1.0)
        return round(self.start + share * (self.end - self.start), 1)


def plot(series: Series, case: Case | None, anchor: str) -> Plot:
    """Make a drawing and a table of one series."""
    return Plot(
        series=series,
        drawing=_drawing(series, _drawable(series)),
        rows=[(f"{n:,}", words.seconds(s)) for n, s in zip(series.sizes, series.seconds, strict=False)],
        outcome=case.outcome if case else None,
        anchor=anchor,
    )


def _drawable(series: Series) -> Points:
    pairs = zip(series.sizes, series.seconds, strict=False)
    return sorted((float(n), s) for n, s in pairs if n > 0 and s > 0 and math.isfinite(s))


def _drawing(series: Series, measured: Points) -> Drawing | None:
    if len({n for n, _ in measured}) < _FEWEST or not math.isfinite(series.exponent):
        return None
    fit, asked = _fit(measured, series.exponent), _asked(measured, series.asked)
    x = _axis([n for n, _ in measured], _LEFT, WIDTH - _RIGHT, least=0.0)
    y = _axis([s for _, s in (*measured, *fit, *asked)], HEIGHT - _BOTTOM, _TOP, least=_LEAST_HEIGHT)
    return Drawing(
        points=_placed(measured, x, y),
        fit=_placed(fit, x, y),
        asked=_placed(asked, x, y),
        x_ticks=[Tick(x(n), _short(n)) for n in _thinned([n for n, _ in measured])],
        y_ticks=[Tick(y(s), words.seconds(s)) for s in _round_numbers(y)],
    )


def _fit(measured: Points, exponent: float) -> Points:
    """Lay a line of the measured slope through the middle of the points."""
    middle_n = math.fsum(math.log(n) for n, _ in measured) / len(measured)
    middle_s = math.fsum(math.log(s) for _, s in measured) / len(measured)
    ends = (measured[0][0], measured[-1][0])
    return [(n, math.exp(middle_s + exponent * (math.log(n) - middle_n))) for n in ends]


def _asked(measured: Points, asked: str) -> Points:
    """Follow the asked growth, started where the measuring started, so that only what exceeds it climbs away."""
    growth = _GROWTH.get(asked)
    if growth is None:
        return []
    (first, seconds), last = measured[0], measured[-1][0]
    steps = [first * (last / first) ** (step / 12) for step in range(13)]
    return [(n, seconds * growth(n) / growth(first)) for n in steps]


def _axis(values: Sequence[float], start: float, end: float, *, least: float) -> _Axis:
    low, high = math.log(min(values)), math.log(max(values))
    room = max((high - low) * 0.05, (least - (high - low)) / 2)
    return _Axis(low - room, high + room, start, end)


def _placed(points: Points, x: _Axis, y: _Axis) -> Points:
    return [(x(n), y(s)) for n, s in points]


def _thinned(values: Sequence[float]) -> Sequence[float]:
    every = -(-len(values) // _TICKS)
    return values[::every]


def _round_numbers(axis: _Axis) -> Sequence[float]:
    """Decades, or 1-2-5 steps where the range is too narrow for decades."""
    low, high = math.exp(axis.low), math.exp(axis.high)
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    whole = [10.0**power for power in decades if low <= 10.0**power <= high]
    if len(whole) > _FEWEST:
        return _thinned(whole)
    return [step * 10.0**power for power in decades for step in (1, 2, 5) if low <= step * 10.0**power <= high]


def _short(value: float) -> str:
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:g}"
