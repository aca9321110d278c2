"""Runs one hidden suite against one candidate's box, and tells the host by events what came of it.

stdin    the delivery: settings, and the suite as a tar
stdout   events, one JSON object a line (sandbox/README.md); nothing else
stderr   what pytest prints, for the author
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import delivery

MAX_EVENT = 1 << 20
MOST_MEMORY = 384 << 20
"""Of the 512 MiB that the box has (``deliveries.EXAMINER_LIMITS``)."""

CONNECT_S = 30.0
# What writes files, and what only costs a start: every exam waits for it.
BLOCKED = (
    *("cacheprovider", "doctest", "junitxml", "stepwise", "pastebin", "unittest", "debugging"),
    *("setuponly", "setupplan", "faulthandler", "unraisableexception", "threadexception"),
)
PLUGINS = tuple(word for name in BLOCKED for word in ("-p", f"no:{name}"))


def emitter(descriptor: int) -> Callable[..., None]:
    """A function that writes one event a line to a descriptor that nothing else writes to."""

    def emit(event: str, **fields: object) -> None:
        text = json.dumps({"event": event} | fields, separators=(",", ":"), ensure_ascii=False)
        # Half a surrogate pair, which a hostile answer may hold, would be no JSON to the host.
        line = text.encode("utf-8", "replace") + b"\n"
        if len(line) > MAX_EVENT:
            raise ValueError(f"event {event} is too long: {len(line)} bytes")
        while line:
            line = line[os.write(descriptor, line) :]

    return emit


def end_with_the_host() -> None:
    """Leave as soon as the host hangs up, whatever the suite is doing."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        os._exit(3)

    threading.Thread(target=watch, daemon=True).start()


def examine(settings: dict[str, Any], emit: Callable[..., None]) -> int:
    """Run the suite; pytest's exit code."""
    import pytest  # noqa: PLC0415 - imported by main() while the delivery is still under way
    from channel import Channel  # noqa: PLC0415
    from plugin import Plugin, import_what_is_wanted  # noqa: PLC0415

    def connect() -> Channel:
        return Channel(settings["channel"], deadline=time.monotonic() + CONNECT_S)

    suite = settings["suite"]
    import_what_is_wanted(settings)
    sys.path.insert(0, suite)
    arguments = [suite, "-q", "--tb=short", f"--rootdir={suite}", "-c", os.devnull, "--strict-markers", *PLUGINS]
    return int(pytest.main(arguments, plugins=[Plugin(settings, connect, emit)]))


def main() -> int:
    """Receive, announce, examine."""
    events = os.dup(1)
    os.dup2(2, 1)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    # The costly import runs while the engine is still busy with the other box. Nothing that it makes is ever garbage.
    gc.disable()
    import plugin  # noqa: F401, PLC0415

    emit = emitter(events)
    emit("ready")
    settings, archives = delivery.receive(0)
    for folder, archive in archives.items():
        delivery.unpack(archive, folder)
    # An answer of 16 MiB may take fifty times that to hold; MemoryError must come before the kernel does, or a
    # candidate could void the grade by ending the examiner.
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    end_with_the_host()
    gc.freeze()
    gc.enable()
    return examine(settings, emit)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
