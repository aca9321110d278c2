"""What came out of a dependency box, as the layer of an image: plain files below one folder, and nothing else."""

from __future__ import annotations

import tarfile
import tempfile
from typing import IO

MAX_BYTES = 256 << 20
MAX_FILES = 50_000
_IN_MEMORY = 32 << 20
_LONGEST_NAME = 255
_DEEPEST = 64


def spool() -> IO[bytes]:
    """Make a file for a tar: in memory while it is small, else on disk without a name."""
    return tempfile.SpooledTemporaryFile(_IN_MEMORY)


def repacked(archive: IO[bytes], folder: str) -> IO[bytes]:
    """Write the tar again, root's and without times; ``ValueError`` for anything but plain files below the folder.

    The box has only read hostile files, but is not trusted for it.
    """
    layer = spool()
    archive.seek(0)
    try:
        with (
            tarfile.open(fileobj=archive, mode="r:") as given,
            tarfile.open(fileobj=layer, mode="w", format=tarfile.PAX_FORMAT) as made,
        ):
            _copy(given, made, folder)
    except (tarfile.TarError, RecursionError, OverflowError) as error:
        layer.close()
        raise ValueError(f"not a tar: {error}") from None
    except BaseException:
        layer.close()
        raise
    return layer


def _copy(given: tarfile.TarFile, made: tarfile.TarFile, folder: str) -> None:
    total, names = 0, set[str]()
    for member in given:
        name = _clean(member, folder)
        if member.size < 0 or member.issparse():
            raise ValueError(f"{name!r} is not as long as it says")
        total += member.size
        if name in names or len(names) >= MAX_FILES or total > MAX_BYTES:
            raise ValueError(f"{name!r}: twice, or one file too many, or one byte")
        names.add(name)
        entry = tarfile.TarInfo(name)
        entry.size = member.size
        entry.mode = 0o755 if member.mode & 0o111 else 0o644
        made.addfile(entry, given.extractfile(member))


def _clean(member: tarfile.TarInfo, folder: str) -> str:
    parts = member.name.split("/")
    plain = all(part not in {"", ".", ".."} and len(part.encode()) <= _LONGEST_NAME for part in parts)
    if not (member.isreg() and plain and member.name.isprintable() and len(parts) <= _DEEPEST):
        raise ValueError(f"{member.name!r} is not a plain file")
    if not member.name.startswith(f"{folder}/"):
        raise ValueError(f"{member.name!r} is not below {folder}")
    return member.name
