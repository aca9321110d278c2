"""Whether a version lies where an advisory says that the hole is, in the ordering of its ecosystem."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from grader import semver
from grader.advisories import maven
from grader.advisories.osv import Affected, Range
from grader.model import Value

LONGEST = 128
"""Characters of a version; a longer one is none."""

MOST_LISTED = 20_000
"""Versions of one advisory that are compared by more than their letters; no package has as many."""

Key = Callable[[str], Any]

_EXACT = {
    "PyPI": re.compile(r"={2,3}\s*([^\s,;*]+)"),
    "npm": re.compile(r"=?\s*v?(\d+\.\d+\.\d+[\w.+-]*)"),
    "Maven": re.compile(r"\[?\s*([\w.-]*\d[\w.-]*)\s*\]?"),
}


KEYS: dict[str, Key] = {"PyPI": Version, "npm": semver.key, "Maven": maven.key}
"""The ordering of each ecosystem; ``ValueError`` for what is no version there."""


class Hit(Value, frozen=True):
    """An advisory speaks of a version; ``fixed`` is the next one without the hole, empty where none is told."""

    fixed: str = ""


class Undecidable(ValueError):
    """A version, or a bound of an advisory, that its ecosystem's ordering cannot place."""


def normalised(ecosystem: str, name: str) -> str:
    """Spell a package's name as its registry compares it."""
    return canonicalize_name(name) if ecosystem == "PyPI" else name


def exact(ecosystem: str, wanted: str) -> str:
    """Give the one version that a declaration allows; empty where it allows several or none is written."""
    found = _EXACT[ecosystem].fullmatch(wanted.strip()) if len(wanted) <= LONGEST else None
    return found[1] if found and is_version(ecosystem, found[1]) else ""


def is_version(ecosystem: str, text: str) -> bool:
    """Tell whether the ordering of an ecosystem can place this."""
    try:
        _placed(KEYS[ecosystem], text)
    except Undecidable:
        return False
    return True


def allows(ecosystem: str, wanted: str, version: str) -> bool:
    """Tell whether a declaration that allows several versions allows this one as well."""
    if len(wanted) > LONGEST or not is_version(ecosystem, version):
        return False
    if ecosystem == "npm":
        return semver.satisfies(version, wanted)
    if ecosystem == "Maven":
        return wanted in {"LATEST", "RELEASE"} or maven.contains(wanted, version)
    try:
        return SpecifierSet(wanted).contains(version)
    except InvalidSpecifier:
        return False


def hit(affected: Affected, ecosystem: str, version: str) -> Hit | None:
    """Evaluate the versions and ranges of an advisory as OSV's format says; ``Undecidable`` where that cannot be."""
    key = KEYS[ecosystem]
    placed = _placed(key, version)
    undecided: Undecidable | None = None
    inside = _listed(affected, key, version, placed)
    fixes: list[str] = []
    for each in affected.ranges or ():
        if each.type not in {"ECOSYSTEM", "SEMVER"}:
            continue
        try:
            fixes += _fixes(each, key, placed)
            inside = inside or _in_range(each, key, placed)
        except Undecidable as error:
            undecided = error
    if inside:
        return Hit(fixed=min(fixes, key=key, default=""))
    if undecided is not None and not affected.versions:
        raise undecided
    return None


def _placed(key: Key, text: str) -> Any:  # noqa: ANN401 - only compared
    if len(text) > LONGEST:
        raise Undecidable(f"{text[:20]}… is no version")
    try:
        return key(text)
    except ValueError as error:
        raise Undecidable(f"{text} is no version") from error


def _listed(affected: Affected, key: Key, version: str, placed: Any) -> bool:  # noqa: ANN401 - only compared
    listed = affected.versions or ()
    return version in listed or any(_same(key, each, placed) for each in listed[:MOST_LISTED])


def _same(key: Key, text: str, placed: Any) -> bool:  # noqa: ANN401 - only compared
    try:
        return bool(_placed(key, text) == placed)
    except Undecidable:
        return False


def _in_range(given: Range, key: Key, placed: Any) -> bool:  # noqa: ANN401 - only compared
    """Walk the events in the order of their versions; the last one that is not after ours decides."""
    limits = [event.limit for event in given.events if event.limit not in {None, "*"}]
    if limits and not any(placed < _placed(key, limit or "") for limit in limits):
        return False
    inside = False
    for kind, text, at in sorted(_events(given, key), key=_event_order):
        if kind == "introduced" and (text == "0" or at <= placed):
            inside = True
        elif (kind == "fixed" and at <= placed) or (kind == "last_affected" and at < placed):
            inside = False
    return inside


def _events(given: Range, key: Key) -> Iterator[tuple[str, str, Any]]:
    for event in given.events:
        for kind in ("introduced", "fixed", "last_affected"):
            text = getattr(event, kind)
            if text is not None:
                # "0" is before every version there is, and in some orderings none itself.
                yield kind, text, None if text == "0" and kind == "introduced" else _placed(key, text)


@functools.cmp_to_key
def _event_order(one: tuple[str, str, Any], other: tuple[str, str, Any]) -> int:
    if one[2] is None or other[2] is None:
        return (one[2] is not None) - (other[2] is not None)
    if one[2] < other[2]:
        return -1
    # Of two at the same version the beginning comes first, so that a fix there holds.
    return 1 if other[2] < one[2] else (one[0] != "introduced") - (other[0] != "introduced")


def _fixes(given: Range, key: Key, placed: Any) -> list[str]:  # noqa: ANN401 - only compared
    return [event.fixed for event in given.events if event.fixed is not None and placed < _placed(key, event.fixed)]
