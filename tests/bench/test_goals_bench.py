"""Goals and tables of batches, on made-up samples: no engine, and no time is measured."""

from __future__ import annotations

import pytest

from . import goals, throughput
from .batches import BATCH, LOOP
from .made_up import TEN, Taken, run, took
from .operations import BARE, LOG, WARM, named
from .peers import OTTER


def goal(name: str, taken: Taken) -> goals.Goal:
    return next(each for each in goals.goals(taken) if each.id == name)


# ── Goals ──


def test_a_ratio_is_made_round_by_round_and_its_median_told_with_the_extremes() -> None:
    assert goal("M5", run()).values == (3.0, 5.0)
    assert goals.table([goal("M5", run())])[2].split(" | ")[2:] == ["4.00 [3.00, 5.00]", "**≤ 4**", "≤ 2.5 |"]


def test_a_batch_under_way_is_counted_from_when_servers_may_have_analysed_one_for_every_job() -> None:
    # Six grades within the six seconds from the fourth one's end to the last one's.
    assert throughput.per_minute_under_way(2)(run()[named(BATCH, TEN)][0]) == 60.0
    assert goal("M1", run()).values == (1.0, 1.0)
    assert goal("M3", run()).values == (6.0, 6.0)
    assert goal("M9", run()).values == (2.0, 2.0)


def test_ten_from_nothing_count_from_the_call_to_its_end() -> None:
    assert goal("M10", run()).values == (1.1, 1.2)


def test_cpu_is_compared_a_submission() -> None:
    assert goal("M6", run()).values == pytest.approx((5.0, 5.0))


def test_the_share_of_a_long_grade_that_is_ours_is_what_its_cases_do_not_take() -> None:
    taken = {named(WARM, LOG): took(10, 8), named(BARE, LOG): took(7, 7, took_s=6.0)}
    assert goal("M12", taken).values == pytest.approx((0.4, 0.25))


def test_more_is_better_or_less_is_as_the_bounds_say() -> None:
    assert goal("M1", run()).reaches(1.0)
    assert not goal("M1", run()).reaches(1.5)
    assert goal("M10", run()).reaches(1.2)
    assert not goal("M10", run()).reaches(1.1)


def test_what_was_not_run_is_said_with_its_reason_and_reaches_nothing() -> None:
    missing = next(each for each in goals.goals(run(), {OTTER: "pip finds no such package"}) if each.id == "M2")
    assert missing.ours is None
    assert not missing.reaches(0)
    assert "| not measured: pip finds no such package | ≥ 5 | ≥ 8 |" in goals.table([missing])[2]
    assert goal("M12", run()).why == f"“{named(WARM, LOG)}” was not run"


def test_a_peer_counts_from_its_call_to_its_end() -> None:
    assert goal("M2", run() | {OTTER: took(20, 40)}).values == pytest.approx((2.0, 4.0))


def test_every_goal_has_a_row_and_a_record_whether_measured_or_not() -> None:
    found = goals.goals(run())
    assert {each.id for each in found} == {f"M{number}" for number in range(1, 14)}
    assert len(goals.table(found)) == 2 + len(found)
    recorded = {each["id"]: each for each in goals.record(found)}
    assert recorded["M5"]["values"] == (3.0, 5.0)
    assert recorded["M5"]["at_least"] is False
    assert recorded["M7"]["values"] == ()
    assert recorded["M7"]["why"]


# ── Tables ──


def test_the_tables_tell_rates_and_whose_the_cpu_time_was() -> None:
    lines = throughput.tables(run())
    assert f"| {named(LOOP, TEN)} | 60.0 [60.0, 60.0] |  |" in lines
    assert f"| {named(BATCH, TEN)} | 52.3 [50.0, 54.5] | 60.0 [60.0, 60.0] |" in lines
    assert f"| {named(BATCH, TEN)} | 2000 | 300 | 200 | 1500 |" in lines
    assert lines[-1].endswith("cases 50, analysis 300, driver 50; together 400.0 [400.0, 400.0].")
