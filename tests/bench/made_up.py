"""Samples that nobody took, in which all is well: what the tests of goals, tables and gates spoil."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from .batches import (
    BATCH,
    BATCH_ALONE,
    CRASH,
    IRREDUCIBLE,
    LOOP,
    ONE,
    ONE_BARE,
    ONE_COLD,
    PIPELINE,
    REVERSED,
    WITH,
    many,
)
from .measuring import Sample
from .operations import named

TEN = many("python")
GRADE: dict[str, Any] = {
    "verdict": "accepted",
    "score": 100.0,
    "outcomes": {"a": "passed"},
    "findings": ["prints"],
    "incomplete": [],
}
ENDED = [2.0, 2.0, 4.0, 4.0, 6.0, 6.0, 8.0, 8.0, 10.0, 10.0]

Taken = dict[str, list[Sample]]
Once = dict[str, Sample]


def took(
    *walls: float, cpu_s: float = 0.0, engine_s: float = 0.0, client_s: float = 0.0, **result: object
) -> list[Sample]:
    return [Sample(wall, cpu_s, deepcopy(result), engine_s, client_s) for wall in walls]


def graded(*names: str) -> dict[str, Any]:
    return {name: deepcopy(GRADE) for name in names}


def run() -> Taken:
    """Two rounds of every operation on batches, in which all is well."""
    ten = graded(*(f"s{number:02}" for number in range(1, 11)))
    bare = {name: {"outcomes": each["outcomes"]} for name, each in ten.items()}
    irreducible = {"cases": 50.0, "analysis": 300.0, "driver": 50.0}
    return {
        named(BATCH_ALONE, TEN): took(20, 20, graded=ten, ended_s=[2.0 * number for number in range(1, 11)]),
        named(BATCH, TEN): took(11, 12, cpu_s=20, engine_s=3, client_s=2, graded=ten, ended_s=ENDED),
        named(LOOP, TEN): took(10, 10, cpu_s=9, graded=bare),
        named(PIPELINE, TEN): took(60, 60, graded=bare),
        named(IRREDUCIBLE, WITH): took(5, 5, irreducible_ms=irreducible),
        named(ONE_BARE, WITH): took(1, 1, outcomes={}, took_s=0.1),
        named(ONE, WITH): took(2, 2, **GRADE),
        named(ONE_COLD, WITH): took(3, 5, **GRADE),
        named(BATCH, many("java")): took(9, 9, graded=graded(*"abcdef"), ended_s=[1, 2, 3, 4, 5, 6]),
        named(BATCH, many("node")): took(9, 9, graded=graded(*"abcdef"), ended_s=[1, 2, 3, 4, 5, 6]),
    }


def once() -> Once:
    ten = run()[named(BATCH, TEN)][0].result["graded"]
    broke = {**graded("s01", "s02"), "s01-breaks": GRADE | {"verdict": "run_time_error"}}
    return {REVERSED: took(0, graded=ten)[0], CRASH: took(0, graded=broke)[0]}
