"""The candidate's code on the page: where to look, and whether it matters.

Paths, names and messages reach the page as text; ids are numbers of ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.model import (
    GRAVE,
    AnalysedFile,
    CriterionResult,
    Measure,
    Practice,
    Quality,
    Signpost,
    SourceKind,
)
from grader.reporting import html_functions, words_code
from grader.reporting.html_findings import FindingsPart, findings_part
from grader.reporting.html_functions import Anchors, FunctionRow, SpotPart, link
from grader.reporting.html_parts import Cut, Link, Piece
from grader.reporting.text import line

_SPOTS_OPEN = 2
_FUNCTIONS_OPEN = 10
_LISTED_OPEN = 5
_LISTED_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of good practice as it was answered, and where."""

    practice: Practice
    word: str
    places: Sequence[Link]


@dataclass(frozen=True, slots=True)
class AnswersPart:
    """The questions of one criterion, a no first."""

    anchor: str
    title: str
    answers: Sequence[Answer]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure beside its norm; ``tone`` is that of a badge."""

    measure: Measure
    value: str
    tone: str
    word: str
    limit: str
    where: Link | None


@dataclass(frozen=True, slots=True)
class CodePart:
    """The section, in the order in which it is read."""

    written: str
    few: str
    guide: Cut[tuple[Link, str]]
    strengths: Cut[str]
    practices: Sequence[AnswersPart]
    measures: Cut[MeasureRow]
    findings: FindingsPart
    spots_open: Sequence[SpotPart]
    spots_folded: Sequence[SpotPart]
    functions: Cut[FunctionRow]
    functions_open: int
    limit_percent: float | None
    repeated: Cut[tuple[int, Link, Link]]
    suppressions: Cut[tuple[Link, str]]
    listed_open: int
    files: Cut[AnalysedFile]
    kinds: str
    tools: str
    glance: Piece | None
    beside: Mapping[str, Sequence[Sequence[Piece]]]


def code_part(quality: Quality | None, criteria: Sequence[CriterionResult], lines: Anchors) -> CodePart | None:
    """Sort what was measured into what a reviewer reads; ``None`` where nothing was.

    Places lead to the source where the page has it, else to a hot spot that shows the line.
    """
    if quality is None:
        return None
    spots = html_functions.spots(quality)
    anchors = _Either(lines, {(spot.path, row.number): row.anchor for spot in reversed(spots) for row in spot.rows})
    titles = {criterion.name: criterion.title for criterion in criteria}
    practices = _practices(quality, titles, anchors)
    functions, limit_percent = html_functions.functions(quality, anchors)
    return CodePart(
        written=words_code.written(quality),
        few=words_code.few(quality),
        guide=Cut.of([_post(post, anchors) for post in quality.guide], _LISTED_SHOWN),
        strengths=Cut.of(quality.strengths, _LISTED_SHOWN),
        practices=practices,
        measures=Cut.of(_measures(quality, anchors), _LISTED_SHOWN),
        findings=findings_part(quality.findings, titles, anchors),
        spots_open=spots[:_SPOTS_OPEN],
        spots_folded=spots[_SPOTS_OPEN:],
        functions=functions,
        functions_open=_FUNCTIONS_OPEN,
        limit_percent=limit_percent,
        repeated=Cut.of(
            [(pair.lines, link(pair.first, anchors), link(pair.second, anchors)) for pair in quality.repeated],
            _LISTED_SHOWN,
        ),
        suppressions=Cut.of([(link(each.where, anchors), each.text) for each in quality.suppressions], _LISTED_SHOWN),
        listed_open=_LISTED_OPEN,
        files=Cut.of(sorted(quality.files, key=_by_kind)),
        kinds=_kinds(quality.files),
        tools=", ".join(f"{line(tool.name, 60)} {line(tool.version, 40)}".strip() for tool in quality.tools),
        glance=_glance(quality, spots),
        beside=_beside(quality, practices),
    )


class _Either:
    """Where a line is shown: in the first of two places that has it."""

    def __init__(self, first: Anchors, second: Anchors) -> None:
        self._first = first
        self._second = second

    def get(self, place: tuple[str, int], absent: str = "") -> str:
        """Give the anchor of a line, ``absent`` where neither has it."""
        return self._first.get(place, "") or self._second.get(place, absent)


def _post(post: Signpost, anchors: Anchors) -> tuple[Link, str]:
    return link(post.where, anchors), post.why


# ── Good practice and measures ───────────────────────────────────────────────────────────────────


def _practices(quality: Quality, titles: Mapping[str, str], anchors: Anchors) -> Sequence[AnswersPart]:
    """Group the questions by criterion, in the rubric's order; those of a criterion that it does not know come last."""
    known = list(titles)
    found = {practice.criterion for practice in quality.practices}
    names = [*(name for name in known if name in found), *sorted(found - set(known))]
    return [
        AnswersPart(f"practices-{number}", titles.get(name, _spoken(name)), _answers(quality, name, anchors))
        for number, name in enumerate(names, start=1)
    ]


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _answers(quality: Quality, criterion: str, anchors: Anchors) -> Sequence[Answer]:
    asked = [each for each in quality.practices if each.criterion == criterion]
    word = {True: "yes", False: "no", None: "does not apply"}
    order = (False, True, None)
    return [
        Answer(each, word[each.yes], [link(place, anchors) for place in each.where[:_LISTED_OPEN]])
        for each in sorted(asked, key=lambda each: order.index(each.yes))
    ]


