"""Every hidden test cites a requirement, and every requirement is cited: told from the syntax alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from authoring import SUITE, changed, write, write_challenge

from grader.challenge import load_challenge
from grader.errors import ChallengeError

Change = tuple[str, str]


def mistakes_of(folder: Path) -> list[str]:
    with pytest.raises(ChallengeError) as caught:
        load_challenge(str(folder))
    return list(caught.value.mistakes)


DECORATED = '@pytest.mark.requirement("R2")\n'

CITATION_MISTAKES: list[tuple[Change, list[str]]] = [
    (
        (DECORATED, ""),
        [
            'challenge.yaml:14: no test cites R2. Add one with @pytest.mark.requirement("R2"), or drop it.',
            'suite/test_words.py:9: test_nothing cites no requirement. Add @pytest.mark.requirement("R1") above it.',
        ],
    ),
    (
        (DECORATED, '@pytest.mark.requirement("R1")\n@pytest.mark.requirement("R2")\n'),
        ["suite/test_words.py:10: test_nothing cites more than one requirement. Keep one."],
    ),
    (
        (DECORATED, DECORATED + DECORATED.replace("R2", "R22")),
        [
            "suite/test_words.py:10: test_nothing cites more than one requirement. Keep one.",
            'suite/test_words.py:10: unknown requirement "R22". Did you mean "R2"?',
        ],
    ),
    (
        (DECORATED, "@pytest.mark.requirement(SECOND)\n"),
        [
            'challenge.yaml:14: no test cites R2. Add one with @pytest.mark.requirement("R2"), or drop it.',
            'suite/test_words.py:9: the mark takes one id in plain quotes: @pytest.mark.requirement("R1").',
        ],
    ),
    (
        (DECORATED, "@pytest.mark.requirement\n"),
        [
            'challenge.yaml:14: no test cites R2. Add one with @pytest.mark.requirement("R2"), or drop it.',
            'suite/test_words.py:9: the mark takes one id in plain quotes: @pytest.mark.requirement("R1").',
        ],
    ),
    (
        ("import pytest\n", "import pytest\nthis is no Python\n"),
        [
            "suite/test_words.py:2: not valid Python: invalid syntax.",
        ],
    ),
]


@pytest.mark.parametrize(("change", "expected"), CITATION_MISTAKES)
def test_a_citation_that_is_wrong_is_told_with_its_line(change: Change, expected: list[str], tmp_path: Path) -> None:
    folder = write_challenge(tmp_path, suite=changed(SUITE, change))
    assert mistakes_of(folder) == [f"words/{mistake}" for mistake in expected]


@pytest.mark.parametrize(
    "second",
    [
        'pytestmark = pytest.mark.requirement("R2")\n\ndef test_nothing(submission): ...\n',
        'pytestmark = [pytest.mark.slow, pytest.mark.requirement("R2")]\n\ndef test_nothing(submission): ...\n',
        '@pytest.mark.requirement("R2")\nclass TestNothing:\n    def test_it(self, submission): ...\n',
        'class TestNothing:\n    pytestmark = pytest.mark.requirement("R2")\n    def test_it(self, submission): ...\n',
        'from pytest import mark\n\n@mark.requirement("R2")\ndef test_nothing(submission): ...\n',
        'if True:\n    @pytest.mark.requirement("R2")\n    def test_nothing(submission): ...\n',
        '@pytest.mark.parametrize("n", [pytest.param(1, marks=pytest.mark.requirement("R2"))])\ndef test_n(n): ...\n',
        'pytestmark = pytest.mark.requirement("R1")\n\n@pytest.mark.requirement("R2")\ndef test_nothing(): ...\n',
    ],
)
def test_a_test_cites_by_function_class_module_or_parameter(second: str, tmp_path: Path) -> None:
    folder = write_challenge(tmp_path, suite=changed(SUITE, (DECORATED, '@pytest.mark.requirement("R1")\n')))
    write(folder / "suite" / "test_second.py", f"import pytest\n\n{second}")
    assert load_challenge(str(folder)).slug == "words"


def test_helpers_and_uncollected_classes_need_no_citation(tmp_path: Path) -> None:
    helpers = "\n\ndef check(it):\n    def test_inner(): ...\n\n\nclass Oracle:\n    def test_of(self): ...\n"
    assert load_challenge(str(write_challenge(tmp_path, suite=SUITE + helpers))).slug == "words"


def test_a_suite_without_tests_is_refused(tmp_path: Path) -> None:
    folder = write_challenge(tmp_path)
    shutil.rmtree(folder / "suite")
    assert mistakes_of(folder) == ["words/suite: no test_*.py. Write the hidden tests there."]
