"""One exam: a candidate's box, an examiner's box, a channel between them, and the events that come out.

host ── delivery ──> candidate's box (agent, submission)
 │                        ↕ UNIX socket in a tiny volume
 └── delivery ──> examiner's box (pytest, hidden suite) ── events ──> host
"""

from __future__ import annotations

import io
import json
import tarfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Protocol

import msgspec

from grader.errors import EngineFailed, ExamFailed
from grader.languages.base import Language
from grader.model import (
    Case,
    Challenge,
    Flag,
    Limits,
    Measured,
    Outcome,
    Series,
    Submission,
    Suite,
    Value,
    Verdict,
)
from grader.sandbox import judging
from grader.sandbox.base import Box, BoxSpec, BoxTimeout, Ending, Sandbox
from grader.sandbox.judging import ExamFacts, LoadFailure, Trouble

EXAMINER_LIMITS = Limits(memory_bytes=512 << 20, processes=64, scratch_bytes=16 << 20)
EXAMINER_OUTPUT = 32 << 20
HOST_GRACE_S = 60.0
"""How long after the run's own wall time the host waits; the examiner keeps that time, this is for its failure."""

READY_S = 60.0
PYTHON = ("/usr/bin/python3", "-I", "-B", "-X", "frozen_modules=on")


class Observer(Protocol):
    """Whoever wants to see a run while it goes on."""

    def step(self, name: str) -> None:
        """The next step begins."""
        ...

    def cases(self, total: int) -> None:
        """So many cases will be run."""
        ...

    def case(self, case: Case) -> None:
        """A case has ended."""
        ...

    def note(self, text: str) -> None:
        """Something worth a line."""
        ...


class Silent:
    """Nobody watches."""

    def step(self, name: str) -> None:
        """Pass over it."""

    def cases(self, total: int) -> None:
        """Pass over it."""

    def case(self, case: Case) -> None:
        """Pass over it."""

    def note(self, text: str) -> None:
        """Pass over it."""


# ── The examiner's events ────────────────────────────────────────────────────────────────────────


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
    duration_s: float
    message: str = ""
    details: str = ""
    printed: str = ""
    usage: dict[str, int] = {}
    tampered: bool = False


class Grew(Event, frozen=True, tag="series"):
    """Times at growing sizes."""

    case: str
    label: str
    asked: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    exponent: float


class Finished(Event, frozen=True, tag="finished"):
    """All is told."""

    count: int


_decoder = msgspec.json.Decoder(Ready | Collected | Loaded | LoadFailed | Started | Reported | Grew | Finished)


# ── The record of an exam ────────────────────────────────────────────────────────────────────────


class Record(Value, frozen=True):
    """What an exam came to, before any scoring."""

    suite: Suite
    verdict: Verdict
    reason: str
    trouble: Trouble | None
    measured: Measured
    flags: tuple[Flag, ...]
    load_failed: bool = False


class _Notes:
    """Collects events as they come."""

    def __init__(self, limits: Limits, observer: Observer) -> None:
        self.limits = limits
        self.observer = observer
        self.listed: dict[str, Listed] = {}
        self.cases: list[Case] = []
        self.reported: list[Reported] = []
        self.series: list[Grew] = []
        self.load_failed: LoadFailed | None = None
        self.loading_began = False
        self.finished = False
        self.out_of_time = False
        self.candidate_ready = False

    def take(self, event: Event) -> None:
        if isinstance(event, Collected):
            self.listed = {case.name: case for case in event.cases}
            self.observer.cases(len(event.cases))
        elif isinstance(event, Reported):
            self.reported.append(event)
            if event.name not in self.listed:
                raise ExamFailed(f"the examiner reported a case that it had not collected: {event.name}")
            self.cases.append(_case(self.listed[event.name], event))
            self.observer.case(self.cases[-1])
        elif isinstance(event, Grew):
            self.series.append(event)
        elif isinstance(event, LoadFailed):
            self.load_failed = event
        elif isinstance(event, Finished):
            self.finished = event.count == len(self.reported)
        # The examiner has the submission loaded as soon as it has collected: that is the candidate's first instruction.
        self.loading_began |= isinstance(event, Collected)


