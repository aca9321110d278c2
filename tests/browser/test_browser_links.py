"""A link to a place in a report leads there, from inside it and from outside, folded away or not."""

from __future__ import annotations

import pytest

from browser.conftest import Document, OpenPage
from browser.pages import FORMATS, Opened


def test_every_link_leads_to_something_that_can_be_read(report: Opened) -> None:
    astray = []
    for target in report.ask("targets"):
        report.fold()
        report.page.evaluate("target => { scrollTo(0, 0); location.hash = target }", target)
        if not report.ask("landed", target):
            astray.append(target)
    assert astray == []


@pytest.mark.parametrize("place", ["code", "case-1", "case-20", "requirement-3", "provenance"])
def test_an_address_with_a_place_in_it_opens_there(
    document: Document, open_page: OpenPage, grade_name: str, place: str
) -> None:
    opened = open_page(document("html", grade_name), fragment=f"#{place}")
    if grade_name == "void" and place in {"code", "case-20"}:
        assert opened.page.locator(f"#{place}").count() == 0  # it broke off before
    else:
        assert opened.ask("landed", place)


def test_tabs_of_different_reports_can_be_told_apart(document: Document, open_page: OpenPage) -> None:
    # A candidate gets one copy, of one submission, with nobody's name in it.
    different = ("accepted", "failing", "void")
    told = [(name, grade) for name in FORMATS for grade in different if name != "candidate" or grade == "accepted"]
    titles = [open_page(document(name, grade)).page.title() for name, grade in told]
    assert len(set(titles)) == len(titles)
