"""Checkouts that would run, tell or cost something, were git or a tool to believe them: none of it happens here."""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from crafted import (
    BLOB,
    OFS_DELTA,
    REF_DELTA,
    TREE,
    audited,
    commit,
    delta,
    misdeeds,
    name_of,
    pack_entry,
    point,
    write_folder,
    write_loose,
    write_pack,
    write_repository,
)

from grader.errors import SubmissionError
from grader.history import Reading, child_command
from grader.intake.history import Absent, HistoryLimits, _Store
from grader.submission import open_submission

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.model import History, Submission

LANGUAGES = {"python": frozenset({".py"})}
MESSAGES = (b"Add a cache\n", b"wip\n", b"Evict the oldest\n")
SUBJECTS = ("Evict the oldest", "wip", "Add a cache")
SECRET = "Quarterly-figures-of-somebody-else"  # noqa: S105 - a subject, not a password


class Place(NamedTuple):
    """A checkout, a file that exists once anything was executed, and a repository of somebody else's on this host."""

    folder: Path
    git: Path
    canary: Path
    foreign: Path

    @property
    def touch(self) -> str:
        return f"touch {self.canary}"

    def write(self, name: str, text: str | bytes) -> None:
        file = self.git / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def script(self, name: str) -> None:
        self.write(name, f"#!/bin/sh\n{self.touch}\n")
        (self.git / name).chmod(0o755)

    @property
    def stolen(self) -> bytes:
        """The name of the other repository's latest commit."""
        return (self.foreign / "refs" / "heads" / "main").read_bytes().strip()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    git = write_repository(tmp_path / "anna", *MESSAGES)
    foreign = write_repository(tmp_path / "foreign", SECRET.encode())
    return Place(tmp_path / "anna", git, tmp_path / "canary", foreign)


def opened(place: Place) -> Submission:
    """Open it as a grade does, and look for what must not have happened."""
    submission = open_submission(place.folder, languages=LANGUAGES, allowed=["python"])
    assert not place.canary.exists()
    assert SECRET not in repr(submission)
    assert SECRET.encode() not in submission.archive
    assert "solution.py" in {file.path for file in submission.files}
    return submission


def read(place: Place, limits: HistoryLimits | None = None) -> tuple[History | None, str]:
    told = Reading(place.folder, limits or HistoryLimits()).result()
    assert SECRET not in repr(told)
    assert told.why.isprintable()
    return told.history, told.why


# ── what would be executed ──

HOOKS = "applypatch-msg post-checkout post-index-change pre-commit post-merge reference-transaction fsmonitor-watchman"


def hooks(place: Place) -> None:
    for name in HOOKS.split():
        place.script(f"hooks/{name}")


def settings_that_run(place: Place) -> None:
    run = place.touch
    place.write(
        "config",
        f"""[core]
    repositoryformatversion = 1
    fsmonitor = {run}
    hooksPath = {place.git}/hooks
    sshCommand = {run}
    gitProxy = {run}
    pager = {run}
    editor = {run}
    askPass = {run}
    alternateRefsCommand = {run}
    attributesFile = {place.git}/info/attributes
    excludesFile = {place.foreign}/config
    worktree = {place.foreign.parent}
    bare = true
[extensions]
    worktreeConfig = true
    partialClone = origin
    objectFormat = sha1
[diff]
    external = {run}
[diff "x"]
    textconv = {run}
    command = {run}
[filter "x"]
    clean = {run}
    smudge = {run}
    process = {run}
    required = true
[merge "x"]
    driver = {run}
[interactive]
    diffFilter = {run}
[sequence]
    editor = {run}
[gpg]
    program = {run}
[log]
    showSignature = true
[alias]
    log = !{run}
    status = !{run}
[credential]
    helper = !{run}
[uploadpack]
    packObjectsHook = {run}
[protocol]
    allow = always
[remote "origin"]
    url = ext::sh -c "{run}"
    uploadpack = {run}
    vcs = x
    promisor = true
[trace2]
    eventTarget = {place.canary}
""",
    )
    place.write("config.worktree", f"[core]\n\tfsmonitor = {run}\n")
    place.write("info/attributes", "* filter=x diff=x merge=x\n")
    write_folder(place.folder, {".gitattributes": b"* filter=x diff=x merge=x\n"})


def settings_from_elsewhere(place: Place) -> None:
    evil = place.foreign.parent / "evil"
    evil.write_text(f"[core]\n\tfsmonitor = {place.touch}\n", encoding="utf-8")
    place.write("config", f'[include]\n\tpath = {evil}\n[includeIf "gitdir:/"]\n\tpath = ../../evil\n')


