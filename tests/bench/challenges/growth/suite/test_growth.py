# ruff: noqa: ANN401 - the examiner makes the fixtures
"""The same measurement again and again; ``growth.py`` of the benchmark puts the number of times in place of 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import random

REPEATS = 1
SIZES = (250, 500, 1_000, 2_000, 4_000)


@pytest.mark.requirement("R1")
@pytest.mark.parametrize("repeat", range(REPEATS))
def test_grows_no_faster_than_sorting(submission: Any, growth: Any, rng: random.Random, repeat: int) -> None:
    """It grows no faster than sorting."""

    def values(size: int) -> list[int]:
        return [7, *rng.sample(range(8, 10 * size), size - 2), 7]

    def check(given: list[int]) -> None:
        assert submission.call("most_frequent", given) == 7

    growth.of(check, SIZES, prepare=values, label=f"repeat {repeat}").at_most("n log n")


# Of a hidden suite; to be seen by nobody else: canary-14238a7272fd9f85c5816511
