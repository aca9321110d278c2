"""A ZIP reader that takes the file apart without a gap: every byte belongs to exactly one part, or it is refused.

``zipfile`` is not the guard because it is built to be tolerant: it skips data before, between and behind entries,
believes one of two headers that differ, and renames what it does not like. Here the entries must lie one behind the
other from the first byte to the directory, in the directory's order, and both headers of an entry must agree. That
leaves no room for overlaps, hidden entries or a second file format in the same bytes.
Format: PKWARE APPNOTE 6.3, without ZIP64, encryption and several disks.
"""

from __future__ import annotations

import stat
import zlib
from functools import partial
from struct import Struct
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from grader.errors import SubmissionError
from grader.intake.gate import FILE, FOLDER, SYMBOLIC_LINK, Entry
from grader.intake.names import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.intake.limits import IntakeLimits

LOCAL: Final = b"PK\x03\x04"
END: Final = b"PK\x05\x06"
_CENTRAL: Final = b"PK\x01\x02"
_DESCRIPTOR: Final = b"PK\x07\x08"
_LOCATOR_64, _LOCATOR_64_SIZE = b"PK\x06\x07", 20
_END_FORM = Struct("<4s4H2LH")
_CENTRAL_FORM = Struct("<4s6H3L5H2L")
_LOCAL_FORM = Struct("<4s5H3L2H")
_DESCRIPTOR_FORM = Struct("<3L")
_EXTRA_FORM = Struct("<2H")
_COMMENT_MAX = 0xFFFF

_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_ENCRYPTED = 1 << 0 | 1 << 6 | 1 << 13
_SIZES_FOLLOW = 1 << 3
_PATCH = 1 << 5
_STORED, _DEFLATED = 0, 8
_VERSION_MAX = 63
_EXTRA_ZIP64, _EXTRA_UNICODE_NAME, _EXTRA_AES = 0x0001, 0x7075, 0x9901
_TARGET_MAX = 4096  # bytes; no file system has a longer one
_UNICODE_NAME_AT = 5  # behind one byte of version and four of checksum

_AGAIN = "pack the submission again with a common tool"
_DISAGREE = f"the two headers of the ZIP file disagree about it; {_AGAIN}"
_NOT_IN_A_ROW = f"its data overlap, leave a gap or are out of order; {_AGAIN}"


class _Record(NamedTuple):
    """What the directory at the end of the file says about one entry."""

    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    offset: int

    @property
    def shown(self) -> str:
        return printable(self.raw)


def is_zip(data: bytes) -> bool:
    """Tell by the first bytes."""
    return data.startswith((LOCAL, END))


def ends_like_zip(data: bytes) -> bool:
    """Tell that there is a ZIP file at the end, whatever stands in front."""
    return _find_end(data) >= 0


def _find_end(data: bytes) -> int:
    return data.rfind(END, max(0, len(data) - _END_FORM.size - _COMMENT_MAX))


def read_entries(data: bytes, limits: IntakeLimits) -> list[Entry]:
    """List all entries, every header checked against its twin; nothing is unpacked before ``Entry.read``."""
    start, end, count = _directory(data)
    if count > limits.headers:
        _refuse(f"holds more than {limits.headers:,} entries; leave out installed packages and build output")
    records = list(_records(data[start:end], count))
    cursor, entries = 0, []
    for record in records:
        if record.offset != cursor:
            _refuse(_NOT_IN_A_ROW, record.shown)
        body, cursor = _extent(data, record, start)
        entries.append(_entry(record, data, body))
    if cursor != start:
        _refuse(f"the ZIP file has data that belong to no entry; {_AGAIN}")
    return entries


def _directory(data: bytes) -> tuple[int, int, int]:
    at = _find_end(data)
    if at < 0 or at + _END_FORM.size > len(data):
        _refuse("the ZIP file is cut short; send it again")
    _, disk, first_disk, here, total, size, start, comment = _END_FORM.unpack_from(data, at)
    located = data.startswith(_LOCATOR_64, max(0, at - _LOCATOR_64_SIZE))
    if located or _FULL_16 in (disk, first_disk, here, total) or _FULL_32 in (size, start):
        _refuse_zip64()
    if disk or first_disk or here != total:
        _refuse("is one part of a ZIP file on several disks; pack it as one file")
    if at + _END_FORM.size + comment != len(data):
        _refuse(f"the ZIP file has data behind its end, or is cut short; {_AGAIN}")
    if start + size != at:
        _refuse(f"the ZIP file has data in front of it, or its directory lies elsewhere; {_AGAIN}")
    return start, at, total


def _records(directory: bytes, count: int) -> Iterator[_Record]:
    at = 0
    for _ in range(count):
        if at + _CENTRAL_FORM.size > len(directory) or not directory.startswith(_CENTRAL, at):
            _refuse(f"the directory of the ZIP file is damaged; {_AGAIN}")
        record, at = _record(directory, at)
        yield record
    if at != len(directory):
        _refuse(f"the directory of the ZIP file holds more than it says; {_AGAIN}")


def _record(directory: bytes, at: int) -> tuple[_Record, int]:
    fields = _CENTRAL_FORM.unpack_from(directory, at)
    _, _, needs, flags, method, _, _, crc, packed, size, name, extra, comment, disk, _, attributes, offset = fields
    at += _CENTRAL_FORM.size
    record = _Record(directory[at : at + name], flags, method, crc, packed, size, attributes >> 16, offset)
    if _FULL_32 in (packed, size, offset):
        _refuse_zip64(record.shown)
    if disk:
        _refuse("lies on another disk of the ZIP file; pack it as one file", record.shown)
    if needs & 0xFF > _VERSION_MAX:
        _refuse(f"needs a newer ZIP format than there is; {_AGAIN}", record.shown)
    _check_method(record)
    _check_extra(directory[at + name : at + name + extra], extra, record)
    end = at + name + extra + comment
    return record, end


