from __future__ import annotations

import posixpath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.intake import names

NASTY = st.sampled_from(
    [*"/\\.:-~ \t\n\0\x1b", "..", "./", "//", "\u202e", "\u200d", "\ufeff", ".git", "CON", "e\u0301"]
)
UNTIMED = settings(deadline=None)  # other processes share the machine
PATHS = st.lists(NASTY | st.characters(codec="utf-8") | st.sampled_from("abz"), min_size=1, max_size=12).map("".join)


def is_safe(path: str) -> bool:
    """Say what a safe path is in other words than the code's."""
    plain = posixpath.normpath(path) == path and not posixpath.isabs(path) and path not in {".", ".."}
    return plain and not path.startswith("../") and path.isprintable() and not set(path) & set("\\\0")


def accepted_parts(raw: bytes) -> tuple[str, ...]:
    try:
        parts = names.split(raw)
        for end in range(1, len(parts) + 1):
            names.check(parts[:end])
    except SubmissionError:
        return ()
    return parts


@UNTIMED
@given(PATHS | st.binary(min_size=1, max_size=40))
@example("a/../b")
@example("a/b/")
def test_a_name_that_is_accepted_is_safe_and_unchanged(path: str | bytes) -> None:
    raw = path.encode() if isinstance(path, str) else path
    accepted = accepted_parts(raw)
    if accepted:
        assert "/".join(accepted).encode() == raw
        assert is_safe("/".join(accepted))


@UNTIMED
@given(st.lists(st.text("abcxyz0189äöüßéñ文字_", min_size=1, max_size=12), min_size=1, max_size=8))
def test_letters_digits_and_underscores_are_always_accepted(parts: list[str]) -> None:
    assert names.split("/".join(parts).encode()) == tuple(parts)
    names.check(tuple(parts))


@UNTIMED
@given(st.text() | st.binary())
def test_what_is_shown_is_always_printable_and_short(name: str | bytes) -> None:
    shown = names.printable(name)
    assert shown.isprintable()
    assert len(shown) <= 161 * len("\\U00010000")


def test_a_long_name_is_shown_by_its_ends() -> None:
    shown = names.printable("a" * 500 + "b" * 500)
    assert (shown[:3], shown[-3:], "…" in shown, len(shown)) == ("aaa", "bbb", True, 161)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[0m", r"a\x1b[0m"),
        (b"caf\xe9", r"caf\xe9"),
        ("\u202e", r"\u202e"),
        ("\udcff", r"\udcff"),
        ("größe", "größe"),
    ],
)
def test_escapes_become_visible_and_letters_stay(name: str | bytes, shown: str) -> None:
    assert names.printable(name) == shown


@pytest.mark.parametrize("name", ["console.py", "com10.txt", "a-b", ".env", ".gitignore", "a.b.c", "x" * 120, "é" * 60])
def test_ordinary_names_near_the_rules_are_accepted(name: str) -> None:
    names.check((name,))
