"""Reads what the host delivers on stdin: one header line, then tars. Stands in every image of ours."""

from __future__ import annotations

import io
import json
import os
import tarfile
from typing import Any

MAX_HEADER_BYTES = 1 << 20
MAX_TAR_BYTES = 256 << 20


def receive(descriptor: int) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The settings, and each tar by the folder that it is for.

    ``EOFError`` where the stream ends early, ``ValueError`` where the tars are too large. Reads the descriptor itself,
    unbuffered: what follows the tars must stay in the pipe.
    """
    header = bytearray()
    while not header.endswith(b"\n"):
        if len(header) > MAX_HEADER_BYTES:
            raise ValueError("the header is too long")
        header += read_exactly(descriptor, 1)
    parsed = json.loads(header)
    sizes = {folder: int(size) for folder, size in parsed["tars"].items()}
    if min(sizes.values(), default=0) < 0 or sum(sizes.values()) > MAX_TAR_BYTES:
        raise ValueError("the tars are too large")
    return parsed["settings"], {folder: read_exactly(descriptor, size) for folder, size in sizes.items()}


def read_exactly(descriptor: int, size: int) -> bytes:
    """Just so many bytes; ``EOFError`` where the stream ends before."""
    parts = []
    while size:
        part = os.read(descriptor, min(size, 1 << 20))
        if not part:
            raise EOFError("the delivery ended early")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def unpack(archive: bytes, folder: str) -> None:
    """Write the regular files of a tar that the host made, read-only, below a folder; an empty tar may be no bytes."""
    with tarfile.open(fileobj=io.BytesIO(archive or bytes(1024))) as tar:
        for member in tar:
            if not member.isreg():
                continue
            path = os.path.join(folder, member.name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            content = tar.extractfile(member)
            assert content is not None  # noqa: S101 - isreg() above
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444), "wb") as file:
                file.write(content.read())
    for where, _, _ in os.walk(folder):
        os.chmod(where, 0o555)
