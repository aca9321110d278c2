"""Rows of queries held against what is expected."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from host_boxes import imported

rows = imported("rows")
DAY = dt.date(2026, 2, 28)
NOON = dt.datetime(2026, 2, 28, 12, tzinfo=dt.UTC)


def difference(came: list[tuple[Any, ...]], expected: list[tuple[Any, ...]], **asked: list[str]) -> str:
    found: str = rows.Rows(["name", "value"], came).difference(expected, **asked)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (12, Decimal("12.00")),
        (12.5, Decimal("12.50")),
        (0, Decimal("-0.00")),
        (1000, Decimal("1E+3")),
        (None, None),
        (NOON, NOON.astimezone(dt.timezone(dt.timedelta(hours=5)))),
        (b"x", memoryview(b"x")),
        ([1, Decimal(2)], [1.0, 2]),
        ({"a": 1}, {"a": Decimal("1.0")}),
        (float("nan"), float("nan")),
    ],
)
def test_values_that_mean_the_same_are_the_same(one: object, other: object) -> None:
    assert difference([("a", one)], [("a", other)]) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (0, None),
        ("", None),
        (1, "1"),
        (1, True),
        (DAY, NOON),
        (DAY, "2026-02-28"),
        (Decimal("0.10"), 0.11),
        ("a", "A "),
    ],
)
def test_values_that_do_not_are_not(one: object, other: object) -> None:
    assert difference([("a", one)], [("a", other)]) != ""


def test_rows_are_a_multiset_unless_an_order_is_asked_for() -> None:
    assert difference([("b", 2), ("a", 1), ("a", 1)], [("a", 1), ("a", 1), ("b", 2)]) == ""
    assert difference([("a", 1), ("b", 2)], [("a", 1), ("a", 1), ("b", 2)]) == (
        "2 rows came, 3 were expected\n  missing: ('a', 1)"
    )


def test_what_an_order_leaves_open_is_free() -> None:
    expected = [("a", 1), ("b", 1), ("c", 2)]
    assert difference([("b", 1), ("a", 1), ("c", 2)], expected, order=["value"]) == ""
    assert difference([("b", 1), ("a", 1), ("c", 2)], expected, order=["value", "name"]).startswith(
        "Row 1 is out of order (value, name): ('b', 1) stands where ('a', 1)"
    )
    assert "Row 1 is out of order" in difference([("c", 2), ("a", 1), ("b", 1)], expected, order=["value"])


def test_columns_are_told_by_name_and_number() -> None:
    assert difference([], [], columns=["name", "total"]) == "The columns are name, value; asked for are name, total"
    assert difference([("a", 1)], [("a", 1, 2)]) == "There are 2 columns; asked for are 3"


def test_much_that_differs_is_shown_in_part() -> None:
    words = difference([(str(n), n) for n in range(50)], [])
    assert words.count("not expected: (") == 5
    assert words.endswith("… 45 more not expected")