def submodules(place: Place) -> None:
    url = f"ext::sh -c touch% {place.canary}"
    module = f'[submodule "x"]\n\tpath = x\n\turl = {url}\n\tupdate = !{place.touch}\n'
    write_folder(place.folder, {".gitmodules": module.encode(), "x/.git": b"gitdir: ../.git/modules/x\n"})
    place.write("modules/x/config", f"[core]\n\tfsmonitor = {place.touch}\n\tworktree = ../../../x\n")
    place.script("modules/x/hooks/post-checkout")


def a_bare_repository_inside(place: Place) -> None:
    inner = write_repository(place.folder / "data", SECRET.encode())
    shutil.rmtree(place.folder / "data" / "fixture.git", ignore_errors=True)
    (inner / "objects").rename(place.folder / "data" / "objects")
    for name in ("HEAD", "refs"):
        (inner / name).rename(place.folder / "data" / name)
    config = f"[core]\n\tbare = false\n\tworktree = worktree\n\tfsmonitor = {place.touch}\n"
    write_folder(place.folder / "data", {"config": config.encode(), "worktree/x": b""})


def accelerators_that_lie(place: Place) -> None:
    place.write("objects/info/commit-graph", b"CGPH" + bytes(999))
    place.write("objects/pack/multi-pack-index", b"MIDX" + b"\xff" * 999)
    place.write("info/grafts", MESSAGES[0] + place.stolen)
    place.write("refs/replace/" + name_of(commit(MESSAGES[0])).decode(), place.stolen)
    place.write("shallow", place.stolen)
    place.write("index", b"DIRC" + b"\xff" * 999)
    place.write("objects/pack/pack-9.pack", b"no index, so nobody asks for it")


def work_trees(place: Place) -> None:
    place.write("worktrees/x/gitdir", str(place.foreign))
    place.write("worktrees/x/commondir", str(place.foreign))
    place.write("worktrees/x/HEAD", place.stolen)


UNMOVED = {
    "hooks": hooks,
    "settings that name a program": settings_that_run,
    "settings from elsewhere": settings_from_elsewhere,
    "submodules": submodules,
    "accelerators that lie": accelerators_that_lie,
    "work trees": work_trees,
    "a common folder elsewhere": lambda place: place.write("commondir", str(place.foreign)),
    "a repository elsewhere": lambda place: place.write("gitdir", str(place.foreign)),
    "hostile names beside the branch": lambda place: place.write(
        "packed-refs", b"# x\n^y\n\n \n%b refs/\x1b[2J\n%b ../../x\nz\n" % (place.stolen, place.stolen)
    ),
    "alternates that nobody needs": lambda place: place.write("objects/info/alternates", f"{place.foreign}/objects\n"),
}


@pytest.mark.parametrize("plant", UNMOVED.values(), ids=UNMOVED)
def test_what_git_would_run_or_follow_changes_nothing(place: Place, plant: Callable[[Place], None]) -> None:
    before = opened(place)
    plant(place)
    after = opened(place)
    assert after.history == before.history
    assert after.history is not None
    assert after.history.subjects == SUBJECTS
    assert not [file.path for file in after.files if file.path.startswith(".git/")]


def test_a_bare_repository_inside_is_data_like_any_other(place: Place) -> None:
    a_bare_repository_inside(place)
    submission = open_submission(place.folder, languages=LANGUAGES, allowed=["python"])
    assert not place.canary.exists()
    assert {"data/HEAD", "data/config"} <= {file.path for file in submission.files}
    assert submission.history is not None
    assert submission.history.subjects == SUBJECTS


@pytest.mark.parametrize("name", [".GIT", ".Git", "git~1", "GIT~1", ".git.", ".git ", ".git::$INDEX_ALLOCATION"])
@pytest.mark.parametrize("inside", ["", "docs/"])
def test_what_is_a_git_folder_to_another_file_system_is_refused(place: Place, name: str, inside: str) -> None:
    shutil.copytree(place.git, place.folder / inside / name)
    shutil.rmtree(place.git)
    with pytest.raises(SubmissionError) as refusal:
        opened(place)
    assert refusal.value.path == inside + name
    assert not place.canary.exists()


