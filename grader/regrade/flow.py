"""What `grade regrade` does over a batch's folder: preview, then apply or discard.

    submission that is kept -> parts, compared with the ledger's -> rescored | graded in boxes -> set
    set -> compared with the grades there are -> table
    set -> history and log, results replaced, ledger

A preview touches nothing of the grades that there are. What was replaced lies in ``<submission>/history/001``. A result
that has reviews is replaced only where that is asked for, and they go into the history with it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import msgspec

from grader import __version__, reporting, reviewing
from grader.batch.at_work import AtWork
from grader.batch.flow import Stopped
from grader.batch.keeping import kept_submission
from grader.batch.keys import Settings, changes, parts_of
from grader.batch.ledger import Entry, Ledger, What, alone, ledger_of, write_ledger
from grader.batch.retention import is_purged
from grader.batch.work import Done, Ended, Executor
from grader.blind import SEAL
from grader.challenge import load_challenge
from grader.configuration import Configuration
from grader.durable import OWNER_ALONE, temporary_of, write_whole
from grader.errors import UserError
from grader.model import Grade, Submission, Value, Verdict
from grader.regrade.comparing import Tolerance, compare
from grader.regrade.rescoring import may_rescore, rescored
from grader.regrade.sets import (
    ENTRY,
    GRADES,
    VERSION,
    Head,
    How,
    Regraded,
    State,
    all_noted,
    begin,
    checked_name,
    note,
    noted,
    place_of,
    read_head,
)
from grader.regrade.tables import Preview, Row, markdown, table
from grader.review.log import FILENAME as LOG
from grader.review.log import Event, append, read_log
from grader.rubric import rubric_of
from grader.running import keep
from grader.sandbox import images

HISTORY = "history"
RESULT = "result.json"
_REGRADED, _REOPENED = "regraded", "reopened"
_LONGEST = 2000


class Watcher(Protocol):
    """Whoever wants to see it go on."""

    def begins(self, name: str, why: str) -> None:
        """Say that boxes are to be started for one, and why."""
        ...

    def ended(self, entry: Regraded) -> None:
        """Say what became of one."""
        ...


class Options(Value, frozen=True):
    """How a set is to be made; ``force`` grades also where nothing changed, which shows what reproduces."""

    name: str
    who: str
    at: str
    force: bool = False
    configuration: Configuration = Configuration()
    advisories: str = ""
    turns: str = ""


class Applied(Value, frozen=True):
    """What became of one as its set was applied; ``why_not`` is empty where it was."""

    folder: str
    why_not: str = ""


class Regrade:
    """A set in the making, of a batch's grades."""

    def __init__(
        self,
        batch: Path,
        *,
        challenge_name: str,
        options: Options,
        watcher: Watcher,
        executor: Callable[[], Executor],
    ) -> None:
        self._batch = batch
        self._ledger = ledger_of(batch)
        name = challenge_name or self._ledger.challenge
        self._challenge = load_challenge(name)
        if self._challenge.slug != self._ledger.challenge:
            raise UserError(f"{batch}: has a batch of {self._ledger.challenge}, not of {self._challenge.slug}.")
        self._rubric = rubric_of(self._challenge)
        self._options = options
        self._watcher = watcher
        self._images = images.wanted()
        self._at_work = AtWork[_Plan](
            executor,
            challenge_name=name,
            challenge=self._challenge,
            images=self._images,
            turns=options.turns,
            finish=self._finish,
        )
        usual = f"{self._challenge.version}-{self._challenge.sha256[:6]}-{self._rubric.sha256[:6]}"
        self.name = checked_name(options.name or usual)
        self._place = place_of(batch, self.name)

    def make(self) -> Preview:
        """Regrade whom there is a grade of, into the set's folder, and compare; goes on where it was cut off."""
        with reporting.writable(self._batch), alone(self._batch):
            self._ledger = ledger_of(self._batch)
            begin(self._batch, self._head())
            try:
                for entry in self._ledger.entries.values():
                    if entry.what is not What.GRADED or not entry.folder:
                        continue
                    self._begin(entry)
                self._at_work.finish_all()
            finally:
                self._at_work.close()
            return write_preview(self._batch, self.name)

    def _head(self) -> Head:
        return Head(
            version=VERSION,
            name=self.name,
            challenge=self._challenge.slug,
            challenge_version=self._challenge.version,
            challenge_sha256=self._challenge.sha256,
            rubric=self._rubric.sha256,
            rubric_version=self._rubric.version,
            made=self._options.at,
            who=self._options.who,
        )

    def _begin(self, entry: Entry) -> None:
        try:
            plan = self._planned(entry)
        except UserError as error:
            told = str(error).removeprefix(f"{self._batch}/")[:_LONGEST]
            self._note(Regraded(folder=entry.folder, state=State.FAILED, how=How.NOT, told=told))
            return
        known = noted(self._place, entry.folder)
        if known is not None and _is_made(known, plan.entry):
            self._watcher.ended(known)
        elif plan.entry.state is State.UNTOUCHED:
            self._note(plan.entry)
        elif plan.entry.how is How.STORED:
            self._rescore(plan)
        else:
            self._watcher.begins(entry.folder, ", ".join(plan.entry.why))
            self._at_work.begin(plan, name=entry.folder, submission=plan.submission, settings=plan.settings)

    def _planned(self, entry: Entry) -> _Plan:
        folder = self._batch / entry.folder
        grade = reporting.read(folder)
        settings = _settings_of(entry, self._options)
        submission = kept_submission(self._batch, entry.folder, sha256=grade.submission.sha256)
        parts = parts_of(
            submission,
            challenge=self._challenge,
            rubric=self._rubric,
            images=self._images,
            settings=settings,
            grader_version=__version__,
        )
        changed = [name for name in {**entry.parts, **parts} if entry.parts.get(name) != parts.get(name)]
        how = How.STORED if may_rescore(grade, changed) else How.BOXES
        why = tuple(changes(entry.parts, parts)) or (("--force",) if self._options.force else ())
        untouched = Regraded(folder=entry.folder, state=State.UNTOUCHED, how=How.NOT, parts=parts)
        made = Regraded(folder=entry.folder, state=State.READY, how=how, why=why, parts=parts, before=_digest(folder))
        return _Plan(entry=made if why else untouched, submission=submission, settings=settings, grade=grade)

    def _rescore(self, plan: _Plan) -> None:
        made = rescored(plan.grade, challenge=self._challenge, rubric=self._rubric)
        folder = self._emptied(plan)
        reporting.write(made, folder, self._formats(plan))
        self._note(plan.entry)

    def _emptied(self, plan: _Plan) -> Path:
        folder = self._place / GRADES / plan.entry.folder
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir()
        return folder

    def _formats(self, plan: _Plan) -> tuple[str, ...]:
        return reporting.there(self._batch / plan.entry.folder)

    def _finish(self, plan: _Plan, done: Done) -> None:
        if done.ended is Ended.NO_ENGINE:
            raise Stopped(f"{done.told}\nWhat is regraded so far is whole. Give the same command again: it goes on.")
        if done.ended is not Ended.GRADED:
            self._note(_failed(plan, done.told))
            return
        folder = self._emptied(plan)
        try:
            grade, _ = keep(
                msgspec.json.decode(done.grade, type=Grade),
                plan.submission,
                folder,
                self._formats(plan),
                blind=plan.settings.blind,
                name=plan.entry.folder if plan.settings.blind else None,
                who=self._options.who,
            )
        except UserError as error:
            self._note(_failed(plan, str(error)))
            return
        void = grade.verdict is Verdict.JUDGE_ERROR
        self._note(_failed(plan, f"void: {grade.verdict_reason}") if void else plan.entry)

    def _note(self, entry: Regraded) -> None:
        note(self._place, entry)
        self._watcher.ended(entry)


