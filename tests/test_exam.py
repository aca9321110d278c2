"""An exam from both boxes' start to the record of it, with functions in place of boxes."""

from __future__ import annotations

import io
import json
import tarfile
from typing import TYPE_CHECKING, Any

import pytest
from nouns import LIMITS, challenge, submission

from grader.deliveries import delivery, packed
from grader.errors import EngineFailed, ExamFailed
from grader.exam import HOST_GRACE_S, Record, sit_exam
from grader.languages import find
from grader.model import Build, Case, Limits, Outcome, Verdict
from grader.sandbox.fake import FakeSandbox, Inside, Program, Telling, dies, never_answers, ready_agent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.observing import Observer

IMAGES = {"python": "python", "examiner": "examiner"}
SUITE = {"test_it.py": b"def test_a(submission): pass\n", "oracle.py": b"x = 1\n"}
MIB = 1 << 20


def exam(sandbox: FakeSandbox, *, limits: Limits = LIMITS, observer: Observer | None = None) -> Record:
    try:
        return sit_exam(
            challenge=challenge(limits=limits),
            submission=submission(),
            language=find("python"),
            suite=SUITE,
            build=Build(image=IMAGES["python"]),
            examiner_image=IMAGES["examiner"],
            sandbox=sandbox,
            run="r1",
            seed=7,
            observer=observer,
        )
    finally:
        assert sandbox.left == []


def boxes(examiner: Program, candidate: Program = ready_agent) -> FakeSandbox:
    return FakeSandbox().runs("candidate", candidate).runs("examiner", examiner)


def two_cases() -> Telling:
    return Telling().tells("ready").collects("a", "b").loads()


def briefly() -> Limits:
    """Limits with which the host gives up after a moment, its own grace included."""
    return Limits(wall_time_s=0.3 - HOST_GRACE_S)


def outcomes(record: Record) -> dict[str, Verdict]:
    return {case.name: case.verdict for case in record.suite.cases}


# ── What comes of it ─────────────────────────────────────────────────────────────────────────────


def test_an_exam_that_all_pass_is_accepted() -> None:
    record = exam(boxes(two_cases().passes("a", "b").finishes()))
    assert (record.verdict, record.reason, record.trouble) == (Verdict.ACCEPTED, "all 2 cases passed", None)
    assert outcomes(record) == {"a": Verdict.ACCEPTED, "b": Verdict.ACCEPTED}
    assert record.flags == ()
    assert (record.suite.name, record.suite.kind) == ("hidden", "function")


def test_a_failed_case_keeps_all_that_the_examiner_told_of_it() -> None:
    telling = (
        two_cases()
        .passes("a")
        .fails("b", "run_time_error", "it raised", details="line 3", printed="hello", usage={"output_bytes": 5})
    )
    case = exam(boxes(telling.finishes())).suite.cases[1]
    assert (case.outcome, case.verdict, case.message) == (Outcome.FAILED, Verdict.RUN_TIME_ERROR, "it raised")
    assert (case.title, case.requirement, case.details, case.printed) == ("b", "R1", "line 3", "hello")
    assert (case.measured.output_bytes, case.measured.wall_time_s) == (5, case.duration_s)


def test_times_at_growing_sizes_stand_beside_the_cases() -> None:
    grew = {"case": "a", "label": "put", "asked": "n", "sizes": [1, 2], "seconds": [0.1, 0.2], "exponent": 1.0}
    record = exam(boxes(two_cases().tells("series", **grew).passes("a", "b").finishes()))
    (series,) = record.suite.series
    assert (series.case, series.sizes, series.seconds, series.exponent) == ("a", (1, 2), (0.1, 0.2), 1.0)


def test_a_submission_that_does_not_load_is_told_in_its_languages_words() -> None:
    telling = Telling().collects("a").load_fails("compile_error", "SyntaxError: line 1").fails("a", "compile_error")
    record = exam(boxes(telling.finishes()))
    assert (record.verdict, record.reason, record.load_failed) == (Verdict.COMPILE_ERROR, "SyntaxError: line 1", True)


