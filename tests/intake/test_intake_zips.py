from __future__ import annotations

import io
import stat
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from crafted import DEFLATED, LIMITS, SIZES_FOLLOW, SYMLINK_MODE, Member, deflated, files_in_zip, taken, zip_of

from grader.errors import SubmissionError

if TYPE_CHECKING:
    from pathlib import Path

GOOD = Member(b"main.py", b"print(1)\n")
TWO_GB = {"packed": 2 << 30, "size": 2 << 30}
ZEROS = bytes(4 << 20)
UNICODE_NAME = struct.pack("<2H", 0x7075, 5 + 8) + b"\x01\0\0\0\0" + b"other.py"
FAKE_END = b"PK\x05\x06" + bytes(18)


def descriptor_of(member: Member) -> bytes:
    facts = member.facts()
    return struct.pack("<3L", facts["crc"], facts["packed"], facts["size"])


NAMES = {
    b"../solution.py": "'..' component",
    b"a/../../solution.py": "'..' component",
    b"/etc/cron.d/x": "absolute",
    b"C:/x.py": "drive letter",
    b"a/c:x.py": "drive letter",
    b"a\\b.py": "backslash",
    b"a//b.py": "empty or '.'",
    b"a/./b.py": "empty or '.'",
    b"./b.py": "empty or '.'",
    b"a\nb.py": "U+000A",
    b"a\x1b[31m.py": "U+001B",
    b"a\0.py": "U+0000",
    "a\u202egpj.py".encode(): "RIGHT-TO-LEFT OVERRIDE",
    "a\u200b.py".encode(): "ZERO WIDTH SPACE",
    b"caf\xe9.py": "not UTF-8",
    b"\xed\xa0\x80.py": "not UTF-8",
    b"-rf": "starts with '-'",
    b"a/~root": "starts with '~'",
    b"a./b.py": "ends with a dot",
    b"a .": "ends with a dot",
    b"b.py ": "ends with a dot or a space",
    b"aux.py": "device on Windows",
    b"src/Com1.txt": "device on Windows",
    b"x" * 121: "longer than 120 bytes",
    b"/".join([b"d"] * 25): "24 folders deep",
    b".GIT/config": "'.git' to some",
    b"a/git~1/config": "'.git' to some",
}


@pytest.mark.parametrize(("name", "rule"), NAMES.items(), ids=repr)
def test_a_name_that_could_do_harm_is_refused(tmp_path: Path, name: bytes, rule: str) -> None:
    with pytest.raises(SubmissionError) as refusal:
        taken(tmp_path, zip_of(GOOD, Member(name, b"x")))
    assert rule in refusal.value.rule
    assert refusal.value.path
    assert str(refusal.value).isprintable()
    assert len(refusal.value.path) < 200


KINDS = {
    "a link to /etc/passwd": (Member(b"p", b"/etc/passwd", mode=SYMLINK_MODE), "symbolic link to '/etc/passwd'"),
    "a packed link": (Member(b"p", b"/etc", method=DEFLATED, mode=SYMLINK_MODE), "symbolic link to '/etc'"),
    "a FIFO": (Member(b"p", mode=stat.S_IFIFO), "FIFO"),
    "a device": (Member(b"p", mode=stat.S_IFCHR), "device"),
    "a socket": (Member(b"p", mode=stat.S_IFSOCK), "socket"),
    "a folder with content": (Member(b"p/", b"x"), "both a file and a folder"),
    "a folder without a slash": (Member(b"p", mode=stat.S_IFDIR), "both a file and a folder"),
    "a file with a slash": (Member(b"p/", mode=stat.S_IFREG), "both a file and a folder"),
    "the same file twice": (Member(b"main.py", b"other"), "appears twice"),
    "a file as folder": (Member(b"main.py/x.py", b"x"), "both a file and a folder"),
    "twins by case": (Member(b"MAIN.py", b"x"), "cannot be told from 'main.py'"),
}


@pytest.mark.parametrize(("member", "rule"), KINDS.values(), ids=KINDS)
def test_only_plain_files_that_do_not_contradict_each_other_are_taken(
    tmp_path: Path, member: Member, rule: str
) -> None:
    with pytest.raises(SubmissionError, match=rule) as refusal:
        taken(tmp_path, zip_of(GOOD, member))
    assert refusal.value.path


def test_names_that_differ_only_in_unicode_form_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="cannot be told from"):
        taken(tmp_path, zip_of(Member("é.py".encode(), b"1"), Member("e\u0301.py".encode(), b"2")))


def test_folders_that_differ_only_in_case_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="cannot be told from 'app'"):
        taken(tmp_path, zip_of(Member(b"app/a.py", b"1"), Member(b"App/b.py", b"2")))


