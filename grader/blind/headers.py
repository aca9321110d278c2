"""Names that stand where authors write theirs: ``@author``, a copyright line, "Created by", a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from grader.blind.found import Found
from grader.blind.words import ordinary_words

_MAX_WORDS: Final = 5
_REST: Final = r"(?P<rest>[^\r\n]{1,160})"
_YEARS: Final = r"\d{4}(?:[ ]?[-\u2013,][ ]?(?:\d{4}|present)){0,9}"
_ROLE: Final = r"(?:uthors?|aintainers?|ontributors?|andidate|pplicant)(?:[ ][Nn]ame)?"
_MADE: Final = r"(?:created|written|developed|implemented|maintained|authored|submitted|prepared)[ ]by"


class _Place(NamedTuple):
    """A place for a name, where one of ``signs`` stands; in a ``certain`` one even an ordinary word is somebody's."""

    signs: tuple[str, ...]
    pattern: str
    certain: bool
    flags: re.RegexFlag = re.NOFLAG

    def compiled(self) -> re.Pattern[str]:
        """Compile it, the first time that it is asked for."""
        return re.compile(self.pattern, self.flags)


_PLACES: Final = (
    _Place(
        ("author",),
        rf"@author[ \t:]{{1,20}}{_REST}|\b__author__[ ]?=[ ]?[\"'](?P<dunder>[^\r\n]{{1,160}})",
        certain=True,
    ),
    _Place(
        ("copyright", "\u00a9", "(c)"),
        rf"(?:\bcopyright[ \t:]{{1,8}}(?:(?:\(c\)|©|&copy;)[ \t]{{0,8}}(?:{_YEARS})?|{_YEARS})"
        rf"|(?:\(c\)|©)[ \t]{{0,8}}{_YEARS}),?[ \t]{{1,8}}(?:by[ ])?{_REST}",
        certain=True,
        flags=re.IGNORECASE,
    ),
    _Place((" by", " is"), rf"\b(?:{_MADE}|my[ ]name[ ]is)[ :]{{1,4}}{_REST}", certain=False, flags=re.IGNORECASE),
    # A bare `author: Author` is a field; with a capital, or behind a comment's sign, it is a header.
    _Place(
        ("author", "maintainer", "contributor", "candidate", "applicant"),
        rf"(?:\b[AMC]|(?:\#|//|\*|--|;)[ \t]{{0,8}}[amc]){_ROLE}"
        rf"[*_]{{0,3}}[ \t]{{0,4}}:[*_]{{0,3}}[ \t]{{0,20}}{_REST}",
        certain=False,
    ),
    _Place((" by ",), rf"^\#{{1,3}}[ ][^\r\n]{{0,80}}?[ ]by[ ]{_REST}", certain=False, flags=re.MULTILINE),
    _Place(
        ("regards", "cheers", "sincerely", "thanks", "wishes", "# author", "# contributor", "# credits"),
        r"(?:\b(?:regards|cheers|sincerely|thanks|wishes)[,.!]?|^\#{1,6}[ ](?:authors?|contributors?|credits))"
        r"[ \t]{0,8}\r?\n(?:[ \t]{0,8}\r?\n)?"
        rf"[ \t*_>\u2013\u2014-]{{0,8}}{_REST}",
        certain=False,
        flags=re.IGNORECASE | re.MULTILINE,
    ),
)
_OTHER: Final = re.compile(r"[<>(){}\[\]\"`*#|:\\@\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_ONE: Final = re.compile(r"(?:[ ]and[ ]|[,;&/])?(?P<one>(?:(?![ ]and[ ])[^,;&/])*)")
_WORD: Final = re.compile(r"[^\s]+")
_PARTICLE: Final = re.compile(r"al|bin|da|dal|de|del|della|den|der|di|dos|du|el|ibn|la|le|mac|san|ten|ter|van|von|y|zu")
_ENDS: Final = re.compile(r"all|rights|on|for|at|in|with")
_NOBODY: Final = re.compile(
    r"ai|authors|bot|co|company|contributors|corp|corporation|foundation|gmbh|group|holders|inc|labs|license|limited"
    r"|llc|ltd|project|sa|se|software|team|the|university"
)


def get_ready() -> None:
    """Compile all patterns, which takes longer than everything else here: for whoever has nothing better to do."""
    for place in _PLACES:
        place.compiled()


def names(text: str) -> Iterator[Found]:
    """Whatever looks like a name in such a place."""
    small = text.casefold()
    places = [place for place in _PLACES if any(sign in small for sign in place.signs)]
    found = [name for place in places for match in place.compiled().finditer(text) for name in _names_of(match, place)]
    yield from sorted(set(found), key=lambda name: (name.start, -name.end))


def _names_of(match: re.Match[str], place: _Place) -> Iterator[Found]:
    """The names at the beginning of what stands there, one behind the other."""
    start, end = match.span(str(match.lastgroup))
    other = _OTHER.search(match.string, start, end)
    for number, one in enumerate(_ONE.finditer(match.string, start, other.start() if other else end)):
        name = _name_in(one, certain=place.certain and number == 0)
        if name is None:
            return
        yield name


def _name_in(one: re.Match[str], *, certain: bool) -> Found | None:
    """Up to five words with capitals at the beginning, and what may stand between them."""
    taken: list[re.Match[str]] = []
    for word in _WORD.finditer(one.string, *one.span("one")):
        small = word[0].strip(".'").casefold()
        if _NOBODY.fullmatch(small):
            return None
        if (
            _ENDS.fullmatch(small)
            or len(taken) == _MAX_WORDS
            or not (_is_capital(word[0]) or (taken and _PARTICLE.fullmatch(small)))
        ):
            break
        taken.append(word)
    while taken and _PARTICLE.fullmatch(taken[-1][0].casefold()):
        taken.pop()
    if not taken:
        return _account_in(one) if certain else None
    if not certain and all(word[0].strip(".'").casefold() in ordinary_words() for word in taken):
        return None
    end = taken[-1].start() + len(taken[-1][0].rstrip(".'!"))
    return Found(taken[0].start(), end, "name") if end > taken[0].start() else None


def _is_capital(word: str) -> bool:
    return word[0].isalpha() and not word[0].islower()


def _account_in(one: re.Match[str]) -> Found | None:
    """A single word in small letters, as in ``@author annak``."""
    words = list(_WORD.finditer(one.string, *one.span("one")))
    if len(words) != 1 or not words[0][0][0].isalpha() or words[0][0].casefold() in ordinary_words():
        return None
    return Found(words[0].start(), words[0].start() + len(words[0][0].rstrip(".'!")), "name")
