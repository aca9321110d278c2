"""Rounds of operations in rotating order, with wall time and busy time of each: the whole machine's, and whose."""

from __future__ import annotations

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NOISY = 2.0
"""A row whose slowest round took so many times its median is marked."""

ENGINE = ("dockerd", "containerd")
"""The processes of an engine that stay, by name; what they wait for counts as theirs."""

ROUNDS = {"quick": 3, "": 7, "full": 15}
"""How many rounds for what `BENCH` says."""

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Operation:
    """Something to be timed. ``run`` gives what the gates look at; ``prepare`` goes before it, untimed."""

    name: str
    run: Callable[[], Any]
    prepare: Callable[[], None] | None = None


@dataclass(frozen=True)
class Sample:
    """One timed run: seconds of wall time, seconds that the machine's processors were busy, and what came of it.

    Of the busy seconds, ``engine_s`` are the engine's own and ``client_s`` those of the commands that were typed; the
    rest is boxes, their shims, the kernel, and whoever else is on the machine.
    """

    wall_s: float
    cpu_s: float
    result: Any = field(repr=False, default=None)
    engine_s: float = 0.0
    client_s: float = 0.0


def say(text: str) -> None:
    """Tell how far it is, apart from the report."""
    sys.stderr.write(f"{text}\n")


def sample(operation: Operation) -> Sample:
    """Prepare, then time."""
    if operation.prepare is not None:
        operation.prepare()
    engine, client = engine_s(), client_s()
    busy, began = busy_s(), time.perf_counter()
    result = operation.run()
    wall, busy = time.perf_counter() - began, busy_s() - busy
    # Of an engine that was started meanwhile nobody knows how much of its time was this operation's.
    spent = sum(seconds - engine[pid] for pid, seconds in engine_s().items() if pid in engine)
    return Sample(wall_s=wall, cpu_s=busy, result=result, engine_s=spent, client_s=client_s() - client)


def rounds(
    operations: Sequence[Operation], *, count: int, report: Callable[[str], None], warm_up: bool = True
) -> dict[str, list[Sample]]:
    """Run everything once to warm up, then ``count`` rounds, each beginning with another operation."""
    taken: dict[str, list[Sample]] = {operation.name: [] for operation in operations}
    for number in range(0 if warm_up else 1, count + 1):
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


def client_s() -> float:
    """CPU seconds of the commands that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def engine_s(processes: Path = Path("/proc")) -> dict[int, float]:
    """CPU seconds of each process of an engine on this machine since it started, and of the children it waited for."""
    found: dict[int, float] = {}
    for path in processes.glob("[0-9]*/stat"):
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        name, _, behind = text.partition("(")[2].rpartition(")")
        if name in ENGINE:
            # utime, stime, cutime and cstime, fields 14 to 17 of proc(5); two lie before the end of the name.
            found[int(path.parent.name)] = sum(map(int, behind.split()[11:15])) / _TICKS
    return found


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
