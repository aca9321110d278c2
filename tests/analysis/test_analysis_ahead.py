"""A box that was started ahead answers where it can, a fresh one where it cannot, and nobody sees which."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import msgspec
import pytest

from grader.checks.quality import box
from grader.checks.quality.beginning import Beginning
from grader.errors import EngineFailed
from grader.sandbox.fake import FakeSandbox, Inside, Program, dies, runs_out_of_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.checks.quality.box import Ahead, Early

AHEAD, FRESH = "analysis-ahead", "analysis"
TOLD = b'{"tools":[]}'
READY = b'{"ready":true}\n'


def answers(inside: Inside) -> int:
    inside.delivery()
    inside.write(TOLD + b"\n")
    return 0


def waits_and_answers(inside: Inside) -> int:
    inside.write(READY)
    return answers(inside)


def waits_and(program: Program) -> Program:
    def waits(inside: Inside) -> int:
        inside.write(READY)
        inside.delivery()
        return program(inside)

    return waits


def boxes(ahead: Program = waits_and_answers) -> FakeSandbox:
    return FakeSandbox().runs(AHEAD, ahead).runs(FRESH, answers)


def waiting(sandbox: FakeSandbox, *, waits_s: float = 60.0) -> Ahead:
    return box.start_ahead(sandbox, "python", image="analysis", run="r", waits_s=waits_s)


def asked(sandbox: FakeSandbox, ahead: Early | None, *, language: str = "python", runtime: str = "") -> bytes | None:
    settings = {"language": language, "paths": [], "texts": [], "called": []}
    archives = {"/submission": b"", "/build": b""}
    return box.send(sandbox, settings, archives, image="analysis", run="r", runtime=runtime, ahead=ahead).line


def roles(sandbox: FakeSandbox) -> list[str]:
    return [spec.role for spec in sandbox.specs]


def test_a_box_that_waits_is_handed_the_submission_and_no_other_is_started() -> None:
    sandbox = boxes()
    assert asked(sandbox, waiting(sandbox)) == TOLD
    assert (roles(sandbox), sandbox.left) == ([AHEAD], [])


def test_it_is_the_same_box_but_for_its_name_and_that_it_waits() -> None:
    sandbox = boxes()
    waiting(sandbox).close()
    asked(sandbox, None)
    ahead, fresh = sandbox.specs
    assert fresh.command == (*box.PROGRAM, "--load", "python")
    assert ahead.command == (*box.PROGRAM, "--warm", "python", "/tmp")
    assert msgspec.structs.replace(ahead, role=fresh.role, command=fresh.command) == fresh


def test_it_sees_one_submission() -> None:
    sandbox = boxes()
    ahead = waiting(sandbox)
    assert [asked(sandbox, ahead), asked(sandbox, ahead)] == [TOLD, TOLD]
    assert (roles(sandbox), sandbox.left) == ([AHEAD, FRESH], [])


@pytest.mark.parametrize(
    "program",
    [dies(1), runs_out_of_memory, waits_and(dies(1)), waits_and(runs_out_of_memory)],
    ids=["dead before", "too little memory before", "dies of it", "too little memory for it"],
)
def test_one_that_dies_is_made_up_for_by_a_fresh_one(program: Program) -> None:
    sandbox = boxes(program)
    assert asked(sandbox, waiting(sandbox)) == TOLD
    assert (roles(sandbox), sandbox.left) == ([AHEAD, FRESH], [])


def test_an_answer_is_not_trusted_where_memory_was_short() -> None:
    def answers_in_need(inside: Inside) -> int:
        inside.write(b'{"tools":[{"failed":"signal 9"}]}\n')
        return runs_out_of_memory(inside)

    sandbox = boxes(waits_and(answers_in_need))
    assert asked(sandbox, waiting(sandbox)) == TOLD


@pytest.mark.parametrize("other", [{"language": "java"}, {"runtime": "runsc"}], ids=["language", "runtime"])
def test_one_that_was_made_for_something_else_is_ended_unused(other: dict[str, str]) -> None:
    seen = threading.Event()

    def looks(inside: Inside) -> int:
        inside.write(READY)
        if inside.readline():
            seen.set()
        return 0

    sandbox = boxes(looks)
    assert asked(sandbox, waiting(sandbox), **other) == TOLD
    assert (roles(sandbox), sandbox.left, seen.is_set()) == ([AHEAD, FRESH], [], False)


def test_one_that_has_waited_for_too_long_is_ended_unused() -> None:
    sandbox = boxes()
    assert asked(sandbox, waiting(sandbox, waits_s=0.0)) == TOLD
    assert (roles(sandbox), sandbox.left) == ([AHEAD, FRESH], [])


def test_trouble_in_ending_it_is_made_up_for_as_well_and_a_sweep_finds_it() -> None:
    sandbox = boxes().stumbles(AHEAD, EngineFailed("lost", infrastructure=True))
    assert asked(sandbox, waiting(sandbox)) == TOLD
    assert sandbox.left == ["grader-r-analysis-ahead"]
    assert sandbox.sweep("r") == 1


def test_one_that_nobody_needs_is_closed() -> None:
    sandbox = boxes()
    ahead = waiting(sandbox)
    assert ahead.is_ready(within_s=5)
    ahead.close()
    ahead.close()
    assert (sandbox.left, ahead.is_ready(within_s=5)) == ([], False)


# ── begun while the submission is still being read ──


BEGUN = "analysis-begun"


@pytest.fixture
def aside() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=1) as pool:
        yield pool


def begins(sandbox: FakeSandbox, aside: ThreadPoolExecutor) -> Beginning:
    return Beginning(lambda: box.Begun(sandbox, "java", image="analysis", run="r", runtime=""), aside)


def lent(sandbox: FakeSandbox, beginning: Beginning, *, runtime: str = "") -> bytes | None:
    try:
        with beginning.lent("python", image="analysis", runtime=runtime) as begun:
            return asked(sandbox, begun, runtime=runtime)
    finally:
        beginning.close()


def test_a_box_that_is_begun_is_a_fresh_one_and_sees_any_language(aside: ThreadPoolExecutor) -> None:
    sandbox = boxes().runs(BEGUN, answers)
    beginning = begins(sandbox, aside)
    assert [lent(sandbox, beginning), lent(sandbox, beginning)] == [TOLD, TOLD]
    begun, fresh = sandbox.specs
    assert begun.command == (*box.PROGRAM, "--load", "java")
    assert msgspec.structs.replace(begun, role=fresh.role, command=fresh.command) == fresh
    assert sandbox.left == []


@pytest.mark.parametrize("program", [dies(1), runs_out_of_memory], ids=["dies", "too little memory"])
def test_one_that_was_begun_and_dies_is_made_up_for_by_a_fresh_one(program: Program, aside: ThreadPoolExecutor) -> None:
    sandbox = boxes().runs(BEGUN, program)
    assert lent(sandbox, begins(sandbox, aside)) == TOLD
    assert (roles(sandbox), sandbox.left) == ([BEGUN, FRESH], [])


def test_one_that_was_begun_for_another_runtime_is_ended_unused(aside: ThreadPoolExecutor) -> None:
    sandbox = boxes().runs(BEGUN, answers)
    assert lent(sandbox, begins(sandbox, aside), runtime="runsc") == TOLD
    assert (roles(sandbox), sandbox.left) == ([BEGUN, FRESH], [])


def test_an_engine_that_begins_none_costs_nobody_anything(aside: ThreadPoolExecutor) -> None:
    sandbox = boxes().refuses(BEGUN, EngineFailed("no space left"))
    assert lent(sandbox, begins(sandbox, aside)) == TOLD
    assert (roles(sandbox), sandbox.left) == ([FRESH], [])


def test_one_that_was_begun_and_that_nobody_asks_for_is_closed(aside: ThreadPoolExecutor) -> None:
    sandbox = boxes().runs(BEGUN, answers)
    beginning = begins(sandbox, aside)
    aside.submit(int).result()  # it is there by then
    beginning.close()
    assert (roles(sandbox), sandbox.left) == ([BEGUN], [])


def test_one_that_is_not_to_be_begun_is_not_missed(aside: ThreadPoolExecutor) -> None:
    sandbox = boxes()
    assert lent(sandbox, Beginning(lambda: None, aside)) == TOLD
    assert roles(sandbox) == [FRESH]
