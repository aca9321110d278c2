"""Agreement between reviewers: shares always, alpha only where there is enough, and right against its definition."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import permutations

import pytest

from grader.review.agreement import Agreement, agreement


def of(units: Sequence[Sequence[int | None]]) -> Agreement:
    (found,) = agreement([{"design": unit} for unit in units], ["design"])
    return found


def defined(units: Sequence[Sequence[int]]) -> float:
    """Krippendorff's alpha for ordinal data by its definition: one minus observed over expected disagreement."""
    coincidences: dict[tuple[int, int], float] = {}
    for unit in units:
        for pair in permutations(unit, 2):
            coincidences[pair] = coincidences.get(pair, 0) + 1 / (len(unit) - 1)
    margin = {level: sum(value for (one, _), value in coincidences.items() if one == level) for level in range(1, 5)}
    total = sum(margin.values())

    def distance(one: int, other: int) -> float:
        low, high = sorted((one, other))
        between = sum(margin[level] for level in range(low, high + 1))
        return (between - (margin[low] + margin[high]) / 2) ** 2 if one != other else 0

    observed = sum(value * distance(*pair) for pair, value in coincidences.items())
    expected = sum(margin[one] * margin[other] * distance(one, other) for one in margin for other in margin)
    return 1 - (total - 1) * observed / expected


def test_shares_are_of_pairs() -> None:
    found = of([(4, 4), (3, 4), (1, 3), (2, 2)])
    assert (found.submissions, found.pairs, found.exact, found.within_one) == (4, 4, 0.5, 0.75)


def test_no_number_from_fewer_than_ten_submissions() -> None:
    assert of([(1, 2)] * 9).alpha is None
    assert "from 10 submissions on" in of([(1, 2)] * 9).why_not


def test_alpha_is_what_its_definition_says() -> None:
    chance = random.Random(3)  # noqa: S311
    units = [
        (level, min(4, max(1, level + chance.choice((-1, 0, 0, 1))))) for level in chance.choices(range(1, 5), k=20)
    ]
    assert of(units).alpha == pytest.approx(defined(units))


def test_three_reviewers_and_gaps_are_allowed() -> None:
    units: list[tuple[int | None, ...]] = [(1, 2, None), (4, 4, 3), (2, 2, 2), (3, None, 4)] * 3
    known = [[level for level in unit if level is not None] for unit in units]
    assert of(units).alpha == pytest.approx(defined(known))


def test_the_interval_holds_alpha_and_is_the_same_each_time() -> None:
    units = [(1, 1), (2, 2), (3, 4), (4, 4), (2, 1)] * 4
    found = of(units)
    assert found == of(units)
    assert found.alpha is not None
    assert found.interval is not None
    assert found.interval[0] < found.alpha < found.interval[1]


def test_everybody_giving_one_level_defines_nothing() -> None:
    assert of([(3, 3)] * 12).why_not == "not defined where everybody gave the same level"


def test_what_only_one_reviewer_assessed_is_left_out() -> None:
    assert agreement([{"design": (3, None)}, {"design": (3,)}, {}], ["design"]) == ()
