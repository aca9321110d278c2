"""A level for design or security is proposed from counts, with the rule beside it, and never enters the score."""

from __future__ import annotations

import pytest
from nouns import quality

from grader.model import (
    CriterionResult,
    Finding,
    Measure,
    Outcome,
    OwnTest,
    OwnTests,
    OwnTestsState,
    Place,
    Practice,
    Quality,
    SeededBugs,
    Severity,
)
from grader.proposing import with_own_tests, with_quality
from grader.rubric import load_rubric

RUBRIC = load_rubric("rest")
OVER = Measure(
    name="cognitive_worst",
    value=31,
    norm=RUBRIC.norms.measures["cognitive_worst"],
    within=False,
    where=Place(path="a.py", line=7, name="f"),
)


def found(severity: Severity, criterion: str) -> Finding:
    return Finding(
        concept="", title="Odd", criterion=criterion, severity=severity, path="a.py", line=3, message="", tools=()
    )


def no(criterion: str) -> Practice:
    return Practice(name="x", question="Is it so?", criterion=criterion, yes=False, evidence="It is not.")


def proposed(name: str, given: Quality) -> CriterionResult:
    blank = CriterionResult(
        name=name,
        title=name,
        weight=5,
        proposed_level=None,
        reviewed_level=None,
        fraction=None,
        anchor="",
        evidence=(),
    )
    return with_quality(blank, RUBRIC, given)


@pytest.mark.parametrize(
    ("name", "given", "level"),
    [
        ("design", quality(), 4),
        ("design", quality(measures=(OVER,)), 3),
        ("design", quality(measures=(OVER,) * 3), 2),
        ("design", quality(findings=(found("high", "design"),)), 2),
        ("security", quality(), 4),
        ("security", quality(practices=(no("security"),)), 3),
        ("security", quality(findings=(found("medium", "security"),)), 2),
        ("security", quality(findings=(found("high", "security"),)), 1),
        ("security", quality(findings=(found("high", "design"),)), 4),
    ],
)
def test_the_best_level_whose_bounds_hold_is_proposed(name: str, given: Quality, level: int) -> None:
    result = proposed(name, given)
    assert result.proposed_level == level
    criterion = RUBRIC.criterion(name)
    assert criterion is not None
    assert result.anchor == criterion.anchors[level]
    assert result.fraction is None


def test_evidence_names_the_place_and_the_rule() -> None:
    result = proposed("design", quality(measures=(OVER,), findings=(found("medium", "design"),) * 2))
    assert result.evidence[0] == "Cognitive complexity of the hardest function: 31, limit 15 (a.py:7)"
    assert result.because == "3, because tools count 1 measure over its limit, 2 findings of medium severity"
    assert "House rule" in result.rule


def test_what_little_code_cannot_bear_out_counts_for_nothing() -> None:
    context = Measure(name=OVER.name, value=31, norm=OVER.norm, within=False, context=True)
    assert proposed("design", quality(measures=(context,))).proposed_level == 4


def test_a_lot_of_evidence_is_cut_and_says_so() -> None:
    assert "and 12 more" in proposed("design", quality(findings=(found("medium", "design"),) * 20)).evidence


@pytest.mark.parametrize("name", ["communication", "correctness"])
def test_no_rule_no_proposal(name: str) -> None:
    assert proposed(name, quality()).proposed_level is None


# ── The candidate's own tests ──


def own_tests(*outcomes: Outcome, caught: int = 0, total: int = 0) -> OwnTests:
    return OwnTests(
        state=OwnTestsState.RAN,
        tests=tuple(OwnTest(name="t", file="t.py", outcome=outcome, duration_s=0) for outcome in outcomes),
        seeded=SeededBugs(caught=caught, total=total),
    )


def from_tests(own: OwnTests) -> CriterionResult:
    criterion = RUBRIC.criterion("own_tests")
    assert criterion is not None
    return with_own_tests(proposed("own_tests", quality()), criterion, own)


@pytest.mark.parametrize(
    ("own", "level"),
    [
        (own_tests(Outcome.PASSED, caught=8, total=10), 4),
        (own_tests(Outcome.PASSED, caught=6, total=10), 3),
        (own_tests(Outcome.PASSED, caught=1, total=10), 2),
        (own_tests(Outcome.PASSED, Outcome.FAILED, Outcome.FAILED), 1),
        (OwnTests(state=OwnTestsState.NONE), 1),
        (OwnTests(state=OwnTestsState.NOT_RUN), None),
    ],
)
def test_a_level_follows_from_any_share_of_own_tests(own: OwnTests, level: int | None) -> None:
    assert from_tests(own).proposed_level == level


def test_a_level_from_own_tests_says_why_and_whose_word_it_is() -> None:
    result = from_tests(own_tests(Outcome.PASSED, caught=8, total=10))
    assert result.because == "4, because seeded bugs that they notice: 8 of 10"
    assert "their own word" in result.rule
    assert from_tests(OwnTests(state=OwnTestsState.NONE)).because == "1, because there are none"
