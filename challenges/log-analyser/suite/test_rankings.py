"""R2: the most frequent addresses and URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from oracle import RANKINGS, Request, expected_report, part, traffic, written
from support import check_report

if TYPE_CHECKING:
    import random

    from support import Program

pytestmark = pytest.mark.requirement("R2")


def check_rankings(submission: Program, requests: list[Request], *, top: int | None = None) -> None:
    """Compare the rankings alone, asked for with or without ``--top``."""
    args = [] if top is None else ["--top", str(top)]
    ran = submission.run([*args, "access.log"], files={"access.log": written(requests)})
    check_report(ran, part(expected_report(requests, top=10 if top is None else top), RANKINGS))


def test_ten_are_listed_by_default(submission: Program) -> None:
    """Without --top, ten addresses and ten URLs are listed."""
    check_rankings(submission, [Request(ip=f"10.0.0.{n}", url=f"/{n}") for n in range(15) for _ in range(n + 1)])


def test_top_asks_for_more_or_fewer(submission: Program) -> None:
    """The option --top asks for fewer or more; where there are fewer, all are listed."""
    requests = [Request(ip=f"10.0.0.{n}", url=f"/{n}") for n in range(12) for _ in range(n + 1)]
    for top in (1, 11, 500):
        check_rankings(submission, requests, top=top)


def test_ties_of_addresses_are_ordered_as_text(submission: Program) -> None:
    """Addresses with equal counts are ordered as text, not by number and not as they came."""
    requests = [Request(ip=ip) for ip in ("9.9.9.9", "10.0.0.9", "10.0.0.10", "2.0.0.1", "10.0.0.100")]
    check_rankings(submission, [*requests, Request(ip="2.0.0.1")], top=4)


def test_ties_of_urls_are_ordered_by_code_point(submission: Program) -> None:
    """URLs with equal counts are ordered by code point: capitals first, accents last."""
    check_rankings(submission, [Request(url=url) for url in ("/é", "/b", "/a", "/B", "/a/", "/10", "/9", "/_")])


def test_the_query_is_no_part_of_the_url(submission: Program) -> None:
    """URLs that differ only behind the first question mark are one URL."""
    queries = ("", "?", "?a=1", "?a=1?b", "?x=/other")
    check_rankings(submission, [Request(url="/cart", query=query) for query in queries] + [Request(url="/other")])


def test_urls_are_otherwise_taken_as_they_are(submission: Program) -> None:
    """Case, percent-encoding, fragments and trailing slashes make different URLs."""
    urls = ("/a", "/A", "/%41", "/a/", "//a", "/a;v=1", "/a#b", "http://example.org/a", "*")
    check_rankings(submission, [Request(url=url) for url in urls])


def test_random_traffic_is_ranked(submission: Program, rng: random.Random) -> None:
    """Random traffic with many ties is ranked as a slow, obvious reference ranks it."""
    check_rankings(submission, traffic(rng, 80), top=5)
    check_rankings(submission, traffic(rng, 400), top=25)


# Of a hidden suite; to be seen by nobody else: canary-8a9012f346bd65faceaa47ed
