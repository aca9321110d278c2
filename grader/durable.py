"""Files of ours that must outlive a power cut: on the disk when a call returns, and whole or not there at all.

No call follows a link that somebody left in a file's place.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

OWNER_ALONE = 0o600
"""The mode of what names a candidate: it comes with the file, for nobody else may read it for a moment either."""

_ANYBODY = 0o666  # less what umask takes, unlike mkstemp's
_SAFE = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC


def write_whole(path: Path, content: bytes, *, mode: int = _ANYBODY) -> None:
    """Replace a file, or leave it as it was; ``OSError`` where that is not possible."""
    temporary = temporary_of(path)
    try:
        write_new(temporary, content, mode=mode)
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_new(path: Path, content: bytes, *, mode: int = _ANYBODY) -> None:
    """Write a file that is not there yet; ``FileExistsError`` where it is, another ``OSError`` where it cannot be."""
    _write(path, os.O_EXCL, content, mode)


def append(path: Path, content: bytes, *, mode: int) -> None:
    """Write behind what a file has, which begins with this where there is none; ``OSError`` as above."""
    _write(path, os.O_APPEND, content, mode)


def temporary_of(path: Path) -> Path:
    """Give a name beside a file that nobody else takes, and that none of our readers looks for."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")


def _write(path: Path, how: int, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, _SAFE | how, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
