"""The publish gate judges what came of an example by what its author promised."""

from __future__ import annotations

from pathlib import Path

import msgspec
import nouns
import pytest

from grader import verify
from grader.examples import Example
from grader.model import (
    SCHEMA_VERSION,
    Case,
    ChallengeRef,
    Grade,
    Limits,
    Measured,
    Outcome,
    Preparation,
    Provenance,
    RequirementResult,
    RubricRef,
    Series,
    SubmissionRef,
    Suite,
    Verdict,
)

CHALLENGE = nouns.challenge(limits=Limits(wall_time_s=30, per_test_s=6))


def case(name: str = "test_a", outcome: Outcome = Outcome.PASSED, duration_s: float = 0.1) -> Case:
    verdict = Verdict.ACCEPTED if outcome is Outcome.PASSED else Verdict.WRONG_ANSWER
    return Case(name=name, title=name, requirement="R1", outcome=outcome, verdict=verdict, duration_s=duration_s)


def graded(
    *,
    failed: tuple[str, ...] = (),
    verdict: Verdict = Verdict.ACCEPTED,
    score: float | None = 100.0,
    cases: tuple[Case, ...] = (case(),),
    wall_time_s: float = 1.0,
) -> Grade:
    return Grade(
        schema_version=SCHEMA_VERSION,
        challenge=ChallengeRef(slug="two-words", title="Two words", version="1.0.0", sha256=""),
        submission=SubmissionRef(name="x", language="python", sha256="", files=(), dropped=(), lines=1),
        rubric=RubricRef(name="algorithm", version="1.0.0", sha256="", weights_reason=""),
        verdict=verdict,
        verdict_reason="because",
        preparation=Preparation(),
        score=score,
        equal_weight_score=score,
        requirements=tuple(
            RequirementResult(
                id=each.id, text="", criterion=each.criterion, points=1, passed=0, total=1, met=each.id not in failed
            )
            for each in CHALLENGE.requirements
        ),
        suites=(Suite(name="hidden", kind="function", cases=cases),),
        criteria=(),
        measured=Measured(wall_time_s=wall_time_s, peak_memory_bytes=1 << 20),
        quality=None,
        own_tests=None,
        flags=(),
        provenance=Provenance(
            grader_version="0",
            image_digests={},
            engine="",
            runtime="",
            limits=CHALLENGE.limits,
            seed=1,
            started="",
            duration_s=1,
            host="",
            attempts=1,
            steps=(),
        ),
        not_measured=(),
    )


def example(expectation: str, **changes: object) -> Example:
    plain = Example(
        expectation=expectation,
        name="one",
        language="python",
        folder=Path("/nonexistent"),
        why="because",
        fails=("R1",),
        score_at_most=None,
        verdict=Verdict.WRONG_ANSWER,
    )
    return msgspec.structs.replace(plain, **changes)


def holds(of: Example, *grades: Grade) -> bool:
    return verify.judged(CHALLENGE, of, grades)[0]


# ── accepted ──

ACCEPTED = example("accepted", fails=(), verdict=Verdict.ACCEPTED)


def test_an_accepted_example_with_full_marks_every_time_holds() -> None:
    assert holds(ACCEPTED, graded(), graded(), graded())


@pytest.mark.parametrize(
    "last",
    [
        graded(score=99.9),
        graded(score=None),
        graded(cases=(case(outcome=Outcome.SKIPPED),)),
        graded(cases=(case(), case("test_b"))),
        graded(cases=(case(duration_s=2.1),)),
        graded(wall_time_s=10.1),
    ],
    ids=["less than full marks", "no score", "another outcome", "another case", "a slow case", "slow in all"],
)
def test_an_accepted_example_fails_the_gate_by_one_bad_repeat(last: Grade) -> None:
    assert not holds(ACCEPTED, graded(), last)


def test_room_is_measured_against_the_limits_of_the_challenge() -> None:
    assert holds(ACCEPTED, graded(cases=(case(duration_s=2.0),), wall_time_s=10.0))
    evidence = verify.judged(CHALLENGE, ACCEPTED, [graded(cases=(case(duration_s=2.1),))])[1]
    assert evidence.startswith("too little room")
    assert "2.10 of 6 s" in evidence


def test_a_sample_tells_the_room_and_does_not_judge_it() -> None:
    found, evidence = verify.judged(CHALLENGE, ACCEPTED, [graded(cases=(case(duration_s=2.1),))], room=False)
    assert found
    assert "2.10 of 6 s" in evidence
    assert "too little" not in evidence
    assert not verify.judged(CHALLENGE, ACCEPTED, [graded(score=99.9)], room=False)[0]


@pytest.mark.parametrize(("rounds", "roomy"), [(5, False), (6, True)])
def test_rounds_beyond_what_growth_needs_are_no_want_of_room(rounds: int, *, roomy: bool) -> None:
    slow = graded(cases=(case(duration_s=2.1),), wall_time_s=10.1)
    series = Series(
        case=case().name,
        label="",
        asked="n",
        sizes=(1, 2, 8),
        seconds=(0.1, 0.1, 0.2),
        exponent=1.0,
        samples=((0.1,) * rounds, (0.1,) * rounds, (0.2,) * rounds),
    )
    (suite,) = slow.suites
    measured = msgspec.structs.replace(slow, suites=(msgspec.structs.replace(suite, series=(series,)),))
    assert verify.judged(CHALLENGE, ACCEPTED, [measured])[0] is roomy


