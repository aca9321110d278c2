"""Who a box belongs to, and when nobody does any more."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from grader.sandbox.ownership import FORGOTTEN_S, Owner, is_orphan, look_up, this_process
from grader.sandbox.ownership import _start_time as start_time

OLD, NEW = FORGOTTEN_S + 1, 1.0
ASK = "from grader.sandbox.ownership import this_process; print(this_process())"


def gone() -> str:
    """The label of a process that has ended."""
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_zombie_owns_nothing_though_nobody_has_looked_at_it_yet() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    owner = f"{this_process().rpartition('/')[0].rpartition('/')[0]}/{child.pid}/"
    owner += start_time(child.pid)
    assert look_up(owner) is Owner.ALIVE
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert look_up(owner) is Owner.GONE
    child.wait()


def test_this_process_is_alive() -> None:
    assert look_up(this_process()) is Owner.ALIVE


def test_a_process_that_has_ended_is_gone() -> None:
    assert look_up(gone()) is Owner.GONE


def test_another_process_with_the_same_number_is_not_the_owner() -> None:
    label, _, started = this_process().rpartition("/")
    assert look_up(f"{label}/{int(started) - 1}") is Owner.GONE


def test_an_owner_of_another_boot_or_container_cannot_be_seen_from_here() -> None:
    boot, namespace, process, started = this_process().split("/")
    assert look_up(f"another-boot/{namespace}/{process}/{started}") is Owner.ELSEWHERE
    assert look_up(f"{boot}/1/{process}/{started}") is Owner.ELSEWHERE


@pytest.mark.parametrize("label", ["", "x", "///", "a/b/c/d", "one/two"])
def test_a_label_that_is_no_owners_is_never_called_alive(label: str) -> None:
    assert look_up(label) is not Owner.ALIVE


def test_a_process_without_number_on_this_machine_is_gone() -> None:
    boot, namespace, _, started = this_process().split("/")
    assert look_up(f"{boot}/{namespace}/../{started}") is not Owner.ALIVE
    assert look_up(f"{boot}/{namespace}/self/{started}") is Owner.GONE


@pytest.mark.parametrize("running", [True, False])
@pytest.mark.parametrize("age_s", [NEW, OLD])
def test_what_a_living_owner_has_is_never_swept_and_what_a_gone_one_had_always(age_s: float, *, running: bool) -> None:
    assert not is_orphan(this_process(), running=running, age_s=age_s)
    assert is_orphan(gone(), running=running, age_s=age_s)


@pytest.mark.parametrize(
    ("age_s", "running", "swept"), [(NEW, True, False), (NEW, False, False), (OLD, True, False), (OLD, False, True)]
)
def test_what_an_owner_elsewhere_has_is_swept_only_once_it_has_ended_and_is_old(
    age_s: float, *, running: bool, swept: bool
) -> None:
    assert is_orphan("elsewhere/1/2/3", running=running, age_s=age_s) is swept
