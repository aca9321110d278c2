"""A submission graded, from boxes to judgement.

exam (retried once where only the infrastructure failed)  ->  scores  ->  Grade
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from grader import __version__, native
from grader.challenge import suite_files
from grader.checks import own_tests, quality
from grader.checks.quality.box import Lender
from grader.configuration import Configuration
from grader.errors import ExamFailed, SandboxError
from grader.exam import Record, sit_exam
from grader.languages import find
from grader.model import (
    SCHEMA_VERSION,
    Build,
    Challenge,
    ChallengeRef,
    CriterionResult,
    Grade,
    Measured,
    NotMeasured,
    OwnTests,
    Preparation,
    Provenance,
    Quality,
    RubricRef,
    Step,
    Submission,
    SubmissionRef,
    Suite,
    Value,
    Verdict,
)
from grader.observing import Observer, Silent
from grader.preparing import prepare
from grader.proposing import completed
from grader.rubric import Rubric
from grader.sandbox.base import EngineFacts, Sandbox
from grader.scoring import Scored, score
from grader.sources import sources_of
from grader.turns import turn

MAX_ATTEMPTS = 2
ENGINE_BACK_S = 60.0
"""How long an engine that has gone away may take to answer again before the second try; a restart takes some ten."""

ENGINE_LOOK_S = 0.2


class Circumstances(Value, frozen=True):
    """What a grade depends on that neither challenge nor submission says; chosen by whoever calls.

    ``run`` names the boxes of this grade and must not be in use; ``started`` is a time in ISO 8601. Graders with the
    same folder of ``turns`` leave each other the cores that the boxes were promised (``turns.py``).
    """

    run: str
    seed: int
    started: str
    host: str
    runtime: str = ""
    configuration: Configuration = Configuration()
    own_tests: bool = True
    analysis: bool = True
    turns: Path | None = None


class Stopwatch:
    """Notes when each step began and how long it took, in seconds since the run began."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._zero = clock()
        self.steps: list[Step] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        began = self._clock()
        try:
            yield
        finally:
            done = self._clock()
            self.steps.append(Step(name=name, started_s=began - self._zero, duration_s=done - began))

    @property
    def total_s(self) -> float:
        """Seconds since the run began."""
        return self._clock() - self._zero


