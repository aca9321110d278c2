"""Grades in which every text is an attack, also those of fields that are added tomorrow."""

from __future__ import annotations

from enum import Enum
from typing import Literal, TypeVar, cast, get_origin

import msgspec

_T = TypeVar("_T")

ATTACKS = {
    "markup": "</title></style></script></textarea><script>alert(1)</script>'\"><img src=x onerror=alert(1)>",
    "attributes": "x' autofocus onfocus='alert(1)' style='position:fixed' href='javascript:alert(1)' \" onload=\"a()",
    "unseen": "\u202edessap\u2066x\u2069 \x1b[2J\x1b[31m\x1b]8;;https://evil.example\x07\x9b31m \u200b\x00",
    "look-alikes": "РАSS 100 % ✔ аccepted",  # noqa: RUF001 (Cyrillic, which is the attack)
    "a long line": "x" * 20_000,
    "many lines": "line\n" * 2_000,
}


def everywhere(value: _T, text: str) -> _T:
    """Put a text in front of every text in a value, but for those that come from a fixed list."""
    return cast("_T", _with(value, text))


def _with(value: object, text: str) -> object:
    if isinstance(value, str) and not isinstance(value, Enum):
        return f"{text} {value}"
    if isinstance(value, tuple):
        return tuple(_with(each, text) for each in value)
    if isinstance(value, dict):
        return {key: _with(each, text) for key, each in value.items()}
    if isinstance(value, msgspec.Struct):
        free = [field.name for field in msgspec.structs.fields(value) if get_origin(field.type) is not Literal]
        return msgspec.structs.replace(value, **{name: _with(getattr(value, name), text) for name in free})
    return value
