"""Occasions for questions in the candidate's code and in their own tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.model import (
    GRAVE,
    FileCoverage,
    Finding,
    Function,
    Grade,
    Outcome,
    OwnTestsState,
    Place,
)
from grader.reporting import words, words_code
from grader.reporting.interview_parts import LONGEST_NAME, MOST_NAMED, WORDS, Occasion
from grader.reporting.text import line

ASKED_ABOUT = frozenset(
    {
        "sql_from_strings",
        "code_from_strings",
        "shell",
        "unsafe_parsing",
        "secret",
        "hard_coded",
        "mutable_default",
        "not_thread_safe",
        "blocks_the_loop",
        "promise_misused",
        "swallowed_error",
        "catches_everything",
        "not_closed",
    }
)
"""Concepts that a rule of their own asks about."""

_MOST_COMPLEX = 3
_MANY_BRANCHES, _MUCH_NESTING = 6, 8  # from here on a second function is worth a walk as well (house rule)
_OVER_ITS_LIMIT = 10


@dataclass(frozen=True, slots=True)
class About:
    """Findings of these concepts, or that these rules of tools tell; never with a tool's words, which may quote."""

    concepts: tuple[str, ...]
    tools: tuple[str, ...] = ()

    def __call__(self, grade: Grade) -> Iterator[Occasion]:
        """Find them, the gravest first."""
        for finding in grade.quality.findings if grade.quality else ():
            if finding.concept in self.concepts or set(self.tools).intersection(finding.tools):
                yield _finding(grade, finding)


def other_grave_findings(grade: Grade) -> Iterator[Occasion]:
    """What endangers somebody or is a bug, and has no rule of its own."""
    for finding in grade.quality.findings if grade.quality else ():
        if finding.severity in GRAVE and finding.concept not in ASKED_ABOUT:
            yield _finding(grade, finding)


def _finding(grade: Grade, finding: Finding) -> Occasion:
    where = Place(path=finding.path, line=finding.line)
    function = _around(grade, finding.path, finding.line)
    facts = {
        "place": _spoken(where, function),
        "title": line(finding.title, LONGEST_NAME).rstrip("."),
        "severity": finding.severity,
        "tools": words_code.tools(finding),
        "also": _walk_first(grade, function),
    }
    return Occasion((_subject(where, function),), facts, where=where, criterion=finding.criterion)


def _walk_first(grade: Grade, function: Function | None) -> str:
    """A walk through the hardest function is worth it also where something in it weighs more."""
    functions = grade.quality.functions if grade.quality else ()
    if function is None or function != max(functions, key=_hardness) or not _is_hard(function):
        return ""
    return f" It stands in the function that is hardest to follow ({_size(function)}): have them walk you through it."


def most_complex(grade: Grade) -> Iterator[Occasion]:
    """The function that is hardest to follow; a few more only where they are hard as well."""
    functions = grade.quality.functions if grade.quality else ()
    hardest = sorted(functions, key=_hardness, reverse=True)[:_MOST_COMPLEX]
    over = {
        (measure.where.path, measure.where.line)
        for measure in (grade.quality.measures if grade.quality else ())
        if measure.is_over and measure.where is not None
    }
    for number, function in enumerate(hardest):
        if number and not _is_hard(function):
            return
        where = _place(function)
        facts = {
            "name": line(function.name, LONGEST_NAME),
            "place": words_code.place(where, LONGEST_NAME),
            "size": _size(function),
            "also": _also(grade, function),
        }
        strength = _OVER_ITS_LIMIT if (function.path, function.line) in over else 0
        yield Occasion((_subject(where, function),), facts, where=where, criterion="design", strength=strength)


def _hardness(function: Function) -> tuple[int, int, int, str]:
    return function.cognitive or 0, function.cyclomatic or 0, function.code_lines, function.name


def _is_hard(function: Function) -> bool:
    return (function.cyclomatic or 0) >= _MANY_BRANCHES or (function.cognitive or 0) >= _MUCH_NESTING


def _size(function: Function) -> str:
    parts = [words.count(function.code_lines, "line")]
    parts += [f"cyclomatic complexity {function.cyclomatic}"] if function.cyclomatic is not None else []
    parts += [f"cognitive complexity {function.cognitive}"] if function.cognitive is not None else []
    return ", ".join(parts)


def _also(grade: Grade, function: Function) -> str:
    """Name the findings inside it that would have been asked about by themselves."""
    inside = [
        f"{line(finding.title, LONGEST_NAME).rstrip('.')} (line {finding.line})"
        for finding in (grade.quality.findings if grade.quality else ())
        if finding.severity in GRAVE and _around(grade, finding.path, finding.line) == function
    ]
    return f" In it: {'; '.join(inside[:MOST_NAMED])}." if inside else ""


def duplicated(grade: Grade) -> Iterator[Occasion]:
    """The longest stretch that stands in the code twice."""
    repeated = grade.quality.repeated if grade.quality else ()
    for each in sorted(repeated, key=lambda pair: -pair.lines):
        facts = {
            "first": words_code.place(each.first, LONGEST_NAME),
            "second": words_code.place(each.second, LONGEST_NAME),
            "lines": f"{each.lines:,}",
        }
        yield Occasion((f"repeated {each.first.path}",), facts, where=each.first, criterion="design")


