"""Declared types against what came back, and how times at growing sizes are judged."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import importable, imported

if TYPE_CHECKING:
    from collections.abc import Callable

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


@pytest.mark.parametrize(("notation", "value", "message"), MISFITS, ids=repr)
def test_a_value_of_another_type_is_told_with_where_and_how(notation: str, value: object, message: str) -> None:
    with pytest.raises(signatures.WrongType) as caught:
        signatures.conform(value, signatures.parse(notation))
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("notation", sorted({notation for notation, _, _ in FITS}))
def test_a_type_is_written_as_it_was_read(notation: str) -> None:
    assert signatures.notation(signatures.parse(notation)) == notation


# ── Growth ───────────────────────────────────────────────────────────────────────────────────────

with importable("wire/*.py", "examiner/*.py"):
    import growth  # type: ignore[import-not-found]

SIZES = (1_000, 4_000, 16_000, 64_000)


class Judged:
    """A measurement that is told its times, round by round, in place of measuring any."""

    def __init__(self, *rounds: Callable[[float], float]) -> None:
        self.records: list[dict[str, Any]] = []
        self.rounds = 0
        told = list(rounds)

        def time_once(measurement: Any, *, backwards: bool) -> None:  # noqa: ANN401, ARG001
            times = told[min(self.rounds, len(told) - 1)]
            measurement.best = {size: min(best, times(size)) for size, best in measurement.best.items()}
            self.rounds += 1

        synthetic = type("Synthetic", (growth.Measurement,), {"_time_once": time_once})
        self.measurement = synthetic(None, dict.fromkeys(SIZES), "label", self.records.append)

    def passes(self, asked: str) -> bool:
        try:
            self.measurement.at_most(asked)
        except growth.CandidateFailure as failure:
            assert failure.verdict == "time_limit_exceeded"  # noqa: PT017 - the verdict is what is asked for
            return False
        return True


TIMES: dict[str, Callable[[float], float]] = {
    "constant": lambda _n: 0.02,
    "log n": lambda n: 1e-3 * math.log2(n),
    "n": lambda n: 1e-5 * n,
    "n log n": lambda n: 1e-6 * n * math.log2(n),
    "n^2": lambda n: 1e-9 * n * n,
    "n^3": lambda n: 1e-14 * n**3,
}


@pytest.mark.parametrize(
    ("asked", "passing"),
    [
        ("constant", {"constant", "log n"}),
        ("log n", {"constant", "log n"}),
        ("n", {"constant", "log n", "n", "n log n"}),
        ("n log n", {"constant", "log n", "n", "n log n"}),
        ("n^2", {"constant", "log n", "n", "n log n", "n^2"}),
    ],
)
def test_only_a_clearly_worse_growth_fails(asked: str, passing: set[str]) -> None:
    assert {name for name, times in TIMES.items() if Judged(times).passes(asked)} == passing


@pytest.mark.parametrize("power", [0.5, 1.0, 1.585, 2.0, 3.0])
def test_the_slope_is_the_exponent_of_a_power_law(power: float) -> None:
    assert growth.slope(SIZES, [3e-7 * size**power for size in SIZES]) == pytest.approx(power)


def test_the_slope_of_one_size_is_flat() -> None:
    assert growth.slope((10,), (1.0,)) == 0.0


def test_a_steep_growth_within_the_channels_noise_passes() -> None:
    assert Judged(lambda n: 4e-13 * n * n).passes("constant")


def test_a_clear_pass_is_measured_twice_and_a_doubtful_one_five_times() -> None:
    clear, doubtful = Judged(TIMES["constant"]), Judged(TIMES["n^2"])
    clear.passes("n")
    doubtful.passes("n")
    assert (clear.rounds, doubtful.rounds) == (2, 5)


def test_the_fastest_time_of_each_size_counts() -> None:
    judged = Judged(TIMES["n^2"], TIMES["n^2"], lambda n: 1e-6 * n)
    assert judged.passes("n")
    assert judged.rounds == 3


def test_what_was_measured_is_recorded_whether_it_passes_or_not() -> None:
    judged = Judged(TIMES["n^2"])
    assert not judged.passes("n")
    (record,) = judged.records
    assert (record["asked"], record["label"], record["sizes"]) == ("n", "label", SIZES)
    assert record["seconds"] == tuple(TIMES["n^2"](size) for size in SIZES)
    assert record["exponent"] == pytest.approx(2.0)


def test_sizes_are_prepared_once_each_in_growing_order_and_run_in_both_directions() -> None:
    prepared: list[int] = []
    ran: list[int] = []

    def prepare(size: int) -> int:
        prepared.append(size)
        return size

    growth.Growth(lambda _record: None).of(ran.append, [30, 10, 20], prepare=prepare).at_most("n^2")
    assert prepared == [10, 20, 30]
    assert ran[:6] == [10, 20, 30, 30, 20, 10]
