"""Keeps apart what a blind report does not show: for whoever may unseal it, and for nobody who reads the report.

    <output>/sealed.json   token -> original, readable by its owner alone

The seal is a file's permissions and nothing more: whoever can read the file can read the names.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

import msgspec

from grader.durable import OWNER_ALONE, write_whole
from grader.errors import SandboxError, UserError
from grader.model import Grade, Value
from grader.untrusted import Unreadable, decoded

FILENAME: Final = "sealed.json"
MAX_BYTES: Final = 64 << 20


class Sealed(Value, frozen=True):
    """What was masked in one grade: the submission's name as it was, and the original of every token.

    ``submission_sha256`` and ``started`` are those of its grade: another run numbers its tokens anew.
    """

    submission_sha256: str
    started: str
    name: str
    originals: dict[str, str]


def seal(folder: Path, sealed: Sealed) -> Path:
    """Write it whole or not at all; a link that stands in its place is replaced, not followed."""
    path = folder / FILENAME
    try:
        if path.is_dir() and not path.is_symlink():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        write_whole(path, msgspec.json.format(_encoded(sealed), indent=1) + b"\n", mode=OWNER_ALONE)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise SandboxError(f"{path}: the disk is full. Make room, or choose another --output.") from error
        raise UserError(f"{path}: cannot be written: {error.strerror}. Choose another --output.") from error
    return path


def read_seal(folder: Path, grade: Grade) -> Sealed:
    """Read the seal of this grade; ``UserError`` where it is missing, broken, or another grade's."""
    path = folder / FILENAME
    try:
        content = _content(path)
    except FileNotFoundError:
        raise UserError(
            f"{path}: there is no such file, so nothing can be unsealed. Whoever graded it has it."
        ) from None
    except OSError as error:
        raise UserError(
            f"{path}: cannot be read: {error.strerror}. It must be a file of your own, and no link."
        ) from error
    try:
        sealed = decoded(content, Sealed)
    except Unreadable as error:
        raise UserError(f"{path}: is broken: {error}. Take the copy that grading wrote, or grade again.") from None
    if (sealed.submission_sha256, sealed.started) != (grade.submission.sha256, grade.provenance.started):
        raise UserError(
            f"{path}: belongs to another grade, of submission {sealed.submission_sha256[:12]} on {sealed.started}; "
            f"this one is of {grade.submission.sha256[:12]} on {grade.provenance.started}. "
            "Take the one that was written beside its result."
        )
    return sealed


def _encoded(sealed: Sealed) -> bytes:
    # A lone surrogate is no Unicode text; ``result.json`` has it spelled out in the same way.
    spelled = {token: _spelled_out(original) for token, original in sealed.originals.items()}
    return msgspec.json.encode(msgspec.structs.replace(sealed, name=_spelled_out(sealed.name), originals=spelled))


def _spelled_out(text: str) -> str:
    return text.encode(errors="backslashreplace").decode()


def _content(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no file")
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise OSError(errno.EFBIG, f"it is larger than {MAX_BYTES >> 20} MiB")
    return content
