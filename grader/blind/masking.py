"""Takes everything out of a grade that tells whose work it is, so that it can be put back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from grader.blind import headers, places, times
from grader.blind.found import KINDS, Finder, Kind
from grader.blind.identities import gather
from grader.blind.sealing import Sealed
from grader.blind.terms import Terms
from grader.blind.texts import changed, texts
from grader.model import Grade, Masked, Submission

_TOKEN: Final = re.compile(rf"\[(?:{'|'.join(KINDS)})-[0-9]{{1,9}}\]")
_REMEMBERED: Final = 400
_DIGITS: Final = 6


def mask(grade: Grade, submission: Submission, *, name: str | None = None) -> tuple[Grade, Sealed]:
    """Replace every name and address by a token such as ``[name-1]``, the same for the same spelling; lines stay.

    The submission is shown under ``name``, which whoever graded it chose, or else by its content. ``ValueError`` where
    the grade is masked already: its seal could not be told from the new one.
    """
    if grade.masked is not None:
        raise ValueError("this grade is masked already")
    hiding = _Hiding(grade, submission, named=name == submission.name)
    # An offset in a case is the hidden suite's data far more often than anybody's home.
    hidden = changed(grade, hiding, of_cases=hiding.but_for_offsets)
    shown = name if name is not None else anonymous(grade.submission.sha256)
    masked = msgspec.structs.replace(
        hidden,
        submission=msgspec.structs.replace(hidden.submission, name=shown),
        masked=tuple(Masked(kind=kind, count=hiding.counts[kind]) for kind in KINDS if hiding.counts[kind]),
    )
    return masked, Sealed(
        submission_sha256=grade.submission.sha256,
        started=grade.provenance.started,
        name=grade.submission.name,
        originals=hiding.originals,
    )


def anonymous(sha256: str) -> str:
    """Name a submission by its content, where nobody gave it another name."""
    return f"submission-{sha256[:_DIGITS]}"


def unmask(grade: Grade, sealed: Sealed) -> Grade:
    """Put back what ``mask`` took out, exactly."""

    def shown(text: str) -> str:
        return _TOKEN.sub(lambda token: sealed.originals.get(token[0], token[0]), text)

    plain = changed(grade, shown)
    return msgspec.structs.replace(
        plain, submission=msgspec.structs.replace(plain.submission, name=sealed.name), masked=None
    )


class _Piece(NamedTuple):
    """A stretch of a text, to be hidden where it has a kind."""

    text: str
    kind: Kind | None = None


class _Hiding:
    """Replaces in one text after the other, and remembers what by what."""

    def __init__(self, grade: Grade, submission: Submission, *, named: bool) -> None:
        identities = gather(grade, submission, named=named)
        # What the address says is surer than what a word looks like.
        self._finders: tuple[Finder, ...] = (
            places.links,
            places.emails,
            places.homes,
            places.groups,
            times.offsets,
            Terms(identities.terms()),
            headers.names,
        )
        # A token that the candidate wrote stays what it is, so none of ours may be spelled like it.
        self._written = {token[0] for text in texts(grade) for token in _TOKEN.finditer(text)}
        self._tokens: dict[tuple[Kind, str], str] = {}
        self._numbers: Counter[Kind] = Counter()
        self._seen: dict[str, str] = {}

    @property
    def originals(self) -> dict[str, str]:
        """What stood where a token stands."""
        return {token: original for (_, original), token in self._tokens.items()}

    @property
    def counts(self) -> Counter[Kind]:
        """How many different spellings there are of each kind."""
        return Counter(kind for kind, _ in self._tokens)

    def __call__(self, text: str) -> str:
        if len(text) > _REMEMBERED:
            return self._hidden(text, self._finders)
        if text not in self._seen:  # the same paths stand in a grade many times
            self._seen[text] = self._hidden(text, self._finders)
        return self._seen[text]

    def but_for_offsets(self, text: str) -> str:
        """Hide all but offsets from UTC."""
        return self._hidden(text, [finder for finder in self._finders if finder is not times.offsets])

    def _hidden(self, text: str, finders: Iterable[Finder]) -> str:
        pieces = [_Piece(text)]
        for finder in finders:
            pieces = [
                part for piece in pieces for part in (_cut(piece.text, finder) if piece.kind is None else (piece,))
            ]
        return "".join(piece.text if piece.kind is None else self._token(piece.kind, piece.text) for piece in pieces)

    def _token(self, kind: Kind, original: str) -> str:
        if (kind, original) not in self._tokens:
            token = next(token for token in self._numbered(kind) if token not in self._written)
            self._tokens[kind, original] = token
        return self._tokens[kind, original]

    def _numbered(self, kind: Kind) -> Iterator[str]:
        while True:
            self._numbers[kind] += 1
            yield f"[{kind}-{self._numbers[kind]}]"


def _cut(text: str, finder: Finder) -> Iterator[_Piece]:
    """Divide a text at what is found in it."""
    end = 0
    for found in finder(text):
        if found.start < end:
            continue
        if found.start > end:
            yield _Piece(text[end : found.start])
        yield _Piece(text[found.start : found.end], found.kind)
        end = found.end
    if end < len(text):
        yield _Piece(text[end:])
