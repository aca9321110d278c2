"""R11: a redirect takes as long among many links as among few."""

from __future__ import annotations

import time
from typing import Any

import pytest
from kit import create, follow

pytestmark = pytest.mark.requirement("R11")

SIZES = (75, 190, 480, 1_200)
ROUNDS = 20  # as many as growth would ever time
WARM_UP = 100
REDIRECTS = 6
THREADS = 12
LONG = "https://example.com/?q=".ljust(1_900, "x")


class Played:
    """Times taken before, as a clock and what moves it.

    A server holds one number of links at a time, so that sizes cannot be timed in turn as ``growth`` would.
    """

    def __init__(self, taken: dict[int, list[float]]) -> None:
        self.now = 0.0
        self.left = {size: iter(samples) for size, samples in taken.items()}

    def __call__(self) -> float:
        """The time now."""
        return self.now

    def run(self, size: int) -> None:
        """Let pass what a round at this size took."""
        self.now += next(self.left[size])


def test_redirects_do_not_slow_down(service: Any, growth: Any, rng: Any) -> None:
    """A redirect takes no longer among 1,200 links than among 75."""
    codes: list[str] = []
    taken: dict[int, list[tuple[float, float]]] = {}
    for size in SIZES:
        codes += filled(service, len(codes), size)
        # That all of them differ is another requirement's.
        assert 2 * len(set(codes)) > size, f"{size} links have {len(set(codes))} codes"
        if size == SIZES[0]:
            timed(service, rng.choices(codes, k=WARM_UP))
        taken[size] = [timed(service, rng.sample(codes, REDIRECTS)) for _ in range(ROUNDS)]
    # A slow hour of the machine slows down alike what no link has a part in: in its measure sizes can be compared.
    pace = {size: min(beside for _, beside in rounds) for size, rounds in taken.items()}
    least = min(pace.values())
    played = Played({size: [took * least / pace[size] for took, _ in rounds] for size, rounds in taken.items()})
    growth.clock = played
    growth.of(played.run, sizes=SIZES, label=f"{REDIRECTS} redirects").at_most("constant")


def filled(service: Any, there: int, size: int) -> list[str]:
    """Make links until there are so many; the new ones' codes."""

    def share(thread: int) -> list[str]:
        return [create(service, f"{LONG}{number}")["code"] for number in range(there + thread, size, THREADS)]

    return [code for codes in service.at_once(THREADS, share) for code in codes]


def timed(service: Any, codes: list[str]) -> tuple[float, float]:
    """Seconds that it takes to follow all of these, and seconds for as many answers that need no link."""
    followed = beside = 0.0
    for code in codes:
        began = time.perf_counter()
        follow(service, code)
        between = time.perf_counter()
        service.put("/links")
        followed += between - began
        beside += time.perf_counter() - between
    return followed, beside
