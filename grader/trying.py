"""What every experiment of the doctor's needs: a box around one of ``sandbox/probes``, and what it answers.

A probe travels as text; what it tells is judged in ``diagnosis.py``.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.deliveries import PYTHON
from grader.diagnosis import Crashed, Finding, Judged
from grader.errors import SandboxError
from grader.model import Limits
from grader.paths import SANDBOX
from grader.sandbox.base import Box, BoxSpec, BoxTimeout
from grader.sandbox.docker import DockerSandbox

PROBES = SANDBOX / "probes"
LIMITS = Limits(memory_bytes=128 << 20, processes=32, file_bytes=1 << 20, scratch_bytes=4 << 20, cpus=1.0)
OUTPUT_BYTES = 64 << 10
PATIENCE_S = 30.0
"""For one answer of a probe; a hundred times what it takes, for a busy machine must not look like a broken one."""


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Where experiments are made; ``channel`` is the run's volume."""

    sandbox: DockerSandbox
    image: str
    run: str
    runtime: str = ""
    channel: str | None = None


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """Something that is tried, and the limits of which it must say something: one it passes over does not hold."""

    title: str
    proves: tuple[str, ...]
    conduct: Callable[[Bench], list[Finding]]


# ── Boxes ────────────────────────────────────────────────────────────────────────────────────────


def specify(
    bench: Bench, role: str, program: str, *arguments: str, limits: Limits = LIMITS, writes: bool = True
) -> BoxSpec:
    """Describe a box as a candidate's is described, around one of the probes."""
    text = (PROBES / program).read_text("utf-8")
    return BoxSpec(
        role=role,
        run=bench.run,
        image=bench.image,
        command=(*PYTHON, "-c", text, *arguments),
        limits=limits,
        folders={"/tmp": limits.scratch_bytes, "/submission": 2 << 20},  # noqa: S108 - the box's own
        channel=bench.channel,
        channel_writable=writes,
        output_bytes=OUTPUT_BYTES,
        runtime=bench.runtime,
    )


@contextlib.contextmanager
def started(bench: Bench, spec: BoxSpec) -> Iterator[Box]:
    """Start a box that is ended whatever happens."""
    box = bench.sandbox.start(spec)
    try:
        yield box
    finally:
        box.end()


def asking(bench: Bench, role: str, readings: Sequence[str], *, writes: bool = True) -> BoxSpec:
    """Describe a box that takes readings of itself."""
    settings = {
        "readings": list(readings),
        "folders": ["/tmp", "/submission", "/dev/shm"],  # noqa: S108 - the box's own
        "writes_at_most": 16 << 20,
        "files_at_most": 20_000,
    }
    return specify(bench, role, "inside.py", json.dumps(settings), writes=writes)


def readings(box: Box, wanted: Sequence[str]) -> dict[str, Any]:
    """Collect what a box reads of itself; what it does not tell stands as crashed, with the reason."""
    found: dict[str, Any] = {}
    why = "the box ended before"
    try:
        while len(found) < len(wanted) and (told := tell(box)) is not None:
            found[told["reading"]] = Crashed(why=told["crashed"]) if "crashed" in told else told["value"]
    except BoxTimeout:
        why = f"no answer within {PATIENCE_S:g} s"
    if len(found) < len(wanted):
        words = box.end().stderr.strip().splitlines()[-1:]
        why = ": ".join([why, *words])
    return {name: found.get(name, Crashed(why=why)) for name in wanted}


def tell(box: Box) -> dict[str, Any] | None:
    """Read one JSON line of a probe; ``None`` where it has ended."""
    line = next(box.lines(deadline=time.monotonic() + PATIENCE_S), None)
    return None if line is None else dict(json.loads(line))


def tell_something(box: Box) -> dict[str, Any]:
    """Read one JSON line of a probe that must say something."""
    told = tell(box)
    if told is None:
        raise SandboxError(f"the probe did not run: {box.end().stderr.strip()[-200:]}")
    return told


def left_of(user: int) -> list[int]:
    """Find the processes of a box's user, which is its alone, where the engine runs on this machine."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if process.stat().st_uid == user:
                found.append(int(process.name))
    return found


def judged(limit: str, conclusion: Judged) -> Finding:
    """Put a limit's name to what was concluded of it."""
    holds, evidence = conclusion
    return Finding(limit=limit, holds=holds, evidence=evidence)
