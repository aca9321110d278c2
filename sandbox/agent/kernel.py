"""What the kernel knows about this box, and the few switches of its that the agent throws.

Counters come from the control group's own files, which no process in the box can write: version 1 has one tree per
controller, version 2 a single one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import signal
import socket
import sys
import time

_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_DUMPABLE = 4
_PR_SET_CHILD_SUBREAPER = 36

_MEMORY_PEAK = ("/sys/fs/cgroup/memory.peak", "/sys/fs/cgroup/memory/memory.max_usage_in_bytes")
_MEMORY_EVENTS = ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control")
_PIDS_PEAK = ("/sys/fs/cgroup/pids.peak", "/sys/fs/cgroup/pids/pids.peak")
_PIDS_NOW = ("/sys/fs/cgroup/pids.current", "/sys/fs/cgroup/pids/pids.current")
_PIDS_EVENTS = ("/sys/fs/cgroup/pids.events", "/sys/fs/cgroup/pids/pids.events")


def set_dumpable(*, dumpable: bool) -> None:
    """Close (or open) ``/proc/<this>/mem`` and the like to processes of the same user."""
    _libc.prctl(_PR_SET_DUMPABLE, int(dumpable), 0, 0, 0)


def adopt_orphans() -> None:
    """Make this process the parent of whatever its descendants leave behind."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def prefer_as_victim() -> None:
    """Tell the kernel to end this process first when the box runs out of memory."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("1000")


def _read(paths: tuple[str, str]) -> str | None:
    for path in paths:
        with contextlib.suppress(OSError), open(path, encoding="ascii") as file:
            return file.read()
    return None


def _number(paths: tuple[str, str]) -> int | None:
    text = _read(paths)
    return int(text) if text is not None and text.strip().isdigit() else None


def _event(paths: tuple[str, str], key: str) -> int | None:
    for line in (_read(paths) or "").splitlines():
        name, _, count = line.partition(" ")
        if name == key and count.isdigit():
            return int(count)
    return None


def counters() -> dict[str, int | None]:
    """Peak memory, processes and refusals of the whole box so far; ``None`` where this kernel does not tell."""
    return {
        "memory_peak_bytes": _number(_MEMORY_PEAK),
        "oom_kills": _event(_MEMORY_EVENTS, "oom_kill"),
        "process_peak": _number(_PIDS_PEAK) or _number(_PIDS_NOW),
        "process_refusals": _event(_PIDS_EVENTS, "max"),
    }


def listening() -> list[str]:
    """Addresses at which processes of this box's user take TCP connections, as in ``127.0.0.1:8080``."""
    found = []
    for name, family in (("tcp", socket.AF_INET), ("tcp6", socket.AF_INET6)):
        with contextlib.suppress(OSError), open(f"/proc/self/net/{name}", encoding="ascii") as file:
            for line in file.readlines()[1:]:
                words = line.split()
                if words[3] == _LISTENS and int(words[7]) == os.getuid():
                    found.append(_address(words[1], family))
    return sorted(set(found))[:20]


def others(leader: int) -> int:
    """Processes of this box beside this one that have not ended; outside a box those of the leader's group."""
    in_box, count = alone_in_a_box(), 0
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                state, _, group, *_ = file.read().rpartition(") ")[2].split()
                count += state != "Z" and (in_box or int(group) == leader)
    return count


_LISTENS = "0A"


def _address(text: str, family: int) -> str:
    """Read what the kernel writes: the address as 32-bit words in the machine's own order, in hexadecimal."""
    address, _, port = text.partition(":")
    words = [int(address[at : at + 8], 16).to_bytes(4, sys.byteorder) for at in range(0, len(address), 8)]
    shown = socket.inet_ntop(family, b"".join(words))
    return f"[{shown}]:{int(port, 16)}" if ":" in shown else f"{shown}:{int(port, 16)}"


def alone_in_a_box() -> bool:
    """Whether killing every process that we may kill would only end processes of this box.

    Only as its first process and as an ordinary user. A test that runs the agent on a developer's machine, or in a
    development container, must never reach ``kill(-1)``.
    """
    return os.getpid() == 1 and os.getuid() != 0


def end_everything_else(leader: int | None) -> None:
    """Kill and reap every process of the box but this one and its init; outside a box only the leader's group."""
    in_box = alone_in_a_box()
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            if in_box:
                os.kill(-1, signal.SIGKILL)
            elif leader is not None:
                os.killpg(leader, signal.SIGKILL)
        except ProcessLookupError:
            pass
        except PermissionError as error:
            if error.errno != errno.EPERM:
                raise
        if not _reap():
            return
        time.sleep(0.0005)


def _reap() -> bool:
    """Collect ended children; true while any child is left."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True
