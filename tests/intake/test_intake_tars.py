from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zlib
from typing import TYPE_CHECKING

import pytest
from crafted import LIMITS, files_in_tar, pax_entry, pax_record, taken, tar_entry, tar_of

from grader.errors import SubmissionError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = tar_entry("main.py", b"print(1)\n")
PACKERS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress}


def patched(entry: bytes, at: int, new: bytes, *, checksum: bool = True) -> bytes:
    """Change an entry's header, and its checksum with it unless the checksum is what should be wrong."""
    header = bytearray(entry[:512])
    header[at : at + len(new)] = new
    if checksum:
        header[148:156] = b" " * 8
        header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + entry[512:]


NAMES = {
    "../solution.py": "'..' component",
    "a/../../x": "'..' component",
    "/etc/passwd": "absolute",
    "a\\b.py": "backslash",
    "a//b.py": "empty or '.'",
    "././b.py": "empty or '.'",
    "a/./b": "empty or '.'",
    "a\x1b]0;x.py": "U+001B",
    "a\u2067b": "RIGHT-TO-LEFT ISOLATE",
    "-o": "starts with '-'",
    "nul": "device on Windows",
    "x" * 200: "longer than 120 bytes",
    ".Git/hooks/x": "'.git' to some",
}


@pytest.mark.parametrize(("name", "rule"), NAMES.items(), ids=repr)
def test_a_name_that_could_do_harm_is_refused(tmp_path: Path, name: str, rule: str) -> None:
    with pytest.raises(SubmissionError) as refusal:
        taken(tmp_path, tar_of(GOOD, tar_entry(name, b"x")))
    assert rule in refusal.value.rule
    assert str(refusal.value).isprintable()


REFUSED = {
    "a link to /etc/passwd": (tar_entry("p", type=b"2", linkname="/etc/passwd"), "symbolic link to '/etc/passwd'"),
    "a link inside": (tar_entry("p", type=b"2", linkname="main.py"), "symbolic link to 'main.py'"),
    "a long link": (tar_entry("p", type=b"2", linkname="/x" * 150), "symbolic link to '/x/x"),
    "a link with escapes": (tar_entry("p", type=b"2", linkname="\x1b[2J"), r"symbolic link to '\\\\x1b\[2J'"),
    "a hard link": (tar_entry("p", type=b"1", linkname="main.py"), "hard link to 'main.py'"),
    "a character device": (tar_entry("p", type=b"3", devmajor=1, devminor=5), "device"),
    "a block device": (tar_entry("p", type=b"4", devmajor=8), "device"),
    "a FIFO": (tar_entry("p", type=b"6"), "FIFO"),
    "a GNU sparse file": (tar_entry("p", type=b"S"), "sparse"),
    "a pax sparse file": (pax_entry(pax_record("GNU.sparse.major", "1")) + tar_entry("p", b"x"), "sparse"),
    "an unknown type": (tar_entry("p", type=b"V"), "unknown type 'V'"),
    "a contiguous file": (tar_entry("p", type=b"7"), "unknown type '7'"),
    "a folder with content": (tar_entry("p", b"x", type=b"5"), "both a file and a folder"),
    "a file with a slash": (patched(tar_entry("p", b"x"), 0, b"p/"), "both a file and a folder"),
    "the same file twice": (tar_entry("main.py", b"other"), "appears twice"),
    "the same file twice, once with ./": (tar_entry("./main.py", b"other"), "appears twice"),
    "twins by case": (tar_entry("Main.py", b"x"), "cannot be told from 'main.py'"),
    "a file as folder": (tar_entry("main.py/x", b"x"), "both a file and a folder"),
    "not UTF-8": (patched(tar_entry("p", b"x"), 0, b"caf\xe9"), "not UTF-8"),
    "a wrong checksum": (patched(tar_entry("p", b"x"), 0, b"q", checksum=False), "checksum of its header"),
    "a number that is none": (patched(tar_entry("p", b"x"), 124, b"00000zz\0"), "number in its header"),
    "a number of over 8 GiB": (patched(tar_entry("p", b"x"), 124, b"\x80" + bytes(11)), "larger than any file"),
    "no mark": (patched(tar_entry("p", b"x"), 257, bytes(8)), "damaged at this entry"),
    "a 2 GB file": (tar_entry("p", size=2 << 30), "cut short"),
    "two names in pax": (
        pax_entry(pax_record("path", "a") + pax_record("path", "b")) + tar_entry("p", b"x"),
        "'path' twice",
    ),
    "two pax headers with names": (
        pax_entry(pax_record("path", "a")) + pax_entry(pax_record("path", "b")) + tar_entry("p", b"x"),
        "'path' twice",
    ),
    "a pax and a GNU name": (
        tar_entry("././@LongLink", b"a\0", type=b"L") + pax_entry(pax_record("path", "b")) + tar_entry("p", b"x"),
        "'path' twice",
    ),
    "two sizes": (pax_entry(pax_record("size", "0")) + tar_entry("p", b"x"), "two sizes"),
    "a name for all entries": (pax_entry(pax_record("path", "a"), b"g"), "all entries at once"),
    "a damaged pax header": (pax_entry(b"99 path=a\n") + tar_entry("p", b"x"), "extended header is damaged"),
    "a pax header without length": (pax_entry(b"path=a\n") + tar_entry("p", b"x"), "extended header is damaged"),
    "a pax header for nothing": (pax_entry(pax_record("path", "a")), "cut short"),
    "a NUL in a pax name": (pax_entry(pax_record("path", "a\0b")) + tar_entry("p", b"x"), r"U\+0000"),
    "an escape in a pax name": (pax_entry(pax_record("path", "../a")) + tar_entry("p", b"x"), "'..' component"),
    "an absurd pax header": (pax_entry(pax_record("comment", "x" * (2 << 20))), "absurdly long"),
}