# ── Trouble of ours ──────────────────────────────────────────────────────────────────────────────

TROUBLES: dict[str, tuple[FakeSandbox, str, bool]] = {
    "the candidate's box dies before it is ready": (
        boxes(never_answers, dies(3, "no space left")),
        "the candidate's box ended with exit code 3 before its work was done\nno space left",
        True,
    ),
    "the examiner ends before it has collected": (
        boxes(Telling().tells("ready").breaks_off(1, "Traceback")),
        "the examiner ended with exit code 1 before its work was done\nTraceback",
        True,
    ),
    "the examiner runs out of memory before it has collected": (
        boxes(Telling().is_out_of_memory()),
        "the examiner ran out of memory before its work was done",
        True,
    ),
    "the examiner ends while the submission is loaded": (
        boxes(Telling().collects("a").breaks_off(1)),
        "the examiner ended with exit code 1 before its work was done",
        False,
    ),
    "the examiner ends in the middle": (
        boxes(two_cases().passes("a").breaks_off(139)),
        "the examiner ended with exit code 139 before its work was done",
        False,
    ),
    "a case is missing": (boxes(two_cases().passes("a").finishes()), "1 of 2 cases did not report (b)", False),
    "a case comes twice": (boxes(two_cases().passes("a", "b", "b").finishes()), "a case reported twice", False),
    "the count is another": (
        boxes(two_cases().passes("a", "b").finishes(count=3)),
        "the examiner did not answer before its work was done",
        False,
    ),
    "there is no case": (boxes(Telling().collects().loads().finishes()), "the suite has no case to run", False),
    "the suite itself fails": (
        boxes(two_cases().passes("a").reports("b", "error", "judge_error", message="KeyError").finishes()),
        "the suite itself failed in b: KeyError",
        False,
    ),
}


@pytest.mark.parametrize("what", TROUBLES)
def test_trouble_of_ours_voids_the_exam(what: str) -> None:
    sandbox, reason, infrastructure = TROUBLES[what]
    record = exam(sandbox)
    assert record.verdict is Verdict.JUDGE_ERROR
    assert record.reason == reason
    assert record.trouble is not None
    assert record.trouble.infrastructure is infrastructure


@pytest.mark.parametrize(
    "line", [b"hello", b"{}", b'{"event":"unheard of"}', b'{"event":"case","name":7}', b'{"event":"loaded"', b"\xff"]
)
def test_an_event_out_of_the_protocol_ends_the_exam(line: bytes) -> None:
    with pytest.raises(ExamFailed, match="not in the protocol"):
        exam(boxes(two_cases().says(line).passes("a", "b").finishes()))


def test_a_case_that_was_not_collected_ends_the_exam() -> None:
    with pytest.raises(ExamFailed, match="had not collected: c"):
        exam(boxes(two_cases().passes("a", "b", "c").finishes()))


def test_a_candidates_box_that_never_gets_ready_is_infrastructure() -> None:
    record = exam(boxes(never_answers, never_answers), limits=briefly())
    assert record.reason == "the candidate's box did not answer before its work was done"
    assert record.trouble is not None
    assert record.trouble.infrastructure


@pytest.mark.parametrize(
    ("telling", "infrastructure"),
    [(Telling().tells("ready"), True), (Telling().collects("a"), False), (two_cases().passes("a"), False)],
    ids=["before it has collected", "while it loads", "in the middle"],
)
def test_an_examiner_that_never_finishes_meets_the_hosts_own_deadline(
    telling: Telling, *, infrastructure: bool
) -> None:
    record = exam(boxes(telling), limits=briefly())
    assert record.reason == "the examiner did not finish in its time"
    assert record.trouble is not None
    assert record.trouble.infrastructure is infrastructure


@pytest.mark.parametrize("role", ["channel", "candidate", "examiner"])
@pytest.mark.parametrize("infrastructure", [True, False])
def test_a_box_that_does_not_start_is_the_engines_error_and_the_other_is_ended(
    role: str, *, infrastructure: bool
) -> None:
    sandbox = boxes(two_cases()).refuses(role, EngineFailed("no such runtime", infrastructure=infrastructure))
    with pytest.raises(EngineFailed, match="no such runtime") as caught:
        exam(sandbox)
    assert caught.value.infrastructure is infrastructure


