"""The one door to copydetect: its winnowing, and its search for what two fingerprints have in common.

Only the algorithm is loaded: the package itself loads a library that draws, and its own lexers are left alone
(``tokens`` says why; docs/similarity.md has what they miss in JavaScript).
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
import types
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

from grader.errors import UserError
from grader.model import Value
from grader.similarity.tokens import BOUNDARY, Stream

GRAM = 16
"""Tokens: what is shorter is everybody's (measured, docs/similarity.md)."""

WINDOW = 4
"""Of so many grams in a row at least one is kept, so what is GRAM + WINDOW - 1 tokens long is always found."""

_OURS = 1  # counts what changes in `tokens` and here
_OFTEN = 8  # places of one gram that are looked at as fragments: more is a table, or padding


def engine() -> str:
    """Name what makes fingerprints; two of different names cannot be compared. ``UserError`` where it is not there."""
    try:
        installed = version("copydetect")
    except PackageNotFoundError:
        raise UserError("copydetect is not installed. Type: pip install 'grader[similarity]'") from None
    return f"copydetect {installed}, {GRAM}/{WINDOW}, tokens {_OURS}"


class Fingerprint(Value, frozen=True):
    """One submission's grams as places by hash, and where its tokens stand; ``key`` is of all that it was made from."""

    key: str
    files: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    grams: dict[str, tuple[int, ...]] = {}
    covered: int = 0
    notes: tuple[str, ...] = ()


class Fragment(Value, frozen=True):
    """What stands in both: the first and last line on either side, and how many tokens."""

    path: str
    line: int
    end_line: int
    other_path: str
    other_line: int
    other_end_line: int
    tokens: int


class Common(NamedTuple):
    """The share of each side's tokens that stands in the other as well, 0 to 1."""

    first: float
    second: float


@cache
def _copydetect() -> Any:  # noqa: ANN401 - it has no types
    if "copydetect" not in sys.modules:
        found = importlib.util.find_spec("copydetect")
        package = types.ModuleType("copydetect")
        package.__path__ = list(found.submodule_search_locations or ()) if found else []
        sys.modules["copydetect"] = package
    return importlib.import_module("copydetect.utils")


def load() -> None:
    """Load the engine, before limits are set."""
    _copydetect()


def fingerprint(stream: Stream, starter: Stream, *, key: str, notes: tuple[str, ...] = ()) -> Fingerprint:
    """Keep some of a submission's grams, none of them the starter's."""
    given = set(_hashes(starter.text))
    kept: dict[str, list[int]] = {}
    for place, hash_ in _winnowed(stream.text):
        if hash_ not in given and BOUNDARY not in stream.text[place : place + GRAM]:
            kept.setdefault(str(hash_), []).append(place)
    places = {name: tuple(each) for name, each in kept.items()}
    covered = int(_copydetect().get_token_coverage(places, GRAM, len(stream.text)))
    return Fingerprint(
        key=key,
        files=stream.files,
        starts=stream.starts,
        lines=stream.lines,
        grams=places,
        covered=covered,
        notes=notes,
    )


def _hashes(text: str) -> list[int]:
    """Hash every gram: the same in every process, and exact as a float, with which copydetect reckons."""
    return [
        int.from_bytes(hashlib.blake2b(text[at : at + GRAM].encode("utf-8", "replace"), digest_size=6).digest())
        for at in range(len(text) - GRAM + 1)
    ]


def _winnowed(text: str) -> Iterable[tuple[int, int]]:
    import numpy as np  # noqa: PLC0415 - slow, and of use to nobody else

    hashes = np.array(_hashes(text), dtype=np.int64)
    if not len(hashes):
        return []
    window = min(WINDOW, len(hashes))
    chosen, places = _copydetect().winnow(hashes, window_size=window, remove_duplicates=False)
    return [(int(place), int(hash_)) for place, hash_ in zip(places, chosen, strict=True)]


def compare(one: Fingerprint, other: Fingerprint) -> Common:
    """Say how much of each stands in the other."""
    if not one.covered or not other.covered:
        return Common(0.0, 0.0)
    found = _copydetect().find_fingerprint_overlap(set(one.grams), set(other.grams), one.grams, other.grams)
    shares = (_length(places) / side.covered for places, side in zip(found, (one, other), strict=True))
    return Common(*(min(1.0, share) for share in shares))


def _length(places: Any) -> int:  # noqa: ANN401 - an array of copydetect's
    slices = _copydetect().get_copied_slices(places, GRAM)
    return int((slices[1] - slices[0]).sum())


def fragments(one: Fingerprint, other: Fingerprint) -> tuple[Fragment, ...]:
    """List what stands in both, the longest first; what lies within a longer one is not told again."""
    runs = sorted(_runs(one, other), key=lambda run: (-run[2], run[0], run[1]))
    told, seen = [], set[int]()
    for start, other_start, length in runs:
        places = range(start, start + length)
        if sum(place in seen for place in places) <= length // 2:
            seen.update(places)
            told.append(_fragment(one, other, start, other_start, length))
    return tuple(told)


def _runs(one: Fingerprint, other: Fingerprint) -> Iterable[tuple[int, int, int]]:
    """Join shared grams that go on from each other on both sides: where each begins, and how many tokens it has."""
    both = sorted(
        (there - here, here)
        for hash_ in one.grams.keys() & other.grams.keys()
        for here in one.grams[hash_][:_OFTEN]
        for there in other.grams[hash_][:_OFTEN]
    )
    runs: list[list[int]] = []
    for apart, here in both:
        if runs and runs[-1][0] == apart and here <= runs[-1][2]:
            runs[-1][2] = here + GRAM
        else:
            runs.append([apart, here, here + GRAM])
    return [(start, start + apart, end - start) for apart, start, end in runs]


def _fragment(one: Fingerprint, other: Fingerprint, start: int, other_start: int, length: int) -> Fragment:
    path, line, end_line = _place(one, start, length)
    other_path, other_line, other_end_line = _place(other, other_start, length)
    return Fragment(
        path=path,
        line=line,
        end_line=end_line,
        other_path=other_path,
        other_line=other_line,
        other_end_line=other_end_line,
        tokens=length,
    )


def _place(side: Fingerprint, start: int, length: int) -> tuple[str, int, int]:
    number = sum(begins <= start for begins in side.starts) - 1
    return side.files[number], side.lines[start], side.lines[start + length - 1]
