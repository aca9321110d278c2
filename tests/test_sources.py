"""The texts that a grade keeps: bounded, whole lines, and never what is no text."""

from __future__ import annotations

import pytest
from nouns import submission

from grader import sources
from grader.sources import sources_of


def test_texts_are_kept_by_path_and_what_is_none_is_not() -> None:
    given = submission({"b.py": b"b = 1\n", "a/c.py": b"c = 2\n", "logo.png": b"\x89PNG\x00\n"})
    kept, left_out = sources_of(given)
    assert [(each.path, each.text, each.cut) for each in kept] == [
        ("a/c.py", "c = 2\n", False),
        ("b.py", "b = 1\n", False),
    ]
    assert left_out == 0


def test_a_large_file_is_cut_at_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST_BYTES", 10)
    (kept,), _ = sources_of(submission({"a.py": b"one\ntwo\nthree\n"}))
    assert (kept.text, kept.cut) == ("one\ntwo\n", True)


def test_the_smallest_come_first_where_there_is_no_room_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_BYTES", 12)
    kept, left_out = sources_of(submission({"a.py": b"x" * 11 + b"\n", "b.py": b"y\n", "c.py": b"z\n"}))
    assert [each.path for each in kept] == ["b.py", "c.py"]
    assert left_out == 1


def test_bytes_that_are_no_utf_8_are_shown_as_such() -> None:
    (kept,), _ = sources_of(submission({"a.py": b"# caf\xe9\n"}))
    assert kept.text == "# caf\ufffd\n"