def grade(  # noqa: PLR0913 - everything that a grade depends on, named
    *,
    challenge: Challenge,
    rubric: Rubric,
    submission: Submission,
    sandbox: Sandbox,
    images: Mapping[str, str],
    circumstances: Circumstances,
    observer: Observer | None = None,
    stopwatch: Stopwatch | None = None,
    lender: Lender | None = None,
) -> Grade:
    """Grade one submission; ``SandboxError`` where our side cannot even begin.

    A ``lender`` has analysis boxes that were there before, which say what fresh ones say.
    What goes wrong on our side once boxes run is a grade too: void, with the verdict ``judge_error``.
    """
    observer, stopwatch = observer or Silent(), stopwatch or Stopwatch()
    language = find(submission.language)
    ready = partial(_ready, challenge, sandbox=sandbox, images=images, circumstances=circumstances, observer=observer)
    beside: list[Future[Any]] = []
    with (
        ExitStack() as cores,
        ThreadPoolExecutor(max_workers=2) as aside,
        _given_up(sandbox, analysis_run(circumstances), beside),
    ):
        _take_a_turn(cores, challenge, sandbox, circumstances, observer, stopwatch)
        with stopwatch.step("prepare"):
            build, preparation = ready(submission)
        used = {language.image: build.image, "examiner": images["examiner"]}
        used |= {"database": images["database"]} if challenge.resources else {}
        used |= {"analysis": images["analysis"]} if circumstances.analysis else {}
        provenance = aside.submit(_origin, sandbox, used)
        analysis = aside.submit(
            _quality,
            challenge,
            rubric,
            submission,
            sandbox,
            build=build,
            preparation=preparation,
            images=images,
            circumstances=circumstances,
            stopwatch=stopwatch,
            lender=lender,
        )
        beside.append(analysis)
        observer.step("exam")
        with stopwatch.step("exam"):
            if challenge.interface.kind == "native":
                record, attempts = _natively(challenge, submission, sandbox, build, ready, circumstances, observer), 1
            else:
                record, attempts = _examined(
                    challenge, submission, sandbox, build, images, circumstances, observer, stopwatch
                )
        with stopwatch.step("own tests"):
            own = _own_tests(challenge, submission, sandbox, build, circumstances, observer)
        cores.close()
        # Asked beside the exam; an engine that was away then is asked again.
        engine, digests = provenance.result() if provenance.exception() is None else _origin(sandbox, used)
        observer.step("analysis")
        found = analysis.result()
    scored = _scored(challenge, rubric, record)
    kept, left_out = sources_of(submission)
    return Grade(
        schema_version=SCHEMA_VERSION,
        challenge=_challenge_ref(challenge),
        submission=_submission_ref(submission),
        rubric=RubricRef(
            name=rubric.name,
            version=rubric.version,
            sha256=rubric.sha256,
            weights_reason=rubric.weights_reason,
            title=rubric.title,
            ignore=rubric.ignore,
        ),
        verdict=record.verdict,
        verdict_reason=record.reason,
        preparation=preparation,
        score=scored.score,
        equal_weight_score=scored.equal_weight_score,
        requirements=scored.requirements,
        suites=(record.suite,),
        criteria=_criteria(scored, rubric, found, own, record),
        measured=record.measured,
        quality=found if isinstance(found, Quality) else None,
        own_tests=own if isinstance(own, OwnTests) else None,
        flags=record.flags,
        provenance=Provenance(
            grader_version=__version__,
            image_digests=dict(sorted(digests.items())),
            engine=f"{engine.name} {engine.version}, cgroup v{engine.cgroup_version}, kernel {engine.kernel}, "
            f"{' and '.join(('seccomp', *engine.walls))}",
            runtime=circumstances.runtime or f"default ({engine.default_runtime or 'untold'})",
            limits=challenge.limits,
            seed=circumstances.seed,
            started=circumstances.started,
            duration_s=round(stopwatch.total_s, 3),
            host=circumstances.host,
            attempts=attempts,
            steps=tuple(stopwatch.steps),
        ),
        sources=kept,
        left_out_sources=left_out,
        not_measured=(
            *scored.not_measured,
            *_no_history(submission),
            *(each for each in (own, found) if isinstance(each, NotMeasured)),
        ),
    )


def learn(
    challenge: Challenge,
    language: str,
    *,
    sandbox: Sandbox,
    images: Mapping[str, str],
    circumstances: Circumstances,
    observer: Observer,
) -> int:
    """Find out which cases a native suite has, keep them beside it, count them; ``ExamFailed`` if it is at fault."""
    ready = partial(_ready, challenge, sandbox=sandbox, images=images, circumstances=circumstances, observer=observer)
    return native.learn(
        challenge,
        find(language),
        prepare=lambda example: ready(example)[0],
        sandbox=sandbox,
        run=f"{circumstances.run}-native",
        seed=circumstances.seed,
        runtime=circumstances.runtime,
    )


def _take_a_turn(
    cores: ExitStack,
    challenge: Challenge,
    sandbox: Sandbox,
    circumstances: Circumstances,
    observer: Observer,
    stopwatch: Stopwatch,
) -> None:
    """Wait, where other graders may be at work, for the cores that the candidate's box is promised."""
    if circumstances.turns is None:
        return
    with stopwatch.step("wait for cores"):
        mine = turn(
            circumstances.turns,
            cores=challenge.limits.cpus,
            of=sandbox.facts().cpus,
            waits=lambda: observer.note("Waiting for the cores that other graders are using."),
        )
        cores.enter_context(mine)


def _origin(sandbox: Sandbox, used: Mapping[str, str]) -> tuple[EngineFacts, dict[str, str]]:
    """Ask who the engine is, and for the content identity of every image used."""
    return sandbox.facts(), sandbox.image_digests(dict(used))


