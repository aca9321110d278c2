"""What the candidate is told, before it is spelled in HTML or in Markdown.

Nothing of a hidden case comes in here: no name, title, body, input, expected or actual value, message or output, and
no verdict's own reason, which quotes them; nor seeded bugs, flags, findings, proposals, totals, or a reviewer's name.
``tests/reporting/test_reporting_candidate.py`` lists the fields that may show, and plants words in all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.model import OwnTestsState, Place, Verdict
from grader.reporting import words, words_code, words_review
from grader.reporting.text import line
from grader.reporting.words import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Function, Grade, RequirementResult

MOST_PROMISES = 200
MOST_LISTED = 40
MOST_WORDS = 12
_HARD_TO_FOLLOW = 2

OPENINGS = {
    Verdict.ACCEPTED: "Your submission runs, and gave the asked answer in everything that we tried.",
    Verdict.WRONG_ANSWER: "Your submission runs, but not every answer is the one that the brief asks for.",
    Verdict.RUN_TIME_ERROR: "Your submission ended with an error where an answer was asked.",
    Verdict.TIME_LIMIT_EXCEEDED: "Your submission was stopped at least once because it took longer than is allowed.",
    Verdict.OUTPUT_LIMIT_EXCEEDED: "Your submission was stopped at least once because it wrote more than is allowed.",
    Verdict.PROCESS_LIMIT_EXCEEDED: (
        "Your submission was stopped at least once because it started more processes than are allowed."
    ),
    Verdict.MEMORY_LIMIT_EXCEEDED: (
        "Your submission was stopped at least once because it wanted more memory than it may use."
    ),
    Verdict.COMPILE_ERROR: "Your submission does not build here, so none of its answers could be looked at.",
    Verdict.JUDGE_ERROR: (
        "Something failed on our side. This run says nothing about your submission and costs you nothing: it is void, "
        "which is not a zero, and it will be run again."
    ),
}
NOT_JUDGED = (
    "What could not be judged does not count against you. Trouble of ours costs you nothing: it is left out, or the "
    "submission is run again."
)
LEVELS = (
    "Each criterion gets one of four levels: not yet, partial, meets the bar, strong. What each of them means was "
    "written down before any submission was read. A machine gathers evidence and proposes; people read your code and "
    "decide. A criterion that could not be assessed drops out and costs you nothing. The levels say how this "
    "submission meets this brief, and nothing else about you."
)
WHO_DECIDES = (
    "People decide, not a machine. If you think that something here is wrong, an engineer looks at it again, with your "
    "code at hand."
)
TO_SEND = (
    "the id of the requirement, such as R3",
    "the input that you have in mind, in full",
    "what you expected, and where the brief says so",
    "what your program answers when you run it",
    "the identifiers below, so that we speak of the same files",
)
WHERE_TO = "Reply to the person who sent you this, and send:"
REPRODUCES = (
    "The same submission, run again under the same versions, gives the same results; only times are measured anew, and "
    "may differ a little."
)
HIDDEN = (
    "The cases themselves stay hidden, so that everybody after you meets the same challenge. Whatever they check, the "
    "brief asks for."
)
PRAISE = {
    "tests_assert": "Your tests assert something, every file of them.",
    "no_swallowed_errors": "Errors are handled rather than swallowed.",
    "catches_what_it_means": "Only those errors are caught that are meant.",
    "logs": "It logs rather than prints.",
    "configured_by_environment": "It is configured by its environment.",
    "validates_input": "Input is validated before it is used.",
    "readme_run": "Your README tells how to run it.",
    "readme_test": "Your README tells how to test it.",
    "no_secrets": "No key and no password was recognised in your files.",
    "no_environment": "No .env file came along.",
    "no_output": "No build output and no packages came along.",
    "ignore_file": "There is an ignore file.",
    "packages_used": "Every package that you ask for is used.",
}
"""Questions of good practice that were answered yes, said well; those that are strengths by themselves are not here."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A requirement, in the brief's own words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Promises:
    """Requirements that ended alike; ``left_out`` counts those beyond what is listed."""

    title: str
    state: State
    listed: tuple[Promise, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a candidate is told, in the order in which it is read; empty where there is nothing to tell."""

    challenge: str
    version: str
    submission: str
    language: str
    void: bool
    opening: str
    summary: str
    reviewers_words: tuple[str, ...]
    promises: tuple[Promises, ...]
    strengths: tuple[str, ...]
    facts: tuple[str, ...]
    levels: tuple[tuple[str, str], ...]
    not_judged: tuple[str, ...]
    ignored: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]


def letter(grade: Grade) -> Letter:
    """Choose what may be told; of a void grade, nothing about the submission at all."""
    void = grade.verdict is Verdict.JUDGE_ERROR
    return Letter(
        challenge=grade.challenge.title,
        version=grade.challenge.version,
        submission=grade.submission.name,
        language=words.language(grade.submission.language),
        void=void,
        opening=OPENINGS[grade.verdict],
        summary="" if void else _summary(grade),
        promises=() if void else tuple(_promises(grade)),
        strengths=() if void else tuple(_strengths(grade))[:MOST_LISTED],
        facts=() if void else tuple(_facts(grade)),
        reviewers_words=tuple(_reviewers_words(grade))[:MOST_WORDS],
        levels=() if void else tuple(_levels(grade)),
        not_judged=() if void else tuple(_not_judged(grade)),
        ignored=grade.rubric.ignore[:MOST_LISTED],
        identifiers=_identifiers(grade),
    )


# ── Requirements ─────────────────────────────────────────────────────────────────────────────────

_TITLES = {
    State.MET: "Met",
    State.PARTLY: "Partly met",
    State.NOT_MET: "Not met",
    State.NOT_ASSESSED: "Not judged",
}
_EXPLAINED = {
    State.PARTLY: "It holds for some of what we tried, and not for the rest.",
    State.NOT_MET: "Nothing that we tried showed it.",
    State.NOT_ASSESSED: NOT_JUDGED,
}


def explained(state: State) -> str:
    """Say what a heading means, where it does not say so itself."""
    return _EXPLAINED.get(state, "")


def _promises(grade: Grade) -> Iterator[Promises]:
    for state, title in _TITLES.items():
        found = [Promise(each.id, each.text) for each in grade.requirements if words.state(each) is state]
        if found:
            yield Promises(title, state, tuple(found[:MOST_PROMISES]), max(0, len(found) - MOST_PROMISES))


def _summary(grade: Grade) -> str:
    """As in ``5 of 6 requirements are met.``."""
    met = sum(_is_met(result) for result in grade.requirements)
    total = len(grade.requirements)
    return f"{met} of {words.count(total, 'requirement')} {'is' if total == 1 else 'are'} met." if total else ""


def _is_met(result: RequirementResult) -> bool:
    return words.state(result) is State.MET


# ── The code ─────────────────────────────────────────────────────────────────────────────────────


def _strengths(grade: Grade) -> Iterator[str]:
    if grade.quality is None:
        return
    yield from (_to_them(strength) for strength in grade.quality.strengths)
    answered = {practice.name for practice in grade.quality.practices if practice.yes}
    yield from (said for name, said in PRAISE.items() if name in answered)


def _facts(grade: Grade) -> Iterator[str]:
    """What was seen in their own files, without a judgement."""
    quality, own = grade.quality, grade.own_tests
    if quality is not None:
        tests = f", and {words.count(quality.test_lines, 'line')} of tests" if quality.test_lines else ""
        yield f"{words.count(quality.written_lines, 'line')} of yours were looked at{tests}."
        hardest = max(quality.functions, key=_hardness, default=None)
        if hardest is not None and max(_hardness(hardest)[:2]) > _HARD_TO_FOLLOW:
            where = words_code.place(Place(path=hardest.path, line=hardest.line))
            yield f"The function that takes most care to follow is {line(hardest.name, 80)} in {where}."
    if own is not None and own.state is OwnTestsState.RAN:
        covered = f" Of your code they run {words.own_tests_coverage(own)}." if own.coverage else ""
        yield f"Your own tests were run: {words.own_tests_outcomes(own)}.{covered}"


def _hardness(function: Function) -> tuple[int, int, int]:
    return function.cognitive or 0, function.cyclomatic or 0, function.code_lines


# ── The review ───────────────────────────────────────────────────────────────────────────────────


def _reviewers_words(grade: Grade) -> Iterator[str]:
    """Joint words first: they are what the reviewers agreed on."""
    for review in (*words_review.joint(grade), *words_review.reviewers(grade)):
        if review.to_candidate.strip():
            yield review.to_candidate


def _levels(grade: Grade) -> Iterator[tuple[str, str]]:
    if grade.review is not None:
        for criterion in grade.criteria[:MOST_LISTED]:
            yield _to_them(criterion.title), words_review.level_name(criterion.reviewed_level)


def _to_them(text: str) -> str:
    """Say to somebody what our words say about them."""
    return text.replace("Candidate's own", "Your own").replace("the candidate's own", "your own")


def _not_judged(grade: Grade) -> Iterator[str]:
    if grade.quality is None:
        yield "No tool looked at the quality of your code in this run."
    if grade.own_tests is None:
        yield "Your own tests were not looked at in this run."
    elif grade.own_tests.state is OwnTestsState.NOT_RUN:
        yield "Your own tests were found, but could not be run here."
    if grade.review is None:
        yield "No reviewer has decided on any level yet."


def _identifiers(grade: Grade) -> tuple[tuple[str, str], ...]:
    return (
        ("Challenge", f"{grade.challenge.slug} {grade.challenge.version}"),
        ("Challenge, SHA-256", grade.challenge.sha256),
        ("Submission, SHA-256", grade.submission.sha256),
        ("Rubric", f"{grade.rubric.name} {grade.rubric.version}"),
        ("Grader", grade.provenance.grader_version),
    )