@pytest.mark.parametrize(("entry", "rule"), REFUSED.values(), ids=REFUSED)
def test_an_entry_that_is_not_a_plain_file_told_once_is_refused(tmp_path: Path, entry: bytes, rule: str) -> None:
    with pytest.raises(SubmissionError, match=rule) as refusal:
        taken(tmp_path, tar_of(GOOD, entry))
    assert str(refusal.value).isprintable()


FORGED = {
    "cut short in the data": (tar_of(GOOD, tar_entry("p", bytes(5000)))[:3000], "cut short"),
    "cut short in a header": (tar_of(GOOD, GOOD)[:1100], "cut short"),
    "without its end": (GOOD, "cut short"),
    "with half its end": (GOOD + bytes(512), "cut short"),
    "with data behind": (tar_of(GOOD) + b"secret", "behind the end"),
    "with an archive behind": (tar_of(GOOD) + tar_of(GOOD), "behind the end"),
    "with data in front": (b"#!/bin/sh\n" + tar_of(GOOD), "neither a folder, a ZIP nor a tar"),
}


@pytest.mark.parametrize(("data", "rule"), FORGED.values(), ids=FORGED)
def test_a_damaged_or_padded_archive_is_refused(tmp_path: Path, data: bytes, rule: str) -> None:
    with pytest.raises(SubmissionError, match=rule):
        taken(tmp_path, data)


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
class TestCompressed:
    def test_a_good_archive_is_read(self, tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
        assert taken(tmp_path, pack(tar_of(GOOD))).files == {"main.py": b"print(1)\n"}

    def test_a_bomb_is_refused_by_what_comes_out(self, tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
        with pytest.raises(SubmissionError, match="100 times"):
            taken(tmp_path, pack(tar_of(GOOD, tar_entry("x", bytes(20 << 20)))))

    def test_a_large_stream_is_refused_even_at_an_honest_ratio(
        self, tmp_path: Path, pack: Callable[[bytes], bytes]
    ) -> None:
        noise = random.Random(1).randbytes(200_000)  # noqa: S311
        with pytest.raises(SubmissionError, match="unpacks to more than"):
            taken(tmp_path, pack(tar_of(tar_entry("x", noise))), LIMITS._replace(expanded_bytes=100_000))

    def test_one_cut_short_is_refused(self, tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
        with pytest.raises(SubmissionError, match="cut short"):
            taken(tmp_path, pack(tar_of(GOOD))[:-5])

    def test_data_behind_the_end_are_refused(self, tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
        with pytest.raises(SubmissionError, match="behind the end"):
            taken(tmp_path, pack(tar_of(GOOD)) + b"secret")

    def test_data_far_behind_the_end_are_refused(self, tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
        with pytest.raises(SubmissionError, match="behind the end"):
            taken(tmp_path, pack(tar_of(GOOD)) + bytes(200_000))

    def test_a_flipped_bit_is_refused(self, tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
        data = bytearray(pack(tar_of(GOOD)))
        data[len(data) // 2] ^= 4
        with pytest.raises(SubmissionError):
            taken(tmp_path, bytes(data))

    def test_something_else_inside_is_refused(self, tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
        with pytest.raises(SubmissionError, match="neither a folder, a ZIP nor a tar"):
            taken(tmp_path, pack(b"print(1)\n"))


def test_xz_that_wants_a_gigabyte_of_memory_is_refused(tmp_path: Path) -> None:
    data = bytearray(lzma.compress(tar_of(GOOD), preset=9))
    assert data[16] == 0x1C  # the dictionary's size in the first block's header: 64 MiB, which is allowed
    data[16] = 0x24  # 1 GiB
    end = 12 + data[12] * 4
    data[end : end + 4] = zlib.crc32(data[12:end]).to_bytes(4, "little")
    assert lzma.decompress(data) == tar_of(GOOD)
    with pytest.raises(SubmissionError, match="damaged"):
        taken(tmp_path, bytes(data))


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_and_foreign_names_are_read_in_every_dialect(tmp_path: Path, form: int) -> None:
    names = ["deep/" * 20 + "a.py", "main.py"]
    names += [] if form == tarfile.USTAR_FORMAT else ["d" * 110 + "/" + "b" * 110 + ".py", "größe/解答.py"]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as tar:
        for name in names:
            tar.addfile(tarfile.TarInfo(name))
    assert set(taken(tmp_path, buffer.getvalue()).files) == set(names)


def test_what_tar_makes_of_a_dot_is_read(tmp_path: Path) -> None:
    entries = (tar_entry("./", type=b"5"), tar_entry("./src", type=b"5"), tar_entry("./src/a.py", b"1"))
    assert taken(tmp_path, tar_of(*entries)).files == {"src/a.py": b"1"}


def test_the_commit_that_git_archive_notes_is_ignored(tmp_path: Path) -> None:
    note = pax_entry(pax_record("comment", "7eee5da"), b"g")
    assert taken(tmp_path, tar_of(note, GOOD)).files == {"main.py": b"print(1)\n"}


def test_owners_modes_and_times_do_not_matter(tmp_path: Path) -> None:
    plain = taken(tmp_path, tar_of(GOOD))
    odd = tar_entry("main.py", b"print(1)\n", mode=0o6777, uid=0, uname="root", mtime=1e9)
    times = pax_entry(pax_record("mtime", "1.5") + pax_record("SCHILY.xattr.security.capability", "x"))
    assert taken(tmp_path, tar_of(times, odd)) == plain


def test_files_and_folders_are_counted_whether_they_have_an_entry_or_not(tmp_path: Path) -> None:
    few = LIMITS._replace(entries=3)
    with pytest.raises(SubmissionError, match="more than 3 files and folders"):
        taken(tmp_path, files_in_tar({"a/b/c/d.py": b"", "x.py": b""}), few)
