"""A grade from the exam to the judgement: what is tried again, what is void, and what is never scored."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from nouns import SAME, challenge, submission
from osv_sets import entry, export

from grader.checks.own_tests import WHAT
from grader.checks.quality import WHAT as QUALITY
from grader.configuration import Advisories, Configuration
from grader.errors import EngineFailed, EngineUnavailable
from grader.grading import Circumstances, Stopwatch, grade
from grader.model import Case, Grade, Outcome, Verdict
from grader.observing import Silent
from grader.rubric import load_rubric
from grader.sandbox.base import EngineFacts
from grader.sandbox.fake import FakeSandbox, Inside, Program, Telling, dies, ready_agent

CIRCUMSTANCES = Circumstances(
    run="g", seed=7, started="2026-01-02T03:04:05+00:00", host="here", own_tests=False, analysis=False
)
IMAGES = {"python": "python", "examiner": "examiner", "base": "base", "analysis": "analysis"}
GONE = EngineFailed("the engine went away", infrastructure=True)


class Notes(Silent):
    """An observer that keeps what it is told in words."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def note(self, text: str) -> None:
        self.words.append(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A challenge's folder with a suite in it."""
    (tmp_path / "suite").mkdir()
    (tmp_path / "suite" / "test_it.py").write_text("def test_a(submission): pass\n")
    return tmp_path


def graded(
    sandbox: FakeSandbox,
    folder: Path,
    observer: Silent | None = None,
    circumstances: Circumstances = CIRCUMSTANCES,
    files: Mapping[str, bytes] = SAME,
) -> Grade:
    try:
        return grade(
            challenge=challenge(folder=str(folder)),
            rubric=load_rubric("algorithm"),
            submission=submission(files),
            sandbox=sandbox,
            images=IMAGES,
            circumstances=circumstances,
            observer=observer,
        )
    finally:
        assert sandbox.left == []


def boxes(*examiners: Program, candidate: Program = ready_agent) -> FakeSandbox:
    return FakeSandbox().runs("candidate", candidate).runs("examiner", *examiners)


def all_pass() -> Telling:
    return Telling().collects("a").tells("collected", cases=LISTED).loads().passes("a", "b").finishes()


LISTED = [{"name": "a", "title": "a", "requirement": "R1"}, {"name": "b", "title": "b", "requirement": "R2"}]


def levels(found: Grade) -> set[int | None]:
    return {criterion.proposed_level for criterion in found.criteria}


def attempts(sandbox: FakeSandbox) -> list[str]:
    return sorted({spec.run for spec in sandbox.specs})


# ── Graded ───────────────────────────────────────────────────────────────────────────────────────


def test_all_that_passes_is_worth_full_marks(folder: Path) -> None:
    sandbox = boxes(all_pass())
    found = graded(sandbox, folder)
    assert (found.verdict, found.score, found.provenance.attempts) == (Verdict.ACCEPTED, 100.0, 1)
    assert {result.id: result.met for result in found.requirements} == {"R1": True, "R2": True}
    assert attempts(sandbox) == ["g-1"]


def test_a_failed_case_costs_its_requirement(folder: Path) -> None:
    telling = Telling().tells("collected", cases=LISTED).loads().passes("a").fails("b").finishes()
    found = graded(boxes(telling), folder)
    assert found.verdict is Verdict.WRONG_ANSWER
    assert {result.id: result.met for result in found.requirements} == {"R1": True, "R2": False}
    assert found.score is not None
    assert 0 < found.score < 100


def test_a_grade_says_how_it_came_about(folder: Path) -> None:
    provenance = graded(boxes(all_pass()), folder).provenance
    assert provenance.image_digests == {"python": "sha256:python", "examiner": "sha256:examiner"}
    assert provenance.engine == "Fake Engine 1.0, cgroup v2, kernel 6.1, seccomp"
    assert (provenance.seed, provenance.host, provenance.runtime) == (7, "here", "default (untold)")
    assert [step.name for step in provenance.steps] == [
        "prepare",
        "exam: boxes start",
        "exam: suite",
        "exam: boxes end",
        "exam",
        "own tests",
    ]


def test_flags_stand_beside_the_grade_and_cost_nothing(folder: Path) -> None:
    telling = Telling().tells("collected", cases=LISTED).loads()
    telling.reports("a", "passed", "accepted", tampered=True).passes("b").finishes()
    found = graded(boxes(telling), folder)
    assert [flag.what for flag in found.flags] == ["Changed its own files while it was graded"]
    assert found.score == 100.0


# ── Not loaded ───────────────────────────────────────────────────────────────────────────────────


def test_a_submission_that_does_not_load_scores_nothing_and_gets_no_level(folder: Path) -> None:
    telling = Telling().tells("collected", cases=LISTED).load_fails("compile_error", "SyntaxError: line 1")
    found = graded(boxes(telling.fails("a", "compile_error").fails("b", "compile_error").finishes()), folder)
    assert (found.verdict, found.verdict_reason, found.score) == (Verdict.COMPILE_ERROR, "SyntaxError: line 1", 0.0)
    assert levels(found) == {None}
    measured = [criterion for criterion in found.criteria if criterion.fraction is not None]
    assert all("could not be loaded (SyntaxError: line 1)" in criterion.evidence[0] for criterion in measured)
    assert len(measured) == 2


# ── Tried again ──────────────────────────────────────────────────────────────────────────────────


def test_an_engine_that_fails_at_the_start_is_tried_once_more(folder: Path) -> None:
    notes = Notes()
    sandbox = boxes(all_pass()).refuses("examiner", GONE)
    found = graded(sandbox, folder, notes)
    assert (found.verdict, found.provenance.attempts) == (Verdict.ACCEPTED, 2)
    assert notes.words == ["The engine failed (the engine went away); trying once more."]


def test_what_an_engine_still_makes_for_the_attempt_it_broke_is_taken_away(folder: Path) -> None:
    class Late(FakeSandbox):
        """Makes what it was asked for, and lost the answer to, when it is next asked for anything."""

        def channel(self, run: str) -> str:
            if run == "g-2":
                super().channel("g-1")
            return super().channel(run)

    sandbox = Late().runs("candidate", ready_agent).runs("examiner", all_pass()).refuses("examiner", GONE)
    assert graded(sandbox, folder).provenance.attempts == 2  # and nothing is left


def test_an_engine_that_fails_twice_is_given_up(folder: Path) -> None:
    sandbox = boxes(all_pass()).refuses("examiner", GONE, GONE, GONE)
    with pytest.raises(EngineFailed):
        graded(sandbox, folder)
    assert attempts(sandbox) == ["g-1", "g-2"]


def test_an_engine_that_refuses_for_good_is_not_tried_again(folder: Path) -> None:
    sandbox = boxes(all_pass()).refuses("candidate", EngineFailed("no such image"))
    with pytest.raises(EngineFailed):
        graded(sandbox, folder)
    assert "g-2" not in attempts(sandbox)


def test_a_box_that_dies_before_any_code_of_the_candidates_ran_is_tried_once_more(folder: Path) -> None:
    sandbox = boxes(all_pass()).runs("candidate", dies(1), ready_agent)
    found = graded(sandbox, folder)
    assert (found.verdict, found.provenance.attempts) == (Verdict.ACCEPTED, 2)


def test_a_box_that_always_dies_is_tried_twice_and_void(folder: Path) -> None:
    sandbox = boxes(all_pass(), candidate=dies(1))
    found = graded(sandbox, folder)
    assert (found.verdict, found.score, found.provenance.attempts) == (Verdict.JUDGE_ERROR, None, 2)
    assert attempts(sandbox) == ["g-1", "g-2"]


# ── Void, and never a second roll of the dice ────────────────────────────────────────────────────

COLLECTED = {"cases": LISTED}
VOID: dict[str, tuple[Program, str]] = {
    "the examiner breaks off while the submission is loaded": (
        Telling().tells("collected", **COLLECTED).breaks_off(1),
        "the examiner ended with exit code 1",
    ),
    "the examiner breaks off in the middle": (
        Telling().tells("collected", **COLLECTED).loads().passes("a").breaks_off(1),
        "the examiner ended with exit code 1",
    ),
    "the examiner runs out of memory in the middle": (
        Telling().tells("collected", **COLLECTED).loads().passes("a").is_out_of_memory(),
        "the examiner ran out of memory",
    ),
    "a case is missing": (
        Telling().tells("collected", **COLLECTED).loads().passes("a").finishes(),
        "1 of 2 cases did not report (b)",
    ),
    "a case comes twice": (
        Telling().tells("collected", **COLLECTED).loads().passes("a", "b", "a").finishes(),
        "a case reported twice",
    ),
    "a case was not collected": (
        Telling().tells("collected", **COLLECTED).loads().passes("a", "b", "c").finishes(),
        "the examiner reported a case that it had not collected: c",
    ),
    "an event is no JSON": (
        Telling().tells("collected", **COLLECTED).loads().says(b"oops").passes("a", "b").finishes(),
        "the examiner sent an event that is not in the protocol",
    ),
    "the suite itself fails": (
        Telling().tells("collected", **COLLECTED).loads().passes("a").reports("b", "error", "judge_error").finishes(),
        "the suite itself failed in b",
    ),
    "there is no case": (Telling().collects().loads().finishes(), "the suite has no case to run"),
}


@pytest.mark.parametrize("what", VOID)
def test_trouble_of_ours_after_loading_began_is_void_at_once(folder: Path, what: str) -> None:
    program, reason = VOID[what]
    sandbox = boxes(program, all_pass())
    found = graded(sandbox, folder)
    assert found.verdict is Verdict.JUDGE_ERROR
    assert found.verdict_reason.startswith(reason)
    assert (found.score, found.equal_weight_score, levels(found)) == (None, None, {None})
    assert all(result.met is None for result in found.requirements)
    assert attempts(sandbox) == ["g-1"]


def test_an_engine_that_fails_once_the_candidates_code_ran_makes_the_grade_void(folder: Path) -> None:
    sandbox = boxes(all_pass()).stumbles("candidate", GONE, GONE, GONE, GONE)
    found = graded(sandbox, folder)
    assert (found.verdict, found.verdict_reason, found.score) == (Verdict.JUDGE_ERROR, "the engine went away", None)
    assert attempts(sandbox) == ["g-1"]


# ── Not even begun ───────────────────────────────────────────────────────────────────────────────


class Unavailable(FakeSandbox):
    """A sandbox whose engine is too old to say who it is."""

    def facts(self) -> EngineFacts:
        raise EngineUnavailable("The engine is too old")


def test_an_engine_that_is_refused_leaves_nothing_behind(folder: Path) -> None:
    sandbox = Unavailable().runs("candidate", ready_agent).runs("examiner", all_pass())
    with pytest.raises(EngineUnavailable):
        graded(sandbox, folder)


class Interrupted(Silent):
    """Whoever watches presses Ctrl-C at the first case."""

    def case(self, case: Case) -> None:
        assert case.outcome is Outcome.PASSED
        raise KeyboardInterrupt


def test_an_interrupted_run_leaves_nothing_and_is_not_tried_again(folder: Path) -> None:
    sandbox = boxes(all_pass())
    with pytest.raises(KeyboardInterrupt):
        graded(sandbox, folder, Interrupted())
    assert attempts(sandbox) == ["g-1"]


def test_a_bug_of_ours_leaves_nothing_behind(folder: Path) -> None:
    def bug(_inside: Inside) -> int:
        return 0

    sandbox = boxes(bug)
    sandbox.refuses("candidate", ZeroDivisionError("ours"))
    with pytest.raises(ZeroDivisionError):
        graded(sandbox, folder)


def test_a_stopwatch_tells_when_each_step_began_and_what_it_took() -> None:
    ticks = iter([100.0, 101.0, 104.0, 110.0])
    stopwatch = Stopwatch(lambda: next(ticks))
    with stopwatch.step("one"):
        pass
    (step,) = stopwatch.steps
    assert (step.name, step.started_s, step.duration_s, stopwatch.total_s) == ("one", 1.0, 3.0, 10.0)


# ── The candidate's own tests ────────────────────────────────────────────────────────────────────


def test_own_tests_that_are_not_asked_for_are_said_to_be_missing(folder: Path) -> None:
    found = graded(boxes(all_pass()), folder)
    assert found.own_tests is None
    assert [each.why for each in found.not_measured if each.what == WHAT] == ["Not asked for in this run."]


def test_a_box_of_own_tests_that_fails_costs_neither_grade_nor_candidate(folder: Path) -> None:
    sandbox = boxes(all_pass()).refuses("tests", EngineFailed("no disk"))
    asked = msgspec.structs.replace(CIRCUMSTANCES, own_tests=True)
    found = graded(sandbox, folder, circumstances=asked, files={**SAME, "test_it.py": b"def test_it(): pass\n"})
    assert (found.verdict, found.score, found.own_tests) == (Verdict.ACCEPTED, 100.0, None)
    (missing,) = [each.why for each in found.not_measured if each.what == WHAT]
    assert "our trouble: no disk" in missing


# ── Code quality ─────────────────────────────────────────────────────────────────────────────────

ANALYSED = msgspec.structs.replace(CIRCUMSTANCES, analysis=True)


def linter(*, line: bytes) -> Program:
    """An analysis box that takes its delivery, says this and ends."""

    def program(inside: Inside) -> int:
        inside.delivery()
        inside.write(line + b"\n")
        return 0

    return program


def test_what_tools_find_is_in_the_grade_and_not_in_the_score(folder: Path) -> None:
    row = {"tool": "bandit", "rule": "B307", "path": "solution.py", "line": 1, "message": "eval"}
    said = {"tools": [{"name": "bandit", "version": "1", "failed": "", "seconds": 0.1}], "findings": [row]}
    found = graded(
        boxes(all_pass()).runs("analysis", linter(line=msgspec.json.encode(said))), folder, circumstances=ANALYSED
    )
    assert found.quality is not None
    assert [finding.concept for finding in found.quality.findings] == ["code_from_strings"]
    assert found.score == 100.0
    (security,) = [criterion for criterion in found.criteria if criterion.name == "security"]
    assert (security.proposed_level, security.fraction) == (1, None)
    assert "analysis" in [step.name for step in found.provenance.steps]


def test_what_the_configured_advisories_know_of_the_packages_in_use_is_in_the_grade(folder: Path) -> None:
    osv = export(folder / "osv", entry("flask", events=[{"introduced": "0"}]))
    configuration = Configuration(advisories=Advisories(osv=str(osv)))
    found = graded(
        boxes(all_pass()).runs("analysis", linter(line=b'{"tools": []}')),
        folder,
        circumstances=msgspec.structs.replace(ANALYSED, configuration=configuration),
        files={**SAME, "requirements.txt": b"flask>=2\n"},
    )
    assert found.quality is not None
    [finding] = found.quality.findings
    [flask] = [package for package in found.preparation.packages if package.name == "flask"]
    assert finding.message.startswith(f"flask {flask.version} (the version used here): It breaks")
    assert [(tool.name, tool.version) for tool in found.quality.tools] == [("advisories (OSV), PyPI", "2026-11-20")]


def test_without_advisories_a_grade_says_what_it_does_not_know(folder: Path) -> None:
    sandbox = boxes(all_pass()).runs("analysis", linter(line=b'{"tools": []}'))
    quality = graded(sandbox, folder, circumstances=ANALYSED).quality
    assert quality is not None
    assert [each.what for each in quality.not_measured] == ["Known vulnerabilities of packages"]


def test_nobody_waits_for_an_analysis_once_the_run_is_interrupted(folder: Path) -> None:
    def never_done(inside: Inside) -> int:
        inside.wait_for_the_host()
        return 0

    sandbox = boxes(all_pass()).runs("analysis", never_done)
    with pytest.raises(KeyboardInterrupt):
        graded(sandbox, folder, Interrupted(), circumstances=ANALYSED)


def test_an_analysis_that_fails_costs_neither_grade_nor_candidate(folder: Path) -> None:
    sandbox = boxes(all_pass()).refuses("analysis", EngineFailed("no disk"))
    found = graded(sandbox, folder, circumstances=ANALYSED)
    assert (found.verdict, found.score, found.quality) == (Verdict.ACCEPTED, 100.0, None)
    (missing,) = [each.why for each in found.not_measured if each.what == QUALITY]
    assert "our trouble: no disk" in missing
