"""A growth series as a drawing: where its points, its fan and the allowed area lie."""

from __future__ import annotations

import msgspec
import pytest

from grader.model import Case, Outcome, Series, Verdict
from grader.reporting.html_growth import HEIGHT, WIDTH, Drawing, Plot, plot

SIZES = (1_000, 2_000, 4_000, 8_000, 16_000)


def series(exponent: float, *, overhead_s: float = 0.0, asked: str = "n", width: float = 0.1) -> Series:
    seconds = tuple(overhead_s + 0.01 * (n / 1_000) ** exponent for n in SIZES)
    return Series(
        case="case",
        label="label",
        asked=asked,
        sizes=SIZES,
        seconds=seconds,
        exponent=exponent,
        samples=tuple((s, s * 1.5) for s in seconds),
        interval=(exponent - width, exponent + width),
        allowed=1.45,
        overhead_s=overhead_s,
        conclusion="above",
    )


def drawn(told: Series) -> Drawing:
    drawing = plot(told, None, "growth-1").drawing
    assert drawing is not None
    return drawing


def ends(drawing: Drawing) -> tuple[float, float, float, float]:
    """Heights at the largest size: the fan's lower and upper edge, the class asked for, the most allowed."""
    half = len(drawing.band) // 2
    return drawing.band[half - 1][1], drawing.band[half][1], drawing.allowed[half - 1][1], drawing.allowed[half][1]


@pytest.mark.parametrize("overhead_s", [0.0, 0.1])
def test_a_fan_wholly_above_the_allowed_area_is_an_interval_above_what_is_allowed(overhead_s: float) -> None:
    low, high, asked, allowed = ends(drawn(series(2.0, overhead_s=overhead_s)))
    assert high < low < allowed < asked  # the origin is at the top


def test_a_fan_that_reaches_into_the_allowed_area_is_drawn_so() -> None:
    low, high, asked, allowed = ends(drawn(series(1.5)))
    assert high < allowed < low < asked


def test_the_fit_runs_through_the_fastest_of_each_size_whatever_the_overhead() -> None:
    drawing = drawn(series(2.0, overhead_s=0.05))
    for place in drawing.points:
        assert min(abs(place[0] - x) + abs(place[1] - y) for x, y in drawing.fit) < 8


def test_every_sample_is_inside_the_drawing() -> None:
    drawing = drawn(series(1.0))
    assert len(drawing.samples) == 10
    for x, y in (*drawing.samples, *drawing.points):
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT


def test_a_class_far_above_the_times_does_not_press_them_flat() -> None:
    drawing = drawn(series(0.0, asked="n^2"))
    assert drawing.points[0][1] - drawing.asked[-1][1] > HEIGHT


def test_a_series_of_an_older_suite_is_drawn_without_samples_and_interval() -> None:
    old = msgspec.structs.replace(series(1.0), samples=(), interval=None, allowed=None, conclusion="")
    drawing = drawn(old)
    assert (drawing.samples, drawing.band, drawing.allowed) == ([], [], [])
    assert drawing.asked
    assert [row.count for row in plot(old, None, "growth-1").rows] == [0] * 5


@pytest.mark.parametrize("seconds", [(), (0.0,) * 5, (float("nan"),) * 5])
def test_what_cannot_be_drawn_is_not(seconds: tuple[float, ...]) -> None:
    assert plot(msgspec.structs.replace(series(1.0), seconds=seconds), None, "growth-1").drawing is None


def test_what_is_told_names_interval_overhead_and_conclusion() -> None:
    case = Case(
        name="case", title="", requirement="R1", outcome=Outcome.FAILED, verdict=Verdict.ACCEPTED, duration_s=1.0
    )
    told: Plot = plot(series(2.0, overhead_s=0.05), case, "growth-1")
    assert (told.exponent, told.allowed) == ("2.00", "1.45")
    assert told.told == "1.90 to 2.10 with 95 % confidence, beside 50 ms whatever n is"
    assert told.verdict == "the whole interval lies above what is allowed"
    assert told.outcome is Outcome.FAILED
    assert (told.rows[0].size, told.rows[0].fastest, told.rows[0].slowest, told.rows[0].count) == (
        "1,000",
        "60 ms",
        "90 ms",
        2,
    )


def test_an_exponent_of_nothing_has_no_sign() -> None:
    assert plot(series(-0.001), None, "growth-1").exponent == "0.00"
