"""Runs the candidate's own tests over other submissions put in the place of theirs, to see whether they notice faults.

Only tests that go through the declared interface can tell: those that pass on a right submission that is as alike to
the faulty one as there is, and do not pass where the entry is missing. Sources that a candidate must not see lie beside
their code in this box, so what leaves it are numbers and a word for each faulty submission, and no text of a process.
"""

from __future__ import annotations

import os
import time
from typing import Any

import delivery
import own
import testing
import testrun
from found import Found

CAUGHT, PASSED, UNFIT = "caught", "passed", "unfit"
SPARE_S = 1.0


def perform(settings: dict[str, Any], archives: dict[str, bytes]) -> dict[str, Any]:
    """Find out which tests can tell, then try one faulty submission after the other until the time is over."""
    trials = Trials(settings, archives)
    without = trials.passing("")
    if without is None:
        return {"without": 0, "right": [], "faulty": []}
    right = [(trials.passing(f"right/{number}") or set()) - without for number in range(settings["right"])]
    faulty: list[str] = []
    for number, base in enumerate(settings["bases"]):
        word = trials.word(f"faulty/{number}", right[base]) if right[base] else UNFIT
        if trials.over():
            break  # one that was cut short says nothing
        faulty.append(word)
    return {"without": len(without), "right": [len(names) for names in right], "faulty": faulty}


class Trials:
    """Runs the same tests over one submission after the other, within one time for all of them."""

    def __init__(self, settings: dict[str, Any], archives: dict[str, bytes]) -> None:
        self.settings = settings
        self.root = settings["submission"]
        self.archive = archives[self.root]
        self.until = time.monotonic() + settings["seconds"] - SPARE_S
        for folder in (settings["build"], settings["variants"]):
            delivery.unpack(archives.get(folder, b""), folder)
        own.fresh(self.root, self.archive, settings)
        self.found: Found = testing.find(self.root, settings)

    def over(self) -> bool:
        """Whether the time is."""
        return time.monotonic() > self.until

    def passing(self, variant: str) -> set[str] | None:
        """Names of the tests that pass on a submission; ``None`` where it cannot be put in the place of theirs."""
        ran = self._ran(variant, set())
        if ran is None:
            return None
        failing = {str(event.get("name")) for event in ran.of("test") if testrun.is_failing(event)}
        passed = {str(event.get("name")) for event in ran.of("test") if event.get("outcome") == "passed"}
        return passed - failing

    def word(self, variant: str, telling: set[str]) -> str:
        """Whether a test that can tell does not pass."""
        ran = self._ran(variant, telling)
        if ran is None:
            return UNFIT
        passed = {str(event.get("name")) for event in ran.of("test") if event.get("outcome") == "passed"}
        return PASSED if ran.finished and telling <= passed else CAUGHT

    def _ran(self, variant: str, until_failed: set[str]) -> testrun.Ran | None:
        own.fresh(self.root, self.archive, self.settings)
        folder = os.path.join(self.settings["variants"], variant) if variant else ""
        command = testing.swapped(self.root, self.found, self.settings, folder)
        if command is None:
            return None
        seconds = min(self.until - time.monotonic(), self.settings["most_seconds"])
        return testrun.run(command, scratch=self.settings["scratch"], seconds=seconds, until_failed=until_failed)
