"""Which grader process a box belongs to, so that a sweep takes only what nobody owns any more.

The label reads ``<machine's boot id>/<pid>/<start time of that pid>``: a pid alone would be reused.
"""

from __future__ import annotations

import os
from pathlib import Path


def this_process() -> str:
    """Name the running process as the owner of what it starts."""
    return f"{_boot()}/{os.getpid()}/{_start_time(os.getpid())}"


def is_orphan(owner: str) -> bool:
    """Tell whether the owner is gone. An owner on another machine is never called gone from here."""
    boot, _, process = owner.partition("/")
    if boot != _boot():
        # A reboot of this machine ends every box, so a foreign boot id on a local engine means "before the reboot", but a
        # shared remote engine may serve graders elsewhere. Only a malformed label is nobody's.
        return not process
    pid, _, started = process.partition("/")
    return not pid.isdigit() or _start_time(int(pid)) != started


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return "unknown"


def _start_time(pid: int) -> str:
    """Clock ticks since boot at which a process started (field 22 of ``/proc/<pid>/stat``); empty where there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]