def suppressed(grade: Grade) -> Iterator[Occasion]:
    """A line that told a tool to overlook something."""
    for each in grade.quality.suppressions if grade.quality else ():
        function = _around(grade, each.where.path, each.where.line)
        facts = {"place": _spoken(each.where, function), "text": line(each.text, WORDS)}
        yield Occasion((_subject(each.where, function),), facts, where=each.where, criterion="design")


def _around(grade: Grade, path: str, number: int) -> Function | None:
    """Find the innermost function that a line belongs to."""
    functions = grade.quality.functions if grade.quality else ()
    inside = [each for each in functions if each.path == path and each.line <= number <= each.end_line]
    return min(inside, key=lambda each: each.end_line - each.line, default=None)


def _subject(where: Place, function: Function | None) -> str:
    return f"line {where.path}:{where.line}" if function is None else f"function {function.path} {function.line}"


def _spoken(where: Place, function: Function | None) -> str:
    place = words_code.place(where, LONGEST_NAME)
    return place if function is None else f"{line(function.name, LONGEST_NAME)} ({place})"


def _place(function: Function) -> Place:
    return Place(path=function.path, line=function.line, end_line=function.end_line, name=function.name)


# ── The candidate's own tests ──────────────────────────────────────────────────────────────────────


def untested_lines(grade: Grade) -> Iterator[Occasion]:
    """Stretches that no test runs, of the least covered files; last of all a file about which something is asked."""
    coverage = (grade.own_tests.coverage if grade.own_tests else None) or ()
    files = sorted((file for file in coverage if file.uncovered and file.lines > 1), key=_covered)[:MOST_NAMED]
    stretches = [(file, first, last) for file in files for first, last in _stretches(file)]
    for file, first, last in stretches:
        where = Place(path=file.path, line=first, end_line=last)
        yield _untested(file, where, _subject(where, _around(grade, file.path, first)))
    for file, first, last in stretches[:1]:
        yield _untested(file, Place(path=file.path, line=first, end_line=last), f"uncovered {file.path}")


def _untested(file: FileCoverage, where: Place, subject: str) -> Occasion:
    several = where.end_line > where.line
    facts = {
        "lines": f"lines {where.line} to {where.end_line}" if several else f"line {where.line}",
        "path": line(file.path, LONGEST_NAME),
        "covered": words.share(file.covered_lines, file.lines),
    }
    return Occasion(("live change", subject), facts, where=where, criterion="own_tests")


def _covered(file: FileCoverage) -> tuple[float, str]:
    return file.covered_lines / file.lines, file.path


def _stretches(file: FileCoverage) -> list[tuple[int, int]]:
    """Read ``3-7, 12``, the longest stretch first; what is not a number is no stretch."""
    found = re.findall(r"(?<![\w-])(\d{1,7})(?:-(\d{1,7}))?(?![\w-])", file.uncovered[:2_000])
    stretches = [(int(first), int(last or first)) for first, last in found]
    return sorted(stretches, key=lambda each: (each[0] - each[1], each[0]))


def seeded_bugs_missed(grade: Grade) -> Iterator[Occasion]:
    """Known-bad versions that the candidate's own tests let through."""
    seeded = grade.own_tests.seeded if grade.own_tests else None
    if seeded is not None and seeded.not_caught:
        more = len(seeded.not_caught) - MOST_NAMED
        missed = ", ".join(line(name, LONGEST_NAME).replace("_", " ") for name in seeded.not_caught[:MOST_NAMED])
        facts = {
            "caught": f"{seeded.caught:,}",
            "total": f"{seeded.total:,}",
            "missed": f"{missed} and {more:,} more" if more > 0 else missed,
        }
        yield Occasion(("seeded",), facts, criterion="own_tests")


def no_tests(grade: Grade) -> Iterator[Occasion]:
    """There is none, as far as anybody could see."""
    if grade.own_tests is not None and grade.own_tests.state is OwnTestsState.NONE:
        yield Occasion(("tests",), {"found": words.own_tests_found(grade.own_tests)}, criterion="own_tests")


def own_tests_fail(grade: Grade) -> Iterator[Occasion]:
    """Their own word speaks against itself."""
    own = grade.own_tests
    if own is not None and own.state is OwnTestsState.RAN and (own.flaky or own.count(Outcome.FAILED)):
        facts = {"outcomes": words.own_tests_outcomes(own), "repeats": words.own_tests_repeats(own)}
        yield Occasion(("tests",), facts, criterion="own_tests")


# ── Live ────────────────────────────────────────────────────────────────────────────────────────────


def live_change(grade: Grade) -> Iterator[Occasion]:
    """In a function about which nothing else is asked, else wherever they like."""
    functions = sorted(grade.quality.functions if grade.quality else (), key=_hardness, reverse=True)
    for function in functions[: _MOST_COMPLEX * 2]:
        where = _place(function)
        facts = {"what": f"{line(function.name, LONGEST_NAME)} ({words_code.place(where, LONGEST_NAME)})"}
        yield Occasion(("live change", _subject(where, function)), facts, where=where)
    yield Occasion(("live change",), {"what": "your solution"})
