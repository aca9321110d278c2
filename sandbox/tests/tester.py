"""The program of ours in a box that runs tests beside a candidate's code: their own or a native suite.

    stdin    the delivery, then nothing; when it closes, the box ends
    stdout   one line, once all is done

It runs as the box's first process, so that no signal from inside reaches it. All that it tells of tests comes from
processes that ran the candidate's code; what is made of it is decided on the host.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import delivery
import kernel
import values

MAX_LINE = 4 << 20


def main() -> None:
    """Receive, do as asked, tell."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    kernel.set_dumpable(dumpable=False)
    kernel.adopt_orphans()
    settings, archives = delivery.receive(0)
    task = importlib.import_module(settings["task"])
    told: dict[str, Any] = task.perform(settings, archives)
    # As values cross: a half of a surrogate pair, which a test may print, would be no JSON to the host.
    line = values.dumps(told)
    if len(line) > MAX_LINE:
        line = values.dumps({"too_long": len(line)})
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
