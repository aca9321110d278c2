"""Whatever a candidate writes stays text: it runs nothing, fetches nothing, and changes nothing around it."""

from __future__ import annotations

import pytest
import samples
import samples_reviewed

from browser.attacks import ATTACKS, everywhere
from browser.conftest import OpenPage, Write
from browser.pages import HARMLESS, Opened, View

VIEWS = {"phone": View(width=360), "desk": View(width=1280), "paper": View(width=680, look="print")}


@pytest.fixture
def hostile(write: Write, open_page: OpenPage, format_name: str) -> Opened:
    return open_page(write(format_name, samples.failing()))


@pytest.fixture
def harmless(write: Write, open_page: OpenPage, format_name: str) -> Opened:
    return open_page(write(format_name, samples.failing(HARMLESS)))


def test_a_report_asks_for_nothing_and_says_nothing(report: Opened) -> None:
    report.unfold()
    assert report.requests == [report.page.url]
    assert report.complaints == []


def test_hostile_text_fetches_nothing_and_runs_nothing(hostile: Opened) -> None:
    hostile.unfold()
    assert hostile.requests == [hostile.page.url]
    assert hostile.complaints == []


def test_hostile_text_makes_no_part_of_the_page(hostile: Opened, harmless: Opened) -> None:
    assert hostile.ask("made") == harmless.ask("made")
    assert hostile.ask("targets") == harmless.ask("targets")
    assert hostile.page.title() == harmless.page.title()


def test_no_character_that_acts_reaches_a_reader(hostile: Opened) -> None:
    hostile.unfold()
    assert hostile.ask("strange") == []


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_hostile_text_widens_nothing_and_is_not_cut_off(
    write: Write, open_page: OpenPage, format_name: str, view: View
) -> None:
    opened = open_page(write(format_name, samples.failing()), view)
    opened.unfold()
    assert opened.ask("overflow") <= 0
    assert opened.ask("clipped") == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_grade_can_attack_wherever_it_stands(
    write: Write, open_page: OpenPage, format_name: str, attack: str
) -> None:
    grade = samples_reviewed.by_two(HARMLESS)
    opened = open_page(write(format_name, everywhere(grade, ATTACKS[attack])))
    opened.unfold()
    made = opened.ask("made")
    assert made == open_page(write(format_name, everywhere(grade, "told"))).ask("made")
    assert (made["handlers"], made["astray"]) == ([], [])
    assert opened.ask("strange") == []
    assert opened.complaints == []
    assert opened.requests == [opened.page.url]


def test_a_line_of_a_megabyte_makes_no_large_page(write: Write, format_name: str) -> None:
    small = write(format_name, samples.failing(("x",)))
    large = write(format_name, samples.failing(("x" * 1_000_000,)))
    assert large.stat().st_size - small.stat().st_size < 500_000
