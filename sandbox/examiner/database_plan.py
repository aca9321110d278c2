"""A statement's plan as data: what the server did with it, read from ``EXPLAIN (FORMAT JSON)``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

INDEX_SCANS = frozenset({"Index Scan", "Index Only Scan", "Bitmap Index Scan"})
REMOVED = ("Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter")
MOST_NODES = 2_000
SHOWN = 8_000


class Node(NamedTuple):
    """One step of a plan; ``rows`` and ``rows_removed`` are of all its ``loops`` together."""

    type: str
    relation: str
    index: str
    rows: int
    loops: int
    rows_removed: int
    condition: str
    depth: int

    @property
    def reads(self) -> bool:
        """Whether it takes rows out of a table."""
        return bool(self.relation) and self.type.endswith("Scan")

    def __str__(self) -> str:
        what = self.type
        what += f" using {self.index}" if self.index else ""
        what += f" on {self.relation}" if self.relation else ""
        removed = f", {self.rows_removed:,} removed" if self.rows_removed else ""
        loops = f", {self.loops:,} loops" if self.loops > 1 else ""
        condition = f"  [{self.condition}]" if self.condition else ""
        return f"{'  ' * self.depth}{what}  ({self.rows:,} rows{removed}{loops}){condition}"


class Plan:
    """What ``database.plan()`` gives; without ``analyze`` its numbers are the planner's guesses."""

    def __init__(self, explained: Mapping[str, Any]) -> None:
        self.nodes = tuple(_nodes(explained["Plan"], 0))[:MOST_NODES]
        self.execution_ms: float | None = explained.get("Execution Time")

    def __repr__(self) -> str:
        return f"<plan:\n{self.text}>"

    @property
    def text(self) -> str:
        """A line for each step, indented below the step that wanted it."""
        return "\n".join(map(str, self.nodes))[:SHOWN]

    @property
    def rows_read(self) -> int:
        """Rows that were taken out of tables, those included that a filter threw away."""
        return sum(node.rows + node.rows_removed for node in self.nodes if node.reads)

    def uses_index(self, name: str | None = None) -> bool:
        """Whether it goes by an index, or by this one."""
        used = {node.index for node in self.nodes if node.type in INDEX_SCANS}
        return bool(used) if name is None else name in used

    def scans(self, table: str) -> list[Node]:
        """The steps that read a whole table from its beginning."""
        return [node for node in self.nodes if node.type == "Seq Scan" and node.relation == table]


def _nodes(step: Mapping[str, Any], depth: int) -> Iterator[Node]:
    loops = int(step.get("Actual Loops", 1))
    # An average, which the server may have rounded.
    rows = step.get("Actual Rows", step.get("Plan Rows", 0))
    removed = sum(step.get(key, 0) for key in REMOVED)
    conditions = (step.get(key) for key in ("Index Cond", "Recheck Cond", "Hash Cond", "Filter"))
    yield Node(
        type=str(step["Node Type"]),
        relation=str(step.get("Relation Name", "")),
        index=str(step.get("Index Name", "")),
        rows=round(rows * loops),
        loops=loops,
        rows_removed=round(removed * loops),
        condition=next((str(condition)[:200] for condition in conditions if condition), ""),
        depth=depth,
    )
    for below in step.get("Plans", ()):
        yield from _nodes(below, depth + 1)