@pytest.mark.parametrize("role", ["candidate", "examiner"])
def test_an_engine_that_fails_after_the_candidates_code_ran_is_worth_no_other_try(role: str) -> None:
    sandbox = boxes(two_cases().passes("a", "b").finishes())
    sandbox.stumbles(role, *[EngineFailed("the engine does not answer", infrastructure=True)] * 2)
    with pytest.raises(ExamFailed, match="the engine does not answer") as caught:
        exam(sandbox)
    assert not caught.value.infrastructure


def test_an_engine_that_fails_before_any_of_the_candidates_code_ran_may_be_tried_again() -> None:
    sandbox = boxes(dies(1), dies(1)).stumbles("candidate", EngineFailed("gone", infrastructure=True))
    with pytest.raises(EngineFailed) as caught:
        exam(sandbox)
    assert caught.value.infrastructure


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_nothing_is_left_where_the_run_is_interrupted(error: type[BaseException]) -> None:
    with pytest.raises(error):
        exam(boxes(two_cases().passes("a", "b").finishes()), observer=Raising(error))


# ── Verdicts and flags ───────────────────────────────────────────────────────────────────────────


def agent_that(*, peak_memory_bytes: int | None = None, says: bytes = b"", ends: bool = False) -> Program:
    def program(inside: Inside) -> int:
        inside.delivery()
        inside.peak_memory_bytes = peak_memory_bytes
        inside.write(b'{"ready":true}\n' + says)
        if not ends:
            inside.wait_for_the_host()
        return 0

    return program


@pytest.mark.parametrize(
    ("peak", "verdict"),
    [
        (None, Verdict.MEMORY_LIMIT_EXCEEDED),
        (100 * MIB, Verdict.MEMORY_LIMIT_EXCEEDED),
        (9 * MIB, Verdict.RUN_TIME_ERROR),
    ],
)
def test_a_memory_verdict_is_held_against_what_the_kernel_saw(peak: int | None, verdict: Verdict) -> None:
    telling = two_cases().passes("a").fails("b", "memory_limit_exceeded").finishes()
    record = exam(boxes(telling, agent_that(peak_memory_bytes=peak)))
    assert (record.verdict, outcomes(record)["b"]) == (verdict, verdict)
    assert record.measured.peak_memory_bytes == peak


def flags(record: Record) -> list[str]:
    return [flag.what for flag in record.flags]


def test_changed_files_are_flagged_with_where_and_how_often() -> None:
    telling = two_cases().fails("a", tampered=True).fails("b", tampered=True).finishes()
    (flag,) = exam(boxes(telling)).flags
    assert (flag.what, flag.evidence) == ("Changed its own files while it was graded", "a (2 cases)")


def test_words_on_the_agents_own_stream_are_flagged_and_change_nothing() -> None:
    record = exam(boxes(two_cases().passes("a", "b").finishes(), agent_that(says=b'{"event":"finished"}\n')))
    assert record.verdict is Verdict.ACCEPTED
    assert flags(record) == ["Wrote into a stream that belongs to the grader"]


def test_an_agent_that_ended_before_the_host_ended_it_is_flagged() -> None:
    record = exam(boxes(two_cases().fails("a").fails("b").finishes(), agent_that(ends=True)))
    assert flags(record) == ["Ended the agent in its box"]


def test_a_first_line_that_is_not_the_agents_own_is_no_readiness() -> None:
    def impostor(inside: Inside) -> int:
        inside.write(b'{"ready": 1}\n')
        return 0

    assert exam(boxes(never_answers, impostor)).verdict is Verdict.JUDGE_ERROR


