"""Hostile submissions: how long from the limit to the verdict, and from the verdict to an empty engine."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from grader.challenge import load_challenge
from grader.grading import Circumstances, grade
from grader.model import Case
from grader.observing import Silent
from grader.rubric import rubric_of
from grader.running import take_in

from .operations import HERE, SEED, Bench

KINDS = {
    "loop": "time_limit_exceeded",
    "memory": "memory_limit_exceeded",
    "processes": "process_limit_exceeded",
    "flood": "output_limit_exceeded",
}


@dataclass(frozen=True)
class Stopped:
    """One hostile grade: until the case's verdict, less the time that a limit grants, and from there to the end."""

    kind: str
    verdict: str
    verdict_after_s: float
    gone_after_s: float


class _Watch(Silent):
    """Notes when the case's verdict is known."""

    def __init__(self) -> None:
        self.known = 0.0
        self.took_s = 0.0

    def case(self, case: Case) -> None:
        self.known, self.took_s = time.monotonic(), case.duration_s


def stopped(bench: Bench, kind: str) -> Stopped:
    """Grade a submission of this kind, and time what happens once it breaks its limit."""
    challenge = load_challenge(str(HERE / "challenges/limits"))
    watch = _Watch()
    graded = grade(
        challenge=challenge,
        rubric=rubric_of(challenge),
        submission=take_in(_handed_in(bench.folder, kind), challenge),
        sandbox=bench.sandbox,
        images=bench.images,
        circumstances=Circumstances(
            run=f"bench-{secrets.token_hex(4)}", seed=SEED, started="", host="bench", own_tests=False
        ),
        observer=watch,
    )
    granted = challenge.limits.per_call_s if kind == "loop" else 0.0
    return Stopped(
        kind=kind,
        verdict=str(graded.verdict),
        verdict_after_s=watch.took_s - granted,
        gone_after_s=time.monotonic() - watch.known,
    )


def _handed_in(folder: Path, kind: str) -> Path:
    submission = folder / "hostile" / kind
    submission.mkdir(parents=True, exist_ok=True)
    text = (HERE / "hostile.py").read_text(encoding="utf-8")
    (submission / "solution.py").write_text(f"{text}\n\nanswer = {kind}\n", encoding="utf-8")
    return submission
