"""A sandbox without an engine, for tests: the programs in its boxes are Python functions on threads.

    sandbox = FakeSandbox()
    sandbox.runs("candidate", ready_agent)
    sandbox.runs("examiner", Telling().collects("t.py::a").loads().passes("t.py::a").finishes())
    sandbox.refuses("candidate", EngineFailed("no space left", infrastructure=True))

It keeps the contract of ``base.py``, which ``tests/conformance`` holds it to beside the real one, and reads its boxes
with the real one's reader, so that bounds and deadlines are the same.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from typing import IO, Any, NoReturn, Self

from grader.errors import EngineFailed
from grader.sandbox.base import BoxSpec, Derivation, Ending, EngineFacts
from grader.sandbox.streams import Streams

FACTS = EngineFacts(
    name="Fake Engine",
    version="1.0",
    api_version="1.41",
    kernel="6.1",
    cgroup_version="2",
    cpus=2,
    memory_bytes=4 << 30,
    runtimes=("runc",),
    seccomp=True,
    local=True,
)

STDOUT, STDERR = 1, 2
KILLED = 137
END_S = 5.0
SETTLE_S = 0.2
"""How long ``end`` waits for a program that is just about to return, where it cannot see it waiting for its stdin."""


class OutOfMemory(Exception):
    """Raised by a program that plays one ended by the kernel for its memory."""


class Inside:
    """What a program sees of its box; the peaks it sets are what the engine will tell of it."""

    def __init__(self, spec: BoxSpec, connection: socket.socket, files: dict[str, bytes]) -> None:
        self.spec = spec
        self.peak_memory_bytes: int | None = None
        self.peak_processes: int | None = None
        self.waiting = False
        self._connection = connection
        self._files = files
        self._stdin = bytearray()

    def read(self, size: int) -> bytes:
        """So many bytes of stdin, or fewer where the host has hung up."""
        while len(self._stdin) < size and self._receive():
            pass
        taken = bytes(self._stdin[:size])
        del self._stdin[:size]
        return taken

    def readline(self) -> bytes:
        """One line of stdin with its line end, or what there is where the host has hung up."""
        while b"\n" not in self._stdin and self._receive():
            pass
        return self.read(self._stdin.find(b"\n") + 1 or len(self._stdin))

    def delivery(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """The settings and the tar that a box of ours is given first."""
        header = json.loads(self.readline())
        return header["settings"], {folder: self.read(size) for folder, size in header["tars"].items()}

    def wait_for_the_host(self) -> None:
        """Do nothing until the host hangs up."""
        while self._receive():
            self._stdin.clear()

    def write(self, data: bytes) -> None:
        """Print on stdout; blocks once the host has stopped reading."""
        self._send(STDOUT, data)

    def complain(self, data: bytes) -> None:
        """Print on stderr."""
        self._send(STDERR, data)

    def share(self, name: str, data: bytes) -> None:
        """Write a file on the channel; ``PermissionError`` in a box that may only read there."""
        if not self.spec.channel_writable:
            raise PermissionError(f"{self.spec.channel_path}/{name}: read-only file system")
        self._files[name] = data

    def shared(self, name: str) -> bytes:
        """Read a file on the channel; ``FileNotFoundError`` where there is none."""
        if name not in self._files:
            raise FileNotFoundError(f"{self.spec.channel_path}/{name}")
        return self._files[name]

    def _receive(self) -> bool:
        self.waiting = True
        part = self._connection.recv(1 << 16)
        self.waiting = False
        self._stdin += part
        return bool(part)

    def _send(self, kind: int, data: bytes) -> None:
        self._connection.sendall(struct.pack(">BxxxL", kind, len(data)) + data)


Program = Callable[[Inside], int]
Gone = Callable[["FakeBox"], None]


class FakeBox:
    """One program on a thread, from its start to its end."""

    def __init__(
        self, spec: BoxSpec, program: Program, *, files: dict[str, bytes], troubles: list[Exception], gone: Gone
    ) -> None:
        self.name = f"grader-{spec.run}-{spec.role}"
        self.spec = spec
        self._troubles = troubles
        self._gone = gone
        self._ending: Ending | None = None
        self._removing = threading.Lock()
        self._exit_code: int | None = None
        self._out_of_memory = False
        self._started = time.monotonic()
        ours, self._theirs = socket.socketpair()
        self._inside = Inside(spec, self._theirs, files)
        self._streams = Streams(ours, keep=spec.output_bytes)
        self._thread = threading.Thread(target=self._run, args=(program,), name=self.name, daemon=True)
        self._thread.start()

    def _run(self, program: Program) -> None:
        # A box that is stopped sees its streams break, as a killed process would not even do.
        with contextlib.suppress(OSError), self._theirs:
            try:
                self._exit_code = program(self._inside)
            except OutOfMemory:
                self._out_of_memory, self._exit_code = True, KILLED
            except BrokenPipeError:
                raise
            except Exception:  # noqa: BLE001 - as an interpreter ends: with a traceback and 1
                self._inside.complain(traceback.format_exc().encode())
                self._exit_code = 1

    def send(self, data: bytes) -> None:
        """Write to the program's stdin; one that has ended reads nothing."""
        self._streams.send(data)

    def lines(self, *, deadline: float) -> Iterator[bytes]:
        """Yield what the program prints, line by line."""
        return self._streams.lines(deadline=deadline)

    def end(self) -> Ending:
        """Hang up, wait for the program to see it, say how it ended."""
        if self._ending is None:
            if self._troubles:
                raise self._troubles.pop(0)
            self.remove()
        assert self._ending is not None  # noqa: S101 - remove() has set it
        return self._ending

    def remove(self) -> None:
        """Do what ``end`` does by force, as a sweep can where an orderly end failed, or while it is under way."""
        with self._removing:
            if self._ending is None:
                self._ending = self._ended()
                self._gone(self)

    def _ended(self) -> Ending:
        stopped = not self._settled()
        self._streams.close()
        self._thread.join(timeout=END_S)
        if self._thread.is_alive():
            raise RuntimeError(f"the program in the fake box {self.name} goes on after its host has hung up")
        return Ending(
            exit_code=None if stopped else self._exit_code,
            stopped=stopped,
            out_of_memory=self._out_of_memory,
            output_bytes=self._streams.seen,
            output_cut=self._streams.cut,
            stderr=self._streams.stderr,
            peak_memory_bytes=self._inside.peak_memory_bytes,
            peak_processes=self._inside.peak_processes,
            duration_s=time.monotonic() - self._started,
        )

    def _settled(self) -> bool:
        """Whether the program has ended by itself; one that waits for its stdin never will."""
        until = time.monotonic() + SETTLE_S
        while self._thread.is_alive() and not self._inside.waiting and time.monotonic() < until:
            self._thread.join(timeout=0.002)
        return not self._thread.is_alive()