SIZES = {
    "a 2 GB file": (Member(b"x", local=TWO_GB, central=TWO_GB), "data overlap, leave a gap"),
    "a claimed size over the limit": (Member(b"x", b"x" * (6 << 20)), "limit of 5 MiB"),
    "1000 to 1": (Member(b"x", ZEROS, method=DEFLATED), "100 times its packed size"),
    "more than it says": (
        Member(b"x", ZEROS, method=DEFLATED, local={"size": 9}, central={"size": 9}),
        "more or less than its header says",
    ),
    "less than it says": (
        Member(b"x", b"abc", method=DEFLATED, local={"size": 9}, central={"size": 9}),
        "longer or shorter|more or less",
    ),
}


@pytest.mark.parametrize(("member", "rule"), SIZES.values(), ids=SIZES)
def test_a_size_over_the_limit_or_a_lie_about_it_is_refused(tmp_path: Path, member: Member, rule: str) -> None:
    with pytest.raises(SubmissionError, match=rule):
        taken(tmp_path, zip_of(GOOD, member))


def test_a_packed_2_gb_file_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    claims = {"size": 2 << 30}
    with pytest.raises(SubmissionError, match="is 2,048 MiB, over the limit of 5 MiB"):
        taken(tmp_path, zip_of(GOOD, Member(b"x", b"x", method=DEFLATED, local=claims, central=claims)))


def test_many_files_that_only_together_are_too_much_are_refused(tmp_path: Path) -> None:
    files = [Member(b"f%d" % number, b"x" * 600) for number in range(10)]
    with pytest.raises(SubmissionError, match="the files add up to"):
        taken(tmp_path, zip_of(*files), LIMITS._replace(total_bytes=5_000))


def test_many_bombs_below_the_size_that_is_looked_at_are_refused_together(tmp_path: Path) -> None:
    bombs = [Member(b"f%d" % number, bytes(1 << 20), method=DEFLATED) for number in range(3)]
    with pytest.raises(SubmissionError, match="100 times"):
        taken(tmp_path, zip_of(*bombs))


def test_sixty_thousand_empty_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="more than 5,000 files and folders"):
        taken(tmp_path, zip_of(*(Member(b"%d" % number) for number in range(60_000))))


def test_more_entries_than_are_worth_looking_at_are_refused_by_their_number(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="more than 2 entries"):
        taken(tmp_path, zip_of(GOOD, Member(b"a"), Member(b"b")), LIMITS._replace(headers=2))


FORGED = {
    "encrypted": (zip_of(Member(b"x", flags=1)), "encrypted"),
    "strongly encrypted": (zip_of(Member(b"x", flags=1 << 6)), "encrypted"),
    "AES": (zip_of(Member(b"x", extra=struct.pack("<2H", 0x9901, 0))), "encrypted"),
    "a patch": (zip_of(Member(b"x", flags=1 << 5)), "is a patch"),
    "LZMA inside": (zip_of(Member(b"x", b"x", local={"method": 14}, central={"method": 14})), "method 14"),
    "wrong CRC": (zip_of(Member(b"x", b"x", local={"crc": 7}, central={"crc": 7})), "checksum is wrong"),
    "two names": (zip_of(Member(b"x", b"x", local={"name": b"y"})), "two names"),
    "two methods": (zip_of(Member(b"x", b"x", local={"method": 8})), "two headers"),
    "two CRCs": (zip_of(Member(b"x", b"x", local={"crc": 7})), "two headers"),
    "two sizes": (zip_of(Member(b"x", b"xyz", central={"size": 1})), "two sizes"),
    "a second name in an extra field": (zip_of(Member(b"xmain.py", extra=UNICODE_NAME)), "second, different name"),
    "an extra field cut short": (zip_of(Member(b"x", extra=b"UT\xff\0x")), "header is damaged"),
    "an extra field beyond the directory": (zip_of(Member(b"x", central={"extra_length": 99})), "header is damaged"),
    "ZIP64 by size": (zip_of(Member(b"x", central={"size": 0xFFFFFFFF})), "ZIP64"),
    "ZIP64 by extra field": (zip_of(Member(b"x", extra=struct.pack("<2H", 1, 0))), "ZIP64"),
    "ZIP64 by local extra field": (zip_of(Member(b"x", local={"extra": struct.pack("<2H", 1, 0)})), "ZIP64"),
    "ZIP64 by count": (zip_of(GOOD, end={"here": 0xFFFF, "total": 0xFFFF}), "ZIP64"),
    "a format to come": (zip_of(Member(b"x", central={"needs": 64})), "newer ZIP format"),
    "ZIP64 by its own end": (zip_of(GOOD).replace(b"PK\x05", b"PK\x06\x07" + bytes(16) + b"PK\x05"), "ZIP64"),
    "several disks": (zip_of(GOOD, end={"disk": 1}), "several disks"),
    "on another disk": (zip_of(Member(b"x", central={"disk": 3})), "another disk"),
    "data in front": (zip_of(GOOD, before=b"#!/bin/sh\n"), "in front"),
    "a program in front": (b"MZ" + bytes(99) + zip_of(GOOD), "in front"),
    "data behind": (zip_of(GOOD) + b"<html>", "behind its end"),
    "a second archive behind": (zip_of(GOOD) + zip_of(GOOD), "in front"),
    "an end in the comment": (zip_of(GOOD, comment=FAKE_END), "in front"),
    "cut short": (zip_of(GOOD, Member(b"x", b"x" * 500))[:-30], "cut short"),
    "cut within the end": (zip_of(GOOD)[:-3], "cut short"),
    "only half": (zip_of(GOOD, Member(b"x", b"x" * 500))[:200], "cut short"),
    "overlap": (zip_of(GOOD, Member(b"x", b"x", central={"offset": 0})), "data overlap"),
    "a gap": (zip_of(GOOD, Member(b"x", b"x"), between=b"secret"), "leave a gap"),
    "a hidden entry": (zip_of(GOOD, GOOD, end={"here": 1, "total": 1}), "holds more than it says"),
    "an entry too few": (zip_of(GOOD, end={"here": 2, "total": 2}), "directory of the ZIP file is damaged"),
    "a header elsewhere": (zip_of(Member(b"x", b"x", central={"packed": 9, "size": 9})), "two headers"),
    "a descriptor that lies": (
        zip_of(Member(b"x", b"x", flags=SIZES_FOLLOW, descriptor=b"PK\x07\x08" + bytes(12))),
        "two headers",
    ),
    "a descriptor that is missing": (zip_of(Member(b"x", b"x", flags=SIZES_FOLLOW)), "two headers"),
    "rubbish for data": (
        zip_of(Member(b"x", b"\xff" * 20, local={"method": 8}, central={"method": 8})),
        "data are damaged",
    ),
}