def _measures(quality: Quality, anchors: Anchors) -> Sequence[MeasureRow]:
    """What lies over its limit comes first, what has none last."""
    rows = [_measure(measure, anchors) for measure in quality.measures]
    order = ("warn", "good", "dim")
    return sorted(rows, key=lambda row: order.index(row.tone))


def _measure(measure: Measure, anchors: Anchors) -> MeasureRow:
    word = {True: "within", False: "over", None: "no limit"}[measure.within]
    tone = {True: "good", False: "warn", None: "dim"}[measure.within]
    if measure.context:
        tone, word = "dim", "context" if measure.within is None else f"{word}, context only"
    where = link(measure.where, anchors) if measure.where is not None else None
    return MeasureRow(measure, words_code.value(measure), tone, word, words_code.limit(measure.norm), where)


def _by_kind(file: AnalysedFile) -> tuple[int, str]:
    return list(SourceKind).index(file.kind), file.path


def _kinds(files: Sequence[AnalysedFile]) -> str:
    counted = Counter(file.kind for file in files)
    return ", ".join(f"{counted[kind]:,} {kind}" for kind in SourceKind if counted[kind])


# ── What other parts of the page say of the code ─────────────────────────────────────────────────


def _glance(quality: Quality, spots: Sequence[SpotPart]) -> Piece | None:
    """One line for the first screen: what is grave, else where most is to be read."""
    counted = Counter(finding.severity for finding in quality.findings)
    for severity in GRAVE:
        if counted[severity]:
            return Piece(words_code.of_severity(counted[severity], severity), "code-findings")
    if not spots:
        return None
    return Piece(f"Most to read: {spots[0].name or spots[0].where}", spots[0].anchor)


def _beside(quality: Quality, practices: Sequence[AnswersPart]) -> Mapping[str, Sequence[Sequence[Piece]]]:
    """For each criterion, sentences that lead to what the section has on it."""
    told: dict[str, list[Sequence[Piece]]] = {}
    for name in dict.fromkeys(measure.norm.criterion for measure in quality.measures):
        own = [measure for measure in quality.measures if measure.norm.criterion == name]
        if any(measure.within is not None and not measure.context for measure in own):
            told.setdefault(name, []).append([Piece(words_code.measures(own), "code-measures")])
    for name in dict.fromkeys(finding.criterion for finding in quality.findings):
        found = [finding for finding in quality.findings if finding.criterion == name]
        told.setdefault(name, []).append([Piece(f"In the code {words_code.findings(found)}", "code-findings")])
    for group in practices:
        asked = [answer.practice for answer in group.answers]
        piece = Piece(f"Good practice: {words_code.practices(asked)}", group.anchor)
        told.setdefault(asked[0].criterion, []).append([piece])
    return told
