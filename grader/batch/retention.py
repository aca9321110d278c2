"""`grade purge`: what is known of a person goes, so many days after the decision; hashes, scores and levels stay.

    <batch>/<submission>/purged.json    what stays: written first, whole, and from then on the submission is purged
    <batch>/purge.log                   a line (JSON) a submission: what went, when, by whom, by which rule

All else in the submission's folder goes, and what the batch keeps of it elsewhere: the submission, its regrades, a log
of a bug. Where that is cut off, the next call finishes it, whatever its rule. No link is followed.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from grader import reporting, reviewing
from grader.batch.keeping import FOLDER as SUBMISSIONS
from grader.batch.ledger import FILENAME as LEDGER
from grader.batch.ledger import Entry, What, alone, ledger_of, write_ledger
from grader.blind import anonymous
from grader.durable import OWNER_ALONE, append, write_whole
from grader.errors import UserError
from grader.model import SCHEMA_VERSION, Grade, Measured, Preparation, Settled, Value
from grader.reporting.upgrading import upgraded
from grader.review.log import Event, read_log
from grader.untrusted import Unreadable, decoded

MARK, LOG = "purged.json", "purge.log"
RESULT = "result.json"
_DECIDED = "settled"
_GRADED = frozenset({"graded", "regraded"})
_MOST_BYTES = 16 << 20
_LONGEST_RULE_DAYS = 36_500


class Rule(Value, frozen=True):
    """What goes: so many days after its decision, or, where ``undecided``, after its grading where there is none."""

    days: int
    undecided: bool = False

    def told(self) -> str:
        """As it is written into the log."""
        return f"--older-than {self.days}d{' --undecided' if self.undecided else ''}"


class Dates(Value, frozen=True):
    """When a submission was graded and decided on, in ISO 8601; ``decided`` is empty where nobody has."""

    graded: str
    decided: str = ""


class Purged(Value, frozen=True):
    """What is known of a purge: when, by whom, by which rule, and of what.

    ``log_sha256`` is the hash of the last event of the log that went, ``submission`` what its folder is called now.
    """

    submission: str
    at: str
    who: str
    rule: str
    graded: str
    decided: str
    review: str
    reviews: int
    submission_sha256: str
    result_sha256: str
    log_sha256: str


class Kept(Value, frozen=True):
    """``purged.json``: how the purge went, and the grade without all that is anybody's."""

    purged: Purged
    grade: Grade


class Look(Value, frozen=True):
    """One submission as a purge sees it. ``due`` where it goes, and ``why`` where it stays; ``begun`` was cut off."""

    folder: str
    why: str
    due: bool = False
    begun: bool = False
    dates: Dates = Dates(graded="")
    gone: tuple[str, ...] = ()
    size_bytes: int = 0


# ── Decided from values alone ──


def days_of(text: str) -> int:
    """Read ``180d`` as days; ``UserError`` for anything else."""
    found = re.fullmatch(r"([0-9]{1,6})d", text.strip())
    if found is None or not 1 <= int(found[1]) <= _LONGEST_RULE_DAYS:
        raise UserError(f'--older-than: "{text}" is no number of days from 1d to {_LONGEST_RULE_DAYS}d, such as 180d.')
    return int(found[1])


def dates_of(grade: Grade, events: Sequence[Event]) -> Dates:
    """Find the last decision, and the grading before which there was none."""
    graded = [each.at for each in events if each.what in _GRADED]
    decided = [each.at for each in events if each.what == _DECIDED]
    return Dates(graded=graded[-1] if graded else grade.provenance.started, decided=decided[-1] if decided else "")


def why_stays(dates: Dates, rule: Rule, *, now: str) -> str:
    """Say why a submission stays under a rule; empty where it goes."""
    since = dates.decided or (dates.graded if rule.undecided else "")
    if not since:
        return "not decided on: no settled review (--undecided counts from the grading)"
    try:
        at, today = datetime.fromisoformat(since), datetime.fromisoformat(now)
        age = today - at
    except (ValueError, TypeError):  # no time, or one without its zone
        return f'its date cannot be read ("{since}")'
    if age >= timedelta(days=rule.days):
        return ""
    what = "decided" if dates.decided else "graded"
    return f"{what} {max(age.days, 0)} days ago, goes at {rule.days}"


def stripped(grade: Grade, *, name: str) -> Grade:
    """Keep hashes, scores, levels, verdict, challenge and dates; nothing that anybody wrote, and no name."""
    review = grade.review
    return msgspec.structs.replace(
        grade,
        submission=msgspec.structs.replace(grade.submission, name=name, files=(), dropped=(), history=None),
        verdict_reason="",
        preparation=Preparation(dependencies=grade.preparation.dependencies),
        suites=(),
        criteria=tuple(
            msgspec.structs.replace(each, evidence=(), because="", rule="", items=(), anchors={}, anchor="")
            for each in grade.criteria
        ),
        measured=Measured(),
        quality=None,
        own_tests=None,
        flags=(),
        provenance=msgspec.structs.replace(grade.provenance, host="", steps=()),
        not_measured=(),
        sources=(),
        left_out_sources=0,
        masked=None,
        review=None
        if review is None
        else Settled(
            reviews=(), level=review.level, equal_weight_level=review.equal_weight_level, left_out=review.left_out
        ),
    )


