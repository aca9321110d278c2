"""Runs the candidate's own tests as the candidate would, several times, and says what they covered.

The framework is found by what the files say; the configuration is ours. Each run is a process of its own over a fresh
copy of the submission, which it may write to as on its author's machine.
"""

from __future__ import annotations

import os
import time
from typing import Any

import delivery
import files
import testing
import testrun

MAX_TESTS = 2_000
MAX_FILES = 500
MAX_LINES = 5_000  # numbers of uncovered lines in a file
MAX_NAME = 500
MAX_MESSAGE = 1_500
MAX_MESSAGES = 400_000
MAX_NOTES = 50
OUTCOMES = ("passed", "failed", "error", "skipped")  # no set: what is asked for in it may be a list
SPARE_S = 8.0
"""What coverage takes to add up, kept back from the time for the runs."""


def perform(settings: dict[str, Any], archives: dict[str, bytes]) -> dict[str, Any]:
    """Find, prepare, run, repeat, add up."""
    until = time.monotonic() + settings["seconds"] - SPARE_S
    root = settings["submission"]
    fresh(root, archives[root], settings)
    delivery.unpack(archives.get(settings["build"], b""), settings["build"])
    found = testing.find(root, settings)
    told: dict[str, Any] = {"framework": found.framework, "files": found.files[:MAX_FILES], "notes": found.notes}
    if found.trouble or not found.files:
        return told | {"state": "not_run" if found.trouble else "none", "reason": found.trouble}
    words = testing.prepare(root, found, settings, seconds=until - time.monotonic())
    if words:
        return told | {"state": "not_run", "reason": words[:MAX_MESSAGE]}
    runs = []
    for number in range(settings["runs"]):
        if number:
            if time.monotonic() + 1.2 * runs[0].seconds > until:
                break
            fresh(root, archives[root], settings)
        command = testing.command(root, found, settings, cover=number == 0)
        runs.append(testrun.run(command, scratch=settings["scratch"], seconds=until - time.monotonic()))
        if number == 0:
            covered = testing.coverage(root, found, settings)
        if not runs[-1].finished:
            break
    budget = Budget()
    return told | {
        "state": "ran",
        "reason": _broken_off(runs[0]),
        "notes": [str(note)[:MAX_NAME] for note in [*found.notes, *_noted(runs[0])][:MAX_NOTES]],
        "runs": [_told(run, budget) for run in runs],
        "coverage": covered,
    }


def fresh(root: str, archive: bytes, settings: dict[str, Any]) -> None:
    """Put the submission there as it was handed in, writable, with nothing that an earlier run left beside it."""
    for folder in (root, settings["scratch"]):
        files.empty(folder)
    delivery.unpack(archive, root)
    for where, _, names in os.walk(root):
        os.chmod(where, 0o755)
        for name in names:
            os.chmod(os.path.join(where, name), 0o644)


class Budget:
    """What is left of the room for messages, over all tests."""

    def __init__(self) -> None:
        self.left = MAX_MESSAGES

    def cut(self, text: str) -> str:
        """As much of a message as there is room for."""
        kept = text[: min(MAX_MESSAGE, self.left)]
        self.left -= len(kept)
        return kept


def _broken_off(run: testrun.Ran) -> str:
    ending = run.ending()
    if not ending:
        return ""
    started = [str(event.get("name", ""))[:MAX_NAME] for event in run.of("started")]
    done = {str(event.get("name", ""))[:MAX_NAME] for event in run.of("test")}
    at = next((name for name in reversed(started) if name not in done), "")
    last = run.printed.decode("utf-8", "replace").strip()[-MAX_MESSAGE:]
    return f"The process of the tests {ending}{f', in {at}' if at else ''}.\n{last}".strip()


def _noted(run: testrun.Ran) -> list[str]:
    return [str(event.get("text", "")) for event in run.of("note")]


def _told(run: testrun.Ran, budget: Budget) -> dict[str, Any]:
    tests = run.of("test")
    return {
        "seconds": run.seconds,
        "finished": run.finished,
        "left_out": max(0, len(tests) - MAX_TESTS),
        "tests": [_test(event, budget) for event in tests[:MAX_TESTS]],
    }


def _test(event: dict[str, Any], budget: Budget) -> dict[str, Any]:
    """One test, each field made into what it should be: the event is whatever the process wrote."""
    seconds = event.get("seconds")
    name, title = str(event.get("name", "")), str(event.get("title", ""))
    outcome = event.get("outcome")
    return {
        "name": (f"{name} ({title})" if title and title not in name else name)[:MAX_NAME],
        "file": str(event.get("file", ""))[:MAX_NAME],
        "outcome": outcome if outcome in OUTCOMES else "error",
        "duration_s": float(seconds) if isinstance(seconds, (int, float)) and 0 <= seconds < 1e6 else 0.0,  # noqa: PLR2004
        "message": budget.cut(str(event.get("message", ""))),
    }
