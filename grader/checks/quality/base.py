"""What a check is given, and what it gives back.

A check is a module of this package with ``check(evidence) -> Checked``; it is found by being there. All of them are
pure: the tools have spoken, and the files are bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from grader.checks.quality.box import Told
from grader.checks.quality.scope import Scope, lines_of
from grader.languages.base import Language
from grader.model import (
    Challenge,
    Finding,
    Function,
    Measure,
    NotMeasured,
    Place,
    Practice,
    Repeated,
    SourceKind,
    Submission,
    Suppression,
    Tool,
    Value,
)
from grader.norms import Norms


class Advised(Value, frozen=True):
    """What a set of advisories knows of the packages that the candidate asks for."""

    findings: tuple[Finding, ...] = ()
    practices: tuple[Practice, ...] = ()
    tools: tuple[Tool, ...] = ()
    not_measured: tuple[NotMeasured, ...] = ()


class Evidence(Value, frozen=True):
    """All that a check may look at.

    ``contents`` and ``starter`` are files by path; ``functions`` and ``findings`` are those in lines that the candidate
    wrote.
    """

    challenge: Challenge
    submission: Submission
    language: Language
    contents: Mapping[str, bytes]
    starter: Mapping[str, str]
    scope: Scope
    told: Told
    norms: Norms
    functions: tuple[Function, ...]
    findings: tuple[Finding, ...]
    advised: Advised = Advised()

    @property
    def few(self) -> bool:
        """Whether there is too little of the candidate's code for a share to mean anything."""
        return self.scope.lines(SourceKind.SOURCE) < self.norms.few_lines

    def text(self, path: str) -> str:
        """Read a file as text; empty where there is none."""
        return self.contents.get(path, b"").decode("utf-8", "replace")

    def sources(self) -> list[str]:
        """Paths of the candidate's own sources, tests left out."""
        return self.scope.of_kind(SourceKind.SOURCE)

    def tests(self) -> list[str]:
        """Paths of the candidate's own tests."""
        return self.scope.of_kind(SourceKind.TEST)

    def measure(self, name: str, value: float, where: Place | None = None) -> Measure:
        """Set a value beside its norm; ``LookupError`` for a measure that the norms do not have."""
        norm = self.norms.measures[name]
        rounded = round(value, 1)
        within = None if norm.limit is None else rounded <= norm.limit
        return Measure(name=name, value=rounded, norm=norm, within=within, where=where, context=self.few)

    def worst(self, name: str, value: float, where: Place) -> Measure:
        """As ``measure``, of what is as bad however little else there is: never context."""
        return msgspec.structs.replace(self.measure(name, value, where), context=False)

    def places(self, pattern: re.Pattern[str], paths: list[str]) -> Iterator[Place]:
        """Find the lines of these files that match, one place a line, in order."""
        for path in paths:
            for number, line in enumerate(lines_of(self.text(path)), start=1):
                if pattern.search(line[:2_000]):
                    yield Place(path=path, line=number)

    def about(self, *concepts: str) -> list[Finding]:
        """The findings of these concepts, tests left out."""
        sources = set(self.sources())
        return [finding for finding in self.findings if finding.concept in concepts and finding.path in sources]


class Checked(Value, frozen=True):
    """What one check found out; few have more than a measure or a question."""

    measures: tuple[Measure, ...] = ()
    practices: tuple[Practice, ...] = ()
    repeated: tuple[Repeated, ...] = ()
    suppressions: tuple[Suppression, ...] = ()


def where(findings: list[Finding]) -> tuple[Place, ...]:
    """Places of findings, each once."""
    return tuple(dict.fromkeys(Place(path=finding.path, line=finding.line) for finding in findings))


def by_depth(path: str) -> tuple[int, str]:
    """Sort what stands at the top before what stands below."""
    return path.count("/"), path


def over(values: list[int], limit: int) -> float:
    """Give the share of values over a limit, in per cent; 0 where there are none."""
    return 100 * sum(value > limit for value in values) / len(values) if values else 0.0
