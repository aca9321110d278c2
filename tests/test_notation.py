"""Types, durations, sizes and the other small notations of challenge.yaml."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.notation import (
    HASHABLE,
    LONGEST_TYPE,
    SCALARS,
    Type,
    parse_duration,
    parse_size,
    parse_time_box,
    parse_type,
    parse_version,
)


@pytest.mark.parametrize("text", [*SCALARS, "int?", "list[map[str, int?]]", "tuple[int, str]?", "set[tuple[int, str]]"])
def test_a_type_reads_and_writes_alike(text: str) -> None:
    assert str(parse_type(text)) == text


def test_white_space_in_a_type_does_not_matter() -> None:
    assert parse_type(" map [str,list[ int ? ] ] ") == parse_type("map[str, list[int?]]")


def test_a_type_is_read_to_the_inside() -> None:
    optional = Type(name="int", optional=True)
    assert parse_type("map[str, int?]") == Type(name="map", args=(Type(name="str"), optional))


keys = st.sampled_from(sorted(HASHABLE)).map(lambda name: Type(name=name))
types = st.recursive(
    st.sampled_from(SCALARS).map(lambda name: Type(name=name)),
    lambda inner: st.one_of(
        inner.map(lambda one: Type(name="list", args=(one,))),
        keys.map(lambda key: Type(name="set", args=(key,))),
        st.tuples(keys, inner).map(lambda pair: Type(name="map", args=pair)),
        st.lists(inner, min_size=1, max_size=3).map(lambda args: Type(name="tuple", args=tuple(args))),
        inner.filter(lambda one: one.name != "none").map(lambda one: Type(name=one.name, args=one.args, optional=True)),
    ),
    max_leaves=6,
)


@given(types.filter(lambda type_: len(str(type_)) <= LONGEST_TYPE))
def test_every_type_survives_being_written_down(type_: Type) -> None:
    assert parse_type(str(type_)) == type_


@given(st.text(alphabet="listmapnr[],? ", max_size=LONGEST_TYPE + 5))
def test_any_text_is_a_type_or_a_value_error(text: str) -> None:
    try:
        parsed = parse_type(text)
    except ValueError:
        return
    assert parse_type(str(parsed)) == parsed


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", 'unknown type "". Known:'),
        ("strin", 'unknown type "strin". Did you mean "str"?'),
        ("dict[str, int]", 'unknown type "dict". Known:'),
        ("Int", 'unknown type "Int". Did you mean "int"?'),
        ("int??", 'type "int??" goes on with "?" where it should end'),
        ("int]", 'type "int]" goes on with "]" where it should end'),
        ("int[str]", 'type "int[str]" goes on with "[" where it should end'),
        ("none?", '"none?" says the same twice. Write none.'),
        ("list", '"[" is expected after "list", not "the end"'),
        ("list[int", '"]" is expected after "list[int", not "the end"'),
        ("list[]", 'unknown type "]". Known:'),
        ("tuple[]", 'unknown type "]". Known:'),
        ("list[int, int]", "list takes 1 type in brackets, not 2"),
        ("map[str]", "map takes 2 types in brackets, not 1"),
        ("map[list[int], str]", "a map's keys cannot be list[int]. Use"),
        ("set[any]", "a set's elements cannot be any. Use"),
        ("set[tuple[int, list[int]]]", "a set's elements cannot be tuple[int, list[int]]. Use"),
        ("list[" * 100, "a type of more than 200 characters. Make it simpler."),
    ],
)
def test_a_type_that_cannot_be_expressed_is_refused(text: str, mistake: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(mistake)}"):
        parse_type(text)


@pytest.mark.parametrize(("text", "seconds"), [("500ms", 0.5), ("60s", 60), ("1.5s", 1.5), ("2m", 120), ("0s", 0)])
def test_durations_are_seconds(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(("text", "size"), [("7B", 7), ("64KiB", 65536), ("512MiB", 512 << 20), ("2GiB", 2 << 30)])
def test_sizes_are_bytes(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["1.5GiB", "512 MiB", "-1MiB", "MiB", "٣MiB", "", "1e9B"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"size|unit"):
        parse_size(text)


@pytest.mark.parametrize("text", ["2h", "90m", "1h30m"])
def test_time_boxes_are_for_people(text: str) -> None:
    assert parse_time_box(text) == text


@pytest.mark.parametrize("text", ["", "h", "2", "30m1h", "2h "])
def test_what_is_no_time_box_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="time box"):
        parse_time_box(text)


@pytest.mark.parametrize("text", ["0.0.0", "1.20.3", "1.0.0-rc.1"])
def test_versions_are_semantic(text: str) -> None:
    assert parse_version(text) == text


@pytest.mark.parametrize("text", ["1", "1.0", "01.0.0", "v1.0.0", "1.0.0\n", "1.0.0-"])
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="semantic version"):
        parse_version(text)
