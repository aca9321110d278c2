"""One value of each kind that every language must carry there and back."""

from __future__ import annotations

from typing import Any

import pytest

VALUES = [None, True, 0, -1, 2**53 - 1, 2**80, 1.5, "", "ü \N{KEY} \x00", [1, ["a", None]], {"a": {"b": 1.25}}]


@pytest.mark.requirement("R1")
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_a_value_comes_back(submission: Any, value: object) -> None:
    """What goes in comes out."""
    assert submission.call("echo", value) == value


# Of a hidden suite; to be seen by nobody else: canary-90033da51682ed9ffe37188c
