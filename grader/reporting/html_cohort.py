"""``cohort.html``: a batch on one page, a row a submission, in no order of merit; pure.

It is as blind as the grades that it is made of, says nothing of who is better than whom until there are enough to
say it of, and looks at the suite with the same eyes as at the submissions.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from grader.model import Verdict
from grader.paths import REPORTS
from grader.reporting import html_cohort_cases, words
from grader.reporting.csv_row import cell as csv_cell
from grader.reporting.html_cohort_cases import CaseSeen, Word, discrimination, no_percentiles
from grader.reporting.html_environment import environment, policy
from grader.reporting.html_parts import Cut
from grader.reporting.words import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.reporting.html_cohort_rows import Asked, Row

_ROWS_SHOWN = 1000
_CASES_SHOWN = 400
_REQUIREMENTS_SHOWN = 60
_MISSING_SHOWN = 100
_STYLES = ("shared.css", "handout.css", "cohort.css")
_TONES = {Verdict.ACCEPTED: "good", Verdict.JUDGE_ERROR: "void"}
_CASE_TONES = {
    Word.SEPARATES: "good",
    Word.TURNED: "bad",
    Word.NOBODY_FAILS: "warn",
    Word.NOBODY_PASSES: "warn",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody of whom there is nothing to show; ``name`` is empty where it would say who."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Cohort:
    """All that the page is made of. ``challenge`` is the hash of the version that the batch was made with."""

    title: str
    version: str
    challenge: str
    rows: Sequence[Row]
    missing: Sequence[Missing]
    blind: bool
    needed: int
    made: str
    grader_version: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row, and the percentile of its score where there are any."""

    row: Row
    percentile: str
    tone: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A requirement over the cohort."""

    id: str
    asked: Asked
    met: int
    partly: int
    not_met: int
    total: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case over the cohort, with the tone of its badge."""

    seen: CaseSeen
    tone: str
    share: str
    correlation: str


@dataclass(frozen=True, slots=True)
class CohortPage:
    """The whole page, in the order in which it is read."""

    cohort: Cohort
    rows: Cut[Ranked]
    requirements: Cut[Share]
    cases: Cut[CaseRow]
    missing: Cut[Missing]
    scored: int
    void: int
    failed: int
    earlier: int
    settled: int
    verdicts: Sequence[tuple[str, int]]
    no_percentiles: str
    suite: Sequence[tuple[str, int]]
    enough: int
    compared: bool
    stand_out: int


def page_of(cohort: Cohort) -> str:
    """Make the page."""
    css = "".join((REPORTS / name).read_text(encoding="utf-8") for name in _STYLES)
    template = environment().get_template("cohort.html.j2")
    # S704: all three are read from the installation.
    return template.render(page=cohort_page(cohort), css=Markup(css), policy=policy(css))  # noqa: S704


def table_of(cohort: Cohort) -> str:
    """Write ``cohort.csv``: what the page shows and what ``grade.csv`` has, a row a submission, no cell a formula."""
    shown = cohort_page(cohort)
    percentiles = {each.row.name: each.percentile for each in _ranked(cohort, shown.no_percentiles)}
    rows = [
        {
            "state": "failed" if row.failed else "void" if row.is_void else "graded",
            **row.columns,
            "submission": row.name,
            "review": row.review,
            "percentile": percentiles[row.name],
            "most_in_common_with": row.alike.other if row.alike else "",
            "in_common": f"{row.alike.share:.2f}" if row.alike else "",
            "why_not_graded": row.failed,
        }
        for row in _ordered(cohort.rows)
    ]
    rows += [{"state": "not taken", "submission": each.name, "why_not_graded": each.why} for each in cohort.missing]
    names = list(dict.fromkeys(name for row in [{"submission": ""}, *rows] for name in row))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([csv_cell(name) for name in names])
    writer.writerows([csv_cell(row.get(name, "")) for name in names] for row in rows)
    return written.getvalue()


def cohort_page(cohort: Cohort) -> CohortPage:
    """Decides all that the template only spells."""
    scored = [row for row in cohort.rows if row.is_scored]
    ours = [row for row in scored if row.challenge == cohort.challenge]
    why_not = no_percentiles(len(scored), (row.challenge for row in scored))
    cases = discrimination([row.passed for row in ours], _known_cases(ours))
    counted = Counter(each.word for each in cases)
    return CohortPage(
        cohort=cohort,
        rows=Cut.of(_ranked(cohort, why_not), _ROWS_SHOWN),
        requirements=Cut.of(_shares(ours), _REQUIREMENTS_SHOWN),
        cases=Cut.of([_case(each) for each in cases], _CASES_SHOWN),
        missing=Cut.of(list(cohort.missing), _MISSING_SHOWN),
        scored=len(scored),
        void=sum(row.is_void for row in cohort.rows),
        failed=sum(bool(row.failed) for row in cohort.rows),
        earlier=len(scored) - len(ours),
        settled=sum(row.review.startswith("settled") for row in cohort.rows),
        verdicts=[
            (words.verdict(verdict), count)
            for verdict in Verdict
            if verdict is not Verdict.JUDGE_ERROR and (count := sum(row.verdict is verdict for row in cohort.rows))
        ],
        no_percentiles=why_not,
        suite=[(str(word), counted[word]) for word in Word if counted[word]],
        enough=html_cohort_cases.ENOUGH,
        compared=any(row.alike for row in cohort.rows),
        stand_out=sum(row.alike is not None and row.alike.stands_out for row in cohort.rows),
    )


def _ordered(rows: Sequence[Row]) -> Sequence[Row]:
    """By name, which says nothing: a blind name is the beginning of a hash."""
    return sorted(rows, key=lambda row: row.name)


def _ranked(cohort: Cohort, why_not: str) -> list[Ranked]:
    scores = sorted(row.score for row in cohort.rows if row.score is not None)
    return [
        Ranked(
            row=row,
            percentile="" if why_not or row.score is None else f"{html_cohort_cases.percentile(row.score, scores):.0f}",
            tone="dim" if row.verdict is None else _TONES.get(row.verdict, "bad"),
            earlier=row.is_scored and row.challenge != cohort.challenge,
        )
        for row in _ordered(cohort.rows)
    ]


def _known_cases(rows: Sequence[Row]) -> Mapping[str, tuple[str, str]]:
    """List every case that anybody met, in the order of the suite."""
    return {name: (case.text, case.criterion) for row in rows for name, case in row.cases.items()}


def _shares(rows: Sequence[Row]) -> list[Share]:
    asked = {id_: each for row in rows for id_, each in row.asked.items()}
    found = []
    for id_, each in asked.items():
        states = Counter(row.requirements[id_].state for row in rows if id_ in row.requirements)
        total = states[State.MET] + states[State.PARTLY] + states[State.NOT_MET]
        found.append(Share(id_, each, states[State.MET], states[State.PARTLY], states[State.NOT_MET], total))
    return found


def _case(seen: CaseSeen) -> CaseRow:
    return CaseRow(
        seen=seen,
        tone=_CASE_TONES.get(seen.word, "dim"),
        share=words.share(seen.passed, seen.asked),
        correlation="" if seen.correlation is None else f"{seen.correlation:+.2f}",
    )
