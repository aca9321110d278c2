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
from collections.abc import MutableMapping
from typing import Any, Protocol, Self

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


class AtWork:
    """A tool at work in a process of its own: its pipe, what it has said so far, and when it must be done."""

    def __init__(self, tool: Any, pid: int, descriptor: int, *, ahead: bool) -> None:
        self.tool = tool
        self.pid = pid
        self.descriptor = descriptor
        self.ahead = ahead
        self.began = time.monotonic()
        self.said = bytearray()
        self.failed = ""

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


class Ahead(Protocol):
    """Something that was got ready before there was work."""

    def begin(self, work: found.Work) -> AtWork:
        """Hand it its work, from when on its time counts; ``OSError`` where it has ended meanwhile."""
        ...


class Running(AtWork):
    """A process that looks at one submission.

    Without work it loads what it will need, and waits for ``begin``; with a sample to get ready with, it says once it
    has.
    """

    def __init__(self, tool: Any, work: found.Work | None, *, sample: found.Work | None = None) -> None:
        hears, self.hands = os.pipe()
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(read)
            os.close(self.hands)
            _perform(tool, work, sample, hears, write)
        os.close(write)
        os.close(hears)
        super().__init__(tool, pid, read, ahead=sample is not None)

    def is_ready(self) -> bool:
        """Wait until it is, if it is started ahead; false where that fails."""
        return os.read(self.descriptor, 1) == READY

    def begin(self, work: found.Work) -> Self:
        """As ``Ahead.begin``."""
        self.began = time.monotonic()
        try:
            hand(work, self.hands)
        except OSError:
            self.end()
            raise
        return self

    def end(self) -> dict[str, Any]:
        """As ``AtWork.end``."""
        os.close(self.hands)
        return super().end()


def hand(work: found.Work, descriptor: int) -> None:
    """Write down what there is to do, for whoever reads the pipe; ``OSError`` where nobody does."""
    write_all(descriptor, found.line(work.settings()) + b"\n")


def write_all(descriptor: int, data: bytes) -> None:
    """Write to a pipe whatever its size; ``OSError`` where nobody reads it."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


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
        be_alone(hears, descriptor)
        bound(tool.CPU_S + (READY_S if sample is not None else 0))
        gc.disable()
        try:
            if sample is not None:
                tool.warm(sample)
                gc.freeze()
                os.write(descriptor, READY)
            elif work is None:
                tool.load()
        except BaseException as error:  # noqa: BLE001 - whatever a tool does, the others go on
            told = _failed(error)
        else:
            told = found_by(tool, work, hears, knows=sample is not None)
        write_all(descriptor, found.line(told))
    finally:
        os._exit(0)


def be_alone(*kept: int) -> None:
    """Leave the parent's session, and all that it has open but these; be the first to go where memory is short."""
    os.setsid()
    # Or the kernel would not let it say so.
    kernel.set_dumpable(dumpable=True)
    kernel.prefer_as_victim()
    for stream, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        os.dup2(os.open(os.devnull, mode), stream)
    first = 3
    for each in sorted(kept):
        os.closerange(first, each)
        first = each + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))
    os.chdir("/")


def bound(seconds: int) -> None:
    """End this process, and each that it starts, once it has computed for so long."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def found_by(tool: Any, work: found.Work | None, hears: int, *, knows: bool) -> dict[str, Any]:
    """What the tool finds, or how it fails; without work, in what the pipe tells, if what it ``knows`` fits that."""
    try:
        if work is None:
            work = _handed(hears)
        fits = not knows or not hasattr(tool, "fits") or tool.fits(work)
        sys.meta_path.insert(0, OnlyOurs(work.root))
        return found.bounded(tool.run(work)) if fits else {"unfit": True}
    except BaseException as error:  # noqa: BLE001 - as above
        return _failed(error)


def _failed(error: BaseException) -> dict[str, Any]:
    return {"failed": f"{type(error).__name__}: {error}"[: found.LONGEST]}


def _handed(hears: int) -> found.Work:
    with open(hears, encoding="utf-8") as file:
        return found.Work(json.loads(file.readline()))


def side_by_side(tools: list[Any], work: found.Work, *, ahead: MutableMapping[str, Ahead]) -> list[dict[str, Any]]:
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


def _begun(tool: Any, work: found.Work, ahead: MutableMapping[str, Ahead]) -> AtWork:
    with contextlib.suppress(OSError):
        if (started := ahead.pop(tool.NAME, None)) is not None:
            return started.begin(work)
    return Running(tool, work)
