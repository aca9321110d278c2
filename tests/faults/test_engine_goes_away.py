"""The engine, or a box, goes away while somebody is graded: void or once more, and never a wrong score."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from faulty import A20, ANSWER, Grader, Relay, Saboteur, engine_socket, graded, lingering
from owners import left_by

from grader import reporting
from grader.model import Grade, Verdict
from grader.observing import Silent
from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]

CONFORMANCE = Path(__file__).parents[1] / "conformance" / "challenges"
QUERIES = CONFORMANCE / "queries"


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    with Relay(tmp_path / "engine.sock", engine_socket()) as relay:
        yield relay


@pytest.fixture
def through(relay: Relay) -> Iterator[DockerSandbox]:
    """The engine as it is reached through the relay."""
    sandbox = DockerSandbox(base_url=relay.address)
    yield sandbox
    sandbox.client.close()


@pytest.fixture(autouse=True)
def nothing_is_left(engine: DockerSandbox, run: str) -> Iterator[None]:
    yield
    for name in (run, f"{run}-1", f"{run}-2", f"{run}-analysis"):
        engine.sweep(name)


def assert_void(given: Grade) -> None:
    assert (given.verdict, given.score) == (Verdict.JUDGE_ERROR, None)
    assert {requirement.met for requirement in given.requirements} == {None}
    assert given.flags == (), "our trouble is nothing to hold against a candidate"


# ── the engine ──


def test_an_engine_that_goes_for_good_in_mid_exam_voids_the_grade(
    relay: Relay, through: DockerSandbox, run: str, tmp_path: Path
) -> None:
    given = graded(lingering(tmp_path / "in"), sandbox=through, run=run, observer=Saboteur(relay.go_away))
    assert_void(given)
    assert given.provenance.attempts == 1


def test_an_engine_that_goes_in_mid_exam_and_comes_back_voids_the_grade_and_leaves_nothing(
    relay: Relay, through: DockerSandbox, run: str, tmp_path: Path, engine: DockerSandbox
) -> None:
    def away_for_a_moment() -> None:
        relay.go_away()
        relay.come_back()

    given = graded(lingering(tmp_path / "in"), sandbox=through, run=run, observer=Saboteur(away_for_a_moment))
    assert_void(given)
    assert engine.sweep(f"{run}-1") == 0


@pytest.mark.parametrize("at", [b"/volumes/create", b"/containers/create", b"/attach", b"/start"])
def test_an_engine_that_restarts_before_the_candidates_code_runs_is_waited_for_and_tried_once_more(
    at: bytes, relay: Relay, through: DockerSandbox, run: str, engine: DockerSandbox
) -> None:
    def back_after_two_refusals() -> None:
        relay.refused.acquire()
        relay.refused.acquire()
        relay.come_back()

    waiting = threading.Thread(target=back_after_two_refusals)
    waiting.start()
    relay.when_asked_for(at, relay.go_away)
    saboteur = Saboteur(lambda: None)
    given = graded(ANSWER / "python", sandbox=through, run=run, observer=saboteur)
    waiting.join()
    assert (given.verdict, given.score, given.provenance.attempts) == (Verdict.ACCEPTED, 100, 2)
    assert any("once more" in note for note in saboteur.notes)
    assert engine.sweep(f"{run}-1") == engine.sweep(f"{run}-2") == 0


def test_an_engine_that_never_comes_back_is_told_with_exit_code_3_and_leaves_an_earlier_result_alone(
    relay: Relay, tmp_path: Path, engine: DockerSandbox
) -> None:
    source, output = lingering(tmp_path / "in"), tmp_path / "out"
    options = ("-c", A20, "-o", output, "--no-analysis", "--no-own-tests", "-v")
    grader = Grader(source, *options, DOCKER_HOST=relay.address)
    grader.until("case")
    relay.go_away()
    code, told = grader.ended()
    assert code == 3
    assert "Traceback" not in told
    assert_void(reporting.read(output))
    again = Grader(ANSWER / "python", *options)
    assert again.ended()[0] == 0
    assert reporting.read(output).score == 100
    assert left_by(engine, grader.process.pid) == []


# ── boxes ──

Stroke = Callable[[DockerSandbox, str], object]
STROKES: dict[str, Stroke] = {
    "removed": lambda engine, name: engine.client.remove_container(name, force=True),
    "killed": lambda engine, name: engine.client.kill(name),
}


@pytest.mark.parametrize("how", STROKES)
@pytest.mark.parametrize("role", ["candidate", "examiner"])
def test_a_box_that_another_hand_takes_away_voids_the_grade(
    role: str, how: str, engine: DockerSandbox, run: str, tmp_path: Path
) -> None:
    saboteur = Saboteur(lambda: STROKES[how](engine, f"grader-{run}-1-{role}"))
    given = graded(lingering(tmp_path / "in"), sandbox=engine, run=run, observer=saboteur)
    assert saboteur.struck
    assert_void(given)
    assert engine.sweep(f"{run}-1") == 0


@pytest.mark.parametrize("role", ["loopback", "database"])
def test_a_box_beside_the_exam_that_another_hand_removes_voids_the_grade(
    role: str, engine: DockerSandbox, run: str
) -> None:
    saboteur = Saboteur(lambda: STROKES["removed"](engine, f"grader-{run}-1-{role}"))
    source = QUERIES / "submissions/accepted/plain/sql"
    given = graded(source, challenge=QUERIES, sandbox=engine, run=run, observer=saboteur)
    assert saboteur.struck
    assert_void(given)
    assert engine.sweep(f"{run}-1") == 0


def test_an_analysis_box_that_another_hand_removes_leaves_the_score_and_says_what_is_missing(
    engine: DockerSandbox, run: str, tmp_path: Path
) -> None:
    name = f"grader-{run}-analysis-analysis"
    starts = engine.client.events(filters={"container": name, "event": "start"}, decode=True)

    def remove_it_when_it_starts() -> None:
        next(starts)
        STROKES["removed"](engine, name)

    saboteur = threading.Thread(target=remove_it_when_it_starts)
    saboteur.start()
    with closing(starts):
        given = graded(lingering(tmp_path / "in"), sandbox=engine, run=run, observer=Silent(), analysis=True)
        saboteur.join()
    assert (given.verdict, given.score, given.quality) == (Verdict.ACCEPTED, 100, None)
    assert any("quality" in each.what for each in given.not_measured)
