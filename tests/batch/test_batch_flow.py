"""A batch from its candidates to its ledger, on an engine that is played: what runs, what does not, and why."""

from __future__ import annotations

import csv
import errno
import io
import os
import shutil
import signal
import stat
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

import msgspec
import pytest

from grader import reporting, reviewing
from grader.batch.candidates import Candidate, in_folder
from grader.batch.cohort import cohort_of, refresh_cohort, review_words, write_cohort
from grader.batch.executing import Local
from grader.batch.flow import Batch, Options, Stopped, Told
from grader.batch.keys import Settings
from grader.batch.ledger import FILENAME, Ledger, What, read_ledger
from grader.batch.work import Done, Executor, Work
from grader.blind import read_seal
from grader.errors import EngineFailed, EngineUnavailable, UserError
from grader.model import Grade, Judgement, Review, Verdict
from grader.observing import Observer, Silent
from grader.sandbox import images
from grader.sandbox.fake import FakeSandbox, Inside, Telling, ready_agent
from grader.similarity.comparing import similar

TILL = Path(__file__).parents[1] / "attacks" / "challenges" / "till"
SOURCE = "def total(amounts):\n    return sum(amounts)\n"
IMAGES = tuple(images.wanted().values())
GOOD = Telling().collects("a", "b").loads().passes("a").fails("b").finishes()


