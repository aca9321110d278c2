"""Images made of an image of ours and one layer more: what ``docker.py`` asks of the engine for them."""

from __future__ import annotations

import io
import json
import tarfile
import tempfile
from typing import IO, TYPE_CHECKING

from grader.errors import EngineFailed
from grader.sandbox.base import Derivation

if TYPE_CHECKING:
    import docker

_LAYER = "layer.tar"


def labels(client: docker.APIClient, tag: str) -> dict[str, str] | None:
    """Read an image's labels; ``None`` where there is no such image."""
    from docker.errors import ImageNotFound  # noqa: PLC0415 - dear to import, and whoever has a client has paid

    try:
        return dict(client.inspect_image(tag)["Config"]["Labels"] or {})
    except ImageNotFound:
        return None


def build(client: docker.APIClient, derivation: Derivation, layer: IO[bytes]) -> None:
    """Build it, without network and without running anything but the removal of folders."""
    with tempfile.TemporaryFile() as context:
        pack(derivation, layer, context)
        context.seek(0)
        events = client.build(
            fileobj=context,
            custom_context=True,
            tag=derivation.tag,
            labels=derivation.labels,
            network_mode="none",
            rm=True,
            forcerm=True,
            decode=True,
        )
        errors = [str(event["error"]) for event in events if "error" in event]
    if errors:
        raise EngineFailed(f"making the image {derivation.tag}: {errors[0]}", infrastructure=True)


def pack(derivation: Derivation, layer: IO[bytes], context: IO[bytes]) -> None:
    """Write the tar that the engine builds from: a Dockerfile, and the layer as a tar of its own."""
    lines = dockerfile(derivation).encode()
    with tarfile.open(fileobj=context, mode="w", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, "Dockerfile", len(lines), io.BytesIO(lines))
        size = layer.seek(0, io.SEEK_END)
        layer.seek(0)
        _add(tar, _LAYER, size, layer)


def dockerfile(derivation: Derivation) -> str:
    """Write what the engine does: an ADD unpacks a tar, with no program of the image's own."""
    removals = [f"RUN {json.dumps(['rm', '-rf', *derivation.removed])}"] if derivation.removed else []
    return "\n".join([f"FROM {derivation.parent}", *removals, f"ADD {_LAYER} /", ""])


def _add(tar: tarfile.TarFile, name: str, size: int, content: IO[bytes]) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = size
    entry.mode = 0o644
    tar.addfile(entry, content)
