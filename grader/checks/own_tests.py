"""The candidate's own tests: found and run in a box of the submission's image, three times, with coverage.

host ── submission, build ──> tests' box (tester.py: own.py) ── one JSON line ──> host

All of it is the candidate's own word: their tests share a process with the code that they test. It is never scored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated

import msgspec

from grader import building
from grader.checks import seeded
from grader.checks.box import LIMITS, box_for_tests, settings_for_tests
from grader.deliveries import delivery
from grader.errors import SandboxError
from grader.languages.base import Language
from grader.model import (
    Build,
    Challenge,
    FileCoverage,
    NotMeasured,
    Outcome,
    OwnTest,
    OwnTests,
    OwnTestsState,
    Submission,
    Unbuilt,
    Value,
)
from grader.observing import Observer, Silent
from grader.sandbox import errand
from grader.sandbox.base import Sandbox
from grader.untrusted import Unreadable, decoded

RUNS = 3
HOST_GRACE_S = 20.0
MAX_SHOWN_LINES = 2_000  # characters of a list of lines
WHAT = "The candidate's own tests"

_WORTH_A_LOOK = re.compile(r"test|spec|\.config\.|mocharc|IT\.java$", re.IGNORECASE)
"""Paths that the box might find tests at, or have something to say about; a box costs a quarter of a second."""

Count = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e6)]


class _Covered(Value, frozen=True):
    path: str
    lines: Count
    covered_lines: Count
    branches: Count
    covered_branches: Count
    uncovered: tuple[Count, ...]


class _Run(Value, frozen=True):
    seconds: Seconds
    finished: bool
    left_out: Count
    tests: tuple[OwnTest, ...]


class _Told(Value, frozen=True):
    """What the tester says, typed: the box ran hostile code, so nothing in it is trusted to have a size or a form."""

    state: OwnTestsState
    framework: str
    reason: str
    files: tuple[str, ...]
    notes: tuple[str, ...]
    runs: tuple[_Run, ...] = ()
    coverage: tuple[_Covered, ...] | None = None


def measure(
    challenge: Challenge,
    submission: Submission,
    language: Language,
    *,
    build: Build,
    sandbox: Sandbox,
    run: str,
    runtime: str = "",
    observer: Observer | None = None,
) -> OwnTests | NotMeasured:
    """Run the candidate's own tests; what they do is in the result, and trouble of ours is told and costs nothing."""
    (observer or Silent()).step("own tests")
    try:
        if language.tests_are_built:
            build = with_tests(challenge, submission, language, build, sandbox=sandbox, run=run, runtime=runtime)
        if build.failure is not None:
            return _not_run(build.failure.message)
        if not any(_WORTH_A_LOOK.search(file.path) for file in submission.files):
            return OwnTests(state=OwnTestsState.NONE)
        spec = box_for_tests("tests", build, run=run, runtime=runtime)
        settings = settings_for_tests(challenge, language, build) | {"task": "own", "runs": RUNS}
        parcel = delivery(settings, {"/submission": submission.archive, "/build": build.archive})
        returned = errand.send(sandbox, spec, parcel, within_s=LIMITS.wall_time_s + HOST_GRACE_S)
    except SandboxError as error:
        return NotMeasured(what=WHAT, why=f"A box for them failed, which is our trouble: {error}")
    own = understood(returned)
    if isinstance(own, NotMeasured):
        return own
    found = seeded.measure(challenge, submission, language, own, build=build, sandbox=sandbox, run=run, runtime=runtime)
    return msgspec.structs.replace(own, seeded=found)


def with_tests(
    challenge: Challenge,
    submission: Submission,
    language: Language,
    build: Build,
    *,
    sandbox: Sandbox,
    run: str,
    runtime: str,
) -> Build:
    """Build once more with the candidate's own tests, which the exam never sees."""
    if build.failure is not None or not any(language.is_test(file.path) for file in submission.files):
        return build
    try:
        return building.build(
            challenge,
            submission,
            language,
            image=build.image,
            sandbox=sandbox,
            run=f"{run}-build",
            tests=True,
            runtime=runtime,
        )
    except building.NeedsDependencies:
        why = "The tests want packages that are neither in the image nor among those that were fetched."
        return Build(image=build.image, failure=Unbuilt(kind="compile_error", message=why))


