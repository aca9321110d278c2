"""A box that is swept away is gone when the sweep returns, also where the engine is still at an earlier removal."""

from __future__ import annotations

from typing import Any

import pytest
from docker.errors import APIError, NotFound
from requests import ReadTimeout

from grader.sandbox.docker import DockerSandbox


class Engine:
    """Of docker-py's low-level client as much as a sweep uses; refuses a removal as it is told to."""

    def __init__(self, refusal: Exception | None, waits: Exception | None = None) -> None:
        self.refusal = refusal
        self.waits = waits
        self.waited_for: list[tuple[str, str]] = []

    def containers(self, **_: object) -> list[dict[str, Any]]:
        return [{"Id": "box"}]

    def volumes(self, **_: object) -> dict[str, Any]:
        return {"Volumes": None}

    def remove_container(self, _identity: str, **_: object) -> None:
        if self.refusal is not None:
            raise self.refusal

    def wait(self, identity: str, *, timeout: int, condition: str) -> None:
        assert timeout > 0
        self.waited_for.append((identity, condition))
        if self.waits is not None:
            raise self.waits


def swept(engine: Engine) -> int:
    sandbox = DockerSandbox()
    vars(sandbox)["client"] = engine
    return sandbox.sweep("run")


@pytest.mark.parametrize("waits", [None, NotFound("gone meanwhile"), ReadTimeout("still there")])
def test_a_removal_that_is_under_way_is_waited_for(waits: Exception | None) -> None:
    engine = Engine(APIError("removal of container box is already in progress"), waits)
    assert swept(engine) == 1
    assert engine.waited_for == [("box", "removed")]


@pytest.mark.parametrize("refusal", [None, NotFound("no such container")])
def test_nobody_waits_for_a_box_that_is_gone(refusal: Exception | None) -> None:
    engine = Engine(refusal)
    assert swept(engine) == 1
    assert engine.waited_for == []
