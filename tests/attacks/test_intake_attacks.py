"""Every hostile archive, folder and repository, through the real child process: refused, or taken as what is honest."""

from __future__ import annotations

import io
import os
import re
import secrets
import tarfile
from pathlib import Path

import corpus
import msgspec
import pytest
import watching

from grader.attacks import REACHED
from grader.canaries import words_in
from grader.challenge import load_challenge
from grader.errors import SubmissionError
from grader.model import Challenge, Submission
from grader.running import take_in

ATTACKS = corpus.attacks_on("intake")
LONGEST_MESSAGE = 1_000
TOKEN = "GRADER_ATTACK_RUN"  # noqa: S105 - the name of a variable, by which what a process has started is known again


@pytest.fixture(scope="module")
def till() -> Challenge:
    return load_challenge(str(Path(__file__).parent / "challenges" / "till"))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_what_is_hostile_is_refused_or_left_out_and_nothing_is_touched_or_told(
    attack: corpus.Attack, till: Challenge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, scratch = tmp_path / "here", tmp_path / "scratch"
    for folder in (here, scratch):
        folder.mkdir()
    token = secrets.token_hex(8)
    monkeypatch.chdir(here)
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setenv(TOKEN, token)
    with watching.world(tmp_path) as around:
        source = corpus.laid_out(attack, tmp_path / "handed-in")
        assert not (tmp_path / REACHED).exists(), "its own making did that"
        before = state_of(tmp_path)
        came = taken_or_refused(source, till)
        after = state_of(tmp_path)
    if (tmp_path / "handed-in" / "restless").is_dir():
        (tmp_path / "handed-in" / "restless" / "ended").touch()
    assert after == before
    assert around.untouched()
    assert around.knocks == []
    assert processes_with(token) == []
    assert words_in(told_of(came)) == frozenset()
    assert outcome_of(came, attack) == []


def taken_or_refused(source: Path, challenge: Challenge) -> Submission | SubmissionError:
    """Take it in as a run does; a refusal is as good an answer as a submission."""
    try:
        return take_in(source, challenge)
    except SubmissionError as refusal:
        return refusal


def outcome_of(came: Submission | SubmissionError, attack: corpus.Attack) -> list[str]:
    """Say what is not as the attack's file says that it must be."""
    if isinstance(came, SubmissionError):
        shown = str(came)
        wrong = [] if shown.isprintable() and len(shown) < LONGEST_MESSAGE else ["a message that could do harm"]
        expected = attack.expects.get("refused", ())
        return wrong if any(re.search(rule, came.rule) for rule in expected) else [*wrong, f"refused: {shown}"]
    if "taken" not in attack.expects:
        return ["taken"]
    files = tuple(file.path for file in came.files)
    dropped = tuple(each.path for each in came.dropped)
    with tarfile.open(fileobj=io.BytesIO(came.archive)) as tar:
        odd = [f"{entry.name} is no plain file" for entry in tar if not is_plain(entry)]
    wrong = [] if files == attack.expects["taken"] else [f"taken: {files}"]
    return odd + wrong + ([] if dropped == attack.expects.get("dropped", ()) else [f"dropped: {dropped}"])


def is_plain(entry: tarfile.TarInfo) -> bool:
    """Whether an entry of a snapshot is nobody's, of no time, and a file or folder by a mode of ours."""
    modes = {True: 0o755, False: 0o644}
    owners = (entry.uid, entry.gid, entry.uname, entry.gname, entry.mtime)
    return (entry.isreg() or entry.isdir()) and entry.mode == modes[entry.isdir()] and owners == (0, 0, "", "", 0)


def told_of(came: Submission | SubmissionError) -> bytes:
    """All that anybody gets to see of what was handed in, the files' content included."""
    if isinstance(came, SubmissionError):
        return str(came).encode()
    return msgspec.json.encode(msgspec.structs.replace(came, archive=b"")) + came.archive


def state_of(folder: Path) -> dict[str, tuple[int, ...]]:
    """Facts by path of everything there, no link followed; what an attack itself keeps changing is left out."""
    found: dict[str, tuple[int, ...]] = {}
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "restless"]
        for name in (*folders, *files):
            fact = Path(root, name).lstat()
            found[f"{root}/{name}"] = (
                fact.st_ino,
                fact.st_mode,
                fact.st_uid,
                fact.st_gid,
                fact.st_size,
                fact.st_mtime_ns,
                fact.st_ctime_ns,
                fact.st_nlink,
            )
    return found


def processes_with(token: str) -> list[str]:
    """Name the processes that were started meanwhile and are still there: each has inherited a variable."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes()
        except OSError:
            continue  # it has ended, or is another user's
        if f"{TOKEN}={token}".encode() in environment:
            found.append(process.name)
    return found


def test_a_process_that_stays_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    token = secrets.token_hex(8)
    monkeypatch.setenv(TOKEN, token)
    read, write = os.pipe()
    pid = os.posix_spawn("/bin/cat", ["cat"], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, read, 0)])
    os.close(read)
    try:
        assert processes_with(token) == [str(pid)]
    finally:
        os.close(write)
        os.waitpid(pid, 0)


def test_there_are_attacks_on_intake_for_every_row_of_its_threats() -> None:
    rows = {row for attack in ATTACKS for row in attack.threats}
    asked = {f"G{number:02}" for number in range(1, 24)} | {"S23", "S24", "S25", "S26", "A17", "D15", "D16"}
    assert asked - rows == set()
