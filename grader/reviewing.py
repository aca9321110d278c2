"""What `grade review` does to a folder of reports: take a review in, settle what can be settled, render again.

    <folder>/result.json              the grade; gets reviewed levels once they are settled
    <folder>/reviews/001-anna.json    every review as it was saved, none ever written over
    <folder>/events.jsonl             who did what, when and why (review/log.py)
    <folder>/unsealed/                reports with the names that a blind one masks, where somebody asked for them

While a reviewer is still to come nothing of the earlier review is shown or rendered: reviewers are blind to each other.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from grader import reporting
from grader.blind import read_seal, unmask
from grader.durable import write_new
from grader.errors import UserError
from grader.model import Grade, Review, Value
from grader.review.documents import document, encoded, mistakes_in, read_document
from grader.review.log import FILENAME as LOG
from grader.review.log import Event, append, read_log
from grader.review.settling import Standing, settled, standing
from grader.untrusted import Unreadable, decoded

REVIEWS, UNSEALED = "reviews", "unsealed"
RESULT = "result.json"
ALWAYS = ("html", "panel", "candidate", "candidate-md")
"""The formats that a settled review is rendered in, beside those that the folder has already."""

_GRADED, _REVIEWED, _JOINT, _SETTLED, _UNSEALED = "graded", "reviewed", "reviewed jointly", "settled", "unsealed"


class State(Value, frozen=True):
    """A folder as it is: its grade, its reviews and where they stand; ``stray`` are files unknown to the log."""

    grade: Grade
    reviews: tuple[Review, ...]
    now: Standing
    needed: int
    events: tuple[Event, ...]
    stray: tuple[str, ...] = ()

    @property
    def reviewed(self) -> Grade:
        """The grade with its reviewed levels where they are settled, and as it is where they are not."""
        return settled(self.grade, self.now) if self.now.is_settled else self.grade


class Outcome(Value, frozen=True):
    """What became of a review: the file that keeps it, where all stand now, and the reports that were rendered."""

    kept: Path
    state: State
    files: dict[str, Path]


def has_reviews(folder: Path) -> bool:
    """Tell whether somebody has reviewed what lies in a folder, so that it must not be graded anew in place."""
    return (folder / REVIEWS).is_dir() and any((folder / REVIEWS).glob("*.json"))


def note_graded(folder: Path, grade: Grade, *, who: str, at: str) -> None:
    """Write into the log that a grade was made, and what its result's bytes are."""
    with _locked(folder):
        event = Event(
            number=0,
            at=at,
            who=who,
            what=_GRADED,
            changes=(f"{grade.verdict}, proposed score {'none' if grade.score is None else f'{grade.score:g}'}",),
            facts={"result_sha256": _digest(folder)},
        )
        append(folder, read_log(folder), event)


def look(folder: Path, *, needed: int) -> State:
    """Read a folder: its result, its log and its reviews, each checked against the other; ``UserError`` says which not.

    ``needed`` is how many reviewers have to decide; once a review is in, the number that it was asked with stands.
    """
    grade = reporting.read(folder)
    events = read_log(folder)
    _same_result(folder, events)
    reviews, stray = _kept(folder, events)
    asked = next((int(each.facts["reviewers"]) for each in events if "reviewers" in each.facts), needed)
    now = _standing(grade, reviews, asked)
    return State(grade=grade, reviews=reviews, now=now, needed=asked, events=events, stray=stray)


def _standing(grade: Grade, reviews: Sequence[Review], needed: int) -> Standing:
    return standing(reviews, criteria=[each.name for each in grade.criteria], needed=needed)


def _same_result(folder: Path, events: Sequence[Event]) -> None:
    """Refuse a result that nobody wrote down; one before the last is that of a settling that was cut off."""
    known = [each for each in events if "result_sha256" in each.facts]
    if known and _digest(folder) not in {each.facts["result_sha256"] for each in known}:
        last = known[-1]
        raise UserError(
            f"{folder / RESULT}: changed since event {last.number} of {LOG} ({last.what} by {last.who}). "
            "Bring the result back from a copy, or grade the submission again into another folder."
        )


def _kept(folder: Path, events: Sequence[Event]) -> tuple[tuple[Review, ...], tuple[str, ...]]:
    reviews = []
    known = {each.facts["file"]: each for each in events if "file" in each.facts}
    for name, event in known.items():
        path = folder / REVIEWS / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise UserError(f"{path}: event {event.number} of {LOG} names it: {error.strerror}.") from error
        if hashlib.sha256(content).hexdigest() != event.facts["sha256"]:
            raise UserError(f"{path}: changed since event {event.number} of {LOG}. Bring it back from a copy.")
        reviews.append(_decoded(content, path))
    there = sorted(path.name for path in (folder / REVIEWS).glob("*.json")) if (folder / REVIEWS).is_dir() else []
    return tuple(reviews), tuple(name for name in there if name not in known)


class _Kept(msgspec.Struct):
    review: Review


def _decoded(content: bytes, path: Path) -> Review:
    try:
        return decoded(content, _Kept).review
    except Unreadable as error:
        raise UserError(f"{path}: not a review: {error}. Bring it back from a copy.") from error


def take_in(folder: Path, review: Review | bytes, *, name: str, needed: int, at: str) -> Outcome:
    """Keep a review and render what it settles; ``UserError`` lists all that is wrong with it, and nothing is kept.

    ``name`` is how messages call the review; ``bytes`` are those of a file that the report saved.
    """
    with _locked(folder):
        state = look(folder, needed=needed)
        checked = _checked(review, state, name)
        content = encoded(document(state.grade, checked))
        kept = _keep(folder, checked, content)
        event = _event(checked, state, at, {"file": kept.name, "sha256": hashlib.sha256(content).hexdigest()})
        reviews = (*state.reviews, checked)
        after = msgspec.structs.replace(
            state,
            reviews=reviews,
            now=_standing(state.grade, reviews, state.needed),
            events=append(folder, state.events, event),
        )
        if not after.now.is_settled:
            return Outcome(kept=kept, state=after, files={})
        after = _told_settled(folder, after, at)
        files = reporting.write(after.grade, folder, sorted({*ALWAYS, *reporting.there(folder)}))
        return Outcome(kept=kept, state=after, files=files)


