"""By which rule a submission is purged, and the commands as they are called, without an engine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import samples
import samples_reviewed
from stored_batch import Stored

from grader import reporting
from grader.batch.retention import Dates, Rule, dates_of, days_of, stripped, why_stays
from grader.errors import UserError
from grader.review.log import Event

NOW = "2026-12-31T12:00:00+00:00"
DAY_180 = "2026-07-04T12:00:00+00:00"  # to the second
DAY_179 = "2026-07-04T12:00:01+00:00"
NO_ENGINE = {"DOCKER_HOST": "unix:///nonexistent/docker.sock", "NO_COLOR": "1"}


@pytest.mark.parametrize(("text", "days"), [("1d", 1), ("180d", 180), (" 36500d ", 36_500)])
def test_a_number_of_days_is_read(text: str, days: int) -> None:
    assert days_of(text) == days


@pytest.mark.parametrize("text", ["", "180", "0d", "-1d", "6m", "1.5d", "36501d", "٣d"])
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UserError, match="such as 180d"):
        days_of(text)


@pytest.mark.parametrize(
    ("dates", "undecided", "why"),
    [
        (Dates(graded=DAY_180, decided=DAY_180), False, ""),
        (Dates(graded=DAY_180, decided=DAY_179), False, "decided 179 days ago, goes at 180"),
        (Dates(graded=DAY_180, decided=DAY_179), True, "decided 179 days ago, goes at 180"),
        (Dates(graded=DAY_180), False, "not decided on: no settled review (--undecided counts from the grading)"),
        (Dates(graded=DAY_180), True, ""),
        (Dates(graded=DAY_179), True, "graded 179 days ago, goes at 180"),
        (Dates(graded="2027-01-01T00:00:00+00:00"), True, "graded 0 days ago, goes at 180"),
        (Dates(graded="yesterday"), True, 'its date cannot be read ("yesterday")'),
        (Dates(graded="2020-01-01T00:00:00"), True, 'its date cannot be read ("2020-01-01T00:00:00")'),
    ],
)
def test_a_submission_goes_so_many_days_after_its_decision(dates: Dates, *, undecided: bool, why: str) -> None:
    assert why_stays(dates, Rule(days=180, undecided=undecided), now=NOW) == why


def event(what: str, at: str) -> Event:
    return Event(number=1, at=at, who="rita", what=what)


@pytest.mark.parametrize(
    ("events", "dates"),
    [
        ((), Dates(graded=samples.accepted().provenance.started)),
        ((event("graded", "1"), event("settled", "2"), event("settled", "3")), Dates(graded="1", decided="3")),
        ((event("graded", "1"), event("regraded", "2")), Dates(graded="2")),
        ((event("reopened", "1"), event("regraded", "2")), Dates(graded="2")),
    ],
)
def test_the_last_decision_counts(events: tuple[Event, ...], dates: Dates) -> None:
    assert dates_of(samples.accepted(), events) == dates


def test_what_stays_of_a_grade_quotes_nobody() -> None:
    grade = samples_reviewed.by_two(samples.HOSTILE)
    kept = stripped(grade, name="submission-1")
    assert not [words for words in samples.HOSTILE if words in msgspec.json.encode(kept).decode()]
    assert (kept.score, kept.verdict, kept.submission.sha256) == (grade.score, grade.verdict, grade.submission.sha256)
    assert [each.reviewed_level for each in kept.criteria] == [each.reviewed_level for each in grade.criteria]
    assert kept.review is not None
    assert kept.review.reviews == ()


# ── The commands ──


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    made = Stored(tmp_path)
    made.graded("anna")
    return made


def called(stored: Stored, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=stored.out.parent,
        env=os.environ | NO_ENGINE,
    )


def test_a_new_rubric_is_previewed_applied_and_told_without_an_engine(stored: Stored) -> None:
    stored.rubric("version: 9.0.0\n")
    # The played batch was graded without analysis and own tests, as the ledger says.
    made = called(stored, "regrade", "out", "-c", "challenges/till", "--name", "newer")
    assert made.returncode == 0, made.stderr
    assert "the rubric changed (from what is stored)" in made.stdout
    assert "1 submission: 1 the same. Nothing has been replaced" in made.stdout
    assert made.stdout.splitlines()[-1] == "out/regrades/newer/preview.md"
    done = called(stored, "regrade", "out", "--apply", "newer")
    assert done.returncode == 0, done.stderr
    assert "1 replaced, 0 left as they are" in done.stdout
    assert reporting.read(stored.folder("anna")).rubric.version == "9.0.0"
    assert (stored.out / "cohort.html").is_file()
    gone = called(stored, "regrade", "out", "--discard", "newer")
    assert gone.returncode == 0, gone.stderr
    assert list((stored.out / "regrades").iterdir()) == []


def test_what_needs_a_box_says_so_where_no_engine_answers(stored: Stored) -> None:
    stored.newer_suite()
    made = called(stored, "regrade", "out", "-c", "challenges/till")
    assert made.returncode == 3, made.stderr
    assert "No container engine answers" in made.stderr


def test_a_purge_is_listed_first_and_then_done(stored: Stored) -> None:
    listed = called(stored, "purge", "out", "--older-than", "1d", "--undecided", "--dry-run")
    assert listed.returncode == 0, listed.stderr
    assert "    submissions/" in listed.stdout
    assert reporting.read(stored.folder("anna")).sources
    early = called(stored, "purge", "out", "--older-than", "36500d", "--undecided")
    assert "stays: graded" in early.stdout
    assert "0 of 1 were purged" in early.stdout
    done = called(stored, "purge", "out", "--older-than", "1d", "--undecided")
    assert done.returncode == 0, done.stderr
    assert "1 of 1 were purged" in done.stdout
    assert "none, purged" in (stored.out / "cohort.csv").read_text()
    assert "anna" not in "".join(path.read_text() for path in stored.out.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("purge", "out", "--older-than", "soon"), "is no number of days"),
        (("purge", "in", "--older-than", "1d"), "has neither batch.json nor result.json"),
        (("regrade", "in"), "has no batch.json"),
        (("regrade", "out", "--apply", "newr"), 'has no set "newr"'),
        (("regrade", "out", "--name", "a", "--apply", "b"), "give one of them"),
        (("regrade", "out", "--apply", "a", "--reviewed"), "needs --apply and the reason"),
        (("regrade", "out", "-c", "lru-cache"), "has a batch of till, not of lru-cache"),
    ],
)
def test_a_mistake_in_the_call_ends_with_2(stored: Stored, arguments: tuple[str, ...], words: str) -> None:
    ended = called(stored, *arguments)
    assert ended.returncode == 2, ended.stderr
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