@pytest.mark.parametrize(("data", "rule"), FORGED.values(), ids=FORGED)
def test_a_zip_file_that_two_programs_could_read_differently_is_refused(tmp_path: Path, data: bytes, rule: str) -> None:
    with pytest.raises(SubmissionError, match=rule):
        taken(tmp_path, data)


def test_packed_data_that_go_on_behind_their_end_are_refused(tmp_path: Path) -> None:
    packed = deflated(b"abc") + b"hidden"
    claims = {"method": DEFLATED, "crc": 0x352441C2, "size": 3}
    with pytest.raises(SubmissionError, match="longer or shorter"):
        taken(tmp_path, zip_of(Member(b"x", packed, local=claims, central=claims)))


@pytest.mark.parametrize("mark", [b"", b"PK\x07\x08"])
def test_sizes_that_follow_the_data_are_read(tmp_path: Path, mark: bytes) -> None:
    member = Member(b"a.py", b"print(1)\n", method=DEFLATED, flags=SIZES_FOLLOW)
    member.local = {"crc": 0, "packed": 0, "size": 0}
    member.descriptor = mark + descriptor_of(member)
    assert taken(tmp_path, zip_of(member, GOOD)).files == {"a.py": b"print(1)\n", "main.py": GOOD.content}


def test_what_python_writes_to_a_pipe_is_read(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.py", "print(1)\n")
        archive.writestr("docs/", "")
    assert taken(tmp_path, pipe.getvalue()).files == {"a.py": b"print(1)\n"}


def test_a_comment_as_github_writes_it_is_allowed(tmp_path: Path) -> None:
    assert taken(tmp_path, zip_of(GOOD, comment=b"7eee5da" * 5)).files == {"main.py": GOOD.content}


@pytest.mark.parametrize("flags", [0, 1 << 11])
@pytest.mark.parametrize("name", ["größe.py", "解答.py", "Übung 1/lösung.py", "src/e\u0301.py", "mañana.md"])
def test_letters_of_any_script_are_taken_with_and_without_the_utf_8_mark(tmp_path: Path, name: str, flags: int) -> None:
    assert name in taken(tmp_path, zip_of(GOOD, Member(name.encode(), b"x", flags=flags))).files


def test_an_empty_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="holds no file"):
        taken(tmp_path, zip_of())


def test_an_archive_inside_is_an_ordinary_file(tmp_path: Path) -> None:
    inner = files_in_zip({"../x.py": b"x"})
    assert taken(tmp_path, files_in_zip({"main.py": b"1", "data.zip": inner})).files["data.zip"] == inner
