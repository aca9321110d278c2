"""The row fits its header, is read back as it was written, and runs nothing in a spreadsheet."""

from __future__ import annotations

import csv
import io

import canaries
import msgspec
import pytest
import samples
import samples_reviewed

from grader.model import Grade
from grader.paths import REPORTS
from grader.reporting import csv_row


def row(grade: Grade) -> dict[str, str]:
    header, *rows = csv.reader(io.StringIO(csv_row.render(grade)))
    assert len(rows) == 1
    assert len(set(header)) == len(header) == len(rows[0])
    return dict(zip(header, rows[0], strict=True))


@pytest.mark.parametrize(
    "grade",
    [samples.accepted(), samples.failing(), samples.void(), samples_reviewed.by_two(samples.HOSTILE)],
    ids=["accepted", "hostile", "void", "reviewed"],
)
def test_there_is_a_header_and_a_row_that_fits_it_whatever_a_candidate_wrote(grade: Grade) -> None:
    assert csv_row.render(grade).count("\n") == 2
    assert row(grade)["challenge"] == "lru-cache"


def test_a_failing_grade_in_numbers() -> None:
    cells = row(samples_reviewed.unreviewed())
    assert {name: cells[name] for name in ("verdict", "proposed_score", "points", "points_met", "flags")} == {
        "verdict": "wrong_answer",
        "proposed_score": "57.5",
        "points": "21",
        "points_met": "7",
        "flags": "2",
    }
    assert [cells[f"requirements_{state}"] for state in ("met", "partly", "not_met", "not_assessed")] == [
        "2",
        "3",
        "1",
        "0",
    ]
    assert (cells["proposed_correctness"], cells["reviewed_correctness"], cells["reviewers"]) == ("2", "", "0")
    assert (cells["findings_high"], cells["own_tests"], cells["own_tests_passed"]) == ("1", "ran", "9")
    assert (cells["own_tests_covered_percent"], cells["seeded_bugs_caught"], cells["seeded_bugs"]) == ("95", "17", "22")


def test_a_reviewed_grade_has_the_levels_of_its_review() -> None:
    cells = row(samples_reviewed.by_two())
    assert (cells["level"], cells["level_equal_weights"], cells["reviewers"]) == ("2.34", "2.36", "2")
    assert (cells["reviewed_integrity"], cells["reviewed_communication"]) == ("1.5", "")


def test_what_is_not_known_is_empty_and_never_zero() -> None:
    cells = row(samples.void())
    unknown = ("proposed_score", "level", "findings_high", "lines_written", "own_tests", "own_tests_passed")
    assert {cells[name] for name in unknown} == {""}
    assert cells["requirements_not_assessed"] == "6"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n@"])
def test_no_cell_is_a_formula(start: str) -> None:
    grade = samples.accepted()
    submission = msgspec.structs.replace(grade.submission, name=f'{start}HYPERLINK("x";"y")')
    cells = row(msgspec.structs.replace(grade, submission=submission))
    assert cells["submission"].startswith("'")
    assert 'HYPERLINK("x";"y")' in cells["submission"]
    assert not [cell for cell in cells.values() if cell[:1] in "=+-@\t\r" and cell]


def test_commas_quotes_and_line_breaks_stay_in_their_cell() -> None:
    grade = samples.accepted()
    submission = msgspec.structs.replace(grade.submission, name='a,"b"\nc')
    assert row(msgspec.structs.replace(grade, submission=submission))["submission"] == 'a,"b" ⏎ c'


def test_nothing_of_a_hidden_case_and_no_words_of_a_finding_come_in() -> None:
    planted = canaries.planted()
    assert planted.shown(csv_row.render(planted.grade)) == {
        *canaries.IDENTIFIERS,
        "challenge.slug",
        "criteria.name",
        "provenance.started",
    }


def test_every_column_is_described_where_the_reports_are() -> None:
    described = (REPORTS.parent / "docs" / "reports.md").read_text("utf-8")
    names = [name for name in csv_row.columns_of(samples.accepted()) if not name.startswith(("proposed_", "reviewed_"))]
    assert [name for name in names if f"`{name}`" not in described] == []
