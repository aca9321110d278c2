"""`grade batch` called wrongly, or with nothing to do: told at once, without an engine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TILL = Path(__file__).parents[1] / "attacks" / "challenges" / "till"
NO_ENGINE = {"DOCKER_HOST": "unix:///nonexistent/docker.sock", "NO_COLOR": "1"}


def called(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", "batch", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=os.environ | NO_ENGINE,
    )


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "anna").mkdir(parents=True)
    (folder / "anna" / "readme.txt").write_text("later")
    return folder


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-c", TILL), "name either the FOLDER"),
        (("in", "--list", "list.csv", "-c", TILL), "name either the FOLDER"),
        (("--list", "list.csv", "-c", TILL), 'list.csv:3: the candidate "anna" stands here twice, first in line 2'),
        (("empty", "-c", TILL), "holds no submission"),
        (("in", "-c", "no-such-challenge"), "no-such-challenge"),
        (("in", "-c", TILL, "-o", "in/out"), "lies in the folder with the submissions"),
        (("in", "-c", TILL, "--format", "htlm"), 'Did you mean "html"'),
        (("in", "-c", TILL, "--only", "ana"), 'Did you mean "anna"'),
        (("in", "-c", TILL, "--jobs", "0"), "--jobs"),
    ],
)
def test_a_mistake_in_the_call_ends_with_2_and_leaves_nothing(
    arguments: tuple[object, ...], words: str, tmp_path: Path, handed_in: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "list.csv").write_text("id,source\nanna,a\nanna,b\n")
    ended = called(*arguments, cwd=tmp_path)
    assert ended.returncode == 2, ended.stderr
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not list(tmp_path.rglob("result.json"))
    assert handed_in.is_dir()


def test_one_that_cannot_be_taken_ends_with_2_and_is_in_the_table(tmp_path: Path, handed_in: Path) -> None:
    ended = called(handed_in, "-c", TILL, "-o", "out", cwd=tmp_path)
    assert ended.returncode == 2, ended.stderr
    assert "anna  not taken" in ended.stdout
    assert "1 in all: 1 not taken" in ended.stdout
    assert ended.stdout.splitlines()[-1] == "out/cohort.html"
    assert "[1 of 1] anna: not taken" in ended.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"batch.json", "cohort.html", "cohort.csv"}


def test_quiet_prints_the_pages_path_alone(tmp_path: Path, handed_in: Path) -> None:
    ended = called(handed_in, "-c", TILL, "-o", "out", "--quiet", cwd=tmp_path)
    assert (ended.stdout, ended.stderr) == ("out/cohort.html\n", "")


def test_a_reader_that_goes_away_does_not_change_the_exit_code(tmp_path: Path, handed_in: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "grader", "batch", str(handed_in), "-c", str(TILL), "-o", str(tmp_path / "out")]
    environ = os.environ | NO_ENGINE
    ended = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False, env=environ)
    os.close(writer)
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr


def test_no_engine_ends_with_3_and_says_so(tmp_path: Path, handed_in: Path) -> None:
    (handed_in / "anna" / "solution.py").write_text("x = 1\n")
    ended = called(handed_in, "-c", TILL, "-o", "out", cwd=tmp_path)
    assert ended.returncode == 3, ended.stderr
    assert "No container engine answers" in ended.stderr
