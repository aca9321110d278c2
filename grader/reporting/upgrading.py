"""An older ``result.json`` as this version reads it: one step a format, each on plain JSON values.

What an older version did not know is left as "not known"; nothing is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Json = dict[str, Any]


def _own_tests_became_data(result: Json) -> Json:
    """Format 1 had only words for the candidate's own tests, and nothing on packages."""
    return result | {"own_tests": None, "preparation": {}}


def _as_it_is(result: Json) -> Json:
    """What came has values that stand for "not known"."""
    return result


def _quality_came(result: Json) -> Json:
    """Format 3 had room for measures and findings, and none of either."""
    return {name: value for name, value in result.items() if name not in {"measures", "findings"}} | {"quality": None}


STEPS: Mapping[int, Callable[[Json], Json]] = {
    1: _own_tests_became_data,
    2: _as_it_is,
    3: _quality_came,
    4: _as_it_is,
}
"""From each older format to the next."""


def upgraded(result: Json, version: int) -> Json:
    """Bring a result of an older format to that of today, which it then says it is."""
    while version in STEPS:
        result = STEPS[version](result)
        version += 1
    return result | {"schema_version": version}
