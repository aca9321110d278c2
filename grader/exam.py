"""One exam: a candidate's box, an examiner's box, a channel between them, and the events that come out.

host ── delivery ──> candidate's box (agent, submission)
 │                        ↕ UNIX socket in a tiny volume
 └── delivery ──> examiner's box (pytest, hidden suite) ── events ──> host
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager, nullcontext

import msgspec

from grader.database import Credentials
from grader.deliveries import database_order, exam_orders, loopback_order
from grader.errors import EngineFailed, ExamFailed
from grader.events import Collected, Event, Finished, Grew, Listed, LoadFailed, Reported, read_events
from grader.languages.base import Language
from grader.model import (
    Build,
    Case,
    Challenge,
    Flag,
    Limits,
    Measured,
    Series,
    Submission,
    Suite,
    Value,
    Verdict,
)
from grader.observing import Observer, Silent
from grader.sandbox import judging
from grader.sandbox.base import Box, BoxSpec, BoxTimeout, Ending, Sandbox
from grader.sandbox.judging import ExamFacts, LoadFailure, Trouble

HOST_GRACE_S = 60.0
"""How long after the run's own wall time the host waits; the examiner keeps that time, this is for its failure."""

READY_S = 60.0
KILLED = 128 + 9
"""Exit code of a box whose first process was ended by SIGKILL."""


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

    def __init__(self, observer: Observer) -> None:
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
    build: Build,
    examiner_image: str,
    sandbox: Sandbox,
    run: str,
    seed: int,
    database_image: str = "",
    runtime: str = "",
    observer: Observer | None = None,
    stopwatch: Callable[[str], AbstractContextManager[None]] = lambda _name: nullcontext(),
) -> Record:
    """Run the hidden suite against a submission; everything that was started is gone when this returns or raises."""
    until = time.monotonic() + challenge.limits.wall_time_s + HOST_GRACE_S
    notes = _Notes(observer or Silent())
    boxes: list[Box] = []
    around = _Surroundings(sandbox, run, runtime)
    with _one_try_for_the_candidate(notes):
        try:
            with stopwatch("exam: boxes start"):
                channel = sandbox.channel(run)
                if challenge.interface.kind == "service" or challenge.resources:
                    around.share_a_loopback(examiner_image)
                if "postgresql" in challenge.resources:
                    around.start_database(database_image)
                orders = exam_orders(
                    challenge,
                    submission,
                    language,
                    suite,
                    build,
                    examiner_image=examiner_image,
                    run=run,
                    seed=seed,
                    channel=channel,
                    runtime=runtime,
                    loopback=around.loopback,
                    credentials=around.credentials,
                )
                boxes = started_side_by_side(sandbox, orders)
            with stopwatch("exam: suite"):
                _listen(*boxes, notes=notes, until=until)
            with stopwatch("exam: boxes end"):
                # The others first: a server that loses its database would print a last page about it.
                endings = ended_side_by_side(boxes)
                around.end()
        finally:
            try:
                ended_side_by_side(boxes)
                around.end()
            finally:
                sandbox.sweep(run)
    _refuse_a_kill_by_another_hand(endings[0], notes)
    return _record(challenge, language, notes, *endings, database=around.database_ending)


