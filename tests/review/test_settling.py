"""What several reviews amount to: neighbours are averaged, two levels apart stay open until a joint note."""

from __future__ import annotations

import pytest
from grades import GRADE, changed, judgement, review

from grader.model import Review
from grader.review.settling import Standing, settled, standing

NAMES = [each.name for each in GRADE.criteria]


def stands(*reviews: Review, needed: int = 2) -> Standing:
    return standing(reviews, criteria=NAMES, needed=needed)


def test_one_reviewer_settles_where_one_is_asked_for() -> None:
    now = stands(review(), needed=1)
    assert now.is_settled
    assert now.levels == {"correctness": 4, "design": 3, "communication": 3}


def test_nothing_is_told_while_a_reviewer_is_still_to_come() -> None:
    now = stands(review())
    assert (now.waiting_for, now.levels, now.open, now.is_settled) == (1, {}, (), False)


def test_neighbours_meet_in_the_middle() -> None:
    assert stands(review(), review("ben", design=4)).levels["design"] == 3.5


@pytest.mark.parametrize("other", [1, None])
def test_two_levels_apart_or_not_assessed_by_one_stays_open(other: int | None) -> None:
    now = stands(review(), review("ben", design=other))
    assert now.open == ("design",)
    assert not now.is_settled


def test_a_joint_note_decides_only_what_was_open_and_changes_no_review() -> None:
    own = (review(), review("ben", design=1))
    joint = changed(review("both"), joint=True, judgements=(judgement("design", 2), judgement("correctness", 1)))
    now = stands(*own, joint)
    assert now.is_settled
    assert (now.levels["design"], now.levels["correctness"]) == (2, 4)
    assert now.reviews == own


def test_the_latest_review_of_each_reviewer_counts() -> None:
    assert stands(review(design=1), review(design=2), review("ben", design=3)).levels["design"] == 2.5


def test_the_mean_level_is_weighted_and_plain_and_leaves_out_what_was_not_assessed() -> None:
    grade = settled(GRADE, stands(review(correctness=4, design=2, communication=None), needed=1))
    assert grade.review is not None
    assert (grade.review.level, grade.review.equal_weight_level) == (3.33, 3.0)
    assert grade.review.left_out == ("communication",)
    assert [each.reviewed_level for each in grade.criteria] == [4, 2, None]


def test_nothing_assessed_has_no_mean() -> None:
    grade = settled(GRADE, stands(review(correctness=None, design=None, communication=None), needed=1))
    assert grade.review is not None
    assert (grade.review.level, grade.review.equal_weight_level) == (None, None)


def test_an_open_review_settles_nothing() -> None:
    with pytest.raises(ValueError, match="not settled"):
        settled(GRADE, stands(review()))