class FakeSandbox:
    """Starts functions instead of containers; what is there now is in ``left``, what was asked for in ``specs``.

    Images made of others are in ``derived`` by tag, each with its layer.
    """

    def __init__(
        self, *, images: tuple[str, ...] = ("python", "examiner", "analysis"), facts: EngineFacts = FACTS
    ) -> None:
        self.specs: list[BoxSpec] = []
        self.derived: dict[str, tuple[Derivation, bytes]] = {}
        self._images = images
        self._facts = facts
        self._programs: dict[str | tuple[str, ...], list[Program]] = {}
        self._refusals: dict[str, list[Exception]] = {}
        self._troubles: dict[str, list[Exception]] = {}
        self._channels: dict[str, tuple[str, dict[str, bytes]]] = {}
        self._boxes: list[FakeBox] = []
        self._lock = threading.Lock()

    # ── what tests say ──

    def runs(self, what: str | tuple[str, ...], *programs: Program) -> Self:
        """Boxes of this role, or with this command, run these programs: one after the other, the last for good."""
        self._programs[what] = list(programs)
        return self

    def refuses(self, role: str, *errors: Exception) -> Self:
        """Raise these, one after the other, where a box of this role is started (or the ``channel`` made)."""
        self._refusals[role] = list(errors)
        return self

    def stumbles(self, role: str, *errors: Exception) -> Self:
        """Raise these, one after the other, where a box of this role is ended."""
        self._troubles[role] = list(errors)
        return self

    @property
    def left(self) -> list[str]:
        """Names of the boxes and channels that are there now."""
        with self._lock:
            return sorted([*(box.name for box in self._boxes), *self._channels])

    # ── the contract ──

    def facts(self) -> EngineFacts:
        """Give what the test said of the engine."""
        return self._facts

    def start(self, spec: BoxSpec) -> FakeBox:
        """Start the program for the spec's command, else for its role."""
        with self._lock:
            self._refuse(spec.role)
            self._known(spec.image, f"starting the {spec.role} box")
            self.specs.append(spec)
            box = FakeBox(
                spec,
                self._program(spec),
                files=self._files(spec),
                troubles=self._troubles.get(spec.role, []),
                gone=self._forget,
            )
            self._boxes.append(box)
        return box

    def channel(self, run: str) -> str:
        """Make a folder that boxes of a run share."""
        with self._lock:
            self._refuse("channel")
            name = f"grader-{run}-channel"
            self._channels[name] = (run, {})
        return name

    def sweep(self, run: str | None = None) -> int:
        """End what a run left; without a run nothing, for what is here belongs to this living process."""
        with self._lock:
            boxes = [box for box in self._boxes if box.spec.run == run]
            channels = [name for name, (owner, _) in self._channels.items() if owner == run]
            for name in channels:
                del self._channels[name]
        for box in boxes:
            box.remove()
        return len(boxes) + len(channels)

    def image_digests(self, tags: dict[str, str]) -> dict[str, str]:
        """Give each known image an identity made of its name."""
        for tag in tags.values():
            self._known(tag, f"looking up the image {tag}")
        return {name: f"sha256:{tag}" for name, tag in tags.items()}

    def image_labels(self, tag: str) -> dict[str, str] | None:
        """Give the labels that a derived image was made with."""
        if tag in self.derived:
            return self.derived[tag][0].labels
        return {} if tag in self._images else None

    def derive(self, derivation: Derivation, layer: IO[bytes]) -> None:
        """Keep what it was made of."""
        self._known(derivation.parent, f"making the image {derivation.tag}")
        layer.seek(0)
        self.derived[derivation.tag] = (derivation, layer.read())

    # ── the rest ──

    def _refuse(self, role: str) -> None:
        if self._refusals.get(role):
            raise self._refusals[role].pop(0)

    def _known(self, image: str, doing: str) -> None:
        if image not in self._images and image not in self.derived:
            raise EngineFailed(f"{doing}: no such image: {image}.\nBuild the images first: `grade images build`.")

    def _program(self, spec: BoxSpec) -> Program:
        programs = self._programs.get(spec.command) or self._programs.get(spec.role)
        if not programs:
            raise LookupError(f"the test has not said what a {spec.role} box runs")
        return programs.pop(0) if len(programs) > 1 else programs[0]

    def _files(self, spec: BoxSpec) -> dict[str, bytes]:
        return self._channels[spec.channel][1] if spec.channel is not None else {}

    def _forget(self, box: FakeBox) -> None:
        with self._lock:
            self._boxes.remove(box)


