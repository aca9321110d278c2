"""What a worker of a cluster does: it is looked at, grades, and ends what it has begun.

    look     who it is; its engine, the short form of the doctor, images, challenge: once a batch and process
    graded   one grade, its boxes and its data; nothing that was not looked at grades
    ended    every box of a batch is ended, and its grades have come to their end

Dask calls these by name. What goes in and comes out are bytes of ours; the machine's own configuration, environment and
clock are read here, for this is where a worker begins.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import threading
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from grader import doctor
from grader.batch.canary import Seen, Wanted, identity, why_not
from grader.batch.executing import Stoppable, UntilStopped
from grader.batch.flow import state_of_advisories
from grader.batch.keys import registries_of
from grader.batch.work import Done, Ended, Work, perform
from grader.challenge import load_challenge
from grader.checks.quality.servers import Servers
from grader.configuration import Configuration, load_configuration
from grader.errors import ChallengeError, GraderError, SandboxError
from grader.model import Case, Value, Verdict
from grader.sandbox.docker import DockerSandbox
from grader.turns import usual_folder

END_S = 30.0
"""How long a worker that is told to end waits for its grades to come to their end."""

TOPIC = "grader-"
_FORGET = 256


class Returned(Value, frozen=True):
    """What came of work, and which worker did it."""

    worker: str
    done: Done


class Event(Value, frozen=True):
    """Something that an observer is told, of work of this name."""

    name: str
    what: str
    text: str = ""
    total: int = 0
    case: Case | None = None


# ── What Dask calls ──────────────────────────────────────────────────────────────────────────────


async def look(wanted: bytes) -> bytes:
    """Say what this worker is; a batch of another version is told that much."""
    try:
        asked = msgspec.msgpack.decode(wanted, type=Wanted)
    except msgspec.DecodeError:
        return msgspec.msgpack.encode(Seen(host=_host(), identity=identity()))
    # On another thread: the worker has to go on saying that it is alive.
    site = await asyncio.to_thread(_site, asked)
    return msgspec.msgpack.encode(site.seen)


def graded(wanted: bytes, work: bytes) -> bytes:
    """Grade; a worker that is not what the batch wants says so instead."""
    from distributed import get_worker  # noqa: PLC0415 - an extra, and nobody else on this machine needs it

    asked = msgspec.msgpack.decode(wanted, type=Wanted)
    worker = get_worker()
    done = _site(asked).perform(asked, msgspec.msgpack.decode(work, type=Work), worker)
    return msgspec.msgpack.encode(Returned(worker=worker.address, done=done))


async def ended(batch: str) -> bool:
    """End a batch here; whether all its grades have come to their end."""
    return await asyncio.to_thread(_ended, batch)


# ── One batch on this worker ─────────────────────────────────────────────────────────────────────


class _Site:
    """The engine, and what of a batch is at work on it."""

    def __init__(self, wanted: Wanted) -> None:
        self._docker = DockerSandbox()
        self.sandbox = Stoppable(self._docker)
        self._servers = Servers(self.sandbox, run=f"{secrets.token_hex(6)}-batch", jobs=os.cpu_count() or 1)
        self.configuration = Configuration()
        self._at_work = 0
        self._changed = threading.Condition()
        self.seen = self._looked(wanted)

    def _looked(self, wanted: Wanted) -> Seen:
        seen = Seen(host=_host(), identity=identity())
        if seen.identity != wanted.identity:
            return seen
        try:
            self.configuration = load_configuration(os.environ, Path.cwd())
            seen = msgspec.structs.replace(seen, digests=_engine(self._docker, wanted))
        except GraderError as error:
            return msgspec.structs.replace(seen, trouble=str(error))
        seen = msgspec.structs.replace(
            seen,
            registries=registries_of(self.configuration),
            advisories=state_of_advisories(self.configuration) if wanted.analysis else "",
        )
        try:
            return msgspec.structs.replace(seen, challenge_sha256=load_challenge(wanted.challenge).sha256)
        except ChallengeError as error:
            return msgspec.structs.replace(seen, unread=str(error))

    def perform(self, wanted: Wanted, work: Work, worker: Any) -> Done:  # noqa: ANN401 - Dask's, an extra
        if why := why_not(wanted, self.seen):
            return Done(ended=Ended.NO_ENGINE, told=why)
        with self._changed:
            self._at_work += 1
        try:
            done = perform(
                _at_home(work, self.configuration),
                sandbox=self.sandbox,
                started=datetime.now(UTC).isoformat(timespec="seconds"),
                host=_host(),
                observer=UntilStopped(_Relay(work.name, wanted.batch, worker), self.sandbox),
                servers=self._servers,
            )
            return self._without_engine() or done if _is_trouble(done) else done
        finally:
            with self._changed:
                self._at_work -= 1
                self._changed.notify_all()

    def _without_engine(self) -> Done | None:
        """Look whether the engine is gone: a worker that fails at once would have all the work, and void it."""
        try:
            DockerSandbox().facts()
        except SandboxError as error:
            self.seen = msgspec.structs.replace(self.seen, trouble=str(error))
            return Done(ended=Ended.NO_ENGINE, told=str(error))
        return None

    def end(self) -> bool:
        self.sandbox.stop()
        with self._changed:
            at_rest = self._changed.wait_for(lambda: not self._at_work, timeout=END_S)
        self._servers.close()
        return at_rest


_lock = threading.Lock()
_sites: dict[str, _Site] = {}
_over: deque[str] = deque(maxlen=_FORGET)


def _site(wanted: Wanted) -> _Site:
    """Look once, whoever asks first; a batch that is over, and asks late, gets an engine that starts nothing."""
    with _lock:
        site = _sites.get(wanted.batch)
        if site is None:
            site = _sites[wanted.batch] = _Site(wanted)
            if wanted.batch in _over:
                site.sandbox.stop()
        return site


def _ended(batch: str) -> bool:
    with _lock:
        _over.append(batch)
        site = _sites.pop(batch, None)
    return site is None or site.end()


class _Outcome(Value, frozen=True):
    """What a grade says first of all."""

    verdict: Verdict


def _is_trouble(done: Done) -> bool:
    if done.ended is not Ended.GRADED:
        return True
    return msgspec.json.decode(done.grade, type=_Outcome).verdict is Verdict.JUDGE_ERROR


def _host() -> str:
    return os.uname().nodename


def _engine(sandbox: DockerSandbox, wanted: Wanted) -> dict[str, str]:
    """Sweep what killed workers left, find the images that are there, and try a box; ``SandboxError`` says why not."""
    sandbox.facts()
    sandbox.sweep()
    found: dict[str, str] = {}
    for name, tag in wanted.images.items():
        with suppress(SandboxError):
            found |= sandbox.image_digests({name: tag})
    if "python" in found:
        run = f"{secrets.token_hex(6)}-doctor"
        doctor.trust(sandbox, image=wanted.images["python"], run=run, runtime=wanted.runtime)
    return found


def _at_home(work: Work, configuration: Configuration) -> Work:
    """Give work this machine's own configuration, which was compared, and its turns on the cores.

    Its boxes get a name of their own: those of a worker that was lost with it may still be there, on the same engine.
    """
    return msgspec.structs.replace(
        work,
        run=f"{work.run}-{secrets.token_hex(3)}",
        settings=msgspec.structs.replace(work.settings, configuration=configuration),
        turns=str(usual_folder() or ""),
    )


class _Relay:
    """An observer whose listeners are elsewhere. What a case says stays here: nobody shows it while work goes on."""

    def __init__(self, name: str, batch: str, worker: Any) -> None:  # noqa: ANN401 - as above
        self._name = name
        self._topic = TOPIC + batch
        self._worker = worker

    def step(self, name: str) -> None:
        self._tell("step", text=name)

    def cases(self, total: int) -> None:
        self._tell("cases", total=total)

    def case(self, case: Case) -> None:
        self._tell("case", case=msgspec.structs.replace(case, message="", details="", printed="", exhibits=()))

    def note(self, text: str) -> None:
        self._tell("note", text=text)

    def _tell(self, what: str, *, text: str = "", total: int = 0, case: Case | None = None) -> None:
        event = Event(name=self._name, what=what, text=text, total=total, case=case)
        self._worker.log_event(self._topic, msgspec.json.encode(event).decode())