def _ready(
    challenge: Challenge,
    submission: Submission,
    *,
    sandbox: Sandbox,
    images: Mapping[str, str],
    circumstances: Circumstances,
    observer: Observer,
) -> tuple[Build, Preparation]:
    return prepare(
        challenge,
        submission,
        find(submission.language),
        sandbox=sandbox,
        images=images,
        run=circumstances.run,
        runtime=circumstances.runtime,
        configuration=circumstances.configuration,
        observer=observer,
    )


def _quality(  # noqa: PLR0913 - all that an analysis depends on, named
    challenge: Challenge,
    rubric: Rubric,
    submission: Submission,
    sandbox: Sandbox,
    *,
    build: Build,
    preparation: Preparation,
    images: Mapping[str, str],
    circumstances: Circumstances,
    stopwatch: Stopwatch,
    lender: Lender | None,
) -> Quality | NotMeasured:
    """Analyse the code beside the exam, which has the cores first."""
    if not circumstances.analysis:
        return NotMeasured(what=quality.WHAT, why="Not asked for in this run.")
    image, runtime = images["analysis"], circumstances.runtime
    lent = lender.lent(submission.language, image=image, runtime=runtime) if lender else nullcontext()
    with stopwatch.step("analysis"), lent as ahead:
        return quality.measure(
            challenge,
            submission,
            find(submission.language),
            rubric.norms,
            build=build,
            image=image,
            sandbox=sandbox,
            run=analysis_run(circumstances),
            runtime=runtime,
            packages=preparation.packages,
            advisories=circumstances.configuration.advisories,
            ahead=ahead,
        )


def _own_tests(
    challenge: Challenge,
    submission: Submission,
    sandbox: Sandbox,
    build: Build,
    circumstances: Circumstances,
    observer: Observer,
) -> OwnTests | NotMeasured:
    if not circumstances.own_tests:
        return NotMeasured(what=own_tests.WHAT, why="Not asked for in this run.")
    return own_tests.measure(
        challenge,
        submission,
        find(submission.language),
        build=build,
        sandbox=sandbox,
        run=f"{circumstances.run}-own",
        runtime=circumstances.runtime,
        observer=observer,
    )


def _natively(
    challenge: Challenge,
    submission: Submission,
    sandbox: Sandbox,
    build: Build,
    ready: Callable[[Submission], tuple[Build, Preparation]],
    circumstances: Circumstances,
    observer: Observer,
) -> Record:
    """Run a suite of the language's own framework; no retry, for candidate code runs from its first moment."""
    try:
        return native.sit(
            challenge,
            submission,
            find(submission.language),
            build=build,
            prepare=lambda example: ready(example)[0],
            sandbox=sandbox,
            run=f"{circumstances.run}-native",
            seed=circumstances.seed,
            runtime=circumstances.runtime,
            observer=observer,
        )
    except ExamFailed as error:
        return _void(challenge, str(error))


def _examined(
    challenge: Challenge,
    submission: Submission,
    sandbox: Sandbox,
    build: Build,
    images: Mapping[str, str],
    circumstances: Circumstances,
    observer: Observer,
    stopwatch: Stopwatch,
) -> tuple[Record, int]:
    """Hold the exam, once more where the evidence says infrastructure; with the number of attempts."""
    sit = partial(
        sit_exam,
        challenge=challenge,
        submission=submission,
        language=find(submission.language),
        suite=suite_files(challenge),
        build=build,
        examiner_image=images["examiner"],
        database_image=images.get("database", ""),
        sandbox=sandbox,
        seed=circumstances.seed,
        runtime=circumstances.runtime,
        observer=observer,
        stopwatch=stopwatch.step,
    )
    with ExitStack() as late:
        for attempt in range(1, MAX_ATTEMPTS + 1):
            last = attempt == MAX_ATTEMPTS
            run = f"{circumstances.run}-{attempt}"
            try:
                record = sit(run=run)
            except ExamFailed as error:
                return _void(challenge, str(error)), attempt
            except SandboxError as error:
                if last or not error.infrastructure:
                    raise
                observer.note(f"The engine failed ({error}); trying once more.")
                _wait_for_the_engine(sandbox, run, within_s=ENGINE_BACK_S)
                late.callback(_sweep_what_came_late, sandbox, run)
                continue
            if record.trouble is None or last or not record.trouble.infrastructure:
                return record, attempt
            observer.note(f"Trouble of ours ({record.trouble.what}); trying once more.")
    raise AssertionError("unreachable: the last attempt returns or raises")


