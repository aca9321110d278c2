"""The small drawings, in percent: what was used of each limit, and where the time went."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.reporting import words
from grader.reporting.text import line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.model import Grade, Step
    from grader.reporting.html_parts import CasePart

_NEAR = 0.9
_NARROWEST = 0.5
_SLOWEST = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of a limit was used; ``used`` is empty where nobody measured."""

    name: str
    used: str
    limit: str
    percent: float
    near: bool


@dataclass(frozen=True, slots=True)
class Span:
    """One step of the run on its time line."""

    name: str
    took: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class SlowCase:
    """A case beside the time that one may take."""

    title: str
    anchor: str
    took: str
    percent: float
    near: bool


def slowest(grade: Grade, cases: Sequence[CasePart]) -> Sequence[SlowCase]:
    """The cases that took longest, where there are enough of them for the question to arise."""
    limit = grade.provenance.limits.per_test_s
    ordered = sorted(cases, key=lambda each: -each.case.duration_s)[:_SLOWEST]
    if len(cases) <= _SLOWEST or limit <= 0:
        return []
    return [
        SlowCase(
            title=line(each.case.title, 120),
            anchor=each.anchor,
            took=words.seconds(each.case.duration_s),
            percent=_percent(each.case.duration_s / limit),
            near=each.case.duration_s / limit >= _NEAR,
        )
        for each in ordered
    ]


def bars(grade: Grade) -> Sequence[Bar]:
    """Compare use and limit for the four resources that a submission can run out of."""
    used, limits = grade.measured, grade.provenance.limits
    return (
        _bar("Wall time", used.wall_time_s, limits.wall_time_s, words.seconds),
        _bar("Memory, peak", used.peak_memory_bytes, limits.memory_bytes, words.size),
        _bar("Processes, peak", used.peak_processes, limits.processes, words.number),
        _bar("Output", used.output_bytes, limits.output_bytes, words.size),
    )


def _bar(name: str, used: float | None, limit: float, spell: Callable[[float], str]) -> Bar:
    if used is None:
        return Bar(name, "", spell(limit), 0.0, near=False)
    share = used / limit if limit > 0 and math.isfinite(used) else 0.0
    return Bar(name, spell(used), spell(limit), _percent(share), near=share >= _NEAR)


def spans(grade: Grade) -> Sequence[Span]:
    """Each step where it lies between the first one's start and the last one's end."""
    steps = grade.provenance.steps
    whole = max((step.started_s + step.duration_s for step in steps), default=0.0) or 1.0
    return [_span(step, whole) for step in steps]


def _span(step: Step, whole: float) -> Span:
    # A step too short to be drawn is still one that ran.
    width = max(_NARROWEST, _percent(step.duration_s / whole))
    start = min(_percent(step.started_s / whole), 100 - width)
    return Span(step.name, words.seconds(step.duration_s), start, width)


def _percent(share: float) -> float:
    return round(100 * min(1.0, max(0.0, share)), 2)
