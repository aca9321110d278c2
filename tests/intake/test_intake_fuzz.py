"""Any archive and any folder: refused with a rule, or taken with safe names, within the bounds, byte for byte.

Repeatable as it stands. For a longer search, with other examples each time: ``INTAKE_FUZZ=5000 pytest tests/intake -k
fuzz`` (so many examples a test).
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import random
import stat
import struct
import tarfile
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from crafted import (
    DEFLATED,
    SIZES_FOLLOW,
    STORED,
    SYMLINK_MODE,
    Member,
    misdeeds,
    pax_entry,
    pax_record,
    tar_entry,
    tar_of,
    watched,
    write_folder,
    zip_of,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.errors import LanguageError, SubmissionError
from grader.intake import names
from grader.intake.limits import IntakeLimits
from grader.intake.snapshot import Snapshot, canonical_tar, take
from grader.submission import open_submission

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGER = int(os.environ.get("INTAKE_FUZZ", "0"))
# Small, so that small examples reach them.
LIMITS = IntakeLimits(
    file_bytes=200,
    total_bytes=400,
    entries=12,
    ratio_floor_bytes=1_000,
    archive_bytes=60_000,
    expanded_bytes=200_000,
    headers=14,
)
LANGUAGES = {"python": frozenset({".py"})}


def fuzz(examples: int) -> settings:
    return settings(max_examples=LONGER or examples, derandomize=not LONGER, database=None, deadline=None)


# ── the property ──


def judged(data: bytes) -> Snapshot | None:
    """Take an archive as intake does; every rule of what may come of it stands here, but for its bytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "handed-in")
        file.write_bytes(data)
        snapshot = _judged(file)
        assert list(Path(folder).iterdir()) == [file]
        assert file.read_bytes() == data
    return snapshot


def _judged(source: Path) -> Snapshot | None:
    with watched() as log:
        snapshot, refusal = _taken_or_refused(source)
    if refusal:
        assert refusal.rule
        assert str(refusal).isprintable()
        assert len(str(refusal)) < 6_000
    inside = {part.name for part in source.rglob("*")} if source.is_dir() else set()
    assert misdeeds(log, str(source), "pyvenv.cfg", *inside) == []
    if snapshot:
        check(snapshot)
    return snapshot


def _taken_or_refused(source: Path) -> tuple[Snapshot | None, SubmissionError | None]:
    try:
        return take(str(source), LIMITS), None
    except SubmissionError as refusal:
        return None, refusal


def check(snapshot: Snapshot) -> None:
    files = snapshot.files
    assert files
    assert all(is_safe(path) for path in files)
    assert all(is_safe(path) for path, _ in snapshot.dropped)
    folders = {path[:at] for path in files for at, char in enumerate(path) if char == "/"}
    assert len(files) + len(folders) + len(snapshot.dropped) <= LIMITS.entries
    assert not folders & set(files)
    assert len({same(path) for path in [*files, *folders]}) == len(files) + len(folders)
    assert all(len(content) <= LIMITS.file_bytes for content in files.values())
    assert sum(map(len, files.values())) <= LIMITS.total_bytes
    with tarfile.open(fileobj=io.BytesIO(canonical_tar(files))) as tar:
        assert {e.name: f.read() for e in tar if (f := tar.extractfile(e))} == files
        assert all(entry.isreg() or entry.isdir() for entry in tar)


def is_safe(path: str) -> bool:
    """Say what a safe path is in other words than the code's."""
    parts = path.split("/")
    return (
        path.isprintable()
        and len(parts) <= 24
        and not set(parts) & {"", ".", ".."}
        and not {"\\"} & set(path)
        and all(len(part.encode()) <= 120 for part in parts)
        and not any(part.startswith(("-", "~")) or part.endswith((".", " ")) for part in parts)
        and not any(part[1:2] == ":" and part[0].isascii() and part[0].isalpha() for part in parts)
        and not any(part.lower() in {".git", "con", "aux.py", "nul"} and part != ".git" for part in parts)
    )


