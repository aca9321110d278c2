"""What a native box tells, typed: the values that travel between it, the reference run and the judge."""

from __future__ import annotations

from typing import Annotated

import msgspec

from grader.model import Outcome, Unbuilt, Value
from grader.sandbox.base import Ending

Count = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e6)]


class ExpectedCase(Value, frozen=True):
    """A case that the reference run reported; ``labels`` are the requirements that it cites."""

    name: str
    file: str
    title: str = ""
    labels: tuple[str, ...] = ()
    skipped: bool = False


class ToldCase(Value, frozen=True):
    """A case as its process reported it."""

    name: str
    title: str
    labels: tuple[str, ...]
    outcome: Outcome
    duration_s: Seconds
    message: str


class ToldCanary(Value, frozen=True):
    """A test that must fail: what is wrong in it, and what became of it (``passed``, ``failed`` or ``missing``)."""

    what: str
    outcome: str


class ToldFile(Value, frozen=True):
    """What is known of the process of one file of the suite; ``unmarked`` counts reports without its mark."""

    name: str
    seconds: Seconds
    exit_code: Annotated[int, msgspec.Meta(ge=-255, le=255)] | None
    finished: bool
    out_of_time: bool
    ending: str
    stuck_in: str
    unmarked: Count
    printed: str
    cases: tuple[ToldCase, ...]
    canaries: tuple[ToldCanary, ...]


class Told(Value, frozen=True):
    """All that came out of a native box, and how the box itself ended."""

    ready: bool = False
    files: tuple[ToldFile, ...] = ()
    done: bool = False
    out_of_time: bool = False
    failed: Unbuilt | None = None
    ending: Ending | None = None


class Line(Value, frozen=True):
    """One line of a native box; one of its fields says which."""

    ready: bool = False
    file: ToldFile | None = None
    failed: Unbuilt | None = None
    done: Count | None = None
