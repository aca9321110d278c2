"""Asks a program of ours that is not written in Python: one JSON object in, one out."""

from __future__ import annotations

import json
import subprocess
from typing import Any

ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
NODE = ("/usr/local/bin/node", "--max-old-space-size=768")
UNFIT = 14
"""Node.js's exit code for a snapshot that was made on another kind of processor."""


class Ended(RuntimeError):
    """The program gave no answer."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"ended without a result (exit code {code}): {words}")
        self.code = code


def ask(command: list[str], question: dict[str, Any]) -> dict[str, Any]:
    """Its answer; ``Ended`` with its last words where it ends without one."""
    ran = subprocess.run(
        command, input=json.dumps(question).encode(), capture_output=True, cwd="/", env=ENVIRONMENT, check=False
    )
    try:
        return dict(json.loads(ran.stdout))
    except ValueError:
        raise Ended(ran.returncode, ran.stderr.decode("utf-8", "replace").strip()[-400:]) from None


def node(program: str, question: dict[str, Any]) -> dict[str, Any]:
    """The answer of one of our Node.js programs; from its script, slower, where its snapshot does not fit."""
    path = f"/grader/node/{program}"
    try:
        # Read-only files of ours: nothing can have changed what a checksum would take a tenth of a second to read.
        return ask([*NODE, "--no-verify-snapshot-checksum", f"--snapshot-blob={path}.blob"], question)
    except Ended as ended:
        if ended.code != UNFIT:
            raise
        return ask([*NODE, f"{path}.js"], question)
