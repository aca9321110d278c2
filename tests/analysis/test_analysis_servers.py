"""A box that sees one submission after the other: when there is one, whom it serves, and what is done without it."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

import pytest

from grader.checks.quality import box, servers
from grader.checks.quality.servers import Servers
from grader.errors import EngineFailed
from grader.sandbox.fake import FakeSandbox, Inside, Program, dies, runs_out_of_memory

if TYPE_CHECKING:
    from collections.abc import Iterable

SERVER, FRESH = "analysis-server", "analysis"
READY = b'{"ready":true}\n'


def answers(inside: Inside) -> int:
    settings, _ = inside.delivery()
    inside.write(f'{{"fresh":"{settings["paths"][0]}"}}\n'.encode())
    return 0


def serves(most: int = 1_000) -> Program:
    """A server that ends in the middle of a delivery, once it has answered so many."""

    def serve(inside: Inside) -> int:
        inside.write(READY)
        for _ in range(most):
            settings, _ = inside.delivery()
            inside.write(f'{{"served":"{settings["paths"][0]}"}}\n'.encode())
        inside.readline()
        return 0

    return serve


def boxes(*programs: Program) -> FakeSandbox:
    return FakeSandbox().runs(SERVER, *(programs or (serves(),))).runs(FRESH, answers)


class Batch:
    """Submissions that are looked at one after the other."""

    def __init__(self, sandbox: FakeSandbox, *, jobs: int = 4, expected: int = 0) -> None:
        self.sandbox = sandbox
        self.servers = Servers(sandbox, run="r", jobs=jobs, expected=expected)

    def looks(self, name: str, language: str = "python", runtime: str = "") -> str:
        settings = {"language": language, "paths": [name], "texts": [], "called": []}
        archives = {"/submission": b"", "/build": b""}
        with self.servers.lent(language, image="analysis", runtime=runtime) as server:
            line = box.send(
                self.sandbox, settings, archives, image="analysis", run=name, runtime=runtime, ahead=server
            ).line
        return (line or b"").decode()

    def look(self, names: Iterable[str], language: str = "python") -> list[str]:
        return [self.looks(name, language) for name in names]

    def started(self, role: str = SERVER) -> int:
        return sum(spec.role == role for spec in self.sandbox.specs)


def told(kind: str, names: str) -> list[str]:
    return [f'{{"{kind}":"{name}"}}' for name in names]


def test_the_first_two_of_a_language_get_fresh_boxes_and_one_server_sees_all_others() -> None:
    batch = Batch(boxes())
    assert batch.look("abcdef") == told("fresh", "ab") + told("served", "cdef")
    assert (batch.started(FRESH), batch.started()) == (2, 1)
    batch.servers.close()
    assert batch.sandbox.left == []


def test_where_many_are_known_to_come_the_first_is_served() -> None:
    batch = Batch(boxes(), expected=servers.EXPECTED)
    assert batch.look("abc") == told("served", "abc")
    batch = Batch(boxes(), expected=servers.EXPECTED - 1)
    assert batch.look("abc") == told("fresh", "ab") + told("served", "c")


def test_of_four_jobs_two_have_one_each_and_a_third_goes_without_once_it_has_waited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(servers, "PATIENCE_S", 0.01)
    batch = Batch(boxes())
    batch.look("ab")
    with (
        batch.servers.lent("python", image="analysis", runtime="") as one,
        batch.servers.lent("python", image="analysis", runtime="") as other,
        batch.servers.lent("python", image="analysis", runtime="") as third,
    ):
        assert one is not None
        assert other is not None
        assert one is not other
        assert third is None
    assert batch.look("cd") == told("served", "cd")
    assert batch.started() == 2


def waits(batch: Batch, pool: ThreadPoolExecutor) -> Future[str]:
    """Have one more looked at, and come back once it waits for a server."""
    asked = threading.Event()

    def looks() -> str:
        asked.set()
        return batch.looks("z")

    waiting = pool.submit(looks)
    asked.wait()
    return waiting


def test_two_jobs_share_one_and_the_second_waits_until_it_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "PATIENCE_S", 60.0)
    batch = Batch(boxes(), jobs=2)
    batch.look("ab")
    with ThreadPoolExecutor() as pool:
        with batch.servers.lent("python", image="analysis", runtime=""):
            waiting = waits(batch, pool)
            assert not wait([waiting], timeout=0.05).done
        assert waiting.result() == '{"served":"z"}'
    assert batch.started() == 1


def test_whoever_waits_goes_without_where_all_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "PATIENCE_S", 60.0)
    batch = Batch(boxes(), jobs=2)
    batch.look("ab")
    with ThreadPoolExecutor() as pool, batch.servers.lent("python", image="analysis", runtime=""):
        waiting = waits(batch, pool)
        batch.servers.close()
        assert waiting.result() == '{"fresh":"z"}'


def test_each_language_has_its_own_that_stay_when_they_come_by_turns() -> None:
    batch = Batch(boxes(), jobs=1)
    seen = [batch.looks(name, language) for name in "abcd" for language in ("python", "java")]
    assert seen == [
        line for kind, names in (("fresh", "ab"), ("served", "cd")) for line in told(kind, names) for _ in "12"
    ]
    assert [spec.command[-3:] for spec in batch.sandbox.specs if spec.role == SERVER] == [
        ("--serve", "python", "/tmp"),
        ("--serve", "java", "/tmp"),
    ]
    batch.servers.close()
    assert batch.sandbox.left == []


def test_it_is_a_box_as_any_other_of_its_kind_but_for_how_much_it_may_say() -> None:
    batch = Batch(boxes())
    batch.look("abc")
    fresh, server = batch.sandbox.specs[0], batch.sandbox.specs[-1]
    assert (server.limits, server.folders, server.image, server.background) == (
        fresh.limits,
        fresh.folders,
        fresh.image,
        fresh.background,
    )
    assert (server.channel, server.network, server.joins) == (None, "none", "")
    assert server.output_bytes > fresh.output_bytes


@pytest.mark.parametrize("program", [dies(1), runs_out_of_memory, serves(0)], ids=["dies", "memory", "silent"])
def test_what_a_server_does_not_answer_a_fresh_box_does_and_after_three_there_is_no_other(program: Program) -> None:
    batch = Batch(boxes(program))
    assert batch.look("abcdefgh") == told("fresh", "abcdefgh")
    assert batch.started() == servers.FAILED
    assert batch.sandbox.left == []


def test_one_that_ends_after_some_is_replaced_as_often_as_it_takes() -> None:
    batch = Batch(boxes(serves(servers.WORTH_IT + 1)))
    seen = batch.look("abcdefghijklmnopqrst")
    assert seen == [
        f'{{"{"fresh" if at < 2 or (at - 2) % 4 == 3 else "served"}":"{name}"}}'
        for at, name in enumerate("abcdefghijklmnopqrst")
    ]
    assert batch.started() > servers.FAILED


def test_one_that_has_seen_enough_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "SERVES", 3)
    batch = Batch(boxes())
    assert batch.look("abcdefgh") == told("fresh", "ab") + told("served", "cdefgh")
    assert batch.started() == 2
    assert batch.sandbox.left == []


def test_one_that_has_said_enough_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "SERVES_BYTES", 2 * box.MAX_LINE + 20)
    batch = Batch(boxes())
    assert batch.look("abcde") == told("fresh", "ab") + told("served", "cde")
    assert batch.started() == 2


def test_an_engine_that_starts_none_costs_nobody_anything() -> None:
    batch = Batch(boxes().refuses(SERVER, EngineFailed("no space left")))
    assert batch.look("abcd") == told("fresh", "abc") + told("served", "d")


def test_one_that_is_lent_when_all_is_over_ends_when_it_comes_back() -> None:
    batch = Batch(boxes())
    batch.look("ab")
    with batch.servers.lent("python", image="analysis", runtime=""):
        batch.servers.close()
        assert batch.sandbox.left == ["grader-r-1-analysis-server"]
    assert batch.sandbox.left == []
    assert batch.look("cd") == told("fresh", "cd")


def test_another_runtime_has_servers_of_its_own() -> None:
    batch = Batch(boxes())
    batch.look("abc")
    assert batch.looks("d", runtime="runsc") == '{"fresh":"d"}'
