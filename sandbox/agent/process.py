"""One process of the candidate's: started, fed, listened to, with every byte it prints counted."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Callable
from typing import Any

KEEP_PRINTED = 64 << 10
"""What the agent keeps of a session's or a server's prints as evidence; the count goes on beyond it."""

MAX_REPLY = 16 << 20


NOTHING_PRINTED = {"stdout": "", "stderr": ""}


class Output:
    """A pipe's content up to a cap, the first of it or, of a ``log``, the last; ``seen`` counts all of it."""

    def __init__(self, descriptor: int, keep: int, *, log: bool = False) -> None:
        os.set_blocking(descriptor, False)
        self.descriptor = descriptor
        self.keep = keep
        self.log = log
        self.kept = bytearray()
        self.seen = 0
        self.open = True

    def drain(self) -> None:
        """Take what is there now, without waiting; one round reads at most 1 MiB so that nobody starves."""
        for _ in range(16):
            try:
                part = os.read(self.descriptor, 65536)
            except BlockingIOError:
                return
            except OSError:
                part = b""
            if not part:
                self.close()
                return
            self.seen += len(part)
            if self.log:
                self.kept += part
                del self.kept[: -self.keep]
            else:
                self.kept += part[: max(0, self.keep - len(self.kept))]

    def close(self) -> None:
        """Close it once."""
        if self.open:
            self.open = False
            os.close(self.descriptor)


REQUESTS, REPLIES = 200, 201
"""A driver's descriptors, out of the range that a program's own files get."""

PIPE_BYTES = 1 << 20


