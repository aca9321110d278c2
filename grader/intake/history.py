"""Reads the history of a git checkout in a child process, without git and without writing: ``grader.history`` asks.

    arguments   the checkout's path, HistoryLimits as a JSON list
    reply       one line of JSON: {"history": {…}, "authors": [{"name": "…", "email": "…"}, …]} or {"why": "…"}

Of ``.git`` nothing but HEAD, refs and objects is looked at, link or no link followed: no configuration, hook, filter,
alternate or work tree. Objects are parsed by dulwich, in memory, under limits on memory and CPU time.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from grader.intake.child import confine

if TYPE_CHECKING:
    from dulwich.objects import Commit
    from dulwich.pack import Pack

_OPEN: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_SHA: Final = re.compile(rb"[0-9a-f]{40}")
_SUBJECT: Final = 200
_TRAILER: Final = re.compile(
    rb"^(?:[A-Za-z][A-Za-z-]{0,40}-by|Cc):[ \t]*([^\r\n]{1,500})", re.MULTILINE | re.IGNORECASE
)
_LONGEST_S: Final = 1 << 53  # a hostile commit may be of any year; beyond this JSON is not exact everywhere


class HistoryLimits(NamedTuple):
    """How much of a history is read; ``shown`` is how many of the latest messages are handed on.

    ``timed`` is of how many of the latest commits the time is, ``people`` how many authors are, each of their two names
    cut at ``text``.
    """

    bytes: int = 128 << 20
    files: int = 20_000
    commits: int = 5_000
    shown: int = 50
    timed: int = 500
    people: int = 50
    text: int = 200
    cpu_s: int = 10
    memory_bytes: int = 768 << 20
    wall_s: float = 20.0


class Unreadable(Exception):
    """The history cannot be told, for a reason that a person can read."""


class Absent(Unreadable):
    """A file or folder of the repository is not there, or is a link."""


def main() -> None:
    """Read, reply in one line, and end."""
    source, bounds = sys.argv[1:]
    limits = HistoryLimits(*json.loads(bounds))
    confine(cpu_s=limits.cpu_s, memory_bytes=limits.memory_bytes)
    sys.stdout.buffer.write(json.dumps(_reply(source, limits)).encode() + b"\n")


def _reply(source: str, limits: HistoryLimits) -> dict[str, object]:
    try:
        return _told(_commits(_Store(Path(source, ".git"), limits), limits), limits)
    except Unreadable as error:
        return {"why": str(error)}
    except MemoryError:
        return {"why": "it takes more memory to read than is allowed"}
    except Exception as error:  # noqa: BLE001 - whatever a hostile object triggers, the grade goes on
        return {"why": f"an object cannot be read ({type(error).__name__})"}


class _Walk(NamedTuple):
    """The commits that were read, newest first, and whether there are more."""

    commits: list[Commit]
    cut: bool


def _commits(store: _Store, limits: HistoryLimits) -> _Walk:
    """Walk back from HEAD, every commit once."""
    waiting, seen = [store.head()], set[bytes]()
    commits: list[Commit] = []
    while waiting and len(commits) < limits.commits:
        sha = waiting.pop()
        if sha in seen:
            continue
        seen.add(sha)
        commit = store.commit(sha)
        if commit is None:
            continue  # a shallow clone ends here
        commits.append(commit)
        waiting += commit.parents
    if not commits:
        raise Unreadable("its latest commit is not among its objects")
    commits.sort(key=lambda commit: (-commit.commit_time, commit.id))
    return _Walk(commits, cut=bool(waiting) and len(commits) == limits.commits)


def _told(walk: _Walk, limits: HistoryLimits) -> dict[str, object]:
    """What goes into a report, and beside it the names that a blind one must not show."""
    commits = walk.commits
    subjects = [_subject(commit.message) for commit in commits]
    times = sorted(commit.author_time for commit in commits)
    history = {
        "commits": len(commits),
        "cut": walk.cut,
        "merges": sum(len(commit.parents) > 1 for commit in commits),
        "authors": len({commit.author for commit in commits}),
        "first": _moment(times[0]),
        "last": _moment(times[-1]),
        "one_word": sum(len(subject.split()) <= 1 for subject in subjects),
        "subjects": subjects[: limits.shown],
        "elapsed_s": [min(time - times[0], _LONGEST_S) for time in times[-limits.timed :]],
    }
    return {"history": history, "authors": _people(commits, limits)}


def _people(commits: list[Commit], limits: HistoryLimits) -> list[dict[str, str]]:
    """Everybody whom the commits name, once each: authors and committers first, then those in trailers."""
    signed = (line for commit in commits for line in (commit.author, commit.committer))
    thanked = (found[1] for commit in commits for found in _TRAILER.finditer(commit.message))
    people: dict[tuple[str, str], None] = {}
    for line in (*signed, *thanked):
        name, _, rest = line.partition(b"<")
        person = _text(name)[: limits.text], _text(rest.partition(b">")[0])[: limits.text]
        if any(person):
            people[person] = None
        if len(people) == limits.people:
            break
    return [{"name": name, "email": email} for name, email in people]


def _text(written: bytes) -> str:
    """Commits may be in any encoding; a wrong guess would leave a name that is looked for nowhere."""
    try:
        return written.decode().strip()
    except UnicodeDecodeError:
        return written.decode("latin-1").strip()


def _subject(message: bytes) -> str:
    return message.decode("utf-8", "replace").strip().partition("\n")[0][:_SUBJECT]


def _moment(seconds: int) -> str:
    """In UTC: an offset says where somebody lives."""
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="minutes")
    except (OverflowError, ValueError, OSError):
        return ""


class _Store:
    """The objects of one repository: packs are read whole into memory, others one by one as they are asked for."""

    def __init__(self, folder: Path, limits: HistoryLimits) -> None:
        self._limits = limits
        self._room = limits.bytes
        self._files = 0
        try:
            self._root = os.open(folder, _OPEN | os.O_DIRECTORY)
        except OSError:
            raise Unreadable("its .git is no folder") from None
        self._packs = list(self._opened_packs())

    def head(self) -> bytes:
        """Where HEAD is, through at most one branch."""
        head = self._read((b"HEAD",)).strip()
        if head.startswith(b"ref: "):
            head = self._ref(head[5:].strip())
        if not _SHA.fullmatch(head):
            raise Unreadable("it has no commit")
        return head

    def commit(self, sha: bytes) -> Commit | None:
        """Parse one commit; ``None`` where it is not there, or is something else."""
        from dulwich.objects import Commit, ObjectID, ShaFile  # noqa: PLC0415 - only where there is a history

        found: ShaFile | None
        try:
            loose = self._read((b"objects", sha[:2], sha[2:]))
            found = ShaFile.from_file(io.BytesIO(loose), max_size=self._limits.bytes)
        except Absent:
            name = ObjectID(sha)
            pack = next((pack for pack in self._packs if name in pack), None)
            found = pack[name] if pack is not None else None
        return found if isinstance(found, Commit) else None

    def _opened_packs(self) -> Iterator[Pack]:
        from dulwich.object_format import DEFAULT_OBJECT_FORMAT  # noqa: PLC0415
        from dulwich.pack import Pack, PackData, load_pack_index_file  # noqa: PLC0415

        folder = (b"objects", b"pack")
        there = self._names(folder) if b"pack" in self._names((b"objects",)) else set()
        for name in sorted(there):
            index_name = name.removesuffix(b".pack") + b".idx"
            if not name.endswith(b".pack") or index_name not in there:
                continue
            content, index = self._read((*folder, name)), self._read((*folder, index_name))
            data = PackData(".", DEFAULT_OBJECT_FORMAT, file=io.BytesIO(content), size=len(content))
            yield Pack.from_objects(data, load_pack_index_file(".", io.BytesIO(index), DEFAULT_OBJECT_FORMAT))

    def _ref(self, name: bytes) -> bytes:
        parts = tuple(name.split(b"/"))
        if parts[0] != b"refs" or b".." in parts or b"" in parts:
            return b""
        try:
            return self._read(parts).strip()
        except Absent:
            listed = dict(line.split(b" ", 1)[::-1] for line in self._packed_refs() if b" " in line)
            return listed.get(name, b"")

    def _packed_refs(self) -> list[bytes]:
        try:
            return [line for line in self._read((b"packed-refs",)).splitlines() if not line.startswith((b"#", b"^"))]
        except Absent:
            return []

    # ── files, no link ever followed ──

    def _names(self, folder: tuple[bytes, ...]) -> set[bytes]:
        found = set()
        descriptor = self._open(folder, os.O_DIRECTORY)
        try:
            with os.scandir(descriptor) as listing:
                for entry in listing:
                    found.add(os.fsencode(entry.name))
                    self._files += 1
                    if self._files > self._limits.files:
                        raise Unreadable(f"it has more than {self._limits.files:,} files")
        finally:
            os.close(descriptor)
        return found

    def _read(self, path: tuple[bytes, ...]) -> bytes:
        descriptor = self._open(path)
        with os.fdopen(descriptor, "rb") as file:
            content = file.read(self._room + 1)
        self._room -= len(content)
        if self._room < 0:
            raise Unreadable(f"it is larger than {self._limits.bytes >> 20} MiB")
        return content

    def _open(self, path: tuple[bytes, ...], flags: int = 0) -> int:
        """Open by one name at a time, so that no folder on the way is a link."""
        if any(name in {b"", b".", b".."} or b"/" in name or b"\0" in name for name in path):
            # A parent's or a branch's name is the candidate's to write, and an absolute one would lead anywhere.
            raise Absent(f"{b'/'.join(path).decode('utf-8', 'replace')} is no name of a file")
        here = os.dup(self._root)
        try:
            for index, name in enumerate(path):
                last = index == len(path) - 1
                below = os.open(name, _OPEN | (flags if last else os.O_DIRECTORY), dir_fd=here)
                os.close(here)
                here = below
        except OSError:
            os.close(here)
            raise Absent(f"{b'/'.join(path).decode('utf-8', 'replace')} cannot be read") from None
        return here
