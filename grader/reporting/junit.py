"""JUnit XML, for the test tab of a CI server.

``testsuites`` holds one ``testsuite`` per suite, and ``run`` where the run itself is what failed: a grade that is not
accepted never looks green.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from grader.model import Case, Grade, Outcome, Suite, Verdict
from grader.reporting import words
from grader.reporting.text import block, line

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = "junit"
FILENAME = "junit.xml"

_TAGS = {Outcome.FAILED: "failure", Outcome.ERROR: "error", Outcome.SKIPPED: "skipped"}
_NAME_LIMIT = 500


def render(grade: Grade) -> str:
    """Write the dialect that Jenkins, GitLab and GitHub's reporters have in common."""
    suites = (*grade.suites, *_run_suite(grade))
    root = ET.Element("testsuites", _totals(grade.challenge.title, [case for suite in suites for case in suite.cases]))
    for suite in suites:
        root.append(_suite(grade, suite))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join((_DECLARATION, "\n"))


_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _run_suite(grade: Grade) -> Iterable[Suite]:
    void = grade.verdict is Verdict.JUDGE_ERROR
    explained = any(words.is_failing(case) for _, case in words.cases(grade))
    if grade.verdict is Verdict.ACCEPTED or (explained and not void):
        return
    yield Suite(
        name="run",
        kind="run",
        cases=(
            Case(
                name="verdict",
                title="The run ends with a verdict of accepted",
                requirement="run",
                outcome=Outcome.ERROR if void else Outcome.FAILED,
                verdict=grade.verdict,
                duration_s=0.0,
                message=words.reason(grade),
            ),
        ),
    )


def _totals(name: str, cases: Iterable[Case]) -> dict[str, str]:
    cases = tuple(cases)
    outcomes = [case.outcome for case in cases]
    return {
        "name": line(name, _NAME_LIMIT),
        "tests": str(len(cases)),
        "failures": str(outcomes.count(Outcome.FAILED)),
        "errors": str(outcomes.count(Outcome.ERROR)),
        "skipped": str(outcomes.count(Outcome.SKIPPED)),
        "time": _time(math.fsum(case.duration_s for case in cases)),
    }


def _time(seconds: float) -> str:
    return f"{seconds if math.isfinite(seconds) else 0:.3f}"


def _suite(grade: Grade, suite: Suite) -> ET.Element:
    element = ET.Element("testsuite", {**_totals(suite.name, suite.cases), "timestamp": line(grade.provenance.started)})
    properties = ET.SubElement(element, "properties")
    for name, value in _properties(grade, suite):
        ET.SubElement(properties, "property", name=name, value=line(value, _NAME_LIMIT))
    for case in suite.cases:
        element.append(_case(grade, suite, case))
    return element


def _properties(grade: Grade, suite: Suite) -> Iterable[tuple[str, str]]:
    yield "challenge", f"{grade.challenge.slug} {grade.challenge.version}"
    yield "submission", f"{grade.submission.name} sha256:{grade.submission.sha256}"
    yield "verdict", grade.verdict
    yield "suite.kind", suite.kind
    if suite.guards:
        yield "suite.guarantee", " ".join(suite.guards)
    yield "grader", grade.provenance.grader_version
    if grade.own_tests is not None:
        # As a property, for a failing test of the candidate's must not turn an accepted run red.
        yield "own_tests", words.own_tests(grade.own_tests)


def _case(grade: Grade, suite: Suite, case: Case) -> ET.Element:
    element = ET.Element(
        "testcase",
        classname=line(f"{grade.challenge.slug}.{suite.name}.{case.requirement}", _NAME_LIMIT),
        name=line(case.name, _NAME_LIMIT),
        time=_time(case.duration_s),
    )
    if case.outcome in _TAGS:
        element.append(_trouble(case))
    if case.printed:
        ET.SubElement(element, "system-out").text = block(case.printed)
    return element


def _trouble(case: Case) -> ET.Element:
    words_ = line(f"{case.title}: {case.message}" if case.message else case.title, _NAME_LIMIT)
    if case.outcome is Outcome.SKIPPED:
        return ET.Element("skipped", message=words_)
    element = ET.Element(_TAGS[case.outcome], message=words_, type=case.verdict)
    element.text = block("\n".join(part for part in (case.message, case.details) if part))
    return element
