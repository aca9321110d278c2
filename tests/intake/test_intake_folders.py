from __future__ import annotations

import ctypes
import os
import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from crafted import LIMITS, write_folder

from grader.errors import SubmissionError
from grader.intake.snapshot import take

if TYPE_CHECKING:
    from pathlib import Path

PR_CAPBSET_DROP = 24
FILES = {"main.py": b"print(1)\n", "src/app/core.py": b"x = 1\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "handed-in", FILES)


def refusal(folder: Path) -> SubmissionError:
    with pytest.raises(SubmissionError) as caught:
        take(str(folder), LIMITS)
    assert str(caught.value).isprintable()
    return caught.value


def test_the_files_of_a_folder_are_taken_with_their_content(folder: Path) -> None:
    assert take(str(folder), LIMITS).files == FILES


@pytest.mark.parametrize("target", ["/etc/passwd", "main.py", "src", "nowhere", "../../x"])
def test_a_link_is_refused_and_its_target_shown(folder: Path, target: str) -> None:
    (folder / "src" / "link").symlink_to(target)
    refused = refusal(folder)
    assert refused.path == "src/link"
    assert f"symbolic link to {target!r}" in refused.rule


def test_the_escapes_in_a_link_s_target_are_shown_harmlessly(folder: Path) -> None:
    (folder / "link").symlink_to("\x1b[2J\u202e")
    assert "u202e" in refusal(folder).rule


@pytest.mark.parametrize(("kind", "word"), [(stat.S_IFIFO, "FIFO"), (stat.S_IFSOCK, "socket")])
def test_what_is_neither_file_nor_folder_is_refused(folder: Path, kind: int, word: str) -> None:
    os.mknod(folder / "odd", 0o600 | kind)
    refused = refusal(folder)
    assert (refused.path, word in refused.rule) == ("odd", True)


def test_a_sparse_file_of_2_gb_is_refused_by_its_size(folder: Path) -> None:
    with (folder / "huge.bin").open("wb") as file:
        file.truncate(2 << 30)
    refused = refusal(folder)
    assert refused.path == "huge.bin"
    assert "2,048 MiB, over the limit of 5 MiB" in refused.rule


def test_a_sparse_archive_of_2_gb_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "huge.zip").open("wb") as file:
        file.truncate(2 << 30)
    assert "archive is over 100 MiB" in refusal(tmp_path / "huge.zip").rule


def test_a_fifo_handed_in_does_not_keep_us_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "submission.zip")
    assert "neither a folder nor an archive" in refusal(tmp_path / "submission.zip").rule


NAMES = {b"a\nb": "U+000A", b"caf\xe9": "not UTF-8", b"-x": "starts with '-'", b"a\\b": "backslash", b"C:x": "drive"}


@pytest.mark.parametrize(("name", "rule"), NAMES.items())
def test_a_name_that_could_do_harm_is_refused_with_its_whole_path(folder: Path, name: bytes, rule: str) -> None:
    (folder / "src" / os.fsdecode(name)).write_bytes(b"x")
    refused = refusal(folder)
    assert rule in refused.rule
    assert refused.path.startswith("src/")


def test_twins_by_case_are_refused(folder: Path) -> None:
    write_folder(folder, {"Main.py": b"x"})
    assert "cannot be told from 'Main.py'" in refusal(folder).rule


def test_a_folder_too_deep_is_refused(folder: Path) -> None:
    write_folder(folder, {"d/" * 30 + "x.py": b"x"})
    assert "24 folders deep" in refusal(folder).rule


def test_too_many_files_are_refused(folder: Path) -> None:
    write_folder(folder, {f"data/{number}": b"" for number in range(6)})
    with pytest.raises(SubmissionError, match="more than 5 files and folders"):
        take(str(folder), LIMITS._replace(entries=5))


