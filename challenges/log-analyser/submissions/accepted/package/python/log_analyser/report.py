"""Requests as counts, and counts as a report."""

from collections import Counter
from collections.abc import Mapping
from heapq import nsmallest

from .parsing import Malformed, Request, parse, readable

PERCENTILES = (50, 95, 99)


class Tally:
    """The counts of all lines so far."""

    def __init__(self) -> None:
        self.malformed = 0
        self.bytes = 0
        self.statuses: Counter[int] = Counter()
        self.times: Counter[int] = Counter()
        self.ips: Counter[str] = Counter()
        self.targets: Counter[bytes] = Counter()

    def add_line(self, line: bytes) -> None:
        """Counts a line; an empty one is none."""
        if not line:
            return
        try:
            self.add(parse(line))
        except Malformed:
            self.malformed += 1

    def add(self, request: Request) -> None:
        """Counts a request."""
        self.bytes += request.size
        self.statuses[request.status] += 1
        self.times[request.ms] += 1
        self.ips[request.ip] += 1
        self.targets[request.url] += 1

    def report(self, top: int) -> dict[str, object]:
        """Sums up."""
        urls: Counter[str] = Counter()
        for target, count in self.targets.items():
            urls[readable(target)] += count
        return {
            "requests": self.statuses.total(),
            "malformed": self.malformed,
            "bytes": self.bytes,
            "unique_ips": len(self.ips),
            "status": status_classes(self.statuses),
            "latency_ms": {f"p{percent}": percentile(self.times, percent) for percent in PERCENTILES},
            "top_ips": [{"ip": ip, "count": count} for ip, count in most_frequent(self.ips, top)],
            "top_urls": [{"url": url, "count": count} for url, count in most_frequent(urls, top)],
        }


def status_classes(statuses: Mapping[int, int]) -> dict[str, int]:
    """Sums statuses up by their first digit, zeros included."""
    classes = {f"{digit}xx": 0 for digit in range(1, 6)}
    for status, count in statuses.items():
        classes[f"{status // 100}xx"] += count
    return classes


def most_frequent(counts: Mapping[str, int], top: int) -> list[tuple[str, int]]:
    """Lists the highest counts first and equal ones by text."""
    return nsmallest(top, counts.items(), key=lambda item: (-item[1], item[0]))


def percentile(histogram: Counter[int], percent: int) -> int | None:
    """Finds the value at the nearest rank."""
    missing = (percent * histogram.total() + 99) // 100
    for value in sorted(histogram):
        missing -= histogram[value]
        if missing <= 0:
            return value
    return None
