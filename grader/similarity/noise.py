"""What is ordinary in a cohort, so that what is not can be told: pure.

The answers to one challenge look alike, short ones most of all. How alike differs by challenge and language,
so no share is suspicious by itself: a pair is shown where it lies far out among all pairs of the same challenge and
language, beyond Tukey's outer fence: the third quartile and three times the distance between the quartiles
(Exploratory Data Analysis, 1977). Quartiles are not moved by the few pairs that are looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles

from grader.model import Value

FAR = 3.0
ENOUGH = 10
"""Pairs; five submissions make ten. Of fewer nobody can say what is ordinary (house rule)."""

_SMALLEST_SPREAD = 0.02  # where half of the pairs have the same share, all others would be far out


class Noise(Value, frozen=True):
    """How the shares of all pairs in one language lie; ``above`` is the share beyond which a pair is shown."""

    pairs: int
    median: float
    quartile: float
    spread: float
    above: float

    @property
    def is_known(self) -> bool:
        """Whether there are enough pairs to tell."""
        return self.pairs >= ENOUGH


def noise_of(shares: Sequence[float]) -> Noise:
    """Measure the noise of these pairs; with too few, whatever has anything in common is above it."""
    if len(shares) < ENOUGH:
        return Noise(pairs=len(shares), median=median(shares or [0.0]), quartile=0.0, spread=0.0, above=0.0)
    first, middle, third = quantiles(shares, n=4, method="inclusive")
    spread = max(third - first, _SMALLEST_SPREAD)
    return Noise(pairs=len(shares), median=middle, quartile=third, spread=spread, above=third + FAR * spread)


def distance(share: float, noise: Noise) -> float:
    """How many times the distance between the quartiles a share lies above the third."""
    return (share - noise.quartile) / noise.spread
