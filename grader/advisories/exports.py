"""OSV's exports as they lie in a folder, read in memory: nothing is unpacked, and no name in an archive is a path.

<osv>/PyPI.zip    <osv>/PyPI/all.zip    <osv>/PyPI/*.json      whichever is there; the same for npm and Maven
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Protocol

MOST_ENTRIES = 1_000_000
MOST_ENTRY_BYTES = 4 << 20
MOST_BYTES = 8 << 30
"""Of all entries together, unpacked."""

MOST_ARCHIVE_BYTES = 4 << 30

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_TAIL = _END.size + 0xFFFF
_MAX_16, _MAX_32 = 0xFFFF, 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8
_PLACE = re.compile(r"(\d{1,12}):(\d{1,12})", re.ASCII)
_LOCAL_METHOD = 3
_CENTRAL_SIZES = slice(8, 13)
"""Packed and unpacked size, and the lengths of name, extra field and comment."""


class Unusable(Exception):
    """An export is not there or not as it should be; caught where advisories are looked up, and told there."""


class Export(Protocol):
    """The entries of one ecosystem; ``key`` is another one as soon as any of them is."""

    key: str

    def places(self) -> Iterator[str]:
        """Yield where each entry is to be had."""

    def read(self, place: str) -> bytes | None:
        """Read an entry; ``None`` where it is damaged or too large."""


@contextmanager
def opened(folder: Path, ecosystem: str) -> Iterator[Export]:
    """Open an ecosystem's export; ``Unusable`` where there is none, or it cannot be read."""
    try:
        for path in (folder / f"{ecosystem}.zip", folder / ecosystem / "all.zip"):
            if path.is_file():
                with path.open("rb") as file:
                    yield Archive(file)
                return
        if not (folder / ecosystem).is_dir():
            raise Unusable(f"There is no {ecosystem}.zip, and no folder {ecosystem}.")
        yield Folder(folder / ecosystem)
    except OSError as error:
        raise Unusable(f"It cannot be read: {error.strerror or 'the reading broke off'}.") from error


class Archive:
    """A ZIP file. Its directory is walked rather than loaded, for npm's has hundreds of thousands of entries."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self._size = file.seek(0, os.SEEK_END)
        if self._size > MOST_ARCHIVE_BYTES:
            raise Unusable(f"The archive is larger than {MOST_ARCHIVE_BYTES >> 30} GiB.")
        file.seek(0)
        self.key = hashlib.file_digest(file, "sha256").hexdigest()

    def places(self) -> Iterator[str]:
        """Yield ``offset:size`` of each JSON file, in the order of the archive's directory."""
        count, at = self._directory()
        if count > MOST_ENTRIES:
            raise Unusable(f"The archive has more than {MOST_ENTRIES:,} entries.")
        for _ in range(count):
            head = self._unpacked(_CENTRAL, at, b"PK\1\2")
            size, _, name_length, extra_length, comment_length = head[_CENTRAL_SIZES]
            name = self._bytes(at + _CENTRAL.size, name_length)
            at += _CENTRAL.size + name_length + extra_length + comment_length
            if name.endswith(b".json"):
                yield f"{head[-1]}:{size}"

    def read(self, place: str) -> bytes | None:
        """Inflate an entry, to its bound and no further."""
        found = _PLACE.fullmatch(place)
        if found is None or int(found[2]) > MOST_ENTRY_BYTES:
            return None
        offset, size = int(found[1]), int(found[2])
        try:
            head = self._unpacked(_LOCAL, offset, b"PK\3\4")
            packed = self._bytes(offset + _LOCAL.size + head[-2] + head[-1], size)
            content = _inflated(packed) if head[_LOCAL_METHOD] == _DEFLATED else packed
        except (Unusable, zlib.error):
            return None
        return content if len(content) <= MOST_ENTRY_BYTES and head[_LOCAL_METHOD] in {_STORED, _DEFLATED} else None

    def _directory(self) -> tuple[int, int]:
        """Find how many entries there are and where their directory begins, as the end of the file says."""
        start = max(0, self._size - _TAIL)
        found = self._bytes(start, self._size - start).rfind(b"PK\5\6")
        if found < 0:
            raise Unusable("It is not a ZIP file, or not a whole one.")
        end = self._unpacked(_END, start + found, b"PK\5\6")
        count, at = end[4], end[6]
        if count != _MAX_16 and at != _MAX_32:
            return count, at
        locator = self._unpacked(_LOCATOR_64, start + found - _LOCATOR_64.size, b"PK\6\7")
        end = self._unpacked(_END_64, locator[2], b"PK\6\6")
        return end[7], end[9]

    def _unpacked(self, form: struct.Struct, at: int, mark: bytes) -> tuple[int, ...]:
        content = self._bytes(at, form.size)
        if not content.startswith(mark):
            raise Unusable("The archive's directory is damaged.")
        unpacked: tuple[int, ...] = form.unpack(content)
        return unpacked

    def _bytes(self, at: int, size: int) -> bytes:
        if at < 0 or at + size > self._size:
            raise Unusable("The archive's directory is damaged.")
        self._file.seek(at)
        content = self._file.read(size)
        if len(content) < size:
            raise Unusable("The archive became shorter while it was read.")
        return content


def _inflated(packed: bytes) -> bytes:
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, MOST_ENTRY_BYTES + 1)


class Folder:
    """A folder of JSON files; links and what lies deeper are left alone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sizes: dict[str, int] = {}
        said = hashlib.sha256()
        with os.scandir(path) as found:
            for each in sorted(found, key=lambda each: each.name):
                facts = each.stat(follow_symlinks=False)
                if each.name.endswith(".json") and each.name.isprintable() and stat.S_ISREG(facts.st_mode):
                    self._sizes[each.name] = facts.st_size
                    said.update(f"{each.name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
        if len(self._sizes) > MOST_ENTRIES:
            raise Unusable(f"The folder has more than {MOST_ENTRIES:,} entries.")
        self.key = said.hexdigest()

    def places(self) -> Iterator[str]:
        """Yield the files' names, in their order."""
        yield from self._sizes

    def read(self, place: str) -> bytes | None:
        """Read one of those files."""
        if self._sizes.get(place, MOST_ENTRY_BYTES + 1) > MOST_ENTRY_BYTES:
            return None
        with (self._path / place).open("rb") as file:
            content = file.read(MOST_ENTRY_BYTES + 1)
        return content if len(content) <= MOST_ENTRY_BYTES else None
