"""Runs a hidden suite beside the candidate's code, file by file, and says what each process reported and how it ended.

    stdout   {"ready": true}             before any code of theirs runs
             {"failed": {kind, message}} or, for each file of the suite, {"file": …}; then {"done": number of files}

Tests and code share a process, so what is reported is evidence and no proof. Every file gets a process of its own over
files put back as they were; a mark of its own that its reports must carry; and canaries: tests that look like the
others and assert what is wrong, so that a process in which one passes does not tell the truth. The host judges.
"""

from __future__ import annotations

import os
import random
import secrets
import sys
import time
from typing import Any

import delivery
import files
import testing
import testrun
import values
from notloaded import NotLoaded
from unit import Unit

MAX_CASES = 5_000
MAX_NAME = 500
MAX_MESSAGE = 2_000
MAX_MESSAGES = 200_000  # characters in all messages of one file
MAX_PRINTED = 4_000
OUTCOMES = ("passed", "failed", "error", "skipped")  # no set: what is asked for in it may be a list


def perform(settings: dict[str, Any], archives: dict[str, bytes]) -> dict[str, Any]:
    """Prepare, say so, run every file, give the last line."""
    for folder in (settings["submission"], settings["build"], settings["suite"]):
        delivery.unpack(archives.get(folder, b""), folder)
        _open(folder)
    _tell({"ready": True})
    until = time.monotonic() + settings["limits"]["wall_time_s"]
    try:
        units = testing.units(settings, random.Random(settings["seed"]))  # noqa: S311 - canaries, repeatable by seed
    except NotLoaded as error:
        return {"failed": {"kind": error.kind, "message": error.message}}
    kept = {folder: _read(folder) for folder in (settings["submission"], settings["build"], settings["suite"])}
    for unit in units:
        for folder, contents in kept.items():
            _put_back(folder, contents)
        files.empty(settings["scratch"])
        mark = secrets.token_hex(16)
        command = testing.suite_command(settings, unit, mark)
        limits = settings["limits"]
        ran = testrun.run(
            command, scratch=settings["scratch"], seconds=until - time.monotonic(), per_test_s=limits["per_test_s"]
        )
        _tell({"file": _told(unit, ran, mark)})
    return {"done": len(units)}


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(values.dumps(message))
    sys.stdout.buffer.flush()


# ── files, put back between processes ──


def _open(folder: str) -> None:
    for where, _, _ in os.walk(folder):
        os.chmod(where, 0o755)  # for canaries; every process of theirs could do the same


def _read(folder: str) -> dict[str, bytes]:
    contents = {}
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                contents[path] = file.read()
    return contents


def _put_back(folder: str, contents: dict[str, bytes]) -> None:
    files.empty(folder)
    for path, content in contents.items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444), "wb") as file:
            file.write(content)


# ── what a process said ──


def _told(unit: Unit, ran: testrun.Ran, mark: str) -> dict[str, Any]:
    mine = [event for event in ran.events if event.get("mark") == mark]
    tests = [event for event in mine if event.get("event") == "test"]
    finished = [event for event in mine if event.get("event") == "finished"]
    told = [event for event in tests if unit.canary_of(event) is None]
    budget = [MAX_MESSAGES]
    return {
        "name": unit.file,
        "seconds": ran.seconds,
        "exit_code": ran.exit_code,
        "finished": ran.finished and len(finished) == 1 and finished[0].get("count") == len(tests),
        "out_of_time": ran.out_of_time,
        "ending": ran.ending(),
        "stuck_in": str(ran.stuck_in)[:MAX_NAME],
        "unmarked": len(ran.events) - len(mine),
        "printed": ran.printed.decode("utf-8", "replace")[-MAX_PRINTED:],
        "cases": [_case(event, budget) for event in told[:MAX_CASES]],
        "canaries": [
            {"what": canary.what, "outcome": canary.outcome([e for e in tests if unit.canary_of(e) is canary])}
            for canary in unit.canaries
        ],
    }


def _case(event: dict[str, Any], budget: list[int]) -> dict[str, Any]:
    seconds, outcome, labels = event.get("seconds"), event.get("outcome"), event.get("labels")
    message = str(event.get("message", ""))[: min(MAX_MESSAGE, budget[0])]
    budget[0] -= len(message)
    return {
        "name": str(event.get("name", ""))[:MAX_NAME],
        "title": str(event.get("title", ""))[:MAX_NAME],
        "labels": [str(label)[:40] for label in labels[:20]] if isinstance(labels, list) else [],
        "outcome": outcome if outcome in OUTCOMES else "error",
        "duration_s": float(seconds) if isinstance(seconds, (int, float)) and 0 <= seconds < 1e6 else 0.0,  # noqa: PLR2004
        "message": message,
    }
