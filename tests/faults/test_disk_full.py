"""The disk is full when reports are written: what was there stays, and nothing is there by half."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from faulty import A20, ANSWER, Grader

from grader import reporting, reviewing
from grader.blind import SEAL, read_seal

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]

OPTIONS = ("-c", A20, "--no-analysis", "--no-own-tests")
TMPFS = """
mount -t tmpfs -o "size=$1,mode=700" none "$2" && cp -a "$3/." "$2/" && shift 3 || exit 99
"$@"
"""
"""Mounts a disk of a given size on a folder, puts what is in another one there, and runs a command."""


class Ended(NamedTuple):
    code: int
    told: str
    files: dict[str, bytes]


def on_a_disk_of(size: str, before: Path, tmp_path: Path) -> Ended:
    """Grade into a folder on a tiny disk of its own, which exists for this one process and its children."""
    disk = tmp_path / "disk"
    disk.mkdir()
    away = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    keep = (
        f"import shutil, subprocess, sys\nended = subprocess.run(sys.argv[2:])\n"
        f"shutil.copytree({str(disk / 'out')!r}, sys.argv[1])\nsys.exit(ended.returncode)"
    )
    ours = [sys.executable, "-m", "grader", "run", ANSWER / "python", *OPTIONS, "-o", disk / "out"]
    command = [
        *away,
        "sh",
        "-c",
        TMPFS,
        "sh",
        size,
        disk,
        before,
        sys.executable,
        "-c",
        keep,
        tmp_path / "after",
        *ours,
    ]
    ended = subprocess.run(
        [str(each) for each in command], capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"}
    )
    return Ended(ended.returncode, ended.stderr, content(tmp_path / "after"))


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the folder of an earlier grade in it."""
    folder = tmp_path_factory.mktemp("earlier")
    assert Grader(ANSWER / "python", *OPTIONS, "-o", folder / "out").ended()[0] == 0
    return folder


def test_a_full_disk_leaves_an_earlier_grade_as_it_was_and_is_our_trouble(earlier: Path, tmp_path: Path) -> None:
    before = content(earlier / "out")
    room = sum(map(len, before.values())) + (96 << 10)
    ended = on_a_disk_of(str(room), earlier, tmp_path)
    assert ended.code == 3, ended.told
    assert "the disk is full. Make room, or choose another --output." in ended.told
    assert "reports …" in ended.told, "it was full only when the reports came"
    assert ended.files == before
    grade = reporting.read(tmp_path / "after")
    assert read_seal(tmp_path / "after", grade).name
    reviewing.look(tmp_path / "after", needed=1)


def test_a_full_disk_leaves_nothing_where_nothing_was(tmp_path: Path) -> None:
    (tmp_path / "before" / "out").mkdir(parents=True)
    ended = on_a_disk_of("96k", tmp_path / "before", tmp_path)
    assert ended.code == 3, ended.told
    assert "the disk is full" in ended.told
    assert ended.files == {}
    assert list((tmp_path / "after").iterdir()) == []


def test_a_disk_with_room_is_written_to(earlier: Path, tmp_path: Path) -> None:
    ended = on_a_disk_of("8m", earlier, tmp_path)
    assert ended.code == 0, ended.told
    assert ended.files.keys() == content(earlier / "out").keys()
    assert ended.files["result.json"] != content(earlier / "out")["result.json"]
    reviewing.look(tmp_path / "after", needed=1)


@pytest.mark.parametrize("size", [0, 4096])
def test_a_file_that_may_not_grow_is_told_and_leaves_an_earlier_grade_as_it_was(
    size: int, tmp_path: Path, earlier: Path
) -> None:
    before = content(earlier / "out")
    launcher = tmp_path / "limited.py"
    launcher.write_text(
        f"import resource, runpy\nresource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "runpy.run_module('grader', run_name='__main__', alter_sys=True)\n",
        encoding="utf-8",
    )
    code, told = Grader(ANSWER / "python", *OPTIONS, "-o", earlier / "out", launcher=(str(launcher),)).ended()
    assert code == 2, told
    assert "File too large" in told
    assert "Traceback" not in told
    assert content(earlier / "out") == before
    assert (earlier / "out" / SEAL).is_file()
