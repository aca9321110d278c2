"""What was handed in, as it was taken in, so that it can be graded once more without the candidate or a repository.

    <batch>/submissions/submission-85e087.msgpack    readable by its owner alone: the files are the candidate's

A folder of its own, so that a submission's report can be handed on without it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from grader.durable import OWNER_ALONE, write_whole
from grader.errors import UserError
from grader.model import Submission

FOLDER = "submissions"
_MOST_BYTES = 1 << 30
_FOLDER_OF_OWNER = 0o700


def path_of(batch: Path, folder: str) -> Path:
    """Where the submission of a folder of reports is kept."""
    return batch / FOLDER / f"{folder}.msgpack"


def has_submission(batch: Path, folder: str) -> bool:
    """Tell whether it is kept."""
    return path_of(batch, folder).is_file()


def keep_submission(batch: Path, folder: str, submission: Submission) -> None:
    """Write it whole or not at all, on the disk when this returns; ``OSError`` where that is not possible."""
    path = path_of(batch, folder)
    path.parent.mkdir(mode=_FOLDER_OF_OWNER, exist_ok=True)
    write_whole(path, msgspec.msgpack.encode(submission), mode=OWNER_ALONE)


def kept_submission(batch: Path, folder: str, *, sha256: str) -> Submission:
    """Read it; ``UserError`` where it is not kept, or is not the one of this hash."""
    path = path_of(batch, folder)
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES)
        submission = msgspec.msgpack.decode(content, type=Submission)
    except FileNotFoundError:
        raise UserError(
            f"{path}: the submission was not kept. Give the `grade batch` command again, which keeps it."
        ) from None
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: is broken: {error}. {_WHAT_NOW}") from error
    if not sha256 == submission.sha256 == hashlib.sha256(submission.archive).hexdigest():
        raise UserError(f"{path}: is not the submission that was graded. {_WHAT_NOW}")
    return submission


_WHAT_NOW = "Bring it back from a copy, or remove it and give the `grade batch` command again."
