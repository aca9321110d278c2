"""The review in a terminal: an empty answer takes the proposal, and a level that needs a reason gets one."""

from __future__ import annotations

from grades import GRADE

from grader.model import Judgement
from grader.review.dialogue import judge

NAMES = [each.name for each in GRADE.criteria]


class Terminal:
    """Answers that are typed one after the other; an empty one is the default."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.shown: list[str] = []

    def ask(self, question: str, default: str) -> str:
        self.shown.append(question)
        return self._answers.pop(0) or default

    def tell(self, text: str) -> None:
        self.shown.append(text)


def judged(terminal: Terminal, *names: str, joint: bool = False) -> list[Judgement]:
    return list(judge(GRADE, names, ask=terminal.ask, tell=terminal.tell, joint=joint))


def test_an_empty_answer_takes_the_proposal_and_needs_no_reason() -> None:
    (judgement,) = judged(Terminal("", "", ""), "design")
    assert judgement == Judgement(criterion="design", level=3)


def test_another_level_is_asked_for_its_reason_until_there_is_one() -> None:
    terminal = Terminal("2", "y", "", "Two mixed functions.")
    (judgement,) = judged(terminal, "design")
    assert judgement == Judgement(criterion="design", level=2, reason="Two mixed functions.", items={"asked": True})
    assert any("it differs from the proposed level 3" in text for text in terminal.shown)


def test_what_is_no_level_is_asked_again() -> None:
    (judgement,) = judged(Terminal("5", "high", "-", "n", "Out of scope."), "design")
    assert (judgement.level, judgement.items) == (None, {"asked": False})


def test_what_the_reviewer_decides_by_is_shown() -> None:
    terminal = Terminal("", "", "")
    judged(terminal, "design")
    shown = "\n".join(terminal.shown)
    assert all(text in shown for text in ("4: all", "1: none", "- R1 met", "Proposed: 3, because R1 is met", "[yes]"))


def test_a_joint_note_asks_only_for_level_and_reason() -> None:
    terminal = Terminal("2", "We talked.")
    (judgement,) = judged(terminal, "design", joint=True)
    assert judgement == Judgement(criterion="design", level=2, reason="We talked.")


def test_each_judgement_is_there_before_the_next_is_asked_for() -> None:
    terminal = Terminal("", "", "")
    assert next(judge(GRADE, NAMES, ask=terminal.ask, tell=terminal.tell)).criterion == "correctness"
