"""The whole suite: one case that every fault fails, and one that only what cannot be loaded fails."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.requirement("R1")
def test_sum(submission: Any) -> None:
    """Numbers are added up."""
    assert submission.call("add_all", [1, 2, 3]) == 6


@pytest.mark.requirement("R2")
def test_nothing(submission: Any) -> None:
    """Nothing adds up to zero."""
    assert submission.call("add_all", []) == 0


# Of a hidden suite; to be seen by nobody else: canary-cae8fcdb60f4d472368e51bb
