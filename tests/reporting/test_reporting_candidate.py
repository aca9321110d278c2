"""The candidate's copy tells what it should, and nothing of what stays hidden: not one field of the grade too many."""

from __future__ import annotations

import re

import canaries
import msgspec
import pytest
import samples
import samples_reviewed
import sound

from grader.checks.quality.reading import WELL_DONE
from grader.model import Grade, OwnTestsState, Verdict
from grader.norms import PRACTICES
from grader.reporting import candidate_markdown, candidate_words, html_candidate

_OURS = re.compile(r"<style>.*?</style>|<svg.*?</svg>|<meta [^>]*>", re.DOTALL)


def _html(grade: Grade) -> str:
    """The page without its style sheet, marks and policy, in which anything may look like a number."""
    return _OURS.sub("", html_candidate.render(grade))


FORMATS = {"html": _html, "markdown": candidate_markdown.render}
ALWAYS = {
    *canaries.IDENTIFIERS,
    "challenge.slug",
    "challenge.title",
    "rubric.ignore",
}
UNLESS_VOID = {
    "requirements.id",
    "requirements.text",
    "quality.strengths",
    "quality.functions.path",
    "quality.functions.name",
}
ONCE_REVIEWED = {"criteria.title", "review.reviews.to_candidate"}
NUMBERS = {"quality.written_lines", "quality.test_lines", "quality.functions.line"}
REVIEWED = {
    "own_tests__state": OwnTestsState.RAN,
    "criteria__reviewed_level": [2.5, None],
    "review__reviews__joint": [False, True],
}
STATES: list[bool | None] = [False, None]


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("name", FORMATS)
def test_once_reviewed_no_field_shows_that_is_not_on_the_list(name: str, verdict: Verdict) -> None:
    planted = canaries.planted(verdict=verdict, requirements__met=STATES, **REVIEWED)
    told = FORMATS[name](planted.grade)
    void = verdict is Verdict.JUDGE_ERROR
    allowed = ALWAYS | {"review.reviews.to_candidate"} if void else ALWAYS | UNLESS_VOID | ONCE_REVIEWED
    assert planted.shown(told) == allowed
    assert planted.counted(told) == (set() if void else NUMBERS)


@pytest.mark.parametrize("name", FORMATS)
def test_before_the_review_neither_levels_nor_anybodys_words_show(name: str) -> None:
    planted = canaries.planted(
        verdict=Verdict.WRONG_ANSWER, own_tests__state=OwnTestsState.RAN, requirements__met=STATES, review=None
    )
    told = FORMATS[name](planted.grade)
    assert planted.shown(told) == ALWAYS | UNLESS_VOID
    assert planted.counted(told) == NUMBERS
    assert "No reviewer has decided on any level yet." in told


def test_the_canaries_stand_in_every_field_that_matters() -> None:
    planted = canaries.planted(**REVIEWED)
    hidden = {
        "suites.cases.name",
        "suites.cases.title",
        "suites.cases.message",
        "suites.cases.details",
        "suites.cases.printed",
        "suites.cases.exhibits.text",
        "suites.series.label",
        "suites.guards",
        "verdict_reason",
        "own_tests.seeded.not_caught",
        "own_tests.tests.message",
        "flags.evidence",
        "criteria.evidence",
        "criteria.because",
        "criteria.items.evidence",
        "quality.findings.message",
        "quality.practices.evidence",
        "quality.hot_spots.code",
        "review.reviews.reviewer",
        "review.reviews.summary",
        "review.reviews.comments.text",
        "review.reviews.judgements.reason",
        "preparation.words",
        "not_measured.why",
        "sources.text",
    }
    assert hidden <= set(planted.words)
    assert {"score", "equal_weight_score", "requirements.total", "review.level"} <= set(planted.numbers)


@pytest.mark.parametrize("name", FORMATS)
def test_a_level_is_a_word_and_never_a_number(name: str) -> None:
    told = FORMATS[name](samples_reviewed.by_two())
    assert "between not yet and partial" in told
    assert "meets the bar" in told
    assert "not assessed" in told
    assert "2.34" not in told
    assert "1.5" not in told
    assert "of 4" not in told