def test_a_git_folder_deeper_down_is_left_out_and_tells_nothing(place: Place) -> None:
    (place.folder / "vendor").mkdir()
    place.foreign.rename(place.folder / "vendor" / ".git")
    submission = opened(place)
    assert "vendor/.git" in {item.path for item in submission.dropped}


# ── whose history would be told ──


def test_the_other_repository_would_tell_its_history_to_whoever_followed_a_path_to_it(place: Place) -> None:
    history = Reading(place.foreign.parent).result().history
    assert history is not None
    assert history.subjects == (SECRET,)


def borrowed(place: Place) -> None:
    place.write("objects/info/alternates", f"{place.foreign}/objects\n")
    place.write("objects/info/http-alternates", "http://localhost/objects\n")
    point(place.git, place.stolen)


def a_parent_of_somebody_else(place: Place) -> None:
    borrowed(place)
    point(place.git, write_loose(place.git, commit(b"Mine", parents=[place.stolen])))


def packs_by_link(place: Place) -> None:
    name, body = place.stolen, commit(SECRET.encode())
    write_pack(place.foreign, {name: pack_entry(body)})
    for file in (place.foreign / "objects" / "pack").iterdir():
        (place.git / "objects" / "pack" / file.name).symlink_to(file)
    point(place.git, name)


def objects_by_link(place: Place) -> None:
    (place.git / "objects" / place.stolen[:2].decode()).symlink_to(
        place.foreign / "objects" / place.stolen[:2].decode()
    )
    point(place.git, place.stolen)


def only_a_file(place: Place) -> None:
    shutil.rmtree(place.git)
    place.git.write_text(f"gitdir: {place.foreign}\n", encoding="utf-8")


def only_a_common_folder(place: Place) -> None:
    shutil.rmtree(place.git)
    place.write("HEAD", "ref: refs/heads/main\n")
    place.write("commondir", str(place.foreign))


OTHERS = {
    "by alternates": (borrowed, "not among its objects"),
    "by linked packs": (packs_by_link, "cannot be read"),
    "by linked objects": (objects_by_link, "not among its objects"),
    "by a .git file": (only_a_file, ""),
    "by a common folder": (only_a_common_folder, "cannot be read"),
}


@pytest.mark.parametrize(("plant", "why"), OTHERS.values(), ids=OTHERS)
def test_the_history_of_another_repository_is_never_told(
    place: Place, plant: Callable[[Place], None], why: str
) -> None:
    plant(place)
    submission = opened(place)
    assert submission.history is None
    assert why in submission.no_history


def test_a_history_that_goes_on_in_another_repository_ends_where_its_own_objects_do(place: Place) -> None:
    a_parent_of_somebody_else(place)
    history = opened(place).history
    assert history is not None
    assert history.subjects == ("Mine",)


