"""A batch graded once more by something newer: previewed, applied, discarded, on an engine that is played."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from stored_batch import LATER, LOOKED, NOW, Stored, played

from grader import reporting, reviewing
from grader.batch import retention
from grader.batch.cohort import cohort_of, write_cohort
from grader.batch.ledger import What, ledger_of
from grader.batch.retention import Rule
from grader.blind import read_seal
from grader.challenge import load_challenge
from grader.errors import EngineUnavailable, SandboxError, UserError
from grader.regrade import sets
from grader.regrade.flow import Applied
from grader.regrade.sets import How, State
from grader.regrade.tables import change_words
from grader.review.log import read_log
from grader.sandbox.fake import Telling


def all_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cases(folder: Path) -> list[tuple[str, str]]:
    return [(case.name, str(case.outcome)) for suite in reporting.read(folder).suites for case in suite.cases]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    return Stored(tmp_path)


# ── What is kept ──


def test_a_batch_keeps_what_was_handed_in_for_its_owner_alone(stored: Stored) -> None:
    stored.graded("anna")
    (kept,) = (stored.out / "submissions").iterdir()
    assert kept.name == f"{stored.folder('anna').name}.msgpack"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.unlink()
    stored.graded()
    assert kept.is_file(), "a later call keeps what an earlier one did not"


def test_what_was_not_kept_or_was_changed_is_told_and_the_others_go_on(stored: Stored) -> None:
    stored.graded("anna", "ben", "cleo")
    places = [stored.out / "submissions" / f"{stored.folder(name).name}.msgpack" for name in ("anna", "ben", "cleo")]
    places[0].unlink()
    shutil.copy(places[2], places[1])
    stored.newer_suite()
    rows = {row.entry.folder: row.entry for row in stored.previewed().rows}
    assert [str(rows[place.stem].state) for place in places] == ["failed", "failed", "ready"]
    assert "was not kept" in rows[places[0].stem].told
    assert "is not the submission that was graded" in rows[places[1].stem].told


# ── Previewed ──


def test_a_preview_shows_case_by_case_what_a_newer_suite_changes_and_touches_nothing(stored: Stored) -> None:
    stored.graded("anna", "ben")
    before = all_files(stored.out)
    stored.newer_suite()
    found = stored.previewed()
    for row in found.rows:
        assert row.entry.why == ("the challenge changed",)
        assert row.comparison is not None
        told = [change_words(each) for each in row.comparison.changes if each.what == "case"]
        assert told == ["case a (a): passed -> failed", "case b (b): went, was failed", "case c (c): came, passed"]
    after = all_files(stored.out)
    assert {name: after.get(name) for name in before} == before
    assert all(name.startswith("regrades/") for name in after.keys() - before.keys())
    assert (stored.out / "regrades/newer/preview.csv").read_text().count("the challenge changed") >= 6
    assert stored.sandbox.left == []


def test_where_nothing_changed_nothing_is_graded_and_force_shows_that_it_reproduces(stored: Stored) -> None:
    stored.graded("anna")
    (row,) = stored.previewed().rows
    assert (row.entry.state, stored.engines) == (State.UNTOUCHED, 0)
    (row,) = stored.previewed("again", force=True).rows
    assert (row.entry.how, stored.engines) == (How.BOXES, 1)
    assert row.comparison is not None
    assert row.comparison.is_same


def test_a_new_rubric_alone_starts_no_engine_and_moves_levels(stored: Stored) -> None:
    stored.sandbox = played(
        Telling()
        .tells("collected", cases=[{"name": n, "title": n, "requirement": r} for n, r in (("a", "R1"), ("b", "R2"))])
        .loads()
        .passes("a")
        .fails("b")
        .finishes()
    )
    stored.graded("anna")
    stored.rubric("version: 9.0.0\npropose: {shares: {4: 0.3, 3: 0.2, 2: 0.1}, reason: Milder.}\n")
    (row,) = stored.previewed().rows
    assert (row.entry.how, row.entry.why, stored.engines) == (How.STORED, ("the rubric changed",), 0)
    assert row.comparison is not None
    assert [(each.what, each.name, each.after) for each in row.comparison.changes] == [("level", "correctness", "4")]
    folder = stored.folder("anna")
    assert stored.applied() == [Applied(folder=folder.name)]
    grade = reporting.read(folder)
    assert grade.rubric.version == "9.0.0"
    assert read_seal(folder, grade).name == "anna", "its seal still fits"


def test_a_preview_that_was_cut_off_goes_on_and_says_so_where_no_engine_is(stored: Stored) -> None:
    stored.graded("anna", "ben")
    stored.newer_suite()
    whole = stored.sandbox
    stored.sandbox = played(LATER).refuses("candidate", EngineUnavailable("nobody answers"))
    with pytest.raises(SandboxError, match="nobody answers"):
        stored.previewed()
    stored.sandbox = whole
    assert {row.entry.state for row in stored.previewed().rows} == {State.READY}
    boxes = len(whole.specs)
    stored.previewed()
    assert (len(whole.specs), stored.engines) == (boxes, 0), "what is made is not made again"


def test_a_void_regrade_can_never_be_applied(stored: Stored) -> None:
    stored.graded("anna")
    stored.newer_suite()
    stored.sandbox = played(Telling().collects("a").loads().breaks_off(3))
    (row,) = stored.previewed().rows
    assert row.entry.state is State.FAILED
    assert row.entry.told.startswith("void: ")
    assert stored.applied() == []


# ── Applied, discarded ──


def test_applying_replaces_results_and_keeps_their_history(stored: Stored) -> None:
    stored.graded("anna")
    folder = stored.folder("anna")
    before = all_files(folder)
    stored.newer_suite()
    stored.previewed()
    assert stored.applied() == [Applied(folder=folder.name)]
    assert cases(folder) == [("a", "failed"), ("c", "passed")]
    assert all_files(folder / "history" / "001") == before
    state = reviewing.look(folder, needed=1)
    assert [each.what for each in state.events] == ["graded", "regraded"]
    assert state.events[-1].why == "too lenient; the challenge changed"
    assert "case a: passed -> failed" in state.events[-1].changes
    assert read_seal(folder, state.grade).name == "anna"
    assert [told.anew for told in stored.graded()] == [False], "a later batch has nothing to do"
    assert stored.applied() == [], "it is applied once"


def test_what_has_a_review_is_replaced_only_where_asked_for_and_its_review_stays_in_history(stored: Stored) -> None:
    stored.graded("anna", "ben")
    stored.review("anna")
    anna, ben = stored.folder("anna"), stored.folder("ben")
    before = all_files(anna)
    stored.newer_suite()
    rows = {row.entry.folder: row.review for row in stored.previewed().rows}
    assert rows == {anna.name: "settled", ben.name: ""}
    told = {each.folder: each.why_not for each in stored.applied()}
    assert told[ben.name] == ""
    assert "has a review" in told[anna.name]
    assert all_files(anna) == before
    last = read_log(anna)[-1].hash
    assert stored.applied(reviewed=True) == [Applied(folder=anna.name)]
    assert all_files(anna / "history" / "001") == before
    state = reviewing.look(anna, needed=1)
    assert (state.reviews, state.stray, state.grade.review) == ((), (), None)
    assert [each.what for each in state.events] == ["reopened", "regraded"]
    assert state.events[0].facts["log_sha256"] == last
    stored.review("anna")
    assert reviewing.look(anna, needed=1).now.is_settled


def test_a_result_that_moved_on_since_the_preview_is_left_as_it_is(stored: Stored) -> None:
    stored.graded("anna")
    stored.newer_suite()
    stored.previewed()
    stored.review("anna")
    shutil.rmtree(stored.folder("anna") / "reviews")
    (told,) = stored.applied(reviewed=True)
    assert "another one than was compared" in told.why_not


@pytest.mark.parametrize("reviewed", [False, True])
def test_applying_that_was_cut_off_anywhere_is_finished_by_the_next(
    stored: Stored, monkeypatch: pytest.MonkeyPatch, *, reviewed: bool
) -> None:
    stored.graded("anna")
    if reviewed:
        stored.review("anna")
    folder = stored.folder("anna")
    stored.newer_suite()
    stored.previewed()
    real, cut = os.fsync, 0
    while True:
        calls = 0

        def breaks(descriptor: int, at: int = cut) -> None:
            nonlocal calls
            calls += 1
            if calls > at:
                raise OSError(5, "Input/output error")
            real(descriptor)

        monkeypatch.setattr(os, "fsync", breaks)
        try:
            stored.applied(reviewed=reviewed)
        except UserError:
            cut += 1
            continue
        break
    assert cut >= 5
    monkeypatch.undo()
    assert cases(folder) == [("a", "failed"), ("c", "passed")]
    assert reviewing.look(folder, needed=1).reviews == ()
    assert [told.anew for told in stored.graded()] == [False]


def test_discarding_leaves_the_grades_as_they_are(stored: Stored) -> None:
    stored.graded("anna")
    stored.newer_suite()
    before = all_files(stored.out)
    stored.previewed()
    sets.discard(stored.out, "newer")
    assert all_files(stored.out) == before
    with pytest.raises(UserError, match='has no set "newer"; there are none'):
        stored.applied()


@pytest.mark.parametrize("name", ["../elsewhere", "a/b", ".hidden", "a b"])
def test_a_sets_name_stays_in_its_folder(stored: Stored, name: str) -> None:
    stored.graded("anna")
    with pytest.raises(UserError, match="cannot name a set"):
        stored.previewed(name)


def test_a_set_of_another_version_is_not_gone_on_with(stored: Stored) -> None:
    stored.graded("anna")
    stored.previewed()
    stored.newer_suite()
    with pytest.raises(UserError, match="another version of the challenge"):
        stored.previewed()


# ── Purged ──


RULE = Rule(days=180)
LATE = "2021-06-01T00:00:00+00:00"
SECRETS = (b"anna", b"def total", b"as I saw it", b"rita")


def purged(stored: Stored, rule: Rule = RULE, now: str = LATE) -> Sequence[retention.Look]:
    return retention.purge(stored.out, rule, who="keeper", now=now)


def holds(folder: Path) -> set[bytes]:
    everything = b"".join((*all_files(folder).values(), *(str(path).encode() for path in all_files(folder))))
    return {secret for secret in SECRETS if secret in everything}


@pytest.mark.parametrize("blind", [True, False])
def test_what_is_known_of_a_person_goes_and_what_was_decided_stays(stored: Stored, *, blind: bool) -> None:
    stored.blind = blind
    stored.graded("anna")
    stored.newer_suite()
    stored.previewed()
    stored.review("anna")
    before = reporting.read(stored.folder("anna"))
    assert holds(stored.out) == set(SECRETS)
    (look,) = purged(stored)
    assert look.due
    assert holds(stored.out) == set()
    (entry,) = ledger_of(stored.out).entries.values()
    assert entry.what is What.PURGED
    assert {path.name for path in (stored.out / entry.folder).iterdir()} == {"purged.json"}
    kept = retention.read_purged(stored.out / entry.folder)
    assert (kept.purged.decided, kept.purged.who, kept.purged.rule) == (LOOKED, "keeper", "--older-than 180d")
    assert (kept.purged.review, kept.purged.reviews) == ("settled", 1)
    assert kept.grade.submission.sha256 == before.submission.sha256
    assert (kept.grade.score, kept.grade.verdict, kept.grade.challenge) == (
        before.score,
        before.verdict,
        before.challenge,
    )
    assert [each.reviewed_level for each in kept.grade.criteria] == [3.0] * len(before.criteria)
    (line,) = (stored.out / "purge.log").read_text().splitlines()
    assert msgspec.json.decode(line)["submission"] == entry.folder
    assert [each.why for each in purged(stored)] == ["purged before"]


def test_the_cohort_still_has_a_row_for_what_was_purged(stored: Stored) -> None:
    stored.graded("anna", "ben")
    stored.review("anna")
    purged(stored)
    cohort = cohort_of(
        stored.out,
        ledger_of(stored.out),
        ["ben"],
        challenge=load_challenge(str(stored.challenge)),
        blind=True,
        needed=1,
        made=NOW,
    )
    assert sorted(row.review for row in cohort.rows) == ["none", "settled, purged"]
    write_cohort(stored.out, cohort)
    assert "settled, purged" in (stored.out / "cohort.csv").read_text()


def test_looking_touches_nothing_and_lists_what_would_go(stored: Stored) -> None:
    stored.graded("anna", "ben")
    stored.review("anna")
    before = all_files(stored.out)
    looks = {each.folder: each for each in retention.look(stored.out, RULE, now=LATE)}
    anna, ben = stored.folder("anna").name, stored.folder("ben").name
    assert all_files(stored.out) == before
    assert {f"{anna}/result.json", f"{anna}/sealed.json", f"submissions/{anna}.msgpack"} <= set(looks[anna].gone)
    assert looks[ben].why.startswith("not decided on")


def test_a_purge_that_was_cut_off_is_finished_whatever_the_rule(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored.graded("anna")
    stored.review("anna")

    def breaks(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(shutil, "rmtree", breaks)
    with pytest.raises(OSError, match="Input/output error"):
        purged(stored)
    monkeypatch.undo()
    assert holds(stored.out), "not all has gone"
    (look,) = purged(stored, Rule(days=36_000))
    assert look.begun
    assert holds(stored.out) == set()
    assert len((stored.out / "purge.log").read_text().splitlines()) == 1


def test_no_link_is_followed_out_of_the_folder(stored: Stored, tmp_path: Path) -> None:
    stored.graded("anna", "ben")
    stored.review("anna")
    stored.review("ben")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    anna, ben = stored.folder("anna"), stored.folder("ben")
    (anna / "link").symlink_to(outside)
    shutil.move(ben, tmp_path / "moved")
    ben.symlink_to(tmp_path / "moved")
    shutil.move(stored.out / "submissions", tmp_path / "kept")
    (stored.out / "submissions").symlink_to(tmp_path / "kept")
    looks = {each.folder: each for each in purged(stored)}
    assert not (anna / "link").is_symlink()
    assert (outside / "precious").read_text() == "x"
    assert looks[ben.name].why == "is a link, and none is followed"
    assert (tmp_path / "moved" / "result.json").is_file()
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_two_of_the_same_content_get_a_name_each(stored: Stored) -> None:
    stored.blind = False
    stored.graded("anna", "ben")
    for name in ("anna", "ben"):
        stored.handed_in.joinpath(name, "solution.py").write_text("def total(amounts):\n    return 0\n")
    stored.graded()
    purged(stored, Rule(days=1, undecided=True))
    first, second = sorted(ledger_of(stored.out).entries)
    assert second == f"{first}-2"
    assert {path.name for path in stored.out.iterdir() if path.is_dir()} >= {first, second}


def test_what_an_earlier_hand_in_left_goes_as_well(stored: Stored) -> None:
    stored.graded("anna")
    earlier = stored.folder("anna")
    stored.handed_in.joinpath("anna", "solution.py").write_text("# anna\ndef total(amounts):\n    return 1\n")
    stored.graded()
    assert stored.folder("anna") != earlier
    looks = purged(stored, Rule(days=1, undecided=True))
    assert [each.due for each in looks] == [True, True]
    assert holds(stored.out) == set()
    assert list(ledger_of(stored.out).entries) == [looks[0].folder]


def test_what_stayed_is_read_in_an_older_format_as_well(stored: Stored) -> None:
    stored.graded("anna")
    purged(stored, Rule(days=1, undecided=True))
    (folder,) = (path.parent for path in stored.out.rglob("purged.json"))
    kept = msgspec.json.decode((folder / "purged.json").read_bytes())
    kept["grade"]["schema_version"] = 4
    (folder / "purged.json").write_bytes(msgspec.json.encode(kept))
    assert retention.read_purged(folder).grade.score == kept["grade"]["score"]
    kept["grade"]["schema_version"] = 99
    (folder / "purged.json").write_bytes(msgspec.json.encode(kept))
    with pytest.raises(UserError, match=r"purged\.json"):
        retention.read_purged(folder)


def test_a_single_grades_folder_is_purged_and_keeps_its_log(stored: Stored, tmp_path: Path) -> None:
    stored.graded("anna")
    stored.review("anna")
    with pytest.raises(UserError, match="is part of a batch"):
        retention.purge(stored.folder("anna"), RULE, who="keeper", now=LATE)
    single = tmp_path / "single" / "grade"
    shutil.copytree(stored.folder("anna"), single)
    (look,) = retention.purge(single, RULE, who="keeper", now=LATE)
    assert look.due
    assert {path.name for path in single.iterdir()} == {"purged.json", "purge.log"}
    assert holds(single) == set()
    (look,) = retention.purge(single, RULE, who="keeper", now=LATE)
    assert look.why == "purged before"