@pytest.mark.parametrize("name", FORMATS)
def test_requirements_are_sorted_by_how_far_they_are_met_without_a_count_of_cases(name: str) -> None:
    told = FORMATS[name](samples_reviewed.by_two())
    order = [
        "Met",
        "Returns the stored value",
        "Partly met",
        "Evicts the least recently",
        "Not met",
        "makes room before",
    ]
    assert [told.index(part) for part in order] == sorted(told.index(part) for part in order)
    assert "2 of 6 requirements are met." in told
    assert "of 5" not in told


@pytest.mark.parametrize("name", FORMATS)
def test_a_void_grade_costs_nothing_is_run_again_and_judges_nothing(name: str) -> None:
    told = FORMATS[name](samples.void())
    assert "This run is void." in told
    assert "costs you nothing" in told
    assert "it will be run again" in told
    assert "Returns the stored value" not in told
    assert "no space left on device" not in told


@pytest.mark.parametrize("name", FORMATS)
def test_what_could_not_be_judged_is_said_not_to_count(name: str) -> None:
    grade = samples.accepted()
    unknown = (msgspec.structs.replace(grade.requirements[0], met=None), *grade.requirements[1:])
    told = FORMATS[name](msgspec.structs.replace(grade, requirements=unknown, quality=None, own_tests=None))
    assert "Not judged" in told
    assert candidate_words.NOT_JUDGED in told
    assert "No tool looked at the quality of your code in this run." in told
    assert "Your own tests were not looked at in this run." in told


@pytest.mark.parametrize("name", FORMATS)
def test_how_to_contest_names_who_decides_what_to_send_and_what_identifies_the_run(name: str) -> None:
    grade = samples_reviewed.by_two()
    told = FORMATS[name](grade)
    for part in (candidate_words.WHO_DECIDES, candidate_words.REPRODUCES, *candidate_words.TO_SEND):
        assert part in told
    assert grade.submission.sha256 in told
    assert f"lru-cache {grade.challenge.version}" in told


@pytest.mark.parametrize("name", FORMATS)
def test_strengths_and_good_practice_are_told_to_whom_they_belong(name: str) -> None:
    told = FORMATS[name](samples.accepted())
    assert "There are tests of your own." in told
    assert "the candidate's own" not in told
    assert "Are there tests" not in told


@pytest.mark.parametrize("name", FORMATS)
def test_what_does_not_count_and_the_reviewers_words_are_there(name: str) -> None:
    told = FORMATS[name](samples_reviewed.by_two())
    assert samples_reviewed.IGNORED[0] in told
    assert "Reading an entry should count as using it; look at what get does to the order." in told
    assert "M. Okafor" not in told


def test_every_question_of_good_practice_is_either_a_strength_or_has_words_of_praise() -> None:
    assert set(candidate_words.PRAISE) | set(WELL_DONE) == PRACTICES
    assert not set(candidate_words.PRAISE) & set(WELL_DONE)


@pytest.mark.parametrize(
    "grade",
    [
        samples_reviewed.by_two(samples.HOSTILE),
        samples_reviewed.by_one(),
        samples_reviewed.unreviewed(),
        samples.void(),
    ],
    ids=["hostile", "reviewed", "unreviewed", "void"],
)
def test_the_page_is_sound(grade: Grade) -> None:
    sound.of(html_candidate.render(grade))


def test_hostile_text_adds_not_one_element_to_what_harmless_text_gives() -> None:
    harmless = tuple(f"case {number}" for number in range(len(samples.HOSTILE)))
    shapes = [
        [element.tag for element in sound.of(html_candidate.render(samples_reviewed.by_two(texts))).elements]
        for texts in (samples.HOSTILE, harmless)
    ]
    assert shapes[0] == shapes[1]


def test_the_title_tells_the_tab_apart() -> None:
    shown = sound.of(html_candidate.render(samples_reviewed.by_two()))
    assert shown.one("title").text == "Your submission to LRU cache with expiry"


@pytest.mark.parametrize("name", FORMATS)
def test_a_large_grade_stays_a_letter(name: str) -> None:
    assert len(FORMATS[name](samples_reviewed.large())) < 400_000
