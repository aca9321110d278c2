"""Where submissions in other languages than ours are tried: in their real image."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from java_boxes import Place
from node_boxes import Bench

from grader.sandbox import images

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.sandbox.docker import DockerSandbox


@pytest.fixture(scope="session")
def java_place(engine: DockerSandbox) -> Place:
    """The engine and the tag of the image for Java, built where it is missing."""
    tags = images.build(engine.client, report=lambda _line: None, environ=os.environ, names=["java"])
    return Place(engine, tags["java"])


@pytest.fixture(scope="session")
def node_bench(engine: DockerSandbox) -> Iterator[Bench]:
    """A box of the image for Node.js, built where it is missing."""
    tags = images.build(engine.client, report=lambda _line: None, environ=os.environ, names=["node"])
    with Bench(engine, tags["node"]) as bench:
        yield bench
