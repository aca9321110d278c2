"""What a review must say before it counts, and what each mistake is told as."""

from __future__ import annotations

import json

import msgspec
import pytest
from grades import GRADE, changed, judgement, review

from grader.errors import UserError
from grader.model import Grade, LineComment, Review
from grader.review.documents import document, encoded, mistakes_in, read_document, result_id


def told(given: Review, *, open_criteria: tuple[str, ...] = ()) -> list[str]:
    return list(mistakes_in(given, GRADE, open_criteria))


def with_level(name: str, level: int | None, reason: str) -> Review:
    kept = [each for each in review().judgements if each.criterion != name]
    return changed(review(), judgements=(*kept, judgement(name, level, reason)))


def test_a_whole_review_has_no_mistakes() -> None:
    assert told(review()) == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (with_level("design", 2, " "), "design: level 2 without a reason: it differs from the proposed level 3."),
        (with_level("communication", 3, ""), "communication: level 3 without a reason: nothing was proposed"),
        (with_level("correctness", None, ""), "correctness: not assessed without a reason"),
        (with_level("design", 5, "x"), "design: level 5 is outside the scale of 1 to 4."),
        (with_level("design", 0, "x"), "design: level 0 is outside the scale"),
        (with_level("design", 2, "x" * 8_001), "design: the reason is longer than 8,000"),
        (changed(review(), reviewer=" "), "no reviewer's name"),
        (changed(review(), reviewer="a\nb"), "the reviewer's name must be one line"),
        (changed(review(), judgements=review().judgements[:2]), "communication: not judged"),
        (changed(review(), judgements=review().judgements * 2), "correctness: judged 2 times"),
        (
            changed(review(), judgements=(*review().judgements, judgement("desing", 3))),
            'there is no criterion "desing". Did you mean "design"?',
        ),
        (changed(review(), summary="x" * 8_001), "the summary is longer"),
        (changed(review(), comments=(LineComment(path="b.py", line=1, text="x"),)), 'a comment on "b.py"'),
        (changed(review(), comments=(LineComment(path="a.py", line=4, text="x"),)), "a.py:4, where the file has 3"),
        (changed(review(), comments=(LineComment(path="a.py", line=1, text=" "),)), "a.py:1 must have 1 to"),
    ],
)
def test_each_mistake_is_told_with_its_place(given: Review, says: str) -> None:
    assert any(mistake.startswith(says) or says in mistake for mistake in told(given)), told(given)


def test_a_level_as_proposed_needs_no_reason() -> None:
    assert told(with_level("design", 3, "")) == []


def test_an_unknown_item_is_told_with_the_near_miss() -> None:
    odd = msgspec.structs.replace(judgement("design", 3), items={"askd": True})
    given = changed(review(), judgements=(review().judgements[0], odd, review().judgements[2]))
    assert told(given) == ['design: there is no item "askd". Did you mean "asked"?']


def test_a_joint_review_judges_what_is_open_and_nothing_else() -> None:
    joint = changed(review(), joint=True, judgements=(judgement("design", 3),))
    assert told(joint, open_criteria=("design",)) == []
    assert told(joint) == [
        "a joint review, but no criterion is open between the reviewers.",
        'there is no criterion among the open ones "design". None are known here.',
    ]


def test_a_joint_level_always_needs_a_reason() -> None:
    joint = changed(review(), joint=True, judgements=(judgement("design", 3, ""),))
    assert "design: level 3 without a reason" in told(joint, open_criteria=("design",))[0]


# ── As a file ──


def read(content: bytes, grade: Grade = GRADE) -> Review:
    return read_document(content, grade, name="review.json").review


def test_a_review_comes_back_from_its_file_as_it_was() -> None:
    assert read(encoded(document(GRADE, review()))) == review()


def test_a_review_of_another_result_is_refused() -> None:
    other = msgspec.structs.replace(GRADE, provenance=msgspec.structs.replace(GRADE.provenance, seed=2))
    with pytest.raises(UserError, match=r"review\.json: a review of another result"):
        read(encoded(document(other, review())))


def test_a_review_by_another_rubric_is_refused() -> None:
    made = json.loads(encoded(document(GRADE, review()))) | {"rubric": "x"}
    with pytest.raises(UserError, match="another version of the rubric"):
        read(json.dumps(made).encode())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a review"),
        (b"[]", "not a review"),
        (b'{"review_version": 2}', "a review of format 2"),
        (b'{"review_version": 1}', "not a review: Object missing required field"),
        (b"\xff", "not a review"),
        (b" " * (1 << 20) + b"{}", "are the most for a review"),
    ],
)
def test_what_is_no_review_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read(content)


def test_a_field_that_nobody_knows_is_refused() -> None:
    made = json.loads(encoded(document(GRADE, review()))) | {"score": 100}
    with pytest.raises(UserError, match="unknown field"):
        read(json.dumps(made).encode())


def test_names_and_reviews_do_not_change_which_result_it_is() -> None:
    renamed = msgspec.structs.replace(GRADE, submission=msgspec.structs.replace(GRADE.submission, name="anna"))
    reviewed = msgspec.structs.replace(
        GRADE, criteria=tuple(msgspec.structs.replace(each, reviewed_level=2) for each in GRADE.criteria)
    )
    assert result_id(renamed) == result_id(reviewed) == result_id(GRADE)
