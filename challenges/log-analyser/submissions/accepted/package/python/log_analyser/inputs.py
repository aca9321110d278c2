"""Files, standard input and gzip as one stream of lines."""

import sys
import zlib
from collections.abc import Iterator
from typing import BinaryIO

CHUNK_BYTES = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"
GZIP_WINDOW = 16 + zlib.MAX_WBITS


class UnreadableInput(Exception):
    """An input that cannot be opened or read."""


class DamagedInput(Exception):
    """A gzip input that is cut short or broken."""


def lines(name: str) -> Iterator[bytes]:
    """Yields the lines of an input, without their ends; ``-`` is standard input."""
    try:
        if name == "-":
            yield from split_lines(unpacked(sys.stdin.buffer))
        else:
            with open(name, "rb") as file:
                yield from split_lines(unpacked(file))
    except OSError as error:
        raise UnreadableInput(f"{name}: {error.strerror}") from error
    except zlib.error as error:
        raise DamagedInput(f"{name}: {error}") from error
    except EOFError as error:
        raise DamagedInput(f"{name}: gzip data ends too early") from error


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yields a stream piece by piece; the first piece has at least two bytes if the stream has."""
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def unpacked(stream: BinaryIO) -> Iterator[bytes]:
    """Yields the content of a stream, unpacked if it begins like gzip."""
    pieces = chunks(stream)
    first = next(pieces, b"")
    if first.startswith(GZIP_MAGIC):
        yield from gunzip(first, pieces)
        return
    yield first
    yield from pieces


def gunzip(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """Unpacks all members, never more than a chunk at a time."""
    member = zlib.decompressobj(GZIP_WINDOW)
    data = first
    while True:
        yield member.decompress(data, CHUNK_BYTES)
        data = member.unconsumed_tail
        if member.eof:
            data = member.unused_data or next(rest, b"")
            if not data:
                return
            member = zlib.decompressobj(GZIP_WINDOW)
        elif not data:
            data = next(rest, b"")
            if not data:
                yield member.flush()
                if not member.eof:
                    raise EOFError


def split_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Cuts at LF and drops a CR before it; a long line is joined once, not once a piece."""
    begun: list[bytes] = []
    for piece in pieces:
        *whole, rest = piece.split(b"\n")
        for line in whole:
            begun.append(line)
            yield b"".join(begun).removesuffix(b"\r")
            begun.clear()
        if rest:
            begun.append(rest)
    if begun:
        yield b"".join(begun)
