"""The candidate's own tests on the page: what they are, what they ran, what they notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.model import FileCoverage, OwnTest, OwnTests, OwnTestsState
from grader.reporting import words
from grader.reporting.html_parts import Cut

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAILING_SHOWN = 50
_FILES_SHOWN = 200
_NAMES_SHOWN = 100


@dataclass(frozen=True, slots=True)
class OwnTestsPart:
    """One glance, then what does not pass, what was not run, and what was not noticed."""

    headline: str
    reason: str
    facts: list[tuple[str, str]]
    failing: Cut[OwnTest]
    passing: Cut[OwnTest]
    flaky: Cut[str]
    coverage: Cut[FileCoverage]
    not_caught: Cut[str]
    notes: Cut[str]


def own_tests_part(own: OwnTests | None) -> OwnTestsPart | None:
    """Sort what was measured into what a reviewer reads; ``None`` where nothing was."""
    if own is None:
        return None
    failing = [test for test in own.tests if words.is_failing(test)]
    return OwnTestsPart(
        headline=words.own_tests_found(own),
        reason=own.reason,
        facts=list(_facts(own)),
        failing=Cut.of(failing, _FAILING_SHOWN),
        passing=Cut.of([test for test in own.tests if not words.is_failing(test)]),
        flaky=Cut.of(own.flaky, _NAMES_SHOWN),
        coverage=Cut.of(sorted(own.coverage or (), key=_least_covered), _FILES_SHOWN),
        not_caught=Cut.of(own.seeded.not_caught if own.seeded else (), _NAMES_SHOWN),
        notes=Cut.of(own.notes, _NAMES_SHOWN),
    )


def _least_covered(file: FileCoverage) -> tuple[int, str]:
    return file.covered_lines - file.lines, file.path


def _facts(own: OwnTests) -> Iterator[tuple[str, str]]:
    if own.state is not OwnTestsState.RAN:
        return
    yield "Outcomes", words.own_tests_outcomes(own)
    yield "Repeats", words.own_tests_repeats(own)
    yield "Coverage of the code under test", words.own_tests_coverage(own)
    if own.seeded is not None:
        yield "Seeded bugs", words.seeded_bugs(own.seeded)
    yield "Duration of one run", words.seconds(own.duration_s)