# ── The folder ──


def is_purged(folder: Path) -> bool:
    """Tell whether a submission has been purged, be it not to the end."""
    return (folder / MARK).is_file()


def read_purged(folder: Path) -> Kept:
    """Read what stayed, in whatever format a result may have; ``UserError`` where it is broken."""
    path = folder / MARK
    try:
        with path.open("rb") as file:
            found = decoded(file.read(_MOST_BYTES), _Stored)
        grade = msgspec.convert(upgraded(found.grade, int(found.grade["schema_version"])), Grade)
        if grade.schema_version != SCHEMA_VERSION:
            raise Unreadable(f"it is in format {grade.schema_version}")
        return Kept(purged=found.purged, grade=grade)
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}.") from error
    except (ValueError, msgspec.MsgspecError, KeyError, TypeError) as error:
        raise UserError(f"{path}: is broken, or of a newer grade: {error}. Bring it back from a copy.") from error


class _Stored(msgspec.Struct):
    """The file as it is, before its grade is brought up to the format of today."""

    purged: Purged
    grade: dict[str, Any]


def look(folder: Path, rule: Rule, *, now: str) -> list[Look]:
    """Look at each submission of a batch, or at the one of a single grade; writes nothing."""
    single = is_single(folder)
    folder = folder.resolve()
    batch, names = (folder.parent, [folder.name]) if single else (folder, _submissions(folder))
    return [_looked(batch, name, rule, now, single=single) for name in names]


def is_single(folder: Path) -> bool:
    """Tell whether a folder is that of one grade and not of a batch; ``UserError`` where it is neither."""
    if folder.is_symlink():
        raise UserError(f"{folder}: is a link, and none is followed. Name the folder itself.")
    if (folder / LEDGER).exists():
        return False
    if (folder / RESULT).is_file() or is_purged(folder):
        if (folder.resolve().parent / LEDGER).exists():
            raise UserError(f"{folder}: is part of a batch, which keeps more of it. Name the batch's folder.")
        return True
    raise UserError(f"{folder}: has neither {LEDGER} nor {RESULT}. Name a folder that `grade batch` or `run` wrote.")


def _submissions(batch: Path) -> list[str]:
    """Name the folders of a ledger, and those that an earlier submission of somebody left."""
    known = [each.folder for each in ledger_of(batch).entries.values() if each.folder]
    there = sorted(each for each in batch.iterdir() if not each.is_symlink() and each.is_dir())
    left = [each.name for each in there if (each / RESULT).is_file() or is_purged(each)]
    return list(dict.fromkeys((*known, *left)))


def _looked(batch: Path, name: str, rule: Rule, now: str, *, single: bool) -> Look:
    folder = batch / name
    if not name or Path(name).name != name or name in {".", ".."}:
        return Look(folder=name, why="its name leads out of the batch's folder")
    if folder.is_symlink() or not folder.is_dir():
        return Look(folder=name, why="is a link, and none is followed" if folder.is_symlink() else "is not there")
    gone = tuple(_others(batch, name, single=single))
    size = sum(_size(batch / each) for each in gone)
    if is_purged(folder):
        return Look(
            folder=name, why="" if gone else "purged before", due=bool(gone), begun=True, gone=gone, size_bytes=size
        )
    try:
        dates = dates_of(reporting.read(folder), read_log(folder))
    except UserError as error:
        return Look(folder=name, why=f"cannot be told: {error}")
    why = why_stays(dates, rule, now=now)
    return Look(folder=name, why=why, due=not why, dates=dates, gone=gone, size_bytes=size)


def _others(batch: Path, name: str, *, single: bool) -> Iterator[str]:
    """Name all that goes, counted from the batch's folder; a link goes itself, and a folder behind one never."""
    yield from (f"{name}/{each.name}" for each in sorted((batch / name).iterdir()) if each.name not in {MARK, LOG})
    if single:
        return
    for parent, file in ((SUBMISSIONS, f"{name}.msgpack"), ("logs", f"{name}.log")):
        if not (batch / parent).is_symlink() and _there(batch / parent / file):
            yield f"{parent}/{file}"
    # These quote the code of all that were compared, and are written anew by the next comparison.
    yield from (place for place in ("similar", "similar.html", "similar.json") if _there(batch / place))
    sets = batch / "regrades"
    for each in [] if sets.is_symlink() or not sets.is_dir() else sorted(sets.iterdir()):
        if each.is_symlink() or not each.is_dir():
            continue
        # The tables name all submissions of a set; they are written anew whenever it is looked at.
        for place in (f"grades/{name}", "preview.md", "preview.csv"):
            if not (each / "grades").is_symlink() and _there(each / place):
                yield f"regrades/{each.name}/{place}"


