"""The first screen: does it run, what is met, what fails, where to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.model import Grade, Outcome, Verdict
from grader.reporting import words
from grader.reporting.html_parts import CriterionPart, Cut, Piece, RequirementPart
from grader.reporting.text import line
from grader.reporting.words import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.reporting.html_figures import Bar
    from grader.reporting.html_growth import Plot

_LIMITS = frozenset(
    {
        Verdict.TIME_LIMIT_EXCEEDED,
        Verdict.OUTPUT_LIMIT_EXCEEDED,
        Verdict.PROCESS_LIMIT_EXCEEDED,
        Verdict.MEMORY_LIMIT_EXCEEDED,
    }
)
_FAILING_NAMED = 4


@dataclass(frozen=True, slots=True)
class Glance:
    """Four answers, each short enough to be read standing."""

    runs: str
    runs_more: str
    met: str
    met_more: str
    failing: Cut[RequirementPart]
    look: Sequence[Piece]


def glance(
    grade: Grade,
    requirements: Sequence[RequirementPart],
    criteria: Sequence[CriterionPart],
    bars: Sequence[Bar],
    plots: Sequence[Plot],
    code: Piece | None,
) -> Glance:
    """Draw the four answers from what the page shows in full below."""
    void = grade.verdict is Verdict.JUDGE_ERROR
    unmet = [each for each in requirements if each.state in {State.PARTLY, State.NOT_MET}]
    return Glance(
        *_runs(grade),
        *(("Not known", "A void run proves nothing, in either direction.") if void else _met(requirements)),
        failing=Cut.of([] if void else unmet, _FAILING_NAMED),
        look=[Piece("What went wrong on our side", "provenance")]
        if void
        else [
            *_look(grade, unmet, bars, plots),
            *([code] if code else []),
            *(() if grade.review else _yours(criteria)),
        ],
    )


def _runs(grade: Grade) -> tuple[str, str]:
    cases = [case for _, case in words.cases(grade)]
    if grade.verdict is Verdict.JUDGE_ERROR:
        return "Not known", "The run broke off on our side."
    if grade.verdict is Verdict.COMPILE_ERROR:
        return "No", "It does not build."
    if not cases:
        return "Not known", "No hidden case reported."
    crashed = sum(case.verdict is Verdict.RUN_TIME_ERROR for case in cases)
    stopped = sum(case.verdict in _LIMITS for case in cases)
    if crashed == len(cases):
        return "No", f"{words.count(crashed, 'case')}, and it crashed in every one."
    skipped = sum(case.outcome is Outcome.SKIPPED for case in cases)
    return "Yes", _told(len(cases) - skipped, crashed, stopped)


def _told(ran: int, crashed: int, stopped: int) -> str:
    troubles = [f"crashed in {crashed:,}"] * bool(crashed) + [f"stopped by a limit in {stopped:,}"] * bool(stopped)
    told = " and ".join(troubles) if troubles else "none crashed or hit a limit"
    return f"{words.count(ran, 'case')} ran: {told}."


def _met(requirements: Sequence[RequirementPart]) -> tuple[str, str]:
    met = [each for each in requirements if each.state is State.MET]
    points = sum(each.result.points for each in met)
    total = sum(each.result.points for each in requirements)
    unknown = sum(each.state is State.NOT_ASSESSED for each in requirements)
    more = f" {unknown} not assessed." if unknown else ""
    return (
        f"{len(met)} of {words.count(len(requirements), 'requirement')}",
        f"Worth {points} of {words.count(total, 'point')}.{more}",
    )


def _look(
    grade: Grade, unmet: Sequence[RequirementPart], bars: Sequence[Bar], plots: Sequence[Plot]
) -> Iterator[Piece]:
    if grade.flags:
        yield Piece(words.count(len(grade.flags), "integrity flag"), "flags")
    for part in sorted((each for each in unmet if each.failing), key=lambda each: -each.result.points)[:1]:
        first = part.failing[0]
        yield Piece(f"{line(part.result.id, 20)}: {line(first.case.title, 90)}", first.anchor)
    for each in plots:
        if each.outcome is Outcome.FAILED:
            yield Piece(f"Growth: {line(each.series.label, 60)}", each.anchor)
    for bar in bars:
        if bar.near:
            yield Piece(f"{bar.name}: {bar.used} of {bar.limit}", "resources")


def _yours(criteria: Sequence[CriterionPart]) -> Iterator[Piece]:
    open_ = [line(each.result.title, 60) for each in criteria if each.result.proposed_level is None]
    if open_:
        yield Piece(f"Yours alone to judge: {', '.join(open_)}", "criteria")
