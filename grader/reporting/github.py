"""``annotations.txt``: what GitHub Actions shows beside lines once a job has printed it.

Each line is a workflow command of ours, escaped as GitHub documents, so that no path and no title becomes another one.
It quotes no hidden case and no tool's words about a line, which may quote a key. Of each kind GitHub shows ten a step.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from grader.model import SEVERITIES, Verdict
from grader.reporting import words
from grader.reporting.text import ci_safe, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Finding, Grade, Severity

NAME = "github"
FILENAME = "annotations.txt"

SHOWN = 10
"""How many GitHub shows of each kind in a step; what comes later is dropped without a word."""

_REQUIREMENTS_SHOWN = 5
_KINDS: dict[Severity, str] = {"high": "error", "medium": "warning", "low": "notice", "note": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(grade: Grade) -> str:
    """Write one command a line: the verdict, what is unmet, then findings, the gravest first."""
    kept: list[str] = []
    seen: Counter[str] = Counter()
    for kind, told in (*_run(grade), *_findings(grade)):
        seen[kind] += 1
        if seen[kind] <= SHOWN:
            kept.append(f"::{kind} {told}")
    return "".join(f"{each}\n" for each in kept)


def _run(grade: Grade) -> Iterator[tuple[str, str]]:
    """Tell the verdict and the unmet requirements; every case is unjudged where the grade is void."""
    if grade.verdict is Verdict.JUDGE_ERROR:
        yield "error", _told(words.VOID, title="Void, not zero")
        return
    left_out = _left_out(grade)
    rest = f" {words.count(left_out, 'more finding')} in report.sarif." if left_out else ""
    yield "notice", _told(f"{words.verdict(grade.verdict).capitalize()}.{rest}", title="Verdict")
    unmet = sorted((each for each in grade.requirements if each.met is False), key=lambda each: -each.points)
    for each in unmet[:_REQUIREMENTS_SHOWN]:
        yield "warning", _told(f"{each.text}: {words.state_words(each)}", title=f"Requirement {each.id}")


def _findings(grade: Grade) -> Iterator[tuple[str, str]]:
    for each in _gravest_first(grade):
        place = {"file": each.path} | ({"line": str(each.line)} if each.line > 0 else {})
        tools = f"Told by {', '.join(each.tools[:5])}." if each.tools else ""
        yield _KINDS[each.severity], _told(f"{each.title}. {tools}".rstrip(), title=each.criterion, **place)


def _gravest_first(grade: Grade) -> list[Finding]:
    findings = grade.quality.findings if grade.quality is not None else ()
    return sorted(findings, key=lambda each: SEVERITIES.index(each.severity))


def _left_out(grade: Grade) -> int:
    """Count the findings that GitHub would not show, besides the lines about the run."""
    unmet = sum(each.met is False for each in grade.requirements)
    room = Counter({"error": SHOWN, "warning": SHOWN - min(unmet, _REQUIREMENTS_SHOWN), "notice": SHOWN - 1})
    found = Counter(_KINDS[each.severity] for each in _gravest_first(grade))
    return (found - room).total()


def _told(message: str, **properties: str) -> str:
    """Join what stands behind a command's name."""
    written = ",".join(f"{name}={_safe(value).translate(_PROPERTY)}" for name, value in properties.items())
    return f"{written}::{_safe(message).translate(_DATA)}"


def _safe(text: str) -> str:
    return ci_safe(line(text, 300))
