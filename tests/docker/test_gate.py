"""Every shipped challenge passes the publish gate, on the real engine."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grader.challenge import slugs
from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(1500)]


@pytest.mark.parametrize("slug", slugs())
def test_a_shipped_challenge_passes_the_gate(slug: str, engine: DockerSandbox) -> None:
    assert engine.facts().seccomp
    gate = subprocess.run(
        [sys.executable, "-m", "grader", "check", slug, "--jobs", "2"], capture_output=True, text=True, check=False
    )
    assert gate.returncode == 0, gate.stdout[-6000:] + gate.stderr[-2000:]
    assert " 0 fail" in gate.stdout
    assert "accepted/" in gate.stdout
    assert "cheats/" in gate.stdout
