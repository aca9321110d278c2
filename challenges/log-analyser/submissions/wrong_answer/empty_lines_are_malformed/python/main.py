"""Analyse access logs and print one JSON report."""

from __future__ import annotations

import argparse
import gzip
import io
import ipaddress
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

GZIP_MAGIC = b"\x1f\x8b"
EXIT_UNREADABLE = 2
EXIT_DAMAGED = 3

QUOTED = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
LINE = re.compile(
    rb"""
    (?P<ip>[0-9A-Fa-f.:]++)\ [^ ]++\ [^ ]++\ \[[^]]*+\]
    \ "[A-Z]++\ (?P<target>(?:[^ "\\]++|\\[^ ])++)\ HTTP/[0-9.]++"
    \ (?P<status>[1-5][0-9]{2})
    \ (?P<size>[0-9]{1,15}|-)
    (?:\ QUOTED\ QUOTED)?
    \ (?P<ms>[0-9]{1,15})
    """.replace(b"QUOTED", QUOTED),
    re.VERBOSE | re.DOTALL,
)
ESCAPE = re.compile(r"\\([\\\"])")


class Damaged(Exception):
    """A gzip input that is cut short or broken."""


class Log:
    """What is known about all lines so far; grows with distinct values only."""

    def __init__(self) -> None:
        self.requests = 0
        self.malformed = 0
        self.bytes = 0
        self.classes: Counter[int] = Counter()
        self.times: Counter[int] = Counter()
        self.ips: Counter[str] = Counter()
        self.urls: Counter[bytes] = Counter()
        self.spellings: dict[bytes, str | None] = {}

    def add(self, line: bytes) -> None:
        """Count one line, given without its line end."""
        match = LINE.fullmatch(line)
        ip = self.canonical(match["ip"]) if match else None
        if match is None or ip is None:
            self.malformed += 1
            return
        self.requests += 1
        self.ips[ip] += 1
        self.urls[match["target"].partition(b"?")[0]] += 1
        self.classes[match["status"][0] - ord("0")] += 1
        self.times[int(match["ms"])] += 1
        if match["size"] != b"-":
            self.bytes += int(match["size"])

    def canonical(self, spelling: bytes) -> str | None:
        """The address as RFC 5952 writes it, or None where it is not one."""
        if spelling not in self.spellings:
            address = parse_address(spelling)
            if address is None:
                return None  # not remembered: there is no end to the nonsense that a log can contain
            self.spellings[spelling] = address
        return self.spellings[spelling]

    def report(self, top: int) -> dict[str, Any]:
        """The finished report."""
        urls: Counter[str] = Counter()
        for raw, count in self.urls.items():
            urls[ESCAPE.sub(r"\1", raw.decode("utf-8", "replace"))] += count
        return {
            "requests": self.requests,
            "malformed": self.malformed,
            "bytes": self.bytes,
            "unique_ips": len(self.ips),
            "status": {f"{digit}xx": self.classes[digit] for digit in range(1, 6)},
            "latency_ms": percentiles(self.times, (50, 95, 99)),
            "top_ips": [{"ip": ip, "count": count} for ip, count in ranking(self.ips, top)],
            "top_urls": [{"url": url, "count": count} for url, count in ranking(urls, top)],
        }


def parse_address(spelling: bytes) -> str | None:
    """An address in its canonical spelling, or None."""
    try:
        return str(ipaddress.ip_address(spelling.decode("ascii")))
    except ValueError:
        return None


def percentiles(times: Counter[int], percents: Iterable[int]) -> dict[str, int | None]:
    """Nearest-rank percentiles of counted values."""
    total = times.total()
    ranks = {f"p{percent}": -(-percent * total // 100) for percent in percents}
    found: dict[str, int | None] = dict.fromkeys(ranks)
    seen = 0
    for value in sorted(times):
        seen += times[value]
        for name, rank in ranks.items():
            if found[name] is None and seen >= rank:
                found[name] = value
    return found


def ranking(counts: Counter[str], top: int) -> list[tuple[str, int]]:
    """The most frequent texts, ties in ascending order of the text."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top]


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The non-empty lines of a plain or gzip stream, without their ends."""
    buffered = io.BufferedReader(stream, 1 << 16)  # type: ignore[arg-type]
    packed = buffered.peek(2)[:2] == GZIP_MAGIC
    source = io.BufferedReader(gzip.GzipFile(fileobj=buffered), 1 << 16) if packed else buffered  # type: ignore[arg-type]
    try:
        for line in source:
            stripped = line.removesuffix(b"\n").removesuffix(b"\r")
            yield stripped
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Damaged(str(error)) from error


def read_into(log: Log, name: str) -> None:
    """Add one input, a file's name or a dash, to the log."""
    if name == "-":
        stream: BinaryIO = open(sys.stdin.fileno(), "rb", buffering=0, closefd=False)
    else:
        stream = open(name, "rb", buffering=0)
    with stream:
        for line in lines_of(stream):
            log.add(line)


def positive(text: str) -> int:
    """A whole number of at least 1."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def main() -> int:
    """Read the command line, analyse, print."""
    parser = argparse.ArgumentParser(description="Analyse access logs.")
    parser.add_argument("--top", type=positive, default=10, metavar="N", help="length of the rankings")
    parser.add_argument("files", nargs="*", metavar="FILE", help="plain or gzip; - is standard input")
    options = parser.parse_args()

    log = Log()
    for name in options.files or ["-"]:
        try:
            read_into(log, name)
        except Damaged as error:
            print(f"{name}: damaged gzip data: {error}", file=sys.stderr)
            return EXIT_DAMAGED
        except OSError as error:
            print(f"{name}: {error.strerror or error}", file=sys.stderr)
            return EXIT_UNREADABLE
    print(json.dumps(log.report(options.top)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
