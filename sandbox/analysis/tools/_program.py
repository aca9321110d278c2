"""Asks a program of ours that is not written in Python: one JSON object in, one out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from typing import Any

ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
NODE = ("/usr/local/bin/node", "--max-old-space-size=768")
FOLDER = "/grader/node"
UNFIT = 14
"""Node.js's exit code for a snapshot that was made on another kind of processor."""


class Ended(RuntimeError):
    """The program gave no answer."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"ended without a result (exit code {code}): {words}")
        self.code = code


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
    told, words = process.communicate(json.dumps(question).encode())
    try:
        return dict(json.loads(told))
    except ValueError:
        raise Ended(process.returncode, words.decode("utf-8", "replace").strip()[-400:]) from None


def _process(command: Sequence[str], more: dict[str, str]) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd="/", env=ENVIRONMENT | more)


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
