"""Values as they cross between two boxes: JSON plus the tagged objects of ``sandbox/README.md``.

Stands in the candidate's image and in the examiner's. ``decode`` is what guards the examiner, so it takes nothing on
trust: exact types come out of it, or ``BadValue``.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from typing import Any

SAFE_INTEGER = 2**53 - 1
"""The largest integer that every language's JSON carries unharmed (ECMAScript's Number.MAX_SAFE_INTEGER)."""

MAX_DEPTH = 64
MAX_DIGITS = 4_000
"""Below CPython's own limit of 4,300 digits, by which a longer number in plain JSON is refused."""


_INTEGER = re.compile(r"-?[0-9]+")


class BadValue(ValueError):
    """Something that does not follow the value format, or is nested too deeply."""


class Opaque:
    """A returned thing that is not data; equal to nothing, itself included."""

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return False

    def __repr__(self) -> str:
        return f"<{self.type_name} object, which is not data>"


class Handle:
    """A number that stands for an object in the candidate's box."""

    def __init__(self, number: int) -> None:
        self.number = number


def loads(line: bytes) -> Any:
    """Parse one JSON line strictly: no duplicate keys, no NaN, no absurd integers; ``BadValue`` otherwise."""
    try:
        return json.loads(
            line.decode("utf-8"),
            object_pairs_hook=_no_duplicates,
            parse_constant=_refuse_constant,
            parse_float=_finite_float,
        )
    except (ValueError, RecursionError, MemoryError) as error:
        raise BadValue(str(error)[:200] or "too large to be held") from None


def dumps(message: object) -> bytes:
    """One JSON line with its line end; a lone surrogate is replaced, for it cannot cross."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadValue("an object has the same key twice")
    return found


def _refuse_constant(name: str) -> Any:
    raise BadValue(f"{name} is not JSON")


def _finite_float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise BadValue("a number is too large")
    return number


def encode(value: Any, depth: int = 0) -> Any:
    """JSON for a value of Python's built-in types or their subclasses, read through the base class only.

    A subclass may lie in its own methods; the base class's cannot be overridden from outside.
    """
    kind = type(value)
    if kind is str or kind is bool or value is None or (kind is int and -SAFE_INTEGER <= value <= SAFE_INTEGER):
        return value
    if depth > MAX_DEPTH:
        raise BadValue(f"nested more than {MAX_DEPTH} deep")
    for base, encoder in _ENCODERS:
        if isinstance(value, base):
            return encoder(value, depth + 1)
    return {"$opaque": type(value).__name__[:80]}


def _encode_int(value: int, _depth: int) -> Any:
    plain = int.__add__(value, 0)
    if abs(plain) <= SAFE_INTEGER:
        return plain
    if plain.bit_length() > MAX_DIGITS * 3:
        raise BadValue("an integer has too many digits")
    return {"$int": str(plain)}


def _encode_float(value: float, _depth: int) -> Any:
    plain = float.__pos__(value)
    if math.isfinite(plain):
        return plain
    return {"$float": "nan" if plain != plain else ("inf" if plain > 0 else "-inf")}  # noqa: PLR0124


def _encode_str(value: str, _depth: int) -> Any:
    return str.__str__(value)


def _encode_bytes(value: bytes | bytearray, _depth: int) -> Any:
    return {"$bytes": base64.b64encode(value).decode("ascii")}


def _encode_list(value: list[Any], depth: int) -> Any:
    return [encode(item, depth) for item in list.__iter__(value)]


def _encode_tuple(value: tuple[Any, ...], depth: int) -> Any:
    return {"$tuple": [encode(item, depth) for item in tuple.__iter__(value)]}


def _encode_set(value: set[Any] | frozenset[Any], depth: int) -> Any:
    iterate = set.__iter__ if isinstance(value, set) else frozenset.__iter__
    return {"$set": [encode(item, depth) for item in iterate(value)]}  # type: ignore[arg-type]


def _encode_dict(value: dict[Any, Any], depth: int) -> Any:
    items = list(dict.items(value))
    if all(type(key) is str and not key.startswith("$") for key, _ in items):
        return {key: encode(item, depth) for key, item in items}
    return {"$map": [[encode(key, depth), encode(item, depth)] for key, item in items]}


_ENCODERS: tuple[tuple[Any, Any], ...] = (
    (int, _encode_int),
    (str, _encode_str),
    (float, _encode_float),
    (list, _encode_list),
    (dict, _encode_dict),
    (tuple, _encode_tuple),
    ((set, frozenset), _encode_set),
    ((bytes, bytearray), _encode_bytes),
)


_SCALARS = frozenset({str, int, float, bool, type(None)})


def decode(data: Any, depth: int = 0) -> Any:
    """The value for parsed JSON; ``BadValue`` where a tag is unknown or its content is not of the tag's form."""
    if type(data) in _SCALARS:
        return data
    if depth > MAX_DEPTH:
        raise BadValue(f"nested more than {MAX_DEPTH} deep")
    if isinstance(data, list):
        # Long lists of plain things are what suites send most, and a call for each would cost more than reading them.
        return [item if type(item) in _SCALARS else decode(item, depth + 1) for item in data]
    tag = next((key for key in data if key.startswith("$")), None)
    if tag is None:
        return {key: decode(item, depth + 1) for key, item in data.items()}
    if len(data) != 1 or tag not in _DECODERS:
        raise BadValue(f"unknown tagged value {tag[:20]!r}")
    try:
        return _DECODERS[tag](data[tag], depth + 1)
    except BadValue:
        raise
    except (TypeError, ValueError, binascii.Error) as error:
        raise BadValue(f"bad {tag}: {str(error)[:100]}") from None


def _decode_int(digits: Any, _depth: int) -> int:
    if not isinstance(digits, str) or len(digits) > MAX_DIGITS or not _INTEGER.fullmatch(digits):
        raise BadValue("$int wants a bounded string of digits")
    return int(digits)


def _decode_float(name: Any, _depth: int) -> float:
    if name not in ("nan", "inf", "-inf"):
        raise BadValue("$float is nan, inf or -inf")
    return float(name)


def _decode_map(pairs: Any, depth: int) -> dict[Any, Any]:
    return {_hashable(decode(key, depth)): decode(item, depth) for key, item in map(_items, _items(pairs))}


def _decode_set(items: Any, depth: int) -> set[Any]:
    return {_hashable(decode(item, depth)) for item in _items(items)}


def _hashable(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_hashable(item) for item in value)
    return frozenset(value) if isinstance(value, set) else value


def _items(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise BadValue("a list is wanted")
    return data


def _decode_handle(number: Any, _depth: int) -> Handle:
    if type(number) is not int:
        raise BadValue("$object wants a number")
    return Handle(number)


_DECODERS: dict[str, Any] = {
    "$int": _decode_int,
    "$float": _decode_float,
    "$bytes": lambda text, _depth: base64.b64decode(text, validate=True),
    "$set": _decode_set,
    "$tuple": lambda items, depth: tuple(decode(item, depth) for item in _items(items)),
    "$map": _decode_map,
    "$object": _decode_handle,
    "$opaque": lambda name, _depth: Opaque(str(name)[:80]),
}
