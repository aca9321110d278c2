"""JUnit XML parses whatever was printed, and its counts agree with the grade."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

import pytest
import samples

from grader.model import Grade, Outcome, Suite, Verdict
from grader.reporting import junit, words

GRADES = {"accepted": samples.accepted(), "failing": samples.failing(), "void": samples.void()}


def parsed(grade: Grade) -> ET.Element:
    return ET.fromstring(junit.render(grade).encode())  # noqa: S314 (written by us a moment ago)


@pytest.mark.parametrize("grade", GRADES.values(), ids=GRADES)
def test_the_counts_of_every_suite_agree_with_its_cases(grade: Grade) -> None:
    root = parsed(grade)
    for element in (root, *root.iter("testsuite")):
        assert int(element.get("tests", "")) == len(list(element.iter("testcase")))
        assert int(element.get("failures", "")) == len(list(element.iter("failure")))
        assert int(element.get("errors", "")) == len(list(element.iter("error")))
        assert int(element.get("skipped", "")) == len(list(element.iter("skipped")))
        assert float(element.get("time", "")) >= 0


def test_every_case_of_the_grade_is_there_in_its_suite() -> None:
    grade = samples.failing()
    root = parsed(grade)
    assert [suite.get("name") for suite in root] == ["hidden", "shipped"]
    assert [len(list(suite.iter("testcase"))) for suite in root] == [len(suite.cases) for suite in grade.suites]
    outcomes = Counter(case.outcome for _, case in words.cases(grade))
    assert root.get("failures") == str(outcomes[Outcome.FAILED])
    assert root.get("errors") == str(outcomes[Outcome.ERROR])
    assert root.get("skipped") == str(outcomes[Outcome.SKIPPED])


def test_a_failure_carries_title_message_verdict_and_details() -> None:
    root = parsed(samples.failing())
    found = [each for each in root.iter("failure") if each.get("type") == "run_time_error"]
    assert len(found) == 1
    assert found[0].get("message") == (
        "A thousand random operations agree with a plain model: ValueError: list.remove(x): x not in list"
    )
    assert "line 41, in get" in (found[0].text or "")


def test_an_accepted_grade_is_all_green() -> None:
    root = parsed(samples.accepted())
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("25", "0", "0")


def test_a_void_grade_is_an_error_even_though_no_case_failed() -> None:
    root = parsed(samples.void())
    assert (root.get("failures"), root.get("errors")) == ("0", "1")
    error = next(root.iter("error"))
    assert error.get("type") == "judge_error"
    assert "no space left on device" in (error.text or "")


def test_a_submission_that_does_not_build_is_not_green_for_want_of_cases() -> None:
    compile_error = samples.grade(
        submission=samples.submission("x"),
        verdict=Verdict.COMPILE_ERROR,
        verdict_reason="lru_cache.py:3: SyntaxError",
        score=0.0,
        equal_weight_score=0.0,
        requirements=(),
        suites=(Suite(name="hidden", kind="examined", cases=()),),
        criteria=(),
        measured=samples.accepted().measured,
    )
    root = parsed(compile_error)
    assert (root.get("tests"), root.get("failures")) == ("1", "1")


def test_characters_that_xml_forbids_are_shown_instead() -> None:
    raw = junit.render(samples.failing())
    assert not [character for character in raw if ord(character) < 32 and character not in "\n\t"]
    assert "⟨U+001B⟩" in raw
    assert "⟨U+FFFE⟩" in raw
