"""The small notations of challenge.yaml: types, durations, sizes, versions and names.

Each ``parse_…`` gives the value or raises ``ValueError`` whose text ends an error message: what is wrong, what now.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Collection
from typing import TypeVar

from grader.mistakes import near_miss, quoted
from grader.model import Value

SCALARS = ("none", "bool", "int", "float", "str", "bytes", "any")
ARGUMENTS = {"list": 1, "set": 1, "map": 2, "tuple": None}  # None: one or more
# What every language can hash; ``any`` could turn out to be a list, which Python refuses as a key only at run time.
HASHABLE = frozenset({"none", "bool", "int", "float", "str", "bytes"})
# Far longer than any readable signature, and short enough that the parser below cannot recurse too deep.
LONGEST_TYPE = 200

N = TypeVar("N", int, float)

_TOKEN = re.compile(r"\w+|\S")
_DURATION = re.compile(r"(\d+(?:\.\d+)?)([A-Za-zµ]*)", re.ASCII)
_SIZE = re.compile(r"(\d+)([A-Za-z]*)", re.ASCII)
_TIME_BOX = re.compile(r"(?=\d)(\d+h)?(\d+m)?", re.ASCII)
_VERSION = re.compile(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9A-Za-z.-]+)?", re.ASCII)
_FOLDER = re.compile(r"[A-Za-z_][\w-]*(/[A-Za-z_][\w-]*)*", re.ASCII)
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0}
_BYTES = {"B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


class Type(Value, frozen=True):
    """A parsed type: ``map[str, int?]`` is ``Type("map", (Type("str"), Type("int", optional=True)))``."""

    name: str
    args: tuple[Type, ...] = ()
    optional: bool = False

    def __str__(self) -> str:
        args = f"[{', '.join(map(str, self.args))}]" if self.args else ""
        return f"{self.name}{args}{'?' if self.optional else ''}"


def parse_type(text: str) -> Type:
    """Read a declared type; refuses what the value channel or one of the languages cannot carry."""
    if len(text) > LONGEST_TYPE:
        raise ValueError(f"a type of more than {LONGEST_TYPE} characters. Make it simpler.")
    tokens = deque(_TOKEN.findall(text))
    parsed = _type(tokens)
    if tokens:
        raise ValueError(f'type "{text}" goes on with "{tokens[0]}" where it should end')
    return parsed


def _type(tokens: deque[str]) -> Type:
    name = tokens.popleft() if tokens else ""
    if name not in SCALARS and name not in ARGUMENTS:
        raise ValueError(f'unknown type "{name}".{near_miss(name, [*SCALARS, *ARGUMENTS])}')
    args = _arguments(name, tokens)
    optional = bool(tokens) and tokens[0] == "?"
    if optional:
        tokens.popleft()
    if optional and name == "none":
        raise ValueError('"none?" says the same twice. Write none.')
    return Type(name=name, args=args, optional=optional)


def _arguments(name: str, tokens: deque[str]) -> tuple[Type, ...]:
    if name in SCALARS:
        return ()
    _expect(tokens, "[", after=name)
    args = [_type(tokens)]
    while tokens and tokens[0] == ",":
        tokens.popleft()
        args.append(_type(tokens))
    _expect(tokens, "]", after=f"{name}[{', '.join(map(str, args))}")
    wanted = ARGUMENTS[name]
    if wanted is not None and len(args) != wanted:
        raise ValueError(f"{name} takes {wanted} type{'s' if wanted > 1 else ''} in brackets, not {len(args)}")
    if name in {"set", "map"} and not _is_hashable(args[0]):
        what = "a map's keys" if name == "map" else "a set's elements"
        raise ValueError(f"{what} cannot be {args[0]}. Use {quoted(sorted(HASHABLE))} or tuples of them.")
    return tuple(args)


def _expect(tokens: deque[str], wanted: str, *, after: str) -> None:
    found = tokens.popleft() if tokens else "the end"
    if found != wanted:
        raise ValueError(f'"{wanted}" is expected after "{after}", not "{found}"')


def _is_hashable(type_: Type) -> bool:
    return type_.name in HASHABLE or (type_.name == "tuple" and all(map(_is_hashable, type_.args)))


def parse_duration(text: str) -> float:
    """Read seconds, from ``500ms``, ``60s`` or ``2m``."""
    number, unit = _number_and_unit(_DURATION, text, _SECONDS, "a duration such as 60s or 500ms")
    return float(number) * _SECONDS[unit]


def parse_size(text: str) -> int:
    """Read bytes, from ``100B``, ``64KiB``, ``512MiB`` or ``2GiB``."""
    number, unit = _number_and_unit(_SIZE, text, _BYTES, "a size such as 512MiB or 64KiB")
    return int(number) * _BYTES[unit]


def within(parse: Callable[[str], N], least: str, most: str) -> Callable[[str], N]:
    """Narrow a notation down to the values between two written ones, both included."""
    lowest, highest = parse(least), parse(most)

    def parse_within(text: str) -> N:
        value = parse(text)
        if not lowest <= value <= highest:
            raise ValueError(f'"{text}" is outside the bounds, from {least} to {most}')
        return value

    return parse_within


def _number_and_unit(pattern: re.Pattern[str], text: str, units: Collection[str], what: str) -> tuple[str, str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(f'"{text}" is not {what}')
    number, unit = found.groups()
    if not unit:
        raise ValueError(f'"{text}" has no unit. Write {what}.')
    if unit not in units:
        raise ValueError(f'unknown unit "{unit}".{near_miss(unit, units)}')
    return number, unit


def parse_time_box(text: str) -> str:
    """Check a time box for people: ``2h``, ``90m``, ``1h30m``."""
    return _matching(_TIME_BOX, text, "a time box such as 2h, 90m or 1h30m")


def parse_version(text: str) -> str:
    """Check a semantic version: three numbers, perhaps with a pre-release such as ``-rc.1``."""
    return _matching(_VERSION, text, "a semantic version such as 1.0.0")


def _matching(pattern: re.Pattern[str], text: str, what: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(f'"{text}" is not {what}')
    return text


def parse_name(text: str) -> str:
    """Check the name of a function, method, parameter or error kind; languages spell ``snake_case`` their own way."""
    return _matching(re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*"), text, "a name in snake_case such as add_all")


def parse_class_name(text: str) -> str:
    """Check the name of a declared class: ``CamelCase`` in every language."""
    return _matching(re.compile(r"[A-Z][A-Za-z0-9]*"), text, "a class name in CamelCase such as LruCache")


def parse_dotted_name(text: str) -> str:
    """Check the name of an exception in one language: ``ValueError``, ``java.util.NoSuchElementException``."""
    return _matching(re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII), text, "a name such as ValueError")


def parse_variable(text: str) -> str:
    """Check the name of an environment variable that a challenge may set: not one that every process has already."""
    if text in {"PATH", "HOME", "PORT", "TMPDIR", "LANG", "TZ"} or text.startswith(("DATABASE_", "PG", "GRADER")):
        raise ValueError(f'"{text}" is set by the grader. Choose another name.')
    return _matching(re.compile(r"[A-Z][A-Z0-9_]*"), text, "the name of a variable such as BASE_URL")


def parse_target(text: str) -> str:
    """Check what is asked for in a line of HTTP: a path that begins with a slash, perhaps with a query."""
    return _matching(re.compile(r"/[\w.~!$&'()*+,;=:@%/?-]*", re.ASCII), text, "a path such as /health")


def parse_folder(text: str) -> str:
    """Read the name of a folder, or a path of such names with ``/``, that stays where it is put."""
    return _matching(_FOLDER, text, "a folder such as test or src/test")
