"""What the bench is for: ratios of one run on one machine, each beside what is promised and what is hoped for.

A ratio is made round by round, of operations of one rotation. Nothing fails on it; the gates fail.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .batches import BATCH, BATCH_ALONE, COUNTS, IRREDUCIBLE, LOOP, ONE, ONE_BARE, ONE_COLD, PIPELINE, WITH, many
from .measuring import Sample, Spread, spread
from .operations import (
    A20,
    ANALYSIS,
    ANALYSIS_SERVED,
    BARE,
    COMMANDS,
    HARDENED_RUN,
    LOG,
    STARTS,
    WARM,
    named,
)
from .peers import OTTER
from .throughput import per_minute, per_minute_under_way

Taken = Mapping[str, Sequence[Sample]]
Values = list[float]


@dataclass(frozen=True)
class Goal:
    """A figure of ours, round by round, or ``why`` there is none; ``at_least`` where more is better."""

    id: str
    what: str
    promise: float
    moonshot: float
    at_least: bool
    values: tuple[float, ...] = ()
    why: str = ""

    @property
    def ours(self) -> Spread | None:
        """The median with the least and the most; ``None`` where it was not measured."""
        return spread(self.values) if self.values else None

    def reaches(self, bound: float) -> bool:
        """Tell whether the median keeps to a bound; never, where there is no median."""
        if self.ours is None:
            return False
        return self.ours.median >= bound if self.at_least else self.ours.median <= bound


def goals(taken: Taken, absent: Mapping[str, str] | None = None) -> list[Goal]:
    """Compute every goal that this run has the samples for; ``absent`` says of operations why they were not run."""
    return [_goal(taken, absent or {}, *row) for row in _ROWS]


def table(found: Sequence[Goal]) -> list[str]:
    """Rows of Markdown; a bound that the median keeps to is bold."""
    return ["| goal | what | ours | promise | moonshot |", "|---|---|---|---|---|", *map(_row, found)]


def record(found: Sequence[Goal]) -> list[dict[str, Any]]:
    """Give the goals as data, every round's ratio included."""
    return [
        {"id": each.id, "what": each.what, "values": each.values, "promise": each.promise, "moonshot": each.moonshot}
        | {"at_least": each.at_least, "why": each.why}
        for each in found
    ]


def _row(goal: Goal) -> str:
    sign = "≥" if goal.at_least else "≤"
    ours = f"not measured: {goal.why}" if goal.ours is None else _told(goal.ours)
    bounds = (f"{sign} {bound:g}" for bound in (goal.promise, goal.moonshot))
    shown = [
        f"**{text}**" if goal.reaches(bound) else text
        for text, bound in zip(bounds, (goal.promise, goal.moonshot), strict=True)
    ]
    return f"| {goal.id} | {goal.what} | {ours} | {' | '.join(shown)} |"


def _told(ours: Spread) -> str:
    return f"{'~ ' * ours.noisy}{ours.median:.2f} [{ours.least:.2f}, {ours.most:.2f}]"


def _goal(
    taken: Taken,
    absent: Mapping[str, str],
    name: str,
    what: str,
    bounds: tuple[float, float],
    compute: Callable[[Taken], Values],
) -> Goal:
    promise, moonshot = bounds
    values: tuple[float, ...] = ()
    why = ""
    try:
        values = tuple(compute(taken))
    except KeyError as missing:
        operation = missing.args[0]
        why = absent.get(operation, f"“{operation}” was not run")
    return Goal(name, what, promise, moonshot, moonshot > promise, values, why)


# ── Each of them ─────────────────────────────────────────────────────────────────────────────────


def _by(taken: Taken, one: str, other: str, of: Callable[[Sample], float], base: Callable[[Sample], float]) -> Values:
    """Compare a figure of one operation with one of another, round by round."""
    return [of(mine) / base(its) for mine, its in zip(taken[one], taken[other], strict=True)]


def _times(one: str, other: str) -> Callable[[Taken], Values]:
    return lambda taken: _by(taken, one, other, _wall, _wall)


def _rates(other: str) -> Callable[[Taken], Values]:
    """How many a minute a batch of ours that is under way grades, for one that another way does."""
    return lambda taken: _by(taken, named(BATCH, TEN), other, per_minute_under_way(2), per_minute(COUNTS["python"]))