class _Plan(Value, frozen=True):
    entry: Regraded
    submission: Submission
    settings: Settings
    grade: Grade


def _failed(plan: _Plan, told: str) -> Regraded:
    return msgspec.structs.replace(plan.entry, state=State.FAILED, told=told[:_LONGEST])


def _is_made(known: Regraded, wanted: Regraded) -> bool:
    """Tell whether an earlier call made the same of the same; what it applied is done with."""
    if known.state is State.APPLIED:
        return known.parts == wanted.parts
    return known.state is State.READY and (known.parts, known.before) == (wanted.parts, wanted.before)


def _settings_of(entry: Entry, options: Options) -> Settings:
    """Grade once more as it was graded: same seed, same runtime, the same switches; ``UserError`` if none is known."""
    parts = entry.parts
    try:
        return Settings(
            seed=int(parts["seed"]),
            runtime="" if parts["runtime"] == "default" else parts["runtime"],
            own_tests=parts["own tests"] == "on",
            analysis=parts["analysis"] == "on",
            blind=parts["blind"] == "on",
            configuration=options.configuration,
            advisories=options.advisories if parts["analysis"] == "on" else "",
        )
    except (KeyError, ValueError) as error:
        raise UserError(f"{entry.folder}: the ledger does not say how it was graded ({error}).") from error


