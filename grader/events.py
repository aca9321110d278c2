"""What an examiner says while it works: the events of ``sandbox/README.md``, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

from grader.errors import ExamFailed
from grader.model import Exhibit, GrowthConclusion, Outcome, Value, Verdict
from grader.untrusted import Unreadable, decoded

Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e6)]


class Event(Value, frozen=True, tag_field="event"):
    """Base of what an examiner says."""


class Ready(Event, frozen=True, tag="ready"):
    """The examiner runs."""


class Listed(Value, frozen=True):
    """A case before it is run."""

    name: str
    title: str
    requirement: str


class Collected(Event, frozen=True, tag="collected"):
    """Every case that must report."""

    cases: tuple[Listed, ...]


class Loaded(Event, frozen=True, tag="loaded"):
    """The submission loads."""


class LoadFailed(Event, frozen=True, tag="load_failed"):
    """The submission does not load, in its language's words."""

    verdict: Verdict
    message: str
    printed: str = ""


class Started(Event, frozen=True, tag="started"):
    """A case begins."""

    name: str


class Reported(Event, frozen=True, tag="case"):
    """A case has ended."""

    name: str
    outcome: Outcome
    verdict: Verdict
    duration_s: Seconds
    message: str = ""
    details: str = ""
    printed: str = ""
    usage: dict[str, Count] = {}
    tampered: bool = False
    exhibits: tuple[Exhibit, ...] = ()


class Grew(Event, frozen=True, tag="series"):
    """Times at growing sizes; the fields are those of ``model.Series``."""

    case: str
    label: str
    asked: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    exponent: float
    samples: tuple[tuple[float, ...], ...] = ()
    interval: tuple[float, float] | None = None
    allowed: float | None = None
    overhead_s: float = 0.0
    conclusion: GrowthConclusion = ""


class Finished(Event, frozen=True, tag="finished"):
    """All is told."""

    count: Count


AnyEvent = Ready | Collected | Loaded | LoadFailed | Started | Reported | Grew | Finished


def read_events(lines: Iterator[bytes]) -> Iterator[Event]:
    """Decode events as they come; ``ExamFailed`` for a line that is none."""
    for line in lines:
        try:
            event: Event = decoded(line, AnyEvent)  # type: ignore[arg-type]  # a union is a form as well
        except Unreadable as error:
            raise ExamFailed(f"the examiner sent an event that is not in the protocol: {error}") from None
        yield event