def _there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _size(path: Path) -> int:
    if path.is_symlink() or not path.is_dir():
        return path.lstat().st_size
    return sum(_size(each) for each in path.iterdir())


def purge(folder: Path, rule: Rule, *, who: str, now: str) -> list[Look]:
    """Purge what is due, and finish what was cut off; what became of each, under the name that it had."""
    single = is_single(folder)
    folder = folder.resolve()
    batch = folder.parent if single else folder
    with alone(folder):
        looks = look(folder, rule, now=now)
        taken = set() if single else _names_taken(batch)
        told = []
        for each in looks:
            found = each
            if each.due:
                # Nobody reviews it meanwhile, and who did a moment ago counts; a single grade's folder is ours already.
                with nullcontext() if single else alone(batch / each.folder):
                    found = _looked(batch, each.folder, rule, now, single=single)
                    if found.due:
                        _purge_one(batch, found, rule, who=who, now=now, log=folder / LOG, taken=taken)
            told.append(found)
        if not single:
            _forget_names(batch)
    return told


def _names_taken(batch: Path) -> set[str]:
    folders = [each for each in batch.iterdir() if not each.is_symlink()]
    return {each.name for each in folders} | {
        read_purged(each).purged.submission for each in folders if is_purged(each)
    }


def _purge_one(batch: Path, each: Look, rule: Rule, *, who: str, now: str, log: Path, taken: set[str]) -> None:
    folder = batch / each.folder
    if not each.begun:
        name = _nameless_folder(each.folder, anonymous(reporting.read(folder).submission.sha256), taken)
        taken.add(name)
        kept = _kept(folder, each, rule, who=who, now=now, name=name)
        # The log is told before: a line too many is better than something gone that nobody knows of.
        told = {**msgspec.to_builtins(kept.purged), "files": len(each.gone), "size_bytes": each.size_bytes}
        _append(log, msgspec.json.encode(told))
        _write_mark(folder, msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n")
    for path in (batch / one for one in each.gone):
        if path.is_symlink() or not path.is_dir():
            path.unlink(missing_ok=True)
        else:
            shutil.rmtree(path)  # follows no link, in whatever moment one is put there


def _kept(folder: Path, each: Look, rule: Rule, *, who: str, now: str, name: str) -> Kept:
    grade, events = reporting.read(folder), read_log(folder)
    reviews = len(list((folder / reviewing.REVIEWS).glob("*.json"))) if reviewing.has_reviews(folder) else 0
    return Kept(
        grade=stripped(grade, name=name),
        purged=Purged(
            submission=name,
            at=now,
            who=who,
            rule=rule.told(),
            graded=each.dates.graded,
            decided=each.dates.decided,
            review="settled" if each.dates.decided else "not settled" if reviews else "none",
            reviews=reviews,
            submission_sha256=grade.submission.sha256,
            result_sha256=hashlib.sha256((folder / RESULT).read_bytes()).hexdigest(),
            log_sha256=events[-1].hash if events else "",
        ),
    )


def _nameless_folder(folder: str, wanted: str, taken: Collection[str]) -> str:
    """Give a name that says nothing of whose it is, which a folder of a blind batch has already."""
    if re.fullmatch(re.escape(wanted) + r"(-[0-9]+)?", folder):
        return folder
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def _forget_names(batch: Path) -> None:
    """Bring the ledger and the names of folders up to what is purged; what was cut off is finished by the next call."""
    ledger = ledger_of(batch)
    entries: dict[str, Entry] = {}
    for entry in ledger.entries.values():
        folder = batch / entry.folder
        purged = entry.folder and entry.what is not What.PURGED and not folder.is_symlink() and is_purged(folder)
        kept = _nameless(read_purged(folder).purged.submission) if purged else entry
        entries[kept.id] = kept
    if entries != ledger.entries:
        write_ledger(batch, msgspec.structs.replace(ledger, entries=entries))
    for folder in [each for each in batch.iterdir() if not each.is_symlink() and is_purged(each)]:
        name = read_purged(folder).purged.submission
        if name != folder.name and Path(name).name == name and not _there(batch / name):
            folder.rename(batch / name)


def _nameless(name: str) -> Entry:
    return Entry(id=name, what=What.PURGED, told="", folder=name)


def _append(path: Path, line: bytes) -> None:
    try:
        append(path, line + b"\n", mode=OWNER_ALONE)
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}. Nothing more was purged.") from error


def _write_mark(folder: Path, content: bytes) -> None:
    try:
        write_whole(folder / MARK, content)
    except OSError as error:
        raise UserError(f"{folder}: cannot be purged: {error.strerror}. Nothing of it was removed.") from error