def test_peaks_are_the_engines_where_it_tells_and_else_the_highest_of_any_case() -> None:
    telling = two_cases().fails("a", usage={"process_peak": 4, "output_bytes": 9})
    record = exam(boxes(telling.fails("b", usage={"process_peak": 7}).finishes()))
    assert (record.measured.peak_processes, record.measured.output_bytes) == (7, 9)
    assert record.measured.wall_time_s == pytest.approx(0.02)


# ── What the boxes are given ─────────────────────────────────────────────────────────────────────


class Raising:
    """An observer that is interrupted at the first case."""

    def __init__(self, error: type[BaseException]) -> None:
        self.error = error

    def step(self, name: str) -> None:
        pass

    def cases(self, total: int) -> None:
        pass

    def case(self, case: Case) -> None:  # noqa: ARG002 - the contract
        raise self.error

    def note(self, text: str) -> None:
        pass


class Watching:
    """An observer that writes down what it sees."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def step(self, name: str) -> None:
        self.seen.append(name)

    def cases(self, total: int) -> None:
        self.seen.append(f"{total} cases")

    def case(self, case: Case) -> None:
        self.seen.append(f"{case.name} {case.outcome}")

    def note(self, text: str) -> None:
        self.seen.append(text)


def test_an_observer_sees_every_case_as_it_ends() -> None:
    watching = Watching()
    exam(boxes(two_cases().passes("a").fails("b").finishes()), observer=watching)
    assert watching.seen == ["2 cases", "a passed", "b failed"]


def unpacked(archive: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return {member.name: (tar.extractfile(member) or io.BytesIO()).read() for member in tar}


def test_each_box_gets_its_own_delivery_and_nothing_of_the_suite_is_in_the_candidates() -> None:
    delivered: dict[str, tuple[Mapping[str, Any], Mapping[str, bytes]]] = {}

    def noting(role: str, program: Program) -> Program:
        def noted(inside: Inside) -> int:
            delivered[role] = inside.delivery()
            return program(inside)

        return noted

    def says_ready(inside: Inside) -> int:
        inside.write(b'{"ready":true}\n')
        inside.wait_for_the_host()
        return 0

    def tells(inside: Inside) -> int:
        for event in ({"event": "collected", "cases": []}, {"event": "finished", "count": 0}):
            inside.write(json.dumps(event).encode() + b"\n")
        inside.wait_for_the_host()
        return 0

    exam(boxes(noting("examiner", tells), noting("candidate", says_ready)))
    settings, archives = delivered["candidate"]
    assert unpacked(archives["/submission"]) == {"solution.py": b"def same(value): return value\n"}
    assert archives["/build"] == b""
    assert settings["entry_names"] == ["solution", "two_words"]
    assert "seed" not in settings
    settings, archives = delivered["examiner"]
    assert unpacked(archives["/suite"]) == SUITE
    assert (settings["seed"], settings["language"]) == (7, "python")
    assert settings["limits"]["wall_time_s"] == LIMITS.wall_time_s


def test_the_candidates_box_alone_may_write_on_the_channel_and_has_the_challenges_limits() -> None:
    sandbox = boxes(two_cases().passes("a", "b").finishes())
    exam(sandbox)
    candidate, examiner = sorted(sandbox.specs, key=lambda spec: spec.role)
    assert (candidate.image, examiner.image) == ("python", "examiner")
    assert (candidate.channel_writable, examiner.channel_writable) == (True, False)
    assert candidate.channel == examiner.channel == "grader-r1-channel"
    assert candidate.limits == LIMITS
    assert "/suite" not in candidate.folders


def test_packing_the_same_files_gives_the_same_bytes() -> None:
    assert packed({"b": b"1", "a/c": b"2"}) == packed({"a/c": b"2", "b": b"1"})


def test_a_delivery_is_one_header_line_and_the_tars() -> None:
    header, _, rest = delivery({"a": "ü\n"}, {"/x": b"\x00\ntar", "/y": b"", "/z": b"z"}).partition(b"\n")
    assert json.loads(header) == {"settings": {"a": "ü\n"}, "tars": {"/x": 5, "/y": 0, "/z": 1}}
    assert rest == b"\x00\ntarz"
