"""Several pieces of work at once: who reports, how many, and what an error does to the others."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from grader.sandbox.at_once import at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.sandbox.at_once import Report


def test_reports_come_from_the_callers_thread_and_each_work_keeps_its_order() -> None:
    said: list[tuple[str, str]] = []

    def work(name: str) -> Callable[[Report], None]:
        def reports(report: Report) -> None:
            for number in range(3):
                report(f"{name}{number}")

        return reports

    at_once([work("a"), work("b")], most=2, report=lambda line: said.append((line, threading.current_thread().name)))
    assert {thread for _, thread in said} == {threading.current_thread().name}
    assert [line for line, _ in said if line.startswith("a")] == ["a0", "a1", "a2"]
    assert [line for line, _ in said if line.startswith("b")] == ["b0", "b1", "b2"]


def test_so_many_are_at_work_at_once_and_no_more() -> None:
    lock, meet = threading.Lock(), threading.Barrier(2, timeout=20)
    at_work, seen = 0, list[int]()

    def work(_report: Report) -> None:
        nonlocal at_work
        with lock:
            at_work += 1
            seen.append(at_work)
        meet.wait()
        with lock:
            at_work -= 1

    at_once([work] * 4, most=2, report=pytest.fail)
    assert max(seen) == 2


def test_an_error_is_raised_at_once_and_what_was_at_work_ends_when_it_reports() -> None:
    failed, ended = threading.Event(), threading.Event()
    lines: list[str] = []

    def goes_on(report: Report) -> None:
        try:
            failed.wait(20)
            while True:
                report("still here")
        finally:
            ended.set()

    def fails(_report: Report) -> None:
        raise ValueError("no disk")

    with pytest.raises(ValueError, match="no disk"):
        at_once([goes_on, fails, goes_on], most=2, report=lines.append)
    failed.set()
    assert ended.wait(20)
    assert lines == []


def test_ctrl_c_does_not_wait_for_what_is_at_work() -> None:
    over = threading.Event()

    def reports(report: Report) -> None:
        report("begun")
        over.wait(20)

    def interrupts(_line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        at_once([reports], most=1, report=interrupts)
    over.set()


def test_nothing_to_do_is_done() -> None:
    at_once([], most=3, report=pytest.fail)