class Process:
    """A started process: its pipes, those of the protocol if it speaks it, and how it ended."""

    def __init__(
        self, body: Callable[[], None], *, stdin: bytes | None, answers: bool, keep: int, cwd: str, log: bool = False
    ) -> None:
        """Fork; the child runs ``body`` and never returns; one that ``answers`` has the two descriptors above."""
        out_read, out_write = os.pipe()
        err_read, err_write = os.pipe()
        in_read, in_write = os.pipe() if stdin is not None else (os.open(os.devnull, os.O_RDONLY), -1)
        asked_read, asked_write = _wide_pipe() if answers else (-1, -1)
        answered_read, answered_write = _wide_pipe() if answers else (-1, -1)
        self.started = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            _become_child(body, (in_read, out_write, err_write), (asked_read, answered_write), cwd)
        for descriptor in (out_write, err_write, in_read, asked_read, answered_write):
            _close(descriptor)
        self.pidfd = os.pidfd_open(self.pid)
        self.out = Output(out_read, keep, log=log)
        self.err = Output(err_read, keep, log=log)
        self.printed_before = 0
        self.requests_descriptor = asked_write
        self.replies_descriptor = answered_read
        self.requests = bytearray()
        self.replies = bytearray()
        self.hung_up = False
        self.stdin_descriptor = in_write
        self.stdin = memoryview(stdin or b"")
        for descriptor in (in_write, asked_write, answered_read):
            if descriptor != -1:
                os.set_blocking(descriptor, False)
        self.status: int | None = None
        self.ended_after_s = 0.0
        self.peak_memory_bytes = 0

    @property
    def printed_bytes(self) -> int:
        """All that was printed so far, on both streams, kept or not."""
        return self.out.seen + self.err.seen

    @property
    def printed_in_test_bytes(self) -> int:
        """All that was printed since ``printed_before`` was last set: of a server's life, this test's part."""
        return self.printed_bytes - self.printed_before

    def printed(self) -> dict[str, str]:
        """What was kept of both streams, in base64, with what is there now."""
        for output in (self.out, self.err):
            if output.open:
                output.drain()
        return {
            "stdout": base64.b64encode(self.out.kept[:KEEP_PRINTED]).decode(),
            "stderr": base64.b64encode(self.err.kept[:KEEP_PRINTED]).decode(),
        }

    def feed(self) -> None:
        """Write the next part of stdin; closes it when all is written or nobody reads any more."""
        try:
            written = os.write(self.stdin_descriptor, self.stdin[:65536])
            self.stdin = self.stdin[written:]
        except BlockingIOError:
            return
        except OSError:
            self.stdin = memoryview(b"")
        if not self.stdin:
            self.close_stdin()

    def close_stdin(self) -> None:
        """Close it once."""
        if self.stdin_descriptor != -1:
            os.close(self.stdin_descriptor)
            self.stdin_descriptor = -1

    def take_replies(self) -> list[bytes]:
        """The whole lines that arrived from the driver; the rest waits."""
        if self.replies_descriptor == -1:
            return []
        with contextlib.suppress(BlockingIOError):
            part = self.receive()
            while part and len(self.replies) <= MAX_REPLY:
                part = self.receive()
        if b"\n" not in self.replies:
            return []
        *lines, rest = bytes(self.replies).split(b"\n")
        self.replies = bytearray(rest)
        return lines

    def queue(self, line: bytes) -> None:
        """Keep a request for the driver until it is passed on."""
        self.requests += line + b"\n"

    def pass_on(self) -> None:
        """Write as much as the driver takes now; one that reads no more has ended, which its pidfd will tell."""
        try:
            while self.requests and self.requests_descriptor != -1:
                sent = os.write(self.requests_descriptor, self.requests)
                del self.requests[:sent]
        except BlockingIOError:
            pass
        except OSError:
            # Nobody reads any more: waiting for room would never end.
            self.requests.clear()

    def receive(self) -> bytes:
        """The next part of the driver's answers, without waiting; ``BlockingIOError`` where there is none yet."""
        part = os.read(self.replies_descriptor, 1 << 18)
        self.hung_up = not part
        self.replies += part
        return part

    def has_ended(self) -> bool:
        """Whether there is an end to be noted."""
        if self.status is not None:
            return False
        with contextlib.suppress(ChildProcessError):
            return os.waitid(os.P_PIDFD, self.pidfd, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        return False

    def note_end(self) -> None:
        """Record how the process ended; call when its pidfd is readable."""
        _, self.status, usage = os.wait4(self.pid, 0)
        self.ended_after_s = time.monotonic() - self.started
        self.peak_memory_bytes = usage.ru_maxrss * 1024
        for output in (self.out, self.err):
            output.drain()

    def ending(self) -> dict[str, Any]:
        """Exit code and signal, one of which is ``None``."""
        if self.status is None:
            return {"exit_code": None, "signal": None}
        code = os.waitstatus_to_exitcode(self.status)
        return {"exit_code": code if code >= 0 else None, "signal": -code if code < 0 else None}

    def close(self) -> None:
        """Let go of every descriptor; the process itself is ended elsewhere."""
        self.out.close()
        self.err.close()
        self.close_stdin()
        for descriptor in (self.requests_descriptor, self.replies_descriptor, self.pidfd):
            _close(descriptor)
        self.requests_descriptor = self.replies_descriptor = self.pidfd = -1


def _wide_pipe() -> tuple[int, int]:
    """Make a pipe that takes a megabyte at once: a long request must not go back and forth in small parts."""
    read, write = os.pipe()
    with contextlib.suppress(OSError):  # the kernel's bound on one user's pipes
        fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    return read, write


def _close(descriptor: int) -> None:
    if descriptor != -1:
        os.close(descriptor)


def _become_child(body: Callable[[], None], streams: tuple[int, int, int], protocol: tuple[int, int], cwd: str) -> None:
    """In the forked child: a session of its own, three standard streams, the protocol's two, then the body."""
    code = 125
    try:
        os.setsid()
        for signal_number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(signal_number, signal.SIG_DFL)
        for target, source in enumerate(streams):
            os.dup2(source, target)
        for target, source in zip((REQUESTS, REPLIES), protocol, strict=True):
            if source != -1:
                # Closed in whatever the candidate starts; a driver that is a program of its own takes that back.
                os.dup2(source, target, inheritable=False)
        os.closerange(3, REQUESTS)
        os.closerange(REPLIES + 1 if protocol[0] != -1 else REQUESTS, 1024)
        os.chdir(cwd)
        body()
        code = 0
    except SystemExit as wish:
        code = wish.code if isinstance(wish.code, int) else int(wish.code is not None)
    finally:
        os._exit(code & 0xFF)
