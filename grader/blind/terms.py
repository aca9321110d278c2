"""Finds hundreds of spellings at once, in any letter case: one expression that branches letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from grader.blind.found import Found, Kind
from grader.blind.spellings import Edge
from grader.blind.words import is_mark, starts_hump

MAX_SPELLINGS: Final = 20_000
_MAX_CHARACTERS: Final = 100
_ACCENTS: Final = range(0x300, 0x370)


class Term(NamedTuple):
    """One spelling to look for."""

    text: str
    kind: Kind = "name"
    edge: Edge = Edge.WORD


_Tree = dict[str, "_Tree"]
_END: Final = ""


class Terms:
    """All that is looked for, up to a bound; of two that are spelled alike the first that fits counts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms: dict[str, list[Term]] = {}
        tree: _Tree = {}
        for term in terms:
            key = _folded(term.text)
            if not 0 < len(key) <= _MAX_CHARACTERS:
                continue
            if key not in self._terms and len(self._terms) == MAX_SPELLINGS:
                break
            self._terms.setdefault(key, []).append(term)
            _plant(tree, key)
        first = "".join(map(re.escape, tree))
        self._pattern = re.compile(f"(?=[{first}])(?:{_grown(tree)})", re.IGNORECASE) if tree else None

    def __call__(self, text: str) -> Iterator[Found]:
        """Everything that counts, the longest at each place."""
        place = 0
        while self._pattern is not None and (match := self._pattern.search(text, place)) is not None:
            found = self._longest(text, match)
            if found is not None:
                yield found
            place = found.end if found is not None else match.start() + 1

    def _longest(self, text: str, match: re.Match[str]) -> Found | None:
        """Of all spellings that begin there, the longest whose edges are right."""
        pattern, shorter = match.re, match
        while True:
            # What `re` takes for the same letter and we do not, such as a long s, is looked for all the same.
            for term in self._terms.get(_folded(shorter[0])) or (Term(shorter[0]),):
                if _fits(text, shorter, term):
                    return Found(*shorter.span(), term.kind)
            next_one = pattern.match(text, match.start(), shorter.end() - 1)
            if next_one is None:
                return None
            shorter = next_one


def _fits(text: str, match: re.Match[str], term: Term) -> bool:
    if term.edge is Edge.NONE:
        return True
    if term.edge is Edge.EXACT and match[0] != term.text:
        return False
    start, end = match.span()
    return _is_edge(text, start) and _is_edge(text, end)


def _is_edge(text: str, place: int) -> bool:
    """Whether a word may begin or end there."""
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if before.isdigit() and after.isdigit():
        return False
    return not (_is_letter(before) and _is_letter(after)) or starts_hump(text, place)


def _is_letter(char: str) -> bool:
    # An accent more or less than the name has is still the name.
    return char.isalpha() or (is_mark(char) and ord(char) not in _ACCENTS)


def _folded(text: str) -> str:
    """In small letters, each of them one character."""
    return "".join(char.lower()[:1] for char in text)


def _plant(tree: _Tree, key: str) -> None:
    for char in key:
        tree = tree.setdefault(char, {})
    tree[_END] = {}


def _grown(tree: _Tree) -> str:
    """An expression for all that grows there, the longest first."""
    branches = [re.escape(char) + _grown(rest) for char, rest in tree.items() if char != _END]
    if not branches:
        return ""
    together = branches[0] if len(branches) == 1 and _END not in tree else f"(?:{'|'.join(branches)})"
    return f"{together}?" if _END in tree else together
