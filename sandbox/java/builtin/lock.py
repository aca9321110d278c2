"""Writes the checksums of Maven packages anew, for what our pom.xml files come to today: `make lock` runs it.

A stage of an image fetches them, with the versions that are written there, and leaves a list; the lists of one machine
and of another are the same, for a version of a package never changes.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import docker

from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

SANDBOX = Path(__file__).parents[2]
LISTS = (
    ("java", "fetched", SANDBOX / "java" / "builtin" / "checksums.sha256"),
    ("analysis", "resolver", SANDBOX / "analysis" / "java" / "checksums.sha256"),
)
"""Each list, with the image and the stage of it that fetches what stands there."""

LEFT = "/fetched.sha256"


def main() -> None:
    """Write every list."""
    client = DockerSandbox().client
    base = images.build(client, report=print, environ=os.environ, names=[images.BASE])[images.BASE]
    for name, stage, path in LISTS:
        write(client, base, name, stage, path)


def write(client: docker.APIClient, base: str, name: str, stage: str, path: Path) -> None:
    """Build as far as a stage, and keep its list."""
    recipe = next(recipe for recipe in images.recipes() if recipe.name == name)
    events = client.build(
        fileobj=io.BytesIO(images.build_context(recipe, images.ca_bundle(os.environ))),
        custom_context=True,
        target=stage,
        buildargs=images.build_arguments(recipe, os.environ, BASE=base),
        labels={images.LABEL: recipe.name},
        rm=True,
        forcerm=True,
        decode=True,
    )
    listed = read(client, followed(events))
    path.write_bytes(listed)
    sys.stderr.write(f"{path}: {len(listed.splitlines())} files\n")


def followed(events: Iterable[Mapping[str, Any]]) -> str:
    """Show a build as it goes on; the image that it ends with."""
    image = ""
    for event in events:
        sys.stderr.write(str(event.get("stream", event.get("error", ""))))
        if "error" in event:
            sys.exit(1)
        image = event.get("aux", {}).get("ID", image)
    return image


def read(client: docker.APIClient, image: str) -> bytes:
    """Read the list out of an image."""
    container = client.create_container(image, ["cat", LEFT])
    try:
        client.start(container)
        client.wait(container)
        return bytes(client.logs(container, stdout=True, stderr=False))
    finally:
        client.remove_container(container)


if __name__ == "__main__":
    main()