def _wall(sample: Sample) -> float:
    return sample.wall_s


def _step(name: str) -> Callable[[Sample], float]:
    return lambda sample: float(sample.result["steps"][name])


def _of_irreducible(taken: Taken) -> Values:
    return _by(
        taken,
        named(BATCH, TEN),
        named(IRREDUCIBLE, WITH),
        lambda sample: sample.cpu_s / COUNTS["python"],
        lambda sample: sum(sample.result["irreducible_ms"].values()) / 1000,
    )


def _at_two_jobs(taken: Taken) -> Values:
    return _by(taken, named(BATCH, TEN), named(BATCH_ALONE, TEN), per_minute_under_way(2), per_minute_under_way(1))


def _java(taken: Taken) -> Values:
    """Compile and lint; a compiler that waits there is none of, so it counts as it is shipped."""
    compiled = taken[named(STARTS, "java")]
    rows = zip(compiled, taken[named(ANALYSIS_SERVED, "java")], taken[named(ANALYSIS, "java")], strict=True)
    return [
        (starts.result["starts_ms"]["compile one file, as shipped"] / 1000 + served.wall_s)
        / (starts.result["starts_ms"]["compile one file, plain javac"] / 1000 + fresh.wall_s)
        for starts, served, fresh in rows
    ]


def _ours_of_a_long_grade(taken: Taken) -> Values:
    """The share that is not the cases' own time, as they take it with nothing around them."""
    pairs = zip(taken[named(WARM, LOG)], taken[named(BARE, LOG)], strict=True)
    return [1 - bare.result["took_s"] / grade.wall_s for grade, bare in pairs]


TEN = many("python")
_ROWS: tuple[tuple[str, str, tuple[float, float], Callable[[Taken], Values]], ...] = (
    (
        "M1",
        "grades a minute, 2 jobs, under way / `docker run` pytest with no analysis, 2 at a time",
        (1.0, 1.5),
        _rates(named(LOOP, TEN)),
    ),
    ("M2", "the same / otter-grader at its default", (5, 8), _rates(OTTER)),
    ("M3", "the same / `docker run` pytest, then pylint and radon", (6, 10), _rates(named(PIPELINE, TEN))),
    ("M4", "a warm `grade run` / a bare run", (1.0, 0.5), _times(named(ONE, WITH), named(ONE_BARE, WITH))),
    ("M5", "a cold `grade run` / a bare run", (4, 2.5), _times(named(ONE_COLD, WITH), named(ONE_BARE, WITH))),
    ("M6", "CPU of a grade in a batch / irreducible CPU", (3, 1.8), _of_irreducible),
    (
        "M7",
        "exam, boxes started for it / hardened `docker run true`",
        (0.5, 0.25),
        lambda taken: _by(taken, named(WARM, A20), HARDENED_RUN, _step("exam"), _wall),
    ),
    (
        "M8",
        "analysis by all tools in a box that has seen others / command lines of pylint and radon",
        (0.1, 0.06),
        _times(named(ANALYSIS_SERVED, "python"), named(COMMANDS, "python")),
    ),
    ("M9", "grades a minute, under way, at 2 jobs / at 1 job", (1.6, 1.85), _at_two_jobs),
    (
        "M10",
        "ten by `grade batch`, its start included / `docker run` pytest, 2 at a time",
        (1.8, 1.2),
        _times(named(BATCH, TEN), named(LOOP, TEN)),
    ),
    (
        "M11",
        "Java: a file compiled, a project analysed, as in a batch / plain javac, a fresh box",
        (0.2, 0.1),
        _java,
    ),
    (
        "M11",
        "Node: a project analysed in a box that has seen others / in a fresh one",
        (0.2, 0.1),
        _times(named(ANALYSIS_SERVED, "node"), named(ANALYSIS, "node")),
    ),
    (
        "M12",
        "the share of a long grade, without analysis, that is not its cases' own",
        (0.2, 0.1),
        _ours_of_a_long_grade,
    ),
    (
        "M13",
        "two hardened boxes / one plain container, the exam alone",
        (1.0, 0.35),
        lambda taken: _by(taken, named(WARM, A20), named(BARE, A20), _step("exam"), _wall),
    ),
)