# ── nothing, known-bad, cheats ──


@pytest.mark.parametrize(("score", "expected"), [(0.0, True), (5.0, True), (5.1, False), (None, False)])
def test_doing_nothing_is_worth_about_nothing(score: float | None, *, expected: bool) -> None:
    assert holds(example("do_nothing", fails=None), graded(score=score)) is expected


def test_a_known_bad_example_fails_exactly_what_it_names() -> None:
    bad = example("wrong_answer")
    wrong = Verdict.WRONG_ANSWER
    assert holds(bad, graded(failed=("R1",), verdict=wrong, score=40.0))
    assert not holds(bad, graded(failed=("R1", "R2"), verdict=wrong, score=0.0))
    assert not holds(bad, graded(failed=("R2",), verdict=wrong, score=60.0))
    assert not holds(bad, graded(failed=(), verdict=Verdict.ACCEPTED))


def test_a_known_bad_example_has_the_verdict_of_its_folder() -> None:
    slow = example("time_limit_exceeded", verdict=Verdict.TIME_LIMIT_EXCEEDED)
    assert holds(slow, graded(failed=("R1",), verdict=Verdict.TIME_LIMIT_EXCEEDED, score=40.0))
    assert not holds(slow, graded(failed=("R1",), verdict=Verdict.WRONG_ANSWER, score=40.0))


@pytest.mark.parametrize(("score", "expected"), [(0.0, True), (35.0, True), (35.1, False), (None, False)])
def test_a_cheat_gains_nothing_over_what_it_is_worth(score: float | None, *, expected: bool) -> None:
    cheat = example("cheats", fails=None, score_at_most=35.0, verdict=None)
    assert holds(cheat, graded(failed=("R1",), verdict=Verdict.WRONG_ANSWER, score=score)) is expected


def an_example(expectation: str, name: str, language: str) -> Example:
    return Example(
        expectation=expectation,
        name=name,
        language=language,
        folder=Path("/nonexistent"),
        why="because",
        fails=(),
        score_at_most=None,
        verdict=None,
    )


def test_the_quick_gate_takes_every_fault_once_and_all_that_proves_in_every_language() -> None:
    languages = ("java", "node", "python")
    names = [f"fault_{number}" for number in range(30)]
    faults = [an_example("wrong_answer", name, language) for name in names for language in languages]
    whole = [an_example(kind, "x", language) for kind in ("accepted", "cheats", "do_nothing") for language in languages]
    chosen = verify.one_language_each([*faults, *whole])
    assert [each for each in chosen if each in whole] == whole
    drawn = [each for each in chosen if each in faults]
    assert [each.name for each in drawn] == names
    assert {each.language for each in drawn} == set(languages)
    assert verify.one_language_each([*whole, *faults])[len(whole) :] == drawn


def test_a_sample_keeps_an_answer_a_language_and_some_of_every_verdict() -> None:
    bad = [
        an_example(kind, f"bad-{n}", "python")
        for n in range(9)
        for kind in ("wrong_answer", "run_time_error", "compile_error")
    ]
    whole = [
        an_example(kind, name, language)
        for kind, name in (("accepted", "right"), ("accepted", "right_too"), ("do_nothing", "nothing"))
        for language in ("java", "python")
    ]
    cheats = [an_example("cheats", f"cheat-{n}", "python") for n in range(9)]
    chosen = verify.sampled("slug", [*whole, *bad, *cheats], 3)
    assert chosen == verify.sampled("slug", [*whole, *bad, *cheats], 3)
    assert [each.expectation for each in chosen if each in bad] != []
    assert {each.expectation for each in chosen} == {
        *("accepted", "cheats", "wrong_answer", "run_time_error", "compile_error")
    }
    assert sorted(each.language for each in chosen if each.expectation == "accepted") == ["java", "python"]
    assert len(chosen) == 2 + 3 + 3


def test_a_sample_keeps_the_accepted_answer_of_the_fewest_files(tmp_path: Path) -> None:
    large, small = (
        msgspec.structs.replace(an_example("accepted", name, "java"), folder=tmp_path / name)
        for name in ("large", "small")
    )
    for example, number in ((large, 3), (small, 2)):
        for each in range(number):
            path = example.folder / f"src/{each}.java"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    assert verify.sampled("slug", [small, large], 1) == verify.sampled("other", [large, small], 1) == [small]


def test_the_smallest_sample_holds_what_most_known_bad_examples_are() -> None:
    bad = [an_example("wrong_answer", f"bad-{n}", "python") for n in range(3)]
    chosen = verify.sampled("slug", [an_example("compile_error", "bad", "python"), *bad], 1)
    assert [each.expectation for each in chosen] == ["wrong_answer"]
