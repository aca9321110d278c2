"""A repository becomes the submission that its checkout would be, and nothing that it says is obeyed."""

from __future__ import annotations

import os
import stat
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from dulwich.client import TCPGitClient, Urllib3HttpGitClient
from dulwich.objects import Blob, Commit, ObjectID, Tag, Tree
from dulwich.repo import Repo
from dulwich.server import BackendRepo, DictBackend, TCPGitServer

from grader.batch.addresses import Address, is_bare
from grader.batch.cloning import clone
from grader.batch.cloning_child import CloneLimits, Refused, Wanted, client_for, fetch
from grader.challenge import load_challenge
from grader.errors import LanguageError, SubmissionError
from grader.model import Dropped, Person, Submission
from grader.running import take_in

TILL = load_challenge(str(Path(__file__).parents[1] / "attacks" / "challenges" / "till"))
SOLUTION = b"def total(amounts):\n    return sum(amounts)\n"
FILE, LINK, SUBMODULE, FOLDER = 0o100644, 0o120000, 0o160000, 0o40000
Entries = Mapping[bytes, tuple[int, bytes | ObjectID]]
GOOD: Entries = {b"solution.py": (FILE, SOLUTION), b"README.md": (FILE, b"$Id$\r\n")}


class Made:
    """A bare repository, written object by object, so that it may hold what git would not."""

    def __init__(self, path: Path) -> None:
        path.mkdir()
        self.path = path
        self.repo = Repo.init_bare(str(path))

    def tree(self, entries: Entries) -> ObjectID:
        tree = Tree()
        for name, (mode, content) in entries.items():
            sha = content
            if mode in {FILE, LINK}:
                blob = Blob.from_string(bytes(content))
                self.repo.object_store.add_object(blob)
                sha = blob.id
            tree.add(name, mode, ObjectID(bytes(sha)))
        self.repo.object_store.add_object(tree)
        return tree.id

    def commit(self, entries: Entries, *, branch: bytes = b"main", parents: tuple[ObjectID, ...] = ()) -> ObjectID:
        commit = Commit()
        commit.tree, commit.parents = self.tree(entries), list(parents)
        commit.author = commit.committer = b"Anna K <anna@k.example>"
        commit.author_time = commit.commit_time = 1_700_000_000 + len(parents)
        commit.author_timezone = commit.commit_timezone = 0
        commit.message = b"work"
        self.repo.object_store.add_object(commit)
        self.repo.refs[b"refs/heads/" + branch] = commit.id  # type: ignore[index]
        self.repo.refs.set_symbolic_ref(b"HEAD", b"refs/heads/main")  # type: ignore[arg-type]
        return commit.id

    def tag(self, name: bytes, target: ObjectID) -> None:
        tag = Tag()
        tag.name, tag.object, tag.message = name, (Commit, target), b"v"
        tag.tagger, tag.tag_time, tag.tag_timezone = b"Anna K <anna@k.example>", 1, 0
        self.repo.object_store.add_object(tag)
        self.repo.refs[b"refs/tags/" + name] = tag.id  # type: ignore[index]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "ben.git")


def cloned(path: Path, revision: str = "", limits: CloneLimits = CloneLimits()) -> Submission:  # noqa: B008
    return clone(Address(path=str(path)), TILL, revision=revision, language=None, environ=os.environ, limits=limits)


def refused(path: Path, revision: str = "", limits: CloneLimits = CloneLimits()) -> str:  # noqa: B008
    with pytest.raises(SubmissionError) as error:
        cloned(path, revision, limits)
    return str(error.value)


def paths(submission: Submission) -> list[str]:
    return [file.path for file in submission.files]


# ── What comes of it ─────────────────────────────────────────────────────────────────────────────


def test_a_bare_repository_is_the_submission_that_its_files_are(made: Made, tmp_path: Path) -> None:
    made.commit(GOOD)
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name, (_, content) in GOOD.items():
        (folder / name.decode()).write_bytes(bytes(content))
    assert is_bare(made.path)
    found = cloned(made.path)
    assert found.sha256 == take_in(folder, TILL).sha256
    assert found.authors == (Person(name="Anna K", email="anna@k.example"),)
    assert found.history is not None
    assert found.history.commits == 1


def test_a_repository_with_a_single_folder_keeps_it(made: Made) -> None:
    made.commit({b"app": (FOLDER, made.tree(GOOD))})
    assert paths(cloned(made.path)) == ["app/README.md", "app/solution.py"]


