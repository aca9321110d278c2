from __future__ import annotations

import io
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest
from crafted import DEFLATED, LIMITS, Member, files_in_tar, files_in_zip, taken, tar_entry, tar_of, write_folder, zip_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_intake_names import PATHS, is_safe

from grader.errors import SubmissionError
from grader.intake.snapshot import canonical_tar, take

FILES = {"main.py": b"print(1)\n", "src/app/core.py": b"x = 1\n" * 300, "größe.md": "Größe\n".encode()}
UNTIMED = settings(deadline=None)  # other processes share the machine
ENTRIES = st.lists(st.tuples(PATHS, st.binary(max_size=20)), max_size=6)
SAFE_NAMES = st.lists(st.text("abcäé文_", min_size=1, max_size=5), min_size=1, max_size=3).map("/".join)
DAMAGE = st.tuples(st.integers(0, 4000), st.integers(0, 3), st.binary(max_size=6))


def taken_or_none(data: bytes) -> dict[str, bytes] | None:
    """Take an archive; nothing but a refusal may stop it, and only what is safe may come out."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            files = taken(Path(folder), data).files
        except SubmissionError as error:
            refusal, files = str(error), None
    if files is None:
        assert refusal.isprintable()
        return None
    with tarfile.open(fileobj=io.BytesIO(canonical_tar(files))) as tar:
        for entry in tar:
            assert is_safe(entry.name)
            assert entry.isreg() or entry.isdir()
    return files


def damaged(data: bytes, at: int, gone: int, new: bytes) -> bytes:
    at %= len(data)
    return data[:at] + new + data[at + gone :]


@UNTIMED
@given(ENTRIES)
def test_whatever_a_zip_file_names_only_safe_names_come_out(entries: list[tuple[str, bytes]]) -> None:
    taken_or_none(zip_of(*(Member(name.encode(), content) for name, content in entries)))


@UNTIMED
@given(ENTRIES)
def test_whatever_a_tar_names_only_safe_names_come_out(entries: list[tuple[str, bytes]]) -> None:
    taken_or_none(tar_of(*(tar_entry(name, content) for name, content in entries)))


@UNTIMED
@given(st.lists(DAMAGE, min_size=1, max_size=3))
def test_a_damaged_zip_file_is_refused_or_read_as_python_reads_it(damage: list[tuple[int, int, bytes]]) -> None:
    data = zip_of(*(Member(name.encode(), content, DEFLATED, flags=1 << 11) for name, content in FILES.items()))
    for at, gone, new in damage:
        data = damaged(data, at, gone, new)
    files = taken_or_none(data)
    if files is not None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert set(files.values()) <= {archive.read(name) for name in archive.namelist()}


@UNTIMED
@given(st.lists(DAMAGE, min_size=1, max_size=3))
def test_a_damaged_tar_is_refused_or_read(damage: list[tuple[int, int, bytes]]) -> None:
    data = files_in_tar(FILES)
    for at, gone, new in damage:
        data = damaged(data, at, gone, new)
    taken_or_none(data)


@example({"fixture.zip": b"PK\x05\x06" + bytes(18)})
@UNTIMED
@given(st.dictionaries(SAFE_NAMES, st.binary(max_size=30), min_size=1, max_size=5))
def test_the_same_content_in_any_packing_is_the_same_or_refused_in_each(files: dict[str, bytes]) -> None:
    files = {f"src/{name}": content for name, content in files.items()}
    results = [taken_or_none(files_in_zip(files)), *(taken_or_none(files_in_tar(files, m)) for m in ("w", "w:gz"))]
    assert results[0] == results[1] == results[2]
    if results[0] is not None:
        assert results[0] == files
        with tempfile.TemporaryDirectory() as folder:
            assert take(str(write_folder(Path(folder), files)), LIMITS).files == files


def test_the_canonical_tar_does_not_depend_on_order() -> None:
    assert canonical_tar(FILES) == canonical_tar(dict(reversed(FILES.items())))


def test_the_canonical_tar_is_what_python_reads_back_without_owner_mode_or_time() -> None:
    deep = {**FILES, "d" * 100 + "/" + "e" * 100: b"x"}
    with tarfile.open(fileobj=io.BytesIO(canonical_tar(deep))) as tar:
        entries = tar.getmembers()
        contents = {entry.name: file.read() for entry in entries if (file := tar.extractfile(entry))}
    assert contents == deep
    assert [entry.name for entry in entries] == sorted(entry.name for entry in entries)
    assert {(entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname) for entry in entries} == {(0, 0, 0, "", "")}
    assert {(entry.isdir(), entry.mode) for entry in entries} == {(True, 0o755), (False, 0o644)}


def wrapped(top: str, *also: str) -> dict[str, bytes]:
    return {f"{top}/{name}": content for name, content in FILES.items()} | dict.fromkeys(also, b"x")


def test_the_one_folder_around_everything_is_taken_away(tmp_path: Path) -> None:
    assert taken(tmp_path, files_in_zip(wrapped("lru-cache-main"))).files == FILES


def test_what_a_mac_puts_beside_the_folder_does_not_matter(tmp_path: Path) -> None:
    snapshot = taken(tmp_path, files_in_zip(wrapped("lru", "__MACOSX/lru/._main.py", ".DS_Store")))
    assert snapshot.files == FILES
    assert [path for path, _ in snapshot.dropped] == [".DS_Store", "__MACOSX"]


def test_two_folders_around_everything_are_only_opened_once(tmp_path: Path) -> None:
    assert set(taken(tmp_path, files_in_zip(wrapped("a/b"))).files) == {f"b/{name}" for name in FILES}


@pytest.mark.parametrize("name", ["src", "lib", "test", "tests"])
def test_a_source_folder_alone_is_no_wrapper(tmp_path: Path, name: str) -> None:
    assert taken(tmp_path, files_in_zip(wrapped(name))).files == wrapped(name)


def test_a_file_beside_the_folder_makes_it_no_wrapper(tmp_path: Path) -> None:
    assert taken(tmp_path, files_in_zip(wrapped("app", "README.md"))).files == wrapped("app", "README.md")


def test_a_wrapper_is_entered_only_by_a_safe_name(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match=r"U\+001B"):
        taken(tmp_path, files_in_zip(wrapped("\x1b[2J")))


def test_a_link_in_place_of_the_wrapper_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="symbolic link to '/etc'"):
        taken(tmp_path, tar_of(tar_entry("top", type=b"2", linkname="/etc"), tar_entry("top/passwd", b"x")))


def test_a_folder_handed_in_as_such_keeps_its_one_folder(tmp_path: Path) -> None:
    assert take(str(write_folder(tmp_path / "f", wrapped("app"))), LIMITS).files == wrapped("app")


@pytest.mark.parametrize(
    ("start", "word"),
    [(b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07", "RAR"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"print(1)", "neither")],
)
def test_another_kind_of_file_is_refused_with_what_to_hand_in(tmp_path: Path, start: bytes, word: str) -> None:
    with pytest.raises(SubmissionError, match=word):
        taken(tmp_path, start + bytes(600))


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_zip_file_inside_a_tar_does_not_make_it_one(tmp_path: Path, mode: str) -> None:
    files = {"main.py": b"1\n", "test/fixture.zip": files_in_zip(FILES)}
    assert taken(tmp_path, files_in_tar(files, mode)).files == files