def same(path: str) -> str:
    """Give what a file system that knows neither case nor Unicode forms would make of it."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", path).lower())


def agree(snapshot: Snapshot | None, told: Mapping[str, bytes]) -> None:
    """Compare what was kept with what another reader finds: the same bytes, and nothing missing but what is listed."""
    if snapshot is None:
        return
    left_out = {path for path, _ in snapshot.dropped}
    for top in sorted({"", *(f"{name.split('/')[0]}/" for name in told)}):
        inside = {name.removeprefix(top): content for name, content in told.items()}
        if set(snapshot.files) <= set(inside):
            assert {path: inside[path] for path in snapshot.files} == snapshot.files
            missing = set(inside) - set(snapshot.files)
            assert all(any(path == out or path.startswith(f"{out}/") for out in left_out) for path in missing)
            return
    raise AssertionError(f"kept {sorted(snapshot.files)} of {sorted(told)}")


# ── what archives are made of ──

PLAIN = st.sampled_from(["main.py", "src/a.py", "src/b.py", "docs/größe.md", "README", "lib/x/y.py", "data.bin"])
HOSTILE = st.sampled_from(
    [
        "../solution.py",
        "a/../../x",
        "/etc/passwd",
        "//etc/passwd",
        "C:/x.py",
        "c:x",
        "a\\b.py",
        "..\\x",
        "a//b",
        "./main.py",
        "a/./b",
        "",
        "/",
        ".",
        "..",
        "src",
        "main.py/x",
        "MAIN.py",
        "Src/a.py",
        "e\u0301.py",
        "\u00e9.py",
        "\u212a.py",
        "k.py",
        "\u017f.py",
        "s.py",
        "a\nb",
        "a\0b",
        "\x1b[2J",
        "a\u202egpj.py",
        "a\u200d.py",
        "\ufeffmain.py",
        "-rf",
        "~root",
        "a.",
        "b ",
        "CON",
        "aux.py",
        "lpt\u00b9.c",
        "nul:x",
        ".GIT/config",
        "git~1/config",
        ".git::$INDEX_ALLOCATION/config",
        ".git/config",
        "node_modules/x.js",
        "node_modules",
        "__pycache__/x.pyc",
        "venv/pyvenv.cfg",
        "venv/lib/x.py",
        ".DS_Store",
        "__MACOSX/x",
        "._x/evil.py",
        "build/x.class",
        "d/" * 23 + "x",
        "d/" * 24 + "x",
        "d/" * 2_000 + "x",
        "x" * 120,
        "x" * 121,
        "x" * 9_000,
    ]
)
NAMES = (
    PLAIN.map(str.encode)
    | (PLAIN | HOSTILE).map(str.encode)
    | st.text("ab/.:é \\", max_size=8).map(str.encode)
    | st.sampled_from([b"caf\xe9.py", b"\xed\xa0\x80.py", b"\xff\xfe", b"\xc0\xae\xc0\xae/x", b"a\x80/b"])
)
CONTENT = st.binary(max_size=12) | st.sampled_from(
    [b"", b"x = 1\n", bytes(150), bytes(201), bytes(3_000), b"PK\x03\x04"]
)
SHORT = st.sampled_from([0, 1, 7, 0xFFFF])
LONG = st.sampled_from([0, 1, 9, 200, 1 << 16, 0x7FFFFFFF, 0xFFFFFFFF])
RARELY = st.sampled_from([False] * 9 + [True])
LIES = st.fixed_dictionaries(
    {},
    optional={
        "size": LONG,
        "packed": LONG,
        "crc": LONG,
        "method": st.sampled_from([0, 8, 9, 12, 14, 99]),
        "flags": st.sampled_from([0, 1, 8, 1 << 5, 1 << 6, 1 << 11, 1 << 13]),
        "name": st.sampled_from([b"main.py", b"other.py", b"../x"]),
        "extra": st.sampled_from([b"UT\x01\0x", struct.pack("<2H", 1, 0), b"\xff"]),
    },
)
CENTRAL_LIES = st.builds(
    lambda lies, more: lies | more,
    LIES,
    st.fixed_dictionaries({}, optional={"offset": LONG, "disk": SHORT, "needs": SHORT, "extra_length": SHORT}),
)
NOTHING: st.SearchStrategy[dict[str, Any]] = st.just({})
MODES = st.sampled_from([0] * 6 + [0o100644, 0o106777, SYMLINK_MODE, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR | 0o755])


def _member(name: bytes, content: bytes, method: int, mode: int, extra: dict[str, Any]) -> Member:
    local, central, follow = extra["local"], extra["central"], extra["follow"]
    member = Member(name, content, method, mode, flags=extra["flags"] | (SIZES_FOLLOW if follow else 0))
    member.local, member.central = dict(local), dict(central)
    if follow:
        facts = member.facts()
        member.local = {"crc": 0, "packed": 0, "size": 0} | member.local
        member.descriptor = follow[1] + struct.pack("<3L", facts["crc"], facts["packed"], facts["size"])
    return member


TRUTHFUL = st.fixed_dictionaries(
    {
        "local": NOTHING,
        "central": NOTHING,
        "flags": st.sampled_from([0, 1 << 11]),
        "follow": st.sampled_from([(), (), (1, b""), (1, b"PK\x07\x08")]),
    }
)
LYING = st.fixed_dictionaries(
    {
        "local": LIES,
        "central": CENTRAL_LIES,
        "flags": st.sampled_from([0, 1, 1 << 11]),
        "follow": st.sampled_from([(), (1, b"")]),
    }
)
METHODS = st.sampled_from([STORED, DEFLATED])
GOOD_MEMBERS = st.lists(
    st.builds(_member, PLAIN.map(str.encode), CONTENT, METHODS, st.just(0), TRUTHFUL),
    min_size=1,
    max_size=5,
    unique_by=lambda member: member.name,
)
ODD_MEMBERS = st.lists(
    st.builds(_member, NAMES, CONTENT, METHODS, MODES, TRUTHFUL)
    | st.builds(_member, PLAIN.map(str.encode), CONTENT, METHODS, st.just(0), LYING),
    max_size=3,
)
WHOLE_LIES = st.sampled_from(
    [{}] * 8 + [{"between": b"x"}, {"before": b"MZ"}, {"comment": b"PK\x05\x06" + bytes(18)}, {"comment": b"7eee5da"}]
) | st.fixed_dictionaries(
    {
        "end": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(["disk", "here", "total", "size", "start", "comment"], SHORT)
        )
    }
)
WRAPPED = st.sampled_from([b"", b"", b"top/"])


@st.composite
def zips(draw: Any) -> bytes:  # noqa: ANN401 - hypothesis' own
    members = draw(GOOD_MEMBERS) + (draw(ODD_MEMBERS) if draw(st.booleans()) else [])
    top = draw(WRAPPED)
    for member in members:
        member.name = top + member.name
    repeated = [draw(st.sampled_from(members))] if draw(RARELY) else []
    return zip_of(*draw(st.permutations(members + repeated)), **draw(WHOLE_LIES))


class Damage(NamedTuple):
    """Where bytes are cut off, and which is flipped: both as parts of a thousand."""

    cut: int
    flip: int
    bits: int

    def of(self, data: bytes) -> bytes:
        data = data[: len(data) * self.cut // 1000]
        if not self.bits or not data:
            return data
        at = min(len(data) - 1, len(data) * self.flip // 1000)
        return data[:at] + bytes([data[at] ^ self.bits]) + data[at + 1 :]


# Every second archive is left whole.
DAMAGE = st.just(Damage(1000, 0, 0)) | st.builds(
    Damage, st.just(1000) | st.integers(0, 1000), st.integers(0, 999), st.integers(0, 255)
)

KINDS = st.sampled_from(
    [b"0"] * 8 + [b"\0", b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"S", b"V", b"x", b"g", b"L", b"K"]
)


@st.composite
def tar_entries(draw: Any) -> bytes:  # noqa: ANN401 - hypothesis' own
    name, content = draw(NAMES), draw(CONTENT)
    entry = bytearray(tar_entry("p", content, type=draw(KINDS), linkname="main.py", mode=draw(st.integers(0, 0o7777))))
    if len(name) <= 100:
        entry[0:100] = name.ljust(100, b"\0")
        front = b""
    else:
        front = draw(
            st.sampled_from(
                [
                    tar_entry("././@LongLink", name + b"\0", type=b"L"),
                    pax_entry(pax_record("path", name.decode("latin-1"))),
                ]
            )
        )
    if draw(RARELY):
        entry[124:136] = draw(st.sampled_from([b"\x80" + bytes(11), b"77777777777\0", b"0000000zz\0  ", bytes(12)]))
    if draw(RARELY):
        entry[257:265] = draw(st.sampled_from([b"ustar  \0", b"\0" * 8, b"ustar\x0001"]))
    if draw(RARELY):
        entry[345:348] = b"pre"
    if draw(RARELY):
        record = draw(st.sampled_from([("size", "1"), ("path", "../x"), ("GNU.sparse.major", "1"), ("a", "b")]))
        front += pax_entry(pax_record(*record), draw(st.sampled_from([b"x", b"g"])))
    entry[148:156] = b" " * 8
    entry[148:156] = b"%06o\0 " % (sum(entry[:512]) + draw(RARELY))
    return front + bytes(entry)


@st.composite
def tars(draw: Any) -> bytes:  # noqa: ANN401 - hypothesis' own
    top = draw(WRAPPED).decode()
    good = draw(st.dictionaries(PLAIN, CONTENT, min_size=1, max_size=5))
    entries = [tar_entry(top + name, content) for name, content in good.items()]
    if draw(st.booleans()):
        entries += draw(st.lists(tar_entries(), max_size=3))
    return tar_of(*draw(st.permutations(entries)))


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "tar": bytes,
    "gz": lambda data: gzip.compress(data, 1, mtime=0),
    "bz2": lambda data: bz2.compress(data, 1),
    "xz": lambda data: lzma.compress(data, preset=0),
}


def by_zipfile(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [item for item in archive.infolist() if not item.orig_filename.endswith("/")]
        return {_utf8(item): archive.read(item) for item in found}


def _utf8(item: zipfile.ZipInfo) -> str:
    # Python takes a name without the mark for one of DOS, we for UTF-8.
    raw = item.orig_filename.encode("utf-8" if item.flag_bits & 1 << 11 else "cp437")
    return raw.decode("utf-8", "replace")


def by_tarfile(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        found = {e.name.removeprefix("./"): f for e in tar if e.isreg() and (f := tar.extractfile(e))}
        return {name: file.read() for name, file in found.items()}


# ── the tests ──


@fuzz(400)
@given(zips(), DAMAGE)
def test_fuzz_any_zip_file_is_refused_or_taken_as_python_reads_it(data: bytes, damage: Damage) -> None:
    data = damage.of(data)
    snapshot = judged(data)
    if snapshot:
        agree(snapshot, by_zipfile(data))


@fuzz(400)
@given(tars(), DAMAGE)
@example(
    tar_of(tar_entry("main.py", b"1"), tar_entry("node_modules/x", tar_entry("a.py"), type=b"2")), Damage(1000, 0, 0)
)
def test_fuzz_any_tar_is_refused_or_taken_as_python_reads_it(data: bytes, damage: Damage) -> None:
    data = damage.of(data)
    snapshot = judged(data)
    if snapshot:
        agree(snapshot, by_tarfile(data))


@fuzz(150)
@given(tars(), st.sampled_from(["gz", "bz2", "xz"]), DAMAGE)
def test_fuzz_a_packed_tar_is_the_tar_inside_or_refused(data: bytes, packer: str, damage: Damage) -> None:
    packed = damage.of(PACKERS[packer](data))
    snapshot = judged(packed)
    if snapshot:
        assert snapshot == judged(data)


@fuzz(150)
@given(GOOD_MEMBERS)
def test_fuzz_a_zip_file_without_fault_is_taken_whole(members: list[Member]) -> None:
    small = [member for member in members if len(member.content) <= LIMITS.file_bytes]
    snapshot = judged(zip_of(*small))
    if small and sum(len(member.content) for member in small) <= LIMITS.total_bytes:
        assert snapshot is not None
        agree(snapshot, {member.name.decode(): member.content for member in small})
        assert not snapshot.dropped
    else:
        assert snapshot is None


@fuzz(300)
@given(
    st.binary(max_size=600)
    | st.builds(
        lambda a, b: a + b,
        st.sampled_from(
            [b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"x" * 257 + b"ustar\x0000"]
        ),
        st.binary(max_size=600),
    )
)
def test_fuzz_bytes_that_are_no_archive_are_refused(data: bytes) -> None:
    assert judged(data) is None


CONTENTS = st.dictionaries(PLAIN.map(lambda name: f"src/{name}"), st.binary(max_size=40), min_size=1, max_size=5)


@fuzz(80)
@given(CONTENTS, st.randoms(use_true_random=False), st.sampled_from(["gz", "bz2", "xz"]))
def test_fuzz_the_same_content_has_the_same_sha256_whatever_it_came_in(
    files: dict[str, bytes], chance: random.Random, packer: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_folder(Path(folder, "anna"), files)
        for name in files:
            (root / name).chmod(chance.choice([0o600, 0o644, 0o755, 0o444]))
            os.utime(root / name, (chance.randrange(1 << 31), chance.randrange(1 << 31)))
        from_folder = _sha(_judged(root))
    top = chance.choice(["", "anna/"])
    assert from_folder == _sha(judged(_shuffled_zip(files, top, chance)))
    tar = _shuffled_tar(files, top, chance)
    assert from_folder == _sha(judged(tar)) == _sha(judged(PACKERS[packer](tar)))


def _sha(snapshot: Snapshot | None) -> str:
    assert snapshot is not None
    return hashlib.sha256(canonical_tar(snapshot.files)).hexdigest()


def _shuffled(files: Mapping[str, bytes], top: str, chance: random.Random) -> list[tuple[str, bytes | None]]:
    """List files in any order, some of their folders among them, before or behind what is in them."""
    folders = {f"{top}src/"} | {f"{top}src/{name.split('/')[1]}/" for name in files if name.count("/") > 1}
    listed = [(top + name, content) for name, content in files.items()]
    told: list[tuple[str, bytes | None]] = [
        *listed,
        *((name, None) for name in sorted(folders) if chance.random() < 0.5),
    ]
    chance.shuffle(told)
    return told


def _shuffled_zip(files: Mapping[str, bytes], top: str, chance: random.Random) -> bytes:
    members = []
    for name, content in _shuffled(files, top, chance):
        mode = chance.choice([0, stat.S_IFREG | 0o7777, stat.S_IFREG]) if content is not None else 0
        members.append(
            Member(name.encode(), content or b"", chance.choice([STORED, DEFLATED]) if content else STORED, mode)
        )
    return zip_of(*members, comment=chance.choice([b"", b"7eee5da"]))


def _shuffled_tar(files: Mapping[str, bytes], top: str, chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    form = chance.choice([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
    with tarfile.open(fileobj=buffer, mode="w", format=form) as tar:
        for name, content in _shuffled(files, top, chance):
            info = tarfile.TarInfo(name)
            info.type = tarfile.DIRTYPE if content is None else tarfile.REGTYPE
            info.size, info.mode, info.mtime = len(content or b""), chance.randrange(0o10000), chance.randrange(1 << 31)
            info.uid, info.uname = chance.randrange(1 << 20), chance.choice(["", "root", "anna"])
            tar.addfile(info, io.BytesIO(content or b""))
    return buffer.getvalue()


class Node(NamedTuple):
    """One thing on disk; ``body`` is a file's content or a link's target."""

    name: bytes
    kind: str
    body: bytes


SECRET = b"root:x:0:0:nobody-may-read-this"
DISK_NAMES = NAMES.filter(lambda name: 0 < len(name) < 200 and b"\0" not in name and not name.startswith(b"/"))
NODES = st.builds(Node, PLAIN.map(str.encode), st.just("file"), CONTENT) | st.builds(
    Node,
    DISK_NAMES,
    st.sampled_from(["file"] * 4 + ["folder", "link", "link to the secret", "hard link", "FIFO", "sparse"]),
    CONTENT,
)


def plant(root: Path, node: Node, secret: Path) -> None:
    path = os.path.join(os.fsencode(root), *(part for part in node.name.split(b"/") if part not in {b"", b".", b".."}))  # noqa: PTH118 - bytes
    if path == os.fsencode(root) or os.path.lexists(path):
        return
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - bytes
        if node.kind == "folder":
            os.mkdir(path)  # noqa: PTH102
        elif node.kind.startswith("link"):
            os.symlink(os.fsencode(secret) if "secret" in node.kind else b"main.py", path)  # noqa: PTH211
        elif node.kind == "hard link":
            (root / "main.py").touch()
            os.link(root / "main.py", path)
        elif node.kind == "FIFO":
            os.mkfifo(path)
        else:
            Path(os.fsdecode(path)).write_bytes(node.body)
            if node.kind == "sparse":
                os.truncate(path, 1 << 40)
    except (FileExistsError, NotADirectoryError):
        return  # the disk itself refuses a file in place of a folder


@fuzz(200)
@given(st.lists(NODES, min_size=1, max_size=6))
def test_fuzz_any_folder_is_refused_or_taken_as_it_is_on_disk(nodes: list[Node]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder, "secret")
        secret.write_bytes(SECRET)
        root = Path(folder, "anna")
        root.mkdir()
        for node in nodes:
            plant(root, node, secret)
        snapshot = _judged(root)
        if snapshot is None:
            return
        assert SECRET not in snapshot.files.values()
        found = {path.relative_to(root).as_posix(): path for path in root.rglob("*")}
        agree(snapshot, {name: path.read_bytes() for name, path in found.items() if _is_kept(path, name, snapshot)})


def _is_kept(path: Path, name: str, snapshot: Snapshot) -> bool:
    left_out = any(name == out or name.startswith(f"{out}/") for out, _ in snapshot.dropped)
    return not left_out and not path.is_dir()


@fuzz(12)
@given(zips() | tars(), DAMAGE)
def test_fuzz_the_whole_of_intake_never_ends_in_a_bug(data: bytes, damage: Damage) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "handed-in")
        file.write_bytes(damage.of(data))
        snapshot, refusal = _taken_or_refused(file)
        try:
            submission = open_submission(file, languages=LANGUAGES, allowed=["python"], limits=LIMITS)
        except (SubmissionError, LanguageError) as error:
            told: object = error
        else:
            told = submission.sha256
            assert told == hashlib.sha256(submission.archive).hexdigest()
    if snapshot is None:
        assert isinstance(told, SubmissionError)
        assert refusal is not None
        assert (told.path, told.rule) == (refusal.path or "handed-in", refusal.rule)
    else:
        assert isinstance(told, LanguageError) or told == _sha(snapshot)


# ── what the search found, and what it must not forget ──


def test_data_behind_a_link_are_refused_even_where_the_link_is_left_out() -> None:
    hidden = tar_entry("solution.py", b"what Python's tarfile would show")
    data = tar_of(tar_entry("main.py", b"1"), tar_entry("node_modules/x", hidden, type=b"2", linkname="y"))
    assert "solution.py" in by_tarfile(data)
    assert judged(data) is None


@pytest.mark.parametrize("kind", [b"1", b"2", b"3", b"6"])
def test_a_link_that_is_left_out_and_has_no_data_does_no_harm(kind: bytes) -> None:
    snapshot = judged(tar_of(tar_entry("main.py", b"1"), tar_entry("node_modules/x", type=kind, linkname="y")))
    assert snapshot is not None
    assert list(snapshot.files) == ["main.py"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u03b1\u0301\u0345\u0301", "\u0391\u0301\u0301\u0399"),
        ("é", "E\u0301"),
        ("\u017f", "S"),
        ("\u212a", "k"),
        ("ﬁ", "FI"),
    ],
)
def test_names_that_a_file_system_may_take_for_one_are_one(one: str, other: str) -> None:
    assert names.fold(one) == names.fold(other)
    assert judged(zip_of(Member(one.encode(), b"1"), Member(other.encode(), b"2"))) is None


@pytest.mark.parametrize("name", [".git::$INDEX_ALLOCATION", ".git:x", "nul:x", "con:", "COM1:.txt"])
def test_what_windows_opens_behind_a_colon_is_refused(name: str) -> None:
    assert judged(zip_of(Member(b"main.py", b"1"), Member(name.encode(), b"2"))) is None


def test_a_quarter_of_a_million_records_in_one_header_are_read_in_one_go() -> None:
    note = pax_entry(b"4 =\n" * 200_000)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "s.tar")
        file.write_bytes(tar_of(note, tar_entry("main.py", b"1\n")))
        limits = IntakeLimits(cpu_s=5)
        submission = open_submission(file, languages=LANGUAGES, allowed=["python"], limits=limits)
    assert [kept.path for kept in submission.files] == ["main.py"]
