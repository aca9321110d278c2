"""axe-core finds nothing to complain of, in any light, on paper, and on any screen.

It takes seconds a page. So each of the fullest samples is looked at in every light and at every width, and the two of
them not in the same ones together: what would be missed is a fault of one sample in one such pair alone.
"""

from __future__ import annotations

import pytest
import samples

from browser.conftest import Document, OpenPage, Write
from browser.pages import FULLEST, GRADES, LOOKS, WIDTHS, Look, View

COLOURS = ("color-contrast",)
"""Four fifths of what axe takes, and a matter of styles: left out where only the texts are others than in VIEWS."""

VIEWS = [
    (grade, look, WIDTHS[(index + shift) % len(WIDTHS)])
    for shift, grade in enumerate(FULLEST)
    for index, look in enumerate(LOOKS)
]


@pytest.mark.parametrize(("grade", "look", "width"), VIEWS)
def test_axe_finds_no_violation_with_everything_unfolded(
    document: Document, open_page: OpenPage, format_name: str, grade: str, look: Look, width: int
) -> None:
    opened = open_page(document(format_name, grade), View(width=width, look=look, lawless=True))
    opened.unfold()
    assert opened.axe() == []


@pytest.mark.parametrize("grade", sorted(GRADES.keys() - set(FULLEST)))
def test_axe_finds_no_violation_in_what_has_less_on_it(
    document: Document, open_page: OpenPage, format_name: str, grade: str
) -> None:
    opened = open_page(document(format_name, grade), View(lawless=True))
    opened.unfold()
    assert opened.axe() == []


def test_axe_finds_no_violation_as_the_page_opens(document: Document, open_page: OpenPage, format_name: str) -> None:
    assert open_page(document(format_name, "failing"), View(lawless=True)).axe() == []


def test_hostile_text_makes_no_violation(write: Write, open_page: OpenPage, format_name: str) -> None:
    opened = open_page(write(format_name, samples.failing()), View(lawless=True))
    opened.unfold()
    assert opened.axe(but_for=COLOURS) == []
