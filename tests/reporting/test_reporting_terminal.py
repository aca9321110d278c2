"""The terminal shows the same grade, obeys nothing in it, and ends with where the report lies."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import samples
from rich.console import Console

from grader.reporting import terminal, words

if TYPE_CHECKING:
    from grader.model import Case, Grade

FILES = {"json": Path("out/x/result.json"), "html": Path("out/x/report.html")}
VOID = """\
LRU cache with expiry 1.0.0 · candidate-0423 · Python

VOID, not zero  judge error
  The examiner's box was killed by the engine (no space left on device) after 7 of 25 cases.
  Something failed on our side. This run says nothing about the submission and costs the candidate nothing. \
Run it again; if the suite itself failed, tell the challenge's author.

  R1   not assessed  Returns the stored value until it expires
  R2   not assessed  Evicts the least recently used entry when the cache is full
  R3   not assessed  Capacity 0 and 1 behave, and a negative capacity is refused
  R4   not assessed  A time to live of 0 or less expires at once
  R5   not assessed  An entry that expires makes room before a live one is evicted
  R6   not assessed  get and put take constant time on average

Not measured: Design and maintainability, The candidate's own tests, \
Static quality (complexity, lint, duplication, security)

out/x/report.html
"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)


def summary(grade: Grade, capsys: pytest.CaptureFixture[str]) -> str:
    terminal.summary(grade, FILES)
    return capsys.readouterr().out


def lines(*cases: Case, quiet: bool = False, verbose: bool = False) -> str:
    file = io.StringIO()
    with terminal.Progress(terminal.console(file), quiet=quiet, verbose=verbose) as progress:
        progress.step("exam")
        progress.cases(len(cases))
        for case in cases:
            progress.case(case)
    return file.getvalue()


def test_a_void_grade_says_void_and_not_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert summary(samples.void(), capsys) == VOID


def test_the_score_stands_as_a_proposal_beside_the_equal_weight_total(capsys: pytest.CaptureFixture[str]) -> None:
    told = "Proposed score 57.5 of 100, with equal weights 52.3: the machine's proposal, the reviewer decides\n"
    assert told in summary(samples.failing(()), capsys)


def test_requirements_and_failing_cases_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    out = summary(samples.failing(()), capsys)
    assert "  R2   partly (2 of 5)  Evicts the least recently used entry" in out
    assert "  R6   time limit exceeded  get stays constant" in out
    assert "2 integrity flags, apart from the score" in out


@pytest.mark.parametrize("grade", [samples.accepted(), samples.failing(), samples.void()])
def test_the_last_line_is_the_path_alone(grade: Grade, capsys: pytest.CaptureFixture[str]) -> None:
    assert summary(grade, capsys).splitlines()[-1] == "out/x/report.html"


def test_a_path_wider_than_the_terminal_stays_on_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    path = Path("a" * 120) / "report.html"
    terminal.summary(samples.accepted(), {"html": path})
    assert capsys.readouterr().out.splitlines()[-1] == str(path)


def test_hostile_text_neither_acts_on_a_terminal_nor_commands_a_ci_system(capsys: pytest.CaptureFixture[str]) -> None:
    grade = samples.failing()
    out = summary(grade, capsys) + lines(*(case for _, case in words.cases(grade)), verbose=True)
    assert not [character for character in out if ord(character) < 32 and character != "\n"]
    assert "\u202e" not in out
    for line in out.splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
        assert "##vso[" not in line
        assert "##teamcity[" not in line


def test_markup_in_a_message_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    out = summary(samples.failing(("[bold red]PASS[/] :smile:",)), capsys)
    assert "[bold red]PASS[/] :smile:" in out


def test_the_summary_fits_a_screen_however_many_cases_fail(capsys: pytest.CaptureFixture[str]) -> None:
    out = summary(samples.failing(tuple(f"case {number}" for number in range(500))), capsys)
    assert "more, in the report" in out
    assert len(out.splitlines()) < 80