HEADS = {
    "an absolute path": b"ref: %b/refs/heads/main\n",
    "a path upwards": b"ref: refs/heads/../../../foreign/.git/refs/heads/main\n",
    "a path upwards from its start": b"ref: ../foreign/.git/refs/heads/main\n",
    "a path that starts twice": b"ref: refs/%b/refs/heads/main\n",
    "a NUL": b"ref: refs/heads/main\0x\n",
    "a folder": b"ref: refs/heads\n",
    "a branch that leads to a branch": b"ref: refs/heads/round\n",
    "SHA-256": b"a" * 64,
    "a megabyte": b"ref: refs/" + b"x/" * 500_000,
    "no letters": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_head_that_leads_elsewhere_leads_nowhere(place: Place, head: bytes) -> None:
    place.write("HEAD", head.replace(b"%b", str(place.foreign).encode()))
    place.write("refs/heads/round", "ref: refs/heads/main\n")
    submission = opened(place)
    assert submission.history is None
    assert submission.no_history


def test_packed_branches_with_hostile_names_are_only_looked_up(place: Place) -> None:
    shutil.rmtree(place.git / "refs")
    mine = name_of(commit(MESSAGES[0]))
    lines = [place.stolen + b" refs/heads/\x1b[2J", b"refs/heads/main", mine + b" refs/heads/main", b"\xff \0"]
    place.write("packed-refs", b"\r\n".join([*lines, place.stolen + b" ../refs/heads/main"]))
    history, _ = read(place)
    assert history is not None
    assert history.subjects == (SUBJECTS[-1],)


@pytest.mark.parametrize("name", [b"/etc/passwd", b"..", b"../x", b"a/b", b"a\0b", b"", b"."])
@pytest.mark.parametrize("position", [0, 1])
def test_a_repository_is_asked_only_for_names_in_its_own_folders(place: Place, name: bytes, position: int) -> None:
    store = _Store(place.git, HistoryLimits())
    path = [b"objects", b"pack"]
    path[position] = name
    with pytest.raises(Absent, match="is no name of a file"):
        store._read(tuple(path))


PARENTS = {
    "a path": b"../" + b"x" * 37,
    "an absolute path": b"..//etc/passwd",
    "nothing": b"",
    "a zero": b"0" * 40,
    "capitals": b"AB" * 20,
    "a long one": b"ab" * 32,
    "a megabyte": b"a" * (1 << 20),
    "a NUL": b"ab\0" + b"c" * 37,
}


@pytest.mark.parametrize("parent", PARENTS.values(), ids=PARENTS)
def test_a_parent_that_is_no_object_s_name_leads_nowhere(place: Place, parent: bytes) -> None:
    point(place.git, write_loose(place.git, commit(b"Mine", parents=[parent])))
    submission = opened(place)
    told = submission.history
    assert submission.no_history if told is None else told.subjects == ("Mine",)


# ── what would cost too much ──


def bomb(size: int, head: bytes) -> bytes:
    """Pack ``head`` and ``size`` zeros in little time: one packed megabyte again and again, with no true checksum."""
    packer = zlib.compressobj(9)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + piece * (size >> 20) + packer.flush()


def loose_bomb(place: Place) -> None:
    head = commit(b"")
    packed = bomb(4 << 30, b"commit %d\0%b" % ((4 << 30) + len(head), head))
    point(place.git, write_loose(place.git, b"", name=b"ab" * 20, packed=packed))


def loose_bomb_that_claims_little(place: Place) -> None:
    point(place.git, write_loose(place.git, b"", name=b"ab" * 20, packed=bomb(4 << 30, b"commit 9\0" + commit(b""))))


def in_a_pack(place: Place, *entries: bytes, **lies: int) -> None:
    """Write a pack whose first entry is HEAD; each entry's name is its number, forty times over."""
    write_pack(place.git, {b"%x" % number * 40: entry for number, entry in enumerate(entries)}, **lies)  # type: ignore[arg-type]
    point(place.git, b"0" * 40)


def packed_bomb(place: Place) -> None:
    entry = pack_entry(b"", size=(4 << 30) + len(commit(b"")))
    in_a_pack(place, entry[: -len(zlib.compress(b"", 1))] + bomb(4 << 30, commit(b"")))


def named(digit: bytes) -> bytes:
    return bytes.fromhex((digit * 40).decode())


WHOLE = pack_entry(commit(b"Base"))
BASE_SIZE = len(commit(b"Base"))
COPY_ALL = struct.pack("<2B", 0x90, BASE_SIZE)  # copy from offset 0; one byte says how many
GROW = delta(BASE_SIZE, BASE_SIZE << 24, *[COPY_ALL] * 9)
COPY_64K = b"\x80"  # without any byte of length it is 64 KiB, without one of offset from the start
BIG = commit(b"x" * (1 << 16))
AMPLIFIED = delta(len(BIG), 60_000 << 16, COPY_64K * 60_000)

PACKS: dict[str, Callable[[Place], None]] = {
    "a delta on itself": lambda place: in_a_pack(
        place, pack_entry(delta(9, 9), REF_DELTA, base=named(b"0")), pack_entry(commit())
    ),
    "two deltas on each other": lambda place: in_a_pack(
        place,
        pack_entry(delta(9, 9), REF_DELTA, base=named(b"1")),
        pack_entry(delta(9, 9), REF_DELTA, base=named(b"0")),
    ),
    "a delta on what is behind it by nothing": lambda place: in_a_pack(
        place, pack_entry(delta(9, 9), OFS_DELTA, base=b"\0")
    ),
    "a delta on what is before the pack": lambda place: in_a_pack(
        place, pack_entry(delta(9, 9), OFS_DELTA, base=b"\xff\xff\x7f")
    ),
    "a delta on the pack's header": lambda place: in_a_pack(place, pack_entry(delta(9, 9), OFS_DELTA, base=b"\x0c")),
    "a delta on an object that is not there": lambda place: in_a_pack(
        place, pack_entry(delta(9, 9), REF_DELTA, base=b"\x55" * 20)
    ),
    "a delta that lies about its base": lambda place: in_a_pack(
        place, pack_entry(delta(9, BASE_SIZE, COPY_ALL), REF_DELTA, base=named(b"1")), WHOLE
    ),
    "a delta that lies about its result": lambda place: in_a_pack(
        place, pack_entry(GROW, REF_DELTA, base=named(b"1")), WHOLE
    ),
    "a delta that copies from beyond its base": lambda place: in_a_pack(
        place, pack_entry(delta(BASE_SIZE, 255, b"\x93\xff\xff\xff"), REF_DELTA, base=named(b"1")), WHOLE
    ),
    "a delta with a size that never ends": lambda place: in_a_pack(
        place, pack_entry(b"\xff" * 10_000, REF_DELTA, base=named(b"1")), WHOLE
    ),
    "a delta that makes 4 GB of 64 KB": lambda place: in_a_pack(
        place, pack_entry(AMPLIFIED, REF_DELTA, base=named(b"1")), pack_entry(BIG)
    ),
    "a loose bomb": loose_bomb,
    "a loose bomb that claims little": loose_bomb_that_claims_little,
    "a packed bomb": packed_bomb,
    "a size too small": lambda place: in_a_pack(place, pack_entry(commit(), size=3)),
    "a size too large": lambda place: in_a_pack(place, pack_entry(commit(), size=1 << 40)),
    "a size that never ends": lambda place: in_a_pack(place, b"\xff" * 5_000 + zlib.compress(commit())),
    "an unknown kind": lambda place: in_a_pack(place, pack_entry(commit(), 5)),
    "a file in place of a commit": lambda place: in_a_pack(place, pack_entry(commit(), BLOB)),
    "a count that lies": lambda place: in_a_pack(place, WHOLE, count=0xFFFFFFFF),
    "an offset beyond the pack": lambda place: in_a_pack(place, WHOLE, offsets={b"0" * 40: 0x7FFFFFFF}),  # type: ignore[arg-type]
    "an offset in a table that is not there": lambda place: in_a_pack(place, WHOLE, offsets={b"0" * 40: 0xFFFFFFFF}),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("plant", PACKS.values(), ids=PACKS)
def test_an_object_that_lies_or_never_ends_costs_the_history_and_nothing_else(
    place: Place, plant: Callable[[Place], None]
) -> None:
    plant(place)
    submission = opened(place)
    assert submission.history is None
    assert submission.no_history


@pytest.mark.parametrize(
    "patch", [(8, b"\xff" * 1024), (8 + 1020, b"\xff\xff\xff\xff"), (0, b"\0"), (4, b"\0\0\0\7"), (1032, b"")], ids=repr
)
def test_an_index_that_lies_costs_the_history_and_nothing_else(place: Place, patch: tuple[int, bytes]) -> None:
    in_a_pack(place, WHOLE)
    index = place.git / "objects" / "pack" / "pack-1.idx"
    at, new = patch
    data = index.read_bytes()
    index.write_bytes(data[:at] + new + data[at + len(new) :] if new else data[:at])
    assert opened(place).history is None


def test_a_chain_of_twenty_thousand_deltas_ends(place: Place) -> None:
    same = delta(BASE_SIZE, BASE_SIZE, COPY_ALL)
    entries, last = [WHOLE], len(WHOLE)
    for _ in range(20_000):
        entry = pack_entry(same, OFS_DELTA, base=bytes([last]))
        entries.append(entry)
        last = len(entry)
    write_pack(place.git, {b"%040x" % number: entry for number, entry in enumerate(entries)})
    point(place.git, b"%040x" % 20_000)
    history, why = read(place)
    assert history.subjects == ("Base",) if history else "bounds" in why


def test_a_history_of_a_hundred_thousand_commits_is_cut_where_the_bound_is(place: Place) -> None:
    entries: dict[bytes, bytes] = {}
    name = b""
    for number in range(100_000):
        body = commit(b"%d" % number, parents=[name] if name else [])
        name = name_of(body)
        entries[name] = pack_entry(body)
    write_pack(place.git, entries)
    point(place.git, name)
    history, why = read(place)
    assert history is not None, why
    assert (history.commits, history.cut, len(history.subjects)) == (HistoryLimits().commits, True, 50)


def test_commits_in_a_circle_are_told_once_each(place: Place) -> None:
    a, b = b"a1" * 20, b"b2" * 20
    write_loose(place.git, commit(b"A", parents=[b, b]), name=a)
    write_loose(place.git, commit(b"B", parents=[a, b]), name=b)
    point(place.git, a)
    history, _ = read(place)
    assert history is not None
    assert (history.commits, sorted(history.subjects)) == (2, ["A", "B"])


def test_a_message_of_megabytes_is_shown_by_its_start(place: Place) -> None:
    point(place.git, write_loose(place.git, commit(b"Co-authored-by: " * (1 << 19) + b"\nCc:" + b" " * (8 << 20))))
    history, why = read(place)
    assert history is not None, why
    assert [len(subject) for subject in history.subjects] == [200]


def test_a_commit_with_a_hundred_thousand_parents_is_one_commit(place: Place) -> None:
    parents = [b"%040x" % number for number in range(100_000)]
    point(place.git, write_loose(place.git, commit(b"Octopus", parents=parents)))
    history, why = read(place)
    assert history is not None, why
    assert (history.commits, history.subjects) == (1, ("Octopus",))


def test_an_answer_of_megabytes_is_not_taken(place: Place) -> None:
    wide = "\U0001f600".encode() * 200  # twelve bytes of JSON each
    names = [write_loose(place.git, commit(b"%b%d" % (wide, number))) for number in range(600)]
    point(place.git, write_loose(place.git, commit(b"All", parents=names)))
    history, why = read(place, HistoryLimits(shown=1_000))
    assert history is None
    assert "bounds" in why


TIMES = [
    b"0 +0000",
    b"-1 +0000",
    b"-99999999999999 +0000",
    b"9223372036854775808 +0000",
    b"1" + b"0" * 30 + b" +0000",
    b"1" + b"0" * 5_000 + b" +0000",
    b"1767225600 +9999999",
    b"1767225600 -0000",
    b"1767225600",
    b"1e9 +0000",
    b"NaN +0000",
    b"",
]


@pytest.mark.parametrize("at", TIMES, ids=lambda at: repr(at[:24]))
def test_a_date_out_of_range_is_told_in_range_or_not_at_all(place: Place, at: bytes) -> None:
    point(place.git, write_loose(place.git, commit(b"Late", at=at, parents=[name_of(commit(MESSAGES[0]))])))
    history, why = read(place)
    if history is None:
        assert why
        return
    assert history.commits == 2
    assert all(0 <= elapsed <= 1 << 53 for elapsed in history.elapsed_s)
    assert max(len(history.first), len(history.last)) <= len("2026-01-01T00:00+00:00")


BODIES = {
    "nothing": b"",
    "no author": b"tree " + b"4" * 40 + b"\n\nMine",
    "no message": commit()[: commit().index(b"\n\n")],
    "no tree": b"author x <y> 0 +0000\n\nMine",
    "two authors": commit().replace(b"committer", b"author x <y> 0 +0000\ncommitter"),
    "an author of a megabyte": commit().replace(b"Anna", b"A" * (1 << 20)),
    "an author who is markup": commit().replace(b"Anna", b"<<>><script>\x1b[2J"),
    "an encoding that runs": commit().replace(b"committer", b"encoding \0../x\ncommitter", 1),
    "a signature": commit().replace(b"\n\n", b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n\n", 1),
    "a tag inside": commit().replace(b"\n\n", b"\nmergetag object x\n type commit\n\n", 1),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_commit_of_any_shape_is_told_or_says_why(place: Place, body: bytes) -> None:
    point(place.git, write_loose(place.git, body))
    submission = opened(place)
    told = submission.history
    assert submission.no_history if told is None else told.commits == 1
    assert all(len(text) <= 200 for person in submission.authors for text in (person.name, person.email))


def test_a_tree_in_place_of_a_commit_is_no_history(place: Place) -> None:
    point(place.git, write_loose(place.git, b"100644 x\0" + bytes(20), TREE))
    assert opened(place).no_history == "its latest commit is not among its objects"


# ── by the reader's own deeds ──


def test_the_reader_opens_its_own_objects_to_read_and_does_nothing_else(place: Place) -> None:
    for plant in (hooks, settings_that_run, settings_from_elsewhere, submodules, work_trees, a_parent_of_somebody_else):
        plant(place)
    answer, log = audited(child_command(place.folder, HistoryLimits()))
    objects = {part for file in (place.git / "objects").rglob("*") for part in (file.name, file.parent.name)}
    missing = {place.stolen[:2].decode(), place.stolen[2:].decode()}
    assert misdeeds(log, str(place.git), "HEAD", "refs", "heads", "main", *objects, *missing) == []
    assert b"Mine" in answer
    assert {b"HEAD", b"objects"} <= {deed[1] for deed in log}
