"""What `grade batch` does: take one submission in after the other, grade what is not graded yet, keep what came of it.

    candidate -> submission -> parts, compared with the ledger -> kept | work -> executor -> grade -> folder -> ledger

At most one submission more than there are jobs is in memory, whatever the size of the batch. The ledger is written
after every grade, and a grade's folder before it: whatever ends the batch, what is in the ledger is whole.
"""

from __future__ import annotations

import errno
import hashlib
import secrets
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import msgspec

from grader import __version__, doctor, reporting, reviewing
from grader.advisories.exports import Unusable, opened
from grader.batch.addresses import is_bare
from grader.batch.at_work import AtWork
from grader.batch.candidates import Candidate
from grader.batch.cloning import clone
from grader.batch.keeping import FOLDER as SUBMISSIONS
from grader.batch.keeping import has_submission, keep_submission
from grader.batch.keys import NEW, Settings, parts_of, why_again
from grader.batch.ledger import Entry, Ledger, What, alone, read_ledger, write_ledger
from grader.batch.work import Done, Ended, Executor, bug
from grader.blind import anonymous
from grader.challenge import load_challenge
from grader.configuration import Configuration
from grader.errors import LanguageError, SandboxError, SubmissionError, UserError
from grader.model import Challenge, Grade, Submission, Value, Verdict
from grader.observing import Observer
from grader.rubric import rubric_of
from grader.running import folder_name, keep, ready_engine, take_in
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox
from grader.untrusted import without_passwords

LOGS = "logs"
_LONGEST = 2000  # characters of a reason
REGRADES = "regrades"
_OURS = frozenset({LOGS, REGRADES, SUBMISSIONS})
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_ECOSYSTEMS = ("PyPI", "npm", "Maven")


class Told(Value, frozen=True):
    """What became of a candidate in this call: the ledger's entry, and whether it was looked at anew.

    ``why`` says why it was graded once more, or why a grade that has reviews was kept although it should have been.
    """

    entry: Entry
    anew: bool
    why: str = ""

    @property
    def name(self) -> str:
        """What it may be called: by its folder, or by its candidate where there is no other name."""
        return self.entry.id if self.entry.what is What.REFUSED else self.entry.folder or self.entry.id


class Watcher(Protocol):
    """Whoever wants to see a batch while it goes on."""

    def begins(self, name: str, why: str) -> None:
        """Say that work begins, and what for where it was graded before."""
        ...

    def ended(self, told: Told) -> None:
        """Say that one candidate is done with."""
        ...


class Options(Value, frozen=True):
    """How a batch is to be done. Graders with the same folder of ``turns`` leave each other the cores they promise.

    Without a ``seed`` it is the one that the folder's first batch drew. Submissions are kept for a later regrade.
    """

    formats: tuple[str, ...]
    force: bool
    who: str
    reviewers: int
    seed: int | None = None
    turns: str = ""
    keep_submissions: bool = True


class Stopped(SandboxError):
    """The batch cannot go on; what is graded stays, and the same command goes on from there."""


