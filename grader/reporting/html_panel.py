"""``panel.html``: what the interviewing panel reads, and asks, on one page that needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.model import Verdict
from grader.reporting import interview, words, words_code, words_review
from grader.reporting.html_environment import environment, style
from grader.reporting.html_parts import Cut
from grader.reporting.text import line
from grader.reporting.words import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.model import CriterionResult, Flag, Grade, NotMeasured, RequirementResult, Review
    from grader.reporting.interview import Question
    from grader.reporting.words_review import Share

NAME = "panel"
FILENAME = "panel.html"

_CRITERIA_SHOWN = 40
_EVIDENCE_SHOWN = 3
_REVIEWERS_SHOWN = 6
_COMMENTS_SHOWN = 60
_FLAGS_SHOWN = 12
_REQUIREMENTS_SHOWN = 60
_NOT_MEASURED_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a reviewer chose a level."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A criterion in the table of levels; ``levels`` are the reviewers', in the order of the columns."""

    title: str
    share: Share
    proposed: str
    levels: Sequence[str]
    reviewed: str
    reviewed_name: str
    reasons: Sequence[Reason]
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class Mean:
    """The level by the rubric's weights beside that by equal ones, and what neither counts."""

    weighted: str
    equal: str
    weighted_level: float | None
    equal_level: float | None
    left_out: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A reviewer's word on a line of the submission."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What one reviewer says beside the levels; a joint one also gives the reasons they agreed on."""

    who: str
    saved: str
    summary: str
    reasons: Sequence[tuple[str, str, str]]
    comments: Cut[Comment]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the guide, and the minutes of the interview that it is meant for."""

    question: Question
    place: str
    criterion: str
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class PanelPage:
    """The whole page, in about the order in which it is read."""

    tone: str
    reviewed: bool
    reviewers: Sequence[str]
    reviewers_left_out: int
    levels: Cut[LevelRow]
    mean: Mean | None
    requirements: Cut[RequirementResult]
    guide: Sequence[Asked]
    minutes: int
    voices: Sequence[Voice]
    joint: Sequence[Voice]
    flags: Cut[Flag]
    not_measured: Cut[NotMeasured]


def render(grade: Grade) -> str:
    """Make the panel's page; it quotes titles of hidden cases, so it stays inside the company."""
    template = environment().get_template("panel.html.j2")
    return template.render(grade=grade, page=panel_page(grade), **style("handout.css"))


def panel_page(grade: Grade) -> PanelPage:
    """Decides all that the template only spells."""
    reviewers = words_review.reviewers(grade)
    guide = interview.guide(grade)
    unmet = [each for each in grade.requirements if words.state(each) is not State.MET]
    quality = grade.quality.not_measured if grade.quality else ()
    return PanelPage(
        tone={Verdict.ACCEPTED: "good", Verdict.JUDGE_ERROR: "void"}.get(grade.verdict, "bad"),
        reviewed=grade.review is not None,
        reviewers=[review.reviewer for review in reviewers[:_REVIEWERS_SHOWN]],
        reviewers_left_out=max(0, len(reviewers) - _REVIEWERS_SHOWN),
        levels=Cut.of(_levels(grade, reviewers[:_REVIEWERS_SHOWN]), _CRITERIA_SHOWN),
        mean=_mean(grade),
        requirements=Cut.of(unmet, _REQUIREMENTS_SHOWN),
        guide=list(_asked(grade, guide)),
        minutes=interview.minutes(guide),
        voices=[voice for review in reviewers[:_REVIEWERS_SHOWN] for voice in _voice(grade, review)],
        joint=[voice for review in words_review.joint(grade)[:_REVIEWERS_SHOWN] for voice in _voice(grade, review)],
        flags=Cut.of(grade.flags, _FLAGS_SHOWN),
        not_measured=Cut.of((*grade.not_measured, *quality), _NOT_MEASURED_SHOWN),
    )


# ── Levels ───────────────────────────────────────────────────────────────────────────────────────


def _levels(grade: Grade, reviewers: Sequence[Review]) -> Sequence[LevelRow]:
    shares = words_review.shares(grade.criteria)
    return [_level(grade, criterion, shares[criterion.name], reviewers) for criterion in grade.criteria]


def _level(grade: Grade, criterion: CriterionResult, share: Share, reviewers: Sequence[Review]) -> LevelRow:
    judgements = [(review.reviewer, words_review.judgement(review, criterion.name)) for review in reviewers]
    return LevelRow(
        title=criterion.title,
        share=share,
        proposed=words_review.level_number(criterion.proposed_level),
        levels=[words_review.level_number(each.level if each else None) for _, each in judgements],
        reviewed=words_review.level_number(criterion.reviewed_level),
        reviewed_name=words_review.level_name(
            criterion.reviewed_level if grade.review is not None else criterion.proposed_level
        ),
        reasons=[Reason(who, each.reason) for who, each in judgements if each is not None and each.reason],
        evidence=_evidence(grade, criterion),
    )


def _evidence(grade: Grade, criterion: CriterionResult) -> Sequence[str]:
    """How the proposal follows, and then what speaks against it before what speaks for it."""
    met = tuple(f"{result.id} met" for result in grade.requirements if result.met)
    ordered = sorted(criterion.evidence, key=lambda sentence: sentence.startswith(met))
    return [*([criterion.because] if criterion.because else []), *ordered][:_EVIDENCE_SHOWN]


def _mean(grade: Grade) -> Mean | None:
    if grade.review is None:
        return None
    titles = {
        criterion.name: f"{line(criterion.title, 80)} (weight {criterion.weight})" for criterion in grade.criteria
    }
    left_out = [titles.get(name, line(name, 80)) for name in grade.review.left_out]
    return Mean(
        weighted=words_review.mean(grade.review.level),
        equal=words_review.mean(grade.review.equal_weight_level),
        weighted_level=grade.review.level,
        equal_level=grade.review.equal_weight_level,
        left_out=", ".join(left_out[:_CRITERIA_SHOWN]),
    )


# ── Words and questions ──────────────────────────────────────────────────────────────────────────


def _voice(grade: Grade, review: Review) -> Iterator[Voice]:
    """Give what a reviewer wrote; nothing of one who only set levels, for those are in the table."""
    titles = {criterion.name: criterion.title for criterion in grade.criteria}
    reasons = [
        (titles.get(each.criterion, each.criterion), words_review.level(each.level), each.reason)
        for each in review.judgements[:_CRITERIA_SHOWN]
        if review.joint
    ]
    comments = [Comment(f"{line(each.path, 160)}:{each.line}", each.text) for each in review.comments]
    if reasons or comments or review.summary.strip():
        yield Voice(review.reviewer, review.saved, review.summary, reasons, Cut.of(comments, _COMMENTS_SHOWN))


def _asked(grade: Grade, guide: Sequence[Question]) -> Iterator[Asked]:
    titles = {criterion.name: criterion.title for criterion in grade.criteria}
    begins = 0
    for question in guide:
        ends = begins + question.minutes
        place = words_code.place(question.where) if question.where is not None else ""
        yield Asked(question, place, titles.get(question.criterion, ""), begins, ends)
        begins = ends
