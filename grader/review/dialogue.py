"""The review as a conversation in a terminal: one criterion after the other, an empty answer takes the proposal.

Who asks and prints is handed in; nothing here knows a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from grader.model import CriterionResult, Grade, Item, Judgement
from grader.review.documents import needs_reason
from grader.rubric import LEVELS

Ask = Callable[[str, str], str]
"""A question and what an empty answer means; gives the answer."""
Tell = Callable[[str], None]

MOST_EVIDENCE = 8
_NOT_ASSESSED = "-"
_ANSWERS = {"y": True, "yes": True, "n": False, "no": False}


def judge(grade: Grade, criteria: Sequence[str], *, ask: Ask, tell: Tell, joint: bool = False) -> Iterator[Judgement]:
    """Ask for each of the criteria, and yield what was decided as soon as it is: an interruption loses only one."""
    wanted = [each for each in grade.criteria if each.name in criteria]
    for number, criterion in enumerate(wanted, start=1):
        tell(f"\n{number} of {len(wanted)}  {criterion.title} (weight {criterion.weight})")
        for line in _shown(criterion):
            tell(f"  {line}")
        level = _level(criterion, ask, tell)
        items = {} if joint else _items(criterion.items, ask, tell)
        yield Judgement(
            criterion=criterion.name, level=level, reason=_reason(level, criterion, ask, tell, joint=joint), items=items
        )


def _shown(criterion: CriterionResult) -> Iterator[str]:
    yield from (f"{level}: {criterion.anchors[level]}" for level in LEVELS if level in criterion.anchors)
    yield from (f"- {each}" for each in criterion.evidence[:MOST_EVIDENCE])
    if len(criterion.evidence) > MOST_EVIDENCE:
        yield f"- and {len(criterion.evidence) - MOST_EVIDENCE} more, in the report"
    yield f"Proposed: {criterion.because or 'nothing'}"


def _level(criterion: CriterionResult, ask: Ask, tell: Tell) -> int | None:
    proposed = criterion.proposed_level
    while True:
        given = ask(f"  Level, 1 to 4, or {_NOT_ASSESSED} for not assessed", "" if proposed is None else str(proposed))
        if given == _NOT_ASSESSED:
            return None
        if given in {str(level) for level in LEVELS}:
            return int(given)
        tell(f"  A level is 1, 2, 3 or 4; {_NOT_ASSESSED} leaves the criterion out.")


def _items(items: Sequence[Item], ask: Ask, tell: Tell) -> dict[str, bool]:
    """Ask for what no evidence answers; an empty answer leaves it open."""
    answered = {}
    for item in items:
        if item.proposed is not None:
            tell(f"  [{'yes' if item.proposed else 'no'}] {item.text} ({item.evidence})")
            continue
        given = ask(f"  {item.text}? y, n, or nothing", "").casefold()
        if given in _ANSWERS:
            answered[item.name] = _ANSWERS[given]
    return answered


def _reason(level: int | None, criterion: CriterionResult, ask: Ask, tell: Tell, *, joint: bool) -> str:
    why = needs_reason(level, criterion, joint=joint)
    while True:
        given = ask(f"  Reason ({why})" if why else "  Reason, if there is more to say", "").strip()
        if given or not why:
            return given
        tell(f"  A reason is needed: {why}.")
