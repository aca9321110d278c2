"""How the time of an operation grows with its input, measured from outside the candidate's box.

Each size is timed several times, interleaved so that a slow moment of the machine hits all sizes alike; the fastest
time of each counts, since noise only ever adds. The growth is the slope of a least-squares line through the logarithms.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Any

from submission import CandidateFailure

ROUNDS = 5

TOLERANCE = 0.45
"""How far the measured exponent may lie above the class's own: just under half the way to the next whole power, so that
only a clearly worse class fails (house rule)."""

NOISE_S = 0.003
"""Differences below this are the channel's, not the submission's."""

CLASSES: dict[str, Callable[[float], float]] = {
    "constant": lambda n: 1.0,  # noqa: ARG005
    "log n": lambda n: math.log2(n),
    "n": lambda n: n,
    "n log n": lambda n: n * math.log2(n),
    "n^2": lambda n: n * n,
}


class Measured:
    """Times by size; ``at_most`` judges them."""

    def __init__(self, label: str, sizes: Sequence[int], seconds: Sequence[float], record: Callable[[dict[str, Any]], None]) -> None:
        self.label = label
        self.sizes = tuple(sizes)
        self.seconds = tuple(seconds)
        self._record = record

    def at_most(self, asked: str) -> None:
        """Fail the test where the times clearly grow faster than the class asked for."""
        expected = [CLASSES[asked](size) for size in self.sizes]
        exponent = slope(self.sizes, self.seconds)
        allowed = slope(self.sizes, expected) + TOLERANCE
        self._record({"label": self.label, "asked": asked, "sizes": self.sizes, "seconds": self.seconds, "exponent": exponent})
        if exponent > allowed and self.seconds[-1] - self.seconds[0] > NOISE_S:
            raise CandidateFailure(
                "time_limit_exceeded",
                f"Grows faster than {asked}: {self.sizes[0]:,} took {self.seconds[0] * 1000:.1f} ms and "
                f"{self.sizes[-1]:,} took {self.seconds[-1] * 1000:.1f} ms (about n^{exponent:.2f}; up to n^{allowed:.2f} passes)",
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
        rounds: int = ROUNDS,
        label: str = "",
    ) -> Measured:
        """Time ``run(prepare(n))``, or ``run(n)``, at each size; only ``run`` is timed."""
        prepared = {size: prepare(size) if prepare else size for size in sizes}
        best = dict.fromkeys(sizes, math.inf)
        for turn in range(rounds):
            for size in sizes if turn % 2 == 0 else reversed(sizes):
                started = time.perf_counter()
                run(prepared[size])
                best[size] = min(best[size], time.perf_counter() - started)
        return Measured(label, sizes, [best[size] for size in sizes], self._record)


def slope(sizes: Sequence[int], amounts: Sequence[float]) -> float:
    """The exponent of the power law that fits best (least squares on log–log)."""
    xs = [math.log(size) for size in sizes]
    ys = [math.log(max(amount, 1e-9)) for amount in amounts]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread if spread else 0.0
