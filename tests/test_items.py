"""Yes/no items: what each kind of evidence answers, what stays open for a person, and what an author may not write."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from nouns import quality

import grader.checks.quality
from grader.checks.quality import readme
from grader.items import Evidence, ItemRule, Source, answer, parse_source
from grader.model import (
    FileCoverage,
    Finding,
    Item,
    Measure,
    Norm,
    Outcome,
    OwnTest,
    OwnTests,
    OwnTestsState,
    Practice,
    RequirementResult,
    SeededBugs,
    Severity,
)
from grader.norms import PRACTICES

NORM = Norm(title="Hardest function", criterion="design", kind="tool default", source="Somebody", limit=15)


def requirement(id_: str, *, met: bool | None) -> RequirementResult:
    return RequirementResult(id=id_, text="", criterion="c", points=1, passed=0, total=1, met=met)


def finding(severity: Severity) -> Finding:
    return Finding(concept="", title="Odd", criterion="c", severity=severity, path="a.py", line=3, message="", tools=())


def own_tests(*outcomes: Outcome, caught: int = 0, total: int = 0) -> OwnTests:
    return OwnTests(
        state=OwnTestsState.RAN,
        tests=tuple(OwnTest(name="t", file="t.py", outcome=outcome, duration_s=0) for outcome in outcomes),
        coverage=(
            FileCoverage(path="a.py", lines=8, covered_lines=6, branches=0, covered_branches=0, uncovered="7-8"),
        ),
        seeded=SeededBugs(caught=caught, total=total),
    )


def answered(source: Source | None, **evidence: object) -> Item:
    rule = ItemRule(name="it", text="It is so", source=source)
    return answer(rule, "c", Evidence(**evidence))  # type: ignore[arg-type]


def test_a_person_s_item_stays_open() -> None:
    assert answered(None).proposed is None


@pytest.mark.parametrize(
    ("met", "proposed"), [((True, True), True), ((True, False), False), ((True, None), None), ((), None)]
)
def test_requirements_answer_for_all_of_them(met: tuple[bool | None, ...], *, proposed: bool | None) -> None:
    results = tuple(requirement(f"R{number}", met=each) for number, each in enumerate(met))
    assert answered(Source(kind="requirements"), requirements=results).proposed is proposed


@pytest.mark.parametrize("yes", [True, False, None])
def test_a_practice_answers_as_it_was_answered(*, yes: bool | None) -> None:
    asked = Practice(name="logs", question="?", criterion="c", yes=yes, evidence="seen")
    item = answered(Source(kind="practice", name="logs"), quality=quality(practices=(asked,)))
    assert (item.proposed, item.evidence) == (yes, "seen")


def test_a_measure_answers_unless_there_is_too_little_code() -> None:
    source = Source(kind="measure", name="m")
    within = Measure(name="m", value=9, norm=NORM, within=True)
    context = Measure(name="m", value=9, norm=NORM, within=True, context=True)
    assert answered(source, quality=quality(measures=(within,))).proposed is True
    assert answered(source, quality=quality(measures=(context,))).proposed is None


@pytest.mark.parametrize(("severity", "proposed"), [("high", False), ("medium", False), ("low", True), ("note", True)])
def test_findings_count_from_the_named_severity_up(severity: Severity, *, proposed: bool) -> None:
    found = quality(findings=(finding(severity),))
    assert answered(Source(kind="findings", name="medium"), quality=found).proposed is proposed


def test_nothing_found_proves_nothing_where_a_tool_could_not_look() -> None:
    source = Source(kind="findings", name="medium")
    assert answered(source, quality=quality(incomplete=("bandit",))).proposed is None
    assert answered(source, quality=quality(findings=(finding("high"),), incomplete=("bandit",))).proposed is False


@pytest.mark.parametrize(
    ("name", "least", "proposed"),
    [
        ("passing", 75, True),
        ("passing", 76, False),
        ("covered", 75, True),
        ("covered", 76, False),
        ("caught", 80, None),
    ],
)
def test_own_tests_answer_by_their_shares(name: str, least: int, *, proposed: bool | None) -> None:
    own = own_tests(*[Outcome.PASSED] * 3, Outcome.FAILED, Outcome.SKIPPED)
    assert answered(Source(kind="own_tests", name=name, least=least), own_tests=own).proposed is proposed


def test_no_tests_do_not_pass_and_unrun_ones_tell_nothing() -> None:
    source = Source(kind="own_tests", name="passing", least=100)
    assert answered(source, own_tests=OwnTests(state=OwnTestsState.NONE)).proposed is False
    assert answered(source, own_tests=OwnTests(state=OwnTestsState.NOT_RUN)).proposed is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("requirement", 'Did you mean "requirements"?'),
        ("practice log", 'Did you mean "logs"?'),
        ("practice", "takes 1 behind it, not 0"),
        ("requirements R1", "takes nothing behind it"),
        ("findings grave", 'unknown findings "grave"'),
        ("own_tests passing 101", "no share"),
        ("own_tests passing -1", "no share"),
        ("own_tests passed 80", 'Did you mean "passing"?'),
    ],
)
def test_an_author_is_told_what_evidence_there_is(text: str, told: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the message is what is tested)
        parse_source(text, practices=PRACTICES, measures=["cognitive_worst"])
    assert told in str(caught.value)


def test_the_known_practices_are_those_that_the_checks_ask() -> None:
    asked = {name for name, *_ in readme.ANSWERS}
    for path in Path(grader.checks.quality.__file__).parent.glob("*.py"):
        asked.update(names_of_practices(path))
    assert asked == PRACTICES


def names_of_practices(path: Path) -> Iterator[str]:
    """What the calls that make a question of good practice are given as its name, where it is written there."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Practice", "_practice"}:
            named = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "name")]
            yield from (each.value for each in named if isinstance(each, ast.Constant) and isinstance(each.value, str))
