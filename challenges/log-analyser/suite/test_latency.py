"""R3: percentiles by nearest rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from oracle import LATENCY, Request, expected_report, part, written
from support import check_log

if TYPE_CHECKING:
    import random

    from support import Program

pytestmark = pytest.mark.requirement("R3")


def check_latency(submission: Program, times: list[int]) -> None:
    """Compare the percentiles alone."""
    requests = [Request(ms=ms) for ms in times]
    check_log(submission, written(requests), part(expected_report(requests), LATENCY))


def test_percentiles_are_values_that_occurred(submission: Program) -> None:
    """Percentiles are values that occurred, never something in between."""
    for times in ([77], [10, 1000], [30, 10, 20, 1000]):
        check_latency(submission, times)


def test_ranks_at_whole_positions_are_exact(submission: Program) -> None:
    """Where p·n/100 is whole, that very position counts, and the next one only just above."""
    for count in (20, 21, 100, 200):
        check_latency(submission, list(range(count, 0, -1)))


def test_times_are_ordered_as_numbers(submission: Program) -> None:
    """Request times are ordered as numbers, not as text."""
    check_latency(submission, [9, 10, 100, 8, 1000, 7, 70_000, 0])


def test_random_times_give_their_percentiles(submission: Program, rng: random.Random) -> None:
    """Random request times give the percentiles of the definition."""
    for count in (7, rng.randint(30, 90), rng.randint(500, 900)):
        check_latency(submission, [rng.randint(0, 2_000) for _ in range(count)])


# Of a hidden suite; to be seen by nobody else: canary-8a9012f346bd65faceaa47ed