def _digest(folder: Path) -> str:
    return hashlib.sha256((folder / RESULT).read_bytes()).hexdigest()


# ── Looked at ──


def preview_of(batch: Path, name: str) -> Preview:
    """Compare a set with the grades that there are now."""
    head, place = read_head(batch, name), place_of(batch, name)
    return Preview(head=head, rows=tuple(_row(batch, place, entry) for entry in all_noted(place)))


def write_preview(batch: Path, name: str) -> Preview:
    """Compare, and leave the tables in the set's folder."""
    found = preview_of(batch, name)
    for file, text in (("preview.md", markdown(found)), ("preview.csv", table(found))):
        content = text.encode(errors="backslashreplace")
        write_whole(place_of(batch, name) / file, content, mode=OWNER_ALONE)
    return found


def _row(batch: Path, place: Path, entry: Regraded) -> Row:
    if entry.state is not State.READY:
        return Row(entry=entry)
    folder = batch / entry.folder
    try:
        before, after = reporting.read(folder), reporting.read(place / GRADES / entry.folder)
        found = compare(before, after, Tolerance())
    except UserError as error:
        return Row(entry=entry, stale=str(error))
    return Row(entry=entry, comparison=found, review=_review(folder), stale=_stale(folder, entry))


def _stale(folder: Path, entry: Regraded) -> str:
    return "" if _digest(folder) == entry.before else "its result is another one than was compared"


def _review(folder: Path) -> str:
    if not reviewing.has_reviews(folder):
        return ""
    try:
        settled = reviewing.look(folder, needed=1).now.is_settled
    except UserError:
        return "reviews that cannot be told"
    return "settled" if settled else "begun"


# ── Applied ──


def apply(batch: Path, name: str, *, who: str, at: str, why: str, reviewed: bool) -> list[Applied]:
    """Replace results by those of a set, each with its history; what has reviews only where ``reviewed``."""
    place = place_of(batch, name)
    with reporting.writable(batch), alone(batch):
        head, ledger = read_head(batch, name), ledger_of(batch)
        entries = {each.folder: each for each in ledger.entries.values()}
        told = []
        for entry in all_noted(place):
            if entry.state is not State.READY:
                continue
            why_not = _why_not(batch, entry, entries.get(entry.folder))
            if not why_not:
                with alone(batch / entry.folder):  # nobody reviews it meanwhile
                    why_not = _apply_one(batch / entry.folder, place, entry, head, who, at, why, reviewed=reviewed)
            if not why_not:
                ledger = _ledger_with(ledger, entries[entry.folder], entry, batch)
                write_ledger(batch, ledger)
                note(place, msgspec.structs.replace(entry, state=State.APPLIED))
            told.append(Applied(folder=entry.folder, why_not=why_not))
        write_preview(batch, name)
        return told


def _why_not(batch: Path, entry: Regraded, known: Entry | None) -> str:
    folder = batch / entry.folder
    if known is None:
        return "is no longer part of the batch"
    if folder.is_symlink() or not folder.is_dir():
        return "its folder is not there"
    return "was purged" if is_purged(folder) else ""


