"""R8 and R9: memory and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from oracle import BASICS, Request, basics, expected_report, part
from support import check_log, check_report, line, repeated_gzip

if TYPE_CHECKING:
    import random

    from support import Growth, Numbered, Program


def few_visitors(rng: random.Random, count: int, *, query: str = "") -> list[Request]:
    """Make up requests of few distinct addresses, URLs and times."""
    return [
        Request(ip=f"10.0.0.{rng.randrange(50)}", url=f"/{rng.randrange(20)}", query=query, ms=rng.randrange(300))
        for _ in range(count)
    ]


def check_packed(submission: Program, block: list[Request], *, repeats: int) -> None:
    """Analyse a block of requests many times over, sent as one small gzip file."""
    packed = repeated_gzip(b"".join(request.line() for request in block), repeats)
    check_report(
        submission.run(["huge.gz"], files={"huge.gz": packed}),
        part(expected_report(block * repeats), (*BASICS, "bytes")),
    )


@pytest.mark.requirement("R8")
def test_a_log_larger_than_the_memory(submission: Program, rng: random.Random) -> None:
    """A log of 200 MB, packed into a small gzip file, is analysed within 160 MiB."""
    check_packed(submission, few_visitors(rng, 400, query="?state=" + "0123456789abcdef" * 120), repeats=250)


@pytest.mark.requirement("R8")
def test_memory_does_not_grow_with_the_number_of_lines(submission: Program, rng: random.Random) -> None:
    """Half a million short lines leave nothing behind but their counts."""
    check_packed(submission, few_visitors(rng, 2_000), repeats=250)


def all_distinct(count: int) -> Numbered:
    """Write a log in which no address, URL or time occurs twice."""
    numbers = ((n * 7919) % count for n in range(count))
    lines = (
        line(ip=f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", request=f"GET /item/{n} HTTP/1.1", ms=n) for n in numbers
    )
    return count, b"".join(lines)


@pytest.mark.requirement("R9")
def test_time_grows_in_proportion_to_the_log(submission: Program, growth: Growth) -> None:
    """Time grows in proportion to the log, also where all addresses and URLs are distinct."""

    def analyse(numbered: Numbered) -> None:
        count, log = numbered
        check_log(submission, log, {"requests": count, "unique_ips": count})

    growth.of(analyse, sizes=[2_000, 4_000, 8_000, 16_000, 32_000], prepare=all_distinct).at_most("n log n")


@pytest.mark.requirement("R9")
def test_no_line_takes_longer_than_its_length_explains(submission: Program) -> None:
    """Long lines of quotes, spaces and backslashes are told malformed as fast as others."""
    start = line().split(b'"')[0]
    fillers = (b'" "', b'\\"', b"\\", b'" 200 512 "x" ', b"[ ]", b" ", b"1", b":")
    lines = [start + b'"GET / HTTP/1.1" 200 512 "' + filler * (30_000 // len(filler)) + b"!\n" for filler in fillers]
    lines += [filler * (30_000 // len(filler)) + b"!\n" for filler in fillers]
    check_log(submission, b"".join(lines) + line(), basics([Request()], malformed=len(lines)))


# Of a hidden suite; to be seen by nobody else: canary-8a9012f346bd65faceaa47ed
