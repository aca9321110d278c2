# ruff: noqa: ANN401 - the examiner makes the fixture
"""Twenty cases of a millisecond each, so that what a grade costs is the grader's own."""

from __future__ import annotations

from typing import Any

import pytest

Spans = list[tuple[int, int]]

MERGED: list[tuple[Spans, Spans]] = [
    ([], []),
    ([(1, 2)], [(1, 2)]),
    ([(1, 2), (3, 4)], [(1, 2), (3, 4)]),
    ([(3, 4), (1, 2)], [(1, 2), (3, 4)]),
    ([(1, 3), (2, 5)], [(1, 5)]),
    ([(1, 3), (3, 5)], [(1, 5)]),
    ([(1, 9), (2, 5)], [(1, 9)]),
    ([(1, 2), (1, 2)], [(1, 2)]),
    ([(-5, -1), (-2, 3)], [(-5, 3)]),
]


@pytest.mark.requirement("R1")
@pytest.mark.parametrize(("spans", "merged"), MERGED)
def test_merges(submission: Any, spans: Spans, merged: Spans) -> None:
    """Spans that touch or overlap become one."""
    assert submission.call("merge", spans) == merged


@pytest.mark.requirement("R2")
@pytest.mark.parametrize(("spans", "count"), [([], 0), ([(1, 4)], 3), ([(1, 4), (2, 6)], 5), ([(0, 2**40)], 2**40)])
def test_covers(submission: Any, spans: Spans, count: int) -> None:
    """Every whole number counts once."""
    assert submission.call("covered", spans) == count


@pytest.mark.requirement("R2")
@pytest.mark.parametrize(("spans", "between"), [([(1, 2)], []), ([(1, 2), (5, 6)], [(2, 5)]), ([(5, 6), (1, 5)], [])])
def test_finds_gaps(submission: Any, spans: Spans, between: Spans) -> None:
    """What lies between two spans is a gap."""
    assert submission.call("gaps", spans) == between


@pytest.mark.requirement("R2")
@pytest.mark.parametrize(("point", "held"), [(1, True), (4, False)])
def test_holds(submission: Any, point: int, held: bool) -> None:  # noqa: FBT001 - a column of the table above
    """The end of a span is not part of it."""
    assert submission.call("holds", [(1, 4)], point) is held


@pytest.mark.requirement("R3")
@pytest.mark.parametrize("function", ["merge", "gaps"])
def test_refuses_what_ends_before_it_begins(submission: Any, function: str) -> None:
    """A span that runs backwards is an invalid argument."""
    with submission.raises("invalid_argument"):
        submission.call(function, [(1, 2), (4, 3)])


# Of a hidden suite; to be seen by nobody else: canary-fa7db69703b81153ffd6a590
