"""Occasions for questions in what the hidden suite, the reviews and the hand-in show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.model import Case, Grade, RequirementResult, Verdict
from grader.reporting import words, words_review
from grader.reporting.interview_parts import LONGEST_NAME, MOST_NAMED, WORDS, Occasion
from grader.reporting.text import line

_OFTEN = 5  # so much at most do a requirement's points add to the weight of its rule
_TWO_APART = 2


def does_not_start(grade: Grade) -> Iterator[Occasion]:
    """Nothing passed, because the program is not there to be asked."""
    if not _starts(grade):
        facts = {"verdict": words.verdict(grade.verdict).capitalize(), "reason": line(words.reason(grade), WORDS)}
        yield Occasion(("start",), facts)


def _starts(grade: Grade) -> bool:
    if grade.verdict is Verdict.COMPILE_ERROR:
        return False
    cases = [case for _, case in words.cases(grade)]
    return not cases or any(case.verdict is not Verdict.RUN_TIME_ERROR for case in cases)


def growth(grade: Grade) -> Iterator[Occasion]:
    """A fitted curve lies wholly above what is allowed."""
    requirements = {result.id: result for result in grade.requirements}
    for suite in grade.suites:
        asked = {case.name: requirements.get(case.requirement) for case in suite.cases}
        for series in suite.series:
            requirement = asked.get(series.case)
            if series.conclusion != "above" or series.allowed is None or requirement is None:
                continue
            facts = {
                **_of(requirement),
                "label": line(series.label, LONGEST_NAME),
                "asked": line(series.asked, 40),
                "exponent": f"{series.exponent:.2f}",
                "allowed": f"{series.allowed:.2f}",
            }
            yield _about(requirement, facts)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Requirements with cases that one of these limits stopped."""

    verdicts: tuple[Verdict, ...]

    def __call__(self, grade: Grade) -> Iterator[Occasion]:
        """Find them in the challenge's order."""
        for requirement in _counting(grade):
            stopped = [case for case in _failing(grade, requirement) if case.verdict in self.verdicts]
            if stopped:
                facts = {
                    **_of(requirement),
                    "cases": words.count(len(stopped), "case"),
                    "title": line(stopped[0].title, WORDS),
                }
                yield _about(requirement, facts)


def not_met(grade: Grade) -> Iterator[Occasion]:
    """Requirements of which nothing could be shown, by their points."""
    for requirement in _counting(grade):
        if requirement.met is False and not requirement.passed:
            yield _about(requirement, _told(grade, requirement), strength=min(_OFTEN, requirement.points))


def met_partly(grade: Grade) -> Iterator[Occasion]:
    """Requirements that hold here and not there, by their points."""
    for requirement in _counting(grade):
        if requirement.met is False and requirement.passed:
            yield _about(requirement, _told(grade, requirement), strength=min(_OFTEN - 1, requirement.points))


def everything_met(grade: Grade) -> Iterator[Occasion]:
    """Nothing failed, so the next feature is the better question; which one, depends on what it is."""
    if not grade.requirements or not all(requirement.met for requirement in grade.requirements):
        return
    kinds = {exhibit.kind for _, case in words.cases(grade) for exhibit in case.exhibits}
    following = "keep its data across a restart, and serve several callers at once"
    if "exchange" in kinds:
        following = "run as two instances behind one address, at ten times the traffic"
    elif kinds:
        following = "answer as fast with a hundred times as many rows"
    yield Occasion(("next",), {"total": str(len(grade.requirements)), "next": following})


def _counting(grade: Grade) -> Sequence[RequirementResult]:
    return grade.requirements if _starts(grade) else ()


def _failing(grade: Grade, requirement: RequirementResult) -> list[Case]:
    return [case for _, case in words.cases(grade) if case.requirement == requirement.id and words.is_failing(case)]


def _of(requirement: RequirementResult) -> dict[str, str]:
    return {"id": line(requirement.id, 20), "requirement": line(requirement.text, WORDS).rstrip(".")}


def _told(grade: Grade, requirement: RequirementResult) -> dict[str, str]:
    failing = _failing(grade, requirement)
    first = f"The first that failed: {line(failing[0].title, WORDS)}" if failing else ""
    return {
        **_of(requirement),
        "passed": str(requirement.passed),
        "total": words.count(requirement.total, "case"),
        "first": first,
    }


def _about(requirement: RequirementResult, facts: Mapping[str, str], *, strength: int = 0) -> Occasion:
    return Occasion((f"requirement {requirement.id}",), facts, criterion=requirement.criterion, strength=strength)


# ── The reviews ──────────────────────────────────────────────────────────────────────────────────────


def reviewers_apart(grade: Grade) -> Iterator[Occasion]:
    """Criteria that two reviewers see very differently."""
    return (occasion for gap, occasion in _disagreements(grade) if gap >= _TWO_APART)


def reviewers_neighbours(grade: Grade) -> Iterator[Occasion]:
    """Criteria that two reviewers see a little differently, the weightiest first."""
    return (occasion for gap, occasion in _disagreements(grade) if gap == 1)


def _disagreements(grade: Grade) -> Iterator[tuple[int, Occasion]]:
    for criterion in sorted(grade.criteria, key=lambda each: -each.weight):
        found = [
            (review.reviewer, judgement)
            for review in words_review.reviewers(grade)
            for judgement in [words_review.judgement(review, criterion.name)]
            if judgement is not None and judgement.level is not None
        ]
        levels = sorted({judgement.level for _, judgement in found if judgement.level is not None})
        if len(levels) < _TWO_APART:
            continue
        low, high = levels[0], levels[-1]
        facts = {
            "criterion": line(criterion.title, LONGEST_NAME),
            "levels": ", ".join(f"{line(who, 40)}: {words_review.level(each.level)}" for who, each in found),
            "reasons": " ".join(f"{line(who, 40)}: “{line(each.reason, 120)}”" for who, each in found if each.reason),
            "low_anchor": _anchor(low, criterion.anchors),
            "high_anchor": _anchor(high, criterion.anchors),
        }
        yield high - low, Occasion((f"criterion {criterion.name}",), facts, criterion=criterion.name)


def _anchor(level: int, anchors: Mapping[int, str]) -> str:
    known = anchors.get(level, "").strip()
    return (
        f"Level {level} reads “{line(known, 240)}”" if known else f"Level {level} is {words_review.level_name(level)}."
    )


# ── Everything else ────────────────────────────────────────────────────────────────────────────────


def flagged(grade: Grade) -> Iterator[Occasion]:
    """A person should look."""
    if grade.flags:
        named = "; ".join(line(flag.what, LONGEST_NAME) for flag in grade.flags[:MOST_NAMED])
        facts = {"flags": f"{words.count(len(grade.flags), 'integrity flag')} ({named})"}
        yield Occasion(("flags",), facts)


def always(_: Grade) -> Iterator[Occasion]:
    """Everybody is asked."""
    yield Occasion(("ownership",), {})


def little_history(grade: Grade) -> Iterator[Occasion]:
    """How it came about cannot be read from commits."""
    history = grade.submission.history
    if history is None or history.commits <= 1:
        yield Occasion(("history",), {"history": "No git history came along" if history is None else "A single commit"})
