"""What a native suite's reports are worth: pure decisions over what was told, and what was done to test its truth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from grader.exam import Record
from grader.model import Case, Flag, Measured, Outcome, Suite, Unbuilt, Verdict
from grader.native.told import ExpectedCase, Told, ToldCanary, ToldCase, ToldFile
from grader.sandbox.base import Ending
from grader.sandbox.judging import PRECEDENCE, Trouble

WEAKER = "In-process: tamper-evident, not tamper-proof. The processes that reported also ran the candidate's code."

_ASSERTION = re.compile(
    r"AssertionError|AssertionFailedError|ERR_ASSERTION|^assert |expect\(|ComparisonFailure|^Failed:"
)
_NOT_LOADABLE = re.compile(
    r"SyntaxError|IndentationError|ImportError|ModuleNotFoundError|Cannot find module|Cannot find package"
    r"|does not provide an export|ERR_MODULE_NOT_FOUND|Failed to resolve import|NoClassDefFoundError|is not a function"
)


def judged(expected: Sequence[ExpectedCase], requirements: Mapping[str, str], told: Told) -> Record:
    """Hold what was told against the cases that there must be, and say what was done to find out whether it is true."""
    if not told.ready and told.failed is None:
        return _no_box(told.ending)
    tampering = _tampering(expected, told)
    files = {file.name: file for file in told.files}
    spoiled = tampering[0].what if tampering else ""
    unloadable = told.failed or _unloadable(expected, told)
    cases = tuple(
        _case(case, requirements[case.name], files.get(case.file), told, spoiled=spoiled, unloadable=unloadable)
        for case in expected
    )
    verdict, reason = _verdict(cases, unloadable, spoiled)
    return Record(
        suite=Suite(name="hidden", kind="native", cases=cases, guards=tuple(_guards(expected, told))),
        verdict=verdict,
        reason=reason,
        trouble=None,
        measured=_measured(told),
        flags=(*tampering, *_broken_off(told)),
        load_failed=unloadable is not None,
    )


def _no_box(ending: Ending | None) -> Record:
    words = ending.stderr.strip()[-2000:] if ending is not None else ""
    what = f"the native box ended before its work began\n{words}".rstrip()
    return Record(
        suite=Suite(name="hidden", kind="native", cases=()),
        verdict=Verdict.JUDGE_ERROR,
        reason=what,
        trouble=Trouble(what=what, infrastructure=True),
        measured=Measured(),
        flags=(),
    )


def _tampering(expected: Sequence[ExpectedCase], told: Told) -> tuple[Flag, ...]:
    """Find the signs of tampering, the plainest first."""
    passed = [f"{file.name}: {canary.what}" for file, canary in _canaries(told) if canary.outcome == "passed"]
    gone = [
        f"{file.name}: {canary.what}"
        for file, canary in _canaries(told)
        if canary.outcome == "missing" and file.finished and any(case.outcome is Outcome.PASSED for case in file.cases)
    ]
    names = {case.name for case in expected}
    foreign = [
        f"{file.name}: {case.name}"
        for file in told.files
        for case in file.cases
        if case.name not in names and case.outcome is Outcome.PASSED
    ]
    unmarked = [f"{file.name}: {file.unmarked} reports" for file in told.files if file.unmarked]
    found = {
        "Tampering: a test that must fail passed": passed,
        "Tampering: a test that must fail was not reported": gone,
        "Tampering: cases were reported that the suite does not have": foreign,
        "Tampering: something wrote reports of its own": unmarked,
    }
    return tuple(Flag(what=what, evidence="\n".join(lines[:20])) for what, lines in found.items() if lines)


def _broken_off(told: Told) -> Iterator[Flag]:
    """Tell of a box that ended by itself: our fault, it may be, but whoever can bring it about must gain nothing."""
    if told.ending is not None and not told.done and not told.out_of_time and told.failed is None:
        how = "out of memory" if told.ending.out_of_memory else f"exit code {told.ending.exit_code}"
        evidence = f"{how}\n{told.ending.stderr.strip()[-2000:]}".rstrip()
        yield Flag(what="The box of the suite ended before all of it had run", evidence=evidence)


def _canaries(told: Told) -> Iterator[tuple[ToldFile, ToldCanary]]:
    return ((file, canary) for file in told.files for canary in file.canaries)


def _unloadable(expected: Sequence[ExpectedCase], told: Told) -> Unbuilt | None:
    """Tell why no case of any file could even begin, where that is so: the submission does not load."""
    names = {case.name for case in expected}
    own = [case for file in told.files for case in file.cases]
    broken = [case for case in own if case.outcome is Outcome.ERROR and case.name not in names]
    if not broken or len(broken) < len(told.files) or any(case.name in names for case in own):
        return None
    kind = Verdict.COMPILE_ERROR if _NOT_LOADABLE.search(broken[0].message) else Verdict.RUN_TIME_ERROR
    return Unbuilt(kind=kind, message=broken[0].message)


def _case(
    expected: ExpectedCase,
    requirement: str,
    file: ToldFile | None,
    told: Told,
    *,
    spoiled: str,
    unloadable: Unbuilt | None,
) -> Case:
    found = [case for case in file.cases if case.name == expected.name] if file is not None else []
    outcome, verdict, message = _outcome(expected, found, file, told)
    if unloadable is not None and not expected.skipped:
        outcome, verdict, message = Outcome.FAILED, Verdict(unloadable.kind), unloadable.message
    if spoiled and outcome is Outcome.PASSED:
        outcome, verdict, message = Outcome.FAILED, Verdict.WRONG_ANSWER, f"It passed, and does not count. {spoiled}."
    return Case(
        name=expected.name,
        title=expected.title or expected.name,
        requirement=requirement,
        outcome=outcome,
        verdict=verdict,
        duration_s=found[0].duration_s if found else 0.0,
        message=message,
        printed=file.printed if file is not None and outcome is Outcome.FAILED else "",
    )


def _outcome(
    expected: ExpectedCase, found: Sequence[ToldCase], file: ToldFile | None, told: Told
) -> tuple[Outcome, Verdict, str]:
    if expected.skipped:
        return Outcome.SKIPPED, Verdict.ACCEPTED, "The suite skips it for every submission."
    if not found or file is None:
        return Outcome.FAILED, *_not_reported(expected, file, told)
    if len(found) > 1:
        return Outcome.FAILED, Verdict.WRONG_ANSWER, f"Reported {len(found)} times, which counts as failed."
    if found[0].outcome is not Outcome.PASSED:
        return Outcome.FAILED, *_did_not_pass(found[0])
    if not file.finished:
        ending = file.ending or "did not end well"
        return Outcome.FAILED, _ended_by(file, told), f"It passed, and does not count: its process {ending}."
    return Outcome.PASSED, Verdict.ACCEPTED, ""


def _did_not_pass(case: ToldCase) -> tuple[Verdict, str]:
    if case.outcome is Outcome.SKIPPED:
        return Verdict.WRONG_ANSWER, f"Skipped, which counts as failed: {case.message}"
    asserted = _ASSERTION.search(case.message) is not None
    return (Verdict.WRONG_ANSWER if asserted else Verdict.RUN_TIME_ERROR), case.message


def _not_reported(expected: ExpectedCase, file: ToldFile | None, told: Told) -> tuple[Verdict, str]:
    if file is None:
        verdict = Verdict.MEMORY_LIMIT_EXCEEDED if _out_of_memory(told) else Verdict.RUN_TIME_ERROR
        return (Verdict.TIME_LIMIT_EXCEEDED if told.out_of_time else verdict), "Never run: the box had ended before."
    broken = [case for case in file.cases if case.outcome is Outcome.ERROR]
    if file.finished and broken:
        return Verdict.RUN_TIME_ERROR, broken[0].message
    if file.finished:
        return Verdict.RUN_TIME_ERROR, "Not reported, though its process ended well."
    if file.stuck_in == expected.name:
        return Verdict.TIME_LIMIT_EXCEEDED, "It did not end in its time and was stopped."
    last = file.printed.strip().splitlines()[-1:] if not file.out_of_time else []
    return _ended_by(file, told), " ".join([f"Not reported: its process {file.ending}.", *last])


def _ended_by(file: ToldFile, told: Told) -> Verdict:
    if file.out_of_time:
        return Verdict.TIME_LIMIT_EXCEEDED
    return Verdict.MEMORY_LIMIT_EXCEEDED if _out_of_memory(told) else Verdict.RUN_TIME_ERROR


def _out_of_memory(told: Told) -> bool:
    return told.ending is not None and told.ending.out_of_memory


def _verdict(cases: Sequence[Case], unloadable: Unbuilt | None, spoiled: str) -> tuple[Verdict, str]:
    if unloadable is not None:
        return Verdict(unloadable.kind), unloadable.message
    failed = [case for case in cases if case.outcome is Outcome.FAILED]
    if not failed:
        return Verdict.ACCEPTED, f"all {len(cases)} cases passed, in one process with the code that they test"
    if spoiled:
        return Verdict.WRONG_ANSWER, f"{spoiled}, so none of the suite's cases counts"
    verdict = next(each for each in PRECEDENCE if any(case.verdict is each for case in failed))
    of_it = [case for case in failed if case.verdict is verdict]
    first = of_it[0].message.splitlines()[0] if of_it[0].message else "failed"
    more = f" (and {len(of_it) - 1} more)" if len(of_it) > 1 else ""
    return verdict, f"{of_it[0].title}: {first}{more}"


def _guards(expected: Sequence[ExpectedCase], told: Told) -> Iterator[str]:
    """Say what was done to find out whether the cases tell the truth, and what was seen."""
    yield WEAKER
    if told.failed is not None:
        return
    ended = sum(file.finished for file in told.files)
    yield f"A process for each file of the suite: {ended} of {len(told.files)} ended well."
    outcomes = [canary.outcome for _, canary in _canaries(told)]
    failed, passed = outcomes.count("failed"), outcomes.count("passed")
    yield f"Canaries, tests made for this run that must fail: {failed} of {len(outcomes)} did, {passed} passed."
    names = [case.name for file in told.files for case in file.cases]
    once = sum(names.count(case.name) == 1 for case in expected)
    yield f"Cases known from an accepted example's run: {once} of {len(expected)} reported, each once."


def _measured(told: Told) -> Measured:
    return Measured(
        wall_time_s=sum(file.seconds for file in told.files),
        peak_memory_bytes=told.ending.peak_memory_bytes if told.ending is not None else None,
        peak_processes=told.ending.peak_processes if told.ending is not None else None,
    )
