"""Behaves badly in one way, so that the host can see whether the box holds; every way gives up where nothing stops it.

    python3 -I -c <this text> MANNER LIMIT

First says, in one JSON line, what it came to as far as that can be said.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from typing import Any, NoReturn

FAR_BEYOND = 4
"""How many times its limit a program takes before it concludes that there is none: this runs on somebody's machine."""


def say(**told: Any) -> None:
    """Tell the host, under the user that the host may look for afterwards."""
    sys.stdout.write(json.dumps({"uid": os.getuid(), **told}) + "\n")
    sys.stdout.flush()


def fork_bomb(limit: int) -> None:
    """Fork until refused, stop every other process, and let the rest go on forking for ever."""
    started, let_go = os.pipe()
    children: list[int] = []
    refused = False
    while len(children) < FAR_BEYOND * limit and not refused:
        try:
            child = os.fork()
        except OSError:
            refused = True
            continue
        if child == 0:
            os.close(let_go)
            # Only at the word, never at the pipe's end: where nothing limits it, this must not become a bomb.
            if not os.read(started, 1):
                os._exit(0)
            fork_for_ever()
        children.append(child)
    say(processes=len(children), refused=refused)
    if not refused or len(children) >= limit:
        return
    for child in children[::2]:
        os.kill(child, signal.SIGSTOP)
    os.write(let_go, b"!" * len(children))
    fork_for_ever()


def fork_for_ever() -> NoReturn:
    """Try to become more."""
    while True:
        with contextlib.suppress(OSError):
            os.fork()


def hog(limit: int) -> None:
    """Use up memory until the kernel ends this process."""
    say()
    held = [b"\xa5" * (1 << 20) for _ in range(FAR_BEYOND * limit >> 20)]
    say(held=sum(map(len, held)))


def hogging_child(limit: int) -> None:
    """Let a child use up the memory, outlive it, and end in good order."""
    child = os.fork()
    if child == 0:
        hog(limit)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    say(child=os.waitstatus_to_exitcode(status))


def flood(limit: int) -> None:
    """Print lines without end."""
    pour(b"a line of the flood\n" * 1000, limit)


def endless_line(limit: int) -> None:
    """Print one line that never ends."""
    pour(b"x" * 20_000, limit)


def flood_of_errors(limit: int) -> None:
    """Complain without end."""
    pour(b"a line of complaint\n" * 1000, limit, descriptor=2)


def pour(data: bytes, limit: int, *, descriptor: int = 1) -> None:
    """Write until nobody takes it any more; ten thousand times the limit is a flood enough."""
    say()
    for _ in range(10_000 * limit // len(data)):
        os.write(descriptor, data)


def deaf(_limit: int) -> None:
    """Ignore every signal that can be ignored, leave a daemon behind, and stop."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_IGN)
    daemon()
    say()
    os.kill(os.getpid(), signal.SIGSTOP)
    sleep_for_ever()


def leaving(_limit: int) -> None:
    """Leave a daemon behind that holds on to every stream, and end."""
    daemon()
    say()
    sys.exit(7)


def daemon() -> None:
    """Start a process of a session of its own, whose parent is gone."""
    if os.fork():
        os.wait()
        return
    os.setsid()
    if os.fork():
        os._exit(0)
    sleep_for_ever()


def sleep_for_ever() -> NoReturn:
    """Do nothing, whatever the host side does."""
    while True:
        time.sleep(3600)


def spin(_limit: int) -> None:
    """Compute in two processes at once, and tell what processor time that came to."""
    began, used = time.monotonic(), processor_time()
    child = os.fork()
    while time.monotonic() - began < 0.8:  # noqa: PLR2004 - eight of the kernel's accounting periods
        pass
    if child == 0:
        os._exit(0)
    os.wait()
    say(seconds=time.monotonic() - began, used=processor_time() - used)


def processor_time() -> float:
    """Seconds of processor that this process and its ended children have had."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def faithful(_limit: int) -> None:
    """Do as every program of ours in a box does: end when the host's side is gone."""
    say()
    sys.stdin.read()


if __name__ == "__main__":
    globals()[sys.argv[1]](int(sys.argv[2]))
