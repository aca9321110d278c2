"""The log is appended to and chained: whatever was changed, moved or taken out of its middle is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import UserError
from grader.review.log import FILENAME, Event, append, read_log


def written(folder: Path, *whats: str) -> list[bytes]:
    for what in whats:
        append(folder, read_log(folder), Event(number=0, at="2026", who="anna", what=what))
    return (folder / FILENAME).read_bytes().splitlines(keepends=True)


def test_events_come_back_numbered_in_order(tmp_path: Path) -> None:
    written(tmp_path, "graded", "reviewed", "settled")
    assert [(each.number, each.what) for each in read_log(tmp_path)] == [(1, "graded"), (2, "reviewed"), (3, "settled")]


def test_no_log_is_an_empty_one(tmp_path: Path) -> None:
    assert read_log(tmp_path) == ()


@settings(deadline=None)  # each example waits for the disk
@given(st.data())
def test_any_change_of_a_byte_is_noticed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("log")
    content = bytearray(b"".join(written(folder, "graded", "reviewed")))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[at]))
    (folder / FILENAME).write_bytes(content)
    with pytest.raises(UserError, match=FILENAME):
        read_log(folder)


@pytest.mark.parametrize("order", [(0, 2), (1, 2), (0, 2, 1), (0, 1, 1, 2), (1, 0, 2)])
def test_lines_taken_out_or_moved_are_noticed(tmp_path: Path, order: tuple[int, ...]) -> None:
    lines = written(tmp_path, "graded", "reviewed", "settled")
    (tmp_path / FILENAME).write_bytes(b"".join(lines[index] for index in order))
    with pytest.raises(UserError, match=r"missing, or was changed"):
        read_log(tmp_path)


def test_a_line_that_was_cut_off_is_noticed(tmp_path: Path) -> None:
    content = b"".join(written(tmp_path, "graded"))
    (tmp_path / FILENAME).write_bytes(content[:-1])
    with pytest.raises(UserError, match="cut off"):
        read_log(tmp_path)


def test_a_link_in_the_log_s_place_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / FILENAME).symlink_to(elsewhere)
    with pytest.raises(UserError, match="cannot be written"):
        append(tmp_path, (), Event(number=0, at="2026", who="anna", what="graded"))
    assert not elsewhere.exists()
