"""The guide asks what the evidence leaves open: by its rules, once each, within the time, and giving nothing away."""

from __future__ import annotations

from itertools import pairwise

import canaries
import pytest
import samples
import samples_code
import samples_reviewed
from occasions import BARE, OF_RULES, changed, finding, function, plain, stopped, unbuilt, with_code, with_own_tests

from grader.model import GRAVE, FileCoverage, Grade, OwnTestsState, Place, Verdict
from grader.paths import REPORTS
from grader.reporting import words
from grader.reporting.interview import MOST_MINUTES, MOST_QUESTIONS, Question, guide, minutes
from grader.reporting.interview_code import ASKED_ABOUT, About
from grader.reporting.interview_rules import RULES, Rule
from grader.rubric import load_rubric

FINDS_CONCEPTS = [rule.find for rule in RULES if isinstance(rule.find, About)]
EVERY = [*OF_RULES.values(), samples_reviewed.by_two(samples.HOSTILE), samples_reviewed.by_one(), samples.failing()]
OWN_CODE_AND_BRIEF = {
    "requirements.text",
    "criteria.title",
    "quality.functions.name",
    "quality.functions.path",
    "quality.findings.path",
    "quality.findings.title",
    "quality.repeated.first.path",
    "quality.repeated.second.path",
    "quality.suppressions.where.path",
    "own_tests.coverage.path",
}


def kinds(grade: Grade) -> list[str]:
    return [question.kind for question in guide(grade)]


def asked(grade: Grade, kind: str) -> Question:
    return next(question for question in guide(grade) if question.kind == kind)


# ── The rules ──


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_asked_where_there_is_occasion(rule: Rule) -> None:
    assert rule.name in kinds(OF_RULES[rule.name])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_rule_but_those_that_are_always_asked_finds_anything_in_nothing(rule: Rule) -> None:
    expected = {"ownership", "live change", "everything met"}
    assert bool(list(rule.find(plain()))) == (rule.name in expected)


def test_every_rule_has_its_line_in_the_documentation() -> None:
    described = (REPORTS.parent / "docs" / "reports.md").read_text("utf-8")
    for rule in RULES:
        assert f"| {rule.name} | {rule.when} | {rule.minutes} | {rule.weight} |" in described
    assert f"at most {MOST_QUESTIONS} questions and {MOST_MINUTES} minutes" in described


def test_rules_have_names_of_their_own_and_stand_in_the_order_of_their_weight() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    weights = [rule.weight for rule in RULES]
    assert weights == sorted(weights, reverse=True)


def test_concepts_that_rules_ask_about_are_those_of_the_norms() -> None:
    known = {concept.name for concept in load_rubric("algorithm").norms.concepts}
    asked_about = {concept for find in FINDS_CONCEPTS for concept in find.concepts}
    assert asked_about <= known
    assert asked_about == ASKED_ABOUT


def test_questions_speak_to_somebody_with_respect() -> None:
    for rule in RULES:
        said = rule.question.casefold()
        assert "you" in said
        assert not [
            word
            for word in ("wrong with", "you fail", "cheat", "copied", "mistake of yours", "why did")
            if word in said
        ]
        assert rule.good_answer


# ── The choice ──


@pytest.mark.parametrize("grade", EVERY)
def test_the_weightiest_come_first_and_the_time_is_kept(grade: Grade) -> None:
    weights = {rule.name: rule.weight for rule in RULES}
    questions = guide(grade)
    assert len(questions) <= MOST_QUESTIONS
    assert minutes(questions) <= MOST_MINUTES
    found = [weights[question.kind] for question in questions]
    # A requirement's points, or a function over its limit, add at most ten.
    assert all(later - earlier <= 10 for earlier, later in pairwise(found))


@pytest.mark.parametrize("grade", EVERY)
def test_ownership_and_one_small_change_are_always_asked(grade: Grade) -> None:
    found = kinds(grade)
    assert found.count("ownership") == 1
    assert len({"live change", "untested lines"} & set(found)) == 1


@pytest.mark.parametrize("grade", EVERY)
def test_nothing_is_asked_twice_about_the_same_requirement(grade: Grade) -> None:
    questions = [question.question for question in guide(grade)]
    assert len(set(questions)) == len(questions)
    for requirement in grade.requirements:
        assert sum(f"“{requirement.text}”" in question for question in questions) <= 1


def test_the_more_telling_rule_asks_about_a_requirement_that_several_could_ask_about() -> None:
    grade = samples_reviewed.unreviewed()  # R6 grows too fast, ran out of memory, and is met partly
    constant = [question.kind for question in guide(grade) if "constant time" in question.question]
    assert constant == ["growth above what is asked"]


def test_a_function_is_asked_about_once_and_the_walk_through_it_is_not_forgotten() -> None:
    pack, clean = function("pack", 1, cognitive=20), function("clean", 21, cognitive=2)
    grade = with_code(functions=(pack, clean), findings=(finding("sql_from_strings", "high", 5),))
    about = [question for question in guide(grade) if "pack" in question.question]
    assert [question.kind for question in about] == ["SQL from strings"]
    assert "hardest to follow (10 lines, cyclomatic complexity 3, cognitive complexity 20)" in about[0].why
    assert "clean (app.py:21-30)" in asked(grade, "live change").question


