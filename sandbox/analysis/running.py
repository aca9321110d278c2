"""A tool at work in a process of its own, with a time limit; what becomes of it is told."""

from __future__ import annotations

import contextlib
import gc
import importlib.machinery
import json
import os
import resource
import select
import signal
import sys
import time
from typing import Any, Self

import found
import kernel

MAX_REPLY = 32 << 20
PATIENCE = 4
"""How many times as long a tool may take by the clock as it may compute: the box has what others leave of the cores."""

FORWARD = 1 << 16
"""Bytes read at once."""

READY = b"\n"
READY_S = 10
"""Seconds of computing that a tool may take to get ready, on top of its own."""


class Running:
    """A tool in a process of its own: its pipe, what it has said so far, and when it must be done.

    With a sample in place of work it is started ahead: it gets ready, says so, and waits for ``begin``.
    """

    def __init__(self, tool: Any, work: found.Work | None, *, sample: found.Work | None = None) -> None:
        hears, hands = os.pipe()
        read, write = os.pipe()
        self.tool = tool
        self.ahead = sample is not None
        self.began = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(read)
            os.close(hands)
            _perform(tool, work, sample, hears, write)
        os.close(write)
        os.close(hears)
        self.descriptor = read
        self.hands = hands
        self.said = bytearray()
        self.failed = ""

    def is_ready(self) -> bool:
        """Wait until it is, if it is started ahead; false where that fails."""
        return os.read(self.descriptor, 1) == READY

    def begin(self, work: found.Work) -> Self:
        """Hand it its work, from when on its time counts; ``OSError`` where it has ended meanwhile."""
        self.began = time.monotonic()
        settings = memoryview(json.dumps(work.settings()).encode() + b"\n")
        while settings:
            settings = settings[os.write(self.hands, settings) :]
        return self

    @property
    def left_s(self) -> float:
        """Seconds until its time is up."""
        return self.began + PATIENCE * self.tool.CPU_S - time.monotonic()

    def listen(self) -> bool:
        """Take what it says; false once there will be no more."""
        part = os.read(self.descriptor, FORWARD)
        self.said += part
        if len(self.said) > MAX_REPLY:
            self.failed = f"told more than {MAX_REPLY >> 20} MiB"
        return bool(part) and not self.failed

    def end(self) -> dict[str, Any]:
        """Let go of it, with all that it started; what it found, and how it went."""
        os.close(self.descriptor)
        os.close(self.hands)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        told = self._told(status)
        return told | {"tool": self.tool.NAME, "failed": self.failed, "seconds": time.monotonic() - self.began}

    def _told(self, status: int) -> dict[str, Any]:
        if self.failed:
            return {}
        try:
            told = json.loads(self.said)
        except ValueError:
            self.failed = f"ended without a result ({_how(status)})"
            return {}
        self.failed = told.pop("failed", "")
        return dict(told)


def _how(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    if -code == signal.SIGXCPU:
        return "it computed for longer than it may"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


class OnlyOurs:
    """Finds modules for ``import``, and none in the submission.

    A linter puts the folder that it looks at on the path, to find out what is imported there; whatever it imports
    itself from then on would be the candidate's, and run.
    """

    def __init__(self, root: str) -> None:
        self.root = root

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Look where the usual finder looks, the submission left out; ``ModuleNotFoundError`` if it is only there."""
        allowed = [entry for entry in (sys.path if path is None else path) if not entry.startswith(self.root)]
        found = importlib.machinery.PathFinder.find_spec(name, allowed, target)
        built_in = name in sys.builtin_module_names or importlib.machinery.FrozenImporter.find_spec(name) is not None
        if found is None and not built_in:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return found


def _perform(tool: Any, work: found.Work | None, sample: found.Work | None, hears: int, descriptor: int) -> None:
    """In the forked child: look, tell, and end at once, for tearing down what a linter built costs as much again."""
    try:
        os.setsid()
        kernel.prefer_as_victim()
        for stream, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
            os.dup2(os.open(os.devnull, mode), stream)
        os.chdir("/")
        seconds = tool.CPU_S + (READY_S if work is None else 0)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        gc.disable()
        try:
            fits = True
            if work is None:
                tool.warm(sample)
                gc.freeze()
                os.write(descriptor, READY)
                work = _handed(hears)
                fits = not hasattr(tool, "fits") or tool.fits(work)
            sys.meta_path.insert(0, OnlyOurs(work.root))
            told = found.bounded(tool.run(work)) if fits else {"unfit": True}
        except BaseException as error:  # noqa: BLE001 - whatever a tool does, the others go on
            told = {"failed": f"{type(error).__name__}: {error}"[: found.LONGEST]}
        line = memoryview(json.dumps(told, separators=(",", ":")).encode())
        while line:
            line = line[os.write(descriptor, line) :]
    finally:
        os._exit(0)


def _handed(hears: int) -> found.Work:
    with open(hears, encoding="utf-8") as file:
        return found.Work(json.loads(file.readline()))


def side_by_side(tools: list[Any], work: found.Work, *, ahead: dict[str, Running]) -> list[dict[str, Any]]:
    """Run all of them, so many at a time; what each found, in the order of their names.

    One that was started ahead is handed its work; where what it knows by then is wrong for it, or it fails, one that
    knows nothing is started.
    """
    waiting, running, done = list(tools), [], []
    while waiting or running:
        while waiting and len(running) < work.cores:
            running.append(_begun(waiting.pop(0), work, ahead))
        within = max(0.0, min(each.left_s for each in running))
        ready, _, _ = select.select([0, *(each.descriptor for each in running)], [], [], within)
        if 0 in ready and not os.read(0, 1):
            sys.exit(1)  # the host is gone
        for each in list(running):
            if each.descriptor in ready and each.listen():
                continue
            if each.descriptor not in ready and each.left_s > 0:
                continue
            if each.descriptor not in ready:
                each.failed = f"did not finish within {PATIENCE * each.tool.CPU_S} s"
            running.remove(each)
            hopeless = bool(each.failed)
            told = each.end()
            unfit = told.pop("unfit", False) or told["failed"]
            if each.ahead and unfit and not hopeless:
                waiting.insert(0, each.tool)
            else:
                done.append(told)
    return sorted(done, key=lambda told: str(told["tool"]))


def _begun(tool: Any, work: found.Work, ahead: dict[str, Running]) -> Running:
    started = ahead.pop(tool.NAME, None)
    if started is not None:
        try:
            return started.begin(work)
        except OSError:
            started.end()
    return Running(tool, work)
