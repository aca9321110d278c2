"""Every shipped service passes the publish gate, on the real engine; the other challenges are in ``test_gate.py``."""

from __future__ import annotations

import pytest
from test_gate import SERVICES, sampled_gate

from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(1500)]


@pytest.mark.parametrize("slug", sorted(SERVICES))
def test_a_shipped_service_passes_the_gate(slug: str, engine: DockerSandbox) -> None:
    assert engine.facts().seccomp
    sampled_gate(slug)
