"""The examiner's end of the byte channel: one question, one answer, an absolute deadline, nothing taken on trust."""

from __future__ import annotations

import base64
import binascii
import secrets
import socket
import time
from typing import Any

import values

MAX_LINE = 16 << 20
STOPPED_READING = "the candidate's box stopped reading"
RESET_S = 10.0
"""How long the agent may take to end a test's processes before it is given up."""


class Timeout(Exception):
    """No answer by the deadline."""


class Gone(Exception):
    """The candidate's box does not answer any more, or talks nonsense."""


class Answer:
    """One checked answer: who wrote it, and its content without the id."""

    def __init__(self, author: str, content: dict[str, Any]) -> None:
        self.author = author
        self.content = content


class Channel:
    """A connection to the agent; ``exchanges`` counts the questions asked so far."""

    def __init__(self, path: str, *, deadline: float) -> None:
        """Connect, waiting until the agent listens; ``Gone`` at the deadline (``time.monotonic`` seconds)."""
        self.exchanges = 0
        self.buffer = bytearray()
        self.scanned = 0
        self.gone: str | None = None
        self.socket = _connect(path, deadline)

    def ask(self, request: dict[str, Any], *, deadline: float) -> Answer:
        """Send a request and wait for its one answer; ``Timeout`` or ``Gone``.

        A wrong id, an unknown author or broken JSON ends the connection: whoever answers so is not our agent any more.
        """
        if self.gone is not None:
            raise Gone(self.gone)
        self.exchanges += 1
        identity = secrets.token_hex(8)
        self._send(values.dumps({"id": identity} | request), deadline)
        try:
            return self._checked(self._line(deadline), identity)
        except MemoryError:
            raise self._too_large() from None

    def reset(self) -> dict[str, Any]:
        """End the test's processes; what was printed and used. Late answers to what timed out are passed over."""
        if self.gone is not None:
            return {}
        deadline = time.monotonic() + RESET_S
        identity = secrets.token_hex(8)
        try:
            self._send(values.dumps({"id": identity, "op": "reset"}), deadline)
            while True:
                line = self._line(deadline)
                if line.startswith(b"agent ") and identity.encode() in line:
                    content = self._checked(line, identity).content.get("reset")
                    return content if isinstance(content, dict) else {}
        except MemoryError:
            self._too_large()
            return {}
        except (Timeout, Gone) as error:
            self.gone = self.gone or f"the candidate's box does not end its processes ({error})"
            return {}

    def _send(self, data: bytes, deadline: float) -> None:
        view = memoryview(data)
        try:
            while view:
                self.socket.settimeout(max(0.001, deadline - time.monotonic()))
                view = view[self.socket.send(view) :]
                if view and time.monotonic() > deadline:
                    raise self._lost(STOPPED_READING)
        except TimeoutError:
            # Half a request stands in the pipe: nothing after it could be understood.
            raise self._lost(STOPPED_READING) from None
        except OSError as error:
            raise self._lost(f"the candidate's box closed the channel ({error})") from None

    def _line(self, deadline: float) -> bytes:
        while (end := self.buffer.find(b"\n", self.scanned)) < 0:
            self.scanned = len(self.buffer)
            if self.scanned > MAX_LINE:
                raise self._lost("an answer is longer than 16 MiB")
            left = deadline - time.monotonic()
            if left <= 0:
                raise Timeout
            self.socket.settimeout(left)
            try:
                part = self.socket.recv(1 << 20)
            except TimeoutError:
                raise Timeout from None
            except OSError as error:
                raise self._lost(f"the candidate's box closed the channel ({error})") from None
            if not part:
                raise self._lost("the candidate's box closed the channel")
            self.buffer += part
        line = bytes(self.buffer[:end])
        del self.buffer[: end + 1]
        self.scanned = 0
        return line

    def _checked(self, line: bytes, identity: str) -> Answer:
        author, _, body = line.partition(b" ")
        if author not in (b"agent", b"driver"):
            raise self._lost("the candidate's box does not speak the protocol")
        try:
            content = values.loads(body)
        except values.BadValue as error:
            raise self._lost(f"an answer is not in the protocol: {error}") from None
        if not isinstance(content, dict) or content.pop("id", None) != identity:
            raise self._lost("an answer does not belong to the question")
        return Answer(author.decode(), content)

    def _too_large(self) -> Gone:
        self.buffer = bytearray()
        return self._lost("an answer needs too much memory")

    def _lost(self, why: str) -> Gone:
        self.gone = why
        return Gone(why)


def _connect(path: str, deadline: float) -> socket.socket:
    while True:
        client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            client.connect(path)
        except OSError as error:
            client.close()
            if time.monotonic() > deadline:
                raise Gone(f"the agent does not listen: {error}") from None
            time.sleep(0.002)
        else:
            return client


def text_bytes(content: dict[str, Any], key: str) -> bytes:
    """Base64 content of a field, empty where it is missing or broken."""
    encoded = content.get(key)
    try:
        return base64.b64decode(encoded, validate=True) if isinstance(encoded, str) else b""
    except (binascii.Error, ValueError):
        return b""
