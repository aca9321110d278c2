"""Random traffic, how it is written down, and the report it must lead to; nothing here parses a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from support import line

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

STATUSES = (100, 101, 200, 201, 204, 299, 301, 304, 399, 400, 404, 429, 499, 500, 503, 599)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
QUERIES = ("", "", "?", "?page=2", "?q=a%20b&sort=asc", "?next=/a?b=c")
AGENTS = (None, "", "curl/8.5.0", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
COUNTS = ("requests", "malformed", "bytes", "unique_ips", "status")
RANKINGS = ("top_ips", "top_urls")
LATENCY = ("latency_ms",)
BASICS = ("requests", "malformed", "unique_ips")
"""What cases about other things than figures compare, so that one mistake costs one requirement."""
ALL_BUT_CLASSES = (*BASICS, "bytes", *RANKINGS, *LATENCY)
"""The same for logs so plain that rankings and percentiles can hardly go wrong."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request as it happened; ``size`` is ``None`` where the server wrote ``-``."""

    ip: str = "192.0.2.1"
    method: str = "GET"
    url: str = "/"
    query: str = ""
    status: int = 200
    size: int | None = 512
    agent: str | None = None
    ms: int = 12

    def line(self) -> bytes:
        """Write the request down."""
        return line(
            ip=self.ip,
            request=f"{self.method} {self.url}{self.query} HTTP/1.1",
            status=self.status,
            size="-" if self.size is None else self.size,
            agent=self.agent,
            ms=self.ms,
        )


def written(requests: Sequence[Request]) -> bytes:
    """Write a log of plain, well-formed lines."""
    return b"".join(request.line() for request in requests)


def traffic(rng: random.Random, count: int, *, ips: int = 40, urls: int = 30) -> list[Request]:
    """Make up requests, some addresses and URLs far more frequent than others."""
    addresses = [f"{rng.randint(1, 223)}.{rng.randint(0, 255)}.0.{rng.randint(0, 255)}" for _ in range(ips)]
    paths = [rng.choice(("/", "/Shop/", "/shop/", "/api/v1/", "/é/", "/%41/")) + str(n) for n in range(urls)]
    return [
        Request(
            ip=addresses[skewed(rng, ips)],
            method=rng.choice(METHODS),
            url=paths[skewed(rng, urls)],
            query=rng.choice(QUERIES),
            status=rng.choice(STATUSES),
            size=rng.choice((None, 0, rng.randint(1, 90_000))),
            agent=rng.choice(AGENTS),
            ms=int(rng.paretovariate(1.1) * 5),
        )
        for _ in range(count)
    ]


def skewed(rng: random.Random, count: int) -> int:
    """Choose an index, small ones more often."""
    return min(rng.randrange(count), rng.randrange(count))


def expected_report(requests: Sequence[Request], *, malformed: int = 0, top: int = 10) -> dict[str, object]:
    """Say what the report must be, the slow and obvious way."""
    times = sorted(request.ms for request in requests)
    return {
        "requests": len(requests),
        "malformed": malformed,
        "bytes": sum(request.size or 0 for request in requests),
        "unique_ips": len({request.ip for request in requests}),
        "status": {f"{n}xx": sum(request.status // 100 == n for request in requests) for n in range(1, 6)},
        "latency_ms": {f"p{p}": nearest_rank(times, p) for p in (50, 95, 99)},
        "top_ips": ranking(requests, "ip", lambda request: request.ip, top),
        "top_urls": ranking(requests, "url", lambda request: request.url, top),
    }


def part(report: dict[str, object], keys: Sequence[str]) -> dict[str, object]:
    """Keep only what one requirement is about."""
    return {key: report[key] for key in keys}


def basics(requests: Sequence[Request], *, malformed: int = 0) -> dict[str, object]:
    """Say what the report must be in the figures that hardly anybody gets wrong."""
    return part(expected_report(requests, malformed=malformed), BASICS)


def nearest_rank(ascending: Sequence[int], percent: int) -> int | None:
    """Pick the value at position ⌈p·n/100⌉, counted from 1."""
    if not ascending:
        return None
    position = -(-percent * len(ascending) // 100)
    return ascending[position - 1]


def ranking(requests: Sequence[Request], name: str, key: Callable[[Request], str], top: int) -> list[dict[str, object]]:
    """Order by count, most first, then by text."""
    counts: dict[str, int] = {}
    for request in requests:
        counts[key(request)] = counts.get(key(request), 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{name: text, "count": count} for text, count in ordered[:top]]


# Of a hidden suite; to be seen by nobody else: canary-8a9012f346bd65faceaa47ed
