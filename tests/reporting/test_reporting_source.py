"""The source on the page: every line can be linked to, with what was found, said, and never run in it."""

from __future__ import annotations

import json

import msgspec
import pytest
import samples
from page import page

from grader.model import FileCoverage, Grade, Judgement, LineComment, Review, Settled, SourceText
from grader.reporting import html_source
from grader.reporting.html_source import Lines, SourcePart, sources_part


def with_sources(*sources: SourceText, **changes: object) -> Grade:
    return msgspec.structs.replace(samples.accepted(), sources=sources, **changes)


def part(grade: Grade, number: int = 0) -> SourcePart:
    found = sources_part(grade)
    assert found is not None
    return found.files[number]


def covered(uncovered: str) -> Grade:
    grade = with_sources(SourceText(path="a.py", text="one\ntwo\nthree\n"))
    coverage = FileCoverage(path="a.py", lines=3, covered_lines=1, branches=0, covered_branches=0, uncovered=uncovered)
    assert grade.own_tests is not None
    return msgspec.structs.replace(grade, own_tests=msgspec.structs.replace(grade.own_tests, coverage=(coverage,)))


def test_a_grade_without_sources_has_no_such_section() -> None:
    assert sources_part(with_sources()) is None


def test_every_line_is_there_once_and_none_is_made_up() -> None:
    text = "one\n\n  three\n"
    rows = part(with_sources(SourceText(path="a.py", text=text))).rows
    assert ["".join(piece for _, piece in row.tokens) for row in rows] == ["one", "", "  three"]
    assert [row.anchor for row in rows] == ["file-1-1", "file-1-2", "file-1-3"]


def test_a_place_leads_to_its_line_and_what_is_not_shown_nowhere() -> None:
    lines = Lines((SourceText(path="a.py", text="one\ntwo\n"), SourceText(path="b.py", text="x")))
    assert lines.get(("b.py", 1)) == "file-2-1"
    assert lines.get(("a.py", 0)) == "file-1"
    assert lines.get(("a.py", 3), "none") == "none"
    assert lines.get(("c.py", 1), "none") == "none"


@pytest.mark.parametrize(
    ("uncovered", "unrun"),
    [("2", [2]), ("1-2", [1, 2]), ("1, 3", [1, 3]), ("", []), ("none", []), ("3-1", []), ("1-9999999", [1, 2, 3])],
)
def test_lines_that_no_test_ran_are_marked(uncovered: str, unrun: list[int]) -> None:
    rows = part(covered(uncovered)).rows
    assert [number for number, row in enumerate(rows, start=1) if row.unrun] == unrun


def test_a_finding_stands_below_its_line() -> None:
    found = part(samples.failing(()), 1)
    lines = {number for number, row in enumerate(found.rows, start=1) if row.findings}
    assert 48 in lines
    assert "findings" in found.told


def test_a_reviewer_s_comment_stands_below_its_line() -> None:
    comment = LineComment(path="lru_cache.py", line=42, text="Why twice?")
    given = Review(reviewer="ben", saved="", judgements=(Judgement(criterion="design", level=3),), comments=(comment,))
    grade = msgspec.structs.replace(
        samples.accepted(), review=Settled(reviews=(given,), level=3.0, equal_weight_level=3.0)
    )
    assert part(grade, 1).rows[41].comments == [("ben", comment)]
    assert "Why twice?" in page(grade).by_id("source").text


def test_a_file_too_long_to_show_says_how_much_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_source, "_LINES_SHOWN", 2)
    grade = with_sources(SourceText(path="a.py", text="1\n2\n3\n4\n", cut=True))
    found = part(grade)
    assert len(found.rows) == 2
    assert found.rest == "2 lines more, not shown here. The file goes on: only its beginning was kept."


def test_colours_end_where_the_page_would_grow_too_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_source, "_COLOURED_LINES", 1)
    grade = with_sources(SourceText(path="a.py", text="return\n"), SourceText(path="b.py", text="return\n"))
    assert part(grade, 0).rows[0].tokens == [("keyword", "return")]
    assert part(grade, 1).rows[0].tokens == [("", "return")]


def test_a_path_crosses_to_the_script_as_it_is_and_harmless() -> None:
    path = 'a"><script>\u202e.py'
    markup = page(with_sources(SourceText(path=path, text="x\n"))).by_id("file-1")
    assert json.loads(markup.attributes["data-path"]) == path
    assert markup.attributes["data-path"].isascii()


def test_evidence_that_names_a_line_leads_to_it() -> None:
    grade = samples.accepted()
    first = msgspec.structs.replace(grade.criteria[4], evidence=("Hard (lru_cache.py:42)",))
    shown = page(msgspec.structs.replace(grade, criteria=(*grade.criteria[:4], first, *grade.criteria[5:])))
    assert {e.text: e.attributes["href"] for e in shown.all("a")}["lru_cache.py:42"] == "#file-2-42"