# ── What came of it: pure ────────────────────────────────────────────────────────────────────────


def understood(returned: errand.Returned) -> OwnTests | NotMeasured:
    """Turn what the box came back with into what is reported; a box that candidate code ended is told as that."""
    if returned.line is None:
        return _not_run(f"The tests did not end within {LIMITS.wall_time_s:g} s.")
    if not returned.line and "Traceback" in returned.ending.stderr:
        # Nothing of theirs can write there.
        return NotMeasured(what=WHAT, why=f"Our program broke: {returned.ending.stderr.strip().splitlines()[-1]}")
    if not returned.line:
        return _not_run(_silence(returned))
    try:
        told = decoded(returned.line, _Told)
    except Unreadable as error:
        return NotMeasured(what=WHAT, why=f"The box told something that cannot be read: {error}")
    return own_tests(told)


def _silence(returned: errand.Returned) -> str:
    if returned.ending.out_of_memory:
        return f"The tests need more than {LIMITS.memory_bytes >> 20} MiB of memory."
    return f"The box of the tests ended without a result (exit code {returned.ending.exit_code})."


def _not_run(reason: str) -> OwnTests:
    return OwnTests(state=OwnTestsState.NOT_RUN, reason=reason)


def own_tests(told: _Told) -> OwnTests:
    """Judge several runs by the first, and note which tests ended differently in a later one."""
    if not told.runs:
        return OwnTests(
            state=told.state, framework=told.framework, reason=told.reason, files=told.files, notes=told.notes
        )
    first = told.runs[0]
    finished = [run for run in told.runs if run.finished]
    return OwnTests(
        state=OwnTestsState.RAN if first.tests else OwnTestsState.NOT_RUN,
        framework=told.framework,
        reason=told.reason or _cut_short(told.runs),
        files=told.files,
        tests=first.tests,
        left_out=first.left_out,
        runs=len(told.runs),
        flaky=flaky([run.tests for run in finished]),
        duration_s=round(min(run.seconds for run in finished or told.runs), 3),
        coverage=None if told.coverage is None else tuple(map(_coverage, told.coverage)),
        notes=told.notes,
    )


def _cut_short(runs: Sequence[_Run]) -> str:
    number = next((number for number, run in enumerate(runs, start=1) if not run.finished), None)
    return "" if number is None else f"Run {number} of {len(runs)} did not finish."


def flaky(runs: Sequence[Sequence[OwnTest]]) -> tuple[str, ...]:
    """Name the tests that did not end alike in all runs, or were not in all of them."""
    outcomes: dict[str, list[Outcome]] = {}
    for tests in runs:
        for test in tests:
            outcomes.setdefault(test.name, []).append(test.outcome)
    times = {name: len(found) for name, found in outcomes.items()}
    return tuple(
        name for name, found in outcomes.items() if len(set(found)) > 1 or times[name] % max(1, len(runs)) != 0
    )


def _coverage(covered: _Covered) -> FileCoverage:
    return FileCoverage(
        path=covered.path,
        lines=covered.lines,
        covered_lines=min(covered.covered_lines, covered.lines),
        branches=covered.branches,
        covered_branches=min(covered.covered_branches, covered.branches),
        uncovered=listed(covered.uncovered),
    )


def listed(lines: Sequence[int]) -> str:
    """Write numbers of lines as a reader would: ``3-7, 12``."""
    return ", ".join(_ranges(sorted(set(lines))))[:MAX_SHOWN_LINES]


def _ranges(lines: Sequence[int]) -> Iterator[str]:
    if not lines:
        return
    breaks = [index for index, (before, after) in enumerate(pairwise(lines), start=1) if after != before + 1]
    for start, end in pairwise([0, *breaks, len(lines)]):
        first, last = lines[start], lines[end - 1]
        yield f"{first}" if first == last else f"{first}-{last}"
