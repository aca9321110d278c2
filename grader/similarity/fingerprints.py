"""A fingerprint per submission, made once by a child process under limits and kept beside the submission's result.

    <submission's folder>/fingerprint.json

It is named by the submission's content, the engine and the starter; another of these and it is made anew.
"""

from __future__ import annotations

import hashlib
import subprocess
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from grader.children import child_python
from grader.durable import write_whole
from grader.model import Value
from grader.similarity.child import Job
from grader.similarity.engine import Fingerprint, engine
from grader.untrusted import Unreadable, decoded

FILENAME = "fingerprint.json"
MOST_BYTES = 64 << 20
WALL_S = 60.0
UNREADABLE = "could not be compared: reading its code took more time or memory than is allowed"


class Item(Value, frozen=True):
    """Something to be compared. ``home`` is where its fingerprint is kept, empty where nothing may be written."""

    name: str
    language: str
    sha256: str
    texts: dict[str, str]
    home: str = ""
    ours: bool = True


def key_of(item: Item, starter: Mapping[str, str]) -> str:
    """Name all that a fingerprint is made from; the texts are among it, for a result keeps only some of them."""
    parts = (engine(), item.language, item.sha256, sorted(item.texts.items()), sorted(starter.items()))
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()


def fingerprint_of(item: Item, starter: Mapping[str, str], *, again: bool = False) -> tuple[Fingerprint, bool]:
    """Give a submission's fingerprint, and whether it had to be made."""
    key = key_of(item, starter)
    kept = None if again else _kept(item, key)
    if kept is not None:
        return kept, False
    made = _made(Job(key=key, language=item.language, texts=item.texts, starter=dict(starter)))
    if item.home:
        _keep(Path(item.home) / _filename(item), made)
    return made, True


def _filename(item: Item) -> str:
    """One beside a result; of a plain folder, whose files are nobody's to write, one by its content."""
    return FILENAME if item.ours else f"{item.sha256[:16]}-{item.language}.json"


def _kept(item: Item, key: str) -> Fingerprint | None:
    if not item.home:
        return None
    with suppress(OSError, Unreadable), (Path(item.home) / _filename(item)).open("rb") as file:
        found = decoded(file.read(MOST_BYTES), Fingerprint)
        return found if found.key == key else None
    return None


def _keep(path: Path, made: Fingerprint) -> None:
    """Keep it if that is possible: without it the next call is slower, and nothing else."""
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        write_whole(path, msgspec.json.encode(made))


def _made(job: Job) -> Fingerprint:
    child = subprocess.Popen(
        child_python("grader.similarity.child"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"OPENBLAS_NUM_THREADS": "1"},
    )
    watchdog = threading.Timer(WALL_S, child.kill)
    watchdog.start()
    try:
        answer, _ = child.communicate(_encoded(job))
    finally:
        watchdog.cancel()
        child.kill()
        child.wait()
    try:
        return _sound(decoded(answer[:MOST_BYTES], Fingerprint), job.key)
    except Unreadable:
        return Fingerprint(key=job.key, notes=(UNREADABLE,))


def _encoded(job: Job) -> bytes:
    # A lone surrogate is no Unicode text, and no token either.
    try:
        return msgspec.json.encode(job)
    except UnicodeEncodeError:
        plain = {path: text.encode("utf-8", "replace").decode() for path, text in job.texts.items()}
        return msgspec.json.encode(msgspec.structs.replace(job, texts=plain))


def _sound(found: Fingerprint, key: str) -> Fingerprint:
    """Believe a child only what cannot lead out of bounds later."""
    places = max((place for each in found.grams.values() for place in each), default=0)
    if found.key != key or len(found.files) != len(found.starts) or (found.grams and places >= len(found.lines)):
        raise Unreadable("its places are not its own")
    return found