def test_a_branch_a_tag_and_a_commit_can_be_asked_for(made: Made) -> None:
    old = made.commit({b"old.py": (FILE, SOLUTION)})
    made.tag(b"v1", old)
    made.commit(GOOD, parents=(old,))
    made.commit({b"other.py": (FILE, SOLUTION)}, branch=b"try/it")
    assert paths(cloned(made.path)) == ["README.md", "solution.py"]
    assert paths(cloned(made.path, "main")) == ["README.md", "solution.py"]
    assert paths(cloned(made.path, "v1")) == ["old.py"]
    assert paths(cloned(made.path, old.decode())) == ["old.py"]
    assert paths(cloned(made.path, "try/it")) == ["other.py"]


def test_a_checkout_is_cloned_where_a_revision_is_asked_for(made: Made, tmp_path: Path) -> None:
    made.commit(GOOD)
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    made.path.rename(checkout / ".git")
    (checkout / "solution.py").write_text("not committed\n")
    assert cloned(checkout, "main").sha256 == cloned(checkout / ".git").sha256


def test_a_submodule_is_left_out_and_told(made: Made) -> None:
    made.commit({**GOOD, b"lib": (SUBMODULE, ObjectID(b"1" * 40))})
    found = cloned(made.path)
    assert Dropped(path="lib", why="a submodule, which is not fetched") in found.dropped


