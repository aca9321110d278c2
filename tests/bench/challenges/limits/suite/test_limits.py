# ruff: noqa: ANN401 - the examiner makes the fixture
"""The one case that every hostile submission gets."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.requirement("R1")
def test_answers(submission: Any) -> None:
    """It answers."""
    assert submission.call("answer") == 42


# Of a hidden suite; to be seen by nobody else: canary-b7b3ca2049f79839e054ef0b
