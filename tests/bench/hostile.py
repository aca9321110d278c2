"""Four ways to misbehave; the benchmark hands one of them in, with a last line that says which is the answer.

Never imported by the benchmark itself.
"""

from __future__ import annotations

import os


def loop() -> int:
    """Never end."""
    while True:
        pass


def memory() -> int:
    """Take all the memory there is."""
    taken = []
    while True:
        taken.append(bytearray(1 << 20))


def processes() -> int:
    """Become many."""
    while True:
        os.fork()


def flood() -> int:
    """Print without end."""
    while True:
        print("x" * 10_000)  # noqa: T201 - that is the point
