"""Graders side by side leave each other the cores, and one that is killed keeps nobody waiting."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from grader.turns import turn

PATIENCE_S = 30.0
HOLDS = """
import sys
from pathlib import Path
from grader.turns import turn
with turn(Path(sys.argv[1]), cores=2.0, of=2):
    print("held", flush=True)
    sys.stdin.read()
"""


class Waiting:
    """A grader on a thread that wants cores."""

    def __init__(self, folder: Path, *, cores: float, of: int = 2) -> None:
        self.has_them, self.may_go = threading.Event(), threading.Event()
        self.told: list[str] = []
        self._thread = threading.Thread(target=self._wait, args=(folder, cores, of), daemon=True)
        self._thread.start()

    def _wait(self, folder: Path, cores: float, of: int) -> None:
        with turn(folder, cores=cores, of=of, waits=lambda: self.told.append("waits")):
            self.has_them.set()
            self.may_go.wait(PATIENCE_S)

    def end(self) -> None:
        self.may_go.set()
        self._thread.join(PATIENCE_S)


def test_as_many_go_at_once_as_there_are_cores_and_the_next_is_told_that_it_waits(tmp_path: Path) -> None:
    first = Waiting(tmp_path / "turns", cores=1)
    assert first.has_them.wait(PATIENCE_S)
    second = Waiting(tmp_path / "turns", cores=1)
    assert second.has_them.wait(PATIENCE_S)
    third = Waiting(tmp_path / "turns", cores=1)
    assert not third.has_them.wait(0.3)
    first.end()
    assert third.has_them.wait(PATIENCE_S)
    second.end()
    third.end()
    assert (first.told, second.told, third.told) == ([], [], ["waits"])


def test_whoever_wants_all_cores_is_not_overtaken_for_ever(tmp_path: Path) -> None:
    one = Waiting(tmp_path / "turns", cores=1)
    assert one.has_them.wait(PATIENCE_S)
    large = Waiting(tmp_path / "turns", cores=2)
    assert not large.has_them.wait(0.3)
    late = Waiting(tmp_path / "turns", cores=1)
    one.end()
    assert large.has_them.wait(PATIENCE_S)
    assert not late.has_them.is_set()
    large.end()
    assert late.has_them.wait(PATIENCE_S)
    late.end()


@pytest.mark.parametrize(("cores", "of"), [(8.0, 2), (0.5, 1), (1.0, 0)])
def test_a_box_that_is_promised_more_than_there_is_gets_what_there_is(cores: float, of: int, tmp_path: Path) -> None:
    with turn(tmp_path / "turns", cores=cores, of=of):
        pass


def test_a_grader_that_is_killed_gives_its_cores_back(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(tmp_path / "turns")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        waiting = Waiting(tmp_path / "turns", cores=1)
        assert not waiting.has_them.wait(0.3)
        holder.kill()
    assert waiting.has_them.wait(PATIENCE_S)
    waiting.end()


def test_a_folder_that_is_not_ours_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "turns").symlink_to(tmp_path)
    with turn(tmp_path / "turns", cores=1, of=1), turn(tmp_path / "turns", cores=1, of=1):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {"turns"}
