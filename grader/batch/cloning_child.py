"""The process that talks to a stranger's git server, or reads a stranger's repository: ``grader.batch.cloning`` asks.

    argument    Wanted as JSON
    folder      .git/HEAD, .git/objects, and checkout.tar with the files of the commit below checkout/
    reply       one line of JSON: {"commit": "…", "submodules": […]} or {"why": "…"}

No git is run, no configuration, hook, filter, attribute or alternate of the repository is looked at, no submodule is
fetched, and no path of the candidate's is made on disk: the files come in a tar, which intake checks like any other.
Of a repository on this machine, HEAD, packed-refs, refs and objects are copied, no link followed.
"""

from __future__ import annotations

import errno
import os
import re
import resource
import stat
import sys
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import msgspec

from grader.untrusted import without_passwords

if TYPE_CHECKING:
    from dulwich.client import GitClient
    from dulwich.object_store import DiskObjectStore

CHECKOUT: Final = "checkout.tar"
_TOP: Final = b"checkout"
_OPEN: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_SHA: Final = re.compile(rb"[0-9a-f]{40}")
_PART: Final = 1 << 20
_TAGS: Final = 5  # a tag of a tag of a tag
_LINKS: Final = 5
_DEEPEST: Final = 64
_SUBMODULE: Final = 0o160000
_WORDS: Final = 300
_SSH: Final = (
    "ssh -oBatchMode=yes -oConnectTimeout=20 -oStrictHostKeyChecking=yes -oForwardAgent=no -oForwardX11=no "
    "-oClearAllForwardings=yes -oPermitLocalCommand=no"
)


class CloneLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What a repository may hold, and what fetching it may cost; sizes in bytes, times in seconds."""

    bytes: int = 128 << 20
    files: int = 20_000
    tree_bytes: int = 96 << 20
    entries: int = 50_000
    memory_bytes: int = 1 << 30
    cpu_s: int = 60
    wall_s: float = 180.0


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One repository, at ``url`` or at ``path``, and the folder that it is put into; no ``revision`` is HEAD."""

    url: str = ""
    path: str = ""
    revision: str = ""
    folder: str
    limits: CloneLimits = CloneLimits()


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it; ``why`` is empty where all went well, ``full`` where it is our disk that has no room."""

    commit: str = ""
    submodules: tuple[str, ...] = ()
    why: str = ""
    full: bool = False


class Refused(Exception):
    """The repository cannot be taken, for a reason that a person can read."""


def main() -> None:
    """Fetch, reply in one line, and end."""
    wanted = msgspec.json.decode(sys.argv[1], type=Wanted)
    confine(wanted.limits)
    sys.stdout.buffer.write(msgspec.json.encode(_reply(wanted)) + b"\n")


def confine(limits: CloneLimits) -> None:
    """Give up what nobody needs who fetches a repository: more time, memory or disk than was allowed."""
    for which, value in (
        (resource.RLIMIT_CPU, limits.cpu_s),
        (resource.RLIMIT_FSIZE, max(limits.bytes, limits.tree_bytes) + _PART),
        (resource.RLIMIT_CORE, 0),
        *(((resource.RLIMIT_AS, limits.memory_bytes),) if sys.platform == "linux" else ()),
    ):
        hard = resource.getrlimit(which)[1]
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (most, most))


def _reply(wanted: Wanted) -> Reply:
    try:
        return _taken(wanted)
    except Refused as error:
        why = str(error)
    except MemoryError:
        why = "takes more memory to read than is allowed"
    except RecursionError:
        why = "is nested too deep to be read"
    except Exception as error:  # noqa: BLE001 - whatever a hostile server or object triggers, the batch goes on
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return Reply(full=True)
        why = f"cannot be fetched ({type(error).__name__}: {error})"
    return Reply(why=without_passwords(why.encode(errors="replace").decode())[:_WORDS])


def _taken(wanted: Wanted) -> Reply:
    from dulwich.object_store import DiskObjectStore  # noqa: PLC0415 - after the limits are set

    folder = Path(wanted.folder, ".git")
    (folder / "objects" / "pack").mkdir(parents=True)
    (folder / "refs").mkdir()
    named = _copied(wanted, folder) if wanted.path else _fetched(wanted, folder)
    store = DiskObjectStore(str(folder / "objects"))
    commit = _commit(store, named)
    (folder / "HEAD").write_bytes(commit + b"\n")
    with Path(wanted.folder, CHECKOUT).open("xb") as file:
        submodules = _Checkout(store, file, wanted.limits).write(_tree_of(store, commit))
    return Reply(commit=commit.decode(), submodules=tuple(submodules))


# ── Over the network ─────────────────────────────────────────────────────────────────────────────


def _fetched(wanted: Wanted, folder: Path) -> bytes:
    client, path = client_for(wanted.url)
    return fetch(client, path, wanted, folder)


def client_for(url: str) -> tuple[GitClient, str]:
    """Give who asks the server of an address, and for what; over https it never goes on without encryption."""
    from dulwich.client import Urllib3HttpGitClient, get_transport_and_path  # noqa: PLC0415
    from dulwich.config import ConfigDict  # noqa: PLC0415

    # An empty configuration: nobody's ``insteadOf`` makes another address of this one.
    client, path = get_transport_and_path(url, config=ConfigDict(), quiet=True, ssh_command=_SSH)
    if isinstance(client, Urllib3HttpGitClient):
        # A server may send us elsewhere, but not to where anybody can listen.
        manager: Any = client.pool_manager
        manager.key_fn_by_scheme = {"https": manager.key_fn_by_scheme["https"]}
    return client, path


def fetch(client: GitClient, path: str, wanted: Wanted, folder: Path) -> bytes:
    """Ask a server for one revision, all of its history and nothing else; the object that it names comes back."""
    from dulwich.object_format import DEFAULT_OBJECT_FORMAT  # noqa: PLC0415
    from dulwich.object_store import ObjectStoreGraphWalker  # noqa: PLC0415
    from dulwich.pack import PackData  # noqa: PLC0415

    named: list[bytes] = []

    def choose(refs: Mapping[bytes, bytes | None], depth: int | None = None) -> list[bytes]:  # noqa: ARG001
        known = {name: sha for name, sha in refs.items() if sha is not None}
        named.append(_named(known, wanted.revision))
        there = named[0] in known.values()
        return [named[0]] if there else sorted({sha for name, sha in known.items() if name.startswith(b"refs/")})

    place = folder / "objects" / "pack" / "pack-fetched.pack"
    with place.open("xb") as file:
        kept = _Kept(file, wanted.limits.bytes)
        walker = ObjectStoreGraphWalker([], lambda _sha: [])
        client.fetch_pack(path, choose, walker, kept.take)  # type: ignore[arg-type]  # its own types of bytes
    with PackData(str(place), DEFAULT_OBJECT_FORMAT) as data:
        data.create_index_v2(str(place.with_suffix(".idx")))
    return named[0]


class _Kept:
    """A file that takes so much and no more."""

    def __init__(self, file: IO[bytes], room: int) -> None:
        self._file = file
        self._most = self._room = room

    def take(self, data: bytes) -> int:
        self._room -= len(data)
        if self._room < 0:
            raise Refused(f"is larger than {self._most >> 20} MiB with its history")
        return self._file.write(data)


def _named(refs: Mapping[bytes, bytes], revision: str) -> bytes:
    """Look a branch, a tag or a whole commit up among what there is; HEAD where nothing is asked for."""
    asked = revision.encode()
    for name in (b"refs/heads/" + asked, b"refs/tags/" + asked, asked) if asked else (b"HEAD",):
        if name in refs:
            return refs[name]
    if _SHA.fullmatch(asked):
        return asked
    raise Refused(f'has no branch or tag "{revision}"' if asked else "is empty: it has no commit")


# ── On this machine ──────────────────────────────────────────────────────────────────────────────


def _copied(wanted: Wanted, folder: Path) -> bytes:
    source = Path(wanted.path)
    if (source / ".git").is_dir() and not (source / ".git").is_symlink():
        source /= ".git"
    try:
        root = os.open(source, _OPEN | os.O_DIRECTORY)
    except OSError as error:
        raise Refused(f"cannot be read ({error.strerror}); check the path") from None
    copy = _Copy(folder, wanted.limits)
    copy.take(root, Path("objects"))
    refs = copy.refs(root)
    return _named(refs, wanted.revision)


class _Copy:
    """Takes objects and refs out of somebody's repository, file by file, and nothing that could make git do things."""

    def __init__(self, folder: Path, limits: CloneLimits) -> None:
        self._folder = folder
        self._limits = limits
        self._room = limits.bytes
        self._files = 0

    def take(self, root: int, below: Path) -> None:
        """Copy the objects: loose ones and packs by their kinds of names, all else stays behind."""
        for name in self._names(root, below):
            if re.fullmatch(r"[0-9a-f]{2}", name) or name == "pack":
                for file in self._names(root, below / name):
                    if re.fullmatch(r"[0-9a-f]{38}|pack-[0-9a-f]{40}\.(pack|idx)", file):
                        self._file(root, below / name / file)

    def refs(self, root: int) -> dict[bytes, bytes]:
        """Read HEAD, branches and tags, packed and loose."""
        found: dict[bytes, bytes] = {}
        for row in self._read(root, Path("packed-refs"), absent=b"").splitlines():
            sha, _, name = row.partition(b" ")
            if _SHA.fullmatch(sha):
                found[name] = sha
        for kind in ("heads", "tags"):
            found |= dict(self._loose(root, Path("refs", kind), depth=0))
        head = self._read(root, Path("HEAD"), absent=b"").strip()
        for _ in range(_LINKS):
            if not head.startswith(b"ref: "):
                break
            head = found.get(head[5:].strip(), b"")
        return found | ({b"HEAD": head} if _SHA.fullmatch(head) else {})

    def _loose(self, root: int, below: Path, *, depth: int) -> Iterator[tuple[bytes, bytes]]:
        for name in self._names(root, below) if depth < _DEEPEST else ():
            path = below / name
            content = self._read(root, path, absent=b"").strip()
            if _SHA.fullmatch(content):
                yield os.fsencode(path), content
            elif not content:
                yield from self._loose(root, path, depth=depth + 1)

    def _file(self, root: int, path: Path) -> None:
        content = self._read(root, path, absent=None)
        place = self._folder / path
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)

    def _names(self, root: int, below: Path) -> list[str]:
        try:
            descriptor = _opened(root, below, os.O_DIRECTORY)
        except OSError:
            return []
        try:
            with os.scandir(descriptor) as listing:
                found = sorted(entry.name for entry in listing)
        finally:
            os.close(descriptor)
        self._files += len(found)
        if self._files > self._limits.files:
            raise Refused(f"has more than {self._limits.files:,} files; `git gc` packs them")
        return found

    def _read(self, root: int, path: Path, *, absent: bytes | None) -> bytes:
        try:
            descriptor = _opened(root, path)
        except OSError as error:
            if absent is None:
                raise Refused(f"{path}: cannot be read ({error.strerror})") from None
            return absent
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            return absent or b""
        with os.fdopen(descriptor, "rb") as file:
            content = file.read(self._room + 1)
        self._room -= len(content)
        if self._room < 0:
            raise Refused(f"is larger than {self._limits.bytes >> 20} MiB with its history")
        return content


