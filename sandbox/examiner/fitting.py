"""Fits how times grow with sizes: ``overhead + unit * n^exponent``, and how far the exponent can be trusted.

Whoever measures from outside measures the way there and back as well: a service answers in 2 ms whatever n is. A line
through the logarithms would take that for slow growth and let quadratic work pass; so the overhead is fitted too.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

TOLERANCE = 0.45
"""How far an exponent may lie above the class's own: just under half the way to the next whole power, so that only a
clearly worse class fails (house rule)."""

LEAST_SPAN = 8
"""The largest size in smallest ones: over less, one class cannot be told from the next."""

GROWN = LEAST_SPAN**TOLERANCE
"""The slowest time in fastest ones, from which on an overhead is told from the work: what growth within the tolerance
of none comes to over the least span, so that a cache outgrown, or a collector woken, never looks steep."""

CONFIDENCE = 0.95
RESAMPLES = 400
STEEPEST = 4.0
STEP = 0.1
REFINEMENTS = 12
SHORTEST_S = 1e-9


class Fit(NamedTuple):
    """A curve through times in seconds; of equally good ones the flattest."""

    exponent: float
    overhead_s: float


@lru_cache(maxsize=4096)
def fitted(sizes: tuple[int, ...], seconds: tuple[float, ...]) -> Fit:
    """The curve with the least relative squares, overhead and work at least zero; a plain power where little grew."""
    times = [max(second, SHORTEST_S) for second in seconds]
    if times[-1] < GROWN * min(times):
        return Fit(slope(sizes, times), 0.0)
    best = min((_curve(sizes, times, step * STEP) for step in range(round(STEEPEST / STEP) + 1)), key=_loss)
    width = STEP
    for _ in range(REFINEMENTS):
        width /= 2
        near = (max(best[0] - width, 0.0), best[0] + width)
        best = min((best, *(_curve(sizes, times, exponent) for exponent in near)), key=_loss)
    return Fit(best[0], best[1])


def slope(sizes: Sequence[int], amounts: Sequence[float]) -> float:
    """The exponent of the power law that fits best (least squares on log-log)."""
    xs = [math.log(size) for size in sizes]
    ys = [math.log(max(amount, SHORTEST_S)) for amount in amounts]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread if spread else 0.0


def interval(sizes: tuple[int, ...], rounds: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Where the exponent lies with 95% confidence: a percentile bootstrap over whole rounds, the same on every call.

    After Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. A round is drawn whole, for a slow
    moment of the machine hits its sizes together.
    """
    rng = random.Random(0)  # noqa: S311 - repeatable on purpose
    drawn = (fastest(rng.choices(rounds, k=len(rounds))) for _ in range(RESAMPLES))
    exponents = sorted(fitted(sizes, times).exponent for times in drawn)
    outside = round((1 - CONFIDENCE) / 2 * RESAMPLES)
    return exponents[outside], exponents[-1 - outside]


def fastest(rounds: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """The least time of each size: noise only ever adds."""
    return tuple(map(min, zip(*rounds, strict=True)))


def _curve(sizes: Sequence[int], times: Sequence[float], exponent: float) -> tuple[float, float, float]:
    """Exponent, overhead in seconds, and loss of the best curve of this exponent (two unknowns, solved outright)."""
    vs = [1 / time for time in times]
    ws = [(size / sizes[-1]) ** exponent * v for size, v in zip(sizes, vs, strict=True)]
    v, w = sum(vs), sum(ws)
    vv, ww, vw = sum(a * a for a in vs), sum(b * b for b in ws), sum(a * b for a, b in zip(vs, ws, strict=True))
    determinant = vv * ww - vw * vw
    overhead, work = 0.0, w / ww
    if determinant > 1e-9 * vv * ww:
        overhead, work = (v * ww - w * vw) / determinant, (w * vv - v * vw) / determinant
        if work < 0:
            overhead, work = v / vv, 0.0
        elif overhead < 0:
            overhead, work = 0.0, w / ww
    return exponent, overhead, sum((overhead * a + work * b - 1) ** 2 for a, b in zip(vs, ws, strict=True))


def _loss(curve: tuple[float, float, float]) -> float:
    # Rounded, so that of curves that fit alike the first and flattest is taken.
    return round(curve[2], 12)