def test_without_a_terminal_there_is_a_line_for_each_step_and_each_failing_case() -> None:
    passing = samples.case("R1", 1, "It works")
    failing = next(case for _, case in words.cases(samples.failing(("It breaks",))))
    assert lines(passing, failing).splitlines() == [
        "exam …",
        "  R5   wrong answer  It breaks  It breaks",
        "2 cases: 1 passed, 1 failed",
    ]


def test_verbose_names_passing_cases_too() -> None:
    assert "  R1   passed  It works\n" in lines(samples.case("R1", 1, "It works"), verbose=True)


def test_quiet_says_nothing() -> None:
    assert lines(samples.case("R1", 1, "It works"), quiet=True) == ""


def test_a_note_is_a_line_of_its_own_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.Progress() as progress:
        progress.note("gVisor is not there")
    assert capsys.readouterr() == ("", "note: gVisor is not there\n")


def test_a_run_that_breaks_off_ends_without_a_final_count() -> None:
    file = io.StringIO()
    progress = terminal.Progress(terminal.console(file))
    progress.__enter__()
    progress.case(samples.case("R1", 1, "It works"))
    progress.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert file.getvalue() == ""


def test_a_terminal_sees_progress_move_and_keeps_only_what_failed() -> None:
    file = Terminal()
    failing = next(case for _, case in words.cases(samples.failing(("It breaks",))))
    with terminal.Progress(Console(file=file, force_terminal=True, width=100)) as progress:
        progress.step("build")
        progress.step("exam")
        progress.cases(2)
        progress.case(samples.case("R1", 1, "It works"))
        progress.case(failing)
    shown = file.getvalue()
    assert "\x1b[?25l" in shown
    assert shown.endswith("2 cases: 1 passed, 1 failed\n")
    assert "It breaks" in shown
    assert "It works" not in shown


def test_forced_colours_do_not_make_a_log_file_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[?25l" not in lines(samples.case("R1", 1, "It works"))


def test_a_stream_that_cannot_show_a_character_still_gets_the_line() -> None:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding="ascii")
    with terminal.Progress(terminal.console(file)) as progress:
        progress.note("café")
    file.flush()
    assert raw.getvalue() == b"note: caf\\xe9\n"


def test_own_tests_have_a_line_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.summary(samples.accepted(), {})
    (told,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Own tests")]
    assert told.startswith("Own tests, the candidate's own word: 9 tests with pytest: 9 passed; covers 95 % of lines")


def test_a_weaker_guarantee_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.summary(samples.failing(), {})
    assert "Weaker guarantee  In-process: tamper-evident, not tamper-proof." in capsys.readouterr().out


# ── the code ──


def test_the_code_has_findings_by_severity_and_what_lies_over_its_limit(capsys: pytest.CaptureFixture[str]) -> None:
    out = summary(samples.failing(()), capsys)
    start = out.index("Code: ")
    assert out[start:].startswith("""\
Code: 331 lines written by the candidate, and no tests.
  1 finding of high severity
  2 findings of medium severity
  9 findings of low severity
  14 notes
  over its limit  Cognitive complexity of the hardest function: 23, at most 15, lru_cache.py:41-72
""")
    assert "Parameters of the function" not in out


def test_of_little_code_no_share_is_over_a_limit(capsys: pytest.CaptureFixture[str]) -> None:
    out = summary(samples.accepted(), capsys)
    assert (
        "Code: 74 lines written by the candidate, and 55 lines of tests. Under 200 lines: shares are context only."
        in out
    )
    assert "its limit" not in out


def test_severities_have_colours_only_where_colours_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    grade = samples.failing(())
    coloured = Terminal()
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setattr("sys.stdout", coloured)
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal.summary(grade, FILES)
    plain = Terminal()
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout", plain)
    terminal.summary(grade, FILES)
    assert "\x1b[1;31m1 finding of high severity" in coloured.getvalue()
    assert "\x1b" not in plain.getvalue()
    assert "  1 finding of high severity\n" in plain.getvalue()
