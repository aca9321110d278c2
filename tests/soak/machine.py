"""What a soak may not leave: memory, disk, boxes, volumes, processes, open files, threads."""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox import ownership
from grader.sandbox.docker import OWNER_LABEL, DockerSandbox

ENGINE = ("dockerd", "containerd")
FIRST_BOX_USER = 100_000
MEMORY_ROOM_BYTES = 96 << 20
"""How much more the engine or this process may hold at the end: garbage collectors give back late."""

FILES_ROOM = 24
"""Connections to the engine that its client keeps for the next question."""


@dataclass(frozen=True)
class Snapshot:
    """A moment's figures; counts of boxes and volumes are those of this process."""

    memory_bytes: int
    engine_memory_bytes: int
    layers_bytes: int
    images: int
    boxes: int
    volumes: int
    orphans: int
    temporary: int
    open_files: int
    threads: int


def snapshot(sandbox: DockerSandbox) -> Snapshot:
    """Look at everything once."""
    orphans = len(list(_orphans(sandbox)))
    usage = sandbox.client.df()
    mine = ownership.this_process()
    label = {"label": f"{OWNER_LABEL}={mine}"}
    return Snapshot(
        memory_bytes=_resident(os.getpid()),
        engine_memory_bytes=sum(_resident(pid) for pid, name in _processes() if name in ENGINE),
        layers_bytes=int(usage.get("LayersSize") or 0),
        images=len(usage.get("Images") or []),
        boxes=len(sandbox.client.containers(all=True, filters=label)),
        volumes=len(sandbox.client.volumes(filters=label)["Volumes"] or []),
        orphans=orphans,
        temporary=sum(1 for _ in Path(tempfile.gettempdir()).glob("grade*")),
        open_files=len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - names alone
        threads=threading.active_count(),
    )


def left(before: Snapshot, after: Snapshot) -> list[str]:
    """Say what has not come back to where it was."""
    grown = [
        f"{name}: {getattr(before, name)} before, {getattr(after, name)} after"
        for name in ("boxes", "volumes", "orphans", "temporary", "threads")
        if getattr(after, name) > getattr(before, name)
    ]
    grown += [
        f"{name}: {getattr(before, name) >> 20} MiB before, {getattr(after, name) >> 20} MiB after"
        for name in ("memory_bytes", "engine_memory_bytes")
        if getattr(after, name) > getattr(before, name) + MEMORY_ROOM_BYTES
    ]
    if after.open_files > before.open_files + FILES_ROOM:
        grown.append(f"open_files: {before.open_files} before, {after.open_files} after")
    return grown


def _orphans(sandbox: DockerSandbox) -> Iterator[int]:
    """Processes with a user of a box, in a container that the engine does not know any more."""
    inside = [(pid, identity) for pid, _ in _processes() if (identity := _box_of(pid))]
    known = {box["Id"] for box in sandbox.client.containers(all=True)}
    for pid, identity in inside:
        # One that has ended meanwhile was only about to.
        if identity not in known and _box_of(pid) == identity:
            yield pid


def _box_of(pid: int) -> str:
    with suppress(OSError):
        if Path(f"/proc/{pid}").stat().st_uid >= FIRST_BOX_USER:
            found = re.search(r"docker[/-]([0-9a-f]{64})", Path(f"/proc/{pid}/cgroup").read_text(encoding="utf-8"))
            return found.group(1) if found else ""
    return ""


def _processes() -> Iterator[tuple[int, str]]:
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            yield int(entry.name), (entry / "comm").read_text(encoding="utf-8").strip()


def _resident(pid: int) -> int:
    with suppress(OSError):
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0
