"""How a name may be written in code and prose: joined, turned round, shortened, with accents and without."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final

from grader.blind.words import MIN_LETTERS, Vocabulary, humps, words

_MAX_PARTS: Final = 5
_SEPARATORS: Final = (" ", "", ".", "_", "-", ", ", "+", "%20")
_LOOSE_LETTERS: Final = 8
_DENSE_LETTERS: Final = 2
_MANY_DIGITS: Final = 4
_ACCENTS: Final = range(0x300, 0x370)
# Scripts that put no space between words, so that no edge of a word can be asked for.
_DENSE: Final = (
    range(0x1100, 0x1200),
    range(0x3040, 0x3100),
    range(0x3400, 0xA000),
    range(0xAC00, 0xD7B0),
    range(0xF900, 0xFB00),
)
_SPELLED_OUT: Final = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "oe",
    "å": "aa",
    "þ": "th",
}
_SPELLED_PLAIN: Final = {
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ø": "o",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "\u0131": "i",
    "þ": "th",
}


class Edge(Enum):
    """What must stand around a spelling for it to count."""

    WORD = "no letter on either side, or a hump of camel case"
    NONE = "anything"
    EXACT = "as WORD, and the letters' case as it was written"


Spelled = tuple[str, Edge]


def of_name(name: str, vocabulary: Vocabulary) -> Iterator[Spelled]:
    """All spellings of somebody's name, the telling parts of it by themselves included."""
    for form in _forms(name):
        parts = _shortened(words(form))
        if _is_dense(form):
            yield from ((text, Edge.NONE) for text in (form, "".join(parts)) if len(text) >= _DENSE_LETTERS)
        elif any(vocabulary.is_telling(part) for part in parts):
            yield from _whole(parts, vocabulary)
            yield from _with_initials(parts, vocabulary)
            # "O'Brien" and "Anne-Marie" are a word each to those who write them.
            yield from ((part, _edge(part)) for part in (*parts, *form.split()) if vocabulary.is_telling(part))
        elif len(parts) > 1:
            # "Max Price": as max_price it is anybody's variable.
            yield from ((text, Edge.EXACT) for text in (form, " ".join(parts), f"{parts[-1]}, {' '.join(parts[:-1])}"))


def of_account(account: str, vocabulary: Vocabulary) -> Iterator[Spelled]:
    """All spellings of an account's name, ``kowalska.anna92``, and of the name that it may be made of."""
    yield from of_cited(account, vocabulary)
    if _is_telling(account, vocabulary):
        yield from of_name(" ".join(_parts_of(account)), vocabulary)


def of_cited(account: str, vocabulary: Vocabulary) -> Iterator[Spelled]:
    """An account's name as a whole: its parts by themselves may be anybody's."""
    digits = sum(char.isdigit() for char in account)
    is_numbered = digits >= _MANY_DIGITS and len(account) > digits
    if is_numbered or _is_telling(account, vocabulary):
        yield from ((form, Edge.WORD) for form in _forms(account))
    if _is_telling(account, vocabulary):
        yield from _whole(_parts_of(account), vocabulary)


def as_it_is(text: str, _vocabulary: Vocabulary) -> Iterator[Spelled]:
    """An address, which has one spelling."""
    yield text, Edge.WORD


def _is_telling(account: str, vocabulary: Vocabulary) -> bool:
    return account not in vocabulary and any(vocabulary.is_telling(part) for part in _parts_of(account))


def _parts_of(account: str) -> Sequence[str]:
    return _shortened([part for part in humps(account) if not part.isdigit()])


def _whole(parts: Sequence[str], vocabulary: Vocabulary) -> Iterator[Spelled]:
    """Two parts and more, side by side or the first with the last, in either order."""
    count = len(parts)
    runs = [tuple(parts[start:end]) for start, end in itertools.combinations(range(count + 1), 2) if end - start > 1]
    runs += [(parts[0], parts[-1]), (parts[-1], *parts[:-1])] if count > 1 else []
    runs += [(run[1], run[0]) for run in runs if len(run) == 2]  # noqa: PLR2004 - a pair can be turned round
    for run in dict.fromkeys(runs):
        if not any(vocabulary.is_telling(part) for part in run):
            continue
        for separator in _SEPARATORS:
            text = separator.join(run)
            if separator or text not in vocabulary:
                is_sure = not separator and all(len(part) >= MIN_LETTERS for part in run)
                yield text, _edge(text) if is_sure else Edge.WORD


def _with_initials(parts: Sequence[str], vocabulary: Vocabulary) -> Iterator[Spelled]:
    """``akowalska``, ``A. Kowalska``, ``anna.k``."""
    if len(parts) < 2:  # noqa: PLR2004 - nothing to shorten
        return
    initials = "".join(part[0] for part in parts[:-1])
    pairs = [(initials[0], parts[-1], True), (initials, parts[-1], True), (parts[0], parts[-1][0], False)]
    for first, last, last_is_whole in pairs:
        if vocabulary.is_telling(last if last_is_whole else first):
            for separator in ("", ".", "_", "-", ". " if last_is_whole else " "):
                if separator or first + last not in vocabulary:
                    yield f"{first}{separator}{last}", Edge.WORD


def _edge(word: str) -> Edge:
    """Long ones are found inside others as well, such as ``kowalskacache``."""
    return Edge.NONE if len(word) >= _LOOSE_LETTERS else Edge.WORD


def _forms(text: str) -> list[str]:
    """With accents composed and decomposed, without them, and spelled out as in Mueller."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    decomposed = unicodedata.normalize("NFD", composed)
    plain = _replaced(_unaccented(composed), _SPELLED_PLAIN)
    spelled_out = _unaccented(_replaced(composed, _SPELLED_OUT))
    return list(dict.fromkeys(form for form in (composed, decomposed, plain, spelled_out) if form))


def _unaccented(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if ord(char) not in _ACCENTS)


def _replaced(text: str, table: dict[str, str]) -> str:
    return "".join(
        table.get(char) or (table[char.lower()].capitalize() if char.lower() in table else char) for char in text
    )


def _shortened(parts: Sequence[str]) -> Sequence[str]:
    """Of a name with very many parts, the first and the last ones."""
    return parts if len(parts) <= _MAX_PARTS else [*parts[: _MAX_PARTS - 2], *parts[-2:]]


def _is_dense(text: str) -> bool:
    return any(ord(char) in script for char in text for script in _DENSE)