class _Surroundings:
    """The boxes beside the two: one that owns their loopback, and a database on it."""

    def __init__(self, sandbox: Sandbox, run: str, runtime: str) -> None:
        self._sandbox = sandbox
        self._run = run
        self._runtime = runtime
        self._boxes: list[Box] = []
        self.loopback = ""
        self.credentials: Credentials | None = None
        self.database_ending: Ending | None = None

    def share_a_loopback(self, image: str) -> None:
        """Start the box that owns it; it has the examiner's image, which has all that doing nothing takes."""
        self._boxes += started_side_by_side(
            self._sandbox, [loopback_order(image=image, run=self._run, runtime=self._runtime)]
        )
        self.loopback = self._boxes[0].name

    def start_database(self, image: str) -> None:
        """Start PostgreSQL before anything of the candidate's could take its port; ``EngineFailed`` if it does not."""
        self.credentials = Credentials.new()
        order = database_order(
            image=image, run=self._run, joins=self.loopback, credentials=self.credentials, runtime=self._runtime
        )
        self._boxes += started_side_by_side(self._sandbox, [order])
        try:
            ready = next(self._boxes[-1].lines(deadline=time.monotonic() + READY_S), b"")
        except BoxTimeout:
            ready = b""
        if ready != b'{"ready":true}':
            ending = self._boxes[-1].end()
            what = f"PostgreSQL did not start (exit code {ending.exit_code})\n{ending.stderr[-2000:]}"
            raise EngineFailed(what, infrastructure=True)

    def end(self) -> None:
        """End them; what became of the database decides whose fault a bad end was."""
        endings = ended_side_by_side(self._boxes[::-1])
        if self.credentials is not None and endings:
            self.database_ending = endings[0]


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


def _refuse_a_kill_by_another_hand(candidate: Ending, notes: _Notes) -> None:
    """Hold nothing against a candidate whose box somebody else has killed; ``ExamFailed`` where that is seen.

    The box's first process is ours, and no signal from inside reaches it: what kills it is a person, another program or
    the machine's own want of memory.
    """
    killed = candidate.exit_code == KILLED and not candidate.stopped and not candidate.out_of_memory
    if killed and notes.candidate_ready:
        raise ExamFailed("the candidate's box was killed from outside before its work was done")


def _listen(candidate: Box, examiner: Box, *, notes: _Notes, until: float) -> None:
    """Follow the exam to its end, or to the host's own deadline."""
    try:
        ready = next(candidate.lines(deadline=min(until, time.monotonic() + READY_S)), b"")
        notes.candidate_ready = ready == b'{"ready":true}'
        if not notes.candidate_ready:
            return
        for event in read_events(examiner.lines(deadline=until)):
            notes.take(event)
            if isinstance(event, Finished):
                return
    except BoxTimeout:
        notes.out_of_time = notes.candidate_ready


def _record(
    challenge: Challenge,
    language: Language,
    notes: _Notes,
    candidate: Ending,
    examiner: Ending,
    *,
    database: Ending | None,
) -> Record:
    failure = notes.load_failed
    cases = tuple(_confirmed(case, candidate, challenge.limits, language) for case in notes.cases)
    if failure is not None and cases:
        # None of them ran: the first one shows what was printed instead.
        cases = (msgspec.structs.replace(cases[0], printed=failure.printed), *cases[1:])
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
        database=database,
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
        exhibits=event.exhibits,
        measured=Measured(wall_time_s=event.duration_s, output_bytes=event.usage.get("output_bytes")),
    )


def _confirmed(case: Case, ending: Ending, limits: Limits, language: Language) -> Case:
    verdict = judging.confirmed(case, ending, limits, memory_floor=language.memory_floor)
    return msgspec.structs.replace(case, verdict=verdict)


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


# ── Side by side ─────────────────────────────────────────────────────────────────────────────────


def started_side_by_side(sandbox: Sandbox, orders: Sequence[tuple[BoxSpec, bytes]]) -> list[Box]:
    """Start boxes at once and hand each its delivery; where one will not start, the others are ended first."""

    def start(spec: BoxSpec, parcel: bytes) -> Box:
        box = sandbox.start(spec)
        box.send(parcel)
        return box

    with ThreadPoolExecutor(max_workers=len(orders)) as pool:
        pending = [pool.submit(start, spec, parcel) for spec, parcel in orders]
        try:
            wait(pending)
        except BaseException:
            # Ctrl-C comes while the engine makes them: nobody else would know of those that start all the same.
            wait(pending)
            ended_side_by_side([begun.result() for begun in pending if begun.exception() is None])
            raise
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
