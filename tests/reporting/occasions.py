"""A grade for every rule of the interview guide, each with just what gives that rule its occasion."""

from __future__ import annotations

from typing import TypeVar

import msgspec
import samples
import samples_code
import samples_reviewed

from grader.model import (
    Finding,
    Function,
    Grade,
    Outcome,
    OwnTests,
    OwnTestsState,
    Place,
    Quality,
    Severity,
    Suite,
    Suppression,
    Verdict,
)

_Value = TypeVar("_Value", bound=msgspec.Struct)

BARE: Quality = msgspec.structs.replace(
    samples_code.tidy(), findings=(), functions=(), suppressions=(), measures=(), repeated=()
)


def changed(value: _Value, **changes: object) -> _Value:
    return msgspec.structs.replace(value, **changes)


def plain(**changes: object) -> Grade:
    """Everything met, nothing found, no function, no tests measured, a history: only what is always asked is left."""
    grade = samples.accepted()
    submission = changed(grade.submission, history=samples.history())
    return changed(grade, **({"quality": BARE, "own_tests": None, "submission": submission} | changes))


def with_code(**changes: object) -> Grade:
    return plain(quality=changed(BARE, **changes))


def finding(concept: str, severity: Severity = "medium", line: int = 10) -> Finding:
    return Finding(
        concept=concept,
        title=f"About {concept}",
        criterion="design",
        severity=severity,
        path="app.py",
        line=line,
        message="the words of a tool, with a KEY",
        tools=("pylint X",),
    )


def function(name: str, line: int, *, cognitive: int) -> Function:
    """Ten lines of ``app.py``."""
    return Function(
        path="app.py", name=name, line=line, end_line=line + 9, code_lines=10, cyclomatic=3, cognitive=cognitive
    )


def with_finding(concept: str, severity: Severity = "medium") -> Grade:
    return with_code(findings=(finding(concept, severity),))


def with_own_tests(**changes: object) -> Grade:
    return plain(own_tests=changed(samples.own_tests(), **({"coverage": None, "seeded": None} | changes)))


def stopped(verdict: Verdict) -> Grade:
    """One case of R1 was stopped by a limit, four passed."""
    grade = plain()
    first, *others = grade.suites[0].cases
    broken = changed(first, outcome=Outcome.FAILED, verdict=verdict)
    requirement = changed(grade.requirements[0], met=False, passed=4)
    return changed(
        grade,
        verdict=verdict,
        requirements=(requirement, *grade.requirements[1:]),
        suites=(changed(grade.suites[0], cases=(broken, *others), series=()),),
    )


def unbuilt() -> Grade:
    """It does not build, so nothing is met."""
    return plain(
        verdict=Verdict.COMPILE_ERROR,
        verdict_reason="lru_cache.py:3: SyntaxError",
        suites=(Suite(name="hidden", kind="examined", cases=()),),
        requirements=tuple(changed(each, met=False, passed=0) for each in samples.accepted().requirements),
    )


def suppressed() -> Grade:
    return with_code(suppressions=(Suppression(where=Place(path="app.py", line=3), text="import os  # noqa: F401"),))


OF_RULES = {
    "does not start": unbuilt(),
    "growth above what is asked": samples_reviewed.unreviewed(),
    "too slow": stopped(Verdict.TIME_LIMIT_EXCEEDED),
    "too much memory": stopped(Verdict.MEMORY_LIMIT_EXCEEDED),
    "another limit": stopped(Verdict.PROCESS_LIMIT_EXCEEDED),
    "reviewers two levels apart": samples_reviewed.by_two(),
    "requirement not met": samples_reviewed.unreviewed(),
    "SQL from strings": with_finding("sql_from_strings", "high"),
    "text run as code": with_finding("shell", "high"),
    "key in the files": with_finding("secret", "high"),
    "everything met": plain(),
    "requirement met partly": samples_reviewed.unreviewed(),
    "seeded bugs missed": samples.accepted(),
    "no tests": plain(own_tests=OwnTests(state=OwnTestsState.NONE)),
    "shared state": with_finding("mutable_default"),
    "waits in asynchronous code": with_finding("blocks_the_loop"),
    "error swallowed": with_finding("swallowed_error"),
    "grave finding": with_finding("null_used"),
    "untested lines": samples.accepted(),
    "most complex function": with_code(functions=(function("pack", 1, cognitive=9),)),
    "own tests that fail": with_own_tests(flaky=("a.py::test_b",)),
    "everything caught": with_finding("catches_everything", "low"),
    "where it runs": plain(flags=samples_reviewed.unreviewed().flags),
    "ownership": plain(),
    "live change": plain(),
    "resource left open": with_finding("not_closed", "low"),
    "duplicated code": with_code(repeated=samples_code.faulty().repeated),
    "reviewers one level apart": changed(samples_reviewed.by_two(), requirements=(), suites=(), quality=None, flags=()),
    "tool told to look away": suppressed(),
    "how it came about": plain(submission=samples.submission("x")),
}
