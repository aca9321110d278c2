"""The value format: what crosses between the boxes comes out as it went in, and all else is refused."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from host_boxes import values
from hypothesis import given, settings
from hypothesis import strategies as st

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(10**40), max_value=10**40)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.binary()
)
HASHABLE = st.recursive(SCALARS, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=4)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.sets(HASHABLE, max_size=4)
        | st.dictionaries(HASHABLE, inner, max_size=4)
        | st.dictionaries(st.sampled_from(["$int", "$", "a", ""]), inner, max_size=4)
    ),
    max_leaves=12,
)


def crossed(value: object) -> Any:  # noqa: ANN401 - whatever went in
    return values.decode(values.loads(values.dumps(values.encode(value))))


def shape(value: object) -> object:
    """A value with the types of all its parts, so that ``1``, ``1.0`` and ``True`` are told apart."""
    if isinstance(value, list | tuple):
        return type(value).__name__, [shape(item) for item in value]
    if isinstance(value, set | frozenset):
        return "set", sorted(repr(shape(item)) for item in value)
    if isinstance(value, dict):
        return "dict", sorted((repr(shape(key)), repr(shape(item))) for key, item in value.items())
    return type(value).__name__, repr(value)


@given(VALUES)
@settings(max_examples=300, deadline=None)
def test_every_value_comes_out_as_it_went_in(value: object) -> None:
    assert shape(crossed(value)) == shape(value)


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_an_encoded_value_is_one_line_of_standard_json(value: object) -> None:
    line = values.dumps(values.encode(value))
    assert line.count(b"\n") == 1
    json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def test_no_integer_crosses_that_another_languages_json_would_round() -> None:
    assert values.encode(2**53 - 1) == 2**53 - 1
    assert values.encode(2**53) == {"$int": str(2**53)}
    assert values.encode(-(2**53)) == {"$int": str(-(2**53))}


def test_not_a_number_crosses() -> None:
    assert math.isnan(crossed(math.nan))


def test_a_lone_surrogate_crosses_as_a_question_mark() -> None:
    assert crossed("a\ud800b") == "a?b"


def test_what_is_not_data_is_equal_to_nothing_not_even_to_itself() -> None:
    thing = crossed(object())
    assert thing != thing  # noqa: PLR0124 - that is the point
    assert repr(thing) == "<object object, which is not data>"


def test_a_value_that_holds_itself_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(values.BadValue, match="deep"):
        values.encode(endless)


def test_an_integer_of_absurd_length_is_refused_where_it_is_made() -> None:
    with pytest.raises(values.BadValue):
        values.encode(1 << 100_000)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b'{"a":1,"a":1}',
        b'[{"b":{"a":1,"a":2}}]',
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"1e999",
        b"-1e999",
        b"1" * 4301,
        b"\xff",
        b'"\xed\xa0\x80"',
        b"1 2",
        b"'x'",
        b"[1,]",
        b"[" * 500_000,
    ],
    ids=lambda line: line[:20].decode("latin-1"),
)
def test_a_line_that_is_not_strict_json_is_refused(line: bytes) -> None:
    with pytest.raises(values.BadValue):
        values.loads(line)


@pytest.mark.parametrize(
    "data",
    [
        {"$unknown": 1},
        {"$int": 7},
        {"$int": "x"},
        {"$int": ""},
        {"$int": "1_000"},
        {"$int": " 7"},
        {"$int": "+7"},
        {"$int": "\u0663"},
        {"$int": "9" * 4001},
        {"$float": "1.5"},
        {"$float": "NaN"},
        {"$float": ["nan"]},
        {"$bytes": "?"},
        {"$bytes": "YQ"},
        {"$bytes": "Y Q="},
        {"$bytes": 7},
        {"$bytes": "ä"},
        {"$set": 7},
        {"$set": "ab"},
        {"$set": {"a": 1}},
        {"$set": [{}]},
        {"$set": [[[{}]]]},
        {"$set": [{"$opaque": "x"}]},
        {"$tuple": "ab"},
        {"$tuple": {"a": 1}},
        {"$map": {"a": 1}},
        {"$map": [[1]]},
        {"$map": [[1, 2, 3]]},
        {"$map": ["ab"]},
        {"$map": [7]},
        {"$map": [[{}, 1]]},
        {"$object": "1"},
        {"$object": 1.0},
        {"$object": True},
        {"$int": "1", "$float": "nan"},
        {"$int": "1", "a": 1},
        {"a": 1, "$int": "1"},
        [[{"$unknown": 1}]],
    ],
    ids=repr,
)
def test_a_tagged_value_of_another_form_is_refused(data: object) -> None:
    with pytest.raises(values.BadValue):
        values.decode(data)


@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"a": inner}, lambda inner: {"$tuple": [inner]}])
def test_nesting_is_bounded_in_every_kind_of_container(wrap: Any) -> None:  # noqa: ANN401 - a lambda
    data: object = 1
    for _ in range(30):
        data = wrap(data)
    values.decode(data)
    for _ in range(70):
        data = wrap(data)
    with pytest.raises(values.BadValue, match="deep"):
        values.decode(data)
