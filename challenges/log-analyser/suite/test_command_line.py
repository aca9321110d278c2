"""R7: exit codes, standard output and standard error."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from oracle import basics, traffic, written
from support import SHORT, check_report, line

if TYPE_CHECKING:
    import random

    from support import Program, Ran

pytestmark = pytest.mark.requirement("R7")

PACKED = gzip.compress(b"".join(line(ip=f"10.0.0.{n}", ms=n) for n in range(200)), mtime=0)


def check_refusal(ran: Ran, *, exit_code: int) -> None:
    """Expect the exit code, nothing on standard output and a word on standard error."""
    complaint = f"; standard error: {SHORT.repr(ran.stderr)}" if ran.stderr else ""
    assert ran.exit_code == exit_code, f"exit code {ran.exit_code}, expected {exit_code}{complaint}"
    assert ran.stdout_bytes == b"", "standard output should be empty"
    assert ran.stderr.strip(), "standard error should say why"


def test_wrong_usage_ends_with_2(submission: Program) -> None:
    """Unknown options, and --top without a whole number of at least 1, end with exit code 2."""
    for args in (["--frobnicate"], ["--top", "many"], ["--top", "0"], ["--top", "2.5"]):
        check_refusal(submission.run([*args, "a.log"], files={"a.log": line()}), exit_code=2)
    check_refusal(submission.run(["--top"], stdin=line()), exit_code=2)


def test_a_missing_file_ends_with_2(submission: Program) -> None:
    """A missing file, also one among others, ends with exit code 2 and is named on standard error."""
    for args in (["no-such-file.log"], ["a.log", "no-such-file.log"]):
        ran = submission.run(args, files={"a.log": line()})
        check_refusal(ran, exit_code=2)
        assert "no-such-file.log" in ran.stderr, "standard error should name the file"


def test_a_directory_ends_with_2(submission: Program) -> None:
    """A directory in place of a file ends with exit code 2."""
    check_refusal(submission.run(["a.log", "."], files={"a.log": line()}), exit_code=2)


def test_gzip_cut_short_ends_with_3(submission: Program) -> None:
    """A gzip file cut short, wherever, ends with exit code 3 and no half report."""
    for length in (2, 15, len(PACKED) // 2, len(PACKED) - 4):
        ran = submission.run(["a.log", "b.gz"], files={"a.log": line(), "b.gz": PACKED[:length]})
        check_refusal(ran, exit_code=3)


def test_damaged_gzip_ends_with_3(submission: Program) -> None:
    """A gzip input whose checksum is wrong or whose data cannot be unpacked ends with exit code 3."""
    wrong_checksum = PACKED[:-8] + bytes([PACKED[-8] ^ 1]) + PACKED[-7:]
    reserved_block_type = PACKED[:10] + b"\xff" * 40 + PACKED[50:]
    for damaged in (wrong_checksum, reserved_block_type):
        check_refusal(submission.run([], stdin=damaged), exit_code=3)


def test_standard_error_stays_small(submission: Program, rng: random.Random) -> None:
    """Very many malformed lines leave standard error under 64 KiB, standard output pure and the exit code 0."""
    requests = traffic(rng, 20)
    ran = submission.run(
        ["a.log"], files={"a.log": written(requests) + b"neither this nor that is a request\n" * 40_000}
    )
    assert len(ran.stderr_bytes) < 64 << 10, f"{len(ran.stderr_bytes)} bytes on standard error"
    check_report(ran, basics(requests, malformed=40_000))


# Of a hidden suite; to be seen by nobody else: canary-8a9012f346bd65faceaa47ed
