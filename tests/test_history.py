"""The history of a checkout is read without git, and nothing in a hostile one is run, followed or believed."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import msgspec
import pytest

from grader.history import Reading, Told
from grader.intake.history import HistoryLimits
from grader.languages import all_languages
from grader.model import History, Person, SubmissionRef
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


def told(folder: Path, limits: HistoryLimits | None = None) -> Told:
    return Reading(folder, limits or HistoryLimits()).result()


def read(folder: Path, limits: HistoryLimits | None = None) -> tuple[History | None, str]:
    found = told(folder, limits)
    return found.history, found.why


EXPECTED = History(
    commits=3,
    merges=0,
    authors=1,
    first="2026-03-01T04:30+00:00",
    last="2026-03-02T06:30+00:00",
    one_word=1,
    subjects=("Evict the oldest", "wip", "Add a cache"),
    elapsed_s=(0, 3_600, 93_600),
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


LATER = "2026-03-05T10:00:00+05:30"
ANNA = Person(name="Anna Kowalska", email="anna@example.org")


def test_authors_come_beside_the_history_and_go_into_no_result(checkout: Path) -> None:
    found = told(checkout)
    assert found.authors == (ANNA,)
    assert b"Anna" not in msgspec.json.encode(found.history)
    assert "authors" not in SubmissionRef.__struct_fields__


def test_authors_come_with_the_submission(checkout: Path) -> None:
    languages = {known.name: frozenset(known.extensions) for known in all_languages()}
    assert open_submission(checkout, languages=languages, allowed=["python"]).authors == (ANNA,)


def test_whoever_a_trailer_names_is_among_the_authors(checkout: Path) -> None:
    trailers = (
        "Co-authored-by: Bert Weiss <bert@weiss.dev>\nSigned-off-by: Zoë <z@x.dev>\nReviewed-by: c.d@x.dev\nNo: One"
    )
    git(checkout, "commit", "--allow-empty", "-m", f"Pair up\n\n{trailers}")
    assert told(checkout).authors == (
        ANNA,
        Person(name="Bert Weiss", email="bert@weiss.dev"),
        Person(name="Zoë", email="z@x.dev"),
        Person(name="c.d@x.dev"),
    )


def test_a_committer_who_is_not_the_author_is_told(checkout: Path) -> None:
    git(
        checkout,
        "-c",
        "user.name=x",
        "commit",
        "--allow-empty",
        "-m",
        "More",
        "--author",
        "Else Where <e@w.dev>",
        at=LATER,
    )
    assert told(checkout).authors == (Person(name="Else Where", email="e@w.dev"), ANNA)


def test_a_name_in_another_encoding_is_read_all_the_same(checkout: Path) -> None:
    latin = os.fsdecode("Jürgen".encode("latin-1"))
    git(
        checkout,
        "-c",
        "i18n.commitEncoding=latin-1",
        "commit",
        "--allow-empty",
        "-m",
        "x",
        "--author",
        f"{latin} <j@x.de>",
        at=LATER,
    )
    assert told(checkout).authors[0] == Person(name="Jürgen", email="j@x.de")


def test_authors_are_bounded_in_number_and_length(checkout: Path) -> None:
    for number in range(3):
        git(
            checkout,
            "commit",
            "--allow-empty",
            "-m",
            "x",
            "--author",
            f"{'A' * 300}{number} <{'b' * 300}@{number}>",
            at=LATER,
        )
    found = told(checkout, HistoryLimits(people=2)).authors
    assert found == (Person(name="A" * 200, email="b" * 200), ANNA)


def test_times_are_told_of_the_latest_commits_only(checkout: Path) -> None:
    found, _ = read(checkout, HistoryLimits(timed=2))
    assert found is not None
    assert found.elapsed_s == (3_600, 93_600)


def test_times_are_in_order_and_never_before_the_first(checkout: Path) -> None:
    git(checkout, "commit", "--allow-empty", "-m", "Back in time", at="2026-03-01T08:00:00+05:30")
    found, _ = read(checkout)
    assert found is not None
    assert found.elapsed_s == (0, 7_200, 10_800, 100_800)


def test_a_commit_of_an_impossible_year_is_told_within_bounds(checkout: Path) -> None:
    shown = ["git", "-C", str(checkout), "cat-file", "commit", "HEAD"]
    head = subprocess.run(shown, check=True, capture_output=True).stdout
    forged = re.sub(rb"(?m)^(author .*> )\d+", rb"\g<1>99999999999999999999999999", head)
    store = ["git", "-C", str(checkout), "hash-object", "--literally", "-w", "-t", "commit", "--stdin"]
    sha = subprocess.run(store, check=True, capture_output=True, input=forged).stdout.decode()
    (checkout / ".git" / "refs" / "heads" / "main").write_text(sha, encoding="utf-8")
    found, why = read(checkout)
    assert found is not None, why
    assert found.elapsed_s == (0, 3_600, 1 << 53)


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
