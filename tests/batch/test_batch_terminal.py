"""What a batch shows while it works: plain lines in a log, one line for the whole on a terminal, nothing when quiet."""

from __future__ import annotations

import contextlib
import io
import os
import pty
from collections.abc import Iterator

import pytest
from rich.console import Console

from grader.model import Case, Outcome, Verdict
from grader.reporting.terminal import console
from grader.reporting.terminal_batch import BatchProgress, show_table

HOSTILE = "\x1b[2J::error::x\u202e"
CASE = Case(name="a", title="a", requirement="R1", outcome=Outcome.PASSED, verdict=Verdict.ACCEPTED, duration_s=0.1)


def shown(file: io.StringIO, *, quiet: bool = False) -> BatchProgress:
    return BatchProgress(quiet=quiet, shown=Console(file=file, color_system=None, highlight=False, markup=False))


def go_through(progress: BatchProgress) -> None:
    progress.step("doctor")
    with progress.over(2):
        one = progress.watch("submission-1")
        one.step("exam")
        one.cases(3)
        one.case(CASE)
        one.note("the engine failed once")
        one.over()
        progress.ended("submission-1", "graded: accepted", "about 2 minutes left")
        progress.ended("ben", f"not taken: {HOSTILE}", "")


def test_a_log_gets_a_plain_line_for_each() -> None:
    file = io.StringIO()
    go_through(shown(file))
    assert file.getvalue().splitlines() == [
        "doctor …",
        "note: submission-1: the engine failed once",
        "[1 of 2] submission-1: graded: accepted; about 2 minutes left",
        "[2 of 2] ben: not taken: ⟨U+001B⟩[2J::error::x⟨U+202E⟩",
    ]


def test_quiet_says_nothing() -> None:
    file = io.StringIO()
    go_through(shown(file, quiet=True))
    assert file.getvalue() == ""


def read_all(terminal: int) -> Iterator[str]:
    """Read what was shown until nobody has the terminal open."""
    with os.fdopen(terminal, "rb", buffering=0) as file, contextlib.suppress(OSError):
        while part := file.read(1 << 12):
            yield part.decode("utf-8", "replace")


@pytest.mark.parametrize("plain", [True, False])
def test_a_terminal_shows_the_whole_and_who_is_at_work(plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1" if plain else "")
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as file:
        progress = BatchProgress(quiet=False, shown=console(file))
        go_through(progress)
    told = "".join(read_all(ours))
    assert "[1 of 2] submission-1: graded: accepted" in told
    assert "batch" in told
    assert "\x1b[2J::error" not in told
    assert ("\x1b[32m" in told or "\x1b[38;5" in told) != plain


def test_the_table_ends_with_the_page_alone(capsys: pytest.CaptureFixture[str]) -> None:
    show_table([("submission-1", "graded", "accepted"), ("ben", "not taken", HOSTILE)], page="out/cohort.html")
    assert capsys.readouterr().out.splitlines() == [
        "  submission-1  graded     accepted",
        "  ben           not taken  ⟨U+001B⟩[2J::error::x⟨U+202E⟩",
        "",
        "2 in all: 1 graded, 1 not taken",
        "out/cohort.html",
    ]
