"""How many a minute, and whose the CPU time is: the tables of batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from grader.checks.quality.servers import WORTH_IT

from .batches import BATCH, BATCH_ALONE, COUNTS, IRREDUCIBLE, JOBS, LOOP, PIPELINE, WITH, many
from .measuring import Sample, spread
from .operations import named

ROWS = (
    (named(LOOP, many("python")), COUNTS["python"], 0),
    (named(PIPELINE, many("python")), COUNTS["python"], 0),
    (named(BATCH_ALONE, many("python")), COUNTS["python"], 1),
    *((named(BATCH, many(language)), count, JOBS) for language, count in COUNTS.items()),
)
"""Operations over many submissions, of how many, and with how many jobs of ours."""


def per_minute(count: int) -> Callable[[Sample], float]:
    """Count so many submissions by the minute, from the call to its end."""
    return lambda sample: 60 * count / sample.wall_s


def per_minute_under_way(jobs: int) -> Callable[[Sample], float]:
    """Count a batch by the minute from when a server may have analysed one for each job: nothing is cold then."""
    cold = WORTH_IT + jobs

    def counted(sample: Sample) -> float:
        ended: Sequence[float] = sample.result["ended_s"]
        return 60 * (len(ended) - cold) / (ended[-1] - ended[cold - 1])

    return counted


def tables(taken: Mapping[str, Sequence[Sample]]) -> list[str]:
    """Throughput, whose the CPU time is, and the work that no grade can do without."""
    return [
        f"| {JOBS} at a time where nothing else is said | a minute, all told | a minute, once under way |",
        "|---|---|---|",
        *(_rates(taken, *row) for row in ROWS),
        "",
        "| CPU ms a submission | machine busy | dockerd, containerd | commands typed | boxes, shims, kernel, others |",
        "|---|---|---|---|---|",
        *(_split(taken, name, count) for name, count, _ in ROWS),
        "",
        _irreducible(taken[named(IRREDUCIBLE, WITH)]),
    ]


def _rates(taken: Mapping[str, Sequence[Sample]], name: str, count: int, jobs: int) -> str:
    whole = _told([per_minute(count)(each) for each in taken[name]])
    under_way = _told([per_minute_under_way(jobs)(each) for each in taken[name]]) if jobs else ""
    return f"| {name} | {whole} | {under_way} |"


def _told(values: Sequence[float]) -> str:
    found = spread(values)
    return f"{found.median:.1f} [{found.least:.1f}, {found.most:.1f}]"


def _split(taken: Mapping[str, Sequence[Sample]], name: str, count: int) -> str:
    """Medians of each part by itself, which therefore need not add up to the median of the whole."""
    parts = [
        [each.cpu_s for each in taken[name]],
        [each.engine_s for each in taken[name]],
        [each.client_s for each in taken[name]],
        [each.cpu_s - each.engine_s - each.client_s for each in taken[name]],
    ]
    return f"| {name} | {' | '.join(f'{median(part) * 1000 / count:.0f}' for part in parts)} |"


def _irreducible(samples: Sequence[Sample]) -> str:
    rounds = [each.result["irreducible_ms"] for each in samples]
    parts = ", ".join(f"{part} {median(each[part] for each in rounds):.0f}" for part in rounds[0])
    return (
        f"Irreducible CPU ms of one submission ({WITH}): {parts}; together {_told([sum(r.values()) for r in rounds])}."
    )
