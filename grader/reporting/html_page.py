"""What the page says, before any markup: which cases go where, what links to what, what is cut off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from grader.model import CriterionResult, Grade, Judgement, NotMeasured, Outcome, RequirementResult, Suite, Verdict
from grader.reporting import html_figures, words
from grader.reporting.html_code import CodePart, code_part
from grader.reporting.html_glance import Glance, glance
from grader.reporting.html_growth import Plot, plot
from grader.reporting.html_history import HistoryPart, history_part
from grader.reporting.html_own_tests import OwnTestsPart, own_tests_part
from grader.reporting.html_parts import CasePart, CriterionPart, Cut, Piece, RequirementPart
from grader.reporting.html_source import Lines, SourcesPart, sources_part
from grader.review.documents import REVIEW_VERSION, result_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from grader.reporting.html_figures import Bar, SlowCase, Span

_FAILING_SHOWN = 200
_PLOTS_SHOWN = 24
# A name ends before the sentence's own punctuation, and may hold any of it inside, as in ``test_a.py::test_b[1:2]``.
_BETWEEN = re.compile(r"([:.]*[\s,;()]+|[:.]+$)")
_NATIVE = "native"
_DIGITS = 8  # of a line's number


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """What the form of a review needs to know: which result it is of, and the format that it saves."""

    result: str
    version: int


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report, in about the order in which it is read."""

    tone: str
    glance: Glance
    requirements: Sequence[RequirementPart]
    failing: Sequence[RequirementPart]
    failing_count: int
    failing_left_out: int
    passing: Cut[CasePart]
    skipped: Cut[CasePart]
    criteria: Sequence[CriterionPart]
    plots: Cut[Plot]
    bars: Sequence[Bar]
    spans: Sequence[Span]
    weaker: bool
    guarded: Sequence[Suite]
    own_tests: OwnTestsPart | None
    code: CodePart | None
    history: HistoryPart | None
    sources: SourcesPart | None
    review: ReviewPart | None
    slowest: Sequence[SlowCase]
    not_measured: Cut[NotMeasured]
    code_not_measured: Cut[NotMeasured]


def page(grade: Grade) -> Page:
    """Decides all that the templates only spell."""
    cases = _cases(grade)
    failing = [part for part in cases if words.is_failing(part.case)]
    shown = failing[:_FAILING_SHOWN]
    requirements = _requirements(grade, shown)
    lines = Lines(grade.sources)
    code = code_part(grade.quality, grade.criteria, lines)
    criteria = _criteria(grade, requirements, cases, code, lines)
    bars, plots = html_figures.bars(grade), _plots(grade)
    return Page(
        tone={Verdict.ACCEPTED: "good", Verdict.JUDGE_ERROR: "void"}.get(grade.verdict, "bad"),
        glance=glance(grade, requirements, criteria, bars, plots, code.glance if code else None),
        requirements=requirements,
        failing=[*(each for each in requirements if each.failing), *_unclaimed(grade, shown)],
        failing_count=len(failing),
        failing_left_out=len(failing) - len(shown),
        passing=Cut.of(_with(cases, Outcome.PASSED)),
        skipped=Cut.of(_with(cases, Outcome.SKIPPED)),
        criteria=criteria,
        plots=Cut.of(plots, _PLOTS_SHOWN),
        bars=bars,
        spans=html_figures.spans(grade),
        weaker=any(part.weaker for part in cases),
        guarded=[suite for suite in grade.suites if suite.guards],
        own_tests=own_tests_part(grade.own_tests),
        code=code,
        history=history_part(grade.submission.history),
        sources=sources_part(grade),
        review=None if grade.verdict is Verdict.JUDGE_ERROR else ReviewPart(result_id(grade), REVIEW_VERSION),
        slowest=html_figures.slowest(grade, cases),
        not_measured=Cut.of(grade.not_measured),
        code_not_measured=Cut.of(grade.quality.not_measured if grade.quality else ()),
    )


