"""``grade.csv``: a header and one row, to be put together with those of other submissions.

No cell is a formula: what a spreadsheet would compute begins with an apostrophe, which it shows as text. Nothing of a
hidden case, and no finding's words, come in.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from grader.model import SEVERITIES, Outcome
from grader.reporting import words, words_review
from grader.reporting.text import line
from grader.reporting.words import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, OwnTests

NAME = "csv"
FILENAME = "grade.csv"

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 200


def render(grade: Grade) -> str:
    """Write both lines."""
    return table([grade])


def table(grades: Sequence[Grade]) -> str:
    """Write one row a grade; a criterion that only some rubrics have is empty for the others."""
    rows = [columns_of(grade) for grade in grades]
    names = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([cell(name) for name in names])
    writer.writerows([cell(row.get(name, "")) for name in names] for row in rows)
    return written.getvalue()


def cell(value: str) -> str:
    """Give a value that no spreadsheet takes for a formula."""
    shown = line(value, _LONGEST)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def columns_of(grade: Grade) -> dict[str, str]:
    """Name every cell; an empty one is something that is not known."""
    return {
        **_identity(grade),
        **_results(grade),
        **_levels(grade),
        **_code(grade),
        **_own_tests(grade.own_tests),
        **_provenance(grade),
    }


def _identity(grade: Grade) -> dict[str, str]:
    return {
        "challenge": grade.challenge.slug,
        "challenge_version": grade.challenge.version,
        "submission": grade.submission.name,
        "language": grade.submission.language,
        "verdict": grade.verdict,
    }


def _results(grade: Grade) -> dict[str, str]:
    states = Counter(words.state(result) for result in grade.requirements)
    return {
        "proposed_score": _number(grade.score),
        "proposed_score_equal_weights": _number(grade.equal_weight_score),
        "requirements": str(len(grade.requirements)),
        "requirements_met": str(states[State.MET]),
        "requirements_partly": str(states[State.PARTLY]),
        "requirements_not_met": str(states[State.NOT_MET]),
        "requirements_not_assessed": str(states[State.NOT_ASSESSED]),
        "points": str(sum(result.points for result in grade.requirements)),
        "points_met": str(sum(result.points for result in grade.requirements if result.met)),
        "flags": str(len(grade.flags)),
    }


def _levels(grade: Grade) -> dict[str, str]:
    review = grade.review
    proposed = {f"proposed_{each.name}": _number(each.proposed_level) for each in grade.criteria}
    reviewed = {f"reviewed_{each.name}": _number(each.reviewed_level) for each in grade.criteria}
    return {
        "reviewers": str(len(words_review.reviewers(grade))),
        "level": _number(review.level if review else None),
        "level_equal_weights": _number(review.equal_weight_level if review else None),
        **proposed,
        **reviewed,
    }


def _code(grade: Grade) -> dict[str, str]:
    quality = grade.quality
    counted = Counter(finding.severity for finding in quality.findings) if quality else Counter()
    return {
        "lines_written": str(quality.written_lines) if quality else "",
        "lines_of_tests": str(quality.test_lines) if quality else "",
        **{f"findings_{severity}": str(counted[severity]) if quality else "" for severity in SEVERITIES},
    }


def _own_tests(own: OwnTests | None) -> dict[str, str]:
    covered, lines = own.lines if own else (0, 0)
    seeded = own.seeded if own else None
    return {
        "own_tests": own.state if own else "",
        "own_tests_passed": str(own.count(Outcome.PASSED)) if own else "",
        "own_tests_failed": str(own.count(Outcome.FAILED)) if own else "",
        "own_tests_covered_percent": _number(100 * covered / lines) if lines else "",
        "seeded_bugs_caught": str(seeded.caught) if seeded and seeded.total else "",
        "seeded_bugs": str(seeded.total) if seeded and seeded.total else "",
    }


def _provenance(grade: Grade) -> dict[str, str]:
    return {
        "rubric": grade.rubric.name,
        "rubric_version": grade.rubric.version,
        "challenge_sha256": grade.challenge.sha256,
        "submission_sha256": grade.submission.sha256,
        "grader_version": grade.provenance.grader_version,
        "started": grade.provenance.started,
        "duration_s": _number(grade.provenance.duration_s),
        "schema_version": str(grade.schema_version),
    }


def _number(value: float | None) -> str:
    """Write a number as every spreadsheet reads it: no thousands, at most two decimals."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
