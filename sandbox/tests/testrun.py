"""One run of somebody's tests: a process of its own, watched, with a pipe for what it reports and caps on all it says.

What is reported comes from the process that also ran the candidate's code: it is that process's own word.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Collection
from typing import Any

import kernel

HOST = 0
"""The stream that closes when the host is gone."""

REPORT = 3
"""The descriptor that a test process finds its pipe at."""

KEEP_PRINTED = 16 << 10
MAX_REPORTED = 16 << 20
UNLIMITED = 1e9
LOADING_S = 20.0
"""What a test runner may take to start and to load things, beside the time of a test."""

_AFTER_END_S = 0.5


class Command:
    """What is started, where, with the variables that it needs beside the usual ones, and what it reads on stdin.

    Orders stand on stdin because anybody may read a process's arguments and variables.
    """

    def __init__(
        self, arguments: list[str], folder: str, orders: object, variables: dict[str, str] | None = None
    ) -> None:
        self.arguments = arguments
        self.folder = folder
        self.orders = "\n".join(orders) if isinstance(orders, list) else json.dumps(orders)
        self.variables = variables or {}


class Ran:
    """What came of a run: the events it reported, and how it ended."""

    def __init__(self, until_failed: Collection[str]) -> None:
        self.until_failed = until_failed
        self.events: list[dict[str, Any]] = []
        self.printed = b""
        self.exit_code: int | None = None
        self.out_of_time = False
        self.too_much = False
        self.enough = False
        self.seconds = 0.0
        self.stuck_in = ""
        self._running = ""
        self._since = time.monotonic()

    def take(self, event: dict[str, Any]) -> None:
        """Keep an event; a test that begins is timed from here on."""
        self.events.append(event)
        if event.get("event") == "started":
            self._running, self._since = str(event.get("name", "")), time.monotonic()
        elif event.get("event") == "test":
            self._running, self._since = "", time.monotonic()
            self.enough |= is_failing(event) and str(event.get("name", "")) in self.until_failed

    def left_for_the_test(self, per_test_s: float) -> float:
        """Seconds that the test which is running now still has; where none is, something is being loaded."""
        return self._since + per_test_s + (0.0 if self._running else LOADING_S) - time.monotonic()

    def stop(self) -> None:
        """Note that it was stopped for its time, and in which test."""
        self.out_of_time, self.stuck_in = True, self._running

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The events of a kind, in order."""
        return [event for event in self.events if event.get("event") == kind]

    @property
    def stopped(self) -> bool:
        """Whether it was ended by us."""
        return self.out_of_time or self.too_much or self.enough

    @property
    def finished(self) -> bool:
        """Whether it said itself that all is told, and then ended well."""
        return self.exit_code == 0 and bool(self.of("finished"))

    def ending(self) -> str:
        """How it ended, in words; nothing where it finished."""
        if self.finished:
            return ""
        if self.out_of_time:
            return f"did not end within {self.seconds:.0f} s and was stopped"
        if self.too_much:
            return "reported more than there is room for and was stopped"
        if self.exit_code is not None and self.exit_code < 0:
            return f"was ended by signal {_signal_name(-self.exit_code)}"
        return f"ended with exit code {self.exit_code} before its tests were done"


def _signal_name(number: int) -> str:
    with contextlib.suppress(ValueError):
        return signal.Signals(number).name
    return str(number)


def environment(scratch: str) -> dict[str, str]:
    """Variables that every process of the candidate's gets, and no others."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": scratch,
        "TMPDIR": scratch,
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONDONTWRITEBYTECODE": "1",
        "CI": "true",
    }


def is_failing(event: dict[str, Any]) -> bool:
    """Whether a test ended as none should."""
    # It may be a list, which no set can be asked for.
    return event.get("outcome") in ("failed", "error")


def run(
    command: Command,
    *,
    scratch: str,
    seconds: float,
    per_test_s: float = UNLIMITED,
    until_failed: Collection[str] = (),
) -> Ran:
    """Start it, take what it reports until it ends or its time is over, and leave no process of it behind.

    ``until_failed`` names tests; the first of them that fails ends it, for whoever wants to know no more.
    """
    ran = Ran(until_failed)
    reader, writer = os.pipe()
    started = time.monotonic()
    orders = tempfile.TemporaryFile(dir=scratch)  # noqa: SIM115 - closed as soon as the process has it
    orders.write(command.orders.encode())
    orders.seek(0)
    process = subprocess.Popen(
        command.arguments,
        cwd=command.folder,
        env=environment(scratch) | command.variables,
        stdin=orders,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        close_fds=False,
        preexec_fn=lambda: _become_candidate(writer),  # noqa: PLW1509 - this program has one thread
    )
    os.close(writer)
    orders.close()
    assert process.stdout is not None  # noqa: S101 - asked for above
    try:
        _listen(process, reader, ran, started + seconds, per_test_s)
        ran.seconds = time.monotonic() - started
    finally:
        kernel.end_everything_else(process.pid)
        ran.exit_code = None if ran.stopped else process.wait()
        process.stdout.close()
        os.close(reader)
    return ran


def _become_candidate(writer: int) -> None:
    kernel.set_dumpable(dumpable=True)
    kernel.prefer_as_victim()
    if writer == REPORT:
        os.set_inheritable(REPORT, True)  # noqa: FBT003 - takes no keyword
    else:
        os.dup2(writer, REPORT)


def _listen(process: subprocess.Popen[bytes], reader: int, ran: Ran, until: float, per_test_s: float) -> None:
    """Drain both pipes until the process has ended; what its children still hold open does not count."""
    rest, seen = bytearray(), 0
    end = os.pidfd_open(process.pid)
    output = process.stdout.fileno() if process.stdout is not None else -1
    with selectors.DefaultSelector() as selector:
        for descriptor in (HOST, reader, output, end):
            selector.register(descriptor, selectors.EVENT_READ)
        while len(selector.get_map()) > 1 and (left := _left(until, ran, per_test_s)) > 0:
            for key, _ in selector.select(left):
                if key.fd == end:
                    process.wait()
                    selector.unregister(end)
                    until = min(until, time.monotonic() + _AFTER_END_S)
                    continue
                part = os.read(key.fd, 1 << 16)
                if not part and key.fd == HOST:
                    os._exit(0)
                if not part:
                    selector.unregister(key.fd)
                elif key.fd == output:
                    ran.printed = (ran.printed + part)[-KEEP_PRINTED:]
                else:
                    seen += len(part)
                    rest += part
                    _take(rest, ran)
            ran.too_much = seen > MAX_REPORTED
            if ran.too_much or ran.enough:
                break
    os.close(end)
    if process.returncode is None and not ran.stopped:
        ran.stop()


def _left(until: float, ran: Ran, per_test_s: float) -> float:
    return min(until - time.monotonic(), ran.left_for_the_test(per_test_s))


def _take(rest: bytearray, ran: Ran) -> None:
    """Keep the whole lines that are objects; what is none is nobody's report."""
    while (end := rest.find(b"\n")) >= 0:
        line = bytes(rest[:end])
        del rest[: end + 1]
        with contextlib.suppress(ValueError, RecursionError):
            event = json.loads(line)
            if isinstance(event, dict):
                ran.take(event)
