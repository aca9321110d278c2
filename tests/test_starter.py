"""What a candidate is given."""

from __future__ import annotations

from pathlib import Path

import pytest
from authoring import write_challenge

from grader.challenge import load_challenge
from grader.errors import LanguageError, UserError
from grader.languages import find
from grader.model import Challenge
from grader.starter import export, write_starter


@pytest.fixture
def challenge(tmp_path: Path) -> Challenge:
    return load_challenge(str(write_challenge(tmp_path / "challenges")))


def test_a_candidate_gets_the_brief_and_the_starter_and_nothing_hidden(challenge: Challenge, tmp_path: Path) -> None:
    paths = export(challenge, "python", tmp_path / "anna")
    assert [path.name for path in paths] == ["README.md", "brief.md", "solution.py"]
    assert sorted((tmp_path / "anna").rglob("*")) == sorted(paths)
    assert (tmp_path / "anna" / "brief.md").read_text(encoding="utf-8") == "# Sorted words\n"


def test_a_language_the_challenge_does_not_take_is_refused(challenge: Challenge, tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r'^words does not take the language "pyton". Did you mean "python"\?$'):
        export(challenge, "pyton", tmp_path / "anna")
    assert not (tmp_path / "anna").exists()


def test_a_candidate_s_file_is_never_overwritten(challenge: Challenge, tmp_path: Path) -> None:
    (tmp_path / "solution.py").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match=r"solution\.py: stands there already"):
        export(challenge, "python", tmp_path)
    assert not (tmp_path / "brief.md").exists()
    assert (tmp_path / "solution.py").read_text(encoding="utf-8") == "mine"


def test_a_starter_may_be_written_twice(challenge: Challenge, tmp_path: Path) -> None:
    paths = write_starter(challenge, find("python"), tmp_path / "new")
    assert write_starter(challenge, find("python"), tmp_path / "new") == paths
    assert [path.name for path in paths] == ["README.md", "solution.py"]
