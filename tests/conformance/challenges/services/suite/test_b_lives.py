"""R3: ended, started again, asked by many."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.requirement("R3")


def test_restart(service: Any) -> None:
    """It serves on after SIGTERM and a new start, and after SIGKILL."""
    service.restart()
    assert service.get("/greeting").expect(200).text.strip() == "hello"
    service.kill()
    assert not service.running
    service.start()
    assert service.get("/greeting").expect(200).text.strip() == "hello"


def test_many_at_once(service: Any) -> None:
    """Twenty at once are all answered."""
    answers = service.at_once(20, lambda _number: service.get("/greeting"))
    assert [answer.status_code for answer in answers] == 20 * [200]


# Of a hidden suite; to be seen by nobody else: canary-e75b28c83a5cca9e5f783af2
