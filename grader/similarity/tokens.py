"""Code as a string of one character a token, so that names, literals, layout and comments tell nothing.

Cut by ``html_listing``'s patterns, which take time in proportion to the text whatever is in it, and not by an engine's
own lexers: those are regular expressions by the hundred, some of which a hostile text can keep busy for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.reporting.html_listing import tokens_of

MOST_TOKENS = 100_000
"""Of one submission; a take-home has some thousands."""

BOUNDARY = "\ue000"
"""Stands between files: private use, which no token becomes."""

_NAME, _TEXT, _NUMBER, _STRANGE = "N", "S", "D", "?"
_PIECE = re.compile(r"[^\W\d]\w*|\d[\w.]*|\S")
_IMPORT = re.compile(r"(?:import|package|from)\b|export \*|(?:const|let|var)\s[^=\n]{0,200}=\s*require\(")
# What says who may see or change something is soon added and soon taken away.
_SILENT = frozenset(
    ("public", "private", "protected", "final", "static", "readonly", "async", "export", "default", "abstract")
)
_ALIKE = {"let": "const", "var": "const", "elif": "if", "self": "this"}
_FIRST_KEYWORD = 0x3400


class Stream(NamedTuple):
    """A submission's tokens, the line of each, and at which token each file begins."""

    text: str
    lines: tuple[int, ...]
    files: tuple[str, ...]
    starts: tuple[int, ...]
    cut: bool


def stream_of(texts: Mapping[str, str]) -> Stream:
    """Read the files one after the other; ``cut`` where there are more tokens than are looked at."""
    made, lines, starts = list[str](), list[int](), list[int]()
    paths = tuple(sorted(texts))
    for path in paths:
        starts.append(len(made))
        for character, line in _tokens(texts[path], path):
            if len(made) >= MOST_TOKENS:
                return Stream("".join(made), tuple(lines), paths[: len(starts)], tuple(starts), cut=True)
            made.append(character)
            lines.append(line)
        made.append(BOUNDARY)
        lines.append(0)
    return Stream("".join(made), tuple(lines), paths, tuple(starts), cut=False)


def _tokens(text: str, path: str) -> Iterator[tuple[str, int]]:
    skipped, line = _imports(text), 1
    for kind, piece in tokens_of(text, path):
        if kind == "string":
            yield from [(_TEXT, line)] if line not in skipped else ()
        elif kind != "comment":
            for at, inner in enumerate(piece.split("\n"), start=line):
                if at not in skipped:
                    yield from ((_character(word, kind), at) for word in _PIECE.findall(inner) if word not in _SILENT)
        line += piece.count("\n")


def _character(word: str, kind: str) -> str:
    if kind == "keyword":
        return chr(_FIRST_KEYWORD + _number(_ALIKE.get(word, word)))
    if kind == "digits":
        return _NUMBER
    if word[0].isalnum() or word[0] == "_":
        return _NAME
    return word if word.isascii() else _STRANGE


def _number(word: str) -> int:
    """Tell one keyword from another, the same in every process."""
    number = 0
    for character in word.casefold():
        number = (number * 31 + ord(character)) % 0x3000
    return number


def _imports(text: str) -> frozenset[int]:
    """Number the lines that only say what is used: everybody's are alike."""
    return frozenset(number for number, line in enumerate(text.split("\n"), start=1) if _IMPORT.match(line))
