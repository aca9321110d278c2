"""A box's attached streams: one socket, frames of stdout and stderr on it, read with a bound and a deadline."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from typing import Any

from grader.sandbox.base import BoxTimeout

_STDERR = 2
KEEP_STDERR = 256 << 10
SEND_S = 30


class Streams:
    """Reads on a thread of its own, so that a box is never blocked while the host is busy, until ``keep`` is exceeded.

    Then the reading stops: the pipe fills, the box blocks, and its end is the caller's to decide (THREATS.md F38).
    """

    def __init__(self, attached: Any, *, keep: int) -> None:  # noqa: ANN401 - docker-py types it no better
        # docker-py gives its own wrapper; the plain socket below it can time out and be shut down from another thread.
        self._attached = attached
        self._socket: socket.socket = getattr(attached, "_sock", attached)
        self._socket.settimeout(None)
        # A box that stops reading must not hold up the host for ever; a receive timeout would end the reader instead.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SEND_S, 0))
        self._keep = keep
        self._arrived = threading.Condition()
        self._buffer = bytearray()
        self._scanned = 0
        self._stderr = bytearray()
        self._closed = False
        self.seen = 0
        self.cut = False
        self._thread = threading.Thread(target=self._read, name="box streams", daemon=True)
        self._thread.start()

    @property
    def stderr(self) -> str:
        """What came on stderr, as far as it was kept."""
        return self._stderr.decode("utf-8", "replace")

    def send(self, data: bytes) -> None:
        """Write all of it, unless the box has gone or stopped reading."""
        with contextlib.suppress(OSError):
            self._socket.sendall(data)

    def lines(self, *, deadline: float) -> Iterator[bytes]:
        """Yield whole lines until the stream closes; ``BoxTimeout`` at the deadline."""
        while True:
            try:
                line = self._next_line(deadline)
            except RuntimeError as error:
                # Ctrl-C in the moment in which a lock is taken again: it was not, and leaving it hides who came.
                if isinstance(error.__context__, KeyboardInterrupt):
                    raise error.__context__ from None
                raise
            if line is None:
                return
            yield line

    def _next_line(self, deadline: float) -> bytes | None:
        with self._arrived:
            # From where the last look ended: a line that is long and never ends must not be read over and over.
            while (end := self._buffer.find(b"\n", self._scanned)) < 0:
                self._scanned = len(self._buffer)
                if self._closed:
                    return None
                if not self._arrived.wait(deadline - time.monotonic()) and time.monotonic() >= deadline:
                    raise BoxTimeout
            line = bytes(self._buffer[:end])
            del self._buffer[: end + 1]
            self._scanned = 0
            return line

    def _read(self) -> None:
        with contextlib.suppress(OSError, struct.error):
            while not self.cut and (header := self._exactly(8)):
                kind, size = struct.unpack(">BxxxL", header)
                self._take(kind, size)
        with self._arrived:
            self._closed = True
            self._arrived.notify_all()

    def _take(self, kind: int, size: int) -> None:
        """One frame; a large one is taken in parts so that the bound holds inside it as well."""
        while size:
            part = self._socket.recv(min(size, 1 << 16))
            if not part:
                raise OSError("the stream ended inside a frame")
            size -= len(part)
            with self._arrived:
                self.seen += len(part)
                self.cut = self.seen > self._keep
                if kind == _STDERR:
                    self._stderr += part[: max(0, KEEP_STDERR - len(self._stderr))]
                elif not self.cut:
                    self._buffer += part
                self._arrived.notify_all()
            if self.cut:
                return

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self._socket.recv(size - len(data))
            if not part:
                return b""
            data += part
        return data

    def close(self) -> None:
        """Hang up and wait for the reader."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(timeout=5)
        for part in (self._attached, getattr(self._attached, "_response", None), self._socket):
            # Each closes what the other reads from, and docker-py minds that.
            with contextlib.suppress(OSError, ValueError):
                if part is not None:
                    part.close()
