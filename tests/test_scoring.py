"""Results and a rubric in, levels and a score out: tables."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import (
    Case,
    Challenge,
    CriterionResult,
    Interface,
    Limits,
    NotMeasured,
    Outcome,
    Requirement,
    Suite,
    Verdict,
)
from grader.norms import Norms
from grader.rubric import Criterion, Rubric, load_rubric
from grader.scoring import Scored, score

PASSED, FAILED, ERROR, SKIPPED = Outcome.PASSED, Outcome.FAILED, Outcome.ERROR, Outcome.SKIPPED
NO_CHECK = "no hidden case speaks for it, so it is no part of the score: a reviewer sets it"


def requirement(id_: str, criterion: str = "correctness", points: int = 1) -> Requirement:
    return Requirement(id=id_, text=f"Promise {id_}", criterion=criterion, points=points)


def challenge_of(*requirements: Requirement) -> Challenge:
    return Challenge(
        slug="words",
        title="Words",
        version="1.0.0",
        summary="Words.",
        languages=("python",),
        time_box="2h",
        interface=Interface(kind="program"),
        requirements=requirements,
        limits=Limits(),
        rubric="small",
        folder="/nowhere",
        sha256="",
    )


def criterion(name: str, weight: int, *, measured: bool = True) -> Criterion:
    return Criterion(
        name=name,
        title=name.title(),
        weight=weight,
        measured=measured,
        who="The machine.",
        evidence="Cases.",
        anchors={4: "all", 3: "most", 2: "some", 1: "none"},
        norm="None.",
        source="House rule.",
        propose={4: 1.0, 3: 0.8, 2: 0.5},
        propose_from_tests={},
        items=(),
    )


def rubric_of(*criteria: Criterion) -> Rubric:
    return Rubric(
        name="small",
        title="Small",
        version="1.0.0",
        sha256="",
        weights_reason="Because.",
        propose_reason="House rule.",
        level_names={4: "strong", 3: "good", 2: "partial", 1: "not yet"},
        criteria=criteria,
        ignore=(),
        norms=Norms(few_lines=0, few_lines_source="", measures={}, concepts=()),
    )


SMALL = rubric_of(criterion("correctness", 60), criterion("efficiency", 20), criterion("design", 20, measured=False))


def case(requirement_id: str, outcome: Outcome = PASSED, title: str = "It works.") -> Case:
    verdict = Verdict.ACCEPTED if outcome is PASSED else Verdict.WRONG_ANSWER
    return Case(name="t", title=title, requirement=requirement_id, outcome=outcome, verdict=verdict, duration_s=0.1)


def scored(requirements: Sequence[Requirement], cases: Sequence[Case], rubric: Rubric = SMALL) -> Scored:
    suite = Suite(name="hidden", kind="hidden", cases=tuple(cases))
    return score(challenge=challenge_of(*requirements), rubric=rubric, suites=[suite])


def correctness(requirements: Sequence[Requirement], cases: Sequence[Case]) -> CriterionResult:
    return scored(requirements, cases).criteria[0]


# ── Requirements ──


@pytest.mark.parametrize(
    ("outcomes", "passed", "total", "met"),
    [
        ([PASSED], 1, 1, True),
        ([PASSED, PASSED, PASSED], 3, 3, True),
        ([PASSED, FAILED], 1, 2, False),
        ([FAILED], 0, 1, False),
        ([PASSED, SKIPPED], 1, 1, True),
        ([FAILED, SKIPPED], 0, 1, False),
        ([SKIPPED], 0, 0, None),
        ([], 0, 0, None),
        ([PASSED, ERROR], 1, 2, None),
        ([FAILED, ERROR], 0, 2, None),
    ],
)
def test_a_requirement_is_met_when_all_its_counted_cases_passed(
    outcomes: list[Outcome], passed: int, total: int, *, met: bool | None
) -> None:
    (result,) = scored([requirement("R1")], [case("R1", outcome) for outcome in outcomes]).requirements
    assert (result.passed, result.total, result.met) == (passed, total, met)


def test_the_cases_of_every_suite_count() -> None:
    suites = [Suite(name=name, kind="hidden", cases=(case("R1"),)) for name in ("core", "edges")]
    (result,) = score(challenge=challenge_of(requirement("R1")), rubric=SMALL, suites=suites).requirements
    assert result.total == 2


def test_a_case_that_cites_nothing_known_counts_for_nothing() -> None:
    result = scored([requirement("R1")], [case("R1"), case("", FAILED), case("R9", FAILED)])
    assert result.score == 100


# ── Criteria and levels ──


def test_a_proposal_says_which_requirements_it_follows_from_and_by_which_rule() -> None:
    requirements = [requirement(f"R{number}", points=1) for number in range(1, 8)]
    cases = [case(f"R{number}") for number in (1, 2, 3, 4, 5, 6)] + [case("R6", FAILED), case("R7", FAILED)]
    criterion, *_ = scored(requirements, cases).criteria
    assert criterion.because == "2, because R1\N{EN DASH}R5 are met, R6 is partly met and R7 is not met"
    assert criterion.rule.startswith("Level 4 from 100 % of the points, 3 from 80 %, 2 from 50 %; below that 1.")
    assert criterion.anchors == {4: "all", 3: "most", 2: "some", 1: "none"}


def test_what_is_not_assessed_has_no_because() -> None:
    criterion, *_ = scored([requirement("R1")], []).criteria
    assert (criterion.because, criterion.rule) == ("", "")


@pytest.mark.parametrize(
    ("points", "failed", "fraction", "level", "anchor"),
    [
        ((5, 5), (), 1.0, 4, "all"),
        ((4, 1), (1,), 0.8, 3, "most"),
        ((7, 2, 1), (1,), 0.8, 3, "most"),
        ((5, 5), (1,), 0.5, 2, "some"),
        ((5, 4), (0,), 4 / 9, 1, "none"),
        ((5, 5), (0, 1), 0.0, 1, "none"),
    ],
)
def test_a_level_is_proposed_from_the_points_of_met_requirements(
    points: tuple[int, ...], failed: tuple[int, ...], fraction: float, level: int, anchor: str
) -> None:
    requirements = [requirement(f"R{index}", points=value) for index, value in enumerate(points)]
    cases = [case(f"R{index}", FAILED if index in failed else PASSED) for index in range(len(points))]
    result = correctness(requirements, cases)
    assert (result.fraction, result.proposed_level, result.anchor) == (fraction, level, anchor)
    assert result.reviewed_level is None


def test_requirements_are_scored_and_not_tests() -> None:
    many = [case("R1") for _ in range(99)]
    assert correctness([requirement("R1"), requirement("R2")], [*many, case("R2", FAILED)]).fraction == 0.5


def test_an_undecided_requirement_takes_its_points_out_of_the_fraction() -> None:
    result = correctness([requirement("R1"), requirement("R2", points=9)], [case("R1"), case("R2", SKIPPED)])
    assert result.fraction == 1.0


def test_criteria_come_in_the_rubric_s_order_and_requirements_in_the_challenge_s() -> None:
    result = scored([requirement("R2", "efficiency"), requirement("R10"), requirement("R1")], [])
    assert [found.name for found in result.criteria] == ["correctness", "efficiency", "design"]
    assert [found.id for found in result.requirements] == ["R2", "R10", "R1"]


# ── The score ──


TWO = (requirement("R1"), requirement("R2", "efficiency"))


@pytest.mark.parametrize(
    ("cases", "weighted", "equal"),
    [
        ([case("R1"), case("R2")], 100.0, 100.0),
        ([case("R1"), case("R2", FAILED)], 75.0, 50.0),
        ([case("R1", FAILED), case("R2")], 25.0, 50.0),
        ([case("R1", FAILED), case("R2", FAILED)], 0.0, 0.0),
        ([case("R1")], 100.0, 100.0),
        ([case("R1", FAILED)], 0.0, 0.0),
        ([case("R1", ERROR), case("R2")], 100.0, 100.0),
        ([], None, None),
    ],
)
def test_weights_are_shared_among_the_criteria_that_something_speaks_for(
    cases: list[Case], weighted: float | None, equal: float | None
) -> None:
    result = scored(TWO, cases)
    assert (result.score, result.equal_weight_score) == (weighted, equal)


@pytest.mark.parametrize(("met", "of", "expected"), [(1, 3, 33.3), (2, 3, 66.7), (1, 16, 6.3), (3, 16, 18.8)])
def test_a_score_has_one_decimal_and_halves_go_up(met: int, of: int, expected: float) -> None:
    requirements = [requirement(f"R{index}") for index in range(of)]
    cases = [case(f"R{index}", PASSED if index < met else FAILED) for index in range(of)]
    assert scored(requirements, cases).score == expected


@given(st.lists(st.tuples(st.integers(1, 100), st.sampled_from(Outcome)), max_size=12), st.randoms())
def test_the_order_of_cases_changes_no_number(given_: list[tuple[int, Outcome]], shuffle: random.Random) -> None:
    names = ("correctness", "efficiency")
    requirements = [requirement(f"R{i}", names[i % 2], points) for i, (points, _) in enumerate(given_)]
    cases = [case(f"R{i}", outcome) for i, (_, outcome) in enumerate(given_)]
    before = scored(requirements, cases)
    shuffle.shuffle(cases)
    assert scored(requirements, cases) == before
    assert before.score is None or 0 <= before.score <= 100


@given(st.lists(st.tuples(st.integers(1, 100), st.booleans()), min_size=1, max_size=12), st.data())
def test_one_more_requirement_met_never_costs_points(given_: list[tuple[int, bool]], data: st.DataObject) -> None:
    better = data.draw(st.integers(0, len(given_) - 1))
    requirements = [requirement(f"R{i}", points=points) for i, (points, _) in enumerate(given_)]
    cases = [case(f"R{i}", PASSED if met else FAILED) for i, (_, met) in enumerate(given_)]
    before = scored(requirements, cases).score or 0.0
    cases[better] = case(f"R{better}")
    assert (scored(requirements, cases).score or 0.0) >= before


# ── Words ──


@pytest.mark.parametrize(
    ("cases", "line"),
    [
        ([case("R1")], "R1 met: its one case passed"),
        ([case("R1"), case("R1"), case("R1", SKIPPED)], "R1 met: all 2 cases passed"),
        (
            [case("R1"), case("R1", FAILED, "Least recently used goes first."), case("R1"), case("R1")],
            "R1 not met: 1 of 4 cases failed (Least recently used goes first)",
        ),
        ([case("R1", FAILED, "Sorts.")], "R1 not met: 1 of 1 case failed (Sorts)"),
        (
            [case("R1", FAILED, title) for title in "abcde"],
            "R1 not met: 5 of 5 cases failed (a; b; c; and 2 more)",
        ),
        ([case("R1", SKIPPED), case("R1", SKIPPED)], "R1 not assessed: 2 of 2 cases skipped"),
        ([], "R1 not assessed: no case ran"),
        (
            [case("R1"), case("R1", ERROR)],
            "R1 not assessed: 1 of 2 cases could not be judged, which is our error and not the candidate's",
        ),
    ],
)
def test_the_evidence_cites_requirement_counts_and_what_failed(cases: list[Case], line: str) -> None:
    assert correctness([requirement("R1")], cases).evidence == (line,)


def test_what_nothing_speaks_for_is_named_with_the_reason() -> None:
    result = scored([requirement("R1")], [case("R1", SKIPPED)])
    assert result.not_measured == (
        NotMeasured(what="R1: Promise R1", why="1 of 1 case skipped"),
        NotMeasured(what="Correctness", why="none of its requirements could be assessed (R1)"),
        NotMeasured(what="Efficiency", why="this challenge has no requirement for this criterion: a reviewer sets it"),
        NotMeasured(what="Design", why=NO_CHECK),
    )
    for criterion_result in result.criteria:
        assert (criterion_result.proposed_level, criterion_result.fraction, criterion_result.anchor) == (None, None, "")


def test_the_shipped_rubric_scores_full_marks_without_the_criteria_that_people_judge() -> None:
    names = ("correctness", "edge_cases", "integrity", "efficiency")
    requirements = [requirement(f"R{index}", name) for index, name in enumerate(names)]
    result = scored(requirements, [case(f"R{index}") for index in range(4)], load_rubric("algorithm"))
    assert (result.score, result.equal_weight_score) == (100.0, 100.0)
    assert [found.proposed_level for found in result.criteria] == [4, 4, 4, 4, None, None, None, None]
    assert [found.why for found in result.not_measured] == [NO_CHECK] * 4
