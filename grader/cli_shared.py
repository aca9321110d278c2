"""What the commands have in common: exit codes, who calls and when, and printing for a reader who may go away."""

from __future__ import annotations

import getpass
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

OK, FAILED, MISTAKE, SANDBOX = 0, 1, 2, 3


def moment() -> str:
    """Give the time that it is, in UTC, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def whoever() -> str:
    """Name who called us, where nobody said."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def reviewers_asked(given: int | None) -> int:
    """Say how many reviewers decide: as asked, else as ``grader.toml`` has it."""
    from grader.configuration import load_configuration  # noqa: PLC0415 - `grade --help` needs none of it

    return given or load_configuration(os.environ, Path.cwd()).reviewers


def told(tell: Callable[[], object], code: int) -> int:
    """Print a result; the exit code is the result's, whether or not anybody reads it to the end."""
    try:
        tell()
        sys.stdout.flush()
    except (SystemExit, BrokenPipeError):  # rich's word for it, and Python's
        silence()
    return code


def silence() -> None:
    """Have nothing more written to a reader that has gone away, not even when Python flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