def sit_exam(  # noqa: PLR0913 - everything an exam depends on, named
    *,
    challenge: Challenge,
    submission: Submission,
    language: Language,
    suite: Mapping[str, bytes],
    images: Mapping[str, str],
    sandbox: Sandbox,
    run: str,
    seed: int,
    runtime: str = "",
    observer: Observer | None = None,
    stopwatch: Callable[[str], AbstractContextManager[None]] = lambda _name: nullcontext(),
) -> Record:
    """Run the hidden suite against a submission; everything that was started is gone when this returns or raises."""
    until = time.monotonic() + challenge.limits.wall_time_s + HOST_GRACE_S
    notes = _Notes(challenge.limits, observer or Silent())
    boxes: list[Box] = []
    with _one_try_for_the_candidate(notes):
        try:
            with stopwatch("exam: boxes start"):
                channel = sandbox.channel(run)
                orders = _orders(
                    challenge, submission, language, suite, images, run=run, seed=seed, channel=channel, runtime=runtime
                )
                boxes = started_side_by_side(sandbox, orders)
            with stopwatch("exam: suite"):
                _listen(*boxes, notes=notes, until=until)
            with stopwatch("exam: boxes end"):
                endings = ended_side_by_side(boxes)
        finally:
            try:
                ended_side_by_side(boxes)
            finally:
                sandbox.sweep(run)
    return _record(challenge, notes, *endings)


@contextmanager
def _one_try_for_the_candidate(notes: _Notes) -> Iterator[None]:
    """Let an engine that fails be infrastructure only while none of the candidate's code has run.

    Whoever can upset the engine from inside a box must not get another try by it.
    """
    try:
        yield
    except EngineFailed as error:
        if not notes.loading_began:
            raise
        raise ExamFailed(str(error)) from None


def _orders(  # noqa: PLR0913 - as above
    challenge: Challenge,
    submission: Submission,
    language: Language,
    suite: Mapping[str, bytes],
    images: Mapping[str, str],
    *,
    run: str,
    seed: int,
    channel: str,
    runtime: str,
) -> list[tuple[BoxSpec, bytes]]:
    """Describe both boxes, each with what is delivered to it."""
    return [
        (
            BoxSpec(
                role="candidate",
                run=run,
                image=images[language.image],
                command=(*PYTHON, "/grader/agent.pyc"),
                limits=challenge.limits,
                folders={"/submission": 128 << 20, "/tmp": challenge.limits.scratch_bytes},  # noqa: S108 - the box's own
                channel=channel,
                channel_writable=True,
                runtime=runtime,
            ),
            delivery(agent_settings(challenge, language), submission.archive),
        ),
        (
            BoxSpec(
                role="examiner",
                run=run,
                image=images["examiner"],
                command=(*PYTHON, "/grader/examiner.pyc"),
                limits=EXAMINER_LIMITS,
                folders={"/suite": 32 << 20, "/tmp": 16 << 20},  # noqa: S108
                channel=channel,
                output_bytes=EXAMINER_OUTPUT,
                runtime=runtime,
            ),
            delivery(examiner_settings(challenge, language, seed=seed), packed(suite)),
        ),
    ]


def _listen(candidate: Box, examiner: Box, *, notes: _Notes, until: float) -> None:
    """Follow the exam to its end, or to the host's own deadline."""
    try:
        ready = next(candidate.lines(deadline=min(until, time.monotonic() + READY_S)), b"")
        notes.candidate_ready = ready == b'{"ready":true}'
        if not notes.candidate_ready:
            return
        for event in _events(examiner.lines(deadline=until)):
            notes.take(event)
            if isinstance(event, Finished):
                return
    except BoxTimeout:
        notes.out_of_time = notes.candidate_ready


def _events(lines: Iterator[bytes]) -> Iterator[Event]:
    for line in lines:
        try:
            yield _decoder.decode(line)
        except msgspec.DecodeError as error:
            raise ExamFailed(f"the examiner sent an event that is not in the protocol: {error}") from None


def _record(challenge: Challenge, notes: _Notes, candidate: Ending, examiner: Ending) -> Record:
    failure = notes.load_failed
    cases = tuple(_confirmed(case, candidate, challenge.limits) for case in notes.cases)
    facts = ExamFacts(
        expected=tuple(notes.listed),
        cases=cases,
        finished=notes.finished,
        loading_began=notes.loading_began,
        out_of_time=notes.out_of_time,
        candidate_ready=notes.candidate_ready,
        load_failure=LoadFailure(verdict=failure.verdict, message=failure.message, printed=failure.printed)
        if failure
        else None,
        candidate=candidate,
        examiner=examiner,
    )
    verdict, reason = judging.verdict(facts)
    series = tuple(Series(**{name: getattr(grew, name) for name in Series.__struct_fields__}) for grew in notes.series)
    return Record(
        suite=Suite(name="hidden", kind=challenge.interface.kind, cases=cases, series=series),
        verdict=verdict,
        reason=reason,
        trouble=judging.trouble(facts),
        measured=_measured(notes, candidate),
        flags=_flags(notes, candidate),
        load_failed=failure is not None,
    )


