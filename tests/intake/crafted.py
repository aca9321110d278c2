"""Archives built by hand, byte by byte, because no library would write what these tests need."""

from __future__ import annotations

import ast
import hashlib
import io
import os
import stat
import struct
import subprocess
import sys
import tarfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.intake.limits import IntakeLimits
from grader.intake.snapshot import Snapshot, take

if TYPE_CHECKING:
    import resource
    from collections.abc import Iterator, Mapping, Sequence
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


# ── what a process does ──

_ACTS = ("open", "os.", "shutil.", "subprocess.", "socket.", "pty.", "ctypes.", "tempfile.", "pickle.")
_LOOKS = ("os.scandir", "os.listdir")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PYTHON = tuple({sys.base_prefix, sys.prefix, *(entry for entry in sys.path if entry.startswith(os.sep))})
_HOOK = f"""
import os, sys
def _tell(event, facts):
    if event.startswith({_ACTS}) and event not in {_LOOKS}:
        told = [event, *(f if isinstance(f, (str, bytes, int)) else str(f) for f in facts)]
        os.write(2, ascii(told).encode() + b"\\n")
sys.addaudithook(_tell)
"""

Deed = tuple[Any, ...]  # an audit event of Python's: its name, and what it is about
_watching: list[list[Deed]] = []
_hooked: list[bool] = []


@contextmanager
def watched() -> Iterator[list[Deed]]:
    """List what this process asks of the system meanwhile, by Python's audit events."""
    if not _hooked:  # a hook stays for good, so there is but one
        _hooked.append(True)
        sys.addaudithook(_note)
    log: list[Deed] = []
    _watching.append(log)
    try:
        yield log
    finally:
        _watching.remove(log)


def _note(event: str, facts: tuple[Any, ...]) -> None:
    if _watching and event.startswith(_ACTS) and event not in _LOOKS:
        _watching[-1].append((event, *facts))


def audited(command: Sequence[str]) -> tuple[bytes, list[Deed]]:
    """Run a child of ours as it is, but for a hook that tells what it asks of the system; its answer, and that."""
    boot = command.index("-c") + 1
    watched_command = [*command[:boot], _HOOK + command[boot], *command[boot + 1 :]]
    ran = subprocess.run(watched_command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return ran.stdout, [tuple(ast.literal_eval(line)) for line in ran.stderr.decode().splitlines()]


def misdeeds(log: Sequence[Deed], *own: str) -> list[Deed]:
    """List what a reader must not do: all but to open for reading what is its ``own`` or Python's, or a descriptor."""
    return [deed for deed in log if deed[0] != "open" or not _harmless(deed[1], deed[3], own)]


def _harmless(path: str | bytes | int, flags: int, own: Sequence[str]) -> bool:
    if flags & _WRITES:
        return False
    return isinstance(path, int) or (name := os.fsdecode(path)) in own or name.startswith(_PYTHON)


class Ended(NamedTuple):
    """How a child process ended: what it wrote, its exit code, and what the kernel counted."""

    answer: bytes
    exit_code: int
    usage: resource.struct_rusage


def ended(command: Sequence[str]) -> Ended:
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child.stdout:
        answer = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Ended(answer, child.returncode, usage)


# ── git, by plain files ──

COMMIT, TREE, BLOB, OFS_DELTA, REF_DELTA = 1, 2, 3, 6, 7
NO_TREE = b"4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_KINDS = {COMMIT: b"commit", TREE: b"tree", BLOB: b"blob"}


def commit(message: bytes = b"Work\n", *, parents: Sequence[bytes] = (), at: bytes = b"1767225600 +0000") -> bytes:
    """Write a commit's body; ``at`` is its time as the header has it, and ``parents`` are believed as they stand."""
    lines = [b"tree " + NO_TREE, *(b"parent " + parent for parent in parents)]
    lines += [who + b" Anna <anna@example.org> " + at for who in (b"author", b"committer")]
    return b"\n".join([*lines, b"", message])


def name_of(body: bytes, kind: int = COMMIT) -> bytes:
    """Give the name that git would give an object, in hexadecimal."""
    return hashlib.sha1(b"%b %d\0%b" % (_KINDS[kind], len(body), body)).hexdigest().encode()  # noqa: S324 - git's


def write_loose(git: Path, body: bytes, kind: int = COMMIT, *, name: bytes = b"", packed: bytes = b"") -> bytes:
    """Write one object as a file of its own; ``name`` and ``packed`` replace what would be true."""
    name = name or name_of(body, kind)
    file = git / "objects" / name[:2].decode() / name[2:].decode()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(packed or zlib.compress(b"%b %d\0%b" % (_KINDS[kind], len(body), body), 1))
    return name


def write_repository(folder: Path, *messages: bytes, files: Mapping[str, bytes] | None = None) -> Path:
    """Write a checkout with one commit a message, and give its ``.git``."""
    write_folder(folder, files or {"solution.py": b"x = 1\n"})
    git = folder / ".git"
    (git / "objects" / "pack").mkdir(parents=True)
    parents: list[bytes] = []
    for number, message in enumerate(messages):
        parents = [write_loose(git, commit(message, parents=parents, at=b"%d +0000" % (1767225600 + number)))]
    point(git, parents[0] if parents else b"")
    return git


def point(git: Path, name: bytes) -> None:
    """Let HEAD lead, through its branch, to an object."""
    (git / "refs" / "heads").mkdir(parents=True, exist_ok=True)
    (git / "HEAD").write_bytes(b"ref: refs/heads/main\n")
    (git / "refs" / "heads" / "main").write_bytes(name + b"\n")


def pack_entry(body: bytes, kind: int = COMMIT, *, size: int | None = None, base: bytes = b"") -> bytes:
    """Write an entry of a pack: its header (``size`` may lie), a delta's ``base`` as it stands there, and the data."""
    rest = len(body) if size is None else size
    first, rest = kind << 4 | rest & 15, rest >> 4
    header = bytearray()
    while rest:
        header.append(first | 0x80)
        first, rest = rest & 0x7F, rest >> 7
    return bytes([*header, first]) + base + zlib.compress(body, 1)


def delta(base_size: int, size: int, *steps: bytes) -> bytes:
    return _varint(base_size) + _varint(size) + b"".join(steps)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def write_pack(
    git: Path, entries: Mapping[bytes, bytes], *, count: int | None = None, offsets: Mapping[bytes, int] | None = None
) -> None:
    """Write a pack and its index (version 2); ``count`` and ``offsets`` replace what would be true of it."""
    body, where = bytearray(struct.pack(">4s2L", b"PACK", 2, len(entries) if count is None else count)), {}
    for name, entry in entries.items():
        where[name] = len(body)
        body += entry
    pack = bytes(body) + hashlib.sha1(body).digest()  # noqa: S324 - git's
    names = sorted(where)
    firsts = [int(name[:2], 16) for name in names]
    index = bytearray(b"\xfftOc\0\0\0\2")
    fan, told = 0, {**where, **(offsets or {})}
    for byte in range(256):
        while fan < len(firsts) and firsts[fan] <= byte:
            fan += 1
        index += struct.pack(">L", fan)
    index += b"".join(bytes.fromhex(name.decode()) for name in names)
    index += b"".join(struct.pack(">L", zlib.crc32(entries[name])) for name in names)
    index += b"".join(struct.pack(">L", told[name]) for name in names)
    index += pack[-20:]
    index += hashlib.sha1(index).digest()  # noqa: S324 - git's
    folder = git / "objects" / "pack"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack-1.pack").write_bytes(pack)
    (folder / "pack-1.idx").write_bytes(bytes(index))
