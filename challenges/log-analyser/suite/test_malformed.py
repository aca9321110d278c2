"""R5: malformed lines are counted and change nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from oracle import ALL_BUT_CLASSES, Request, basics, expected_report, part, traffic, written
from support import check_log, get, line

if TYPE_CHECKING:
    import random

    from support import Program

pytestmark = pytest.mark.requirement("R5")

SHAPES = [
    b"this line is broken\n",
    b"-\n",
    b'"\n',
    line().replace(b" - - ", b" - "),
    line().replace(b" - - ", b"  - - "),
    line().replace(b"[", b"").replace(b"]", b""),
    line().replace(b"]", b""),
    line().replace(b" 200 512 12", b" 200 512"),
    line(agent="x").replace(b' "x"', b""),
    line(agent="x").replace(b' "x"', b' "x" "y"'),
    line(agent='a"b'),
    line(ms="12 13"),
    b" " + line(),
    line(ms="12 "),
]
ADDRESSES = [
    "localhost",
    "example.org",
    "256.0.2.1",
    "192.0.2",
    "192.0.2.1.7",
    "1:2:3",
    "2001:db8::1::2",
    "12345::",
    "-",
]
REQUESTS = [
    "-",
    "",
    "GET",
    "GET /",
    "GET  HTTP/1.1",
    "GET / HTTP/",
    "GET / FTP/1.1",
    "get / HTTP/1.1",
    "GET /a b HTTP/1.1",
    'GET /" HTTP/1.1',
    r"\x16\x03\x01",
]
STATUSES = ["99", "099", "600", "999", "2000", "-", "2xx", "-200", "+200"]
SIZES = ["", "--", "-1", "1.5", "1e3", "0x10", "1234567890123456", "1,000", "1_000", "+5"]
TIMES = ["-", "-1", "0.5", "12ms", "1_000", "1234567890123456", "+5"]


def check_malformed(submission: Program, bad: list[bytes]) -> None:
    """Send bad lines among good ones, and compare the whole report."""
    log = line() + b"".join(bad) + line()
    expected = expected_report([Request()] * 2, malformed=len(bad))
    check_log(submission, log, part(expected, ALL_BUT_CLASSES))


def test_lines_of_another_shape_are_malformed(submission: Program) -> None:
    """Lines with fields too many or too few, or spaces in the wrong place, are malformed."""
    check_malformed(submission, SHAPES)
    check_log(submission, b"".join(SHAPES), basics([], malformed=len(SHAPES)))


def test_wrong_addresses_are_malformed(submission: Program) -> None:
    """Lines that do not begin with an IP address are malformed."""
    check_malformed(submission, [line(ip=ip) for ip in ADDRESSES])


def test_wrong_requests_are_malformed(submission: Program) -> None:
    """Lines whose request is not method, target and protocol are malformed."""
    check_malformed(submission, [line(request=request) for request in REQUESTS])


def test_wrong_numbers_are_malformed(submission: Program) -> None:
    """Lines with a status outside 100 to 599, or a size or time that is no whole number, are malformed."""
    numbers = [line(status=text) for text in STATUSES] + [line(size=text) for text in SIZES]
    check_malformed(submission, numbers + [line(ms=text) for text in TIMES])


def test_digits_of_other_scripts_are_malformed(submission: Program) -> None:
    """Digits of other scripts are no digits."""
    arabic, devanagari, fullwidth = "\u0662\u0660\u0660", "\u096b\u0967\u0968", "\uff11\uff12"
    check_malformed(submission, [line(status=arabic), line(size=devanagari), line(ms=fullwidth)])


def test_a_quote_that_never_ends_is_malformed(submission: Program) -> None:
    """A line whose quote never ends is malformed and takes no time to tell."""
    start = line().split(b'"')[0]
    check_malformed(
        submission, [start + b'"GET /' + b"a" * 60 + b"\n", line(agent="a" * 60).replace(b'a" 12', b"a 12")]
    )


def test_empty_lines_are_ignored(submission: Program) -> None:
    """Empty lines are neither requests nor malformed; lines of spaces are malformed."""
    check_log(submission, b"\n\r\n" + get("/") + b"\n \n   \r\n" + get("/"), {"requests": 2, "malformed": 2})


def test_malformed_lines_among_random_traffic(submission: Program, rng: random.Random) -> None:
    """Random traffic with malformed lines strewn in is analysed as if they were not there."""
    requests = traffic(rng, 200)
    lines = written(requests).splitlines(keepends=True)
    for bad in SHAPES * 3:
        lines.insert(rng.randrange(len(lines)), bad)
    check_log(submission, b"".join(lines), basics(requests, malformed=len(SHAPES) * 3))


# Of a hidden suite; to be seen by nobody else: canary-8a9012f346bd65faceaa47ed
