"""Hostile text is shown, never obeyed and never hidden."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HOSTILE

from grader.reporting.text import block, ci_safe, diff, line, visible

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31m", "⟨U+001B⟩[31m"),
        ("\x9b2J", "⟨U+009B⟩2J"),
        ("a\x00b\x7f", "a⟨U+0000⟩b⟨U+007F⟩"),
        ("\u202etxt.exe", "⟨U+202E⟩txt.exe"),
        ("pa\u200bss", "pa⟨U+200B⟩ss"),
        ("\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"),
        ("a\u2028b", "a⟨U+2028⟩b"),
        ("\u3164", "⟨U+3164⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("a\r\nb", "a⟨U+000D⟩\nb"),
    ],
)
def test_a_character_that_acts_or_hides_is_spelled_out(raw: str, shown: str) -> None:
    assert visible(raw) == shown


@pytest.mark.parametrize("text", ["plain", "a\n\tb", "naïve façade", "数独", "שלום", "🙂", "e\u0301", "<b>&amp;"])
def test_honest_text_of_any_script_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_a_tower_of_accents_is_cut_down_to_three() -> None:
    assert visible("a" + "\u0301" * 5) == "a\u0301\u0301\u0301⟨U+0301⟩⟨U+0301⟩"


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_nothing_unseen_is_left_in_any_text(text: str) -> None:
    left = [
        character for character in visible(text) if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    ]
    assert set(left) <= {"\n", "\t"}


@given(ANY_TEXT)
@settings(max_examples=200, deadline=None)
def test_what_is_shown_once_may_be_shown_again(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_line_is_one_line_of_bounded_length(text: str) -> None:
    shown = line(text, 80)
    assert "\n" not in shown
    assert len(shown) < 80 * len("⟨U+10FFFF⟩") + 40


def test_a_cut_line_says_how_much_is_missing() -> None:
    assert line("x" * 1_500, 500) == "x" * 500 + " … (+1,000 characters)"


def test_a_short_block_is_complete() -> None:
    assert block("one\ntwo\n") == "one\ntwo\n"


def test_of_a_long_block_the_end_is_kept_because_the_reason_stands_there() -> None:
    shown = block("start\n" + "frame\n" * 10_000 + "ValueError: the reason")
    assert shown.startswith("start\n")
    assert shown.endswith("ValueError: the reason")
    assert "characters left out here, all of them are in result.json" in shown


@pytest.mark.parametrize("text", ["x" * 1_000_000, "\n" * 1_000_000, "ab\n" * 300_000])
def test_no_block_outgrows_its_limits(text: str) -> None:
    shown = block(text, lines=100, characters=5_000)
    assert len(shown) < 5_200
    assert shown.count("\n") < 110


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("::error::owned", "⟨::⟩error::owned"),
        ("fine\n  ::warning::x", "fine\n  ⟨::⟩warning::x"),
        ("see ##[error]x", "see ⟨##⟩[error]x"),
        ("##VSO[task.complete]", "⟨##⟩VSO[task.complete]"),
        ("##teamcity[buildStop]", "⟨##⟩teamcity[buildStop]"),
        ("test_a.py::test_b ## heading", "test_a.py::test_b ## heading"),
    ],
)
def test_no_line_is_a_command_to_a_ci_system(raw: str, safe: str) -> None:
    assert ci_safe(raw) == safe


def test_the_lines_of_a_comparison_are_told_apart_and_none_is_lost() -> None:
    text = "E       assert [1, 2] == [1, 3]\nE         - 3\nE         + 2\nE         ? ^\n-    cache.put(1)\n> assert x"
    rows = diff(text)
    assert [kind for kind, _ in rows] == ["", "minus", "plus", "", "", ""]
    assert "\n".join(row for _, row in rows) == text
