"""Asks a program of ours that is not written in Python: a line of JSON in, one out; when its input closes it ends."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from typing import Any

ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
NODE = ("/usr/local/bin/node", "--max-old-space-size=768")
FOLDER = "/grader/node"
NOTHING_BUILT = "no compiled classes"
"""What SpotBugs says of a submission that does not compile, whatever it saw before."""

UNFIT = 14
"""Node.js's exit code for a snapshot that was made on another kind of processor."""


class Ended(RuntimeError):
    """The program gave no answer."""

    def __init__(self, code: int | None, words: str) -> None:
        super().__init__(f"ended without a result (exit code {code}): {words}")
        self.code = code


stays = False
"""Whether a program that was started ahead is asked again and again, by processes that this one forks."""

_started: dict[tuple[str, ...], subprocess.Popen[bytes]] = {}
"""Programs that wait to be asked, by their commands."""


def start(command: Sequence[str], *, first: dict[str, Any] | None = None) -> None:
    """Start a program ahead of the question; whoever asks the same command is answered by it.

    Ours for Node.js practises on a ``first`` question before, whose answer nobody hears.
    """
    _started[tuple(command)] = _process(command, {"FIRST_ASKED": json.dumps(first)} if first else {})


def ask(command: Sequence[str], question: dict[str, Any]) -> dict[str, Any]:
    """Its answer; ``Ended`` with its last words where it ends without one."""
    process = _started.pop(tuple(command), None) or _process(command, {})
    line = json.dumps(question).encode() + b"\n"
    told, words = _answered(process, line) if stays else process.communicate(line)
    try:
        found = dict(json.loads(told))
    except ValueError:
        raise Ended(process.returncode, words.decode("utf-8", "replace").strip()[-400:]) from None
    if stays and any(row["why"] != NOTHING_BUILT for row in found.get("unread", [])):
        # What it could not read may be for what an earlier submission left in its memory.
        raise Ended(process.returncode, "not everything could be read")
    return found


def _answered(process: subprocess.Popen[bytes], line: bytes) -> tuple[bytes, bytes]:
    """What it says to this line; nothing where it has ended, or ends of it."""
    assert process.stdin is not None  # noqa: S101 - pipes, all of them
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.write(line)
        process.stdin.flush()
        return process.stdout.readline(), b""
    except BrokenPipeError:
        return b"", b""


def _process(command: Sequence[str], more: dict[str, str]) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    # Nobody empties that of one that stays.
    words = subprocess.DEVNULL if stays else pipe
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=words, cwd="/", env=ENVIRONMENT | more)


def start_node(program: str, *, first: dict[str, Any] | None = None) -> None:
    """Start one of our Node.js programs ahead of the question."""
    start(_snapshot(program), first=first)


def node(program: str, question: dict[str, Any]) -> dict[str, Any]:
    """The answer of one of our Node.js programs; from its script, slower, where its snapshot does not fit."""
    try:
        return ask(_snapshot(program), question)
    except Ended as ended:
        if ended.code != UNFIT:
            raise
        return ask([*NODE, f"{FOLDER}/{program}.js"], question)


def _snapshot(program: str) -> list[str]:
    # Read-only files of ours: nothing can have changed what a checksum would take a tenth of a second to read.
    return [*NODE, "--no-verify-snapshot-checksum", f"--snapshot-blob={FOLDER}/{program}.blob"]
