"""Theirs or ours? Pure decisions over what the engine and the examiner reported.

What the candidate's program did becomes a verdict. What went wrong on our side voids the grade. Nothing that candidate
code can write is an argument here: the facts come from the engine and from the examiner's own event stream.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.model import Case, Limits, Outcome, Value, Verdict
from grader.sandbox.base import Ending

PRECEDENCE = (
    Verdict.COMPILE_ERROR,
    Verdict.MEMORY_LIMIT_EXCEEDED,
    Verdict.PROCESS_LIMIT_EXCEEDED,
    Verdict.OUTPUT_LIMIT_EXCEEDED,
    Verdict.TIME_LIMIT_EXCEEDED,
    Verdict.RUN_TIME_ERROR,
    Verdict.WRONG_ANSWER,
)
"""A run's verdict is the first of these that any of its cases has: the most specific evidence, whatever the order."""

NEAR_THE_LIMIT = 0.95
"""Share of the memory limit that the kernel must have seen for a memory verdict without the engine's own flag."""


class LoadFailure(Value, frozen=True):
    """Why the submission could not be loaded at all."""

    verdict: Verdict
    message: str
    printed: str = ""


class ExamFacts(Value, frozen=True):
    """All that is known of one exam, once both boxes have ended."""

    expected: tuple[str, ...]
    cases: tuple[Case, ...]
    finished: bool
    loading_began: bool
    out_of_time: bool
    candidate_ready: bool
    load_failure: LoadFailure | None
    candidate: Ending
    examiner: Ending
    database: Ending | None = None


class Trouble(Value, frozen=True):
    """Our fault, in words; ``infrastructure`` where one more try is fair."""

    what: str
    infrastructure: bool


def trouble(facts: ExamFacts) -> Trouble | None:
    """Tell what of ours went wrong, if anything did.

    Only what failed before the candidate's first instruction counts as infrastructure: after that, whoever can upset
    the examiner could otherwise roll the dice again (THREATS.md 4.8).
    """
    if not facts.candidate_ready:
        return Trouble(what=_box_trouble("candidate's box", facts.candidate), infrastructure=True)
    if facts.out_of_time:
        return Trouble(what="the examiner did not finish in its time", infrastructure=not facts.loading_began)
    if not facts.finished:
        return Trouble(what=_box_trouble("examiner", facts.examiner), infrastructure=not facts.loading_began)
    # A session of its that ran out of memory is not meant: the server goes on, and whoever wrote the statement is told.
    if facts.database is not None and not facts.database.stopped:
        what = _box_trouble("database", facts.database)
        return Trouble(what=what, infrastructure=not facts.loading_began)
    if not facts.expected:
        return Trouble(what=f"the suite has no case to run\n{_tail(facts.examiner)}".rstrip(), infrastructure=False)
    return _incomplete(facts) or _suite_error(facts.cases)


def _incomplete(facts: ExamFacts) -> Trouble | None:
    reported = [case.name for case in facts.cases]
    if sorted(reported) == sorted(facts.expected):
        return None
    missing = sorted(set(facts.expected) - set(reported))
    some = f"{len(missing)} of {len(facts.expected)} cases did not report ({', '.join(missing[:3])})"
    what = some if missing else "a case reported twice"
    return Trouble(what=f"{what}\n{_tail(facts.examiner)}".rstrip(), infrastructure=False)


def _suite_error(cases: Sequence[Case]) -> Trouble | None:
    broken = [case for case in cases if case.outcome is Outcome.ERROR]
    if not broken:
        return None
    return Trouble(
        what=f"the suite itself failed in {broken[0].name}: {broken[0].message}\n{broken[0].details}".rstrip(),
        infrastructure=False,
    )


def _box_trouble(which: str, ending: Ending) -> str:
    if ending.out_of_memory:
        how = "ran out of memory"
    elif ending.exit_code is None:
        how = "did not answer"
    else:
        how = f"ended with exit code {ending.exit_code}"
    return f"the {which} {how} before its work was done\n{_tail(ending)}".rstrip()


def _tail(ending: Ending) -> str:
    return "\n".join(ending.stderr.strip().splitlines()[-12:])


def verdict(facts: ExamFacts) -> tuple[Verdict, str]:
    """Name the run's verdict and the reason for it in a few words."""
    ours = trouble(facts)
    if ours is not None:
        return Verdict.JUDGE_ERROR, ours.what
    if facts.load_failure is not None:
        return facts.load_failure.verdict, facts.load_failure.message
    failed = [case for case in facts.cases if case.outcome is Outcome.FAILED]
    for candidate in PRECEDENCE:
        of_it = [case for case in failed if case.verdict is candidate]
        if of_it:
            more = f" (and {len(of_it) - 1} more)" if len(of_it) > 1 else ""
            return (
                candidate,
                f"{of_it[0].title}: {of_it[0].message.splitlines()[0] if of_it[0].message else 'failed'}{more}",
            )
    return Verdict.ACCEPTED, f"all {len(facts.cases)} cases passed"


def confirmed(case: Case, ending: Ending, limits: Limits, *, memory_floor: float = NEAR_THE_LIMIT) -> Verdict:
    """A case's verdict, with a memory verdict believed only if the engine or the kernel bears it out.

    A runtime with a heap limit of its own gives up before the box does: the kernel must then have seen ``memory_floor``
    of the limit. The word "out of memory" comes from the candidate's box, where a hostile program could have spoken it.
    """
    if case.verdict is not Verdict.MEMORY_LIMIT_EXCEEDED or ending.out_of_memory:
        return case.verdict
    peak = ending.peak_memory_bytes
    # A box that ended by itself took its counters along; then the claim stands alone, and is not believed.
    unknown = peak is None and ending.stopped
    if unknown or (peak or 0) >= limits.memory_bytes * memory_floor:
        return case.verdict
    return Verdict.RUN_TIME_ERROR
