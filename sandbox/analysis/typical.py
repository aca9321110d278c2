"""What a take-home looks like: a box that waits has its tools read this, so that they know what such programs import.

Never imported or run.
"""

from __future__ import annotations

import argparse
import bisect
import collections
import collections.abc
import contextlib
import copy
import csv
import dataclasses
import datetime as dt
import decimal
import enum
import functools
import gzip
import hashlib
import heapq
import http
import io
import ipaddress
import itertools
import json
import logging
import math
import operator
import os
import random
import re
import secrets
import sqlite3
import string
import sys
import threading
import time
import typing
import unittest
import urllib.parse
import uuid
import zlib
from pathlib import Path

logger = logging.getLogger(__name__)
LINE = re.compile(r"(?P<when>\S+) (?P<amount>[\d.]+)")


class Kind(enum.Enum):
    """Kinds."""

    IN = "in"
    OUT = "out"


@dataclasses.dataclass(frozen=True)
class Entry:
    """An entry."""

    when: dt.datetime
    amount: decimal.Decimal
    kind: Kind = Kind.IN
    tags: list[str] = dataclasses.field(default_factory=list)

    @property
    def day(self) -> dt.date:
        """The day."""
        return self.when.astimezone(dt.UTC).date()


class Store:
    """A store."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.Lock()
        self.connection = sqlite3.connect(str(path))
        self.seen: collections.OrderedDict[str, Entry] = collections.OrderedDict()
        self.by_day: dict[dt.date, list[Entry]] = collections.defaultdict(list)

    def add(self, entry: Entry) -> str:
        """Add one."""
        name = uuid.uuid4().hex + secrets.token_hex(4) + random.choice(string.ascii_letters)  # noqa: S311
        with self.lock, contextlib.closing(self.connection.cursor()) as cursor:
            cursor.execute("insert into entry values (?, ?)", (name, str(entry.amount)))
            self.connection.commit()
        self.seen[name] = copy.copy(entry)
        self.seen.move_to_end(name)
        self.by_day[entry.day].append(entry)
        return name

    def largest(self, count: int) -> list[Entry]:
        """The largest."""
        return heapq.nlargest(count, self.seen.values(), key=operator.attrgetter("amount"))


def read(lines: collections.abc.Iterable[str]) -> collections.abc.Iterator[Entry]:
    """Read them."""
    for number, line in enumerate(lines, start=1):
        match = LINE.match(line.strip())
        if match is None:
            logger.warning("line %d: not an entry: %r", number, line)
            continue
        try:
            when = dt.datetime.fromisoformat(match["when"])
            yield Entry(when=when, amount=decimal.Decimal(match["amount"]).quantize(decimal.Decimal("0.01")))
        except (ValueError, decimal.InvalidOperation) as error:
            raise SystemExit(f"line {number}: {error}") from error


@functools.cache
def host(address: str) -> str:
    """The host of an address."""
    parts = urllib.parse.urlsplit(address)
    return f"{parts.hostname}:{parts.port or 80}"


def unpacked(path: Path) -> list[str]:
    """The addresses of a compressed log, in order."""
    found: list[str] = []
    try:
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                bisect.insort(found, str(ipaddress.ip_address(line.split(" ", maxsplit=1)[0])))
    except (EOFError, OSError, zlib.error):
        logger.exception("%s: not whole", path)
    return found


def digest(text: str) -> tuple[str, int]:
    """The hash of a JSON document, and how a server would answer."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError:
        return "", http.HTTPStatus.BAD_REQUEST
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest(), http.HTTPStatus.OK


def written(entries: list[Entry], *, header: typing.Any = None) -> str:
    """Write them."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=header or ["when", "amount"])
    writer.writeheader()
    for _, group in itertools.groupby(entries, key=lambda each: each.day):
        writer.writerows(dataclasses.asdict(each) for each in group)
    return out.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--top", type=int, default=math.floor(10.5))
    asked = parser.parse_args(arguments)
    logging.basicConfig(level=os.environ.get("LEVEL", "INFO"))
    began = time.monotonic()
    store = Store(Path(os.path.join("data", "store.db")))
    for path in asked.paths:
        with path.open(encoding="utf-8", newline="") as file:
            for entry in read(file):
                store.add(entry)
    counts = collections.Counter(entry.kind.value for entry in store.seen.values())
    total = functools.reduce(operator.add, (entry.amount for entry in store.seen.values()), decimal.Decimal(0))
    print(json.dumps({"total": str(total), "counts": counts, "top": len(store.largest(asked.top))}, indent=2))  # noqa: T201
    sys.stderr.write(f"{time.monotonic() - began:.3f} s\n")
    return 0


class Tests(unittest.TestCase):
    """Tests."""

    def test_reading(self) -> None:
        """Reads."""
        self.assertEqual(len(list(read(["2024-01-01T00:00:00 1.5"]))), 1)  # noqa: PT009
        with self.assertRaises(SystemExit):  # noqa: PT027
            list(read(["no 1"]))


if __name__ == "__main__":
    sys.exit(main())
