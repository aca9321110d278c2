"""Rounds of operations in rotating order, with the wall time and the whole machine's busy time of each."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NOISY = 2.0
"""A row whose slowest round took so many times its median is marked."""

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Operation:
    """Something to be timed. ``run`` gives what the gates look at; ``prepare`` goes before it, untimed."""

    name: str
    run: Callable[[], Any]
    prepare: Callable[[], None] | None = None


@dataclass(frozen=True)
class Sample:
    """One timed run: seconds of wall time, seconds that the machine's processors were busy, and what came of it."""

    wall_s: float
    cpu_s: float
    result: Any = field(repr=False, default=None)


def sample(operation: Operation) -> Sample:
    """Prepare, then time."""
    if operation.prepare is not None:
        operation.prepare()
    busy, began = busy_s(), time.perf_counter()
    result = operation.run()
    wall = time.perf_counter() - began
    return Sample(wall_s=wall, cpu_s=busy_s() - busy, result=result)


def rounds(operations: Sequence[Operation], *, count: int, report: Callable[[str], None]) -> dict[str, list[Sample]]:
    """Run everything once to warm up, then ``count`` rounds, each beginning with another operation."""
    taken: dict[str, list[Sample]] = {operation.name: [] for operation in operations}
    for number in range(count + 1):
        shift = number % len(operations)
        for operation in (*operations[shift:], *operations[:shift]):
            measured = sample(operation)
            if number:
                taken[operation.name].append(measured)
        report(f"round {number} of {count}" if number else "warmed up")
    return taken


def busy_s(stat: Path = Path("/proc/stat")) -> float:
    """Seconds that all processors together have worked since boot: everything but idle, waiting and stolen time."""
    numbers = [int(word) for word in stat.read_text(encoding="ascii").splitlines()[0].split()[1:9]]
    user, nice, system, _idle, _iowait, irq, softirq, _steal = numbers
    return (user + nice + system + irq + softirq) / _TICKS


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Spread:
    """A median with the least and the most."""

    median: float
    least: float
    most: float

    @property
    def noisy(self) -> bool:
        """Whether one round stands far out."""
        return self.most > NOISY * self.median


def spread(values: Sequence[float]) -> Spread:
    """Sum up some values."""
    return Spread(median=statistics.median(values), least=min(values), most=max(values))


def ratios(samples: Sequence[Sample], base: Sequence[Sample]) -> Spread:
    """Compare with another operation, pair by pair of the same round."""
    return spread([one.wall_s / other.wall_s for one, other in zip(samples, base, strict=True)])