def _checked(review: Review | bytes, state: State, name: str) -> Review:
    if isinstance(review, bytes):
        review = read_document(review, state.grade, name=name, open_criteria=state.now.open).review
    else:
        mistakes = list(mistakes_in(review, state.grade, state.now.open))
        if mistakes:
            raise UserError("\n".join(f"{name}: {mistake}" for mistake in mistakes))
    if not review.joint and not state.now.waiting_for and state.needed > 1:
        known = [each.reviewer for each in state.now.reviews]
        if review.reviewer not in known:
            everybody = {2: "both"}.get(state.needed, "all")
            raise UserError(
                f"{name}: {state.needed} reviewers were asked for, and {everybody} have reviewed. "
                "What is open between them takes a joint review (--joint)."
            )
    return review


def _event(review: Review, state: State, at: str, facts: dict[str, str]) -> Event:
    before = {each.name: each.proposed_level for each in state.grade.criteria}
    earlier = next((each for each in state.now.reviews if each.reviewer == review.reviewer), None)
    if earlier and not review.joint:
        before |= {each.criterion: each.level for each in earlier.judgements}
    changes = [
        f"{each.criterion}: {_level(before.get(each.criterion))} -> {_level(each.level)}"
        for each in review.judgements
        if each.level != before.get(each.criterion)
    ]
    reasons = [f"{each.criterion}: {each.reason}" for each in review.judgements if each.reason]
    return Event(
        number=0,
        at=at,
        who=review.reviewer,
        what=_JOINT if review.joint else _REVIEWED,
        why="; ".join(reasons)[:2000],
        changes=tuple(changes),
        facts={"reviewers": str(state.needed), **facts},
    )


def _level(level: int | None) -> str:
    return "not assessed" if level is None else str(level)


def stem(reviewer: str, *, joint: bool) -> str:
    """Name a reviewer as a file can be named: ``anna``, and ``anna-and-ben-joint`` for a joint review."""
    plain = "".join(each if each.isascii() and each.isalnum() else "-" for each in reviewer.lower()).strip("-")
    return f"{plain[:40] or 'reviewer'}{'-joint' if joint else ''}"


def _keep(folder: Path, review: Review, content: bytes) -> Path:
    """Write a review under a number of its own; what is there already is never touched."""
    place = folder / REVIEWS
    try:
        place.mkdir(exist_ok=True)
        number = 1 + max((int(path.name[:3]) for path in place.glob("[0-9][0-9][0-9]-*.json")), default=0)
        path = place / f"{number:03}-{stem(review.reviewer, joint=review.joint)}.json"
        write_new(path, content)
    except OSError as error:
        raise UserError(f"{place}: the review cannot be kept there: {error.strerror}. Nothing was changed.") from error
    return path


def render_again(folder: Path, formats: Sequence[str], *, needed: int) -> dict[str, Path]:
    """Render reports from what is stored alone, with reviewed levels where they are settled.

    The result stays as it is, also one in an older format, unless the settling of it was cut off.
    """
    with _locked(folder):
        state = look(folder, needed=needed)
        grade = state.reviewed
        return reporting.render(grade, folder, ["json", *formats] if grade != state.grade else formats)


def unseal(folder: Path, formats: Sequence[str], *, needed: int, who: str, why: str, at: str) -> dict[str, Path]:
    """Render reports with the names that a blind one masks, into a folder of their own; the log is told before.

    ``UserError`` where there is no seal, or no reason.
    """
    if not why.strip():
        raise UserError("unsealing shows whose work it is. Say why (--why), for the log.")
    with _locked(folder):
        state = look(folder, needed=needed)
        if state.grade.masked is None:
            raise UserError(f"{folder}: nothing is masked there: it was graded with --no-blind.")
        sealed = read_seal(folder, state.grade)
        append(folder, state.events, Event(number=0, at=at, who=who, what=_UNSEALED, why=why.strip()))
        place = folder / UNSEALED
        place.mkdir(mode=0o700, exist_ok=True)
        return reporting.render(unmask(state.reviewed, sealed), place, formats)


def _told_settled(folder: Path, state: State, at: str) -> State:
    """Tell the log what is settled; before the result is written, so that one not yet written is none that is wrong."""
    grade = state.reviewed
    levels = tuple(
        f"{each.title}: {'not assessed' if each.reviewed_level is None else f'{each.reviewed_level:g}'}"
        for each in grade.criteria
    )
    who = ", ".join(dict.fromkeys(review.reviewer for review in grade.review.reviews)) if grade.review else ""
    facts = {"result_sha256": hashlib.sha256(reporting.result(grade)).hexdigest()}
    event = Event(number=0, at=at, who=who, what=_SETTLED, changes=levels, facts=facts)
    return msgspec.structs.replace(state, grade=grade, events=append(folder, state.events, event))


def _digest(folder: Path) -> str:
    return hashlib.sha256((folder / RESULT).read_bytes()).hexdigest()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let nobody else review the same folder for a moment: two at once would break the chain of the log."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise UserError(f"{folder}: {error.strerror}. Name the folder that `grade run` wrote.") from error
    try:
        with suppress(OSError):  # a file system without locks; the chain would tell
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