# ── Over the network ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def served(made: Made) -> Iterator[TCPGitServer]:
    made.commit(GOOD)
    made.commit({b"other.py": (FILE, SOLUTION)}, branch=b"other")
    repositories: dict[bytes, BackendRepo] = {b"/": made.repo}
    server = TCPGitServer(DictBackend(repositories), "localhost", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def fetched(served: TCPGitServer, folder: Path, revision: str, limits: CloneLimits = CloneLimits()) -> bytes:  # noqa: B008
    (folder / "objects" / "pack").mkdir(parents=True)
    client = TCPGitClient("localhost", port=served.server_address[1])
    return fetch(client, "/", Wanted(folder=str(folder), revision=revision, limits=limits), folder)


@pytest.mark.parametrize(("revision", "name"), [("", b"main"), ("other", b"other")])
def test_a_server_is_asked_for_one_revision(
    served: TCPGitServer, made: Made, revision: str, name: bytes, tmp_path: Path
) -> None:
    sha = made.repo.refs[b"refs/heads/" + name]  # type: ignore[index]
    assert fetched(served, tmp_path / "f", revision) == sha
    assert {path.suffix for path in (tmp_path / "f" / "objects" / "pack").iterdir()} == {".pack", ".idx"}


def test_a_commit_of_the_server_can_be_asked_for(served: TCPGitServer, made: Made, tmp_path: Path) -> None:
    sha = made.repo.refs[b"refs/heads/other"]  # type: ignore[index]
    assert fetched(served, tmp_path / "f", sha.decode()) == sha


def test_ssh_is_asked_without_a_question_and_gives_the_submission(made: Made, tmp_path: Path) -> None:
    made.commit(GOOD)
    programs = tmp_path / "programs"
    programs.mkdir()
    serve = f"import sys; from dulwich.cli import main; sys.exit(main(['upload-pack', {str(made.path)!r}]))"
    ssh = programs / "ssh"
    ssh.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\nexec {sys.executable} -c "{serve}"\n')
    ssh.chmod(0o755)
    found = clone(
        Address(url="ssh://git@git.example:2222/ben.git"),
        TILL,
        revision="main",
        language=None,
        environ={"PATH": f"{programs}:{os.environ['PATH']}"},
    )
    assert found.sha256 == cloned(made.path).sha256
    assert found.history == cloned(made.path).history
    asked = (tmp_path / "asked").read_text()
    assert "-oBatchMode=yes" in asked
    assert "-oStrictHostKeyChecking=yes" in asked
    assert asked.split("git@git.example ")[1].strip() == "git-upload-pack '/ben.git'"


def test_a_server_cannot_send_us_on_to_where_nothing_is_encrypted() -> None:
    client, _ = client_for("https://git.example/ben.git")
    assert isinstance(client, Urllib3HttpGitClient)
    with pytest.raises(Exception, match="Not supported URL scheme http"):
        client.pool_manager.request("GET", "http://localhost:1/ben.git/info/refs")


def test_a_server_that_sends_too_much_is_hung_up_on(served: TCPGitServer, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is larger than 0 MiB"):
        fetched(served, tmp_path / "f", "", CloneLimits(bytes=64))


def test_a_server_that_nobody_runs_is_told() -> None:
    address = Address(url="https://anna:hunter2@localhost:1/ben.git")
    with pytest.raises(SubmissionError, match="cannot be fetched") as error:
        clone(address, TILL, revision="", language=None, environ={})
    assert "hunter2" not in str(error.value)


# ── What is refused ──────────────────────────────────────────────────────────────────────────────


def test_what_is_no_repository_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path / "nothing")
    (tmp_path / "empty").mkdir()
    assert "has no commit" in refused(tmp_path / "empty")


def test_what_is_asked_for_and_is_not_there_is_told(made: Made) -> None:
    made.commit(GOOD)
    assert 'no branch or tag "nope"' in refused(made.path, "nope")
    assert "is missing" in refused(made.path, "f" * 40)


def test_a_repository_without_a_source_file_is_refused_as_a_folder_is(made: Made) -> None:
    made.commit({b"README.md": (FILE, b"later\n")})
    with pytest.raises(LanguageError, match="holds no source file"):
        cloned(made.path)


@pytest.mark.parametrize(
    ("name", "words"),
    [(b"..", "a name that no file can have"), (b"a\\b.py", "a\\b.py"), (b"con.py\x01", "con.py")],
)
def test_a_name_that_is_not_safe_is_refused(made: Made, name: bytes, words: str) -> None:
    made.commit({**GOOD, name: (FILE, SOLUTION)})
    assert words in refused(made.path)


def test_a_link_in_a_tree_is_what_a_link_in_an_archive_is(made: Made) -> None:
    made.commit({**GOOD, b"evil.py": (LINK, b"/etc/passwd")})
    assert "evil.py" in refused(made.path)


def test_files_that_come_to_too_much_are_refused(made: Made) -> None:
    made.commit({**GOOD, b"big.bin": (FILE, bytes(3 << 20))})
    assert "its files are larger than 2 MiB" in refused(made.path, limits=CloneLimits(tree_bytes=2 << 20))


def test_a_tree_that_unfolds_without_end_is_refused(made: Made) -> None:
    tree = made.tree({b"a.py": (FILE, SOLUTION)})
    for _ in range(8):
        tree = made.tree(dict.fromkeys((b"a", b"b", b"c", b"d", b"e", b"f", b"g", b"h"), (FOLDER, tree)))
    made.commit({b"bomb": (FOLDER, tree)})
    assert "holds more than 2,000 files" in refused(made.path, limits=CloneLimits(entries=2000))


def test_a_repository_that_takes_too_long_is_given_up(made: Made) -> None:
    made.commit(GOOD)
    assert "did not come within" in refused(made.path, limits=CloneLimits(wall_s=0.001))


def test_a_link_in_the_repository_is_not_followed(made: Made, tmp_path: Path) -> None:
    made.commit(GOOD)
    objects = made.path / "objects"
    objects.rename(tmp_path / "elsewhere")
    objects.symlink_to(tmp_path / "elsewhere")
    assert "is missing" in refused(made.path)


def test_what_a_repository_tells_git_to_run_is_never_run(made: Made, tmp_path: Path) -> None:
    made.commit({**GOOD, b".gitattributes": (FILE, b"* filter=evil\n")})
    trap = tmp_path / "trap"
    program = tmp_path / "evil.sh"
    program.write_text(f"#!/bin/sh\necho $0 >> {trap}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    for hook in ("post-checkout", "post-upload-pack", "pre-upload-pack"):
        (made.path / "hooks").mkdir(exist_ok=True)
        (made.path / "hooks" / hook).symlink_to(program)
    (made.path / "config").write_text(
        f'[core]\n\tfsmonitor = {program}\n\tbare = true\n[filter "evil"]\n\tsmudge = {program}\n\trequired = true\n'
        f"[uploadpack]\n\tpackObjectsHook = {program}\n[core]\n\tsshCommand = {program}\n"
    )
    assert "solution.py" in paths(cloned(made.path))
    assert not trap.exists()


def test_objects_of_another_repository_are_not_borrowed(made: Made, tmp_path: Path) -> None:
    made.commit(GOOD)
    borrower = Made(tmp_path / "borrower.git")
    (borrower.path / "objects" / "info").mkdir(exist_ok=True)
    (borrower.path / "objects" / "info" / "alternates").write_text(f"{made.path}/objects\n")
    sha = made.repo.refs[b"refs/heads/main"]  # type: ignore[index]
    (borrower.path / "refs" / "heads" / "main").write_bytes(sha + b"\n")
    assert "is missing" in refused(borrower.path, "main")
