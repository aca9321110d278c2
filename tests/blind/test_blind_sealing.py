"""The seal is readable by its owner alone, written whole or not at all, and opens the grade that it belongs to."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import msgspec
import pytest
from blinded import ANNA, grade, submission

from grader.blind import Sealed, mask, read_seal, seal, unmask
from grader.errors import UserError
from grader.model import SourceText

WHOLE = grade(SourceText(path="a.txt", text="anna, Zoë\n"))
BLIND, SEALED = mask(WHOLE, submission(ANNA))


def test_what_was_sealed_can_be_read_and_opens_the_grade(tmp_path: Path) -> None:
    assert seal(tmp_path, SEALED) == tmp_path / "sealed.json"
    assert unmask(BLIND, read_seal(tmp_path, BLIND)) == WHOLE


def test_only_the_owner_may_read_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = seal(tmp_path, SEALED)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_seal_takes_the_place_of_the_first_and_leaves_nothing_else(tmp_path: Path) -> None:
    seal(tmp_path, msgspec.structs.replace(SEALED, name="first"))
    seal(tmp_path, SEALED)
    assert read_seal(tmp_path, BLIND).name == "anna-k"
    assert [path.name for path in tmp_path.iterdir()] == ["sealed.json"]


def test_a_link_in_its_place_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sealed.json").symlink_to(precious)
    path = seal(tmp_path / "out", SEALED)
    assert not path.is_symlink()
    assert precious.read_text("utf-8") == "mine"


def test_a_seal_that_cannot_be_written_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "sealed.json").mkdir()
    with pytest.raises(UserError, match=r"sealed\.json: cannot be written: it is a folder"):
        seal(tmp_path, SEALED)
    assert [path.name for path in tmp_path.iterdir()] == ["sealed.json"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nowhere/sealed\.json: cannot be written: No such file"):
        seal(tmp_path / "nowhere", SEALED)


def test_a_missing_seal_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"sealed\.json: there is no such file"):
        read_seal(tmp_path, BLIND)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"name": 1}', b"\xff\xfe", b"[" * 100_000])
def test_a_broken_seal_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "sealed.json").write_bytes(content)
    with pytest.raises(UserError, match=r"sealed\.json: is broken"):
        read_seal(tmp_path, BLIND)


def test_a_seal_behind_a_link_is_not_read(tmp_path: Path) -> None:
    path = seal(tmp_path, SEALED)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="no link"):
        read_seal(tmp_path, BLIND)


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sealed.json")
    with pytest.raises(UserError, match="it is no file"):
        read_seal(tmp_path, BLIND)


@pytest.mark.parametrize("changes", [{"submission_sha256": "f" * 64}, {"started": "2026-11-27T10:00:00+00:00"}])
def test_the_seal_of_another_grade_is_refused(tmp_path: Path, changes: dict[str, str]) -> None:
    seal(tmp_path, msgspec.structs.replace(SEALED, **changes))
    with pytest.raises(UserError, match="belongs to another grade"):
        read_seal(tmp_path, BLIND)


def test_half_a_letter_in_a_name_does_not_cost_the_seal(tmp_path: Path) -> None:
    sealed = Sealed(submission_sha256="a", started="b", name="c\ud800", originals={"[name-1]": "Zo\ud800"})
    seal(tmp_path, sealed)
    assert b"\\\\ud800" in (tmp_path / "sealed.json").read_bytes()
