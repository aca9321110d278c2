"""Words that are no proof of anybody: ordinary ones, those of the challenge, and accounts that everybody uses."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Grade

MIN_LETTERS = 3
"""A shorter name is in too many words to be masked by itself."""

_HERE: Final = Path(__file__).parent


@cache
def ordinary_words() -> frozenset[str]:
    """Every word of ``ordinary.txt``, in small letters."""
    return _listed("ordinary.txt")


@cache
def shared_accounts() -> frozenset[str]:
    """Accounts on GitHub and on machines that are nobody's by themselves, in small letters."""
    return _listed("accounts.txt")


def _listed(name: str) -> frozenset[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def words(text: str) -> list[str]:
    """Take a text apart into runs of letters, marks and digits; a combining accent belongs to its letter."""
    spaced = (char if char.isalnum() or is_mark(char) else " " for char in text)
    return "".join(spaced).split()


def humps(text: str) -> Iterator[str]:
    """Take an identifier apart, ``AnnaK_lru2`` into ``Anna``, ``K``, ``lru`` and ``2``."""
    for run in words(text):
        start = 0
        for place in range(1, len(run)):
            if starts_hump(run, place) or run[place].isdigit() != run[place - 1].isdigit():
                yield run[start:place]
                start = place
        yield run[start:]


def starts_hump(text: str, place: int) -> bool:
    """Whether a word of a camel-case identifier starts there: at the K of ``annaK``, or of ``LRUKey``."""
    if not 0 < place < len(text) or not text[place].isupper():
        return False
    return text[place - 1].islower() or (text[place - 1].isupper() and text[place + 1 : place + 2].islower())


def is_mark(char: str) -> bool:
    """Whether a character is an accent or a vowel sign that stands by no letter's side but on it."""
    return unicodedata.category(char).startswith("M")


class Vocabulary:
    """The words that say nothing about who wrote a submission: ordinary ones, and those of its challenge."""

    def __init__(self, *texts: str) -> None:
        runs = {run.casefold() for text in texts for run in words(text)}
        joined = {"".join(words(text)).casefold() for text in texts}
        self._words = ordinary_words() | runs | joined

    @classmethod
    def of(cls, grade: Grade) -> Vocabulary:
        """That of the challenge that a grade is for."""
        challenge = grade.challenge
        return cls(challenge.slug, challenge.title, *(requirement.text for requirement in grade.requirements))

    def __contains__(self, word: str) -> bool:
        folded = word.casefold()
        return folded in self._words or folded.removesuffix("s") in self._words

    def is_telling(self, word: str) -> bool:
        """Whether a word by itself points at somebody: long enough, of letters, and no ordinary one."""
        letters = sum(char.isalpha() for char in word)
        return letters >= MIN_LETTERS and word not in self
