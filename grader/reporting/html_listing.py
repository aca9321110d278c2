"""An excerpt of the candidate's code as numbered lines, coloured just enough to read it by.

Not by a library: its lexers hold hundreds of patterns, and some take time without end over text that was written for
that. Every pattern here takes time in proportion to the text, and the host waits for it.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from grader.model import Finding

MOST_LINES = 80
LONGEST_LINE = 400


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PYTHON = _words(" ".join([*keyword.kwlist, "match", "case", "self", "cls"]))
_JAVA = _words("""
abstract assert boolean break byte case catch char class continue default do double else enum extends final finally
float for if implements import instanceof int interface long native new null package permits private protected public
record return sealed short static super switch synchronized this throw throws true false try var void volatile while
yield
""")
_SCRIPT = _words("""
any as async await boolean break case catch class const continue debugger default delete do else enum export extends
false finally for from function if implements import in instanceof interface let new null number of private protected
public readonly return static string super switch this throw true try type typeof undefined unknown var void while yield
""")
_SQL = _words("""
all and as asc between by case create cross delete desc distinct else end exists false from full group having in inner
insert into is join lateral left limit not null on or order outer over partition primary references returning right
select set table then true union unique update using values when where with
""")
# A string or comment that is never closed goes on to the end, so no pattern is tried twice over the same text.
_HASH, _SLASHES, _DASHES = r"#[^\n]*", r"//[^\n]*|/\*.*?(?:\*/|\Z)", r"--[^\n]*|/\*.*?(?:\*/|\Z)"
_QUOTED = r'"(?:\\.|[^"\\\n])*"?|' + r"'(?:\\.|[^'\\\n])*'?"
_TRIPLE = r'"""(?:\\(?:.|\Z)|[^\\])*?(?:"""|\Z)|' + r"'''(?:\\(?:.|\Z)|[^\\])*?(?:'''|\Z)"
_TEMPLATE = r"`(?:\\.|[^`\\])*`?"


@dataclass(frozen=True, slots=True)
class _Grammar:
    tokens: re.Pattern[str]
    keywords: frozenset[str]

    @classmethod
    def of(cls, comments: str, strings: str, keywords: frozenset[str]) -> _Grammar:
        parts = (
            f"(?P<comment>{comments})",
            f"(?P<string>{strings})",
            r"(?P<decorator>@[^\W\d][\w.]*)",
            r"(?P<digits>\d[\w.]*)",
            r"(?P<name>[^\W\d]\w*)",
        )
        return cls(re.compile("|".join(parts), re.DOTALL), keywords)


_PYTHON_GRAMMAR = _Grammar.of(_HASH, f"(?:[rRbBuUfF]{{1,2}})?(?:{_TRIPLE}|{_QUOTED})", _PYTHON)
_JAVA_GRAMMAR = _Grammar.of(_SLASHES, f"{_TRIPLE}|{_QUOTED}", _JAVA)
_SCRIPT_GRAMMAR = _Grammar.of(_SLASHES, f"{_TEMPLATE}|{_QUOTED}", _SCRIPT)
_SQL_GRAMMAR = _Grammar.of(_DASHES, _QUOTED, _SQL | {word.upper() for word in _SQL})
_BY_ENDING = {
    ".py": _PYTHON_GRAMMAR,
    ".java": _JAVA_GRAMMAR,
    ".sql": _SQL_GRAMMAR,
    **dict.fromkeys((".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"), _SCRIPT_GRAMMAR),
}


Token: TypeAlias = tuple[str, str]
"""A kind, which is a class of the style sheet or empty, and the text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the excerpt, and what was found in it."""

    anchor: str
    number: int
    tokens: Sequence[Token]
    findings: Sequence[Finding]


def rows(code: str, *, path: str, first: int, anchor: str, findings: Mapping[int, Sequence[Finding]]) -> Sequence[Row]:
    """Number the lines from ``first``, and give each its colours and its findings."""
    shown = "\n".join(_short(each) for each in code.split("\n")[:MOST_LINES])
    return [
        Row(f"{anchor}-{number}", number, tokens, findings.get(number, ()))
        for number, tokens in enumerate(_lines(tokens_of(shown, path)), start=first)
    ]


def by_line(findings: Iterable[Finding]) -> Mapping[str, Mapping[int, Sequence[Finding]]]:
    """Sort findings by path, and there by line."""
    found: dict[str, dict[int, list[Finding]]] = {}
    for finding in findings:
        found.setdefault(finding.path, {}).setdefault(finding.line, []).append(finding)
    return found


def lines_of(code: str, path: str) -> Iterator[Sequence[Token]]:
    """Colour a whole file, line by line."""
    return _lines(tokens_of(code, path))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]} …"


def tokens_of(code: str, path: str) -> Iterator[Token]:
    """Cut code into tokens, of which nothing is lost; in a language that is not known it is one."""
    grammar = _BY_ENDING.get(PurePosixPath(path).suffix.lower())
    done = 0
    for found in grammar.tokens.finditer(code) if grammar else ():
        kind = found.lastgroup or ""
        if kind == "name":
            kind = "keyword" if grammar and found[0] in grammar.keywords else ""
        if not kind:
            continue
        if found.start() > done:
            yield "", code[done : found.start()]
        yield kind, found[0]
        done = found.end()
    if done < len(code):
        yield "", code[done:]


def _lines(tokens: Iterator[Token]) -> Iterator[Sequence[Token]]:
    """Break the tokens where the lines do; one that spans several lines keeps its colour in each."""
    current: list[Token] = []
    for kind, text in tokens:
        first, *others = text.split("\n")
        current.append((kind, first))
        for other in others:
            yield [token for token in current if token[1]]
            current = [(kind, other)]
    yield [token for token in current if token[1]]
