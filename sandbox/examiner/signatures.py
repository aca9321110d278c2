"""Declared types against what really came back: ``list[int?]``, ``map[str, float]``, ``tuple[int, str]``, ….

The loader on the host has already refused notation that does not parse, so this reads it without error messages.
"""

from __future__ import annotations

import functools
import re
from typing import Any

import values

GLIMPSE = 80
_TOKEN = re.compile(r"[a-z]+|\?|\[|\]|,")


class WrongType(Exception):
    """A value is not of the declared type; the text says where and how."""


class Type:
    """A parsed type: its name, the types inside it, whether nothing (``None``) will do too."""

    def __init__(self, name: str, inner: tuple[Type, ...], *, optional: bool) -> None:
        self.name = name
        self.inner = inner
        self.optional = optional


@functools.cache
def parse(notation: str) -> Type:
    """The type for a notation that the loader accepted."""
    tokens = _TOKEN.findall(notation)
    found, rest = _parse(tokens)
    assert not rest, notation  # noqa: S101 - the loader refuses it
    return found


def _parse(tokens: list[str]) -> tuple[Type, list[str]]:
    name, *tokens = tokens
    inner: list[Type] = []
    if tokens[:1] == ["["]:
        while tokens[0] != "]":
            item, tokens = _parse(tokens[1:])
            inner.append(item)
        tokens = tokens[1:]
    optional = tokens[:1] == ["?"]
    return Type(name, tuple(inner), optional=optional), tokens[optional:]


_PLAIN: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "int": (int,),
    "float": (float, int),
    "str": (str,),
    "bytes": (bytes,),
    "list": (list, tuple),
    "set": (set,),
    "tuple": (tuple, list),
    "map": (dict,),
}


def fits(value: Any, wanted: Type) -> bool:
    """Whether a value needs no second look: of the declared type already, and nothing inside it."""
    if value is None:
        return wanted.optional or wanted.name == "none"
    return not wanted.inner and wanted.name != "float" and type(value) in _PLAIN.get(wanted.name, ())


def conform(value: Any, wanted: Type, where: str = "the value") -> Any:
    """The value in the declared type's own form (a tuple for ``list[T]`` becomes a list); ``WrongType`` otherwise."""
    if wanted.name == "any" or (value is None and (wanted.optional or wanted.name == "none")):
        return value
    if type(value) not in _PLAIN.get(wanted.name, ()):
        raise WrongType(f"{where} is {describe(value)}, but {notation(wanted)} is declared")
    if wanted.name == "float":
        return _float(value, where)
    if not wanted.inner:
        return value
    return _CONTAINERS[wanted.name](value, wanted, where)


def _float(value: float, where: str) -> float:
    try:
        return float(value)
    except OverflowError:
        raise WrongType(f"{where} is an integer too large for a float") from None


def _list(value: Any, wanted: Type, where: str) -> Any:
    return [conform(item, wanted.inner[0], f"item {index} of {where}") for index, item in enumerate(value)]


def _set(value: Any, wanted: Type, where: str) -> Any:
    return {conform(item, wanted.inner[0], f"an item of {where}") for item in value}


def _tuple(value: Any, wanted: Type, where: str) -> Any:
    if len(value) != len(wanted.inner):
        raise WrongType(f"{where} has {len(value)} items, but {notation(wanted)} is declared")
    return tuple(
        conform(item, inner, f"item {index} of {where}")
        for index, (item, inner) in enumerate(zip(value, wanted.inner, strict=True))
    )


def _map(value: Any, wanted: Type, where: str) -> Any:
    key_type, value_type = wanted.inner
    return {
        conform(key, key_type, f"a key of {where}"): conform(item, value_type, f"the item {key!r:.40} of {where}")
        for key, item in value.items()
    }


_CONTAINERS = {"list": _list, "set": _set, "tuple": _tuple, "map": _map}


def notation(wanted: Type) -> str:
    """The type as an author writes it."""
    inside = f"[{', '.join(notation(item) for item in wanted.inner)}]" if wanted.inner else ""
    return wanted.name + inside + ("?" if wanted.optional else "")


def describe(value: Any) -> str:
    """A value's type and a glimpse of it, for a message."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, values.Opaque):
        return f"a {value.type_name} object, which is not data"
    shown = repr(value)
    return f"{type(value).__name__} {shown if len(shown) <= GLIMPSE else shown[:GLIMPSE] + '…'}"
