"""When a grade is made again, and what is said of why."""

from __future__ import annotations

import msgspec
import nouns
import pytest

from grader.batch.estimating import in_words, left_s
from grader.batch.keys import Settings, changes, parts_of, why_again
from grader.batch.ledger import Entry, What
from grader.configuration import Configuration
from grader.model import Challenge, Dropped, History, Person, Submission
from grader.rubric import Rubric, load_rubric

IMAGES = {name: f"grader-{name}:1" for name in ("base", "python", "java", "examiner", "database", "analysis")}
SETTINGS = Settings(seed=7)
RUBRIC = load_rubric("algorithm")


def parts(
    *,
    submission: Submission | None = None,
    challenge: Challenge | None = None,
    rubric: Rubric = RUBRIC,
    images: dict[str, str] = IMAGES,
    settings: Settings = SETTINGS,
    version: str = "1.0",
) -> dict[str, str]:
    return parts_of(
        submission or nouns.submission(),
        challenge=challenge or nouns.challenge(),
        rubric=rubric,
        images=images,
        settings=settings,
        grader_version=version,
    )


def settings(**fields: object) -> Settings:
    return msgspec.structs.replace(SETTINGS, **fields)


def handed_in(**fields: object) -> Submission:
    return msgspec.structs.replace(nouns.submission(), **fields)


HISTORY = History(commits=1, merges=0, authors=1, first="", last="", one_word=0, subjects=())
BESIDE = "what lies beside the submission's files changed (history, language, files left out)"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (parts(), []),
        (parts(submission=handed_in(sha256="6" * 64)), ["the submission changed"]),
        (parts(submission=handed_in(name="anna")), []),
        (parts(submission=handed_in(history=HISTORY)), [BESIDE]),
        (parts(submission=handed_in(authors=(Person(name="A"),))), [BESIDE]),
        (parts(submission=handed_in(dropped=(Dropped(path="x", why="y"),))), [BESIDE]),
        (
            parts(challenge=msgspec.structs.replace(nouns.challenge(), sha256="d" * 64)),
            ["the challenge changed"],
        ),
        (parts(rubric=msgspec.structs.replace(RUBRIC, sha256="e" * 64)), ["the rubric changed"]),
        (parts(images=IMAGES | {"python": "grader-python:2"}), ["the image python changed"]),
        (parts(images=IMAGES | {"java": "grader-java:2", "database": "x"}), []),
        (
            parts(images=IMAGES | {"python": "grader-python:2", "examiner": "x"}),
            ["the image python changed", "the image examiner changed"],
        ),
        (parts(version="1.1"), ["the grader changed (1.0 -> 1.1)"]),
        (parts(settings=settings(seed=8)), ["the seed changed"]),
        (parts(settings=settings(runtime="runsc")), ["the runtime changed"]),
        (parts(settings=settings(own_tests=False)), ["the candidates' own tests switched off"]),
        (parts(settings=settings(blind=False)), ["the blind mode switched off"]),
        (
            parts(settings=settings(analysis=False)),
            ["the analysis switched off", "the image analysis is not wanted any more"],
        ),
        (
            parts(settings=settings(configuration=Configuration(registries={"pip": "https://x"}))),
            ["the configuration of registries changed"],
        ),
        (parts(settings=settings(configuration=Configuration(reviewers=2, proxy="http://p", timeout_s=9))), []),
        (parts(settings=settings(advisories="2")), ["the advisories changed"]),
    ],
)
def test_each_part_that_changed_is_told_and_nothing_else(now: dict[str, str], told: list[str]) -> None:
    assert changes(parts(), now) == told


def test_a_database_counts_where_the_challenge_asks_for_one() -> None:
    with_one = msgspec.structs.replace(nouns.challenge(), resources=("postgresql",))
    assert parts(challenge=with_one)["image database"] == "grader-database:1"
    assert "image database" not in parts()


def entry(what: What = What.GRADED, **changed: str) -> Entry:
    return Entry(id="anna", what=what, told="", folder="submission-1", parts=parts() | changed)


@pytest.mark.parametrize(
    ("before", "force", "gone", "why"),
    [
        (None, False, "", "new"),
        (entry(), False, "", ""),
        (entry(), True, "", "--force"),
        (entry(What.VOID), False, "", "void last time"),
        (entry(What.FAILED), True, "", "failed last time"),
        (Entry(id="anna", what=What.REFUSED, told=""), False, "", "refused last time"),
        (entry(What.REFUSED), False, "", ""),
        (entry(What.REFUSED, challenge="x"), False, "", "the challenge changed"),
        (entry(), False, "its result is gone", "its result is gone"),
        (entry(challenge="x", grader="0.9"), True, "", "the challenge changed, the grader changed (0.9 -> 1.0)"),
    ],
)
def test_a_finished_identical_grade_is_not_made_again_and_any_other_says_why(
    *, before: Entry | None, force: bool, gone: str, why: str
) -> None:
    assert why_again(before, parts(), force=force, gone=gone) == why


@pytest.mark.parametrize(
    ("took", "to_do", "jobs", "seconds", "words"),
    [
        ([], 10, 2, None, ""),
        ([10.0, 20.0], 10, 2, 67.5, "about 1 minute left"),
        ([60.0], 1, 4, 7.5, "less than a minute left"),
        ([100.0] * 60 + [10.0] * 50, 100, 1, 995.0, "about 17 minutes left"),
        ([3600.0], 10, 1, 34200.0, "about 10 hours left"),
    ],
)
def test_the_time_left_follows_from_what_grades_took_lately(
    took: list[float], to_do: int, jobs: int, seconds: float | None, words: str
) -> None:
    assert left_s(took, to_do=to_do, jobs=jobs) == seconds
    assert in_words(left_s(took, to_do=to_do, jobs=jobs)) == words
