"""What a box used at most, in the kernel's own count.

Control group version 1 keeps peaks that the engine passes on; version 2 keeps them in files that only a grader on the
engine's own machine can read.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.model import Value

if TYPE_CHECKING:
    import docker

_ROOT = Path("/sys/fs/cgroup")
_MEMORY_PEAKS = (
    "memory/docker/{id}/memory.max_usage_in_bytes",
    "system.slice/docker-{id}.scope/memory.peak",
    "docker/{id}/memory.peak",
)
_MEMORY_EVENTS = (
    "memory/docker/{id}/memory.oom_control",
    "system.slice/docker-{id}.scope/memory.events",
    "docker/{id}/memory.events",
)
_PROCESS_PEAKS = (
    "pids/docker/{id}/pids.peak",
    "system.slice/docker-{id}.scope/pids.peak",
    "docker/{id}/pids.peak",
)


class Usage(Value, frozen=True):
    """Peaks of one box; ``None`` where nobody tells."""

    peak_memory_bytes: int | None
    peak_processes: int | None
    oom_kills: int | None = None


def usage(client: docker.APIClient, identity: str, *, root: Path = _ROOT) -> Usage:
    """Read a box's peaks: from the files where they can be seen, else from the engine's statistics."""
    memory, processes = _first(root, _MEMORY_PEAKS, identity), _first(root, _PROCESS_PEAKS, identity)
    if memory is None:
        memory = _from_engine(client, identity)
    return Usage(peak_memory_bytes=memory, peak_processes=processes, oom_kills=_oom_kills(root, identity))


def _oom_kills(root: Path, identity: str) -> int | None:
    """How many processes of the box the kernel ended for want of memory."""
    for pattern in _MEMORY_EVENTS:
        with contextlib.suppress(OSError, ValueError):
            lines = (root / pattern.format(id=identity)).read_text(encoding="ascii").splitlines()
            return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), None)
    return None


def _first(root: Path, patterns: tuple[str, ...], identity: str) -> int | None:
    for pattern in patterns:
        with contextlib.suppress(OSError, ValueError):
            return int((root / pattern.format(id=identity)).read_text(encoding="ascii"))
    return None


def _from_engine(client: docker.APIClient, identity: str) -> int | None:
    from docker.errors import APIError  # noqa: PLC0415 - docker-py is imported late everywhere

    try:
        return peak_of(client.stats(identity, stream=False, one_shot=True))
    except APIError:
        return None


def peak_of(statistics: dict[str, Any]) -> int | None:
    """Read the peak from the engine's statistics: version 1's ``max_usage``; what is in use now would be no peak."""
    value = (statistics.get("memory_stats") or {}).get("max_usage")
    return int(value) if value else None
