"""The cohort's page and table: sound, blind, in no order of merit, and saying no more than is known."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import msgspec
import pytest
import samples
import sound
from page import Element, Page
from samples_batches import cohort, full, many, row

from grader.model import Grade, Verdict
from grader.reporting.html_cohort import Cohort, Missing, cohort_page, page_of, table_of
from grader.reporting.html_cohort_cases import Word
from grader.reporting.html_cohort_rows import Alike, Row
from grader.reporting.words import State

ACCEPTED, FAILING, VOID = samples.accepted(), samples.failing(samples.HOSTILE), samples.void()
FULL = full(*samples.HOSTILE)


def shown(given: Cohort) -> Page:
    """Read a page that keeps to what every page does."""
    return sound.of(page_of(given))


def words(element: Element) -> str:
    return " ".join(element.text.split())


def names(page: Page) -> list[str]:
    return [words(head) for head in page.all("th", "name") if head.attributes["scope"] == "row"]


@pytest.mark.parametrize("given", [FULL, cohort(), cohort(row(VOID, "a")), cohort(missing=(Missing("", ""),))])
def test_the_page_is_sound_whatever_there_is(given: Cohort) -> None:
    shown(given)


def test_a_row_links_to_its_report() -> None:
    page = Page(page_of(cohort(row(ACCEPTED, "submission-1", link="submission-1/report.html"))))
    links = [link.attributes["href"] for link in page.all("a") if words(link) == "submission-1"]
    assert links == ["submission-1/report.html"]


def test_rows_stand_by_name_and_not_by_merit() -> None:
    grades = [("c", 10.0), ("a", 50.0), ("b", 90.0)]
    rows = [row(msgspec.structs.replace(ACCEPTED, score=score), name) for name, score in grades]
    page = shown(cohort(*rows))
    assert names(page) == ["a", "b", "c"]
    assert "By name, not by merit" in page.words


def test_nothing_is_told_by_colour_alone() -> None:
    page = shown(cohort(row(FAILING, "a")))
    cells = [words(cell) for cell in page.all("td", "cell")]
    assert len(cells) == len(FAILING.requirements)
    assert {"met", "not met"} <= set(cells)
    assert any(cell.startswith("partly (") for cell in cells)


def test_a_void_grade_counts_for_nothing_and_is_told_as_ours() -> None:
    page = shown(cohort(row(VOID, "a")))
    assert "1 void." in page.words
    assert "0 of 1" in page.words
    assert {words(cell) for cell in page.all("td", "cell")} <= {"void"}
    assert cohort_page(cohort(row(VOID, "a"))).cases.shown == []


def test_the_blind_page_does_not_say_who_was_not_taken() -> None:
    missing = (Missing(name="anna", why="anna/x: is a link"),)
    assert "anna" in shown(cohort(missing=missing, blind=False)).words
    page = shown(cohort(missing=(Missing("", ""),)))
    assert "1 submission could not be taken in" in page.words


def test_hostile_text_adds_not_one_element_to_what_harmless_text_gives() -> None:
    def shapes(*texts: str) -> list[list[str]]:
        grade = samples.failing(texts)
        page = shown(cohort(row(grade, "a", review=texts[0]), Row(name="b", failed=texts[1])))
        return [[element.tag for element in page.elements]]

    harmless = [f"case {number}" for number in range(len(samples.HOSTILE))]
    assert shapes(*samples.HOSTILE) == shapes(*harmless)


def test_each_requirement_is_counted_over_all() -> None:
    page = cohort_page(cohort(row(ACCEPTED, "a"), row(FAILING, "b"), row(VOID, "c")))
    first = page.requirements.shown[0]
    states = [each.requirements[first.id].state for each in page.cohort.rows[:2]]
    assert (first.met, first.total) == (states.count(State.MET), 2)


def test_the_suite_is_judged_by_those_of_this_version_alone() -> None:
    other = msgspec.structs.replace(FAILING, challenge=msgspec.structs.replace(FAILING.challenge, sha256="0" * 64))
    page = cohort_page(cohort(*many(24), row(other, "zzz")))
    assert page.earlier == 1
    assert {case.seen.asked for case in page.cases.shown} == {24}
    found = {case.seen.word for case in page.cases.shown}
    assert found == {Word.SEPARATES, Word.NOBODY_FAILS}
    assert "of an earlier version of the challenge" in shown(page.cohort).words


def test_percentiles_come_with_twenty_and_one_version_only() -> None:
    assert cohort_page(cohort(*many(20))).rows.shown[19].percentile == "98"
    few, mixed = cohort(*many(19)), cohort(*many(20), row(other_version(), "z"))
    for given, why in ((few, "they need 20"), (mixed, "more than one version")):
        page = cohort_page(given)
        assert {each.percentile for each in page.rows.shown} == {""}
        assert why in page.no_percentiles
        assert why in shown(given).words
        assert "Percentile" not in [words(head) for head in shown(given).all("th")]


def other_version() -> Grade:
    return msgspec.structs.replace(
        ACCEPTED, challenge=msgspec.structs.replace(ACCEPTED.challenge, sha256="0" * 64, version="0.9")
    )


def test_there_is_no_column_for_what_is_not_measured() -> None:
    heads = [words(head) for head in shown(FULL).all("th") if head.attributes["scope"] == "col"]
    assert not [head for head in heads if "imilar" in head]


def test_more_rows_than_a_page_bears_are_counted_and_in_the_table() -> None:
    rows = [Row(name=f"submission-{number:06}", verdict=Verdict.ACCEPTED) for number in range(1003)]
    assert "3 submissions more: all of them are in cohort.csv" in shown(cohort(*rows)).words
    assert len(table_of(cohort(*rows)).splitlines()) == 1004


# ── The table ────────────────────────────────────────────────────────────────────────────────────


def table(given: Cohort) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table_of(given))))


def test_the_table_has_a_row_for_each_and_says_what_became_of_them() -> None:
    found = table(FULL)
    assert [each["state"] for each in found[-5:]] == ["graded", "void", "graded", "failed", "not taken"]
    assert [each["review"] for each in found[-5:]] == ["1 of 2", "none", "settled", "", ""]
    assert (found[0]["submission"], found[0]["percentile"]) == ("submission-000000", "2")
    assert {found[0][f"requirement_{each.id}"] for each in ACCEPTED.requirements} == {"met"}
    assert found[0]["challenge_sha256"] == ACCEPTED.challenge.sha256


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_the_table_is_a_formula(text: str) -> None:
    given = cohort(Row(name=text, failed=text, review=text), missing=(Missing(name=text, why=text),), blind=False)
    for line in csv.reader(io.StringIO(table_of(given))):
        assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_whom_each_has_most_in_common_with_stands_there_once_somebody_has_looked() -> None:
    alone, far, near = (row(ACCEPTED, f"submission-{letter}") for letter in "abc")
    assert "has not been looked at" in page_of(cohort(alone))
    assert "Most in common" not in page_of(cohort(alone))
    far = replace(far, alike=Alike(other="submission-a", share=0.219, stands_out=False))
    near = replace(near, alike=Alike(other="<b>&", share=1.0, stands_out=True))
    page = page_of(cohort(alone, far, near))
    cells = [" ".join(cell.text.split()) for cell in Page(page).all("td", "alike")]
    assert cells == ["nobody yet", "submission-a 21%", "<b>& 100%, read both sides"]
    assert page.count('href="similar.html"') == 1
    assert "1 submission stands out" in page
    assert "None stands out" in page_of(cohort(alone, far))
    rows = list(csv.DictReader(io.StringIO(table_of(cohort(alone, far, near)))))
    assert [(each["most_in_common_with"], each["in_common"]) for each in rows] == [
        ("", ""),
        ("submission-a", "0.22"),
        ("<b>&", "1.00"),
    ]
