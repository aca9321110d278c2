"""What the benchmark ran on, and how its own traces are found."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.sandbox.docker import DockerSandbox

BENCH_LABEL = "grader.bench"
OWNER_LABEL = "grader.owner"


def facts(sandbox: DockerSandbox) -> dict[str, Any]:
    """Name the machine, the engine and the versions."""
    engine = sandbox.facts()
    versions = sandbox.client.version(api_version=False).get("Components", [])
    return {
        "kernel": engine.kernel,
        "cgroup_version": engine.cgroup_version,
        "engine": f"{engine.name} {engine.version}",
        "components": {part["Name"]: part["Version"] for part in versions},
        "processors": os.cpu_count(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "python": sys.version.split()[0],
        "machine": platform.machine(),
    }


def load() -> list[float]:
    """Give the load averages over 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()]


def evict(folders: Collection[Path]) -> None:
    """Ask the kernel to forget the content of files, which needs no privilege; what a process has mapped stays."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                _forget(path)


def _forget(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def leftovers(sandbox: DockerSandbox, processes: Collection[int]) -> list[str]:
    """List containers, volumes and processes of these sessions of ours; another grader's beside us are not ours."""
    client = sandbox.client
    boxes = client.containers(all=True)
    volumes = client.volumes()["Volumes"] or []
    found = [f"container {box['Names'][0]}" for box in boxes if is_ours(box["Labels"], processes)]
    found += [f"volume {volume['Name']}" for volume in volumes if is_ours(volume["Labels"], processes)]
    return found + [
        f"process {pid}" for pid, session in _sessions() if session in processes and session != os.getsid(0)
    ]


def is_ours(labels: dict[str, str] | None, processes: Collection[int]) -> bool:
    """Tell whether one of these processes started what has such labels, or this benchmark itself did."""
    labels = labels or {}
    # As sandbox/ownership.py writes it: boot, name space of numbers, number, start.
    owner = labels.get(OWNER_LABEL, "").split("/")[2:3]
    return labels.get(BENCH_LABEL) == str(os.getpid()) or any(owner == [str(pid)] for pid in processes)


def _sessions() -> Iterator[tuple[int, int]]:
    """Every process with its session (field 6 of its ``stat``)."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        yield int(stat.parent.name), int(text.rpartition(")")[2].split()[3])
