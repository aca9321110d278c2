"""A box that looks at one submission after the other: the tools are ready, and fork for each (``forking.py``).

    stdin    deliveries, each once the last one's line has come
    stdout   ``{"ready":true}``, then a line for each

What it says is what a fresh box says, or nothing: where any tool fails or is late, or anything is not as it was before,
the box ends, before it answers if the answer could be wrong. Whoever asked has a fresh one look, and starts another.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import time

import files
import kernel
from forking import Template
from looking import looked, practice, received, told, tools_for
from running import write_all

IS_READY = b'{"ready":true}\n'
CLEAR_S = 5.0
"""How long what a submission left may take to go."""

PROGRAMS_STAY = ("java", "node")
"""Languages with programs that go on from one submission to the next: a name that they once knew never comes again."""


def serve(language: str, scratch: str) -> None:
    """Get ready, and look, until nobody asks any more or something is odd."""
    started = [
        Template(tool, practice(tool, language, scratch)) for tool in tools_for(language) if hasattr(tool, "warm")
    ]
    if not all(template.is_ready() for template in started):
        return
    kernel.set_dumpable(dumpable=False)
    templates = {template.tool.NAME: template for template in started}
    ours = _processes()
    files.empty(scratch)
    write_all(1, IS_READY)
    with contextlib.suppress(EOFError):
        for number in itertools.count(1):
            work, folders = received(str(number) if language in PROGRAMS_STAY else "")
            results = looked(work, templates)
            # A template that was killed may be found out only now: its signal can come later than the answer before.
            if any(result["failed"] for result in results) or not all(template.is_whole for template in started):
                return
            write_all(1, told(results) + b"\n")
            if not _ended(beside=ours):
                return
            for folder in (*folders, scratch):
                files.empty(folder)


def _ended(*, beside: set[int]) -> bool:
    """Whether every process is gone, or has been ended, but these, which are all there still.

    Outside a box, where a test may run this, all processes are somebody else's.
    """
    if not kernel.alone_in_a_box():
        return True
    until = time.monotonic() + CLEAR_S
    while time.monotonic() < until:
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        there = _processes()
        if there == beside or not beside <= there:
            return there == beside
        for each in there - beside:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        time.sleep(0.001)
    return False


def _processes() -> set[int]:
    return {int(name) for name in os.listdir("/proc") if name.isdigit()}
