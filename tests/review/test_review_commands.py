"""`grade review`, `grade compare`, `grade report` and `grade show`, as somebody types them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from grades import GRADE, changed, folder_with, judgement, review

from grader import reporting
from grader.cli import grade
from grader.review.documents import document, encoded


def typed(*arguments: object, given: str = "") -> Result:
    return CliRunner().invoke(grade, [str(each) for each in arguments], input=given, standalone_mode=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(GRADE, tmp_path / "anna")


def saved(folder: Path, name: str = "anna", **levels: int) -> Path:
    path = folder.parent / f"{name}.json"
    path.write_bytes(encoded(document(GRADE, review(name, **levels))))
    return path


def test_a_file_that_the_report_saved_is_taken_in(folder: Path) -> None:
    told = typed("review", folder, "--from", saved(folder, design=2))
    assert told.exception is None
    assert "Settled: level 3.3 of 4, weighted." in told.output
    assert told.output.splitlines()[-1] == str(folder / "candidate.html")


def test_a_review_is_asked_for_in_the_terminal(folder: Path) -> None:
    answers = ["", "", "", "2", "", "Mixed functions.", "3", "", "Reads well.", "A good start.", ""]
    told = typed("review", folder, "--as", "ben", given="\n".join(answers) + "\n")
    assert told.exception is None
    stored = reporting.read(folder)
    assert stored.review is not None
    assert [each.reviewed_level for each in stored.criteria] == [4, 2, 3]
    assert stored.review.reviews[0].summary == "A good start."
    assert not list(folder.glob(".review-*"))


def test_what_was_said_before_an_interruption_is_there_the_next_time(folder: Path) -> None:
    broken_off = typed("review", folder, "--as", "ben", given="\n\n\n2\n\nMixed functions.\n")
    assert broken_off.exception is not None
    told = typed("review", folder, "--as", "ben", given="3\n\nReads well.\n\n\n")
    assert "Going on behind 2 criteria" in told.output
    assert [each.reviewed_level for each in reporting.read(folder).criteria] == [4, 2, 3]


def test_two_reviewers_and_their_joint_note(folder: Path) -> None:
    first = typed("review", folder, "--reviewers", 2, "--from", saved(folder, "anna", design=1))
    assert "1 of 2 reviews are in. Nothing of them is shown before all are." in first.output
    second = typed("review", folder, "--from", saved(folder, "ben", design=4))
    assert "Design: 1 and 4" in second.output
    assert typed("review", folder, "--check").return_value == 1
    joint = typed("review", folder, "--joint", "--as", "both", given="2\nWe talked.\n\n")
    assert "Settled" in joint.output
    assert typed("review", folder, "--check").return_value == 0


def test_what_is_wrong_with_a_review_is_told_and_nothing_is_kept(folder: Path) -> None:
    path = folder.parent / "review.json"
    wrong = changed(review(), judgements=(judgement("correctness", 4), judgement("design", 2, "")))
    path.write_bytes(encoded(document(GRADE, wrong)))
    told = typed("review", folder, "--from", path)
    assert "communication: not judged" in str(told.exception)
    assert "design: level 2 without a reason" in str(told.exception)
    assert not (folder / "reviews").exists()


def test_reports_are_rendered_again_with_what_the_folder_has(folder: Path) -> None:
    reporting.render(GRADE, folder, ["junit"])
    told = typed("report", folder)
    assert told.output.splitlines() == [str(folder / "junit.xml"), str(folder / "report.html")]


def test_names_come_back_only_for_a_reason(folder: Path) -> None:
    assert "Say why" in str(typed("report", folder, "--unseal").exception)


def test_a_result_is_shown_where_a_folder_is_named(folder: Path) -> None:
    assert "Challenge" in typed("show", folder).output


def test_a_report_that_is_not_there_cannot_be_opened(folder: Path) -> None:
    assert "`grade report" in str(typed("show", folder, "--open").exception)


def test_agreement_is_told_over_many_results(tmp_path: Path) -> None:
    folders = [folder_with(GRADE, tmp_path / f"{number}") for number in range(10)]
    for number, folder in enumerate(folders):
        typed("review", folder, "--reviewers", 2, "--from", saved(folder, "anna", design=2 + number % 2))
        typed("review", folder, "--from", saved(folder, "ben", design=3))
    lines = typed("compare", *folders).output.splitlines()
    assert lines[0] == "10 submissions reviewed by two or more, blind to each other"
    design = next(line.split() for line in lines if line.startswith("Design"))
    assert design[1:6] == ["10", "50", "%", "100", "%"] or design[1:4] == ["10", "50%", "100%"]
    assert any("everybody gave the same level" in line for line in lines if line.startswith("Correctness"))


def test_many_results_make_one_table(tmp_path: Path) -> None:
    folders = [folder_with(GRADE, tmp_path / f"{number}") for number in range(3)]
    typed("review", folders[1], "--from", saved(folders[1], design=2))
    told = typed("compare", *folders, "--csv", tmp_path / "all.csv")
    assert told.exception is None
    with (tmp_path / "all.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["reviewed_design"] for row in rows] == ["", "2", ""]
    unwritable = typed("compare", *folders, "--csv", tmp_path / "nowhere" / "all.csv")
    assert "cannot be written" in str(unwritable.exception)