def _opened(root: int, path: Path, flags: int = 0) -> int:
    """Open by one name at a time, so that no folder on the way is a link."""
    here = os.dup(root)
    for index, name in enumerate(path.parts):
        last = index == len(path.parts) - 1
        try:
            below = os.open(name, _OPEN | (flags if last else os.O_DIRECTORY), dir_fd=here)
        finally:
            os.close(here)
        here = below
    return here


# ── The files of the commit ──────────────────────────────────────────────────────────────────────


def _commit(store: DiskObjectStore, named: bytes) -> bytes:
    from dulwich.objects import Commit, Tag  # noqa: PLC0415

    sha = named
    for _ in range(_TAGS):
        found = _object(store, sha)
        if isinstance(found, Commit):
            return sha
        if not isinstance(found, Tag):
            break
        sha = found.object[1]
    raise Refused(f"{named.decode()} is no commit of it")


def _tree_of(store: DiskObjectStore, commit: bytes) -> bytes:
    from dulwich.objects import Commit  # noqa: PLC0415

    found = _object(store, commit)
    if not isinstance(found, Commit):
        raise Refused(f"{commit.decode()} is no commit of it")
    return bytes(found.tree)


def _object(store: DiskObjectStore, sha: bytes) -> object:
    from dulwich.objects import ObjectID  # noqa: PLC0415

    try:
        return store[ObjectID(sha)]
    except KeyError:
        raise Refused(f"the object {sha.decode('ascii', 'replace')} is missing from it") from None


