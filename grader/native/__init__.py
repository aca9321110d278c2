"""A native suite: hidden tests in the language's own framework, in one process with the code that they test.

host ── submission, build, suite ──> native box (tester.py: native.py) ── a JSON line for each file ──> host

What these cases say is evidence, not proof: a process that runs the candidate's code can report anything. So a case
counts as passed only where its process ended well, every canary in the suite failed as it must, and exactly the cases
reported, each once, that an accepted example's run has shown there to be.
"""

from __future__ import annotations

from collections.abc import Callable

from grader.exam import Record
from grader.languages.base import Language
from grader.model import Build, Challenge, Submission
from grader.native.box import told_by_box
from grader.native.expected import cited, keep_cases, known_cases, reference_cases
from grader.native.judging import judged
from grader.native.told import Told
from grader.observing import Observer, Silent
from grader.sandbox.base import Sandbox

__all__ = ["learn", "sit"]


def sit(  # noqa: PLR0913 - everything that a native suite depends on, named
    challenge: Challenge,
    submission: Submission,
    language: Language,
    *,
    build: Build,
    prepare: Callable[[Submission], Build],
    sandbox: Sandbox,
    run: str,
    seed: int,
    runtime: str = "",
    observer: Observer | None = None,
) -> Record:
    """Run a native suite against a submission; ``prepare`` builds an accepted example where its run must come first.

    Raises ``SandboxError`` for trouble of ours, ``ExamFailed`` where the suite itself is at fault.
    """
    observer = observer or Silent()
    expected = known_cases(challenge, language)
    if expected is None:
        observer.note("The suite's cases are not known yet, so an accepted example is run first.")
        expected = reference_cases(
            challenge, language, prepare=prepare, sandbox=sandbox, run=run, seed=seed, runtime=runtime
        )
    requirements = cited(challenge, language, expected)
    observer.cases(len(expected))
    if build.failure is None:
        told = told_by_box(challenge, submission, language, build, sandbox=sandbox, run=run, seed=seed, runtime=runtime)
    else:
        told = Told(failed=build.failure)
    record = judged(expected, requirements, told)
    for case in record.suite.cases:
        observer.case(case)
    return record


def learn(
    challenge: Challenge,
    language: Language,
    *,
    prepare: Callable[[Submission], Build],
    sandbox: Sandbox,
    run: str,
    seed: int,
    runtime: str = "",
) -> int:
    """Find out which cases a suite has by an accepted example's run, keep them beside the suite, and count them."""
    cases = reference_cases(challenge, language, prepare=prepare, sandbox=sandbox, run=run, seed=seed, runtime=runtime)
    cited(challenge, language, cases)
    keep_cases(challenge, language, cases)
    return len(cases)
