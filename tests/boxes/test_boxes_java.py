"""Functions and objects of a Java submission: how values go in and come back, and what its code may do on the way."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import quick
from java_boxes import LIMITS, Line, Place, asked, sources, text
from msgspec import structs

from grader.model import ClassInterface, Interface, Parameter, Signature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.sandbox.docker import DockerSandbox


pytestmark = pytest.mark.docker

# What the methods of java/functions/Solution.java take and give: those that give back what they are given, and others.
ECHOES = {
    "a_long": ("int", "int"),
    "an_int": ("int", "int"),
    "a_short": ("int", "int"),
    "a_byte": ("int", "int"),
    "a_boxed": ("int?", "int?"),
    "a_big": ("int", "int"),
    "a_decimal": ("float", "float"),
    "a_double": ("float", "float"),
    "a_float": ("float", "float"),
    "int_to_double": ("int", "float"),
    "a_truth": ("bool", "bool"),
    "a_string": ("str", "str"),
    "a_sequence": ("str", "str"),
    "a_char": ("str", "str"),
    "chars": ("str", "str"),
    "an_enum": ("str", "str"),
    "some_bytes": ("bytes", "bytes"),
    "a_buffer": ("bytes", "bytes"),
    "a_list": ("list[int]", "list[int]"),
    "an_int_list": ("list[int]", "list[int]"),
    "ints": ("list[int]", "list[int]"),
    "bytes_of_ints": ("list[int]", "list[int]"),
    "a_table": ("list[list[int?]]", "list[list[int?]]"),
    "generic_array": ("list[list[str]]", "list[list[str]]"),
    "a_collection": ("list[str]", "list[str]"),
    "wildcards": ("list[int]", "list[int]"),
    "variables": ("list[str]", "list[str]"),
    "a_deque": ("list[int]", "list[int]"),
    "a_linked_list": ("list[int]", "list[int]"),
    "a_stream": ("list[int]", "list[int]"),
    "an_iterator": ("list[int]", "list[int]"),
    "a_set": ("set[int]", "set[int]"),
    "a_sorted_set": ("set[str]", "set[str]"),
    "a_map": ("map[str, int]", "map[str, int]"),
    "int_keys": ("map[int, str]", "map[int, str]"),
    "enum_keys": ("map[str, int]", "map[str, int]"),
    "map_of_lists": ("map[str, list[int]]", "map[str, list[int]]"),
    "maybe": ("int?", "int?"),
    "maybe_long": ("int?", "int?"),
    "maybe_int": ("int?", "int?"),
    "maybe_double": ("float?", "float?"),
    "a_record": ("tuple[int, str]", "tuple[int, str]"),
    "records": ("list[tuple[int, str]]", "list[tuple[int, str]]"),
    "generic_record": ("tuple[int, str]", "tuple[int, str]"),
    "named_record": ("map[str, any]", "map[str, any]"),
    "an_entry": ("tuple[str, int]", "tuple[str, int]"),
    "objects": ("tuple[int, str]", "tuple[int, str]"),
    "object_array": ("tuple[int, str]", "tuple[int, str]"),
    "anything": ("any?", "any?"),
    "a_number": ("float", "float"),
    "kind_of": ("any?", "str"),
    "float_kind": ("list[float]", "str"),
    "protected_one": ("int", "int"),
}
OTHERS = {
    "opaque": ("any?", "any"),
    "nothing": ("any?", "none"),
    "prints": ("str", "none"),
    "reads_stdin": ("any?", "int"),
    "throws_own": ("str", "none"),
    "throws_checked": ("str", "none"),
    "recurses": ("any?", "int"),
    "asserts": ("any?", "none"),
    "initialises": ("any?", "int"),
    "hostile_message": ("any?", "none"),
    "lying_list": ("any?", "list[int]"),
    "throwing_map": ("any?", "map[str, int]"),
    "endless": ("any?", "list[int]"),
    "deep": ("int", "any"),
    "itself": ("any?", "any"),
    "surrogate": ("any?", "str"),
    "huge_int": ("int", "int"),
    "long_text": ("int", "str"),
    "exits": ("int", "none"),
    "halts": ("int", "none"),
    "hangs": ("any?", "none"),
    "leaves_thread": ("any?", "none"),
    "hoards": ("any?", "int"),
    "floods": ("any?", "none"),
    "counts": ("any?", "int"),
    "short_form": ("int", "str"),
    "takes_over": ("any?", "any"),
    "finds_us": ("any?", "str"),
    "context_loader": ("any?", "bool"),
    "properties": ("any?", "list[str]"),
}


@pytest.fixture(scope="module")
def java_place(engine: DockerSandbox, java_image: str) -> Place:
    return Place(engine, java_image)


def signature(takes: str, gives: str) -> Signature:
    return Signature(params=(Parameter(name="value", type=takes),), returns=gives)


FUNCTIONS = Interface(
    kind="function",
    functions={name: signature(takes, gives) for name, (takes, gives) in (ECHOES | OTHERS).items()}
    | {
        "short_form": Signature(
            params=(Parameter(name="first", type="int"), Parameter(name="second", type="int?")), returns="str"
        )
    },
)
SOURCES = sources("functions")

CLASSES = Interface(
    kind="function",
    classes={
        "Counter": ClassInterface(
            new=(Parameter(name="start", type="int"),),
            methods={
                "add": Signature(params=(Parameter(name="more", type="int"), Parameter(name="factor", type="int?"))),
                "get": Signature(params=(Parameter(name="key", type="str?"),), returns="int?"),
            },
        )
    },
)


@pytest.fixture(scope="module")
def box(java_place: Place) -> Iterator[Line]:
    with asked(java_place, SOURCES, FUNCTIONS, structs.replace(LIMITS, per_call_s=10.0)) as line:
        yield line


@pytest.fixture
def java(box: Line) -> Line:
    """A fresh process of the one submission."""
    box.reset()
    return box


@pytest.fixture(scope="module")
def counting(java_place: Place) -> Iterator[Line]:
    with asked(java_place, sources("objects"), CLASSES) as line:
        yield line


@pytest.fixture
def counter(counting: Line) -> Line:
    counting.reset()
    return counting


def test_a_submission_with_all_of_it_loads(java: Line) -> None:
    assert java.ask(op="load") == {"author": "driver", "value": {"entry": "Solution"}}


@pytest.mark.parametrize(
    ("function", "value"),
    [
        ("a_long", 0),
        ("a_long", 2**53),
        ("a_long", -(2**63)),
        ("an_int", -(2**31)),
        ("a_short", 32767),
        ("a_byte", -128),
        ("a_boxed", None),
        ("a_boxed", 5),
        ("a_big", 10**3000),
        ("a_big", -1),
        ("a_decimal", 0.1),
        ("a_double", -0.0),
        ("a_double", math.inf),
        ("a_double", 5e-324),
        ("a_double", 3),
        ("a_float", 0.5),
        ("int_to_double", 3),
        ("a_truth", True),
        ("a_string", ""),
        ("a_string", 'ä\n\u2028\U0001f600\x00"\\'),
        ("a_sequence", "x"),
        ("a_char", "ä"),
        ("chars", "abc"),
        ("an_enum", "GREEN"),
        ("some_bytes", bytes(range(256))),
        ("some_bytes", b""),
        ("a_buffer", b"x"),
        ("a_list", [1, 2**60]),
        ("an_int_list", []),
        ("ints", [1, 2]),
        ("bytes_of_ints", [1, -2]),
        ("a_table", [[1, None], []]),
        ("generic_array", [["a"], []]),
        ("a_collection", ["b", "a"]),
        ("wildcards", [1, 2]),
        ("variables", ["b", "a"]),
        ("a_deque", [1, 2]),
        ("a_linked_list", [1]),
        ("a_stream", [1, 2]),
        ("an_iterator", [1, 2]),
        ("a_set", {1, 2}),
        ("a_sorted_set", {"b", "a"}),
        ("a_map", {"b": 1, "": 2}),
        ("a_map", {"$int": 1}),
        ("int_keys", {5: "five", 2**53: "more"}),
        ("enum_keys", {"RED": 1}),
        ("map_of_lists", {"a": [1, 2]}),
        ("maybe", None),
        ("maybe", 3),
        ("maybe_long", None),
        ("maybe_long", 3),
        ("maybe_int", None),
        ("maybe_double", None),
        ("maybe_double", 0.5),
        ("named_record", {"number": 1, "lastName": "x"}),
        ("anything", None),
        ("anything", {"a": [1, 2.5, "x", True, None, b"x", {1, 2}, 10**30]}),
        ("anything", {1: "one", None: [2]}),
        ("protected_one", 1),
    ],
)
def test_a_value_comes_back_as_it_went(java: Line, function: str, value: object) -> None:
    back = java.call(function, value)
    assert back == value
    assert isinstance(back, float) if function == "int_to_double" else type(back) is type(value) or back == value


@pytest.mark.parametrize("function", ["a_record", "generic_record", "objects", "object_array"])
def test_a_tuple_comes_back_with_its_items(java: Line, function: str) -> None:
    assert java.call(function, (7, "seven")) == [7, "seven"]


def test_tuples_inside_and_of_other_forms_come_back_too(java: Line) -> None:
    assert java.call("records", [(7, "seven"), (8, "eight")]) == [[7, "seven"], [8, "eight"]]
    assert java.call("an_entry", ("a", 1)) == ("a", 1)
    assert java.call("named_record", {"number": 1, "last_name": "x"}) == {"number": 1, "lastName": "x"}


def test_not_a_number_comes_back_as_it_went(java: Line) -> None:
    back = java.call("a_double", math.nan)
    assert isinstance(back, float)
    assert math.isnan(back)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (1, "Long"),
        (2**80, "BigInteger"),
        (1.0, "Double"),
        ("x", "String"),
        (True, "Boolean"),
        (b"x", "byte[]"),
        ([1], "ArrayList"),
        ((1,), "ArrayList"),
        ({1}, "LinkedHashSet"),
        ({"a": 1}, "LinkedHashMap"),
        (None, None),
    ],
)
def test_where_java_says_nothing_the_value_says_what_it_becomes(java: Line, value: object, kind: str | None) -> None:
    assert java.call("kind_of", value) == kind


def test_where_java_says_nothing_the_declared_type_says_more(java: Line) -> None:
    assert java.call("float_kind", [3]) == "Double"


@pytest.mark.parametrize(
    ("function", "value", "message"),
    [
        ("an_int", 2**53 + 1, "argument value: 9007199254740993 does not fit in int"),
        ("a_long", 2**63, "argument value: 9223372036854775808 does not fit in long"),
        ("a_byte", 128, "argument value: 128 does not fit in Byte"),
        ("an_int_list", [1, 2**40], "argument value, item 1: 1099511627776 does not fit in Integer"),
        ("ints", [None], "argument value, item 0: nothing (null) does not fit in int"),
        ("a_map", {"a": 2**40}, 'argument value, the item "a": 1099511627776 does not fit in Integer'),
        ("a_char", "ab", 'argument value: "ab" does not fit in char'),
        ("an_enum", "BLUE", 'argument value: "BLUE" does not fit in Colour'),
        ("records", [(2**40, "x")], "argument value, item 0, number: 1099511627776 does not fit in int"),
        ("a_decimal", math.nan, "argument value: NaN does not fit in BigDecimal"),
        ("a_long", None, "argument value: nothing (null) does not fit in long"),
        ("a_string", [1], "argument value: a list of 1 does not fit in String"),
    ],
)
def test_a_value_that_the_chosen_type_cannot_take_is_told_with_its_place(
    java: Line, function: str, value: object, message: str
) -> None:
    assert java.raised(function, value) == {"types": ["ValueDoesNotFit"], "message": message, "trace": ""}


def test_an_argument_left_out_is_nothing_or_takes_the_shorter_overload(java: Line) -> None:
    assert java.call("a_boxed") is None
    assert java.call("maybe") is None
    assert [java.call("short_form", 1), java.call("short_form", 1, 2)] == ["one", "two"]


def test_what_is_not_data_comes_back_as_something_equal_to_nothing(java: Line) -> None:
    assert java.asked("opaque")["value"] == {"$opaque": "Object"}
    assert java.call("nothing") is None


def test_half_a_character_is_replaced(java: Line) -> None:
    assert java.call("surrogate") == "a?b"


@pytest.mark.parametrize(
    ("function", "value"), [("deep", 100), ("itself", None), ("huge_int", 5000)], ids=["deep", "endless", "many digits"]
)
def test_what_cannot_cross_is_refused_where_it_is_made(java: Line, function: str, value: object) -> None:
    assert java.raised(function, value)["types"] == ["BadValue"]
    assert java.call("deep", 60) != []


# ── what the candidate's code throws ──


def test_an_exception_crosses_with_all_its_types_its_message_and_the_candidates_own_frames(java: Line) -> None:
    raised = java.raised("throws_own", "used up")
    assert raised["types"][:4] == [
        "Quota",
        "java.lang.IllegalStateException",
        "IllegalStateException",
        "java.lang.RuntimeException",
    ]
    assert raised["message"] == "used up"
    assert raised["trace"].startswith("  at Solution.inner(Solution.java:")
    assert "grader" not in raised["trace"]
    assert "reflect" not in raised["trace"]


@pytest.mark.parametrize(
    ("function", "first", "message"),
    [
        ("throws_checked", "java.io.IOException", "x"),
        ("recurses", "java.lang.StackOverflowError", ""),
        ("asserts", "java.lang.AssertionError", "no"),
        ("initialises", "java.lang.NumberFormatException", 'For input string: "x"'),
        ("hostile_message", "Hostile", ""),
        ("throwing_map", "java.lang.IllegalStateException", "not for you"),
    ],
)
def test_whatever_is_thrown_is_an_answer(java: Line, function: str, first: str, message: str) -> None:
    raised = java.raised(function, "x")
    assert (raised["types"][0], raised["message"]) == (first, message)
    assert java.call("a_long", 1) == 1


# ── hostile or unlucky code ──


def test_a_list_that_lies_is_read_once_and_item_by_item(java: Line) -> None:
    assert java.call("lying_list") == [0, 1, 2]


def test_prints_never_disturb_the_protocol_and_are_kept(java: Line) -> None:
    assert java.call("prints", "ä without an end") is None
    report = java.reset()
    assert text(report["printed"], "stdout") == "ä without an end"
    assert text(report["printed"], "stderr") == "driver {}\n"


def test_standard_output_taken_away_takes_no_answer_away(java: Line) -> None:
    assert java.call("takes_over") == 1
    assert java.call("a_long", 2) == 2


def test_stdin_is_empty_and_our_classes_are_hidden(java: Line) -> None:
    assert java.call("reads_stdin") == -1
    assert java.call("finds_us") == "hidden"
    assert java.call("context_loader") is True


def test_a_session_finds_the_fixed_surroundings(java: Line) -> None:
    assert java.call("properties") == [
        "UTF-8",
        "UTF-8",
        "/tmp",
        "/tmp",
        "1",
        "[HOME, LANG, PATH, PYTHONDONTWRITEBYTECODE, TMPDIR, TZ]",
        "/tmp/ä",
    ]


def test_nothing_in_memory_reaches_the_next_test(java: Line) -> None:
    assert [java.call("counts"), java.call("counts")] == [1, 2]
    java.reset()
    assert java.call("counts") == 1


@pytest.mark.parametrize(("function", "code"), [("exits", 4), ("exits", 0), ("halts", 5)])
def test_a_process_that_ends_in_the_middle_of_a_call_is_answered_for(java: Line, function: str, code: int) -> None:
    answer = java.asked(function, code)
    assert (answer["author"], answer["died"]["exit_code"]) == ("agent", code)
    assert answer["died"]["heap_exhausted"] is False


def test_a_hung_call_ends_with_the_test(java: Line) -> None:
    assert java.asked("hangs", within_s=1.5) == {}
    assert java.reset()["tampered"] is False
    assert java.call("a_long", 1) == 1


def test_a_thread_left_running_does_not_hold_up_an_answer_or_the_end(java: Line) -> None:
    assert java.call("leaves_thread") is None
    assert java.reset()["tampered"] is False


@pytest.mark.parametrize("function", ["hoards", "endless"])
def test_a_heap_that_is_full_ends_the_process_and_is_told_by_the_machine(java: Line, function: str) -> None:
    died = java.asked(function)["died"]
    assert (died["exit_code"], died["heap_exhausted"]) == (3, True)
    assert died["usage"]["oom_kills"] == 0
    assert "java.lang.OutOfMemoryError: Java heap space" in text(died, "stderr")


def test_a_flood_of_prints_ends_the_process_and_is_told(java: Line) -> None:
    died = java.asked("floods")["died"]
    assert died["usage"]["output_limit"] is True


def test_a_reply_beyond_sixteen_mebibytes_ends_the_process_and_is_told(java: Line) -> None:
    died = java.asked("long_text", 17 << 20)["died"]
    assert died["usage"]["output_limit"] is True
    java.reset()
    assert java.call("long_text", 1 << 20) == "x" * (1 << 20)


# ── objects ──


def test_an_object_of_any_package_keeps_its_state_from_call_to_call(counter: Line) -> None:
    assert counter.ask(op="load")["value"] == {"entry": "com.acme.counting.Counter"}
    assert counter.new("Counter", 5)["value"] == {"$object": 1}
    assert counter.ask(op="method", object=1, name="add", args=[2])["value"] is None
    assert counter.ask(op="method", object=1, name="add", args=[2, 10])["value"] is None
    assert counter.new("Counter", 1)["value"] == {"$object": 2}
    assert counter.ask(op="method", object=1, name="get", args=["total"])["value"] == 27
    assert counter.ask(op="method", object=2, name="get", args=["total"])["value"] == 1
    assert counter.ask(op="method", object=2, name="get", args=[])["value"] is None


def test_a_constructor_that_throws_makes_no_object(counter: Line) -> None:
    raised = counter.new("Counter", -1)["raised"]
    assert raised["types"][0] == "java.lang.IllegalArgumentException"
    assert raised["trace"] == "  at com.acme.counting.Counter.<init>(Counter.java:11)\n"
    assert counter.new("Counter", 0)["value"] == {"$object": 1}


def test_replayed_calls_are_answered_in_order_with_an_exception_in_its_place(counter: Line) -> None:
    counter.new("Counter", 0)
    calls: list[list[Any]] = [["add", [1, None]], ["add", [13]], ["add", [2**40]], ["add", [2, 2]], ["get", ["x"]]]
    answers = counter.ask(op="replay", object=1, calls=calls)["value"]
    assert [answer.get("value") for answer in answers] == [None, None, None, None, 5]
    assert answers[1]["raised"]["types"][0] == "java.util.NoSuchElementException"
    assert answers[2]["raised"]["types"] == ["ValueDoesNotFit"]


def test_a_large_replay_is_answered_whole(counter: Line) -> None:
    counter.new("Counter", 0)
    calls: list[list[Any]] = [["add", [1]], ["get", ["k" * 50]]] * 20_000
    answers = counter.ask(op="replay", object=1, calls=calls)["value"]
    assert [answer["value"] for answer in answers[1::2]] == list(range(1, 20_001))


def test_a_small_box_has_a_heap_that_fits_into_it(java_place: Place) -> None:
    with asked(java_place, SOURCES, FUNCTIONS, structs.replace(quick(memory_bytes=96 << 20), processes=64)) as line:
        died = line.asked("hoards")["died"]
        assert (died["exit_code"], died["usage"]["oom_kills"]) == (3, 0)
