"""The tables: ratios first, absolute times beside them for orientation only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from . import goals, throughput
from .limits import Stopped
from .measuring import Sample, Spread, ratios, spread
from .operations import (
    A20,
    ANALYSED,
    ANALYSIS,
    ANALYSIS_AHEAD,
    ANALYSIS_SERVED,
    BARE,
    BARE_QUICK,
    COLD,
    COMMANDS,
    EMPTY_BOX,
    EMPTY_RUN,
    HELP,
    IN_OTHERS,
    LOG,
    LRU,
    OPEN,
    RENDER,
    REPORT,
    SHORTENER,
    STARTED,
    STARTS,
    VERSION,
    WARM,
    WHOLE,
    named,
)
from .pages import CASES, FILES, LINES

HEADLINES = (
    (named(WARM, A20), named(BARE, A20)),
    (named(WARM, A20), named(BARE_QUICK, A20)),
    (named(COLD, A20), named(BARE, A20)),
    (named(WHOLE, A20), named(BARE, A20)),
    (named(COLD, A20), named(WARM, A20)),
    (named(WARM, LRU), named(BARE, LRU)),
    (named(WARM, LOG), named(BARE, LOG)),
    (named(BARE_QUICK, A20), named(BARE, A20)),
    (named(WARM, A20), EMPTY_BOX),
    (EMPTY_BOX, EMPTY_RUN),
    (VERSION, named(BARE, A20)),
    (HELP, named(BARE, A20)),
    (REPORT, named(BARE, A20)),
    *((named(WARM, subject.name), named(WARM, A20)) for subject in IN_OTHERS.values()),
    (named(ANALYSIS, "python"), named(COMMANDS, "python")),
    (named(ANALYSIS_AHEAD, "python"), named(COMMANDS, "python")),
    (named(ANALYSIS_SERVED, "python"), named(COMMANDS, "python")),
    *((named(ANALYSIS_AHEAD, language), named(ANALYSIS, language)) for language in ANALYSED),
    *((named(ANALYSIS_SERVED, language), named(ANALYSIS, language)) for language in ANALYSED),
    (named(RENDER, "large"), named(RENDER, "small")),
    (named(OPEN, "large"), named(OPEN, "small")),
)

COLD_MEANS = (
    "Warm: images built, the client has run before. Cold: the first grade after installation, images built: a fresh "
    "copy of the checkout, compiled as an installation compiles it, and every file of the copy, of the virtual "
    "environment and of Python's library that no running process has mapped dropped from the page cache "
    "(posix_fadvise). The engine's own cache stays."
)

GOALS_MEAN = (
    "Goals are bounds on the median of ratios, round by round; one that is kept to is bold. All that is ours includes "
    "the analysis by every tool unless it says otherwise; plain pytest and otter-grader look at no code."
)


def markdown(
    *,
    facts: Mapping[str, Any],
    loads: Sequence[Sequence[float]],
    taken: Mapping[str, Sequence[Sample]],
    batches: Mapping[str, Sequence[Sample]],
    reached: Sequence[goals.Goal],
    hostile: Sequence[Stopped],
    broken: Sequence[str],
) -> str:
    """Write the whole report; ``batches`` are the operations that had rounds of their own."""
    count = f"{len(next(iter(taken.values())))} rounds, of batches {len(next(iter(batches.values())))},"
    return "\n".join(
        [
            "# What a grade costs",
            "",
            _conditions(facts, loads, count),
            "",
            COLD_MEANS,
            "",
            *goals.table(reached),
            "",
            GOALS_MEAN,
            "",
            *throughput.tables(batches),
            "",
            "| ratio of wall times, pair by pair | |",
            "|---|---|",
            *(_ratio(taken, one, other) for one, other in HEADLINES),
            "",
            "| operation | wall ms | machine busy, CPU ms |",
            "|---|---|---|",
            *(_row(name, samples) for name, samples in (*taken.items(), *batches.items())),
            "",
            *_starts(taken),
            "",
            *_pages(taken),
            "",
            *_steps(taken),
            "",
            "| hostile submission | verdict | ms from the limit (or the call) to the verdict | ms on to no box left |",
            "|---|---|---|---|",
            *_stopped(hostile),
            "",
            *(["Gates that FAIL:", *(f"- {text}" for text in broken)] if broken else ["Every gate holds."]),
            "",
        ]
    )


def _conditions(facts: Mapping[str, Any], loads: Sequence[Sequence[float]], count: str) -> str:
    return (
        f"{facts['engine']}, cgroup v{facts['cgroup_version']}, kernel {facts['kernel']}, {facts['processors']} "
        f"processors, Python {facts['python']}. {count} in rotating order, median [least, most]. Load "
        f"{loads[0][0]} at the start, {loads[-1][0]} at the end. Compare ratios only; a row marked ~ is noisy."
    )


def _ratio(taken: Mapping[str, Sequence[Sample]], one: str, other: str) -> str:
    found = ratios(taken[one], taken[other])
    return f"| {one} / {other} | {'~ ' * found.noisy}{found.median:.2f} [{found.least:.2f}, {found.most:.2f}] |"


def _row(name: str, samples: Sequence[Sample]) -> str:
    wall, busy = spread([each.wall_s for each in samples]), spread([each.cpu_s for each in samples])
    return f"| {name} | {'~ ' * wall.noisy}{_ms(wall)} | {_ms(busy)} |"


def _ms(found: Spread) -> str:
    return f"{found.median * 1000:.0f} [{found.least * 1000:.0f}, {found.most * 1000:.0f}]"


def _steps(taken: Mapping[str, Sequence[Sample]]) -> list[str]:
    """Where the time of a grade goes, in milliseconds, a column for each subject."""
    columns = (named(WARM, A20), named(COLD, A20), named(WARM, LRU), named(WARM, LOG), named(WARM, SHORTENER))
    spans = [[_spans(each) for each in taken[column]] for column in columns]
    rows = [
        [name, *(_ms(spread([each.get(name, 0.0) for each in column])) for column in spans)] for name in spans[0][0]
    ]
    table = [["step, ms", *columns], ["---"] * (1 + len(columns)), *rows]
    return ["| " + " | ".join(row) + " |" for row in table]


def _pages(taken: Mapping[str, Sequence[Sample]]) -> list[str]:
    """What a report weighs, small and large: the sizes are the same in every round."""
    rows = [
        (size, taken[named(RENDER, size)][0].result["bytes"], taken[named(OPEN, size)][0].result["elements"])
        for size in ("small", "large")
    ]
    return [
        f"report.html: large is {CASES:,} cases and {FILES * LINES:,} lines of code",
        "",
        "| report.html | KiB | elements |",
        "|---|---|---|",
        *(f"| {size} | {weight / 1024:,.0f} | {elements:,} |" for size, weight, elements in rows),
    ]


def _spans(measured: Sample) -> dict[str, float]:
    """The steps of one grade by its own account, and what lies between that and the client's wall time."""
    result = measured.result
    steps = dict(result["steps"])
    within = sum(duration for name, duration in steps.items() if name.startswith("exam: "))
    exam = steps.pop("exam")
    counted = sum(duration for name, duration in steps.items() if not name.startswith("exam: ")) + exam
    steps["exam: the rest (sweep)"] = exam - within
    steps["between the steps"] = result["until_graded_s"] - counted
    steps["start of the client, reports, exit"] = measured.wall_s - result["until_graded_s"]
    return steps


def _stopped(hostile: Sequence[Stopped]) -> list[str]:
    kinds = dict.fromkeys(each.kind for each in hostile)
    rows = []
    for kind in kinds:
        mine = [each for each in hostile if each.kind == kind]
        verdicts = ", ".join(sorted({each.verdict for each in mine}))
        until, gone = spread([each.verdict_after_s for each in mine]), spread([each.gone_after_s for each in mine])
        rows.append(f"| {kind} | {verdicts} | {_ms(until)} | {_ms(gone)} |")
    return rows


def _starts(taken: Mapping[str, Sequence[Sample]]) -> list[str]:
    """What a start costs in each language, and what it would cost without the lever that was pulled."""
    rows = ["| start, inside the image | ms, median of the rounds |", "|---|---|"]
    for language in STARTED:
        rounds = [sample.result["starts_ms"] for sample in taken[named(STARTS, language)]]
        rows += [f"| {language}: {what} | {median(each[what] for each in rounds):.0f} |" for what in rounds[0]]
    return rows
