"""Places a growth series on a log-log plot. Only numbers of ours go in, only coordinates come out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat, zip_longest
from typing import TYPE_CHECKING

from grader.reporting import words

if TYPE_CHECKING:
    from grader.model import Case, Outcome, Series

WIDTH, HEIGHT = 440, 264
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 14, 12, 48
_TICKS = 7
_STEPS = 24
_HEADROOM = 3.0
_TELLING = 0.1
_LEAST_S = 1e-9
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

_VERDICTS = {
    "above": "the whole interval lies above what is allowed",
    "within": "the whole interval lies within what is allowed",
    "unclear": "not clearly worse than asked: interval, sizes or rounds leave a doubt",
    "too little": "steeper than allowed, by too little time to tell from what the way there takes",
}

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled mark on an axis, at a coordinate of the drawing."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Coordinates inside a box of ``WIDTH`` by ``HEIGHT``; ``band`` and ``allowed`` are outlines of areas.

    Fit, band and allowed area all begin at the smallest size, on the fit: a band wholly above the allowed area is an
    interval wholly above the allowed exponent, which is the rule that fails a case.
    """

    samples: Points
    points: Points
    fit: Points
    band: Points
    asked: Points
    allowed: Points
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]


@dataclass(frozen=True, slots=True)
class Row:
    """One size in words: its fastest time and, where they were kept, the slowest and how many there are."""

    size: str
    fastest: str
    slowest: str
    count: int


@dataclass(frozen=True, slots=True)
class Plot:
    """A series beside its drawing, which is missing where there is too little to draw; ``told`` is the rest of it."""

    series: Series
    drawing: Drawing | None
    rows: Sequence[Row]
    exponent: str
    allowed: str
    told: str
    verdict: str
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
        rows=list(_rows(series)),
        exponent=_exponent(series.exponent),
        allowed=_exponent(series.allowed) if series.allowed is not None else "",
        told=_told(series),
        verdict=_VERDICTS.get(series.conclusion, ""),
        outcome=case.outcome if case else None,
        anchor=anchor,
    )


def _exponent(value: float) -> str:
    """Round to two places, without a sign where nothing is left of it."""
    return f"{value:.2f}".replace("-0.00", "0.00")


def _told(series: Series) -> str:
    """The interval, and an overhead where it is a good part of the shortest time."""
    parts = []
    if series.interval is not None:
        parts.append(f"{_exponent(series.interval[0])} to {_exponent(series.interval[1])} with 95 % confidence")
    if series.seconds and series.overhead_s > _TELLING * min(series.seconds):
        parts.append(f"beside {words.seconds(series.overhead_s)} whatever n is")
    return ", ".join(parts)


def _rows(series: Series) -> Iterator[Row]:
    for n, fastest, samples in zip_longest(series.sizes, series.seconds, series.samples, fillvalue=None):
        if n is None or fastest is None:
            return
        slowest = words.seconds(max(samples)) if samples else ""
        yield Row(f"{n:,}", words.seconds(fastest), slowest, len(samples or ()))


def _drawable(series: Series) -> Points:
    return sorted(_usable(zip(series.sizes, series.seconds, strict=False)))


def _usable(pairs: Iterable[tuple[int, float]]) -> Iterator[tuple[float, float]]:
    return ((float(n), s) for n, s in pairs if n > 0 and s > 0 and math.isfinite(s))


def _drawing(series: Series, measured: Points) -> Drawing | None:
    if len({n for n, _ in measured}) < _FEWEST or not math.isfinite(series.exponent):
        return None
    samples = [
        each
        for n, taken in zip(series.sizes, series.samples, strict=False)
        for each in _usable(zip(repeat(n), taken, strict=False))
    ]
    curve = _Curve.through(measured, series)
    fit = curve.power(series.exponent)
    asked = curve.growth(_GROWTH[series.asked]) if series.asked in _GROWTH else []
    band = _between(*(curve.power(exponent) for exponent in series.interval)) if series.interval else []
    allowed = _between(asked, curve.power(series.allowed)) if asked and series.allowed is not None else []
    x = _axis([n for n, _ in measured], _LEFT, WIDTH - _RIGHT, least=0.0)
    seen = [s for _, s in (*measured, *samples, *fit)]
    # A class that leaves the measurements far below leaves the plot as well: they are what it is for.
    promised = [min(s, _HEADROOM * max(seen)) for _, s in asked]
    y = _axis([*seen, *promised], HEIGHT - _BOTTOM, _TOP, least=_LEAST_HEIGHT)
    return Drawing(
        samples=_placed(samples, x, y),
        points=_placed(measured, x, y),
        fit=_placed(fit, x, y),
        band=_placed(band, x, y),
        asked=_placed(asked, x, y),
        allowed=_placed(allowed, x, y),
        x_ticks=[Tick(x(n), _short(n)) for n in _thinned([n for n, _ in measured])],
        y_ticks=[Tick(y(s), words.seconds(s)) for s in _round_numbers(y)],
    )


@dataclass(frozen=True, slots=True)
class _Curve:
    """What the fit says of the smallest size: an overhead, and a share of the time that grows from there."""

    first: float
    last: float
    overhead: float
    growing: float

    @classmethod
    def through(cls, measured: Points, series: Series) -> _Curve:
        """Take the fit's overhead and exponent, and scale what grows by least relative squares, as the fit did."""
        first, last = measured[0][0], measured[-1][0]
        overhead = series.overhead_s if math.isfinite(series.overhead_s) else 0.0
        shares = [((n / first) ** series.exponent / s, 1 - overhead / s) for n, s in measured]
        growing = math.fsum(w * rest for w, rest in shares) / math.fsum(w * w for w, _ in shares)
        return cls(first, last, overhead, max(growing, _LEAST_S))

    def power(self, exponent: float) -> Points:
        """Grow by this power of the size."""
        return self.growth(lambda n: n**exponent)

    def growth(self, growth: Callable[[float], float]) -> Points:
        """Grow in proportion to a function of the size."""
        steps = [self.first * (self.last / self.first) ** (step / _STEPS) for step in range(_STEPS + 1)]
        return [(n, self.overhead + self.growing * growth(n) / growth(self.first)) for n in steps]


def _between(lower: Points, upper: Points) -> Points:
    """Go along one curve and back along the other."""
    return [*lower, *reversed(upper)]


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
