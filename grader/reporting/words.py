"""The words that all formats share, so that page, terminal and CI say the same thing in the same way."""

from __future__ import annotations

import math
from collections import Counter
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from grader.model import (
    Case,
    Exhibit,
    Grade,
    Outcome,
    OwnTest,
    OwnTests,
    OwnTestsState,
    RequirementResult,
    SeededBugs,
    Suite,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROPOSAL = "the machine's proposal, the reviewer decides"
OWN_WORD = "the candidate's own word"
DEPENDENCIES = {
    "none": "none wanted",
    "built in": "from the image's built-in set",
    "cached": "resolved from the configured registry, earlier",
    "resolved": "resolved from the configured registry",
}
VOID = (
    "Something failed on our side. This run says nothing about the submission and costs the candidate nothing. "
    "Run it again; if the suite itself failed, tell the challenge's author."
)

_EXPLAINED = {
    Verdict.ACCEPTED: ("accepted", "Every hidden case that ran gave the asked answer within its limits."),
    Verdict.WRONG_ANSWER: ("wrong answer", "It runs, but not every answer is the asked one."),
    Verdict.RUN_TIME_ERROR: ("run-time error", "The program crashed where an answer was asked."),
    Verdict.TIME_LIMIT_EXCEEDED: ("time limit exceeded", "The program was stopped because it took too long."),
    Verdict.OUTPUT_LIMIT_EXCEEDED: ("output limit exceeded", "The program wrote more than the challenge allows."),
    Verdict.PROCESS_LIMIT_EXCEEDED: ("process limit exceeded", "The program started too many processes."),
    Verdict.MEMORY_LIMIT_EXCEEDED: ("memory limit exceeded", "The program asked for more memory than it may use."),
    Verdict.COMPILE_ERROR: ("compile error", "The submission does not build, so no case could run."),
    Verdict.JUDGE_ERROR: ("judge error", VOID),
}
LEVEL_NAMES = {1: "not yet", 2: "partial", 3: "meets the bar", 4: "strong"}
_LANGUAGES = {"python": "Python", "java": "Java", "node": "Node.js"}
_KIB = 1024
_MINUTE = 60
_DAY_HOURS = 24
_MINUTES_FROM = 99.5


class State(StrEnum):
    """How far a requirement is fulfilled."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not met"
    NOT_ASSESSED = "not assessed"


def state(result: RequirementResult) -> State:
    """Tell the four apart; where no case counts, nothing is known, which is not a failure."""
    if result.met is None:
        return State.NOT_ASSESSED
    if result.met:
        return State.MET
    return State.PARTLY if result.passed else State.NOT_MET


def state_words(result: RequirementResult) -> str:
    """As in ``partly (3 of 5)``."""
    known = state(result)
    return f"{known} ({result.passed} of {result.total})" if known is State.PARTLY else str(known)


def verdict(value: Verdict) -> str:
    """Spell a verdict as one would say it."""
    return _EXPLAINED[value][0]


def reason(grade: Grade) -> str:
    """Give the verdict's own reason, or what the verdict means where none was given."""
    return grade.verdict_reason or _EXPLAINED[grade.verdict][1]


def language(name: str) -> str:
    """Spell a language as its makers do."""
    return _LANGUAGES.get(name, name)


def number(value: float) -> str:
    """One decimal where it says something; never a bare ``nan``."""
    return f"{value:,.1f}".removesuffix(".0") if math.isfinite(value) else "not a number"


def score(value: float | None) -> str:
    """As in ``72.5 of 100``."""
    return "void" if value is None else f"{number(value)} of 100"


def count(amount: int, noun: str) -> str:
    """As in ``1 case`` and ``1,204 cases``; every noun of ours takes a plain s."""
    return f"{amount:,} {noun}{'' if amount == 1 else 's'}"


def seconds(value: float) -> str:
    """Round a duration to about three figures, in the unit a reader would choose."""
    if not math.isfinite(value):
        return "not a number"
    if value < 1:
        return f"{value * 1000:.2g} ms" if value < 0.01 else f"{value * 1000:.0f} ms"  # noqa: PLR2004 (10 ms)
    if value < _MINUTES_FROM:
        return f"{value:.3g} s"
    return f"{int(value) // _MINUTE} min {int(value) % _MINUTE} s"


def elapsed(value_s: float) -> str:
    """Round a span of work to the unit that one would name: minutes, hours or days."""
    minutes = value_s / _MINUTE
    if minutes < 1.5 * _MINUTE:
        return count(max(1, round(minutes)), "minute")
    hours = minutes / _MINUTE
    return count(round(hours), "hour") if hours < 2 * _DAY_HOURS else count(round(hours / _DAY_HOURS), "day")


def moment(value: str) -> str:
    """Shorten a time stamp to the minute; what is none stays as it is."""
    try:
        return f"{datetime.fromisoformat(value).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return value


def size(amount: float) -> str:
    """Bytes in binary units."""
    for unit in ("B", "KiB", "MiB"):
        if abs(amount) < _KIB:
            return f"{number(amount)} {unit}"
        amount /= _KIB
    return f"{number(amount)} GiB"


def cases(grade: Grade) -> Iterator[tuple[Suite, Case]]:
    """All cases with the suite they belong to, in the order in which they ran."""
    return ((suite, case) for suite in grade.suites for case in suite.cases)


def is_failing(case: Case | OwnTest) -> bool:
    """Failed, or broken off before it could be judged: a reader has to look at both."""
    return case.outcome in {Outcome.FAILED, Outcome.ERROR}


# ── The candidate's own tests ────────────────────────────────────────────────────────────────────


def own_tests(own: OwnTests) -> str:
    """All in one line: what there is, how it ended, what it covers and what it catches."""
    if own.state is not OwnTestsState.RAN:
        return own_tests_found(own)
    parts = [f"{own_tests_found(own)}: {own_tests_outcomes(own)}"]
    parts += [f"{count(len(own.flaky), 'test')} flaky"] if own.flaky else []
    parts += [f"covers {own_tests_coverage(own)}"] if own.coverage is not None else []
    parts += [f"seeded bugs: {seeded_bugs(own.seeded)}"] if own.seeded is not None else []
    return "; ".join(parts)


def own_tests_found(own: OwnTests) -> str:
    """As in ``24 tests with pytest``."""
    if own.state is OwnTestsState.NONE:
        return "No tests found"
    if own.state is OwnTestsState.NOT_RUN:
        return f"Tests found, but not run{f' ({own.framework})' if own.framework else ''}"
    return f"{count(len(own.tests) + own.left_out, 'test')} with {own.framework}"


def own_tests_outcomes(own: OwnTests) -> str:
    """As in ``23 passed, 1 failed``."""
    told = [f"{amount:,} {outcome}" for outcome in Outcome if (amount := own.count(outcome))]
    return ", ".join(told) if told else "none reported"


def own_tests_repeats(own: OwnTests) -> str:
    """Whether the runs agree."""
    if own.runs == 1:
        return "one run only, so nothing is known of flaky tests"
    return f"{own.runs} runs, " + (f"{count(len(own.flaky), 'test')} ended differently" if own.flaky else "all alike")


def own_tests_coverage(own: OwnTests) -> str:
    """As in ``91 % of lines, 80 % of branches``."""
    if own.coverage is None:
        return "not measured"
    branches = sum(file.covered_branches for file in own.coverage), sum(file.branches for file in own.coverage)
    return f"{share(*own.lines)} of lines, {share(*branches)} of branches"


def percent(share: float) -> str:
    """Write a share; only what is whole is 100%."""
    return f"{math.floor(100 * share)}%"


def share(part: int, total: int) -> str:
    """Whole per cent, never 100 while anything is missing and never 0 while anything is there; ``none`` of nothing."""
    if not total:
        return "none"
    percent = round(100 * part / total)
    if 0 < part < total:
        percent = min(99, max(1, percent))
    return f"{percent} %"


def exhibits(shown: Sequence[Exhibit]) -> str:
    """As in ``3 requests, 1 statement list, 1 plan``."""
    nouns = {"exchange": "request", "statements": "list of statements", "plan": "query plan", "rows": "result"}
    plurals = {"statements": "lists of statements"}
    found = Counter(each.kind for each in shown)
    parts = [
        f"{number:,} {plurals.get(kind, nouns.get(kind, kind) + 's') if number > 1 else nouns.get(kind, kind)}"
        for kind, number in found.items()
    ]
    return ", ".join(parts)


def seeded_bugs(seeded: SeededBugs) -> str:
    """As in ``caught 17 of 22 by 9 tests that …``, or why there is no such number."""
    if not seeded.total:
        return f"not measurable: {seeded.why_not}"
    left = f"; {seeded.not_tried:,} more not tried" if seeded.not_tried else ""
    by = f"{count(seeded.tests, 'test')} that use{'s' if seeded.tests == 1 else ''} only the declared interface"
    return f"caught {seeded.caught:,} of {seeded.total:,} by {by}{left}"
