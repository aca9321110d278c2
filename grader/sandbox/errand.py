"""A box that is sent on an errand: one delivery in, one line out, and it is gone.

host ── delivery ──> box ── one line ──> host

One that is started ahead first says in a line of its own that it is ready, and waits.
"""

from __future__ import annotations

import time

from grader.model import Value
from grader.sandbox.base import Box, BoxSpec, BoxTimeout, Ending, Sandbox


class Returned(Value, frozen=True):
    """What a box came back with: ``line`` is ``None`` where its time was over, and empty where it ended in silence."""

    line: bytes | None
    ending: Ending


def send(sandbox: Sandbox, spec: BoxSpec, parcel: bytes, *, within_s: float) -> Returned:
    """Start a box, hand it a delivery, wait for its one line, end it; ``SandboxError`` where the engine fails."""
    return _sent(sandbox.start(spec), parcel, within_s=within_s)


def _sent(box: Box, parcel: bytes, *, within_s: float) -> Returned:
    try:
        box.send(parcel)
        line = line_of(box, within_s=within_s)
    finally:
        ending = box.end()
    return Returned(line=line, ending=ending)


def line_of(box: Box, *, within_s: float) -> bytes | None:
    """The next line that a box prints: empty where it ends without one, ``None`` where its time was over."""
    try:
        return next(box.lines(deadline=time.monotonic() + within_s), b"")
    except BoxTimeout:
        return None


class Waiting:
    """A box that was started before there is a delivery, which takes one; whoever has no use for it closes it."""

    def __init__(self, sandbox: Sandbox, spec: BoxSpec) -> None:
        self._began = time.monotonic()
        self._ready = False
        self._box: Box | None = sandbox.start(spec)

    @property
    def age_s(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._began

    def is_ready(self, *, within_s: float) -> bool:
        """Whether it says so in that time; false as well once it has been sent or closed."""
        if self._box is not None and not self._ready:
            self._ready = bool(line_of(self._box, within_s=within_s))
        return self._box is not None and self._ready

    def send(self, parcel: bytes, *, within_s: float) -> Returned:
        """Hand it the delivery, wait for its line, end it; ``SandboxError`` where the engine fails."""
        box, self._box = self._box, None
        if box is None:
            raise ValueError("the box has been on its errand")
        return _sent(box, parcel, within_s=within_s)

    def ask(self, parcel: bytes, *, within_s: float) -> bytes | None:
        """As ``send``, but that the box is there until it is closed, which may take longer than its answer did."""
        if self._box is None:
            raise ValueError("the box is gone")
        self._box.send(parcel)
        return line_of(self._box, within_s=within_s)

    def close(self) -> None:
        """End it, whether it was asked or not; ``SandboxError`` where the engine fails."""
        box, self._box = self._box, None
        if box is not None:
            box.end()
