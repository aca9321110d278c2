"""Declared types against what came back."""

from __future__ import annotations

import math

import pytest
from host_boxes import imported

signatures = imported("signatures")
values = signatures.values

FITS: list[tuple[str, object, object]] = [
    ("none", None, None),
    ("bool", True, True),
    ("int", 7, 7),
    ("int?", None, None),
    ("int?", 7, 7),
    ("float", 7, 7.0),
    ("float", 1.5, 1.5),
    ("float", math.inf, math.inf),
    ("str", "x", "x"),
    ("bytes", b"x", b"x"),
    ("any", None, None),
    ("any", [1, {"a": b""}], [1, {"a": b""}]),
    ("list", [1, "x"], [1, "x"]),
    ("list[int]", [1, 2], [1, 2]),
    ("list[int]", (1, 2), [1, 2]),
    ("list[int]", [], []),
    ("list[int?]", [1, None], [1, None]),
    ("list[int]?", None, None),
    ("list[list[float]]", [[1], [2.5]], [[1.0], [2.5]]),
    ("set[int]", {1, 2}, {1, 2}),
    ("tuple[int, str]", [1, "x"], (1, "x")),
    ("tuple[int, tuple[str?, bool]]", (1, (None, True)), (1, (None, True))),
    ("map[str, int]", {"a": 1}, {"a": 1}),
    ("map[int, list[str]]", {1: ["x"]}, {1: ["x"]}),
    ("map[str, map[str, float?]]?", {"a": {"b": None}}, {"a": {"b": None}}),
]

MISFITS: list[tuple[str, object, str]] = [
    ("none", 0, "the value is int 0, but none is declared"),
    ("bool", 1, "the value is int 1, but bool is declared"),
    ("int", True, "the value is bool True, but int is declared"),
    ("int", 7.0, "the value is float 7.0, but int is declared"),
    ("int", None, "the value is nothing (null), but int is declared"),
    ("float", True, "the value is bool True, but float is declared"),
    ("float", "1.5", "the value is str '1.5', but float is declared"),
    ("float", 10**400, "the value is an integer too large for a float"),
    ("str", b"x", "the value is bytes b'x', but str is declared"),
    ("list[int]", {1}, "the value is set {1}, but list[int] is declared"),
    ("list[int]", [1, "x"], "item 1 of the value is str 'x', but int is declared"),
    ("list[list[int]]", [[1], [None]], "item 0 of item 1 of the value is nothing (null), but int is declared"),
    ("set[int]", [1], "the value is list [1], but set[int] is declared"),
    ("set[int]", {"x"}, "an item of the value is str 'x', but int is declared"),
    ("tuple[int, str]", [1], "the value has 1 items, but tuple[int, str] is declared"),
    ("tuple[int, str]", (1, 2), "item 1 of the value is int 2, but str is declared"),
    ("map[str, int]", {1: 1}, "a key of the value is int 1, but str is declared"),
    ("map[str, int]", {"a": "x"}, "the item 'a' of the value is str 'x', but int is declared"),
    ("map[str, int]", [["a", 1]], "the value is list [['a', 1]], but map[str, int] is declared"),
    ("str", values.Opaque("Node"), "the value is a Node object, which is not data, but str is declared"),
    ("int", values.Handle(1), "the value is Handle"),
    ("str", ["x" * 200], "the value is list ['" + "x" * (signatures.GLIMPSE - 2) + "…, but str is declared"),
]


@pytest.mark.parametrize(("notation", "value", "expected"), FITS, ids=repr)
def test_a_value_of_the_declared_type_is_given_in_that_types_own_form(
    notation: str, value: object, expected: object
) -> None:
    found = signatures.conform(value, signatures.parse(notation))
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("notation", "value", "message"), MISFITS, ids=lambda value: repr(value).partition(" at 0x")[0]
)
def test_a_value_of_another_type_is_told_with_where_and_how(notation: str, value: object, message: str) -> None:
    with pytest.raises(signatures.WrongType) as caught:
        signatures.conform(value, signatures.parse(notation))
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("notation", sorted({notation for notation, _, _ in FITS}))
def test_a_type_is_written_as_it_was_read(notation: str) -> None:
    assert signatures.notation(signatures.parse(notation)) == notation