class _Checkout:
    """Writes the tree of a commit as a tar, byte for byte as the objects have it: no filter, no line ends, no modes."""

    def __init__(self, store: DiskObjectStore, file: IO[bytes], limits: CloneLimits) -> None:
        self._store = store
        self._file = file
        self._limits = limits
        self._room = limits.tree_bytes
        self._entries = 0
        self._submodules: list[str] = []

    def write(self, tree: bytes) -> list[str]:
        """Write all of it, and name the submodules, which are not fetched."""
        self._header(_TOP, tarfile.DIRTYPE)
        self._folder(tree, _TOP, depth=0)
        self._file.write(bytes(2 * tarfile.BLOCKSIZE))
        return self._submodules

    def _folder(self, sha: bytes, path: bytes, *, depth: int) -> None:
        from dulwich.objects import Blob, Tree  # noqa: PLC0415

        tree = _object(self._store, sha)
        if not isinstance(tree, Tree) or depth > _DEEPEST:
            raise Refused("a folder in it is damaged, or nested too deep")
        for name, mode, child in tree.iteritems():
            self._entries += 1
            if self._entries > self._limits.entries:
                raise Refused(f"holds more than {self._limits.entries:,} files")
            if b"/" in name or name in {b"", b".", b".."}:
                raise Refused("a file in it has a name that no file can have")
            below = path + b"/" + name
            if mode == _SUBMODULE:
                self._submodules.append(below[len(_TOP) + 1 :].decode("utf-8", "backslashreplace"))
            elif stat.S_ISDIR(mode):
                self._header(below, tarfile.DIRTYPE)
                self._folder(child, below, depth=depth + 1)
            else:
                blob = _object(self._store, child)
                if not isinstance(blob, Blob):
                    raise Refused("a file in it is damaged")
                self._blob(below, blob.data, link=stat.S_ISLNK(mode))

    def _blob(self, path: bytes, content: bytes, *, link: bool) -> None:
        self._room -= len(content) + 2 * tarfile.BLOCKSIZE
        if self._room < 0:
            raise Refused(f"its files are larger than {self._limits.tree_bytes >> 20} MiB")
        if link:
            self._header(path, tarfile.SYMTYPE, target=content)
            return
        self._header(path, tarfile.REGTYPE, size=len(content))
        self._file.write(content)
        self._file.write(bytes(-len(content) % tarfile.BLOCKSIZE))

    def _header(self, path: bytes, kind: bytes, *, size: int = 0, target: bytes = b"") -> None:
        header = tarfile.TarInfo(os.fsdecode(path))
        header.type, header.size, header.linkname = kind, size, os.fsdecode(target)
        header.mode = 0o755 if kind == tarfile.DIRTYPE else 0o644
        self._file.write(header.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape"))