def _case(listed: Listed, event: Reported) -> Case:
    return Case(
        name=listed.name,
        title=listed.title,
        requirement=listed.requirement,
        outcome=event.outcome,
        verdict=event.verdict,
        duration_s=event.duration_s,
        message=event.message,
        details=event.details,
        printed=event.printed,
        measured=Measured(wall_time_s=event.duration_s, output_bytes=event.usage.get("output_bytes")),
    )


def _confirmed(case: Case, ending: Ending, limits: Limits) -> Case:
    return msgspec.structs.replace(case, verdict=judging.confirmed(case, ending, limits))


def _measured(notes: _Notes, candidate: Ending) -> Measured:
    # What the host cannot see of a remote engine's box, the box's own counters tell: for show, never for a verdict.
    memory = [peak for event in notes.reported if (peak := event.usage.get("memory_peak_bytes"))]
    processes = [peak for event in notes.reported if (peak := event.usage.get("process_peak"))]
    outputs = [event.usage.get("output_bytes", 0) for event in notes.reported]
    return Measured(
        wall_time_s=sum(event.duration_s for event in notes.reported),
        peak_memory_bytes=candidate.peak_memory_bytes or max(memory, default=None),
        peak_processes=candidate.peak_processes or max(processes, default=None),
        output_bytes=max(outputs, default=None),
    )


def _flags(notes: _Notes, candidate: Ending) -> tuple[Flag, ...]:
    flags = []
    tampering = [event.name for event in notes.reported if event.tampered]
    if tampering:
        flags.append(
            Flag(what="Changed its own files while it was graded", evidence=f"{tampering[0]} ({len(tampering)} cases)")
        )
    if candidate.output_cut or candidate.output_bytes > READY_BYTES:
        flags.append(
            Flag(what="Wrote into a stream that belongs to the grader", evidence=f"{candidate.output_bytes:,} bytes")
        )
    if not candidate.stopped and notes.candidate_ready:
        flags.append(Flag(what="Ended the agent in its box", evidence=f"exit code {candidate.exit_code}"))
    return tuple(flags)


READY_BYTES = len(b'{"ready":true}\n')


# ── What the boxes are given ─────────────────────────────────────────────────────────────────────


def agent_settings(challenge: Challenge, language: Language) -> dict[str, Any]:
    """All that the agent needs to know; nothing of the suite is among it."""
    return {
        "driver": "driver",
        "submission": "/submission",
        "scratch": "/tmp",  # noqa: S108 - the box's own
        "emptied": ["/tmp", "/dev/shm", "/dev/mqueue", "/channel"],  # noqa: S108 - all that its user may write
        "channel": "/channel/agent.sock",
        "kind": challenge.interface.kind,
        "entry_names": list(language.entries(challenge)),
        "declared": [*challenge.interface.functions, *challenge.interface.classes],
        "limits": msgspec.to_builtins(challenge.limits),
    }


def examiner_settings(challenge: Challenge, language: Language, *, seed: int) -> dict[str, Any]:
    """All that the examiner needs to know beside the suite."""
    return {
        "suite": "/suite",
        "channel": "/channel/agent.sock",
        "seed": seed,
        "language": language.name,
        "interface": msgspec.to_builtins(challenge.interface),
        "limits": msgspec.to_builtins(challenge.limits),
    }


def delivery(settings: Mapping[str, Any], archive: bytes) -> bytes:
    """Write the header line and the tar of ``sandbox/README.md``."""
    header = json.dumps({"settings": settings, "tar_bytes": len(archive)}, separators=(",", ":"))
    return header.encode() + b"\n" + archive


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a tar, the same bytes for the same files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


# ── Side by side ─────────────────────────────────────────────────────────────────────────────────


def started_side_by_side(sandbox: Sandbox, orders: Sequence[tuple[BoxSpec, bytes]]) -> list[Box]:
    """Start boxes at once and hand each its delivery; where one will not start, the others are ended first."""

    def start(spec: BoxSpec, parcel: bytes) -> Box:
        box = sandbox.start(spec)
        box.send(parcel)
        return box

    with ThreadPoolExecutor(max_workers=len(orders)) as pool:
        pending = [pool.submit(start, spec, parcel) for spec, parcel in orders]
    errors = [error for begun in pending if (error := begun.exception()) is not None]
    boxes = [begun.result() for begun in pending if begun.exception() is None]
    if errors:
        ended_side_by_side(boxes)
        raise errors[0]
    return boxes


def ended_side_by_side(boxes: Sequence[Box]) -> list[Ending]:
    """End boxes at once; ending one twice is harmless."""
    if not boxes:
        return []
    with ThreadPoolExecutor(max_workers=len(boxes)) as pool:
        return list(pool.map(lambda box: box.end(), boxes))
