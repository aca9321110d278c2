"""R11: a redirect takes as long among many links as among few."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest
from kit import create, follow

pytestmark = pytest.mark.requirement("R11")

SIZES = (100, 300, 900, 2_700)
ROUNDS = 20
WARM_UP = 100
REDIRECTS = 6
THREADS = 12
LONG = "https://example.com/?q=".ljust(1_900, "x")


def test_redirects_do_not_slow_down(service: Any, growth: Any, rng: Any) -> None:
    """A redirect takes no longer among 2,700 links than among 100."""
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
    paced = {size: [took * least / pace[size] for took, _ in rounds] for size, rounds in taken.items()}
    growth.measured(paced, label=f"{REDIRECTS} redirects, at one pace").at_most("constant")


def filled(service: Any, there: int, size: int) -> list[str]:
    """Make links until there are so many; the new ones' codes."""

    def share(thread: int) -> list[str]:
        return [create(service, f"{LONG}{number}")["code"] for number in range(there + thread, size, THREADS)]

    return [code for codes in service.at_once(THREADS, share) for code in codes]


def timed(service: Any, codes: list[str]) -> tuple[float, float]:
    """Seconds that it takes to follow all of these, and the least that an answer took which needs no link.

    The least, for what a redirect left to be cleared up slows down the next answers, and would hide itself.
    """
    began = time.perf_counter()
    for code in codes:
        follow(service, code)
    followed = time.perf_counter() - began
    beside = math.inf
    for _ in codes:
        began = time.perf_counter()
        service.put("/links")
        beside = min(beside, time.perf_counter() - began)
    return followed, beside


# Of a hidden suite; to be seen by nobody else: canary-30fb283cd719578fdf6a43cd
