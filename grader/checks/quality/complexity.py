"""How hard the functions are to follow, how long they are, how much they ask for: the worst, and the share over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.checks.quality.base import Checked, Evidence, over
from grader.model import Function, Measure, Place

SIG_CYCLOMATIC = 5
SIG_LINES = 15
"""Limits of Building Maintainable Software that shares are taken over; see the norms for the shares themselves."""


def check(evidence: Evidence) -> Checked:
    """Measure every function that the candidate wrote or changed."""
    functions = evidence.functions
    worst = [
        _worst(evidence, "cognitive_worst", functions, lambda function: function.cognitive),
        _worst(evidence, "cyclomatic_worst", functions, lambda function: function.cyclomatic),
        _worst(evidence, "function_lines_worst", functions, lambda function: function.code_lines),
        # A signature that the starter gave is nobody's choice.
        _worst(evidence, "parameters_worst", _signed(evidence), lambda function: function.parameters),
    ]
    shares = [
        _share(evidence, "cognitive_over", [function.cognitive for function in functions], _cognitive_limit(evidence)),
        _share(evidence, "cyclomatic_over", [function.cyclomatic for function in functions], SIG_CYCLOMATIC),
        _share(evidence, "function_lines_over", [function.code_lines for function in functions], SIG_LINES),
    ]
    return Checked(measures=tuple(measure for measure in (*worst, *shares) if measure is not None))


def _signed(evidence: Evidence) -> list[Function]:
    return [each for each in evidence.functions if evidence.scope.is_written(each.path, each.line)]


def _worst(
    evidence: Evidence, name: str, functions: Sequence[Function], of: Callable[[Function], int | None]
) -> Measure | None:
    known = [(value, function) for function in functions if (value := of(function)) is not None]
    if not known:
        return None
    value, function = max(known, key=lambda pair: (pair[0], pair[1].path, -pair[1].line))
    return evidence.worst(name, value, place_of(function))


def _share(evidence: Evidence, name: str, values: Sequence[int | None], limit: int) -> Measure | None:
    known = [value for value in values if value is not None]
    return evidence.measure(name, over(known, limit)) if known else None


def _cognitive_limit(evidence: Evidence) -> int:
    return int(evidence.norms.measures["cognitive_worst"].limit or 0)


def place_of(function: Function) -> Place:
    """Where a function stands."""
    return Place(path=function.path, line=function.line, end_line=function.end_line, name=function.name)
