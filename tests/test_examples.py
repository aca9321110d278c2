"""The example submissions of a challenge: what is read of them, and what their author is told otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from authoring import write, write_challenge

from grader.challenge import load_challenge, slugs
from grader.errors import ChallengeError
from grader.examples import Example, examples
from grader.model import Verdict


def read(root: Path, expectation: str, expected: str, *, language: str = "python") -> tuple[Example, ...]:
    folder = write_challenge(root)
    example = folder / "submissions" / expectation / "plain"
    write(example / "expected.yaml", expected)
    write(example / language / "solution.py", "")
    return examples(load_challenge(str(folder)))


def mistakes_in(root: Path, expectation: str, expected: str, *, language: str = "python") -> tuple[str, ...]:
    with pytest.raises(ChallengeError) as caught:
        read(root, expectation, expected, language=language)
    return caught.value.mistakes


@pytest.mark.parametrize("slug", slugs())
def test_the_examples_of_every_shipped_challenge_read(slug: str) -> None:
    found = examples(load_challenge(slug))
    assert {example.expectation for example in found} >= {"accepted", "wrong_answer", "do_nothing"}


def test_an_example_says_why_and_what_must_come_of_it(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "wrong_answer", "why: Sorts backwards.\nfails: [R1]\n")
    assert found == Example(
        expectation="wrong_answer",
        name="plain",
        language="python",
        folder=tmp_path / "words" / "submissions" / "wrong_answer" / "plain" / "python",
        why="Sorts backwards.",
        fails=("R1",),
        score_at_most=None,
        verdict=Verdict.WRONG_ANSWER,
    )


@pytest.mark.parametrize(
    ("expectation", "expected", "meant"),
    [
        ("accepted", "fails: []", ((), None, Verdict.ACCEPTED)),
        ("do_nothing", "fails: all", (("R1", "R2"), None, None)),
        ("time_limit_exceeded", "fails: [R2, R1]", (("R2", "R1"), None, Verdict.TIME_LIMIT_EXCEEDED)),
        ("cheats", "score_at_most: 37.5", (None, 37.5, None)),
        ("cheats", "score_at_most: 0\nverdict: run_time_error", (None, 0, Verdict.RUN_TIME_ERROR)),
    ],
)
def test_an_expectation_is_exact_requirements_or_a_most_score(
    expectation: str,
    expected: str,
    meant: tuple[tuple[str, ...] | None, float | None, Verdict | None],
    tmp_path: Path,
) -> None:
    (found,) = read(tmp_path, expectation, f"why: Because.\n{expected}\n")
    assert (found.fails, found.score_at_most, found.verdict) == meant


def test_a_challenge_without_examples_has_none(tmp_path: Path) -> None:
    assert examples(load_challenge(str(write_challenge(tmp_path)))) == ()


ONE_OF = 'one of "fails" and "score_at_most" says what must come of it. Write exactly one.'


@pytest.mark.parametrize(
    ("expectation", "expected", "mistake"),
    [
        ("wrong_answer", "fails: [R1]", '1: missing key "why". It is required here.'),
        ("wrong_answer", "why: a\nfials: [R1]", '2: unknown key "fials". Did you mean "fails"?'),
        ("wrong_answer", "why: a\nfails: [R11]", '2: unknown requirement "R11". Did you mean "R1"?'),
        ("wrong_answer", "why: a\nfails:\n- R1\n- R7", '4: unknown requirement "R7". Known: "R1", "R2".'),
        ("wrong_answer", "why: a\nfails: some", '2: "fails" must be a list, not "some".'),
        ("wrong_answer", "why: a\nfails: []", '2: "wrong_answer" fails at least one requirement. Put it right.'),
        ("accepted", "why: a\nfails: [R1]", '2: "accepted" fails nothing. Put it right.'),
        ("wrong_answer", "why: a", f"1: {ONE_OF}"),
        ("cheats", "why: a\nfails: all\nscore_at_most: 0", f"2: {ONE_OF}"),
        (
            "wrong_answer",
            "why: a\nscore_at_most: 0",
            '2: "wrong_answer" fails exact requirements. Name them in "fails".',
        ),
        ("cheats", "why: a\nscore_at_most: 101", '2: "score_at_most" must be a number from 0 to 100, not "101".'),
        (
            "wrong_answer",
            "why: a\nfails: all\nverdict: wrong_answer",
            '3: the folder says "wrong_answer" already. Remove the key.',
        ),
        (
            "cheats",
            "why: a\nscore_at_most: 0\nverdict: wrong_anser",
            '3: unknown verdict "wrong_anser". Did you mean "wrong_answer"?',
        ),
        ("cheats", "why: a: b\nscore_at_most: 0", "1: not valid YAML: mapping values are not allowed here."),
    ],
)
def test_an_author_is_told_file_line_and_remedy(expectation: str, expected: str, mistake: str, tmp_path: Path) -> None:
    told = mistakes_in(tmp_path, expectation, expected)
    assert f"words/submissions/{expectation}/plain/expected.yaml:{mistake}" in told


def test_an_unknown_expectation_is_told_the_near_miss(tmp_path: Path) -> None:
    assert mistakes_in(tmp_path, "wrong_anwser", "why: a\nfails: all") == (
        'words/submissions/wrong_anwser: unknown expectation "wrong_anwser". Did you mean "wrong_answer"?',
    )


def test_nobody_may_expect_our_own_error(tmp_path: Path) -> None:
    assert "unknown expectation" in mistakes_in(tmp_path, "judge_error", "why: a\nfails: all")[0]


def test_a_language_the_challenge_does_not_take_is_refused(tmp_path: Path) -> None:
    assert mistakes_in(tmp_path, "wrong_answer", "why: a\nfails: all", language="pyton") == (
        'words/submissions/wrong_answer/plain/pyton: "pyton" is no language of this challenge. Did you mean "python"?',
    )


def test_an_example_needs_a_submission_and_an_expectation(tmp_path: Path) -> None:
    folder = write_challenge(tmp_path)
    (folder / "submissions" / "accepted" / "plain").mkdir(parents=True)
    with pytest.raises(ChallengeError) as caught:
        examples(load_challenge(str(folder)))
    assert caught.value.mistakes == (
        "words/submissions/accepted/plain: no submission. Add a folder named for a language, such as python.",
        "words/submissions/accepted/plain/expected.yaml: cannot be read: No such file or directory.",
    )
