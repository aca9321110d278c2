"""What a contract's failures look like: for a tired engineer, with a line that can be pasted into a terminal."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any, NamedTuple

import httpx

MEANINGS = {
    "not_a_server_error": "the server failed",
    "status_code_conformance": "the document does not have this status",
    "content_type_conformance": "another content type than documented",
    "response_schema_conformance": "the answer is not of its documented schema",
    "response_headers_conformance": "the headers are not as documented",
    "negative_data_rejection": "data that the document forbids was accepted",
}
# What any client sends says nothing about the failure.
USUAL_HEADERS = frozenset({"host", "accept", "accept-encoding", "connection", "user-agent", "content-length"})
SHORT, LONG = 170, 1_400
SHOWN_BODY = 600


class Broken(NamedTuple):
    """One rule that one operation broke, by the smallest request that was found to show it."""

    operation: str
    rule: str
    status: int
    why: str
    request: httpx.Request
    body: str

    @property
    def size(self) -> tuple[int, str]:
        """What makes one request easier to read than another."""
        line = curl(self.request, most=1 << 20)
        return len(line), line


def headline(document: str, found: Sequence[Broken]) -> str:
    """As in ``The server breaks its contract (openapi.yaml) in 3 ways:``."""
    ways = "one way" if len(found) == 1 else f"{len(found)} ways"
    return f"The server breaks its contract ({document}) in {ways}:"


def short(number: int, broken: Broken) -> str:
    """A failure in three lines."""
    return (
        f"{number}. {broken.operation} answered {broken.status}: {MEANINGS[broken.rule]} [{broken.rule}]\n"
        f"   {_cut(broken.why, SHORT)}\n"
        f"   {curl(broken.request, most=SHORT)}"
    )


def long(number: int, broken: Broken) -> str:
    """A failure with all of its request that can be shown, and with the answer."""
    answer = _cut(broken.body, SHOWN_BODY) or "(no body)"
    return (
        f"{number}. {broken.operation} answered {broken.status}: {MEANINGS[broken.rule]} [{broken.rule}]\n"
        f"{_cut(broken.why, LONG)}\n$ {curl(broken.request, most=LONG)}\n{answer}"
    )


def curl(request: httpx.Request, *, most: int) -> str:
    """The request as a command line; of one that is too long, the beginning."""
    parts = ["curl", "-X", request.method, shlex.quote(str(request.url))]
    for name, value in request.headers.raw:
        if name.decode("latin-1").lower() not in USUAL_HEADERS:
            parts += ["-H", shlex.quote(f"{name.decode('latin-1')}: {value.decode('latin-1')}")]
    if request.content:
        parts += ["--data-raw", _quoted(request.content)]
    return _cut(" ".join(parts), most)


def why(failure: Any) -> str:
    """What Schemathesis says of a failure, in one line."""
    path = "/".join(str(part) for part in getattr(failure, "instance_path", ()))
    said = str(getattr(failure, "validation_message", "") or failure.message or failure.title)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    # The list of statuses that would have been right is the same for every failure of the kind.
    lines = [line for line in lines if not line.startswith(("Expected:", "Invalid data should"))] or lines
    return _cut("; ".join(lines), LONG) + (f" (at /{path})" if path else "")


def _quoted(content: bytes) -> str:
    """Bytes as an argument of a shell's."""
    text = content.decode("utf-8", "replace")
    if text.isprintable():
        return shlex.quote(text)
    escaped = "".join(chr(byte) if 32 <= byte < 127 and byte not in b"'\\" else f"\\x{byte:02x}" for byte in content)  # noqa: PLR2004
    return f"$'{escaped}'"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}… ({len(text) - most:,} more characters)"
