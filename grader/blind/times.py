"""Offsets from UTC and names of time zones beside a time of day: they say where somebody lives.

What stands nowhere near a time (``x + 0100``, ``AT TIME ZONE 'Europe/Berlin'``) is data, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from grader.blind.found import Found

_ZONE: Final = (
    r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)"
    r"/[A-Z][A-Za-z_-]{2,30}(?:/[A-Z][A-Za-z_]{2,30})?"
)
_SHORT: Final = (
    r"(?:[ECMP][SD]T|AK[SD]T|HST|A[CEW][SD]T|NZ[SD]T|BST|WES?T|CES?T|EES?T|MSK|IST|PKT|JST|KST|SGT|HKT|WIB|WAT|CAT|EAT"
    r"|SAST|BRT)"
)
_OFFSET: Final = r"[+\-\u2212]\d{2}(?::?\d{2})?(?![\d:])"
_FROM_UTC: Final = r"(?:UTC|GMT)[ ]?[+\-\u2212]\d{1,2}(?::?\d{2})?(?!\d)"

_BY_A_TIME: Final = re.compile(
    r"(?:(?<![\d:.])|(?<=\d{4}:))(?P<time>[0-2]?\d:[0-5]\d(?P<seconds>:[0-5]\d(?:[.,]\d{1,9})?)?)"
    r"(?:[ ]?[AaPp]\.?[Mm]\b\.?)?(?:[ ]\d{4}(?!\d))?"
    rf"(?P<gap>[ ]?\(?)(?:(?P<offset>{_OFFSET})|(?P<short>\b{_SHORT}\b))?(?:[ ]?[(\[]?(?P<zone>{_ZONE}))?"
)
_ALONE: Final = re.compile(
    rf"(?<![\w/\"'`])(?P<utc>{_FROM_UTC})|\bTZ[ ]?[=:][ ]?[\"']?(?P<zone>{_ZONE})"
    rf"|>[ ]\d{{9,11}}[ ](?P<raw>[+-]\d{{4}})\b|\b\d{{4}}-\d{{2}}-\d{{2}}[ ](?P<dated>{_ZONE})"
)
_MINUTES: Final = frozenset({"", "00", "15", "30", "45"})
_LARGEST_H: Final = 14


def offsets(text: str) -> Iterator[Found]:
    """Offsets other than 0 after a time of day, ``GMT+3``, and zones by name after a time or in ``TZ=``."""
    found = [*_beside_times(text), *_alone(text)]
    yield from sorted(found)


def _beside_times(text: str) -> Iterator[Found]:
    for match in _BY_A_TIME.finditer(text):
        if match["offset"] and _is_offset(match):
            yield Found(*match.span("offset"), kind="offset")
        for group in ("short", "zone"):
            if match[group]:
                yield Found(*match.span(group), kind="offset")


def _alone(text: str) -> Iterator[Found]:
    for match in _ALONE.finditer(text):
        group = str(match.lastgroup)
        if match[group].strip("UTCGM +-\u22120:"):
            yield Found(*match.span(group), kind="offset")


def _is_offset(match: re.Match[str]) -> bool:
    """Whether it is one, and not the end of ``09:00-17:00``, nor 0."""
    hours, minutes = match["offset"][1:3], match["offset"][3:].lstrip(":")
    if int(hours) > _LARGEST_H or minutes not in _MINUTES or not (hours + minutes).strip("0"):
        return False
    before = match.string[max(0, match.start() - 2) : match.start()]
    is_dated = before[-1:] in {"T", " "} and before[:1].isdigit()
    if match["seconds"] or is_dated:
        return bool(minutes) or not match["gap"]
    return bool(minutes) and bool(match["gap"]) and match["offset"][0] == "+"
