"""The whole suite: one case that every fault fails, and one that only what cannot be loaded fails."""

from __future__ import annotations

from typing import Any

import pytest


def check(ran: Any, expected: str) -> None:
    """The program ended well and printed just this."""
    assert ran.exit_code == 0
    assert ran.stdout.strip() == expected


@pytest.mark.requirement("R1")
def test_sum(submission: Any) -> None:
    """Arguments are added up."""
    check(submission.run(["1", "2", "3"]), "6")


@pytest.mark.requirement("R2")
def test_nothing(submission: Any) -> None:
    """Nothing adds up to zero."""
    check(submission.run([]), "0")


# Of a hidden suite; to be seen by nobody else: canary-f505c8a23dccc1fd7eade7a5