class Batch:
    """One call of `grade batch`, over a folder that may hold the grades of earlier calls."""

    def __init__(
        self,
        folder: Path,
        *,
        challenge_name: str,
        settings: Settings,
        options: Options,
        environ: Mapping[str, str],
        watcher: Watcher,
        executor: Callable[[], Executor],
    ) -> None:
        self._folder = folder
        self._challenge = load_challenge(challenge_name)
        self._rubric = rubric_of(self._challenge)
        self._options = options
        self._environ = environ
        self._watcher = watcher
        self._images = images.wanted()
        self._told: dict[str, Told] = {}
        self._at_work = AtWork[_Plan](
            executor,
            challenge_name=challenge_name,
            challenge=self._challenge,
            images=self._images,
            turns=options.turns,
            finish=self._finish,
        )
        self.settings = settings
        self.ledger = Ledger(version=0, challenge=self._challenge.slug, seed=settings.seed)

    @property
    def challenge(self) -> Challenge:
        """What everybody answers."""
        return self._challenge

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Have the folder for ourselves, with what earlier calls left in it."""
        reporting.try_folder(self._folder)
        with reporting.writable(self._folder), alone(self._folder):
            found = read_ledger(self._folder, challenge=self._challenge.slug, seed=self.settings.seed)
            seed = found.seed if self._options.seed is None else self._options.seed
            self.ledger = msgspec.structs.replace(found, seed=seed)
            # Everybody sits the same random cases, whenever they are graded.
            self.settings = msgspec.structs.replace(self.settings, seed=seed)
            yield

    def grade(self, candidates: Sequence[Candidate]) -> list[Told]:
        """Grade whom there is no grade of yet; in the candidates' order, what became of each."""
        try:
            for candidate in candidates:
                self._begin(candidate)
            self._at_work.finish_all()
        finally:
            self._at_work.close()
        return [self._told[candidate.id] for candidate in candidates]

    # ── Before ──

    def _begin(self, candidate: Candidate) -> None:
        try:
            plan = self._planned(candidate, self._taken(candidate))
        except (SubmissionError, LanguageError) as error:
            self._not_taken(candidate, What.REFUSED, str(error))
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are still to be graded
            told = self._failure(error, f"not-taken-{len(self._told) + 1}")
            self._not_taken(candidate, What.FAILED, told)
            return
        if plan.kept is not None:
            self._keep_what_was_graded(plan)
            self._tell(plan.kept)
            return
        self._watcher.begins(plan.folder, "" if plan.why == NEW else plan.why)
        self._at_work.begin(plan, name=plan.folder, submission=plan.submission, settings=self.settings)

    def _taken(self, candidate: Candidate) -> Submission:
        path, language = Path(candidate.address.path), candidate.language or None
        if candidate.address.url or candidate.revision or is_bare(path):
            found = clone(
                candidate.address,
                self._challenge,
                revision=candidate.revision,
                language=language,
                environ=self._environ,
            )
        else:
            found = take_in(path, self._challenge, language=language)
        return msgspec.structs.replace(found, name=candidate.id)

    def _planned(self, candidate: Candidate, submission: Submission) -> _Plan:
        before = self.ledger.entries.get(candidate.id)
        parts = parts_of(
            submission,
            challenge=self._challenge,
            rubric=self._rubric,
            images=self._images,
            settings=self.settings,
            grader_version=__version__,
        )
        folder = self._folder_of(candidate, submission)
        gone = _missing(self._folder / before.folder) if before and before.folder else ""
        why = why_again(before, parts, force=self._options.force, gone=gone)
        kept = None
        if before is not None and why and reviewing.has_reviews(self._folder / folder):
            kept = Told(entry=before, anew=False, why=why)
        elif before is not None and not why:
            kept = Told(entry=self._again_graded(before), anew=False)
        return _Plan(candidate=candidate, submission=submission, parts=parts, folder=folder, why=why, kept=kept)

    def _folder_of(self, candidate: Candidate, submission: Submission) -> str:
        """Name it by its content where the mode is blind; two with the same content get a number behind it."""
        wanted = anonymous(submission.sha256) if self.settings.blind else folder_name(candidate.id)
        owners = self.ledger.folders | {plan.folder: plan.candidate.id for plan in self._at_work.plans}
        names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
        return next(name for name in names if self._may_have(candidate, name, owners))

    def _may_have(self, candidate: Candidate, name: str, owners: Mapping[str, str]) -> bool:
        """Tell whether a folder is theirs, or nobody's; one that somebody has reviewed is never nobody's."""
        if name in owners:
            return owners[name] == candidate.id
        return name not in _OURS and not reviewing.has_reviews(self._folder / name)

    def _again_graded(self, before: Entry) -> Entry:
        """Give the entry of a grade that will do, in the formats asked for; it may have been out of reach meanwhile."""
        folder = self._folder / before.folder
        missing = [name for name in self._options.formats if name not in reporting.there(folder)]
        if missing:
            reviewing.render_again(folder, missing, needed=self._options.reviewers)
        if before.what is What.GRADED:
            return before
        entry = msgspec.structs.replace(before, what=What.GRADED, told=reporting.read(folder).verdict)
        self._keep_note(entry)
        return entry

    def _keep_what_was_graded(self, plan: _Plan) -> None:
        """Keep a submission that no earlier call kept, where it is the one that was graded."""
        known = self.ledger.entries[plan.candidate.id]
        of_this = known.parts.get("submission") == plan.submission.sha256
        if self._options.keep_submissions and of_this and not has_submission(self._folder, known.folder):
            with self._writing():
                keep_submission(self._folder, known.folder, plan.submission)

    # ── After ──

    def _finish(self, plan: _Plan, done: Done) -> None:
        if done.ended is Ended.NO_ENGINE:
            raise Stopped(f"{done.told}\n{GO_ON}")
        before = self.ledger.entries.get(plan.candidate.id)
        if before is not None and reviewing.has_reviews(self._folder / plan.folder):
            self._tell(Told(entry=before, anew=False, why=f"{plan.why}; it was reviewed while this one was made"))
            return
        told = f"{done.told}{self._logged(plan.folder, done.trace)}"
        entry = Entry(id=plan.candidate.id, what=What.FAILED, told=told, folder=plan.folder, parts=plan.parts)
        if done.ended is Ended.GRADED:
            entry = self._kept(plan, entry, done.grade)
        self._note(entry, "" if plan.why == NEW else plan.why)

    def _kept(self, plan: _Plan, entry: Entry, made: bytes) -> Entry:
        """Write a grade's folder, and give the entry with what is in it, or with why it could not be written."""
        try:
            graded, _ = keep(
                msgspec.json.decode(made, type=Grade),
                plan.submission,
                self._folder / plan.folder,
                self._options.formats,
                blind=self.settings.blind,
                name=plan.folder if self.settings.blind else None,
                who=self._options.who,
            )
            if self._options.keep_submissions:
                keep_submission(self._folder, plan.folder, plan.submission)
        except Exception as error:  # noqa: BLE001 - as above
            return msgspec.structs.replace(entry, told=self._failure(error, plan.folder))
        void = graded.verdict is Verdict.JUDGE_ERROR
        return msgspec.structs.replace(
            entry,
            what=What.VOID if void else What.GRADED,
            told=graded.verdict_reason if void else graded.verdict,
            duration_s=graded.provenance.duration_s,
        )

    def _failure(self, error: Exception, name: str) -> str:
        """Say what went wrong with one; ``Stopped`` where it will go wrong with all the others as well."""
        if isinstance(error, Stopped):
            raise error
        if isinstance(error, SandboxError):  # reports raise it where there is no room, and nothing else here does
            raise Stopped(f"{error}\n{GO_ON}") from error
        _stop_if_full(self._folder, error)
        if isinstance(error, UserError):
            return str(error)
        trace = "".join(traceback.format_exception(error))
        return bug(error) + self._logged(name, without_passwords(trace))

    def _logged(self, folder: str, trace: str) -> str:
        if not trace:
            return ""
        path = self._folder / LOGS / f"{folder}.log"
        with self._writing():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            path.write_text(trace, encoding="utf-8", errors="backslashreplace")
        return f" (the log for a report is {path})"

    def _not_taken(self, candidate: Candidate, what: What, told: str) -> None:
        before = self.ledger.entries.get(candidate.id) or Entry(id=candidate.id, what=what, told="")
        # Who it is stands in front of it wherever it is shown.
        told = without_passwords(told).removeprefix(f"{candidate.id}: ")[:_LONGEST]
        self._note(msgspec.structs.replace(before, what=what, told=told, duration_s=0.0), "")

    def _note(self, entry: Entry, why: str) -> None:
        self._keep_note(entry)
        self._tell(Told(entry=entry, anew=True, why=why))

    def _keep_note(self, entry: Entry) -> None:
        self.ledger = self.ledger.noting(entry)
        with self._writing():
            write_ledger(self._folder, self.ledger)

    def _tell(self, told: Told) -> None:
        self._told[told.entry.id] = told
        self._watcher.ended(told)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            _stop_if_full(self._folder, error)
            raise


