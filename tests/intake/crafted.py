"""Archives built by hand, byte by byte, because no library would write what these tests need."""

from __future__ import annotations

import io
import stat
import struct
import tarfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grader.intake.limits import IntakeLimits
from grader.intake.snapshot import Snapshot, take

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LIMITS = IntakeLimits()
STORED, DEFLATED = 0, 8
SIZES_FOLLOW = 1 << 3


@dataclass
class Member:
    """One entry of a ZIP file; ``local`` and ``central`` replace what the two headers truthfully say."""

    name: bytes
    content: bytes = b""
    method: int = STORED
    mode: int = 0
    flags: int = 0
    extra: bytes = b""
    descriptor: bytes = b""
    local: dict[str, Any] = field(default_factory=dict)
    central: dict[str, Any] = field(default_factory=dict)

    @property
    def packed(self) -> bytes:
        return self.content if self.method == STORED else deflated(self.content)

    def facts(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "flags": self.flags,
            "method": self.method,
            "crc": zlib.crc32(self.content),
            "packed": len(self.packed),
            "size": len(self.content),
            "extra": self.extra,
        }

    def local_header(self) -> bytes:
        now = self.facts() | self.local
        fields = (20, now["flags"], now["method"], 0, 0, now["crc"], now["packed"], now["size"])
        lengths = (len(now["name"]), len(now["extra"]))
        return struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields, *lengths) + bytes(now["name"] + now["extra"])

    def central_header(self, offset: int) -> bytes:
        now = self.facts() | {"offset": offset, "disk": 0, "needs": 20, "extra_length": len(self.extra)} | self.central
        fields = (3 << 8 | 20, now["needs"], now["flags"], now["method"], 0, 0)
        sizes = (now["crc"], now["packed"], now["size"])
        rest = (len(now["name"]), now["extra_length"], 0, now["disk"], 0, self.mode << 16, now["offset"])
        return struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *fields, *sizes, *rest) + bytes(now["name"] + now["extra"])


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def zip_of(
    *members: Member,
    before: bytes = b"",
    between: bytes = b"",
    end: Mapping[str, int] | None = None,
    comment: bytes = b"",
) -> bytes:
    """Write a ZIP file; offsets do not count ``before``, and ``end`` replaces fields of the last record."""
    body, directory = bytearray(), bytearray()
    for member in members:
        directory += member.central_header(len(body))
        body += member.local_header() + member.packed + member.descriptor + between
    now = {"disk": 0, "here": len(members), "total": len(members), "size": len(directory), "start": len(body)}
    now |= {"comment": len(comment)} | dict(end or {})
    fields = (now["disk"], 0, now["here"], now["total"], now["size"], now["start"], now["comment"])
    return before + bytes(body + directory) + struct.pack("<4s4H2LH", b"PK\x05\x06", *fields) + comment


def files_in_zip(files: Mapping[str, bytes]) -> bytes:
    return zip_of(*(Member(name.encode(), content, method=DEFLATED) for name, content in files.items()))


def tar_entry(name: str, content: bytes = b"", **header: Any) -> bytes:  # noqa: ANN401 - whatever TarInfo has
    """Write one tar entry; ``header`` sets fields of ``TarInfo``, the size too, whatever the content."""
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for key, value in header.items():
        setattr(info, key, value)
    return info.tobuf(tarfile.PAX_FORMAT) + content + bytes(-len(content) % 512)


def pax_entry(body: bytes, kind: bytes = b"x") -> bytes:
    return tar_entry("././@PaxHeader", body, type=kind)


def pax_record(key: str, value: str) -> bytes:
    rest = f" {key}={value}\n".encode()
    length = len(rest) + 1
    while len(f"{length}") + len(rest) != length:
        length += 1
    return f"{length}".encode() + rest


def tar_of(*entries: bytes) -> bytes:
    return b"".join(entries) + bytes(1024)


def files_in_tar(files: Mapping[str, bytes], mode: str = "w") -> bytes:
    """Pack with the standard library, ``mode`` as ``tarfile`` takes it (``w:gz``)."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as tar:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def taken(folder: Path, data: bytes, limits: IntakeLimits = LIMITS) -> Snapshot:
    """Take an archive in this process, where a failure is easier to read than through the child."""
    file = folder / "handed-in"
    file.write_bytes(data)
    return take(str(file), limits)


SYMLINK_MODE = stat.S_IFLNK | 0o777
