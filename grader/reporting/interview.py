"""The interview guide: from a grade's evidence to questions for the panel, by written rules and nothing else.

Each rule (``interview_rules.py``) finds its occasions in the grade and fills them into its words. They are ranked by
the weight of their evidence; what would ask about the same function or requirement again is left out, and so is what
one interview has no time for. The same grade gives the same questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.model import Grade, Place, Verdict
from grader.reporting.interview_rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.reporting.interview_parts import Occasion
    from grader.reporting.interview_rules import Rule

MOST_QUESTIONS = 12
MOST_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask the candidate; ``kind`` is the rule's name, ``why`` and ``good_answer`` are the panel's alone.

    ``question`` is made of the brief's words and the candidate's own code, so that it can be read aloud.
    """

    kind: str
    question: str
    why: str
    good_answer: str
    minutes: int
    where: Place | None
    criterion: str


@dataclass(frozen=True, slots=True)
class _Found:
    rule: Rule
    occasion: Occasion

    @property
    def weight(self) -> int:
        return self.rule.weight + self.occasion.strength


def guide(grade: Grade) -> tuple[Question, ...]:
    """Ask what the evidence leaves open, the weightiest first; a void run leaves nothing to ask about."""
    if grade.verdict is Verdict.JUDGE_ERROR:
        return ()
    found = [_Found(rule, occasion) for rule in RULES for occasion in rule.find(grade)]
    ranked = sorted(found, key=lambda each: -each.weight)
    return tuple(_question(each) for each in _within_time(list(_once(ranked))))


def minutes(questions: Iterable[Question]) -> int:
    """How long the questions take together."""
    return sum(question.minutes for question in questions)


def _once(ranked: Iterable[_Found]) -> Iterator[_Found]:
    """Leave out what asks about a subject again, and of one rule what is more than enough."""
    subjects: set[str] = set()
    asked: dict[str, int] = {}
    for each in ranked:
        taken = subjects.intersection(each.occasion.subjects)
        if taken or asked.get(each.rule.name, 0) >= each.rule.most:
            continue
        subjects.update(each.occasion.subjects)
        asked[each.rule.name] = asked.get(each.rule.name, 0) + 1
        yield each


def _within_time(ranked: list[_Found]) -> Iterator[_Found]:
    """Keep room for what is always asked, and fill the rest from the top."""
    always = [each for each in ranked if each.rule.always]
    questions = MOST_QUESTIONS - len(always)
    left = MOST_MINUTES - sum(each.rule.minutes for each in always)
    for each in ranked:
        if each.rule.always:
            yield each
        elif questions and each.rule.minutes <= left:
            questions, left = questions - 1, left - each.rule.minutes
            yield each


def _question(found: _Found) -> Question:
    rule, occasion = found.rule, found.occasion
    return Question(
        kind=rule.name,
        question=rule.question.format_map(occasion.facts),
        why=rule.why.format_map(occasion.facts),
        good_answer=rule.good_answer.format_map(occasion.facts),
        minutes=rule.minutes,
        where=occasion.where,
        criterion=occasion.criterion,
    )
