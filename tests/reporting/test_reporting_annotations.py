"""Findings on their lines, for GitHub and GitLab: what a candidate named never becomes a command, and is never lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import msgspec
import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model import Finding, Grade
from grader.reporting import github, gitlab

ACCEPTED = samples.accepted()
ANY_TEXT = st.text(st.characters(codec=None), max_size=40)
COMMAND = re.compile(r"::(error|warning|notice) ([^:\r\n]*)::([^\r\n]*)")
CI_COMMAND = re.compile(r"^\s*::|##(vso|teamcity)?\[", re.MULTILINE)


def with_findings(*changes: dict[str, Any]) -> Grade:
    """The tidy sample with its first finding, changed so and so."""
    assert ACCEPTED.quality is not None
    changed = tuple(msgspec.structs.replace(ACCEPTED.quality.findings[0], **each) for each in changes)
    return msgspec.structs.replace(ACCEPTED, quality=msgspec.structs.replace(ACCEPTED.quality, findings=changed))


def told(grade: Grade) -> list[tuple[str, dict[str, str], str]]:
    """Read commands back as GitHub's runner documents it: properties at commas, percent signs undone last."""
    read = []
    for row in github.render(grade).splitlines():
        found = COMMAND.fullmatch(row)
        assert found, row
        pairs = (each.split("=", 1) for each in found[2].split(","))
        properties = {name: undone(value, {"3A": ":", "2C": ","}) for name, value in pairs}
        read.append((found[1], properties, undone(found[3], {})))
    return read


def undone(text: str, more: dict[str, str]) -> str:
    known = {"25": "%", "0D": "\r", "0A": "\n"} | more
    return re.sub("%(25|0D|0A|3A|2C)", lambda found: known.get(found[1], found[0]), text)


def test_a_finding_stands_on_its_line_with_what_it_is_and_who_said_so() -> None:
    kind, properties, message = told(samples.failing(()))[5]
    assert (kind, properties["file"], properties["line"]) == ("error", "lru_cache.py", "58")
    assert message == "Text is run as code. Told by bandit B307, pylint W0123."


def test_the_verdict_and_what_is_unmet_come_first() -> None:
    first, second, *_ = told(samples.failing(()))
    assert (first[0], first[1]["title"]) == ("notice", "Verdict")
    assert (second[0], second[1]["title"]) == ("warning", "Requirement R2")


def test_a_void_grade_says_void_and_nothing_about_the_submission() -> None:
    ((kind, properties, message),) = told(samples.void())
    assert (kind, properties["title"]) == ("error", "Void, not zero")
    assert "costs the candidate nothing" in message


def test_no_more_than_github_shows_are_written_and_the_rest_is_counted() -> None:
    grade = with_findings(
        *({"severity": severity} for severity in ("high", "medium", "low", "note") for _ in range(15))
    )
    read = told(grade)
    assert Counter(kind for kind, _, _ in read) == {"error": 10, "warning": 10, "notice": 10}
    findings = sum("file" in properties for _, properties, _ in read)
    assert read[0][2] == f"Accepted. {60 - findings} more findings in report.sarif."


def test_a_finding_about_a_whole_file_has_no_line() -> None:
    assert "line" not in told(with_findings({"line": 0}))[1][1]


@pytest.mark.parametrize(
    "path",
    ["a,b.py", "a:b.py", "100%.py", "a%0Ab.py", "a\nb.py", "a\r\n::error ::x.py", "::stop-commands::x", "##[group]"],
)
def test_a_path_is_a_path_and_no_other_property_and_no_command(path: str) -> None:
    grade = with_findings({"path": path, "title": path})
    _, (_, properties, message) = told(grade)
    assert set(properties) == {"title", "file", "line"}
    assert not CI_COMMAND.search(properties["file"])
    assert not CI_COMMAND.search(message)
    if path in {"a,b.py", "a:b.py", "100%.py", "a%0Ab.py"}:
        assert properties["file"] == path


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_whatever_is_said_there_are_two_lines_and_three_properties(path: str, title: str, tool: str) -> None:
    grade = with_findings({"path": path, "title": title, "tools": (tool,), "criterion": title})
    read = told(grade)
    assert [set(properties) for _, properties, _ in read] == [{"title"}, {"title", "file", "line"}]


def test_neither_says_a_tools_words_about_a_line_which_may_quote_a_key() -> None:
    grade = with_findings({"message": "password 'hunter2' in the code"})
    assert "hunter2" not in github.render(grade) + gitlab.render(grade)


# ── GitLab ──


def issues(grade: Grade) -> list[dict[str, Any]]:
    return list(json.loads(gitlab.render(grade)))


def findings(grade: Grade) -> tuple[Finding, ...]:
    assert grade.quality is not None
    return grade.quality.findings


def test_every_finding_is_an_issue_with_a_print_of_its_own() -> None:
    grade = with_findings({}, {}, {"path": "other.py"}, {"line": 99})
    made = issues(grade)
    assert len(made) == len({each["fingerprint"] for each in made}) == len(findings(grade))
    for each in made:
        assert set(each) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert each["severity"] in {"info", "minor", "major", "critical", "blocker"}


def test_an_issue_keeps_its_print_when_its_line_moves() -> None:
    (here,), (there,) = issues(with_findings({"line": 3})), issues(with_findings({"line": 30}))
    assert here["fingerprint"] == there["fingerprint"]
    assert (here["location"]["lines"]["begin"], there["location"]["lines"]["begin"]) == (3, 30)


def test_an_issue_about_a_whole_file_stands_on_its_first_line() -> None:
    (made,) = issues(with_findings({"line": 0, "severity": "high", "concept": "", "tools": ("ruff E501",)}))
    assert made["location"]["lines"] == {"begin": 1}
    assert (made["severity"], made["check_name"]) == ("critical", "ruff/E501")


def test_where_nothing_was_looked_at_the_list_is_empty() -> None:
    assert issues(msgspec.structs.replace(samples.accepted(), quality=None)) == []


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT)
def test_any_name_of_a_file_makes_json_that_can_be_read(path: str) -> None:
    assert len(issues(with_findings({"path": path, "message": path}))) == 1
