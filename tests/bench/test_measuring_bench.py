"""What is counted as whose, and which rounds count."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from grader.sandbox.ownership import this_process

from . import machine
from .measuring import Operation, engine_s, rounds

if TYPE_CHECKING:
    from pathlib import Path


def test_an_engine_is_known_by_name_and_pays_for_the_children_it_waited_for(tmp_path: Path) -> None:
    rest = "0 0 0 0 0 0 0 0 0"
    for pid, name in ((7, "dockerd"), (8, "containerd"), (9, "containerd-shim"), (10, "(dockerd) x")):
        (tmp_path / str(pid)).mkdir()
        (tmp_path / str(pid) / "stat").write_text(f"{pid} ({name}) S 1 {rest} 100 200 300 400 20 0\n", "utf-8")
    assert engine_s(tmp_path) == {7: 10.0, 8: 10.0}


def test_what_is_left_is_known_by_the_process_that_started_it() -> None:
    mine = {machine.OWNER_LABEL: this_process()}
    assert machine.is_ours(mine, {os.getpid()})
    assert not machine.is_ours(mine, {os.getppid()})
    assert not machine.is_ours(None, {os.getpid()})


def test_rounds_without_a_warm_up_run_nothing_that_is_not_kept() -> None:
    ran: list[int] = []
    operations = [Operation("one", lambda: ran.append(1))]
    assert len(rounds(operations, count=2, report=lambda _text: None, warm_up=False)["one"]) == len(ran) == 2
    assert len(rounds(operations, count=2, report=lambda _text: None)["one"]) == 2
    assert len(ran) == 5