def test_a_folder_of_more_names_than_are_worth_looking_at_is_refused(folder: Path) -> None:
    write_folder(folder, {f"data/{number}.pyc": b"" for number in range(9)})
    with pytest.raises(SubmissionError, match="more than 8 files to look at"):
        take(str(folder), LIMITS._replace(headers=8))


def test_installed_packages_of_any_number_do_not_count(folder: Path) -> None:
    write_folder(folder, {f"node_modules/p{number % 7}/{number}.js": b"" for number in range(300)})
    (folder / "node_modules" / "link").symlink_to("/etc/passwd")
    snapshot = take(str(folder), LIMITS._replace(entries=10))
    assert snapshot.files == FILES
    assert snapshot.dropped == [("node_modules", "installed packages, which the manifest names (301 files)")]


def test_the_count_of_what_is_left_out_ends_somewhere(folder: Path) -> None:
    write_folder(folder, {f"node_modules/{number}.js": b"" for number in range(60)})
    assert take(str(folder), LIMITS._replace(headers=50)).dropped[0][1].endswith("(50 files or more)")


TAKE = """
import sys
from grader.errors import SubmissionError
from grader.intake.limits import IntakeLimits
from grader.intake.snapshot import take
try:
    take(sys.argv[1], IntakeLimits())
except SubmissionError as error:
    print(error.path, error.rule)
"""


def without_root_s_privilege() -> None:
    """Before the new program starts: root, too, is to ask a file's mode (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)."""
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def test_an_unreadable_file_is_named(folder: Path) -> None:
    (folder / "main.py").chmod(0)
    taken = subprocess.run(
        [sys.executable, "-c", TAKE, folder],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=without_root_s_privilege,
    )
    assert taken.stdout.startswith("main.py cannot be read")


def test_a_checkout_s_history_is_left_out(folder: Path) -> None:
    write_folder(folder, {".git/HEAD": b"x", ".git/config": b"[core]\nfsmonitor = evil\n", ".gitignore": b"dist\n"})
    snapshot = take(str(folder), LIMITS)
    assert set(snapshot.files) == {*FILES, ".gitignore"}
    assert snapshot.dropped == [(".git", "version control data (2 files)")]


def test_a_git_file_that_points_elsewhere_is_left_out(folder: Path) -> None:
    write_folder(folder, {".git": b"gitdir: /somewhere/else\n"})
    assert take(str(folder), LIMITS).dropped == [(".git", "version control data")]


def test_a_bare_repository_is_refused_with_what_to_do(tmp_path: Path) -> None:
    write_folder(tmp_path / "work.git", {"HEAD": b"x", "objects/x": b"", "refs/x": b""})
    assert "`git clone` it" in refusal(tmp_path / "work.git").rule


def test_a_bundle_is_refused_with_what_to_do(tmp_path: Path) -> None:
    write_folder(tmp_path, {"work.bundle": b"# v2 git bundle\n7eee5da HEAD\n"})
    assert "`git clone` it" in refusal(tmp_path / "work.bundle").rule


@pytest.mark.parametrize("intruder", ["link", "FIFO"])
def test_a_file_swapped_while_it_is_read_never_lets_another_in(folder: Path, tmp_path: Path, intruder: str) -> None:
    (tmp_path / "secret").write_bytes(b"root:x:0:0\n")
    stop = threading.Event()

    def swap() -> None:
        while not stop.is_set():
            other = folder.parent / "other"
            other.symlink_to(tmp_path / "secret") if intruder == "link" else os.mkfifo(other)
            other.replace(folder / "main.py")
            other.write_bytes(FILES["main.py"])
            other.replace(folder / "main.py")

    swapper = threading.Thread(target=swap)
    swapper.start()
    try:
        seen = [_content_or_refusal(folder) for _ in range(200)]
    finally:
        stop.set()
        swapper.join()
    assert set(seen) <= {FILES["main.py"], b"refused"}


def _content_or_refusal(folder: Path) -> bytes:
    try:
        return take(str(folder), LIMITS).files["main.py"]
    except SubmissionError:
        return b"refused"
