"""Which grader process a box belongs to, so that a sweep takes only what nobody owns any more.

The label reads ``<boot id>/<pid namespace>/<pid>/<start time of that pid>``: a pid alone would be reused, and means
another process in another container of the same machine.
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

FORGOTTEN_S = 3600.0
"""A box of an owner that cannot be looked up is swept once it has ended and is as old as this."""


class Owner(StrEnum):
    """What can be said of an owner from here."""

    ALIVE = "alive"
    GONE = "gone"
    ELSEWHERE = "elsewhere"


def this_process() -> str:
    """Name the running process as the owner of what it starts."""
    return f"{_here()}/{os.getpid()}/{_start_time(os.getpid())}"


def look_up(owner: str) -> Owner:
    """Tell whether an owner still runs; one of another boot, machine or container cannot be seen from here."""
    here, _, process = owner.rpartition("/")[0].rpartition("/")
    started = owner.rpartition("/")[2]
    if here != _here():
        return Owner.ELSEWHERE
    return Owner.ALIVE if process.isdigit() and _start_time(int(process)) == started else Owner.GONE


def is_orphan(owner: str, *, running: bool, age_s: float) -> bool:
    """Decide whether a box, or a volume, may be swept.

    What still runs elsewhere is left alone: its stdin closes when its owner ends, so it will not run for long.
    """
    state = look_up(owner)
    return state is Owner.GONE or (state is Owner.ELSEWHERE and not running and age_s > FORGOTTEN_S)


def _here() -> str:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}/{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return "unknown/0"


def _start_time(pid: int) -> str:
    """Clock ticks since boot at which a process started (22nd field of its ``stat``); empty for one that has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    # A zombie has ended; only its parent has not looked yet, and in a container without an init it never will.
    return "" if fields[0] in "ZX" else fields[19]
