"""Grades many submissions side by side, and holds each against what came of it, or must come of it, in quiet."""

from __future__ import annotations

import math
import os
import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.configuration import load_configuration
from grader.errors import SandboxError
from grader.grading import Circumstances, grade
from grader.model import Grade, Verdict
from grader.observing import Silent
from grader.running import take_in
from grader.sandbox.docker import DockerSandbox
from grader.verify import judged

from . import machine
from .subjects import Subject

Report = Callable[[str], object]


@dataclass(frozen=True)
class Graded:
    """What one grade came to, and in how many seconds."""

    subject: str
    honest: bool
    verdict: str
    score: float | None
    reason: str
    attempts: int
    seconds: float
    holds: bool
    evidence: str


@dataclass(frozen=True)
class Soaked:
    """One soak, from its first to its last look at the machine; ``wrong`` says all that must not be."""

    jobs: int
    turns: bool
    seed: int
    wall_s: float
    before: machine.Snapshot
    after: machine.Snapshot
    grades: tuple[Graded, ...]
    wrong: tuple[str, ...]

    @property
    def verdicts(self) -> dict[str, int]:
        """How often each verdict was given."""
        return dict(Counter(each.verdict for each in self.grades).most_common())

    def plain(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self) | {"verdicts": self.verdicts}


class Soak:
    """Grades with one engine; ``quiet`` are the scores that honest submissions had when nobody else was graded."""

    def __init__(
        self,
        sandbox: DockerSandbox,
        images: Mapping[str, str],
        quiet: dict[str, float | None],
        *,
        turns: Path | None,
    ) -> None:
        self._turns = turns
        self._sandbox = sandbox
        self._images = images
        self.quiet = quiet
        self._run = f"soak-{secrets.token_hex(4)}"

    def run(
        self, chosen: Sequence[Subject], *, jobs: int, seed: int, report: Report, within_s: float = math.inf
    ) -> Soaked:
        """Grade all of them, so many side by side; what was never graded in quiet is, first.

        None is begun later than ``within_s`` after the first.
        """
        for subject in {each.name: each for each in chosen if each.is_honest}.values():
            if subject.name not in self.quiet:
                self.quiet[subject.name] = self._graded(subject, f"quiet-{len(self.quiet)}").score
                report(f"quiet: {subject.name}: {self.quiet[subject.name]}")
        before = machine.snapshot(self._sandbox)
        began = time.monotonic()
        with ThreadPoolExecutor(max_workers=jobs) as pool:
            pending = [
                pool.submit(self._tried, subject, index, report, until=began + within_s)
                for index, subject in enumerate(chosen)
            ]
            grades = tuple(tried for each in pending if (tried := each.result()) is not None)
        wall_s = time.monotonic() - began
        after = machine.snapshot(self._sandbox)
        wrong = [f"{each.subject}: {each.evidence}" for each in grades if not each.holds]
        wrong += [f"left behind: {what}" for what in machine.left(before, after)]
        return Soaked(jobs, self._turns is not None, seed, wall_s, before, after, grades, tuple(wrong))

    def _tried(self, subject: Subject, index: int, report: Report, *, until: float) -> Graded | None:
        began = time.monotonic()
        if began > until:
            return None
        try:
            given = self._graded(subject, str(index))
        except SandboxError as error:
            result = _none(subject, str(error), time.monotonic() - began)
        else:
            result = self._told(subject, given, time.monotonic() - began)
        report(f"{'holds' if result.holds else 'WRONG'} {result.seconds:5.1f} s  {result.subject}: {result.evidence}")
        return result

    def _told(self, subject: Subject, given: Grade, seconds: float) -> Graded:
        if subject.is_honest:
            score = self.quiet[subject.name]
            holds = given.score == score and given.verdict is Verdict.ACCEPTED
            evidence = f"score {given.score}, in quiet {score}; {given.verdict}: {given.verdict_reason}"
        else:
            holds, evidence = judged(subject.challenge, subject.example, [given], room=False)
            # Whoever makes the grader give up has not gained, but costs a person's time.
            holds = holds and given.verdict is not Verdict.JUDGE_ERROR
        return Graded(
            subject=subject.name,
            honest=subject.is_honest,
            verdict=given.verdict.value,
            score=given.score,
            reason=given.verdict_reason,
            attempts=given.provenance.attempts,
            seconds=round(seconds, 2),
            holds=holds,
            evidence=evidence,
        )

    def _graded(self, subject: Subject, name: str) -> Grade:
        return grade(
            challenge=subject.challenge,
            rubric=subject.rubric,
            submission=take_in(Path(subject.example.folder), subject.challenge, language=subject.example.language),
            sandbox=self._sandbox,
            images=self._images,
            circumstances=Circumstances(
                run=f"{self._run}-{name}",
                seed=1,
                started="",
                host="soak",
                own_tests=False,
                analysis=False,
                turns=self._turns,
                configuration=load_configuration(os.environ, Path.cwd()),
            ),
            observer=Silent(),
        )


def _none(subject: Subject, why: str, seconds: float) -> Graded:
    """Say that no grade came of it."""
    return Graded(
        subject=subject.name,
        honest=subject.is_honest,
        verdict="none",
        score=None,
        reason=why,
        attempts=0,
        seconds=round(seconds, 2),
        holds=False,
        evidence=f"no grade: {why}",
    )