def _check_method(record: _Record) -> None:
    if record.flags & _ENCRYPTED:
        _refuse("is encrypted; pack without a password", record.shown)
    if record.flags & _PATCH:
        _refuse(f"is a patch, not a file; {_AGAIN}", record.shown)
    if record.method not in {_STORED, _DEFLATED}:
        _refuse(f"is packed by method {record.method}; use plain ZIP compression (deflate)", record.shown)
    if record.method == _STORED and record.packed != record.size:
        _refuse(f"its header gives two sizes; {_AGAIN}", record.shown)


def _check_extra(extra: bytes, length: int, record: _Record) -> None:
    at = 0
    while at + _EXTRA_FORM.size <= len(extra):
        kind, size = _EXTRA_FORM.unpack_from(extra, at)
        at += _EXTRA_FORM.size
        if kind == _EXTRA_ZIP64:
            _refuse_zip64(record.shown)
        if kind == _EXTRA_AES:
            _refuse("is encrypted; pack without a password", record.shown)
        if kind == _EXTRA_UNICODE_NAME and extra[at + _UNICODE_NAME_AT : at + size] != record.raw:
            _refuse(f"has a second, different name in its header; {_AGAIN}", record.shown)
        at += size
    if len(extra) != length or at > len(extra):
        _refuse(f"its header is damaged; {_AGAIN}", record.shown)


def _extent(data: bytes, record: _Record, limit: int) -> tuple[int, int]:
    """Give where the entry's bytes begin and where the next entry must."""
    at = record.offset
    if at + _LOCAL_FORM.size > limit or not data.startswith(LOCAL, at):
        _refuse(f"its header is not where the directory says; {_AGAIN}", record.shown)
    _, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL_FORM.unpack_from(data, at)
    at += _LOCAL_FORM.size
    body = at + name + extra
    if data[at : at + name] != record.raw:
        _refuse(f"the ZIP file gives it two names; {_AGAIN}", record.shown)
    claims, known = (crc, packed, size), (record.crc, record.packed, record.size)
    later = record.flags & _SIZES_FOLLOW and not any(claims)
    if (flags, method) != (record.flags, record.method) or (claims != known and not later):
        _refuse(_DISAGREE, record.shown)
    _check_extra(data[at + name : body], extra, record)
    after = body + record.packed
    if record.flags & _SIZES_FOLLOW:
        after = _after_descriptor(data, after, record)
    if after > limit:
        _refuse(_NOT_IN_A_ROW, record.shown)
    return body, after


def _after_descriptor(data: bytes, at: int, record: _Record) -> int:
    claims = _DESCRIPTOR_FORM.pack(record.crc, record.packed, record.size)
    found = next((form for form in (_DESCRIPTOR + claims, claims) if data.startswith(form, at)), b"")
    if not found:
        _refuse(_DISAGREE, record.shown)
    return at + len(found)


def _entry(record: _Record, data: bytes, body: int) -> Entry:
    read = partial(_unpack, record, data, body)
    kind = _kind(record)
    raw = record.raw.removesuffix(b"/")
    target = read() if kind == SYMBOLIC_LINK and record.size <= _TARGET_MAX else b""
    return Entry(raw=raw, kind=kind, size=record.size, packed=record.packed, read=read, target=target)


def _kind(record: _Record) -> str:
    kind, slash = stat.S_IFMT(record.mode), record.raw.endswith(b"/")
    if kind == stat.S_IFLNK:
        return SYMBOLIC_LINK
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "device, FIFO or socket"
    if (kind == stat.S_IFDIR and not slash) or (slash and (kind == stat.S_IFREG or record.size)):
        _refuse(f"is both a file and a folder; {_AGAIN}", record.shown)
    return FOLDER if slash else FILE


def _unpack(record: _Record, data: bytes, body: int) -> bytes:
    packed = data[body : body + record.packed]
    content = packed if record.method == _STORED else _inflate(record, packed)
    if len(content) != record.size:
        _refuse(f"holds more or less than its header says; {_AGAIN}", record.shown)
    if zlib.crc32(content) != record.crc:
        _refuse("its checksum is wrong, so it was damaged on the way; send it again", record.shown)
    return content


def _inflate(record: _Record, packed: bytes) -> bytes:
    inflater = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        # One byte more than promised is enough to tell a lie, however much more there is.
        content = inflater.decompress(packed, record.size + 1)
    except zlib.error:
        _refuse("its data are damaged; send it again", record.shown)
    if len(content) == record.size and (not inflater.eof or inflater.unused_data or inflater.unconsumed_tail):
        _refuse(f"its packed data are longer or shorter than they should be; {_AGAIN}", record.shown)
    return content


def _refuse(rule: str, path: str = "") -> NoReturn:
    raise SubmissionError(path, rule)


def _refuse_zip64(path: str = "") -> NoReturn:
    what_now = "leave out installed packages, pack without it (zip -fz-), or as .tar.gz"
    _refuse(f"uses ZIP64, which only archives of over 4 GiB or 65,534 files need; {what_now}", path)
