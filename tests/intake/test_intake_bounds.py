"""What reading costs at most, by the evidence of the bounds themselves: the kernel's counts, signals and refusals."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import json
import lzma
import signal
import struct
import subprocess
import tarfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from crafted import (
    DEFLATED,
    SYMLINK_MODE,
    Member,
    audited,
    commit,
    deflated,
    ended,
    files_in_tar,
    files_in_zip,
    misdeeds,
    point,
    taken,
    tar_entry,
    tar_of,
    write_loose,
    write_repository,
    zip_of,
)

from grader.errors import SubmissionError
from grader.history import Reading
from grader.history import child_command as history_command
from grader.intake.child import LENGTH_BYTES
from grader.intake.history import HistoryLimits
from grader.intake.limits import MIB, IntakeLimits
from grader.submission import child_command, open_submission

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = IntakeLimits()
MANY = {f"src/m{number}.py": hashlib.sha256(b"%d" % number).digest() for number in range(4_900)}


def reply_of(answer: bytes) -> dict[str, Any]:
    end = LENGTH_BYTES + int.from_bytes(answer[:LENGTH_BYTES], "big")
    reply: dict[str, Any] = json.loads(answer[LENGTH_BYTES:end])
    return reply


def written(folder: Path, data: bytes, name: str = "handed-in") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


# ── the bounds are set ──


def limits_of(command: list[str]) -> dict[str, str]:
    """Tell the limits of a child that is in the middle of its answer, as the kernel knows them."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.read(1)  # so it has given up its rights, and waits for us to read the rest
        lines = Path(f"/proc/{child.pid}/limits").read_text(encoding="utf-8").splitlines()
        child.kill()
    return {line[:26].strip(): " ".join(line[26:].split()[:2]) for line in lines[1:]}


def test_the_child_that_reads_a_submission_has_given_up_writing_processes_memory_and_time(tmp_path: Path) -> None:
    found = limits_of(child_command(written(tmp_path, files_in_zip(MANY)), LIMITS))
    assert found["Max file size"] == "0 0"
    assert found["Max processes"] == "0 0"
    assert found["Max core file size"] == "0 0"
    assert found["Max open files"] == "128 128"
    assert found["Max cpu time"] == f"{LIMITS.cpu_s} {LIMITS.cpu_s}"
    assert found["Max address space"] == f"{LIMITS.memory_bytes} {LIMITS.memory_bytes}"


def test_the_child_that_reads_a_history_has_given_up_as_much(tmp_path: Path) -> None:
    git = write_repository(tmp_path)
    wide = "\U0001f600".encode() * 200
    point(
        git, write_loose(git, commit(b"All", parents=[write_loose(git, commit(wide + b"%d" % n)) for n in range(200)]))
    )
    limits = HistoryLimits(shown=200)
    found = limits_of(history_command(tmp_path, limits))
    assert found["Max file size"] == "0 0"
    assert found["Max processes"] == "0 0"
    assert found["Max cpu time"] == f"{limits.cpu_s} {limits.cpu_s}"
    assert found["Max address space"] == f"{limits.memory_bytes} {limits.memory_bytes}"


# ── no byte and no inode ──

CONTAINERS: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "zip": files_in_zip,
    "tar": files_in_tar,
    "tar.gz": lambda files: files_in_tar(files, "w:gz"),
    "tar.bz2": lambda files: files_in_tar(files, "w:bz2"),
    "tar.xz": lambda files: files_in_tar(files, "w:xz"),
}


@pytest.mark.parametrize("pack", CONTAINERS.values(), ids=CONTAINERS)
def test_thousands_of_files_make_not_one_on_our_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    source, temporary = written(tmp_path, pack(MANY)), tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.chdir(temporary)
    answer, deeds = audited(child_command(source, LIMITS))
    assert len(reply_of(answer)["files"]) == len(MANY)
    assert misdeeds(deeds, str(source)) == []
    assert str(source) in {deed[1] for deed in deeds}
    assert sorted(tmp_path.rglob("*")) == [source, temporary]


def test_the_watch_on_the_child_would_see_a_file_made(tmp_path: Path) -> None:
    command = child_command(tmp_path, LIMITS)
    boot = command.index("-c") + 1
    command[boot] = (
        f"open({str(tmp_path / 'made')!r}, 'w').close(); import os; os.mkdir({str(tmp_path / 'x')!r}); " + command[boot]
    )
    _, deeds = audited(command)
    assert [deed[0] for deed in misdeeds(deeds, str(tmp_path), "made", "x")][:2] == ["open", "os.mkdir"]


# ── the worst archives ──


def quoted_overlap(copies: int) -> bytes:
    """Let every file hold the next one's header and data, each header quoted as an unpacked block (Fifield, 2019)."""
    content, body = bytes(4 * MIB), deflated(bytes(4 * MIB))
    members: list[Member] = []
    for number in reversed(range(copies)):
        claims = {"crc": zlib.crc32(content), "packed": len(body), "size": len(content), "method": DEFLATED}
        member = Member(b"%04d.py" % number, local=claims, central=claims)
        members.append(member)
        header = member.local_header()
        last, body = body, struct.pack("<B2H", 0, len(header), len(header) ^ 0xFFFF) + header + body
        content = header + content
    members.reverse()
    data, directory, at = members[0].local_header() + body[5 + len(members[0].local_header()) :], b"", 0
    assert data.endswith(last)
    for member in members:
        directory += member.central_header(at)
        at += len(member.local_header()) + 5
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(directory), len(data), 0)
    return data + directory + end


