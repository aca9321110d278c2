"""The publish gate as a command, for the tests that put challenges through it."""

from __future__ import annotations

import subprocess
import sys


def passed_gate(challenge: str, *more: str) -> str:
    """What the gate shows of a challenge, all of which holds; one grade at a time, for two streams of tests run."""
    gate = subprocess.run(
        [sys.executable, "-m", "grader", "check", challenge, "--jobs", "1", "--repeats", "1", *more],
        capture_output=True,
        text=True,
        check=False,
    )
    assert gate.returncode == 0, gate.stdout[-6000:] + gate.stderr[-2000:]
    assert " 0 fail" in gate.stdout
    return gate.stdout
