"""One line of the log as a request."""

from functools import lru_cache
from ipaddress import ip_address
from typing import NamedTuple

DIGITS = frozenset(b"0123456789")
CAPITALS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
VERSION = frozenset(b"0123456789.")
MAX_DIGITS = 15
MAX_ADDRESS = 45


class Malformed(Exception):
    """A line that is not in either form of the log."""


class Request(NamedTuple):
    """What the report needs of a line."""

    ip: str
    url: bytes
    status: int
    size: int
    ms: int


def parse(line: bytes) -> Request:
    """Reads a line from left to right; raises Malformed where it leaves the form."""
    ip, ident, user, rest = split(line, b" ", 3)
    if not (ident and user and rest.startswith(b"[")):
        raise Malformed
    _, rest = split(rest, b'] "', 1)
    if b"]" in _:
        raise Malformed
    request, rest = quoted(rest)
    status, size, rest = split(rest.removeprefix(b" "), b" ", 2)
    if rest.startswith(b'"'):
        _, rest = quoted(rest[1:])
        if not rest.startswith(b' "'):
            raise Malformed
        _, rest = quoted(rest[2:])
        if not rest.startswith(b" "):
            raise Malformed
        rest = rest[1:]
    return Request(address(ip), url(request), status_code(status), 0 if size == b"-" else number(size), number(rest))


def split(text: bytes, separator: bytes, times: int) -> list[bytes]:
    """Splits exactly so many times."""
    parts = text.split(separator, times)
    if len(parts) != times + 1:
        raise Malformed
    return parts


def quoted(text: bytes) -> tuple[bytes, bytes]:
    """Splits behind the opening quote: what is quoted, and what follows the closing quote."""
    position, quote = 0, text.find(b'"')
    while quote >= 0:
        backslash = text.find(b"\\", position, quote)
        if backslash < 0:
            return text[:quote], text[quote + 1 :]
        position = backslash + 2
        if position > quote:
            quote = text.find(b'"', position)
    raise Malformed


def url(request: bytes) -> bytes:
    """Checks method, target and protocol; gives the target without its query."""
    method, target, protocol = split(request, b" ", 2)
    if not method or not CAPITALS.issuperset(method) or not target:
        raise Malformed
    name, _, version = protocol.partition(b"/")
    if name != b"HTTP" or not version or not VERSION.issuperset(version):
        raise Malformed
    return target.partition(b"?")[0]


def number(text: bytes) -> int:
    """Reads 1 to 15 ASCII digits."""
    if not 0 < len(text) <= MAX_DIGITS or not DIGITS.issuperset(text):
        raise Malformed
    return int(text)


def status_code(text: bytes) -> int:
    """Reads a status from 100 to 599."""
    if len(text) != 3 or not 100 <= number(text) <= 599:
        raise Malformed
    return int(text)


def address(text: bytes) -> str:
    """Gives an address in its canonical form."""
    if len(text) > MAX_ADDRESS:
        raise Malformed
    return canonical(text)


@lru_cache(maxsize=1 << 14)
def canonical(text: bytes) -> str:
    """Parses an address; slow, so the latest are remembered."""
    try:
        return str(ip_address(text.decode("ascii")))
    except ValueError as error:
        raise Malformed from error


def readable(target: bytes) -> str:
    """Gives a URL as it is reported: escapes resolved, stray bytes replaced."""
    resolved = b"\\".join(part.replace(b'\\"', b'"') for part in target.split(b"\\\\"))
    return resolved.decode("utf-8", "replace")