def zeros(pack: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    return lambda: pack(tar_of(tar_entry("x.py", bytes(24 * MIB))))


def nested_gzip() -> bytes:
    data = tar_of(tar_entry("x.py", bytes(64 * MIB)))
    for _ in range(4):
        data = gzip.compress(data, 9, mtime=0)
    return data


def wide_xz() -> bytes:
    """Ask for a dictionary of 1 GiB, which decoders set aside at once."""
    data = bytearray(lzma.compress(tar_of(tar_entry("x.py", b"1")), preset=9))
    data[16] = 0x24
    end = 12 + data[12] * 4
    data[end : end + 4] = zlib.crc32(data[12:end]).to_bytes(4, "little")
    return bytes(data)


def long_names() -> bytes:
    """Give names of 64 KB, each of twenty thousand folders: in Python's hands twenty times as large."""
    long = tar_entry("././@LongLink", b"ab/" * 21_800 + b"x\0", type=b"L") + tar_entry("x", b"")
    return tar_of(long * 1_400)


WORST: dict[str, tuple[Callable[[], bytes], str]] = {
    "a ratio of 1000": (lambda: zip_of(Member(b"x.py", bytes(5 * MIB), DEFLATED)), "100 times"),
    "ten of them": (lambda: zip_of(*[Member(b"%d.py" % n, bytes(MIB), DEFLATED) for n in range(10)]), "100 times"),
    "65,000 empty files": (lambda: zip_of(*[Member(b"%d" % n) for n in range(65_000)]), "more than 5,000"),
    "65,000 folders": (lambda: zip_of(*[Member(b"%d/" % n) for n in range(65_000)]), "more than 5,000"),
    "120,000 entries": (lambda: tar_of(tar_entry("x") * 120_000), "more than 100,000 entries"),
    "quoted overlap": (lambda: quoted_overlap(250), "overlap"),
    "nested gzip": (nested_gzip, "neither a folder, a ZIP nor a tar"),
    "gzip": (zeros(gzip.compress), "100 times"),
    "bzip2": (zeros(bz2.compress), "100 times"),
    "xz": (zeros(lzma.compress), "100 times"),
    "an xz dictionary of 1 GiB": (wide_xz, "damaged"),
    "names of 64 KB": (long_names, "more memory"),
    "extended headers alone": (lambda: tar_of(tar_entry("x", type=b"x") * 60_000), "holds no file"),
}


@pytest.mark.parametrize(("make", "rule"), WORST.values(), ids=WORST)
def test_the_worst_archives_are_refused_by_a_rule_within_every_bound(
    tmp_path: Path, make: Callable[[], bytes], rule: str
) -> None:
    source = written(tmp_path, make())
    ran = ended(child_command(source, LIMITS))
    assert ran.exit_code == 0
    assert rule in reply_of(ran.answer)["refused"]["rule"]
    assert ran.usage.ru_utime + ran.usage.ru_stime <= LIMITS.cpu_s
    assert list(tmp_path.iterdir()) == [source]


def test_an_archive_that_takes_more_seconds_than_allowed_is_stopped_by_the_kernel(tmp_path: Path) -> None:
    source = tmp_path / "slow.tar"
    with source.open("wb") as file:
        for _ in range(4):
            file.write(tar_entry("x", type=b"x") * 100_000)
        file.write(bytes(2 * tarfile.BLOCKSIZE))
    limits = LIMITS._replace(cpu_s=1, archive_bytes=512 * MIB)
    ran = ended(child_command(source, limits))
    assert (ran.exit_code, ran.answer) == (-signal.SIGKILL, b"")
    # Nothing but the bound on time stood in its way: with more of it the same archive is read to its end.
    assert ended(child_command(source, limits._replace(cpu_s=60))).exit_code == 0
    with pytest.raises(SubmissionError, match=r"slow\.tar: could not be read within the bounds on time and memory"):
        open_submission(source, languages={"python": frozenset({".py"})}, allowed=["python"], limits=limits)


def test_the_longest_names_that_are_allowed_fit_into_the_answer(tmp_path: Path) -> None:
    deep = "/".join(['"' * 120] * 23)  # in JSON each of these is two bytes
    files = {f"{deep}/{number:04}{chr(34) * 116}": b"" for number in range(970)} | {"main.py": b"1\n"}
    limits = LIMITS._replace(entries=1_000, total_bytes=10)
    source = written(tmp_path, files_in_tar(files))
    submission = open_submission(source, languages={"python": frozenset({".py"})}, allowed=["python"], limits=limits)
    assert len(submission.files) == len(files)


def test_a_link_s_target_that_no_file_system_holds_is_not_even_unpacked(tmp_path: Path) -> None:
    claims = {"method": DEFLATED, "size": 60_000}
    link = Member(b"node_modules/x", b"\xff no packed data", mode=SYMLINK_MODE, local=claims, central=claims)
    assert list(taken(tmp_path, zip_of(Member(b"main.py", b"1\n"), link)).files) == ["main.py"]


def test_a_history_s_reader_is_stopped_when_its_time_is_over(tmp_path: Path) -> None:
    git = write_repository(tmp_path, b"One\n")
    assert (git / "HEAD").exists()
    told = Reading(tmp_path, HistoryLimits(wall_s=0)).result()
    assert told.history is None
    assert "bounds" in told.why
