"""The pages about many submissions keep to what the pages about one do: for every reader, whatever they show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import samples
import samples_batches

from browser.conftest import OpenPage
from browser.pages import HARMLESS, LOOKS, WIDTHS, Look, Opened, View
from grader.reporting import html_cohort, html_similar

PAGES: dict[str, Callable[[tuple[str, ...]], str]] = {
    "cohort": lambda texts: html_cohort.page_of(samples_batches.full(*texts)),
    "similar": lambda texts: html_similar.page_of(samples_batches.similar(*texts)),
}


@pytest.fixture(params=PAGES)
def opened(request: pytest.FixtureRequest, open_page: OpenPage, tmp_path: Path) -> Callable[..., Opened]:
    """Opens each page, with texts that are hostile unless others are given."""

    def opened(view: View, texts: tuple[str, ...] = samples.HOSTILE) -> Opened:
        file = tmp_path / f"{request.param}-{len(list(tmp_path.iterdir()))}.html"
        file.write_text(PAGES[request.param](texts), encoding="utf-8")
        return open_page(file, view)

    return opened


@pytest.mark.parametrize(("look", "width"), [*zip(LOOKS, WIDTHS, strict=True)])
def test_axe_finds_no_violation(opened: Callable[..., Opened], look: Look, width: int) -> None:
    page = opened(View(width=width, look=look, lawless=True))
    page.unfold()
    assert page.axe() == []


def test_hostile_text_runs_nothing_fetches_nothing_and_makes_nothing(opened: Callable[..., Opened]) -> None:
    page = opened(View())
    page.unfold()
    assert page.requests == [page.page.url]
    assert page.complaints == []
    assert page.ask("strange") == []
    assert page.ask("made") == opened(View(), HARMLESS).ask("made")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways_and_nothing_is_cut_off(opened: Callable[..., Opened], width: int) -> None:
    page = opened(View(width=width))
    page.unfold()
    assert page.ask("overflow") <= 0
    assert page.ask("clipped") == []


def test_paper_shows_all_and_has_nothing_that_only_a_screen_can_use(opened: Callable[..., Opened]) -> None:
    paper = opened(View(look="print"))
    assert paper.ask("folded") == []
    assert paper.page.locator("a[href='#main']:visible, button:visible").all_inner_texts() == []


def test_the_first_key_leads_past_what_stands_above(opened: Callable[..., Opened]) -> None:
    page = opened(View())
    page.press("Tab")
    assert page.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.press("Enter")
    assert page.page.url.endswith("#main")
