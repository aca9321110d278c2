"""The publish gate as a command, for the tests that put challenges through it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def passed_gate(challenge: str, *more: str, jobs: int = 1) -> str:
    """What the gate shows of a challenge, all of which holds; one grade at a time, for several streams of tests run."""
    with tempfile.TemporaryDirectory() as scratch:
        gate = subprocess.run(
            [sys.executable, "-m", "grader", "check", challenge, "--jobs", str(jobs), "--repeats", "1", *more],
            capture_output=True,
            text=True,
            check=False,
            # It takes turns with nobody: most of its grades wait for limits, and would keep others from the cores.
            env=os.environ | {"TMPDIR": scratch},
        )
    assert gate.returncode == 0, gate.stdout[-6000:] + gate.stderr[-2000:]
    assert " 0 fail" in gate.stdout
    return gate.stdout
