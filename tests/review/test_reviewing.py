"""A folder under review: what is kept, what is rendered, what each reviewer must not see, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from grades import AT, GRADE, changed, folder_with, judgement, review
from nouns import submission

from grader import reporting
from grader.blind import mask, seal
from grader.errors import UserError
from grader.model import Flag, Person, Review
from grader.review.documents import document, encoded
from grader.reviewing import Outcome, has_reviews, look, render_again, take_in, unseal


def taken(folder: Path, given: Review | bytes, *, needed: int = 1) -> Outcome:
    return take_in(folder, given, name="review.json", needed=needed, at=AT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(GRADE, tmp_path)


def test_a_review_settles_and_renders_what_is_handed_on(folder: Path) -> None:
    outcome = taken(folder, encoded(document(GRADE, review(design=2))))
    assert {path.name for path in outcome.files.values()} >= {"report.html", "panel.html", "candidate.html"}
    stored = reporting.read(folder)
    assert stored.review is not None
    assert [each.reviewed_level for each in stored.criteria] == [4, 2, 3]


@pytest.mark.parametrize("needed", [1, 2])
def test_what_is_told_of_a_review_is_what_the_folder_says_afterwards(folder: Path, needed: int) -> None:
    assert taken(folder, review(design=2), needed=needed).state == look(folder, needed=needed)
    assert taken(folder, review("ben", design=2), needed=needed).state == look(folder, needed=needed)


def test_every_review_is_kept_and_none_written_over(folder: Path) -> None:
    first = taken(folder, review())
    content = first.kept.read_bytes()
    second = taken(folder, review(design=2))
    assert (first.kept.name, second.kept.name) == ("001-anna.json", "002-anna.json")
    assert first.kept.read_bytes() == content
    assert [each.what for each in second.state.events] == ["graded", "reviewed", "settled", "reviewed", "settled"]


def test_the_log_tells_who_changed_what_and_why(folder: Path) -> None:
    taken(folder, review())
    events = taken(folder, review(design=1)).state.events
    first, second = [each for each in events if each.what == "reviewed"]
    assert first.changes == ("communication: not assessed -> 3",)
    assert second.changes == ("design: 3 -> 1",)
    assert (second.who, second.at) == ("anna", AT)
    assert "design: Because I read it." in second.why


def test_the_second_reviewer_finds_nothing_of_the_first(folder: Path) -> None:
    reporting.write(GRADE, folder, ["html"])
    before = {path.name: path.read_bytes() for path in folder.glob("*.html")}
    outcome = taken(folder, changed(review(design=1), summary="Zebra"), needed=2)
    assert (outcome.files, outcome.state.now.waiting_for, outcome.state.now.levels) == ({}, 1, {})
    assert {path.name: path.read_bytes() for path in folder.glob("*.html")} == before
    assert reporting.read(folder) == GRADE


def test_two_reviewers_apart_wait_for_a_joint_note(folder: Path) -> None:
    taken(folder, review(design=1), needed=2)
    apart = taken(folder, review("ben", design=3), needed=2)
    assert apart.state.now.open == ("design",)
    joint = changed(review("anna and ben"), joint=True, judgements=(judgement("design", 2, "We talked."),))
    outcome = taken(folder, joint, needed=2)
    assert outcome.state.now.is_settled
    assert outcome.state.now.levels["design"] == 2
    assert "panel" in outcome.files


def test_a_third_reviewer_is_sent_to_the_joint_note(folder: Path) -> None:
    taken(folder, review(), needed=2)
    taken(folder, review("ben"), needed=2)
    with pytest.raises(UserError, match="2 reviewers were asked for, and both have reviewed"):
        taken(folder, review("carl"), needed=2)


def test_a_fourth_reviewer_of_three_is_told_that_all_have_reviewed(folder: Path) -> None:
    for name in ("anna", "ben", "carl"):
        taken(folder, review(name), needed=3)
    with pytest.raises(UserError, match="3 reviewers were asked for, and all have reviewed"):
        taken(folder, review("dora"), needed=3)


def test_the_number_of_reviewers_stands_once_it_was_asked_with(folder: Path) -> None:
    taken(folder, review(), needed=2)
    assert look(folder, needed=1).now.waiting_for == 1


def test_a_review_with_mistakes_leaves_everything_as_it_was(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(UserError, match="design: level 2 without a reason"):
        taken(folder, changed(review(), judgements=(*review().judgements[:1], judgement("design", 2, ""))))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_review_that_was_changed_afterwards_is_noticed(folder: Path) -> None:
    kept = taken(folder, review(design=2)).kept
    kept.write_bytes(kept.read_bytes().replace(b'"level": 2', b'"level": 4'))
    with pytest.raises(UserError, match=r"001-anna\.json: changed since event 2"):
        look(folder, needed=1)


def test_a_review_that_was_removed_is_noticed(folder: Path) -> None:
    taken(folder, review()).kept.unlink()
    with pytest.raises(UserError, match=r"event 2 of events\.jsonl names it"):
        look(folder, needed=1)


def test_a_result_that_was_changed_is_noticed(folder: Path) -> None:
    path = folder / "result.json"
    path.write_bytes(path.read_bytes().replace(b'"score": 90.0', b'"score": 95.0'))
    with pytest.raises(UserError, match=r"result\.json: changed since event 1"):
        taken(folder, review())


def test_a_file_that_the_log_does_not_know_counts_for_nothing_and_is_named(folder: Path) -> None:
    (folder / "reviews").mkdir()
    (folder / "reviews" / "001-anna.json").write_bytes(encoded(document(GRADE, review())))
    state = look(folder, needed=1)
    assert (state.stray, state.reviews) == (("001-anna.json",), ())
    assert taken(folder, review()).kept.name == "002-anna.json"


def test_a_settling_that_was_cut_off_is_made_good_by_rendering_again(folder: Path) -> None:
    graded = (folder / "result.json").read_bytes()
    taken(folder, review())
    settled = (folder / "result.json").read_bytes()
    (folder / "result.json").write_bytes(graded)
    files = render_again(folder, ["markdown"], needed=1)
    assert set(files) == {"json", "markdown"}
    assert (folder / "result.json").read_bytes() == settled


def test_rendering_again_leaves_the_result_alone(folder: Path) -> None:
    before = (folder / "result.json").stat().st_mtime_ns
    assert set(render_again(folder, ["html"], needed=1)) == {"html"}
    assert (folder / "result.json").stat().st_mtime_ns == before


def test_a_result_without_a_log_can_still_be_reviewed(tmp_path: Path) -> None:
    reporting.write(GRADE, tmp_path, [])
    assert taken(tmp_path, review()).state.now.is_settled


def test_has_reviews_only_once_there_is_one(folder: Path) -> None:
    assert not has_reviews(folder)
    taken(folder, review())
    assert has_reviews(folder)


def test_unsealing_shows_the_names_in_a_folder_of_their_own_and_is_logged_with_its_reason(tmp_path: Path) -> None:
    named = msgspec.structs.replace(GRADE, flags=(Flag(what="Odd", evidence="By Anna Kournikova"),))
    given = msgspec.structs.replace(
        submission(), sha256=GRADE.submission.sha256, authors=(Person(name="Anna Kournikova"),)
    )
    blind, sealed = mask(named, given)
    folder = folder_with(blind, tmp_path)
    seal(folder, sealed)
    files = unseal(folder, ["html"], needed=1, who="carl", why="decided", at=AT)
    assert files == {"html": folder / "unsealed" / "report.html"}
    assert "Anna Kournikova" in files["html"].read_text("utf-8")
    assert "Kournikova" not in (folder / "result.json").read_text("utf-8")
    last = look(folder, needed=1).events[-1]
    assert (last.what, last.who, last.why) == ("unsealed", "carl", "decided")


def test_nobody_unseals_without_a_reason_or_a_seal(folder: Path) -> None:
    with pytest.raises(UserError, match="Say why"):
        unseal(folder, ["html"], needed=1, who="carl", why=" ", at=AT)
    with pytest.raises(UserError, match="nothing is masked"):
        unseal(folder, ["html"], needed=1, who="carl", why="decided", at=AT)
    assert [each.what for each in look(folder, needed=1).events] == ["graded"]


def test_a_reviewer_s_name_never_leads_out_of_the_folder(folder: Path) -> None:
    kept = taken(folder, review("../../etc/passwd")).kept
    assert kept.parent == folder / "reviews"
    assert json.loads(kept.read_bytes())["review"]["reviewer"] == "../../etc/passwd"


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Name the folder that `grade run` wrote"):
        taken(tmp_path / "nowhere", review())
