"""``result.json`` is the grade itself, described by a schema and read back without loss."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import msgspec
import pytest
import samples

from grader import reporting
from grader.errors import UserError
from grader.model import SCHEMA_VERSION
from grader.reporting import result_json

if TYPE_CHECKING:
    from grader.model import Grade

# A lone surrogate cannot be stored as UTF-8, so it alone does not come back as it was.
STORABLE = tuple(text for text in samples.HOSTILE if "\ud800" not in text)
GRADES = {"accepted": samples.accepted(), "failing": samples.failing(STORABLE), "void": samples.void()}


@pytest.mark.parametrize("grade", GRADES.values(), ids=GRADES)
def test_every_result_satisfies_the_published_schema(grade: Grade) -> None:
    schema = json.loads(result_json.SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(result_json.render(grade)), schema)


@pytest.mark.parametrize("change", [{"score": "100"}, {"verdict": "great"}, {"schema_version": 4}])
def test_the_schema_refuses_what_is_no_result(change: dict[str, object]) -> None:
    changed = json.loads(result_json.render(samples.accepted())) | change
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(changed, json.loads(result_json.schema()))


def test_the_published_schema_is_the_one_the_model_gives() -> None:
    told = "run `python -m grader.reporting.result_json`, and raise SCHEMA_VERSION if old results cannot be read"
    assert result_json.SCHEMA.read_text(encoding="utf-8") == result_json.schema(), told


@pytest.mark.parametrize("grade", GRADES.values(), ids=GRADES)
def test_what_was_written_is_read_back_equal(grade: Grade, tmp_path: Path) -> None:
    reporting.write(grade, tmp_path, [])
    assert reporting.read(tmp_path) == grade


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_result_that_an_older_version_wrote_is_read_and_rendered(version: int, tmp_path: Path) -> None:
    older = Path(__file__).parent / "older" / f"result-{version}.json"
    (tmp_path / "result.json").write_bytes(older.read_bytes())
    grade = reporting.read(tmp_path)
    assert (grade.schema_version, grade.score) == (SCHEMA_VERSION, json.loads(older.read_bytes())["score"])
    reporting.render(grade, tmp_path, reporting.names())
    assert (tmp_path / "report.html").stat().st_size > 10_000


def test_the_same_grade_gives_the_same_bytes() -> None:
    assert result_json.render(samples.failing()) == result_json.render(samples.failing())


def test_a_lone_surrogate_does_not_cost_the_result(tmp_path: Path) -> None:
    reporting.write(samples.failing(("name\udcff.py",)), tmp_path, ["html", "junit"])
    quality = reporting.read(tmp_path).quality
    assert quality is not None
    assert any("\\udcff" in finding.path for finding in quality.findings)


def test_a_missing_result_is_told_with_what_writes_it(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"result\.json: no such file\. `grade run"):
        reporting.read(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a result"),
        (b"{", "not a result"),
        (b"\xff\xfe", "not a result"),
        (b"[]", "not a result"),
        (b"{}", "schema_version"),
        (b'{"schema_version": 5}', "missing required field"),
        (b'{"schema_version": 3}', "missing required field"),
        (b'{"schema_version": 0}', "written in format 0"),
        (b'{"schema_version": 99, "new": 1}', "written in format 99, this version of grade reads formats 1 to 5"),
    ],
)
def test_a_malformed_result_is_told_and_not_guessed_at(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "result.json").write_bytes(content)
    with pytest.raises(UserError, match=says):
        reporting.read(tmp_path)


def test_hostile_text_in_an_error_about_a_result_is_shown_harmless(tmp_path: Path) -> None:
    raw = msgspec.json.decode(result_json.render(samples.accepted()))
    raw["verdict"] = "\x1b[2J"
    (tmp_path / "result.json").write_bytes(msgspec.json.encode(raw))
    with pytest.raises(UserError) as caught:
        reporting.read(tmp_path)
    assert "\x1b" not in str(caught.value)