class Watch:
    """Keeps what a batch tells."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.again: dict[str, str] = {}
        self.after: Callable[[Told], None] = lambda _told: None

    def begins(self, name: str, why: str) -> None:
        self.again[name] = why

    def ended(self, told: Told) -> None:
        self.told.append(told)
        self.after(told)


class Bench:
    """A folder of submissions, a folder of grades, and an engine that is played."""

    def __init__(self, folder: Path) -> None:
        self.handed_in = folder / "in"
        self.out = folder / "out"
        self.handed_in.mkdir()
        self.sandbox = played()
        self.watch = Watch()
        self.engines = 0
        self.jobs = 2
        self.settings = Settings(seed=7, own_tests=False, analysis=False)
        self.options = Options(formats=("html",), force=False, who="tester", reviewers=2)
        self.challenge = TILL
        self.elsewhere: Callable[[], Executor] | None = None
        self.observer: Callable[[str], Observer] = lambda _name: Silent()

    def hand_in(self, *names: str) -> None:
        for name in names:
            folder = self.handed_in / name
            folder.mkdir(exist_ok=True)
            (folder / "solution.py").write_text(f"# {name}\n{SOURCE}", encoding="utf-8")

    def batch(self) -> Batch:
        self.watch = Watch()
        self.engines = 0
        return Batch(
            self.out,
            challenge_name=str(self.challenge),
            settings=self.settings,
            options=self.options,
            environ=os.environ,
            watcher=self.watch,
            executor=self.executor,
        )

    def executor(self) -> Executor:
        """Whoever does the work; a test may bring another one."""
        return self.elsewhere() if self.elsewhere is not None else self.local()

    def local(self) -> Local:
        self.engines += 1
        return Local(
            self.sandbox, jobs=self.jobs, host="here", clock=lambda: "2026-11-26T10:00:00+00:00", watch=self.observer
        )

    def candidates(self) -> Sequence[Candidate]:
        return in_folder(self.handed_in).candidates

    def graded(self, **options: object) -> dict[str, Told]:
        self.options = msgspec.structs.replace(self.options, **options)
        batch = self.batch()
        with batch.opened():
            return {told.entry.id: told for told in batch.grade(self.candidates())}

    def became(self, **options: object) -> dict[str, tuple[str, bool]]:
        return {name: (str(told.entry.what), told.anew) for name, told in self.graded(**options).items()}

    def grade_of(self, name: str) -> Grade:
        return reporting.read(self.folder_of(name))

    def folder_of(self, name: str) -> Path:
        return self.out / known(self).entries[name].folder

    def review(self, name: str, reviewer: str = "rita") -> None:
        grade = self.grade_of(name)
        judgements = tuple(Judgement(criterion=each.name, level=3, reason="as I saw it") for each in grade.criteria)
        review = Review(reviewer=reviewer, saved="2026-11-27T10:00:00+00:00", judgements=judgements)
        reviewing.take_in(self.folder_of(name), review, name="review", needed=2, at="2026-11-27T10:00:00+00:00")


def played(*examiners: Callable[[Inside], int]) -> FakeSandbox:
    return FakeSandbox(images=IMAGES).runs("candidate", ready_agent).runs("examiner", *(examiners or (GOOD,)))


def known(bench: Bench) -> Ledger:
    return read_ledger(bench.out, challenge="till", seed=0)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


GRADED, KEPT = ("graded", True), ("graded", False)


# ── Graded, and not graded again ─────────────────────────────────────────────────────────────────


def test_each_submission_gets_a_folder_as_a_single_grade_does(bench: Bench) -> None:
    bench.hand_in("anna", "ben", "cleo")
    assert bench.became() == dict.fromkeys(("anna", "ben", "cleo"), GRADED)
    for name in ("anna", "ben", "cleo"):
        folder, grade = bench.folder_of(name), bench.grade_of(name)
        assert folder.name == grade.submission.name == f"submission-{grade.submission.sha256[:6]}"
        assert {path.name for path in folder.iterdir()} == {"result.json", "report.html", "events.jsonl", "sealed.json"}
        assert read_seal(folder, grade).name == name
        assert (grade.verdict, grade.provenance.seed, grade.provenance.host) == (Verdict.WRONG_ANSWER, 7, "here")
    assert bench.sandbox.left == []


def test_a_second_call_starts_no_box_and_no_engine(bench: Bench) -> None:
    bench.hand_in("anna", "ben")
    bench.graded()
    before = len(bench.sandbox.specs)
    assert bench.became() == dict.fromkeys(("anna", "ben"), KEPT)
    assert (len(bench.sandbox.specs), bench.engines) == (before, 0)


def test_only_what_changed_is_graded_again_and_says_why(bench: Bench) -> None:
    bench.hand_in("anna", "ben")
    bench.graded()
    old = bench.folder_of("ben")
    (bench.handed_in / "ben" / "solution.py").write_text("# better\n" + SOURCE, encoding="utf-8")
    told = bench.graded()
    assert (told["anna"].anew, told["ben"].anew, told["ben"].why) == (False, True, "the submission changed")
    assert bench.watch.again == {bench.folder_of("ben").name: "the submission changed"}
    assert old.is_dir()
    assert old != bench.folder_of("ben")


def test_force_grades_all_again(bench: Bench) -> None:
    bench.hand_in("anna")
    bench.graded()
    assert bench.graded(force=True)["anna"].why == "--force"


def test_a_challenge_that_changed_is_told_as_the_reason(bench: Bench, tmp_path: Path) -> None:
    bench.challenge = tmp_path / "till"
    shutil.copytree(TILL, bench.challenge)
    bench.hand_in("anna")
    bench.graded()
    brief = bench.challenge / "challenge.yaml"
    brief.write_text(brief.read_text().replace("version: 1.0.0", "version: 1.0.1"))
    assert bench.graded()["anna"].why == "the challenge changed"


def test_a_result_that_is_gone_is_made_again(bench: Bench) -> None:
    bench.hand_in("anna")
    bench.graded()
    (bench.folder_of("anna") / "result.json").unlink()
    assert bench.graded()["anna"].why == "its result is gone"
    (bench.folder_of("anna") / "result.json").write_text("{")
    assert bench.graded()["anna"].why == "its result cannot be read"


def test_a_format_that_is_missing_is_rendered_without_a_new_grade(bench: Bench) -> None:
    bench.hand_in("anna")
    bench.graded()
    assert bench.became(formats=("html", "junit")) == {"anna": KEPT}
    assert (bench.folder_of("anna") / "junit.xml").is_file()


def test_everybody_is_graded_with_the_seed_of_the_first_batch(bench: Bench) -> None:
    bench.hand_in("anna")
    bench.graded()
    bench.hand_in("ben")
    bench.settings = msgspec.structs.replace(bench.settings, seed=8)
    assert bench.became() == {"anna": KEPT, "ben": GRADED}
    assert bench.grade_of("ben").provenance.seed == 7
    assert bench.graded(seed=9)["anna"].why == "the seed changed"


def test_two_with_the_same_content_have_a_folder_each(bench: Bench) -> None:
    bench.hand_in("anna", "ben")
    shutil.copy(bench.handed_in / "anna" / "solution.py", bench.handed_in / "ben" / "solution.py")
    bench.graded()
    first, second = bench.folder_of("anna"), bench.folder_of("ben")
    assert second.name == f"{first.name}-2"
    assert reporting.read(second).submission.name == second.name
    assert bench.became() == dict.fromkeys(("anna", "ben"), KEPT)


def test_without_the_blind_mode_a_folder_is_named_after_its_candidate(bench: Bench) -> None:
    bench.settings = msgspec.structs.replace(bench.settings, blind=False)
    bench.hand_in("anna")
    bench.graded()
    assert bench.folder_of("anna").name == bench.grade_of("anna").submission.name == "anna"


def test_what_can_be_handed_on_does_not_say_who_is_who(bench: Bench) -> None:
    bench.hand_in("annakowalska", "ben")
    bench.graded()
    (bench.handed_in / "zoekrause").mkdir()
    (bench.handed_in / "zoekrause" / "x.txt").write_text("x")
    bench.graded()
    page(bench)
    secret = {bench.out / FILENAME, *bench.out.rglob("sealed.json"), *(bench.out / "submissions").iterdir()}
    for path in (path for path in bench.out.rglob("*") if path.is_file()):
        told = path.read_bytes().decode(errors="replace").casefold()
        named = any(name in told or name in str(path).casefold() for name in ("annakowalska", "zoekrause"))
        assert not named or path in secret, path
        assert path not in secret or stat.S_IMODE(path.stat().st_mode) == 0o600


def page(bench: Bench, *, blind: bool = True) -> str:
    ledger = known(bench)
    batch = bench.batch()
    cohort = cohort_of(
        bench.out, ledger, list(ledger.entries), challenge=batch.challenge, blind=blind, needed=2, made="2026-11-26"
    )
    return write_cohort(bench.out, cohort).read_text()


def test_a_comparison_is_in_the_page_of_this_batch_and_of_the_next(bench: Bench) -> None:
    bench.hand_in("anna", "ben")
    bench.graded()
    assert "has not been looked at" in page(bench)
    similar(bench.out, challenge=str(TILL), against=(), made="2026-11-27T10:00:00+00:00")
    refresh_cohort(bench.out, needed=2, made="2026-11-27T10:00:00+00:00")
    folders = {each.folder for each in known(bench).entries.values()}
    table = (bench.out / "cohort.csv").read_text(encoding="utf-8")
    rows = {each["submission"]: each["most_in_common_with"] for each in csv.DictReader(io.StringIO(table))}
    assert rows == {folder: (folders - {folder}).pop() for folder in folders}
    assert "Most in common with" in (bench.out / "cohort.html").read_text(encoding="utf-8")
    bench.hand_in("cleo")
    bench.graded()
    assert page(bench).count("nobody yet") == 1


# ── One that fails stops nobody ──────────────────────────────────────────────────────────────────


def test_one_that_cannot_be_taken_stops_nobody(bench: Bench) -> None:
    bench.hand_in("anna", "cleo")
    (bench.handed_in / "ben").mkdir()
    (bench.handed_in / "ben" / "readme.txt").write_text("later")
    (bench.handed_in / "dan.zip").write_bytes(b"PK\x03\x04 and nothing else")
    told = bench.graded()
    assert [told[name].entry.what for name in ("anna", "ben", "cleo", "dan")] == [
        What.GRADED,
        What.REFUSED,
        What.GRADED,
        What.REFUSED,
    ]
    assert "holds no source file" in told["ben"].entry.told
    assert bench.graded()["ben"].why == ""


def test_a_repository_that_cannot_be_read_stops_nobody(bench: Bench) -> None:
    bench.hand_in("anna")
    (bench.handed_in / "ben.git").mkdir()
    for name in ("HEAD", "objects", "refs"):
        (bench.handed_in / "ben.git" / name).mkdir()
    told = bench.graded()
    assert (told["anna"].entry.what, told["ben.git"].entry.what) == (What.GRADED, What.REFUSED)
    assert "has no commit" in told["ben.git"].entry.told


def test_somebody_who_was_out_of_reach_once_is_not_graded_again(bench: Bench) -> None:
    bench.hand_in("anna")
    bench.graded()
    (bench.handed_in / "anna" / "solution.py").rename(bench.out.parent / "away.py")
    (bench.handed_in / "anna" / "x.txt").write_text("x")
    assert bench.became() == {"anna": ("refused", True)}
    assert "1 submission could not be taken in" in page(bench)
    (bench.handed_in / "anna" / "x.txt").unlink()
    (bench.out.parent / "away.py").rename(bench.handed_in / "anna" / "solution.py")
    told = bench.graded()["anna"]
    assert (told.anew, told.entry.what, told.entry.told) == (False, What.GRADED, "wrong_answer")
    assert known(bench).entries["anna"] == told.entry


def test_the_folder_of_another_challenges_batch_is_refused(bench: Bench) -> None:
    bench.hand_in("anna")
    bench.graded()
    bench.challenge = TILL.parents[2] / "conformance" / "challenges" / "functions"
    with pytest.raises(UserError, match="has a batch of till, not of functions"):
        bench.graded()


def test_a_void_grade_is_kept_and_made_again_next_time(bench: Bench) -> None:
    bench.hand_in("anna", "ben")
    bench.jobs = 1
    bench.sandbox = played(Telling().collects("a").breaks_off(3, "the suite broke"), GOOD)
    told = bench.graded()
    assert (told["anna"].entry.what, told["ben"].entry.what) == (What.VOID, What.GRADED)
    assert bench.grade_of("anna").verdict is Verdict.JUDGE_ERROR
    again = bench.graded()
    assert (again["anna"].entry.what, again["anna"].why) == (What.GRADED, "void last time")
    assert not again["ben"].anew


def test_an_engine_that_fails_once_costs_one_grade(bench: Bench) -> None:
    bench.hand_in("anna", "ben")
    bench.jobs = 1
    bench.sandbox = played().refuses("candidate", EngineFailed("no space left"))
    told = bench.graded()
    assert (told["anna"].entry.what, told["anna"].entry.told) == (What.FAILED, "no space left")
    assert told["ben"].entry.what is What.GRADED
    assert bench.graded()["anna"].why == "failed last time"


def test_a_bug_of_ours_costs_one_grade_and_leaves_a_log(bench: Bench) -> None:
    bench.hand_in("anna", "ben")
    bench.jobs = 1
    bench.sandbox = played().refuses("candidate", ZeroDivisionError("of https://u:hunter2@h/"))
    told = bench.graded()
    assert told["anna"].entry.what is What.FAILED
    assert "a bug of ours: ZeroDivisionError" in told["anna"].entry.told
    log = bench.out / "logs" / f"{told['anna'].entry.folder}.log"
    assert "ZeroDivisionError" in log.read_text()
    assert "hunter2" not in log.read_text() + told["anna"].entry.told
    assert told["ben"].entry.what is What.GRADED


def test_a_folder_that_cannot_be_written_costs_one_grade(bench: Bench) -> None:
    bench.hand_in("anna", "ben")
    bench.graded()
    log = bench.folder_of("anna") / "events.jsonl"
    log.write_text(log.read_text().replace("wrong_answer", "accepted"))
    told = bench.graded(force=True)
    assert (told["anna"].entry.what, told["ben"].entry.what) == (What.FAILED, What.GRADED)
    assert "this event was changed after it was written" in told["anna"].entry.told
    assert "batch.json says what" in page(bench)
    assert "this event was changed after it was written" in page(bench, blind=False)


# ── Reviews ──────────────────────────────────────────────────────────────────────────────────────


def test_a_reviewed_result_is_never_graded_over(bench: Bench) -> None:
    bench.hand_in("anna", "ben")
    bench.graded()
    bench.review("anna")
    before = {path.name: path.read_bytes() for path in bench.folder_of("anna").iterdir() if path.is_file()}
    told = bench.graded(force=True)
    assert (told["anna"].anew, told["anna"].why) == (False, "--force")
    assert (told["ben"].anew, told["ben"].why) == (True, "--force")
    assert {path.name: path.read_bytes() for path in bench.folder_of("anna").iterdir() if path.is_file()} == before


def test_a_reviewed_folder_whose_ledger_is_lost_is_nobody_elses(bench: Bench) -> None:
    bench.hand_in("anna")
    bench.graded()
    bench.review("anna")
    reviewed = bench.folder_of("anna")
    (bench.out / FILENAME).unlink()
    bench.graded()
    assert bench.folder_of("anna").name == f"{reviewed.name}-2"
    assert reviewing.has_reviews(reviewed)


def test_a_review_that_comes_while_a_grade_is_made_again_wins(bench: Bench) -> None:
    bench.hand_in("anna")
    bench.graded()
    before = bench.grade_of("anna").provenance

    class Reviewed:
        jobs = 1

        def __init__(self) -> None:
            self.inner = bench.local()

        def submit(self, work: Work) -> Future[Done]:
            bench.review("anna")
            return self.inner.submit(work)

        def close(self) -> None:
            self.inner.close()

    bench.elsewhere = Reviewed
    told = bench.graded(force=True)["anna"]
    assert (told.anew, told.why) == (False, "--force; it was reviewed while this one was made")
    assert bench.grade_of("anna").provenance == before


def test_the_state_of_review_is_told_in_words(bench: Bench) -> None:
    bench.hand_in("anna")
    bench.graded()
    folder = bench.folder_of("anna")
    assert review_words(reviewing.look(folder, needed=2)) == "none"
    bench.review("anna")
    assert review_words(reviewing.look(folder, needed=2)) == "1 of 2"
    bench.review("anna", "sam")
    assert review_words(reviewing.look(folder, needed=2)) == "settled"
    assert "settled" in page(bench)


# ── Broken off, and gone on with ─────────────────────────────────────────────────────────────────


def test_what_is_interrupted_leaves_no_box_and_goes_on_where_it_was(bench: Bench) -> None:
    bench.hand_in("anna", "ben", "cleo", "dan")
    bench.jobs = 1

    def interrupted(_told: Told) -> None:
        raise KeyboardInterrupt

    batch = bench.batch()
    bench.watch.after = interrupted
    with pytest.raises(KeyboardInterrupt), batch.opened():
        batch.grade(bench.candidates())
    assert bench.sandbox.left == []
    assert list(known(bench).entries) == ["anna"]
    assert bench.became() == {"anna": KEPT} | dict.fromkeys(("ben", "cleo", "dan"), GRADED)


def test_boxes_that_are_at_work_are_ended_at_once(bench: Bench) -> None:
    bench.hand_in("anna", "ben", "cleo")
    bench.jobs = 2

    def press() -> None:
        # To the thread itself: what only notes an interrupt does not wake one that waits for a lock.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    both = threading.Barrier(2, action=press)

    class Interrupts(Silent):
        """Presses Ctrl-C as soon as two exams have their cases."""

        def cases(self, total: int) -> None:  # noqa: ARG002 - however many
            both.wait()

    bench.observer = lambda _name: Interrupts()
    bench.sandbox = played(Telling().collects("a").loads().does(Inside.wait_for_the_host))
    batch = bench.batch()
    with pytest.raises(KeyboardInterrupt), batch.opened():
        batch.grade(bench.candidates())
    assert bench.sandbox.left == []
    assert known(bench).entries == {}


@pytest.mark.parametrize("name", ["sealed.json", "result.json", "events.jsonl", "batch.json"])
def test_a_full_disk_stops_the_batch_and_keeps_what_is_graded(
    name: str, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.hand_in("anna", "ben", "cleo")
    bench.jobs = 1
    batch = bench.batch()
    real = os.fsync

    def full(descriptor: int) -> None:
        """Have no room left for this file: the engine of the test plays, the disk has to as well."""
        if name in str(Path(f"/proc/self/fd/{descriptor}").readlink()):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    bench.watch.after = lambda _told: monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Stopped, match="the disk is full") as stopped, batch.opened():
        batch.grade(bench.candidates())
    monkeypatch.undo()
    assert "goes on from there" in str(stopped.value)
    assert list(known(bench).entries) == ["anna"]
    assert bench.grade_of("anna").verdict is Verdict.WRONG_ANSWER
    assert bench.sandbox.left == []
    assert bench.became() == {"anna": KEPT, "ben": GRADED, "cleo": GRADED}


def test_an_engine_that_is_gone_stops_the_batch(bench: Bench) -> None:
    bench.hand_in("anna", "ben")
    bench.jobs = 1
    bench.sandbox = played().refuses("candidate", EngineUnavailable("nobody answers"))
    with pytest.raises(Stopped, match="nobody answers"):
        bench.graded()
    assert bench.became() == dict.fromkeys(("anna", "ben"), GRADED)


# ── The same as single grades ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_any_order_and_any_number_of_jobs_give_the_same_grades(bench: Bench, jobs: int) -> None:
    bench.hand_in("anna", "ben", "cleo", "dan", "eve")
    bench.jobs = jobs
    batch = bench.batch()
    with batch.opened():
        told = batch.grade(list(reversed(bench.candidates())))
    assert [each.entry.id for each in told] == ["eve", "dan", "cleo", "ben", "anna"]
    for name in ("anna", "ben", "cleo", "dan", "eve"):
        grade = bench.grade_of(name)
        assert [(case.name, str(case.outcome)) for case in grade.suites[0].cases] == [("a", "passed"), ("b", "failed")]
    assert len({grade.submission.sha256 for grade in map(bench.grade_of, ("anna", "ben", "cleo", "dan", "eve"))}) == 5


def test_work_and_what_comes_back_are_data(bench: Bench) -> None:
    bench.hand_in("anna")
    sent: list[bytes] = []

    class Far:
        """An executor to which work, and from which its end, travels as bytes."""

        jobs = 1

        def __init__(self) -> None:
            self.inner = bench.local()

        def submit(self, work: Work) -> Future[Done]:
            sent.append(msgspec.msgpack.encode(work))
            done = self.inner.submit(msgspec.msgpack.decode(sent[0], type=Work)).result()
            there: Future[Done] = Future()
            there.set_result(msgspec.msgpack.decode(msgspec.msgpack.encode(done), type=Done))
            return there

        def close(self) -> None:
            self.inner.close()

    bench.elsewhere = Far
    assert bench.became() == {"anna": GRADED}
    assert str(bench.handed_in).encode() not in sent[0]