def _cases(grade: Grade) -> Sequence[CasePart]:
    return [
        CasePart(f"case-{number}", suite.name, suite.kind == _NATIVE, case)
        for number, (suite, case) in enumerate(words.cases(grade), start=1)
    ]


def _with(cases: Sequence[CasePart], outcome: Outcome) -> Sequence[CasePart]:
    return [part for part in cases if part.case.outcome is outcome]


def _requirements(grade: Grade, failing: Sequence[CasePart]) -> Sequence[RequirementPart]:
    return [_requirement(number, result, failing) for number, result in enumerate(grade.requirements, start=1)]


def _requirement(number: int, result: RequirementResult, failing: Sequence[CasePart]) -> RequirementPart:
    own = [part for part in failing if part.case.requirement == result.id]
    return RequirementPart(f"requirement-{number}", result, words.state(result), own)


def _unclaimed(grade: Grade, failing: Sequence[CasePart]) -> Sequence[RequirementPart]:
    """Failing cases of no known requirement still must not vanish."""
    known = {result.id for result in grade.requirements}
    others = [part for part in failing if part.case.requirement not in known]
    nobodys = RequirementResult(
        id="other", text="Cases outside the requirements", criterion="", points=0, passed=0, total=len(others), met=None
    )
    return [RequirementPart("requirement-0", nobodys, words.state(nobodys), others)] if others else []


def _criteria(
    grade: Grade,
    requirements: Sequence[RequirementPart],
    cases: Sequence[CasePart],
    code: CodePart | None,
    lines: Lines,
) -> Sequence[CriterionPart]:
    anchors = {part.case.name: part.anchor for part in cases}
    anchors |= {part.result.id: part.anchor for part in requirements}
    own = {"own_tests": [[Piece(words.own_tests(grade.own_tests), "own-tests")]]} if grade.own_tests else {}
    beside = code.beside if code else {}
    return [
        _criterion(
            f"criterion-{number}",
            result,
            requirements,
            partial(_anchor, anchors, lines),
            [*own.get(result.name, ()), *beside.get(result.name, ())],
            _judgements(grade, result.name),
        )
        for number, result in enumerate(grade.criteria, start=1)
    ]


def _criterion(
    anchor: str,
    result: CriterionResult,
    requirements: Sequence[RequirementPart],
    anchor_of: Callable[[str], str],
    beside: Sequence[Sequence[Piece]],
    judgements: Sequence[tuple[str, Judgement]],
) -> CriterionPart:
    evidence = [*beside, *(_linked(sentence, anchor_of) for sentence in result.evidence)]
    named = {piece.anchor for sentence in evidence for piece in sentence}
    strip = [part for part in requirements if part.result.criterion == result.name]
    own = [part for part in strip if part.anchor not in named]
    return CriterionPart(anchor, result, evidence, own, strip, judgements)


def _judgements(grade: Grade, criterion: str) -> Sequence[tuple[str, Judgement]]:
    """Give each reviewer's judgement of a criterion, the joint one last."""
    return [
        (review.reviewer, each)
        for review in (grade.review.reviews if grade.review else ())
        for each in review.judgements
        if each.criterion == criterion
    ]


def _linked(sentence: str, anchor_of: Callable[[str], str]) -> Sequence[Piece]:
    """Every word that names a requirement, a case or a line of the code becomes a link to it."""
    return [Piece(piece, anchor_of(piece)) for piece in _BETWEEN.split(sentence) if piece]


def _anchor(anchors: Mapping[str, str], lines: Lines, word: str) -> str:
    if word in anchors:
        return anchors[word]
    path, _, number = word.rpartition(":")
    return lines.get((path, int(number))) if number.isascii() and number.isdigit() and len(number) < _DIGITS else ""


def _plots(grade: Grade) -> Sequence[Plot]:
    found = [(suite, series) for suite in grade.suites for series in suite.series]
    return [
        plot(series, next((case for case in suite.cases if case.name == series.case), None), f"growth-{number}")
        for number, (suite, series) in enumerate(found, start=1)
    ]
