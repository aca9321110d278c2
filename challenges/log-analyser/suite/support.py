"""What the tests of this suite share: the fixtures' types, log lines, gzip files, and how a report is compared."""

from __future__ import annotations

import gzip
import json
import reprlib
import zlib
from typing import TYPE_CHECKING, NoReturn, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SHORT = reprlib.Repr()
SHORT.maxdict = SHORT.maxlist = 12
SHORT.maxstring = 200


class Ran(Protocol):
    """What one run of the submitted program left behind."""

    exit_code: int | None
    stdout: str
    stderr: str
    stdout_bytes: bytes
    stderr_bytes: bytes


class Program(Protocol):
    """The submission, reached as a command."""

    def run(
        self, args: Sequence[str] = (), *, files: Mapping[str, str | bytes] | None = None, stdin: str | bytes = b""
    ) -> Ran:
        """Run the program once in a fresh working directory."""
        ...


class Series(Protocol):
    """Times at growing sizes."""

    def at_most(self, growth: str) -> None:
        """Fail the case where the growth is clearly above the class."""


class Growth(Protocol):
    """Measures how time grows with size."""

    def of(
        self, run: Callable[[Numbered], object], *, sizes: Sequence[int], prepare: Callable[[int], Numbered]
    ) -> Series:
        """Time the run at each size."""
        ...


Numbered = tuple[int, bytes]
"""A number of lines and the log that has them."""


def line(
    *,
    ip: str = "192.0.2.1",
    request: str = "GET / HTTP/1.1",
    status: object = 200,
    size: object = 512,
    agent: str | None = None,
    ms: object = 12,
) -> bytes:
    """Write one log line, each field as given; with an agent in the longer form."""
    tail = "" if agent is None else f' "https://example.org/" "{agent}"'
    return f'{ip} - - [10/Mar/2025:13:55:36 +0000] "{request}" {status} {size}{tail} {ms}\n'.encode()


def get(target: str) -> bytes:
    """Write a line that asks for a target."""
    return line(request=f"GET {target} HTTP/1.1")


def repeated_gzip(block: bytes, repeats: int) -> bytes:
    """Pack a block many times over into one gzip member, at the price of packing it once."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)  # independent of what stands before it
    checksum = 0
    for _ in range(repeats):
        checksum = zlib.crc32(block, checksum)
    header = gzip.compress(b"", mtime=0)[:10]
    last_block = b"\x03\x00"
    trailer = checksum.to_bytes(4, "little") + (len(block) * repeats % 2**32).to_bytes(4, "little")
    return header + packed * repeats + last_block + trailer


def refuse_constant(name: str) -> NoReturn:
    """Refuse what Python reads but JSON does not have."""
    raise ValueError(f"{name} is not JSON")


def report_of(ran: Ran) -> dict[str, object]:
    """Read the report that a successful run must have printed."""
    assert ran.exit_code == 0, f"exit code {ran.exit_code}, expected 0; standard error: {SHORT.repr(ran.stderr)}"
    try:
        report = json.loads(ran.stdout_bytes.decode(), parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        pytest.fail(f"standard output is not one JSON document in UTF-8: {error}")
    assert isinstance(report, dict), "the report is not a JSON object"
    return report


def check_report(ran: Ran, expected: Mapping[str, object]) -> None:
    """Fail with every key whose value differs; keys that are not expected are ignored."""
    report = report_of(ran)
    different = [
        f"{key}: expected {SHORT.repr(value)}, got {SHORT.repr(report.get(key, 'nothing'))}"
        for key, value in expected.items()
        if key not in report or report[key] != value
    ]
    if different:
        pytest.fail("\n".join(different))


def check_log(submission: Program, log: bytes, expected: Mapping[str, object]) -> None:
    """Analyse one plain file and compare."""
    check_report(submission.run(["access.log"], files={"access.log": log}), expected)


# Of a hidden suite; to be seen by nobody else: canary-8a9012f346bd65faceaa47ed
