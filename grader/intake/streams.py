"""gzip, bzip2 and xz, unpacked as one whole stream or not at all."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, Protocol

from grader.errors import SubmissionError
from grader.intake.gate import check_ratio
from grader.intake.limits import MIB, IntakeLimits, size_text

if TYPE_CHECKING:
    from collections.abc import Callable

GZIP: Final = b"\x1f\x8b"
BZIP2: Final = b"BZh"
XZ: Final = b"\xfd7zXZ\0"

_PIECE = 64 << 10
_XZ_MEMORY = 128 * MIB


class _Decoder(Protocol):
    """The part that the three decoders share once ``_Gzip`` has smoothed zlib over."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """zlib's decoder with the manners of the other two: it keeps the input it has not used yet."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)


def is_compressed(data: bytes) -> bool:
    """Tell by the first bytes, as the name is the candidate's to choose."""
    return data.startswith((GZIP, BZIP2, XZ))


def expand(data: bytes, limits: IntakeLimits) -> bytes:
    """Unpack one compressed stream, counting what really comes out. Raises ``SubmissionError``."""
    make, trouble = _decoder(data)
    try:
        return _expand(make(), data, limits)
    except trouble:
        raise SubmissionError("", "the compressed data are damaged; pack the submission again") from None


def _decoder(data: bytes) -> tuple[Callable[[], _Decoder], type[Exception] | tuple[type[Exception], ...]]:
    if data.startswith(GZIP):
        return _Gzip, zlib.error
    if data.startswith(BZIP2):
        import bz2  # noqa: PLC0415 - rarely needed, and start-up is what intake costs

        return bz2.BZ2Decompressor, (OSError, ValueError)
    import lzma  # noqa: PLC0415

    return lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY), lzma.LZMAError


def _expand(decoder: _Decoder, data: bytes, limits: IntakeLimits) -> bytes:
    out = bytearray()
    for start in range(0, len(data), _PIECE):
        if decoder.eof:
            raise _trailing()
        _feed(decoder, data[start : start + _PIECE], out, packed=len(data), limits=limits)
    if decoder.unused_data:
        raise _trailing()
    if not decoder.eof:
        raise SubmissionError("", "the archive is cut short; send it again")
    return bytes(out)


def _feed(decoder: _Decoder, piece: bytes, out: bytearray, *, packed: int, limits: IntakeLimits) -> None:
    while True:
        out += decoder.decompress(piece, MIB)
        check_ratio(len(out), packed, limits)
        if len(out) > limits.expanded_bytes:
            allowed = size_text(limits.expanded_bytes)
            raise SubmissionError("", f"unpacks to more than {allowed}; leave out what the work does not need")
        if decoder.eof or decoder.needs_input:
            return
        piece = b""


def _trailing() -> SubmissionError:
    return SubmissionError("", "has data behind the end of the archive; pack the submission again")
