"""Every format says of the sample grades what it said before; a change is to be read, not only seen."""

from __future__ import annotations

import gold
import pytest

TOLD = dict(gold.told())


@pytest.mark.parametrize("path", sorted(TOLD))
def test_a_format_says_what_it_said_before(path: str) -> None:
    kept = gold.FOLDER / path
    assert kept.is_file(), "new: run `python tests/reporting/gold.py`, and read what it wrote"
    assert TOLD[path] == kept.read_text("utf-8"), "run `python tests/reporting/gold.py`, and read the diff"


def test_nothing_is_kept_that_no_format_says() -> None:
    there = {str(path.relative_to(gold.FOLDER)) for path in gold.FOLDER.rglob("*") if path.is_file()}
    assert there == set(TOLD)
