"""The bounds of intake."""

from __future__ import annotations

from typing import NamedTuple

MIB = 1 << 20


class IntakeLimits(NamedTuple):
    """What a submission may hold, and what reading it may cost; sizes in bytes, times in seconds."""

    file_bytes: int = 5 * MIB
    total_bytes: int = 50 * MIB
    entries: int = 5_000
    ratio: int = 100
    ratio_floor_bytes: int = MIB
    archive_bytes: int = 100 * MIB
    expanded_bytes: int = 256 * MIB
    headers: int = 100_000
    memory_bytes: int = 1024 * MIB
    cpu_s: int = 20
    wall_s: int = 60


def size_text(size: int) -> str:
    """Write a number of bytes as a person would."""
    return f"{size / MIB:,.0f} MiB" if size >= MIB else f"{size:,} bytes"