class _Plan(Value, frozen=True):
    """One candidate's submission, and what is to be done about it; ``kept`` where that is nothing."""

    candidate: Candidate
    submission: Submission
    parts: dict[str, str]
    folder: str
    why: str
    kept: Told | None


GO_ON = "What is graded so far is whole. Put this right and give the same command again: it goes on from there."


def _stop_if_full(folder: Path, error: BaseException) -> None:
    """Stop where there is no room, also where that was put in other words."""
    if any(isinstance(each, OSError) and each.errno in _NO_ROOM for each in (error, error.__cause__)):
        raise Stopped(f"{folder}: the disk is full.\n{GO_ON}") from error


def _missing(folder: Path) -> str:
    """Say what is wrong with a result that should be there; a damaged one is none."""
    try:
        verdict = reporting.read(folder).verdict
    except UserError:
        return "its result is gone" if not (folder / "result.json").exists() else "its result cannot be read"
    return "void last time" if verdict is Verdict.JUDGE_ERROR else ""


def state_of_advisories(configuration: Configuration) -> str:
    """Tell one state of the mirror from another: by the hash of each export that there is."""
    if configuration.advisories is None:
        return ""
    keys = []
    for ecosystem in _ECOSYSTEMS:
        try:
            with opened(Path(configuration.advisories.osv), ecosystem) as export:
                keys.append(export.key)
        except Unusable:
            keys.append("")
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


def trusted_engine(sandbox: DockerSandbox, *, environ: Mapping[str, str], runtime: str, observer: Observer) -> None:
    """Build what is missing and try the limits of a box; ``EngineFailed`` where one does not hold."""
    tags = ready_engine(sandbox, environ=environ, observer=observer)
    observer.step("doctor")
    doctor.trust(sandbox, image=tags["python"], run=f"{secrets.token_hex(6)}-doctor", runtime=runtime)
