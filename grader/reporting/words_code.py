"""The words about code that page, terminal and SARIF share."""

from __future__ import annotations

from collections.abc import Iterable

from grader.model import SEVERITIES, Finding, Measure, Norm, Place, Practice, Quality, Severity
from grader.reporting import words
from grader.reporting.text import line

MEANING: dict[Severity, str] = {
    "high": "endangers data or users",
    "medium": "a bug, or will become one",
    "low": "costs the next reader time",
    "note": "context, no fault",
}
NEVER_ALONE = "No measure sets a level by itself"


def written(quality: Quality) -> str:
    """As in ``212 lines written by the candidate, and 71 lines of tests``."""
    tests = f", and {words.count(quality.test_lines, 'line')} of tests" if quality.test_lines else ", and no tests"
    return f"{words.count(quality.written_lines, 'line')} written by the candidate{tests}"


def few(quality: Quality) -> str:
    """Say that a share means nothing of so little code; empty where there is enough."""
    if quality.written_lines >= quality.few_lines:
        return ""
    return f"Under {words.count(quality.few_lines, 'line')}: shares are context only."


def findings(found: Iterable[Finding]) -> str:
    """As in ``14 findings: 2 high, 3 medium, 9 low``."""
    severities = [finding.severity for finding in found]
    if not severities:
        return "no findings"
    counted = [f"{amount:,} {severity}" for severity in SEVERITIES if (amount := severities.count(severity))]
    return f"{words.count(len(severities), 'finding')}: {', '.join(counted)}"


def of_severity(amount: int, severity: Severity) -> str:
    """As in ``2 findings of high severity``; a note has none to speak of."""
    return words.count(amount, "note" if severity == "note" else "finding") + (
        "" if severity == "note" else f" of {severity} severity"
    )


def measures(measured: Iterable[Measure]) -> str:
    """As in ``2 measures over their limit, 7 within``; those of too little code count for neither."""
    counted = [measure.within for measure in measured if not measure.context]
    over = counted.count(False)
    told = words.count(over, "measure")
    return f"{told} over {'its' if over == 1 else 'their'} limit, {counted.count(True):,} within"


def practices(answers: Iterable[Practice]) -> str:
    """As in ``3 yes, 1 no``; questions that do not apply are not counted."""
    known = [each.yes for each in answers]
    told = [f"{known.count(yes):,} {word}" for yes, word in ((True, "yes"), (False, "no")) if yes in known]
    return ", ".join(told) or "none applies"


def value(measure: Measure) -> str:
    """As in ``12.5 %``."""
    return with_unit(measure.value, measure.norm)


def limit(norm: Norm) -> str:
    """As in ``at most 3 %``; empty where there is no limit."""
    if norm.limit is None:
        return ""
    return f"at most {with_unit(norm.limit, norm)}"


def with_unit(amount: float, norm: Norm) -> str:
    """Set the norm's unit behind a number."""
    return f"{words.number(amount)} {line(norm.unit, 20)}".strip()


def place(where: Place, limit: int = 160) -> str:
    """As in ``app.py:12-40``, harmless to show: however long the path, the lines behind it are not cut off."""
    return f"{line(where.path, limit)}{lines(where)}"


def lines(where: Place) -> str:
    """As in ``:12-40``; empty where the whole file is meant."""
    if not where.line:
        return ""
    return f":{where.line}-{where.end_line}" if where.end_line > where.line else f":{where.line}"


def tools(finding: Finding) -> str:
    """As in ``ruff E722, pylint W0702``."""
    return ", ".join(line(tool, 80) for tool in finding.tools[:8])
