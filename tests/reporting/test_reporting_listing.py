"""An excerpt of code is shown whole, in colours that help, and in time that no text can stretch."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.reporting.html_listing import LONGEST_LINE, MOST_LINES, rows, tokens_of

PATHS = ("a.py", "A.java", "a.ts", "a.sql", "a.txt")
TELLING = st.text(st.sampled_from("\"'`\\/*#-\n f0xé@") | st.characters(codec=None), max_size=80)


@given(TELLING, st.sampled_from(PATHS))
@settings(max_examples=300, deadline=None)
def test_no_character_of_the_code_is_lost(code: str, path: str) -> None:
    assert "".join(text for _, text in tokens_of(code, path)) == code


@given(TELLING, st.sampled_from(PATHS))
@settings(max_examples=200, deadline=None)
def test_every_line_is_a_row_with_its_number(code: str, path: str) -> None:
    made = rows(code, path=path, first=7, anchor="spot-1", findings={})
    assert [(row.number, "".join(text for _, text in row.tokens)) for row in made] == list(
        enumerate(code.split("\n"), start=7)
    )


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("a.py", "if x: 'a'  # no", [("keyword", "if"), ("string", "'a'"), ("comment", "# no")]),
        ("a.py", "@cache\ndef f(): 10", [("decorator", "@cache"), ("keyword", "def"), ("digits", "10")]),
        ("a.py", 'rb"\\"#" "" f1', [("string", 'rb"\\"#"'), ("string", '""')]),
        ("A.java", "int i; // if\n/* 'x */", [("keyword", "int"), ("comment", "// if"), ("comment", "/* 'x */")]),
        ("a.ts", "const a = `x ${b} 'y`", [("keyword", "const"), ("string", "`x ${b} 'y`")]),
        ("a.sql", "SELECT a -- from\nfrom b", [("keyword", "SELECT"), ("comment", "-- from"), ("keyword", "from")]),
        ("a.txt", "if 'a'", []),
    ],
)  # fmt: skip
def test_what_helps_to_read_is_coloured(path: str, code: str, expected: list[tuple[str, str]]) -> None:
    assert [token for token in tokens_of(code, path) if token[0]] == expected


def test_a_string_over_several_lines_keeps_its_colour_in_each() -> None:
    made = rows('a = """one\ntwo"""', path="a.py", first=1, anchor="spot-1", findings={})
    assert [row.tokens[-1] for row in made] == [("string", '"""one'), ("string", 'two"""')]


def test_a_long_excerpt_is_cut_in_both_directions() -> None:
    made = rows("x" * 9_000 + "\n" * 9_000, path="a.py", first=1, anchor="spot-1", findings={})
    assert len(made) == MOST_LINES
    assert len(made[0].tokens[0][1]) == LONGEST_LINE + len(" …")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("text", ['"""', '"""\\', "'", "`\\", "/*", "/* *", "@a.", "a.1.", "rf", "--", '\\"', "\\"])
def test_no_text_takes_more_time_than_its_length_is_worth(text: str, path: str) -> None:
    code = text * (30_000 // len(text)) + "\\"
    began = time.process_time()
    assert sum(len(token) for _, token in tokens_of(code, path)) == len(code)
    assert time.process_time() - began < 1
