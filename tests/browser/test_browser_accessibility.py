"""axe-core finds nothing to complain of, in any light, on paper, and on any screen."""

from __future__ import annotations

import pytest
import samples

from browser.conftest import Document, OpenPage, Write
from browser.pages import FULLEST, GRADES, LOOKS, WIDTHS, Look, View


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_no_violation_with_everything_unfolded(
    document: Document, open_page: OpenPage, format_name: str, grade_name: str, look: Look, width: int
) -> None:
    opened = open_page(document(format_name, grade_name), View(width=width, look=look, lawless=True))
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
    assert opened.axe() == []
