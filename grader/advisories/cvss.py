"""The base score of a CVSS vector of version 3.0 or 3.1, by the formula of the specification (FIRST, section 7)."""

from __future__ import annotations

import re

from grader.model import Severity

_VECTOR = re.compile(r"CVSS:3\.[01]((?:/[A-Za-z]{1,3}:[A-Za-z])+)")
_METRICS: dict[str, dict[str, float]] = {
    "AV": {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2},
    "AC": {"L": 0.77, "H": 0.44},
    "PR": {"N": 0.85, "L": 0.62, "H": 0.27},
    "UI": {"N": 0.85, "R": 0.62},
    "S": {"U": 0.0, "C": 1.0},
    "C": {"H": 0.56, "L": 0.22, "N": 0.0},
    "I": {"H": 0.56, "L": 0.22, "N": 0.0},
    "A": {"H": 0.56, "L": 0.22, "N": 0.0},
}
_PRIVILEGES_IF_CHANGED = {"L": 0.68, "H": 0.5}
"""What privileges weigh where the scope changes."""

BANDS: tuple[tuple[float, Severity], ...] = ((7.0, "high"), (4.0, "medium"), (0.1, "low"), (0.0, "note"))
"""The least score of each severity: critical, from 9.0, is high here."""


def base_score(vector: str) -> float | None:
    """Score a vector from 0.0 to 10.0; ``None`` where it is of another version, or lacks one of the base metrics."""
    found = _VECTOR.fullmatch(vector)
    if found is None:
        return None
    given = dict(each.split(":") for each in found[1][1:].split("/"))
    if any(given.get(name) not in values for name, values in _METRICS.items()):
        return None
    weight = {name: values[given[name]] for name, values in _METRICS.items()}
    changed = given["S"] == "C"
    privileges = _PRIVILEGES_IF_CHANGED.get(given["PR"], weight["PR"]) if changed else weight["PR"]
    missed = 1 - (1 - weight["C"]) * (1 - weight["I"]) * (1 - weight["A"])
    impact = 7.52 * (missed - 0.029) - 3.25 * (missed - 0.02) ** 15 if changed else 6.42 * missed
    if impact <= 0:
        return 0.0
    exploitability = 8.22 * weight["AV"] * weight["AC"] * privileges * weight["UI"]
    return _rounded_up(min((1.08 if changed else 1.0) * (impact + exploitability), 10.0))


def severity(score: float) -> Severity:
    """Name the band that a score lies in."""
    return next((name for least, name in BANDS if score >= least), "note")


def _rounded_up(score: float) -> float:
    """Round to the next tenth; in whole numbers, for 4.000000000000001 is 4.0 (appendix A)."""
    parts = round(score * 100_000)
    return parts / 100_000 if parts % 10_000 == 0 else (parts // 10_000 + 1) / 10
