"""The SARIF log is valid whatever it quotes, and says the same as the report."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import msgspec
import pytest
import samples

from grader.model import Grade, Quality
from grader.reporting import sarif

SCHEMA = json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
GRADES = {"accepted": samples.accepted(), "failing": samples.failing(), "void": samples.void()}


def run(grade: Grade) -> dict[str, Any]:
    (made,) = json.loads(sarif.render(grade))["runs"]
    return dict(made)


def quality(grade: Grade) -> Quality:
    assert grade.quality is not None
    return grade.quality


def with_findings(*changes: dict[str, Any]) -> Grade:
    """The tidy sample with its first finding, changed so and so."""
    grade = samples.accepted()
    first = quality(grade).findings[0]
    changed = tuple(msgspec.structs.replace(first, **each) for each in changes)
    return msgspec.structs.replace(grade, quality=msgspec.structs.replace(quality(grade), findings=changed))


@pytest.mark.parametrize("grade", GRADES.values(), ids=GRADES)
def test_every_log_satisfies_the_schema_of_the_standard(grade: Grade) -> None:
    jsonschema.Draft4Validator(SCHEMA).validate(json.loads(sarif.render(grade)))


def test_the_schema_refuses_what_is_no_log() -> None:
    log = json.loads(sarif.render(samples.accepted()))
    log["runs"][0]["results"][0]["level"] = "low"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate(log)


def test_every_finding_is_one_result_however_many_tools_say_it() -> None:
    grade = samples.failing(())
    results = [each for each in run(grade)["results"] if each["ruleId"] != sarif.SUPPRESSION]
    assert [each["message"]["text"] for each in results] == [each.message for each in quality(grade).findings]
    assert results[0]["properties"]["tools"] == ["bandit B307", "pylint W0123"]
    assert [tool["name"] for tool in run(grade)["tool"]["extensions"]][-1] == "ruff"


@pytest.mark.parametrize(
    ("severity", "level"), [("high", "error"), ("medium", "warning"), ("low", "note"), ("note", "note")]
)
def test_a_severity_is_a_level_and_a_rank(severity: str, level: str) -> None:
    (result,) = run(with_findings({"severity": severity}))["results"]
    assert result["level"] == level
    assert result["properties"]["severity"] == severity


def test_low_ranks_above_note_though_their_level_is_the_same() -> None:
    low, note = run(with_findings({"severity": "low"}, {"severity": "note"}))["results"]
    assert low["rank"] > note["rank"]


def test_a_result_names_its_rule_and_its_line() -> None:
    made = run(samples.failing(()))
    first = made["results"][0]
    rule = made["tool"]["driver"]["rules"][first["ruleIndex"]]
    assert (first["ruleId"], rule["id"]) == ("code_from_strings", "code_from_strings")
    assert rule["shortDescription"]["text"] == "Text is run as code"
    assert rule["helpUri"].startswith("https://bandit.readthedocs.io/")
    assert rule["properties"]["security-severity"] == "8.0"
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "lru_cache.py", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 58},
            }
        }
    ]


def test_a_finding_of_no_concept_keeps_its_tools_own_rule() -> None:
    (result,) = run(with_findings({"concept": "", "tools": ("eslint @scope/some rule",)}))["results"]
    assert result["ruleId"] == "eslint/@scope/some rule"


def test_a_finding_about_a_whole_file_has_no_line() -> None:
    (result,) = run(with_findings({"line": 0}))["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


@pytest.mark.parametrize(
    "path", ["a b/ü#1?.py", "javascript:alert(1)", "//evil.example/x.py", "100%.py", "C:\\x.py", "name\udcff.py"]
)
def test_a_path_is_a_relative_address_whatever_its_name(path: str) -> None:
    (result,) = run(with_findings({"path": path}))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    split = urlsplit(uri)
    assert (split.scheme, split.netloc, split.query, split.fragment) == ("", "", "", "")
    assert unquote(uri, errors="surrogatepass").removeprefix("." if path.startswith("/") else "") == path


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/rule",
        "javascript:alert(1)",
        "https://user:word@evil.example/",
        "https://evil.example/ x",
        "https://evil.example/\u202e",
        "https://",
        "",
    ],
)
def test_only_a_plain_https_address_is_a_page_of_help(address: str) -> None:
    made = run(with_findings({"help": address}))
    assert "helpUri" not in made["tool"]["driver"]["rules"][0]


def test_no_message_can_hold_a_link_or_a_character_that_acts() -> None:
    (result,) = run(with_findings({"message": "see [here](https://evil.example) \x1b[31m\u202e"}))["results"]
    assert result["message"]["text"] == "see [here] (https://evil.example) ⟨U+001B⟩[31m⟨U+202E⟩"


def test_fingerprints_stay_when_lines_move_and_tell_alike_findings_apart() -> None:
    def prints(*lines: int) -> list[dict[str, str]]:
        return [each["partialFingerprints"] for each in run(with_findings(*({"line": n} for n in lines)))["results"]]

    assert prints(3, 9) == prints(13, 19)
    assert prints(3)[0] != prints(3, 9)[1]


def test_suppressions_are_listed_as_information() -> None:
    found = [each for each in run(samples.failing(()))["results"] if each["ruleId"] == sarif.SUPPRESSION]
    assert [(each["kind"], each["level"], each["message"]["text"]) for each in found] == [
        ("informational", "none", "import os  # noqa: F401")
    ]


def test_what_was_not_measured_is_a_notification() -> None:
    (invocation,) = run(samples.failing(()))["invocations"]
    told = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert told[0] == "Not measured: data/words.py. Not analysed: 20,400 lines, more than 10,000."
    assert invocation["executionSuccessful"] is True


def test_without_an_analysis_there_are_no_results_and_it_is_said_why() -> None:
    made = run(samples.void())
    (invocation,) = made["invocations"]
    assert (made["results"], invocation["executionSuccessful"]) == ([], False)
    assert "Static quality" in " ".join(each["message"]["text"] for each in invocation["toolExecutionNotifications"])


def test_the_same_grade_gives_the_same_bytes() -> None:
    assert sarif.render(samples.failing()) == sarif.render(samples.failing())


def test_hostile_text_is_bounded_and_shown_as_what_it_is() -> None:
    made = sarif.render(samples.failing())
    assert len(made) < 2_000_000
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\x7f-\x9f]", made)
