"""A small, right challenge on disk, and the same with one thing changed."""

from __future__ import annotations

from pathlib import Path

YAML = """\
title: Sorted words
version: 1.0.0
summary: Words in order.
languages: [python]
time_box: 2h
interface:
  kind: function
  functions:
    sort_words: {params: [{name: words, type: "list[str]"}], returns: "list[str]"}
  errors:
    bad_word: {python: [ValueError]}
requirements:
  R1: {text: Sorts, criterion: correctness, points: 5}
  R2: {text: Copes with nothing, criterion: edge_cases, points: 3}
limits: {wall_time: 60s, memory: 256MiB, processes: 64, output: 1MiB, per_test: 10s, per_call: 500ms}
rubric: algorithm
"""

SUITE = '''\
import pytest


@pytest.mark.requirement("R1")
def test_sorts(submission):
    """Sorts."""


@pytest.mark.requirement("R2")
def test_nothing(submission):
    """Copes with nothing."""
'''


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_challenge(root: Path, slug: str = "words", *, yaml: str = YAML, suite: str = SUITE) -> Path:
    write(root / slug / "challenge.yaml", yaml)
    write(root / slug / "brief.md", "# Sorted words\n")
    write(root / slug / "suite" / "test_words.py", suite)
    return root / slug


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Make each change; one that finds nothing to change would test nothing."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
