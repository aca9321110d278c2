"""A grade with a word of its own in every field, so that a report can be searched for what it must not tell.

It is built from the model's own types: a field that is added tomorrow has its word tomorrow.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from msgspec import inspect

from grader.model import Grade

IDENTIFIERS = frozenset(
    {
        "challenge.version",
        "challenge.sha256",
        "submission.name",
        "submission.language",
        "submission.sha256",
        "rubric.name",
        "rubric.version",
        "provenance.grader_version",
    }
)
"""What every report tells of: which work it is of, and by which versions."""

LISTED = 2
"""How many values a list gets, so that the second of something is looked for as well."""


@dataclass
class Planted:
    """A grade, and what stands where in it: words, and numbers that nothing else has."""

    grade: Grade
    words: dict[str, list[str]]
    numbers: dict[str, list[float]]

    def shown(self, text: str) -> set[str]:
        """The fields whose words a report tells."""
        return {path for path, words in self.words.items() if any(word in text for word in words)}

    def counted(self, text: str) -> set[str]:
        """The fields whose numbers a report tells, with or without commas."""
        return {
            path
            for path, numbers in self.numbers.items()
            if any(f"{number:g}" in text or f"{number:,}" in text for number in numbers)
        }


@dataclass
class _Planter:
    fixed: dict[str, Any]
    words: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, list[float]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def value(self, kind: inspect.Type, path: str, number: int = 0) -> object:
        if path in self.fixed:
            self.used.add(path)
            given = self.fixed[path]
            return given[number % len(given)] if isinstance(given, list) else given
        return self._made(kind, path, number)

    def _made(self, kind: inspect.Type, path: str, number: int) -> object:
        match kind:
            case inspect.StructType(cls=cls, fields=fields):
                return cls(**{each.name: self.value(each.type, _below(path, each.name), number) for each in fields})
            case inspect.VarTupleType(item_type=item):
                return tuple(self.value(item, path, number) for number in range(LISTED))
            case inspect.TupleType(item_types=items):
                return tuple(self.value(item, path) for item in items)
            case inspect.DictType(key_type=key, value_type=item):
                return {self.value(key, f"{path}.key"): self.value(item, path) for _ in range(LISTED)}
            case inspect.UnionType(types=types):
                return self.value(next(each for each in types if not isinstance(each, inspect.NoneType)), path, number)
        return self._single(kind, path)

    def _single(self, kind: inspect.Type, path: str) -> object:
        match kind:
            case inspect.StrType():
                return self._word(path)
            case inspect.IntType() | inspect.FloatType():
                return self._number(path, whole=isinstance(kind, inspect.IntType))
            case inspect.BoolType():
                return True
            case inspect.EnumType(cls=cls):
                return next(iter(cls))
            case inspect.LiteralType(values=values):
                return values[0]
        raise TypeError(f"{path}: no canary for {kind}")

    def _word(self, path: str) -> str:
        words = self.words.setdefault(path, [])
        words.append(f"canary{_letters(sum(map(len, self.words.values())))}x")
        return words[-1]

    def _number(self, path: str, *, whole: bool) -> float:
        numbers = self.numbers.setdefault(path, [])
        numbers.append(7_001 + 3 * sum(map(len, self.numbers.values())) + (0 if whole else 0.25))
        return numbers[-1]


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")


def planted(**fixed: Any) -> Planted:  # noqa: ANN401 (values of any field)
    """Plant everywhere but at ``fixed``, by path with ``__`` for a dot; a list there has a value for each item."""
    planter = _Planter({path.replace("__", "."): value for path, value in fixed.items()})
    grade = planter.value(inspect.type_info(Grade), "")
    assert isinstance(grade, Grade)
    unknown = set(planter.fixed) - planter.used
    assert not unknown, f"no such field: {unknown}"
    return Planted(grade, planter.words, planter.numbers)
