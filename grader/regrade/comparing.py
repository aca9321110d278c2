"""Two grades of one submission in, what changed between them out: pure.

Outcomes, verdicts, levels, findings and the candidate's own tests are compared exactly. Times and memory differ from
run to run: within a tolerance they are the same, and beyond it they are told and are still no change of the grade.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from grader.model import Case, Grade, Outcome, OwnTests, Series, Value, Verdict

NONE = ""
_BY_TIME = frozenset({Verdict.TIME_LIMIT_EXCEEDED, Verdict.MEMORY_LIMIT_EXCEEDED})


class Tolerance(Value, frozen=True):
    """How far apart two measurements of the same work may lie: house rule, wider than what a busy machine does.

    A time is another one where it is both ``times`` as long and ``seconds`` longer; memory likewise. A growth is
    another one where the exponents lie further apart than ``exponent`` and their intervals do not meet.
    """

    times: float = 2.0
    seconds: float = 0.25
    exponent: float = 0.3
    memory_times: float = 1.5
    memory_bytes: int = 16 << 20

    def told(self) -> str:
        """As a sentence below a table."""
        return (
            f"Times count as the same up to {self.times:g} times as long or {self.seconds:g} s more, memory up to "
            f"{self.memory_times:g} times or {self.memory_bytes >> 20} MiB more, growth up to {self.exponent:g} in the "
            "exponent; beyond that they are told, and are no change of the grade."
        )


class Change(Value, frozen=True):
    """One thing that is not as it was; an empty ``before`` came, an empty ``after`` went.

    ``what`` is ``case``, ``requirement``, ``level`` …; ``by_time`` marks a case that a clock or a counter decided.
    """

    what: str
    name: str
    title: str
    before: str
    after: str
    by_time: bool = False


class Comparison(Value, frozen=True):
    """All that changed; ``timings`` are beyond the tolerance and change nothing."""

    before_score: float | None
    after_score: float | None
    before_verdict: Verdict
    after_verdict: Verdict
    changes: tuple[Change, ...]
    timings: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        """Whether the grade says what it said before."""
        return not self.changes

    @property
    def difference(self) -> float | None:
        """By how much the score moved; ``None`` where one of them has none."""
        if self.before_score is None or self.after_score is None:
            return None
        return round(self.after_score - self.before_score, 1)


def compare(before: Grade, after: Grade, tolerance: Tolerance) -> Comparison:
    """Compare what was graded first with what was graded later."""
    return Comparison(
        before_score=before.score,
        after_score=after.score,
        before_verdict=before.verdict,
        after_verdict=after.verdict,
        changes=(
            *_differing("verdict", {"": ("Verdict", before.verdict)}, {"": ("Verdict", after.verdict)}),
            *_differing("score", _scores(before), _scores(after)),
            *_cases(before, after),
            *_differing("requirement", _requirements(before), _requirements(after)),
            *_differing("level", _levels(before), _levels(after)),
            *_differing("flag", _flags(before), _flags(after)),
            *_differing("finding", _findings(before), _findings(after)),
            *_differing("own test", _own_tests(before, after), _own_tests(after, before)),
        ),
        timings=tuple(_timings(before, after, tolerance)),
    )


_Told = dict[str, tuple[str, str]]
"""By name: a title, and in words how it stands."""


def _differing(what: str, before: _Told, after: _Told) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        title, was = before.get(name, (NONE, NONE))
        title, now = after.get(name, (title, NONE))
        if was != now:
            yield Change(what=what, name=name, title=title, before=was, after=now)


def _scores(grade: Grade) -> _Told:
    given = (("", "Score", grade.score), ("equal weights", "Score with equal weights", grade.equal_weight_score))
    return {name: (title, "none" if value is None else f"{value:g}") for name, title, value in given}


def _by_name(grade: Grade) -> dict[str, Case]:
    return {case.name: case for suite in grade.suites for case in suite.cases}


def _cases(before: Grade, after: Grade) -> Iterator[Change]:
    was, now = _by_name(before), _by_name(after)
    by_growth = {each.case for grade in (before, after) for suite in grade.suites for each in suite.series}
    for change in _differing("case", _outcomes(was), _outcomes(now)):
        seen = [each[change.name] for each in (was, now) if change.name in each]
        timed = change.name in by_growth or any(each.verdict in _BY_TIME for each in seen)
        yield Change(
            what="case",
            name=change.name,
            title=change.title,
            before=change.before,
            after=change.after,
            by_time=timed and len(seen) == len((was, now)),
        )


def _outcomes(cases: dict[str, Case]) -> _Told:
    return {name: (case.title, outcome_words(case)) for name, case in cases.items()}


def outcome_words(case: Case) -> str:
    """As in ``passed``, ``failed`` and ``failed (time limit exceeded)``."""
    if case.outcome is Outcome.FAILED and case.verdict is not Verdict.WRONG_ANSWER:
        return f"{case.outcome} ({case.verdict.replace('_', ' ')})"
    return str(case.outcome)


_MET = {True: "met", False: "not met", None: "not assessed"}


def _requirements(grade: Grade) -> _Told:
    return {
        each.id: (each.text, f"{_MET[each.met]} ({each.passed} of {each.total}; {each.points} points)")
        for each in grade.requirements
    }


def _levels(grade: Grade) -> _Told:
    return {
        each.name: (each.title, "not assessed" if each.proposed_level is None else str(each.proposed_level))
        for each in grade.criteria
    }


def _flags(grade: Grade) -> _Told:
    return {each.what: (each.what, "seen") for each in grade.flags}


def _findings(grade: Grade) -> _Told:
    """Count them by line; the path is left out, for the blind mode may call the same file otherwise in another run."""
    if grade.quality is None:
        return {}
    counted = Counter(
        (each.concept or each.title, each.severity, each.line, each.title) for each in grade.quality.findings
    )
    return {
        f"{concept} ({severity}) in line {line}": (title, f"found {count} times" if count > 1 else "found")
        for (concept, severity, line, title), count in counted.items()
    }


def _own_tests(grade: Grade, other: Grade) -> _Told:
    """Leave out those that end differently from run to run of the same code."""
    flaky = {name for own in (grade.own_tests, other.own_tests) if own for name in own.flaky}
    return {name: (name, outcome) for name, outcome in _own(grade.own_tests) if name not in flaky}


def _own(own: OwnTests | None) -> Iterator[tuple[str, str]]:
    yield from ((each.name, str(each.outcome)) for each in own.tests) if own else ()


def _timings(before: Grade, after: Grade, tolerance: Tolerance) -> Iterator[Change]:
    was, now = _by_name(before), _by_name(after)
    for name in [name for name in was if name in now]:
        first, second = was[name].duration_s, now[name].duration_s
        if not is_same_time(first, second, tolerance):
            yield Change(
                what="time", name=name, title=now[name].title, before=f"{first:.2f} s", after=f"{second:.2f} s"
            )
    grown = _series(before)
    for key, series in _series(after).items():
        if key in grown and not is_same_growth(grown[key], series, tolerance):
            yield Change(
                what="growth",
                name=series.case,
                title=series.label,
                before=f"exponent {grown[key].exponent:.2f}",
                after=f"exponent {series.exponent:.2f}",
            )
    first_peak, second_peak = before.measured.peak_memory_bytes, after.measured.peak_memory_bytes
    if first_peak is not None and second_peak is not None and not is_same_memory(first_peak, second_peak, tolerance):
        yield Change(
            what="memory",
            name="",
            title="Peak of memory",
            before=f"{first_peak >> 20} MiB",
            after=f"{second_peak >> 20} MiB",
        )


def _series(grade: Grade) -> dict[tuple[str, str], Series]:
    return {(each.case, each.label): each for suite in grade.suites for each in suite.series}


def is_same_time(first: float, second: float, tolerance: Tolerance) -> bool:
    """Tell whether two times, in seconds, may be of the same work."""
    low, high = sorted((first, second))
    return high - low <= tolerance.seconds or high <= low * tolerance.times


def is_same_memory(first: int, second: int, tolerance: Tolerance) -> bool:
    """Tell whether two peaks, in bytes, may be of the same work."""
    low, high = sorted((first, second))
    return high - low <= tolerance.memory_bytes or high <= low * tolerance.memory_times


def is_same_growth(first: Series, second: Series, tolerance: Tolerance) -> bool:
    """Tell whether two growths may be the same: near each other, or with intervals that meet."""
    if abs(first.exponent - second.exponent) <= tolerance.exponent:
        return True
    if first.interval is None or second.interval is None:
        return False
    return first.interval[0] <= second.interval[1] and second.interval[0] <= first.interval[1]
