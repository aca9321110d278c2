"""A tar reader for what git, GNU tar, bsdtar and Python write (ustar, pax, GNU long names), and nothing beyond.

``tarfile`` is not the guard because it is built to be tolerant: it takes a damaged header for the end, lets a pax
record override a name twice, and fills sparse files. Here a name is given once, numbers are plain octal, the end is two
blocks of zeros and only zeros follow. Owners, modes and times are not even read.
Format: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from grader.errors import SubmissionError
from grader.intake.gate import FILE, FOLDER, HARD_LINK, SPARSE, SYMBOLIC_LINK, Entry
from grader.intake.names import printable

if TYPE_CHECKING:
    from grader.intake.limits import IntakeLimits

_BLOCK: Final = 512
_ZEROS: Final = bytes(_BLOCK)
_NAME, _SIZE, _CHECKSUM = slice(0, 100), slice(124, 136), slice(148, 156)
_TYPE, _TARGET, _MAGIC, _PREFIX = slice(156, 157), slice(157, 257), slice(257, 265), slice(345, 500)
_USTAR, _GNU = b"ustar\x0000", b"ustar  \0"
_KINDS: Final = {
    b"0": FILE,
    b"\0": FILE,
    b"1": HARD_LINK,
    b"2": SYMBOLIC_LINK,
    b"3": "device",
    b"4": "device",
    b"5": FOLDER,
    b"6": "FIFO",
    b"S": SPARSE,
}
_LONG_NAME, _LONG_TARGET, _PAX, _PAX_GLOBAL = b"L", b"K", b"x", b"g"
_LONG_NAME_MAX = 64 << 10
_PAX_MAX = 1 << 20
_OCTAL = frozenset(b"01234567")

_AGAIN = "pack the submission again with a common tool"


class _Header(NamedTuple):
    """One block of the archive, checksum verified."""

    raw: bytes
    type: bytes
    size: int
    target: bytes

    @property
    def shown(self) -> str:
        return printable(self.raw)


class _Overrides:
    """What the special entries in front of an entry say about it."""

    def __init__(self) -> None:
        self.said: dict[bytes, bytes] = {}

    def say(self, key: bytes, value: bytes, header: _Header) -> None:
        if key in self.said:
            _refuse(f"its headers give '{key.decode()}' twice; {_AGAIN}", header.shown)
        self.said[key] = value


def looks_like_tar(data: bytes) -> bool:
    """Tell by the mark in the first header; the tars of before 1988, without it, are not taken."""
    return data[_MAGIC] in {_USTAR, _GNU}


def read_entries(data: bytes, limits: IntakeLimits) -> list[Entry]:
    """List all entries of an uncompressed tar. Raises ``SubmissionError``."""
    entries: list[Entry] = []
    overrides = _Overrides()
    at = 0
    while (block := data[at : at + _BLOCK]) != _ZEROS:
        header, body = _header(block), at + _BLOCK
        at = body + -(-header.size // _BLOCK) * _BLOCK
        if at > len(data):
            _refuse("is cut short; send the archive again", header.shown)
        if not _is_about_the_next(header, data, body, overrides):
            entries += _entry(header, overrides.said, data, body)
            overrides = _Overrides()
        if len(entries) > limits.headers:
            _refuse(f"holds more than {limits.headers:,} entries; leave out installed packages and build output")
    _check_end(data, at, overrides)
    return entries


def _check_end(data: bytes, at: int, overrides: _Overrides) -> None:
    if overrides.said or len(data) < at + 2 * _BLOCK:
        _refuse("the archive is cut short; send it again")
    if data.count(0, at) != len(data) - at:
        _refuse("has data behind the end of the archive; pack the submission again")


def _header(block: bytes) -> _Header:
    if len(block) < _BLOCK:
        _refuse("the archive is cut short; send it again")
    raw = _text(block[_NAME])
    if block[_MAGIC] not in {_USTAR, _GNU}:
        _refuse(f"the archive is damaged at this entry; {_AGAIN}", printable(raw))
    if sum(block) - sum(block[_CHECKSUM]) + 8 * ord(" ") != _octal(block[_CHECKSUM], raw):
        _refuse("the checksum of its header is wrong, so the archive was damaged; send it again", printable(raw))
    prefix = _text(block[_PREFIX]) if block[_MAGIC] == _USTAR else b""
    return _Header(
        raw=prefix + b"/" + raw if prefix else raw,
        type=block[_TYPE],
        size=_octal(block[_SIZE], raw),
        target=_text(block[_TARGET]),
    )


def _text(field: bytes) -> bytes:
    return field.split(b"\0", maxsplit=1)[0]


def _octal(field: bytes, raw: bytes) -> int:
    digits = field.strip(b" \0")
    if field[0] & 0x80:
        _refuse("is larger than any file taken here; leave it out", printable(raw))
    if not _OCTAL.issuperset(digits):
        _refuse(f"a number in its header is damaged; {_AGAIN}", printable(raw))
    return int(digits or b"0", 8)


def _is_about_the_next(header: _Header, data: bytes, body: int, overrides: _Overrides) -> bool:
    content = partial(_bounded, header, data, body)
    if header.type == _LONG_NAME:
        overrides.say(b"path", _text(content(_LONG_NAME_MAX)), header)
    elif header.type == _LONG_TARGET:
        overrides.say(b"linkpath", _text(content(_LONG_NAME_MAX)), header)
    elif header.type == _PAX:
        for key, value in _pax_records(content(_PAX_MAX), header):
            _take_pax(key, value, header, overrides)
    elif header.type == _PAX_GLOBAL:
        _check_global(content(_PAX_MAX), header)
    else:
        return False
    return True


def _bounded(header: _Header, data: bytes, body: int, limit: int) -> bytes:
    if header.size > limit:
        _refuse("its extended header is absurdly long; pack without extended attributes", header.shown)
    return data[body : body + header.size]


def _pax_records(body: bytes, header: _Header) -> list[tuple[bytes, bytes]]:
    """Split the records, each ``<length> <key>=<value>`` and a newline, where the length counts itself."""
    records, at = [], 0
    while at < len(body):
        # Only the record is ever copied: a header may hold a quarter of a million of them.
        digits, _, _ = body[at : at + len(str(_PAX_MAX))].partition(b" ")
        length = int(digits) if digits.isdigit() and len(digits) < len(str(_PAX_MAX)) else 0
        key, equals, value = body[at + len(digits) + 1 : at + length].partition(b"=")
        if at + length > len(body) or not equals or not value.endswith(b"\n"):
            _refuse(f"its extended header is damaged; {_AGAIN}", header.shown)
        records.append((key, value[:-1]))
        at += length
    return records


def _take_pax(key: bytes, value: bytes, header: _Header, overrides: _Overrides) -> None:
    if key.startswith(b"GNU.sparse"):
        overrides.said[b"sparse"] = b"1"
    elif key in {b"path", b"linkpath", b"size"}:
        overrides.say(key, value, header)


def _check_global(body: bytes, header: _Header) -> None:
    # git archive writes the commit here, as a comment.
    for key, _ in _pax_records(body, header):
        if key in {b"path", b"linkpath", b"size"} or key.startswith(b"GNU.sparse"):
            _refuse(f"names or sizes are set for all entries at once; {_AGAIN}")


def _entry(header: _Header, said: dict[bytes, bytes], data: bytes, body: int) -> list[Entry]:
    raw = said.get(b"path", header.raw)
    shown = printable(raw)
    kind = SPARSE if b"sparse" in said else _KINDS.get(header.type, "")
    if not kind:
        _refuse(f"is of the unknown type {printable(header.type)!r}; {_AGAIN}", shown)
    if said.get(b"size", b"%d" % header.size) != b"%d" % header.size:
        _refuse(f"its headers give two sizes; {_AGAIN}", shown)
    if (kind == FILE and raw.endswith(b"/")) or (kind == FOLDER and header.size):
        _refuse(f"is both a file and a folder; {_AGAIN}", shown)
    if kind not in {FILE, SPARSE} and header.size:
        # Python reads what follows as the next entry, others skip it: a file could hide there from one of them.
        _refuse(f"is a {kind} with data of its own; {_AGAIN}", shown)
    if kind == FOLDER and raw in {b".", b"./"}:
        return []
    # `tar -c .` puts "./" in front of everything; it is the only spelling that is not taken as it stands.
    name = raw.removeprefix(b"./")
    name = name.removesuffix(b"/") if kind == FOLDER else name
    target = said.get(b"linkpath", header.target)
    read = partial(_slice, data, body, header.size)
    return [Entry(raw=name, kind=kind, size=header.size, packed=header.size, read=read, target=target)]


def _slice(data: bytes, start: int, size: int) -> bytes:
    return data[start : start + size]


def _refuse(rule: str, path: str = "") -> NoReturn:
    raise SubmissionError(path, rule)