# ── Programs that exams run ──────────────────────────────────────────────────────────────────────


def ready_agent(inside: Inside) -> int:
    """Take the delivery, say so, and wait, as the agent of an honest submission does."""
    inside.delivery()
    inside.write(b'{"ready":true}\n')
    inside.wait_for_the_host()
    return 0


def dies(exit_code: int, words: str = "") -> Program:
    """End at once, with a last word on stderr."""

    def program(inside: Inside) -> int:
        inside.complain(words.encode())
        return exit_code

    return program


def runs_out_of_memory(_inside: Inside) -> NoReturn:
    """Be ended by the kernel at once."""
    raise OutOfMemory


def never_answers(inside: Inside) -> int:
    """Read for ever and say nothing."""
    inside.wait_for_the_host()
    return 0


class Telling:
    """An examiner that takes its delivery and tells these events, in this order, then waits for the host.

    Each method adds what comes next and gives the whole back, so that a test writes a sentence; the value is a program.
    """

    def __init__(self) -> None:
        self._steps: list[Program] = []
        self._reported = 0

    def __call__(self, inside: Inside) -> int:
        """Be the program."""
        inside.delivery()
        for step in self._steps:
            code = step(inside)
            if code >= 0:
                return code
        inside.wait_for_the_host()
        return 0

    def says(self, line: bytes) -> Self:
        """Write a line as it is, in the protocol or not."""
        return self._then(lambda inside: inside.write(line + b"\n"))

    def tells(self, event: str, **fields: object) -> Self:
        """Write one event."""
        return self.says(json.dumps({"event": event} | fields).encode())

    def collects(self, *names: str, requirement: str = "R1") -> Self:
        """List the cases to come; each is named by its title as well."""
        return self.tells(
            "collected", cases=[{"name": name, "title": name, "requirement": requirement} for name in names]
        )

    def loads(self) -> Self:
        """Say that the submission loads."""
        return self.tells("loaded")

    def load_fails(self, verdict: str, message: str) -> Self:
        """Say that it does not."""
        return self.tells("load_failed", verdict=verdict, message=message)

    def passes(self, *names: str) -> Self:
        """Report cases that pass."""
        for name in names:
            self.reports(name, "passed", "accepted")
        return self

    def fails(
        self, name: str, verdict: str = "wrong_answer", message: str = "not what was asked", **more: object
    ) -> Self:
        """Report a case that fails."""
        return self.reports(name, "failed", verdict, message=message, **more)

    def reports(self, name: str, outcome: str, verdict: str, **more: object) -> Self:
        """Report a case."""
        self._reported += 1
        return self.tells("started", name=name).tells(
            "case", name=name, outcome=outcome, verdict=verdict, duration_s=0.01, **more
        )

    def finishes(self, count: int | None = None) -> Self:
        """Say that all is told, with the number of cases reported so far or another one."""
        return self.tells("finished", count=self._reported if count is None else count)

    def breaks_off(self, exit_code: int, words: str = "") -> Self:
        """End here, with a last word on stderr."""
        self._steps.append(dies(exit_code, words))
        return self

    def is_out_of_memory(self) -> Self:
        """Be ended by the kernel here."""
        self._steps.append(runs_out_of_memory)
        return self

    def does(self, step: Callable[[Inside], None]) -> Self:
        """Do something else here, such as interrupting the host."""
        return self._then(step)

    def _then(self, step: Callable[[Inside], None]) -> Self:
        def go_on(inside: Inside) -> int:
            step(inside)
            return -1

        self._steps.append(go_on)
        return self
