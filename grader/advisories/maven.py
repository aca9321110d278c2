"""Maven's ordering of versions, after the "Version Order Specification" in Maven's reference of the POM.

A version is cut at dots, hyphens, underscores and wherever letters meet digits, which counts as a hyphen. What says
nothing (0, ``final``, ``ga``) goes from the end and from before each hyphen. The rest is compared piece by piece:
``.qualifier`` and ``-qualifier`` before ``-number`` before ``.number``.
"""

from __future__ import annotations

import functools
import re
from itertools import zip_longest
from typing import NamedTuple

QUALIFIERS = ("alpha", "beta", "milestone", "rc", "snapshot", "", "sp")
"""In their order; any other comes after them, by the alphabet."""

_ALIASES = {"cr": "rc", "ga": "", "final": "", "release": ""}
_SHORT = {"a": "alpha", "b": "beta", "m": "milestone"}
_PIECE = re.compile(r"([.\-_]?)(\d+|[^\d.\-_]+|)")
_INTERVAL = re.compile(r"\s*([\[(])\s*([^\[\](),\s]*)\s*,\s*([^\[\](),\s]*)\s*([\])])\s*")


class _Piece(NamedTuple):
    """A number or a qualifier, and whether a hyphen stands before it."""

    hyphen: bool
    value: int | str

    @property
    def says_nothing(self) -> bool:
        return self.value in {0, ""}


def compare(first: str, second: str) -> int:
    """Give less than, equal to or more than 0, as the first version comes before, with or after the second."""
    for one, other in zip_longest(_pieces(first), _pieces(second)):
        left, right = _rank(one or _filling(other)), _rank(other or _filling(one))
        if left != right:
            return -1 if left < right else 1
    return 0


key = functools.cmp_to_key(compare)
"""What a version is sorted by."""


def contains(interval: str, version: str) -> bool:
    """Tell whether a range of the form ``[1.0,2.0)`` holds a version; another form holds none."""
    found = _INTERVAL.fullmatch(interval)
    if found is None:
        return False
    opened, lowest, highest, closed = found.groups()
    above = not lowest or compare(lowest, version) < (opened == "[")
    return above and (not highest or compare(version, highest) < (closed == "]"))


@functools.lru_cache(4_096)
def _pieces(version: str) -> tuple[_Piece, ...]:
    pieces: list[_Piece] = []
    text = version.casefold()
    at = 0
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None or found.end() == at:
            break
        at = found.end()
        value = _value(found[2], before_digit=text[at : at + 1].isdecimal(), first=not pieces)
        # Letters beside digits are cut as if a hyphen stood there, and a qualifier counts the same behind a dot.
        hyphen = found[1] in {"-", "_"} or (not found[1] and bool(pieces)) or isinstance(value, str)
        pieces.append(_Piece(hyphen, value))
    return tuple(_trimmed(pieces))


def _value(text: str, *, before_digit: bool, first: bool) -> int | str:
    if text.isdecimal():
        return int(text)
    if not text and not first:
        return 0
    return _SHORT[text] if before_digit and text in _SHORT else _ALIASES.get(text, text)


def _trimmed(pieces: list[_Piece]) -> list[_Piece]:
    """Leave out what says nothing at the end, and before each hyphen that is left."""
    kept = list(pieces)
    for at in range(len(pieces) - 1, -1, -1):
        last = at == len(kept) - 1
        if kept[at].says_nothing and (last or kept[at + 1].hyphen):
            del kept[at]
    return kept


def _filling(other: _Piece | None) -> _Piece:
    """Stand in for what the shorter version does not have: nothing, said in the manner of the longer one."""
    hyphen, value = other or _Piece(hyphen=False, value=0)
    return _Piece(hyphen, 0 if isinstance(value, int) else "")


def _rank(piece: _Piece) -> tuple[int, int, str]:
    if isinstance(piece.value, int):
        return (1 if piece.hyphen else 2), piece.value, ""
    known = piece.value in QUALIFIERS
    return 0, QUALIFIERS.index(piece.value) if known else len(QUALIFIERS), "" if known else piece.value
