"""No password of a registry or a proxy is kept by the engine, told, or written down, whatever it was needed for."""

from __future__ import annotations

import json
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from languages import submission
from registries import Registry, wheel

from grader.configuration import load_configuration
from grader.dependencies import prepare
from grader.errors import ImageBuildFailed, RegistryUnreachable
from grader.languages import find
from grader.observing import Silent
from grader.paths import SANDBOX
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

DOCKERFILE = """\
ARG BASE
FROM ${{BASE}} AS packages
ARG PIP_INDEX_URL
RUN echo {word} > /fetched && {then}
FROM scratch
COPY --from=packages /fetched /fetched
"""


def keeping(engine: DockerSandbox, password: str) -> list[str]:
    """The images of which the engine tells a password, stages of builds as well."""
    client: Any = engine.client
    found = []
    for image in client.images(all=True):
        facts = client.inspect_image(image["Id"])
        told = json.dumps([facts["Config"], facts.get("ContainerConfig"), client.history(image["Id"])])
        found += [str(image["Id"])] if password in told else []
    return found


@pytest.fixture
def password() -> str:
    return f"s3cret{secrets.token_hex(8)}"


def built(engine: DockerSandbox, folder: Path, then: str, environ: dict[str, str]) -> tuple[str, list[str]]:
    """Build an image of a recipe that asks for the registry as ours do; its tag, and what was said on the way."""
    shutil.copytree(SANDBOX / "base", folder / "base")
    (folder / "secretive").mkdir()
    word = secrets.token_hex(8)
    (folder / "secretive" / "Dockerfile").write_text(DOCKERFILE.format(word=word, then=then))
    said: list[str] = []
    tags = images.build(engine.client, report=said.append, environ=environ, names=["secretive"], sandbox=folder)
    return tags["secretive"], said


def environ_with(password: str) -> dict[str, str]:
    return {
        "PIP_INDEX_URL": f"https://ann:{password}@packages.example/simple",
        "https_proxy": f"http://ann:{password}@proxy.example:3128",
    }


def test_no_image_and_no_stage_of_a_build_keeps_the_password_that_the_build_was_told(
    engine: DockerSandbox, tmp_path: Path, password: str
) -> None:
    tag, said = built(engine, tmp_path, 'echo "$PIP_INDEX_URL $https_proxy" | sha256sum', environ_with(password))
    try:
        assert said
        assert password not in "\n".join(said)
        assert keeping(engine, password) == []
    finally:
        engine.client.remove_image(tag)


def test_a_build_that_fails_and_prints_its_password_is_told_without_it(
    engine: DockerSandbox, tmp_path: Path, password: str
) -> None:
    with pytest.raises(ImageBuildFailed) as caught:
        built(engine, tmp_path, 'echo "asking $PIP_INDEX_URL by $https_proxy" && exit 7', environ_with(password))
    assert "asking https://***@packages.example/simple by http://***@proxy.example:3128" in str(caught.value)
    assert password not in str(caught.value)
    assert keeping(engine, password) == []


@pytest.fixture
def registry(engine: DockerSandbox, python_image: str, run: str) -> Iterator[Registry]:
    found = Registry(engine, python_image, f"{run}-registry", wheel("hostile", {"hostile.py": ""}))
    yield found
    found.end()
    engine.sweep(f"{run}-registry")


@pytest.mark.parametrize("there", [True, False])
def test_a_fetch_keeps_and_tells_no_password_of_the_registry(
    engine: DockerSandbox, registry: Registry, run: str, tmp_path: Path, password: str, *, there: bool
) -> None:
    address = registry.address.replace("://", f"://ann:{password}@") + "/simple"
    (tmp_path / "grader.toml").write_text(f'[registries]\npip = "{address if there else address + "/nowhere"}"\n')
    tags = images.build(engine.client, report=lambda _line: None, environ={}, names=["python", "proxy"])
    heard = Heard()
    prepared, words = None, ""
    try:
        prepared = prepare(
            submission("python", {"requirements.txt": b"hostile\n"}),
            find("python"),
            sandbox=engine,
            images=tags,
            run=run,
            configuration=load_configuration({}, tmp_path),
            observer=heard,
        )
    except RegistryUnreachable as error:
        words = str(error)
    try:
        assert (prepared is not None and prepared.failure is None) == there, (prepared, words)
        for told in (repr(prepared), words, "\n".join(heard.steps)):
            assert password not in told
        assert keeping(engine, password) == []
    finally:
        if prepared is not None and prepared.failure is None:
            engine.client.remove_image(prepared.image)


class Heard(Silent):
    """All that an observer is told."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def step(self, name: str) -> None:
        self.steps.append(name)
