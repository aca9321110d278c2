"""One grade as data: what goes to whoever grades, and what comes back; nothing in either is of this machine alone.

``perform`` is the same code wherever it runs: on a thread here, or in a worker elsewhere that has an engine, the
images (they are asked for by tag) and the challenge (its hash is compared).
"""

from __future__ import annotations

import functools
import traceback
from concurrent.futures import Future
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from grader import reporting
from grader.batch.keys import Settings
from grader.challenge import load_challenge
from grader.checks.quality.servers import Servers
from grader.errors import EngineFailed, EngineUnavailable, SandboxError
from grader.grading import Circumstances, Stopwatch, grade
from grader.model import Challenge, Submission, Value
from grader.observing import Observer
from grader.rubric import Rubric, rubric_of
from grader.sandbox.base import Sandbox
from grader.untrusted import without_passwords


class Work(Value, frozen=True):
    """A submission to be graded. ``run`` names its boxes, ``name`` is what it may be called while it is at work.

    The challenge is named as whoever called named it, and must be the one of this hash where the work is done.
    """

    name: str
    run: str
    submission: Submission
    challenge: str
    challenge_sha256: str
    images: dict[str, str]
    settings: Settings
    turns: str = ""


class Ended(StrEnum):
    """How work ended: with a grade, with trouble of ours, with the engine gone, or with a bug of ours."""

    GRADED = "graded"
    TROUBLE = "trouble"
    NO_ENGINE = "no engine"
    BUG = "bug"


class Done(Value, frozen=True):
    """What comes back: the bytes of ``result.json``, names and all, or ``told``, which says why there are none."""

    ended: Ended
    grade: bytes = b""
    told: str = ""
    trace: str = ""


class Executor(Protocol):
    """Whoever does work. The default is this machine (``executing.Local``); a cluster is another one."""

    @property
    def jobs(self) -> int:
        """How much is done at a time; one more may wait, so that nobody idles."""
        ...

    def submit(self, work: Work) -> Future[Done]:
        """Have it done, in its turn; the future never raises but where it is given up."""
        ...

    def close(self) -> None:
        """Give up what is not done, and leave no box of it."""
        ...


def perform(
    work: Work, *, sandbox: Sandbox, started: str, host: str, observer: Observer, servers: Servers | None = None
) -> Done:
    """Grade, and give what came of it; what goes wrong is a value as well, so that it can travel."""
    try:
        made = _graded(work, sandbox=sandbox, started=started, host=host, observer=observer, servers=servers)
    except EngineUnavailable as error:
        return Done(ended=Ended.NO_ENGINE, told=str(error))
    except SandboxError as error:
        return Done(ended=Ended.TROUBLE, told=str(error))
    except Exception as error:  # noqa: BLE001 - one submission that finds a bug of ours must not cost the others theirs
        trace = without_passwords(traceback.format_exc()).encode(errors="backslashreplace").decode()
        return Done(ended=Ended.BUG, told=bug(error), trace=trace)
    return Done(ended=Ended.GRADED, grade=made)


def bug(error: Exception) -> str:
    """Call a bug what it is, in a line that may be shown."""
    told = f"a bug of ours: {type(error).__name__}: {error}".encode(errors="backslashreplace").decode()
    return without_passwords(told)


def _graded(
    work: Work, *, sandbox: Sandbox, started: str, host: str, observer: Observer, servers: Servers | None
) -> bytes:
    stopwatch = Stopwatch()
    challenge, rubric = _known(work.challenge, work.challenge_sha256)
    made = grade(
        challenge=challenge,
        rubric=rubric,
        submission=work.submission,
        sandbox=sandbox,
        images=work.images,
        circumstances=Circumstances(
            run=work.run,
            seed=work.settings.seed,
            started=started,
            host=host,
            runtime=work.settings.runtime,
            configuration=work.settings.configuration,
            own_tests=work.settings.own_tests,
            analysis=work.settings.analysis,
            turns=Path(work.turns) if work.turns else None,
        ),
        observer=observer,
        stopwatch=stopwatch,
        lender=servers,
    )
    return reporting.result(made)


@functools.lru_cache(maxsize=4)
def _known(name: str, sha256: str) -> tuple[Challenge, Rubric]:
    """Read a challenge once; ``EngineFailed`` where it is another one here than where the work comes from."""
    challenge = load_challenge(name)
    if challenge.sha256 != sha256:
        raise EngineFailed(f"the challenge {challenge.slug} changed while the batch ran. Start the batch again.")
    return challenge, rubric_of(challenge)