def _apply_one(
    folder: Path, place: Path, entry: Regraded, head: Head, who: str, at: str, why: str, *, reviewed: bool
) -> str:
    """Replace one result; give why it was not, empty where it was."""
    made = place / GRADES / entry.folder
    result = (made / RESULT).read_bytes()
    new = hashlib.sha256(result).hexdigest()
    now = _digest(folder)
    if now == new:
        return _finished(folder)
    if now != entry.before:
        return "its result is another one than was compared: regrade it again"
    has_reviews = reviewing.has_reviews(folder)
    if has_reviews and not reviewed:
        return "has a review, which --reviewed would put into the history to be made anew"
    comparison = compare(reporting.read(folder), reporting.read(made), Tolerance())
    events = read_log(folder)
    kept = _into_history(folder)
    facts = {"history": f"{HISTORY}/{kept.name}", "set": head.name}
    before: tuple[Event, ...] = events
    if has_reviews:
        before = _new_log(folder, events, who, at, why, {**facts, "result_sha256": now})
    event = Event(
        number=0,
        at=at,
        who=who,
        what=_REGRADED,
        why="; ".join(each for each in (why, *entry.why) if each)[:_LONGEST],
        changes=tuple(f"{each.what} {each.name}: {each.before} -> {each.after}" for each in comparison.changes)[:100],
        facts={**facts, "result_sha256": new, "before_sha256": now},
    )
    append(folder, before, event)
    _moved_in(made, folder)
    if has_reviews:
        shutil.rmtree(folder / reviewing.REVIEWS)
    return ""


def _finished(folder: Path) -> str:
    """Finish what was cut off once the result was in its place: reviews that the log begun anew does not know."""
    if reviewing.has_reviews(folder) and not any("file" in each.facts for each in read_log(folder)):
        shutil.rmtree(folder / reviewing.REVIEWS)
    return ""


def _into_history(folder: Path) -> Path:
    """Copy what a folder shows into a history of its own, whole before it has its name."""
    place = folder / HISTORY
    if place.is_symlink():
        raise UserError(f"{place}: is a link, and none is followed.")
    place.mkdir(mode=0o700, exist_ok=True)
    for stale in place.glob(".new-*"):
        shutil.rmtree(stale)
    number = 1 + max((int(each.name) for each in place.glob("[0-9][0-9][0-9]")), default=0)
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=place))
    for each in folder.iterdir():
        if each.name == HISTORY or each.name.startswith("."):
            continue
        if each.is_dir() and not each.is_symlink():
            shutil.copytree(each, made / each.name, symlinks=True)
        else:
            shutil.copy2(each, made / each.name, follow_symlinks=False)
    return made.rename(place / f"{number:03}")


def _new_log(
    folder: Path, events: tuple[Event, ...], who: str, at: str, why: str, facts: Mapping[str, str]
) -> tuple[Event, ...]:
    """Begin the log anew, for the old one names reviews that go; its last hash ties both together."""
    last = {"log_sha256": events[-1].hash} if events else {}
    event = Event(number=0, at=at, who=who, what=_REOPENED, why=why, facts={**facts, **last})
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as made:
        begun = append(Path(made), (), event)
        (Path(made) / LOG).replace(folder / LOG)
    return begun


def _moved_in(made: Path, folder: Path) -> None:
    """Put each file of a set in the place of the one before it: the seal first, the result last."""
    names = [each.name for each in made.iterdir() if each.is_file() and each.name not in {ENTRY, LOG}]
    for name in sorted(names, key=lambda name: (name != SEAL, name == RESULT, name)):
        temporary = temporary_of(folder / name)
        try:
            shutil.copy2(made / name, temporary, follow_symlinks=False)
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            temporary.replace(folder / name)
        finally:
            with suppress(OSError):
                temporary.unlink()
    shutil.rmtree(folder / reviewing.UNSEALED, ignore_errors=True)  # it is in the history, and of the earlier result


def _ledger_with(ledger: Ledger, known: Entry, entry: Regraded, batch: Path) -> Ledger:
    """Have `grade batch` know what the new result depends on, so that it is not made once more."""
    verdict = reporting.read(batch / entry.folder).verdict
    return ledger.noting(msgspec.structs.replace(known, what=What.GRADED, told=verdict, parts=entry.parts))
