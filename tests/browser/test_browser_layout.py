"""A report can be read on a phone, zoomed, with wider spacing, and on paper; and it keeps still."""

from __future__ import annotations

import pytest

from browser.conftest import Document, OpenPage
from browser.pages import WIDTHS, Opened, View

# Half as many pixels of CSS at twice the density are what a window of 1280 pixels is at a zoom of 200 %.
NARROW = {
    "phone": View(width=360),
    "zoom of 200 %": View(width=640, scale=2),
    "zoom of 400 %": View(width=320, scale=4),
}
# The spacing of WCAG 1.4.12, which a reader may ask for and no text may be lost by.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""


@pytest.mark.parametrize("view", NARROW.values(), ids=NARROW)
def test_nothing_scrolls_sideways_on_a_narrow_screen(
    document: Document, open_page: OpenPage, format_name: str, grade_name: str, view: View
) -> None:
    opened = open_page(document(format_name, grade_name), view)
    opened.unfold()
    assert opened.ask("overflow") <= 0
    assert opened.ask("clipped") == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_cut_off_however_widely_it_is_spaced(
    document: Document, open_page: OpenPage, format_name: str, grade_name: str, width: int
) -> None:
    opened = open_page(document(format_name, grade_name), View(width=width, lawless=True))
    opened.unfold()
    assert opened.ask("clipped") == []
    opened.page.add_style_tag(content=SPACED)
    assert opened.ask("clipped") == []


def test_nothing_moves_by_itself(report: Opened) -> None:
    report.unfold()
    assert report.ask("moving") == []


def test_numbers_in_tables_stand_digit_beneath_digit(report: Opened) -> None:
    report.unfold()
    assert report.ask("ragged") == []


# ── Paper ──


@pytest.fixture
def paper(document: Document, open_page: OpenPage, format_name: str, grade_name: str) -> Opened:
    return open_page(document(format_name, grade_name), View(look="print"))


def test_paper_shows_what_is_folded_away_on_a_screen(paper: Opened) -> None:
    assert paper.ask("folded") == []


def test_paper_has_nothing_that_only_a_screen_can_use(paper: Opened) -> None:
    assert paper.page.locator("nav:visible, a[href='#main']:visible, button:visible").all_inner_texts() == []
    assert paper.ask("scrollers") == []


def test_paper_cuts_nothing_off(paper: Opened) -> None:
    paper.page.set_viewport_size({"width": 680, "height": 1000})  # A4 between its margins
    assert paper.ask("overflow") <= 0
    assert paper.ask("clipped") == []


def test_a_report_can_be_made_into_a_pdf(paper: Opened) -> None:
    assert paper.page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
