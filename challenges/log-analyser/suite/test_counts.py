"""R1: requests, bytes, distinct addresses and status classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from oracle import COUNTS, Request, expected_report, part, traffic, written
from support import check_log

if TYPE_CHECKING:
    import random

    from support import Program

pytestmark = pytest.mark.requirement("R1")


def check_counts(submission: Program, requests: list[Request]) -> None:
    """Compare the counts alone."""
    check_log(submission, written(requests), part(expected_report(requests), COUNTS))


def test_both_line_forms_count_alike(submission: Program) -> None:
    """Lines with and without referer and agent count alike."""
    check_counts(submission, [Request(), Request(agent="curl/8.5.0"), Request(agent="")])


def test_all_five_status_classes_are_there(submission: Program) -> None:
    """All five status classes are reported, from 100 to 599, zeros included."""
    check_counts(submission, [Request(status=status) for status in (100, 199, 200, 399, 300, 500, 599)])


def test_bytes_of_every_request_add_up(submission: Program) -> None:
    """The bytes of all requests add up, failed ones included; a dash counts as 0."""
    sizes = ((200, None), (200, 700), (304, 0), (404, None), (404, 9), (503, 1_200), (301, 80))
    check_counts(submission, [Request(status=status, size=size) for status, size in sizes])


def test_bytes_go_beyond_32_bits(submission: Program) -> None:
    """The sum of bytes goes beyond 32 bits."""
    check_counts(submission, [Request(size=3_000_000_000), Request(size=900_000_000_000), Request(status=500)])


def test_random_traffic_is_counted(submission: Program, rng: random.Random) -> None:
    """Random traffic is counted as a slow, obvious reference counts it."""
    check_counts(submission, traffic(rng, 50))
    check_counts(submission, traffic(rng, 900, ips=200))


# Of a hidden suite; to be seen by nobody else: canary-8a9012f346bd65faceaa47ed
