"""A box that is sent on an errand: one delivery in, one line out, and it is gone.

host ── delivery ──> box ── one line ──> host
"""

from __future__ import annotations

import time

from grader.model import Value
from grader.sandbox.base import BoxSpec, BoxTimeout, Ending, Sandbox


class Returned(Value, frozen=True):
    """What a box came back with: ``line`` is ``None`` where its time was over, and empty where it ended in silence."""

    line: bytes | None
    ending: Ending


def send(sandbox: Sandbox, spec: BoxSpec, parcel: bytes, *, within_s: float) -> Returned:
    """Start a box, hand it a delivery, wait for its one line, end it; ``SandboxError`` where the engine fails."""
    box = sandbox.start(spec)
    try:
        box.send(parcel)
        try:
            line = next(box.lines(deadline=time.monotonic() + within_s), b"")
        except BoxTimeout:
            line = None
    finally:
        ending = box.end()
    return Returned(line=line, ending=ending)
