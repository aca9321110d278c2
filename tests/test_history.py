"""The history of a checkout is read without git, and nothing in a hostile one is run, followed or believed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from grader.history import Reading
from grader.intake.history import HistoryLimits
from grader.languages import all_languages
from grader.model import History
from grader.submission import open_submission

WHO = {
    "GIT_AUTHOR_NAME": "Anna Kowalska",
    "GIT_AUTHOR_EMAIL": "anna@example.org",
    "GIT_COMMITTER_NAME": "Anna Kowalska",
    "GIT_COMMITTER_EMAIL": "anna@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "PATH": os.environ["PATH"],
}


def git(folder: Path, *arguments: str, at: str = "2026-03-01T10:00:00+05:30") -> None:
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    command = ["git", "-C", str(folder), *arguments]
    subprocess.run(command, check=True, capture_output=True, env=WHO | dates)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "anna"
    folder.mkdir()
    git(folder, "init", "--initial-branch", "main")
    for number, (message, day) in enumerate([("Add a cache", 1), ("wip", 1), ("Evict the oldest\n\nBecause.", 2)]):
        (folder / "solution.py").write_text(f"x = {number}\n", encoding="utf-8")
        git(folder, "add", ".")
        git(folder, "commit", "-m", message, at=f"2026-03-0{day}T1{number}:00:00+05:30")
    return folder


def read(folder: Path, limits: HistoryLimits | None = None) -> tuple[History | None, str]:
    return Reading(folder, limits or HistoryLimits()).result()


EXPECTED = History(
    commits=3,
    merges=0,
    authors=1,
    first="2026-03-01T04:30+00:00",
    last="2026-03-02T06:30+00:00",
    one_word=1,
    subjects=("Evict the oldest", "wip", "Add a cache"),
)


def test_commits_span_and_messages_are_told_and_nobodys_name(checkout: Path) -> None:
    found, why = read(checkout)
    assert (found, why) == (EXPECTED, "")
    assert "Anna" not in repr(found)


def test_a_packed_history_reads_alike(checkout: Path) -> None:
    git(checkout, "gc", "--aggressive", "--prune=now")
    assert not list((checkout / ".git" / "refs" / "heads").iterdir())
    assert read(checkout)[0] == EXPECTED


def test_a_merge_counts_its_commits_once(checkout: Path) -> None:
    git(checkout, "checkout", "-b", "side", "HEAD~1")
    git(checkout, "commit", "--allow-empty", "-m", "Try something")
    git(checkout, "checkout", "main")
    git(checkout, "merge", "side", "-m", "Merge side")
    found, _ = read(checkout)
    assert found is not None
    assert (found.commits, found.merges) == (5, 1)


def test_a_shallow_clone_tells_what_it_has(checkout: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--depth", "2", f"file://{checkout}", "shallow")
    found, _ = read(tmp_path / "shallow")
    assert found is not None
    assert found.subjects == ("Evict the oldest", "wip")


def test_it_comes_with_the_submission(checkout: Path) -> None:
    languages = {known.name: frozenset(known.extensions) for known in all_languages()}
    submission = open_submission(checkout, languages=languages, allowed=["python"])
    assert submission.history == EXPECTED


def test_a_folder_without_a_history_has_none_and_no_reason(tmp_path: Path) -> None:
    assert read(tmp_path) == (None, "")


def test_files_that_are_no_commits_are_not_read(checkout: Path) -> None:
    (checkout / "data.bin").write_bytes(os.urandom(1 << 20))
    git(checkout, "add", ".")
    found, why = read(checkout, HistoryLimits(bytes=100_000))
    assert (found, why) == (EXPECTED, "")


# ── hostile ones ──


def test_nothing_of_its_configuration_runs(checkout: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for key in ("core.fsmonitor", "core.sshCommand", "diff.external", "core.pager"):
        git(checkout, "config", key, f"touch {ran}")
    assert read(checkout)[0] == EXPECTED
    assert not ran.exists()


@pytest.mark.parametrize("part", ["objects", "refs", "HEAD"])
def test_a_link_is_not_followed(checkout: Path, tmp_path: Path, part: str) -> None:
    away = tmp_path / "away"
    (checkout / ".git" / part).rename(away)
    (checkout / ".git" / part).symlink_to(away)
    found, why = read(checkout)
    assert found is None
    assert "cannot be read" in why or "no commit" in why


def test_a_git_folder_that_is_a_link_is_somebody_elses(checkout: Path) -> None:
    (checkout / ".git").rename(checkout.parent / "elsewhere")
    (checkout / ".git").symlink_to(checkout.parent / "elsewhere")
    assert read(checkout) == (None, "")


def test_alternates_are_not_asked(checkout: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--shared", str(checkout), "borrower")
    found, why = read(tmp_path / "borrower")
    assert found is None
    assert why


@pytest.mark.parametrize("content", [b"", b"x", b"ref: refs/../../../etc/passwd\n", b"ref: " + b"a" * 99_999])
def test_a_head_that_leads_nowhere_is_told(checkout: Path, content: bytes) -> None:
    (checkout / ".git" / "HEAD").write_bytes(content)
    assert read(checkout) == (None, "it has no commit")


def test_broken_objects_cost_the_history_and_nothing_else(checkout: Path) -> None:
    for path in (checkout / ".git" / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"\0garbage")
    found, why = read(checkout)
    assert found is None
    assert "object cannot be read" in why


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (HistoryLimits(bytes=100), "it is larger than"),
        (HistoryLimits(files=2), "it has more than 2 files"),
    ],
)
def test_bounds_are_kept(checkout: Path, limits: HistoryLimits, why: str) -> None:
    found, told = read(checkout, limits)
    assert found is None
    assert told.startswith(why)


def test_a_long_history_is_cut_and_says_so(checkout: Path) -> None:
    found, _ = read(checkout, HistoryLimits(commits=2, shown=1))
    assert found is not None
    assert (found.commits, found.cut, len(found.subjects)) == (2, True, 1)
