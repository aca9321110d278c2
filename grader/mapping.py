"""What an author wrote, read by type: straight code that asks for values, while the mistakes gather by themselves."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple, TypeVar

from grader.mistakes import Mistakes, near_miss

LONGEST_NUMBER = 15  # digits that a float carries exactly
LONGEST_SHOWN = 60  # characters of a wrong value, in a message

_WHOLE = re.compile(r"-?(0|[1-9]\d*)", re.ASCII)  # YAML 1.1 would also read 010 as eight and 1:30 as ninety
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
T = TypeVar("T")


class Scalar(NamedTuple):
    """A single value as written; ``is_text`` is false where YAML would make a number, a date or nothing of it."""

    text: str
    line: int
    is_text: bool


class List(NamedTuple):
    """A list of values."""

    items: tuple[Node, ...]
    line: int


class Text(NamedTuple):
    """A piece of text and the line it stands on."""

    text: str
    line: int


class Mapping:
    """A mapping read by type: a getter gives the value, or notes the mistake and gives the type's empty value.

    An absent key gives the empty value in silence: whether it had to be there is said once, in ``allow``.
    """

    def __init__(self, pairs: Iterable[tuple[Node, Node]], *, line: int, file: str, mistakes: Mistakes) -> None:
        self.line = line
        self.file = file
        self.mistakes = mistakes
        self._values: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        for key, value in pairs:
            self._add(key, value)

    def _add(self, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self.note_at(key.line, f"a key must be text, not {_shown(key)}")
        elif key.text in self._values:
            self.note_at(key.line, f'"{key.text}" stands here twice, first in line {self._lines[key.text]}. Keep one.')
        else:
            self._values[key.text] = value
            self._lines[key.text] = key.line

    def over(self, base: Mapping) -> Mapping:
        """Lay this mapping over another: what it says stands, the rest is the base's, level by level."""
        merged = Mapping((), line=self.line, file=self.file, mistakes=self.mistakes)
        merged._values = {**base._values, **self._values}
        merged._lines = {**base._lines, **self._lines}
        for key, value in self._values.items():
            below = base._values.get(key)
            if isinstance(value, Mapping) and isinstance(below, Mapping):
                merged._values[key] = value.over(below)
        return merged

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def line_of(self, key: str) -> int:
        """Tell the line of a key, or that of the mapping where the key is absent."""
        return self._lines.get(key, self.line)

    def note(self, key: str, what: str) -> None:
        """Note a mistake at a key's line."""
        self.note_at(self.line_of(key), what)

    def note_at(self, line: int, what: str) -> None:
        """Note a mistake at a line of this file."""
        self.mistakes.add(self.file, line, what)

    def allow(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Note every key that is unknown, and every required one that is missing."""
        known = [*required, *optional]
        for key in self:
            if key not in known:
                self.note(key, f'unknown key "{key}".{near_miss(key, known)}')
        for key in required:
            if key not in self:
                self.note(key, f'missing key "{key}". It is required here.')

    def check_key(self, key: str, parse: Callable[[str], object]) -> None:
        """Note what ``parse`` finds wrong with a key itself."""
        self.check_text(key, self.line_of(key), parse)

    def check_text(self, text: str, line: int, parse: Callable[[str], object]) -> None:
        """Note what ``parse`` says in its ``ValueError``, if anything; empty text was noted when it was read."""
        try:
            if text:
                parse(text)
        except ValueError as error:
            self.note_at(line, str(error))

    def text(self, key: str) -> str:
        """Read text without the white space around it; empty text is a mistake."""
        node = self._values.get(key)
        return "" if node is None else self._text(node, f'"{key}"').text

    def texts(self, key: str) -> tuple[Text, ...]:
        """Read a list of texts, each with its line; an empty list is a mistake."""
        if self.is_empty(key):
            self.note(key, f'"{key}" is empty. It takes at least one entry.')
        return tuple(self._text(item, f'each entry of "{key}"') for item in self._items(key))

    def parsed(self, key: str, parse: Callable[[str], T], empty: T) -> T:
        """Read a value in one of the small notations; what ``parse`` says in its ``ValueError`` is the mistake."""
        node = self._values.get(key)
        if node is None:
            return empty
        try:
            if isinstance(node, Scalar):
                return parse(node.text)
            self.note_at(node.line, f'"{key}" must be a single value, not {_shown(node)}')
        except ValueError as error:
            self.note_at(node.line, f'"{key}": {error}')
        return empty

    def whole(self, key: str, *, lowest: int, highest: int, absent: int = 0) -> int:
        """Read a whole number between two bounds, both included."""
        if key not in self:
            return absent
        return int(self._number(key, _WHOLE, f"a whole number from {lowest} to {highest}", (lowest, highest)))

    def number(self, key: str, *, lowest: float, highest: float) -> float:
        """Read a number between two bounds, both included."""
        return self._number(key, _NUMBER, f"a number from {lowest:g} to {highest:g}", (lowest, highest))

    def flag(self, key: str) -> bool:
        """Read ``true`` or ``false``."""
        node = self._values.get(key)
        if node is not None and not self.is_text(key, "true") and not self.is_text(key, "false"):
            self.note_at(node.line, f'"{key}" must be true or false, not {_shown(node)}')
        return self.is_text(key, "true")

    def is_text(self, key: str, text: str) -> bool:
        """Tell whether a key holds exactly this word, as ``fails: all`` does where a list may stand too."""
        node = self._values.get(key)
        return isinstance(node, Scalar) and node.text == text

    def is_empty(self, key: str) -> bool:
        """Tell whether a key holds ``[]`` or ``{}``."""
        node = self._values.get(key)
        return (isinstance(node, List) and not node.items) or (isinstance(node, Mapping) and not list(node))

    def mapping(self, key: str) -> Mapping:
        """Go to the mapping below a key; an empty one where there is none."""
        node = self._values.get(key)
        if node is None:
            return Mapping((), line=self.line_of(key), file=self.file, mistakes=self.mistakes)
        return self._mapping(node, f'"{key}"')

    def filled_mapping(self, key: str) -> Mapping:
        """Go to the mapping below a key that may be absent but not empty."""
        if self.is_empty(key):
            self.note(key, f'"{key}" is empty. Fill it, or leave it out.')
        return self.mapping(key)

    def mappings(self, key: str) -> tuple[Mapping, ...]:
        """Go to each of the mappings listed below a key."""
        return tuple(self._mapping(item, f'each entry of "{key}"') for item in self._items(key))

    def _number(self, key: str, pattern: re.Pattern[str], what: str, bounds: tuple[float, float]) -> float:
        node = self._values.get(key)
        if node is None:
            return 0
        text = node.text if isinstance(node, Scalar) and len(node.text) <= LONGEST_NUMBER else ""
        value = float(text) if pattern.fullmatch(text) else math.nan
        if not bounds[0] <= value <= bounds[1]:
            self.note_at(node.line, f'"{key}" must be {what}, not {_shown(node)}')
            return 0
        return value

    def _text(self, node: Node, what: str) -> Text:
        if isinstance(node, Scalar) and node.is_text and node.text.strip():
            return Text(node.text.strip(), node.line)
        hint = " Put it in quotes." if isinstance(node, Scalar) and node.text.strip() else ""
        self.note_at(node.line, f"{what} must be text, not {_shown(node)}.{hint}")
        return Text("", node.line)

    def _items(self, key: str) -> tuple[Node, ...]:
        node = self._values.get(key)
        if node is None or isinstance(node, List):
            return node.items if node else ()
        self.note_at(node.line, f'"{key}" must be a list, not {_shown(node)}')
        return ()

    def _mapping(self, node: Node, what: str) -> Mapping:
        if isinstance(node, Mapping):
            return node
        self.note_at(node.line, f"{what} must be a mapping of keys to values, not {_shown(node)}")
        return Mapping((), line=node.line, file=self.file, mistakes=self.mistakes)


Node = Scalar | List | Mapping


def _shown(node: Node) -> str:
    if isinstance(node, List):
        return "a list"
    if isinstance(node, Mapping):
        return "a mapping"
    shown = node.text if len(node.text) <= LONGEST_SHOWN else node.text[:LONGEST_SHOWN] + "…"
    return f'"{shown}"' if shown else "nothing"
