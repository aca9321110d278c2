"""What the commands say of themselves, and how mistakes in calling them end."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from grader import __version__
from grader.cli import grade


def commands(group: click.Group, *path: str) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found += commands(command, *path, name) if isinstance(command, click.Group) else [(*path, name)]
    return found


def called(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "grader", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("path", commands(grade), ids=" ".join)
def test_every_command_says_what_it_does_and_leaves_no_markup_behind(path: tuple[str, ...]) -> None:
    told = CliRunner().invoke(grade, [*path, "--help"])
    assert told.exit_code == 0
    assert "\\b" not in told.output
    assert "\b" not in told.output
    assert len(told.output.splitlines()) > 4


@pytest.mark.parametrize("path", [(), *commands(grade)], ids=" ".join)
def test_examples_stand_on_lines_of_their_own(path: tuple[str, ...]) -> None:
    lines = [line.strip() for line in CliRunner().invoke(grade, [*path, "--help"]).output.splitlines()]
    example = " ".join(["grade", *path])
    assert any(example in line for line in lines[2:]), lines


def test_the_version_is_told() -> None:
    assert called("--version").stdout.strip() == f"grade, version {__version__}"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rnu",), "rnu"),
        (("run", "."), "--challenge"),
        (("run", ".", "-c", "lru-cache", "--fail-under", "many"), "many"),
        (("show", "no-such-challenge"), "no-such-challenge"),
        (("report", "/nonexistent"), "/nonexistent"),
    ],
)
def test_a_mistake_in_the_call_ends_with_2_and_names_it(arguments: tuple[str, ...], words: str) -> None:
    ended = called(*arguments)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("arguments", [("list",), ("show", "lru-cache"), ("run", "--help")])
def test_a_reader_that_goes_away_is_no_failure(arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [sys.executable, "-m", "grader", *arguments], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_lists_and_shows_without_an_engine() -> None:
    listed, shown = called("list"), called("show", "lru-cache")
    assert "log-analyser" in listed.stdout
    assert "R8" in shown.stdout
    assert "algorithm" in shown.stdout
