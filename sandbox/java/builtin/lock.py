"""Writes checksums.sha256 anew, for what the pom.xml files beside it come to today: `make lock` runs it.

The stage "fetched" of the image for Java fetches it, with the versions that are written there; the lists of one machine
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

CHECKSUMS = Path(__file__).parent / "checksums.sha256"
STAGE = "fetched"


def main() -> None:
    """Build as far as that stage, and keep its list."""
    client = DockerSandbox().client
    base = images.build(client, report=print, environ=os.environ, names=[images.BASE])[images.BASE]
    recipe = next(recipe for recipe in images.recipes() if recipe.name == "java")
    events = client.build(
        fileobj=io.BytesIO(images.build_context(recipe, images.ca_bundle(os.environ))),
        custom_context=True,
        target=STAGE,
        buildargs=images.build_arguments(recipe, os.environ, BASE=base),
        labels={images.LABEL: recipe.name},
        rm=True,
        forcerm=True,
        decode=True,
    )
    listed = read(client, followed(events))
    CHECKSUMS.write_bytes(listed)
    sys.stderr.write(f"{CHECKSUMS}: {len(listed.splitlines())} files\n")


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
    container = client.create_container(image, ["cat", f"/{STAGE}.sha256"])
    try:
        client.start(container)
        client.wait(container)
        return bytes(client.logs(container, stdout=True, stderr=False))
    finally:
        client.remove_container(container)


if __name__ == "__main__":
    main()
