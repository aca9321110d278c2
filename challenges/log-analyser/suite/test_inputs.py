"""R4: several files, standard input, gzip."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from oracle import ALL_BUT_CLASSES, Request, basics, expected_report, part, traffic, written
from support import check_report, get

if TYPE_CHECKING:
    import random

    from support import Program

pytestmark = pytest.mark.requirement("R4")


def test_several_files_are_one_log(submission: Program) -> None:
    """Several files are one log, with one ranking and one set of percentiles; a file named twice counts twice."""
    first = [Request(ip="10.0.0.1", ms=5)] * 10 + [Request(ip="10.0.0.2", ms=5)] * 8
    second = [Request(ip="10.0.0.2", ms=7)] * 50
    files = {"a.log": written(first), "b.log": written(second)}
    ran = submission.run(["a.log", "b.log", "b.log"], files=files)
    check_report(ran, part(expected_report(first + second + second), ALL_BUT_CLASSES))


def test_no_line_goes_on_in_the_next_file(submission: Program) -> None:
    """A last line without line end does not run into the next file's first."""
    files = {"a.log": get("/a").rstrip(), "b.log": get("/b")}
    check_report(submission.run(["a.log", "b.log"], files=files), {"requests": 2, "malformed": 0})


def test_without_files_standard_input_is_read(submission: Program, rng: random.Random) -> None:
    """Without a file, and for a dash, standard input is read."""
    requests = traffic(rng, 60)
    check_report(submission.run([], stdin=written(requests)), basics(requests))
    check_report(submission.run(["--top", "2", "-"], stdin=written(requests)), basics(requests))


def test_standard_input_stands_among_files(submission: Program, rng: random.Random) -> None:
    """A dash among files adds standard input to them."""
    requests = traffic(rng, 60)
    ran = submission.run(["a.log", "-"], files={"a.log": written(requests[:25])}, stdin=written(requests[25:]))
    check_report(ran, basics(requests))


def test_gzip_is_recognised_by_its_content(submission: Program, rng: random.Random) -> None:
    """Gzip is recognised by its first bytes whatever the name, beside plain files."""
    requests = traffic(rng, 90)
    packed, plain = gzip.compress(written(requests[:50])), written(requests[50:])
    ran = submission.run(["packed.log", "plain.log.gz"], files={"packed.log": packed, "plain.log.gz": plain})
    check_report(ran, basics(requests))


def test_gzip_arrives_on_standard_input(submission: Program, rng: random.Random) -> None:
    """Gzip is recognised on standard input as well."""
    requests = traffic(rng, 50)
    check_report(submission.run([], stdin=gzip.compress(written(requests))), basics(requests))


def test_all_members_of_a_gzip_file_are_read(submission: Program, rng: random.Random) -> None:
    """All members of a gzip file are read; a line may go on from one into the next."""
    requests = traffic(rng, 50)
    log = written(requests)
    packed = gzip.compress(log[:1001]) + gzip.compress(log[1001:2500]) + gzip.compress(log[2500:])
    check_report(submission.run(["a.gz"], files={"a.gz": packed}), basics(requests))


# Of a hidden suite; to be seen by nobody else: canary-8a9012f346bd65faceaa47ed
