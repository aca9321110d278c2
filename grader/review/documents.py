"""``review.json``: what one reviewer decided, as the report saves it and as it is kept, checked before it counts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from grader.errors import UserError
from grader.mistakes import near_miss
from grader.model import CriterionResult, Grade, Item, Judgement, LineComment, Review, Value
from grader.rubric import LEVELS
from grader.untrusted import Unreadable, decoded

REVIEW_VERSION = 1
MOST_BYTES = 1 << 20
LONGEST_NAME = 80
LONGEST_TEXT = 8_000
MOST_COMMENTS = 500


class ReviewFile(Value, frozen=True):
    """The file: a review, and which result and rubric it is of."""

    review_version: int
    result: str
    rubric: str
    review: Review


def result_id(grade: Grade) -> str:
    """Name a result by what was judged and what came of it: SHA-256 as 64 hexadecimal digits.

    Only what no later version of the format can add to, and no blind mode or review changes; what the whole file was
    stands in the log.
    """
    facts = [
        [grade.challenge.slug, grade.challenge.sha256, grade.submission.sha256, grade.rubric.sha256],
        [grade.verdict, grade.provenance.seed, grade.provenance.started],
        [[each.id, each.passed, each.total, each.met] for each in grade.requirements],
        [[each.name, each.proposed_level] for each in grade.criteria],
        # As ``result.json`` has it: a name with a lone surrogate does not come back from there as it was.
        [
            [case.name.encode(errors="backslashreplace").decode(), case.outcome]
            for suite in grade.suites
            for case in suite.cases
        ],
    ]
    return hashlib.sha256(msgspec.json.encode(facts)).hexdigest()


def document(grade: Grade, review: Review) -> ReviewFile:
    """Bind a review to the result that it is of."""
    return ReviewFile(review_version=REVIEW_VERSION, result=result_id(grade), rubric=grade.rubric.sha256, review=review)


def encoded(file: ReviewFile) -> bytes:
    """Write it as it is kept: indented, and the same bytes for the same review."""
    return msgspec.json.format(msgspec.json.encode(file, order="deterministic"), indent=2) + b"\n"


def read_document(content: bytes, grade: Grade, *, name: str, open_criteria: Sequence[str] = ()) -> ReviewFile:
    """Read a review of this grade; ``UserError`` lists all that is wrong with it, each with its place.

    ``name`` is how messages call the file; ``open_criteria`` are those that a joint review may decide.
    """
    if len(content) > MOST_BYTES:
        raise UserError(f"{name}: more than the {MOST_BYTES:,} bytes that are the most for a review.")
    try:
        version = decoded(content, _Head).review_version
        if version != REVIEW_VERSION:
            raise UserError(f"{name}: a review of format {version}; this version of grade reads {REVIEW_VERSION}.")
        file = decoded(content, _Strict)
    except Unreadable as error:
        raise UserError(f"{name}: not a review: {str(error).rstrip('.')}. Save it from the report again.") from error
    kept = ReviewFile(review_version=version, result=file.result, rubric=file.rubric, review=file.review)
    mistakes = list(_foreign(kept, grade) or mistakes_in(kept.review, grade, open_criteria))
    if mistakes:
        raise UserError("\n".join(f"{name}: {mistake}" for mistake in mistakes))
    return kept


class _Head(msgspec.Struct):
    """What must be known before the rest may be read."""

    review_version: int


class _Strict(msgspec.Struct, forbid_unknown_fields=True):
    """The file once more, where a field that nobody knows is a mistake and not passed over."""

    review_version: int
    result: str
    rubric: str
    review: Review


def _foreign(file: ReviewFile, grade: Grade) -> list[str]:
    own = result_id(grade)
    if file.result != own:
        given = file.result[:12] or "none"
        return [f"a review of another result ({given}…, not {own[:12]}…). Review the report beside this result."]
    if file.rubric != grade.rubric.sha256:
        return [f"made with another version of the rubric {grade.rubric.name}. Review this result anew."]
    return []


def mistakes_in(review: Review, grade: Grade, open_criteria: Sequence[str] = ()) -> Iterator[str]:
    """Check a review against the grade, and say all that is wrong with it."""
    yield from _head(review)
    expected = [each for each in grade.criteria if not review.joint or each.name in open_criteria]
    known = {each.name: each for each in expected}
    if review.joint and not expected:
        yield "a joint review, but no criterion is open between the reviewers."
    counted = Counter(each.criterion for each in review.judgements)
    for name, amount in counted.items():
        if name not in known:
            what = "criterion" if not review.joint else "criterion among the open ones"
            yield f'there is no {what} "{name}".{near_miss(name, known)}'
        elif amount > 1:
            yield f"{name}: judged {amount} times. Keep one."
    for name in known:
        if name not in counted:
            yield f"{name}: not judged. Give it a level, or say why it cannot have one."
    for each in review.judgements:
        if each.criterion in known:
            yield from _judgement(each, known[each.criterion], joint=review.joint)
    yield from _comments(review.comments, grade)


def _head(review: Review) -> Iterator[str]:
    if not review.reviewer.strip():
        yield "no reviewer's name. Say who reviewed, by name or by a sign that the team knows."
    elif len(review.reviewer) > LONGEST_NAME or not review.reviewer.isprintable():
        yield f"the reviewer's name must be one line of at most {LONGEST_NAME} characters."
    for what, text in (("summary", review.summary), ("words to the candidate", review.to_candidate)):
        if len(text) > LONGEST_TEXT:
            yield f"the {what} is longer than {LONGEST_TEXT:,} characters."


def needs_reason(level: int | None, criterion: CriterionResult, *, joint: bool = False) -> str:
    """Say why a level needs a reason in the reviewer's words; empty where the proposal's own evidence speaks for it."""
    if joint:
        return "a joint level says what was agreed on"
    if level is None:
        return "a criterion left out needs one"
    if criterion.proposed_level is None:
        return "nothing was proposed, so no evidence stands for it"
    if level != criterion.proposed_level:
        return f"it differs from the proposed level {criterion.proposed_level}"
    return ""


def _judgement(each: Judgement, criterion: CriterionResult, *, joint: bool) -> Iterator[str]:
    name = each.criterion
    if each.level is not None and each.level not in LEVELS:
        yield f"{name}: level {each.level} is outside the scale of {LEVELS[-1]} to {LEVELS[0]}."
        return
    why = needs_reason(each.level, criterion, joint=joint)
    if why and not each.reason.strip():
        given = "not assessed" if each.level is None else f"level {each.level}"
        yield f"{name}: {given} without a reason: {why}."
    if len(each.reason) > LONGEST_TEXT:
        yield f"{name}: the reason is longer than {LONGEST_TEXT:,} characters."
    names = {item.name for item in criterion.items}
    for item in each.items:
        if item not in names:
            yield f'{name}: there is no item "{item}".{near_miss(item, names)}'


def _comments(comments: Sequence[LineComment], grade: Grade) -> Iterator[str]:
    if len(comments) > MOST_COMMENTS:
        yield f"{len(comments)} comments on lines, where {MOST_COMMENTS} are the most."
    lines = {file.path: file.lines for file in grade.submission.files}
    for each in comments[:MOST_COMMENTS]:
        if each.path not in lines:
            yield f'a comment on "{each.path}", which is no file of the submission.{near_miss(each.path, lines)}'
        elif not 1 <= each.line <= max(1, lines[each.path]):
            yield f"a comment on {each.path}:{each.line}, where the file has {lines[each.path]} lines."
        elif not each.text.strip() or len(each.text) > LONGEST_TEXT:
            yield f"the comment on {each.path}:{each.line} must have 1 to {LONGEST_TEXT:,} characters."


def answers(judgement: Judgement, items: Sequence[Item]) -> dict[str, bool | None]:
    """Answer every item: as the reviewer did, else as the evidence does."""
    return {item.name: judgement.items.get(item.name, item.proposed) for item in items}
