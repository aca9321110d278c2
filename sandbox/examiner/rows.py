"""Results of queries held against what a suite expects: rows as a multiset, or in order where the task asks for one.

Values are compared by what they are and not by how a driver hands them over: 12, 12.0 and Decimal("12.00") are one
number, but no boolean and no text; NULL is only NULL; a day is no moment. What an order leaves open (ties) is free.
"""

from __future__ import annotations

import datetime as dt
import decimal
import math
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

SHOWN = 5

Row = tuple[Any, ...]
Key = tuple[Any, ...]


class Rows:
    """What a query gave: names of columns, and rows as tuples in the order in which they came."""

    def __init__(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        self.columns = tuple(columns)
        self.rows: list[Row] = [tuple(row) for row in rows]

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<{len(self.rows)} rows of {', '.join(self.columns)}>"

    def dicts(self) -> list[dict[str, Any]]:
        """The rows by name of column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def difference(
        self, expected: Iterable[Sequence[Any]], *, order: Sequence[str] = (), columns: Sequence[str] = ()
    ) -> str:
        """Say how these rows differ from what is expected, in a few lines; empty where they do not.

        ``order`` names the columns that the task orders by: the rows must come in the order of these columns' values in
        ``expected``, and rows that are alike in them may come in any. ``columns``, where given, must be the names.
        """
        wanted = [tuple(row) for row in expected]
        if columns and tuple(columns) != self.columns:
            return f"The columns are {', '.join(self.columns) or 'none'}; asked for are {', '.join(columns)}"
        widths = {len(row) for row in wanted} - {len(self.columns)}
        if wanted and widths:
            return f"There are {len(self.columns)} columns; asked for are {widths.pop()}"
        return self._missing(wanted) or self._disorder(wanted, order)

    def _missing(self, wanted: Sequence[Row]) -> str:
        ours = Counter(canonical(row) for row in self.rows)
        theirs = Counter(canonical(row) for row in wanted)
        lacking, surplus = theirs - ours, ours - theirs
        if not lacking and not surplus:
            return ""
        words = [f"{len(self.rows):,} rows came, {len(wanted):,} were expected"]
        words += _some("missing", lacking, wanted) + _some("not expected", surplus, self.rows)
        return "\n".join(words)

    def _disorder(self, wanted: Sequence[Row], order: Sequence[str]) -> str:
        at = [self.columns.index(name) for name in order]
        for number, (came, asked) in enumerate(zip(self.rows, wanted, strict=True), start=1):
            if [canonical_value(came[index]) for index in at] != [canonical_value(asked[index]) for index in at]:
                return (
                    f"Row {number} is out of order ({', '.join(order)}): {shown(came)} stands where "
                    f"{shown(asked)} or one like it was expected"
                )
        return ""


def _some(what: str, keys: Counter[Key], rows: Sequence[Row]) -> list[str]:
    found: list[str] = []
    left = Counter(keys)
    for row in rows:
        key = canonical(row)
        if left[key] > 0 and len(found) < SHOWN:
            left[key] -= 1
            found.append(f"  {what}: {shown(row)}")
    more = keys.total() - len(found)
    return [*found, f"  … {more:,} more {what}"] if more > 0 and found else found


def shown(row: Sequence[Any]) -> str:
    """A row as SQL would be written, each value cut at 80 characters."""
    return "(" + ", ".join(_written(value)[:80] for value in row) + ")"


def _written(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float, decimal.Decimal)):
        return str(value)
    return f"'{value}'"


def canonical(row: Sequence[Any]) -> Key:
    """A row as a key: equal for rows that mean the same."""
    return tuple(canonical_value(value) for value in row)


def canonical_value(value: Any) -> Key:
    """A value as a pair of its kind and itself, with one form for each number, moment and document."""
    if value is None or isinstance(value, (bool, str)):
        return type(value).__name__, value
    return next((form(value) for kind, form in _FORMS if isinstance(value, kind)), (type(value).__name__, repr(value)))


def _moment(value: dt.datetime) -> Key:
    return "moment", value.astimezone(dt.UTC).isoformat() if value.tzinfo else value.isoformat()


def _float(value: float) -> Key:
    return "number", _number(decimal.Decimal(repr(value))) if math.isfinite(value) else str(value)


_FORMS: tuple[tuple[Any, Callable[[Any], Key]], ...] = (
    ((int, decimal.Decimal), lambda value: ("number", _number(decimal.Decimal(value)))),
    (float, _float),
    (dt.datetime, _moment),
    ((dt.date, dt.time, dt.timedelta, uuid.UUID), lambda value: (type(value).__name__, str(value))),
    ((bytes, bytearray, memoryview), lambda value: ("bytes", bytes(value))),
    (Mapping, lambda value: ("map", tuple(sorted((str(key), canonical_value(item)) for key, item in value.items())))),
    ((list, tuple), lambda value: ("list", tuple(canonical_value(item) for item in value))),
)


def _number(value: decimal.Decimal) -> str:
    """Without trailing zeros and signs of nothing: 12.00 is 12, and -0 is 0."""
    if not value.is_finite():
        return str(value)
    if value == 0:
        return "0"
    return f"{value.normalize():f}"
