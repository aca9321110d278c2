"""What tests of all kinds share: a run's name, and a real engine where one is asked for."""

from __future__ import annotations

import os
import secrets
import signal
from typing import TYPE_CHECKING

import pytest

from grader.errors import SandboxError
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_configure() -> None:
    """Hear Ctrl-C even in a shell's background, where it is ignored, and would be by every grader that is started."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def engine() -> Iterator[DockerSandbox]:
    """A real engine; a test that needs one fails where none answers, for a skipped test proves nothing."""
    sandbox = DockerSandbox()
    try:
        sandbox.facts()
    except SandboxError as error:
        pytest.fail(f"this test needs a container engine (or run `pytest -m 'not docker'`): {error}", pytrace=False)
    yield sandbox
    sandbox.client.close()


@pytest.fixture(scope="session")
def python_image(engine: DockerSandbox) -> str:
    """The tag of the image for Python, built where it is missing."""
    return _image(engine, "python")


@pytest.fixture(scope="session")
def java_image(engine: DockerSandbox) -> str:
    """The tag of the image for Java, built where it is missing."""
    return _image(engine, "java")


@pytest.fixture(scope="session")
def node_image(engine: DockerSandbox) -> str:
    """The tag of the image for Node.js, built where it is missing."""
    return _image(engine, "node")


def _image(engine: DockerSandbox, name: str) -> str:
    return images.build(engine.client, report=lambda _line: None, environ=os.environ, names=[name])[name]


@pytest.fixture
def run() -> str:
    """The name of a run that nobody else uses."""
    return f"test-{secrets.token_hex(6)}"
