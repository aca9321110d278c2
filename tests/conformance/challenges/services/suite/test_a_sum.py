"""R1: what every fault fails."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.requirement("R1")
def test_sum(service: Any) -> None:
    """Numbers are added up."""
    assert service.get("/sum", params={"n": [1, 2, 3]}).expect(200).json() == {"sum": 6}


@pytest.mark.requirement("R2")
def test_greeting(service: Any) -> None:
    """What the challenge sets in the environment is there, also after the test before."""
    assert service.get("/greeting").expect(200).text.strip() == "hello"


# Of a hidden suite; to be seen by nobody else: canary-e75b28c83a5cca9e5f783af2