def _wait_for_the_engine(sandbox: Sandbox, run: str, *, within_s: float) -> None:
    """Take away what a broken attempt left, as soon as the engine answers again; ``EngineFailed`` if it does not."""
    until = time.monotonic() + within_s
    while True:
        try:
            sandbox.sweep(run)
        except SandboxError:
            if time.monotonic() > until:
                raise
            time.sleep(ENGINE_LOOK_S)
        else:
            return


def _sweep_what_came_late(sandbox: Sandbox, run: str) -> None:
    """Take away what an engine still made for a broken attempt whose request it had already lost the answer to."""
    with suppress(SandboxError):
        sandbox.sweep(run)


def _void(challenge: Challenge, why: str) -> Record:
    return Record(
        suite=Suite(name="hidden", kind=challenge.interface.kind, cases=()),
        verdict=Verdict.JUDGE_ERROR,
        reason=why,
        trouble=None,
        measured=Measured(),
        flags=(),
    )


def _scored(challenge: Challenge, rubric: Rubric, record: Record) -> Scored:
    """Score what the exam showed; nothing where it is void, and no level where nothing could be loaded."""
    if record.verdict is Verdict.JUDGE_ERROR:
        return score(challenge=challenge, rubric=rubric, suites=())
    scored = score(challenge=challenge, rubric=rubric, suites=(record.suite,))
    if not record.load_failed:
        return scored
    # A submission that does not load shows nothing: a state for a person to look at, not eight lowest levels.
    return msgspec.structs.replace(
        scored, criteria=tuple(_unlevelled(criterion, record) for criterion in scored.criteria)
    )


def analysis_run(circumstances: Circumstances) -> str:
    """Name the run of the analysis box of a grade."""
    return f"{circumstances.run}-analysis"


@contextmanager
def _given_up(sandbox: Sandbox, run: str, beside: Sequence[Future[Any]]) -> Iterator[None]:
    """End a run beside ours where ours breaks off: nobody waits for it any more, and Ctrl-C must not.

    It may be about to start a box, so it is looked after until it has ended.
    """
    try:
        yield
    except BaseException:
        with suppress(SandboxError):
            sandbox.sweep(run)
            while wait([each for each in beside if not each.cancel()], timeout=ENGINE_LOOK_S).not_done:
                sandbox.sweep(run)
        raise


def _criteria(
    scored: Scored, rubric: Rubric, found: Quality | NotMeasured, own: OwnTests | NotMeasured, record: Record
) -> tuple[CriterionResult, ...]:
    """Bring in code and tests as well; no level comes of what does not load, which a person has to look at first."""
    if record.load_failed:
        return scored.criteria
    return tuple(
        completed(
            criterion,
            rubric,
            requirements=scored.requirements,
            quality=found if isinstance(found, Quality) else None,
            own_tests=own if isinstance(own, OwnTests) else None,
        )
        for criterion in scored.criteria
    )


def _unlevelled(criterion: CriterionResult, record: Record) -> CriterionResult:
    if criterion.proposed_level is None:
        return criterion
    evidence = (f"No level is proposed: the submission could not be loaded ({record.reason})",)
    return msgspec.structs.replace(criterion, proposed_level=None, anchor="", because="", rule="", evidence=evidence)


def _no_history(submission: Submission) -> tuple[NotMeasured, ...]:
    if submission.history is not None:
        return ()
    return (NotMeasured(what="Git history", why=submission.no_history or "What was handed in is no git checkout."),)


def _challenge_ref(challenge: Challenge) -> ChallengeRef:
    return ChallengeRef(slug=challenge.slug, title=challenge.title, version=challenge.version, sha256=challenge.sha256)


def _submission_ref(submission: Submission) -> SubmissionRef:
    return SubmissionRef(
        name=submission.name,
        language=submission.language,
        sha256=submission.sha256,
        files=submission.files,
        dropped=submission.dropped,
        lines=submission.lines,
        history=submission.history,
    )
