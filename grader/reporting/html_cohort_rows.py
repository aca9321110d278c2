"""A submission as its cohort's page sees it: the little that is kept of a grade once it has been read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.model import Outcome, Verdict
from grader.reporting import csv_row, words
from grader.reporting.words import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.model import Grade


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement of the challenge, or a case of its suite; ``criterion`` of a case is its requirement."""

    text: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How far one requirement is fulfilled, and in words."""

    state: State
    told: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Whom a submission has most in common with, and how much: a share, 0 to 1, which says nothing by itself.

    It ``stands_out`` where it is above the noise of the cohort.
    """

    other: str
    share: float
    stands_out: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One submission. ``score`` is ``None`` where the grade is void; ``failed`` says why there is no grade at all.

    ``columns`` are those of ``cohort.csv``, ``passed`` tells of each case that was put to it.
    """

    name: str
    link: str = ""
    review: str = ""
    failed: str = ""
    language: str = ""
    verdict: Verdict | None = None
    reason: str = ""
    score: float | None = None
    flags: int = 0
    challenge: str = ""
    requirements: Mapping[str, Cell] = field(default_factory=dict)
    asked: Mapping[str, Asked] = field(default_factory=dict)
    passed: Mapping[str, bool] = field(default_factory=dict)
    cases: Mapping[str, Asked] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    alike: Alike | None = None

    @property
    def is_void(self) -> bool:
        """Whether something of ours failed, so that nothing is known."""
        return self.verdict is Verdict.JUDGE_ERROR

    @property
    def is_scored(self) -> bool:
        """Whether it counts in what is said of all."""
        return self.score is not None


def row_of(grade: Grade, *, name: str, link: str, review: str, alike: Alike | None = None) -> Row:
    """Keep of a grade what the page shows, and what is counted over all."""
    told = {Outcome.PASSED: True, Outcome.FAILED: False, Outcome.ERROR: False}
    cases = [case for _, case in words.cases(grade)]
    states = {each.id: Cell(words.state(each), words.state_words(each)) for each in grade.requirements}
    return Row(
        name=name,
        link=link,
        review=review,
        language=grade.submission.language,
        verdict=grade.verdict,
        reason=words.reason(grade),
        score=grade.score,
        flags=len(grade.flags),
        challenge=grade.challenge.sha256,
        requirements=states,
        asked={each.id: Asked(each.text, each.criterion) for each in grade.requirements},
        passed={case.name: told[case.outcome] for case in cases if case.outcome in told},
        cases={case.name: Asked(case.title, case.requirement) for case in cases},
        columns={
            **csv_row.columns_of(grade),
            **{f"requirement_{id_}": cell.told for id_, cell in states.items()},
        },
        alike=alike,
    )