def test_a_function_over_its_limit_weighs_more_than_a_smaller_fault_in_it() -> None:
    put = samples_code.faulty()
    calm = changed(put, findings=tuple(each for each in put.findings if each.severity != "high"))
    question = asked(plain(quality=calm), "most complex function")
    assert "Walk us through LruCache.put in lru_cache.py:41-101" in question.question
    assert "An error is swallowed (line 48)" in question.why


def test_requirements_with_more_points_come_first() -> None:
    partly = [
        question for question in guide(samples_reviewed.unreviewed()) if question.kind == "requirement met partly"
    ]
    assert [question.why[:2] for question in partly] == ["R2", "R3"]


def test_what_does_not_start_gives_one_question_and_not_one_for_each_requirement() -> None:
    found = kinds(unbuilt())
    assert found[0] == "does not start"
    assert "requirement not met" not in found
    assert asked(unbuilt(), "does not start").why == "Compile error: lru_cache.py:3: SyntaxError"


def test_a_void_run_gives_nothing_to_ask() -> None:
    assert guide(samples.void()) == ()


def test_the_same_grade_gives_the_same_questions() -> None:
    assert guide(samples_reviewed.by_two()) == guide(samples_reviewed.by_two())


# ── What is asked ──


def test_reviewers_who_disagree_give_the_panel_the_anchors_to_probe() -> None:
    question = asked(samples_reviewed.by_two(), "reviewers two levels apart")
    assert question.criterion == "design"
    assert question.why.startswith("M. Okafor: 2 of 4, partial, J. Lindqvist: 4 of 4, strong.")
    assert "Level 2 reads “Works but the reader must trace" in question.good_answer
    assert "Level 4 reads “A colleague could add" in question.good_answer


def test_without_a_review_nobody_disagrees() -> None:
    assert not [kind for kind in kinds(samples_reviewed.unreviewed()) if kind.startswith("reviewers")]


def test_untested_lines_are_the_longest_stretch_of_the_least_covered_file() -> None:
    coverage = (
        FileCoverage(path="a.py", lines=90, covered_lines=80, branches=0, covered_branches=0, uncovered="1-30"),
        FileCoverage(path="b.py", lines=90, covered_lines=40, branches=0, covered_branches=0, uncovered="3, 7-12, 20"),
        FileCoverage(path="c.py", lines=90, covered_lines=90, branches=0, covered_branches=0, uncovered=""),
    )
    question = asked(with_own_tests(coverage=coverage), "untested lines")
    assert question.where == Place(path="b.py", line=7, end_line=12)
    assert "None of your tests run lines 7 to 12 of b.py." in question.question
    assert "44 %" in question.why


def test_seeded_bugs_are_named_to_the_panel_and_not_in_the_question() -> None:
    question = asked(samples.accepted(), "seeded bugs missed")
    assert "shared entries" in question.why
    assert "shared" not in question.question


@pytest.mark.parametrize(
    ("kind", "following"),
    [("exchange", "two instances"), ("plan", "a hundred times as many rows"), ("", "keep its data across a restart")],
)
def test_the_next_feature_fits_what_was_built(kind: str, following: str) -> None:
    grade = plain()
    if kind:
        exhibited = canaries.planted(suites__cases__exhibits__kind=kind).grade.suites[0].cases[0].exhibits
        suite = grade.suites[0]
        cases = (changed(suite.cases[0], exhibits=exhibited), *suite.cases[1:])
        grade = changed(grade, suites=(changed(suite, cases=cases),))
    assert following in asked(grade, "everything met").question


def test_a_limit_is_named_for_what_it_is() -> None:
    question = asked(stopped(Verdict.TIME_LIMIT_EXCEEDED), "too slow")
    assert question.why == "R1: 1 case stopped by the time limit. The first: A value that was put comes back"
    assert "“Returns the stored value until it expires”" in question.question


def test_a_flag_is_asked_about_without_saying_so() -> None:
    question = asked(OF_RULES["where it runs"], "where it runs")
    assert "2 integrity flags (Reads files outside its folder" in question.why
    assert "flag" not in question.question
    assert "outside" not in question.question


# ── What is given away ──


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.JUDGE_ERROR])
def test_no_question_holds_more_than_the_brief_and_the_candidates_own_code(verdict: Verdict) -> None:
    planted = canaries.planted(
        verdict=verdict,
        requirements__met=[False, None],
        requirements__passed=[0, 1],
        own_tests__state=OwnTestsState.RAN,
        suites__series__conclusion="above",
        review__reviews__joint=False,
        review__reviews__judgements__level=[1, 4],
        quality__findings__concept=["sql_from_strings", "secret"],
    )
    spoken = " ".join(question.question for question in guide(planted.grade))
    assert planted.shown(spoken) <= OWN_CODE_AND_BRIEF


@pytest.mark.parametrize("grade", EVERY)
def test_no_question_quotes_the_title_or_the_message_of_a_case(grade: Grade) -> None:
    spoken = " ".join(question.question for question in guide(grade))
    hidden = {text for _, case in words.cases(grade) for text in (case.title, case.message, case.name) if len(text) > 8}
    assert not [text for text in hidden if text in spoken]


def test_a_tools_own_words_which_may_quote_a_key_are_nowhere() -> None:
    for severity in GRAVE:
        grade = plain(quality=changed(BARE, findings=(finding("secret", severity), finding("odd", severity, 20))))
        told = " ".join(f"{each.question} {each.why} {each.good_answer}" for each in guide(grade))
        assert "KEY" not in told
