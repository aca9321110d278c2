"""Two commits beside each other: the ratios are round by round, and another outcome is told; on made-up samples."""

from __future__ import annotations

import pytest

from . import compare
from .measuring import Sample

COMMITS = {"main~5": "a" * 40, compare.HEAD: "b" * 40}


def taken(old: list[float], new: list[float], *, then: object = None, now: object = None) -> dict[str, list[Sample]]:
    """Samples of one operation of both sides, and what it came to."""
    return {
        compare.side_of(name, "grade: a20"): [Sample(wall_s=wall, cpu_s=2 * wall, result=result) for wall in walls]
        for name, walls, result in (("main~5", old, then), (compare.HEAD, new, now))
    }


def test_a_ratio_is_of_the_same_round_and_says_how_far_rounds_differ() -> None:
    told = compare.markdown(COMMITS, taken([1.0, 4.0, 2.0], [2.0, 4.0, 3.0]))
    assert told.startswith("# HEAD (bbbbbbbbbbbb) beside main~5 (aaaaaaaaaaaa)")
    assert "| grade: a20 | 2.00 | 3.00 | 1.50 [1.00, 2.00] | 1.50 |" in told
    assert told.endswith("Both come to the same.\n")


def test_a_grade_that_comes_to_something_else_is_told() -> None:
    old, new = (
        {"verdict": "accepted", "outcomes": {"a": "passed"}},
        {"verdict": "accepted", "outcomes": {"a": "failed"}},
    )
    told = compare.markdown(COMMITS, taken([1.0], [1.0], then=old, now=new))
    assert "- grade: a20 comes to something else." in told
    same = compare.markdown(COMMITS, taken([1.0], [1.0], then=old, now=old | {"steps": {"exam": 1.0}}))
    assert "Both come to the same." in same


@pytest.mark.parametrize("arguments", [[], [""], ["no-such-commit"], ["HEAD"], ["HEAD", "HEAD"], ["--all"]])
def test_what_names_no_commit_is_told_before_anything_is_installed(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare.main(arguments) == 2
    assert "BASE=<commit>" in capsys.readouterr().err
