"""How the time of an operation grows with its input, measured from outside the candidate's box.

Each size is timed several times, interleaved so that a slow moment of the machine hits all sizes alike; the fastest
time of each counts, since noise only ever adds. The growth is the slope of a least-squares line through the logarithms.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from submission import CandidateFailure

FEWEST_ROUNDS = 2
MOST_ROUNDS = 5
CLEARLY = 0.1

TOLERANCE = 0.45
"""How far the measured exponent may lie above the class's own: just under half the way to the next whole power, so that
only a clearly worse class fails (house rule)."""

NOISE_S = 0.003
"""Differences below this are the channel's, not the submission's."""

CLASSES: dict[str, Callable[[float], float]] = {
    "constant": lambda _n: 1.0,
    "log n": math.log2,
    "n": lambda n: n,
    "n log n": lambda n: n * math.log2(n),
    "n^2": lambda n: n * n,
}


class Measurement:
    """Something to be timed at growing sizes; ``at_most`` times and judges it."""

    def __init__(
        self,
        run: Callable[[Any], object],
        prepared: Mapping[int, Any],
        label: str,
        record: Callable[[dict[str, Any]], None],
    ) -> None:
        self._run = run
        self._prepared = prepared
        self._label = label
        self._record = record
        self.best = dict.fromkeys(prepared, math.inf)

    def at_most(self, asked: str) -> None:
        """Fail the test where the times clearly grow faster than the class asked for."""
        sizes = tuple(self._prepared)
        allowed = slope(sizes, [CLASSES[asked](size) for size in sizes]) + TOLERANCE
        exponent = math.inf
        for turn in range(MOST_ROUNDS):
            self._time_once(backwards=turn % 2 == 1)
            exponent = slope(sizes, list(self.best.values()))
            # More rounds only lower the times, so a clear pass stays one: only the doubtful are measured longer.
            if turn + 1 >= FEWEST_ROUNDS and exponent <= allowed - CLEARLY:
                break
        seconds = tuple(self.best.values())
        self._record({"label": self._label, "asked": asked, "sizes": sizes, "seconds": seconds, "exponent": exponent})
        if exponent > allowed and seconds[-1] - seconds[0] > NOISE_S:
            raise CandidateFailure("time_limit_exceeded", _too_fast(asked, sizes, seconds, exponent, allowed))

    def _time_once(self, *, backwards: bool) -> None:
        for size in reversed(self._prepared) if backwards else self._prepared:
            started = time.perf_counter()
            self._run(self._prepared[size])
            self.best[size] = min(self.best[size], time.perf_counter() - started)


def _too_fast(asked: str, sizes: Sequence[int], seconds: Sequence[float], exponent: float, allowed: float) -> str:
    return (
        f"Grows faster than {asked}: {sizes[0]:,} took {seconds[0] * 1000:.1f} ms and {sizes[-1]:,} took "
        f"{seconds[-1] * 1000:.1f} ms (about n^{exponent:.2f}; up to n^{allowed:.2f} passes)"
    )


class Growth:
    """The fixture ``growth``."""

    def __init__(self, record: Callable[[dict[str, Any]], None]) -> None:
        self._record = record

    def of(
        self,
        run: Callable[[Any], object],
        sizes: Sequence[int],
        *,
        prepare: Callable[[int], Any] | None = None,
        label: str = "",
    ) -> Measurement:
        """Get ``run(prepare(n))``, or ``run(n)``, ready to be timed at each size; only ``run`` will be timed."""
        prepared = {size: prepare(size) if prepare else size for size in sorted(sizes)}
        return Measurement(run, prepared, label, self._record)


def slope(sizes: Sequence[int], amounts: Sequence[float]) -> float:
    """The exponent of the power law that fits best (least squares on log-log)."""
    xs = [math.log(size) for size in sizes]
    ys = [math.log(max(amount, 1e-9)) for amount in amounts]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread if spread else 0.0
