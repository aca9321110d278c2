"""Does work on the engines of other machines, by way of a Dask cluster; the interface is that of ``executing.Local``.

    submit -> a Dask task, for workers that passed their check alone -> worker.graded -> Done
    watch  (a thread, each second): workers that are new are checked; work whose workers are all gone is sent again

Where a worker is lost, Dask gives its tasks to another one by itself. Dask moves our bytes and calls functions of
``worker.py`` by name; it knows nothing else of us, and is imported here and there only, for it is an extra.
"""

from __future__ import annotations

import logging
import threading
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from importlib import metadata
from typing import Any

import msgspec

from grader.batch import worker
from grader.batch.canary import Seen, Wanted, agreed, why_not
from grader.batch.flow import GO_ON
from grader.batch.work import Done, Ended, Work
from grader.errors import EngineUnavailable, UserError
from grader.observing import Observer

BOXES = "boxes"
"""What a worker declares of itself, and a grade takes one of: `dask worker --resources "boxes=2"`."""

COME_S = 10.0
"""How long a cluster may be without any worker at the beginning."""

GONE_S = 30.0
"""How long it may be without a good one later: a worker that is started again comes back within that."""

LOOK_S = 120.0
TICK_S = 1.0


class Cluster:
    """The executor of ``--cluster``. ``EngineUnavailable`` where no worker of the cluster can grade."""

    def __init__(
        self,
        address: str,
        *,
        wanted: Wanted,
        most: int | None = None,
        watch: Callable[[str], Observer],
        observer: Observer,
    ) -> None:
        self._address = address
        self._wanted = wanted
        self._most = most
        self._watch = watch
        self._observer = observer
        self._lock = threading.RLock()
        self._errands: dict[str, _Errand] = {}
        self._places: dict[str, int] = {}
        self._left_out: dict[str, str] = {}
        self._alone_since: float | None = None
        self._closing = threading.Event()
        self._wake = threading.Event()
        self._watcher = threading.Thread(target=self._look_after, name="cluster", daemon=True)
        observer.step(f"cluster {address}")
        self._client = _connected(address, observer)
        try:
            self._begin()
        except BaseException:
            self.close()
            raise
        self._watcher.start()

    @property
    def jobs(self) -> int:
        """How many boxes the good workers have that are there now, or as many as were asked for."""
        with self._lock:
            boxes = sum(self._places.values())
        return max(1, min(boxes, self._most or boxes))

    def submit(self, work: Work) -> Future[Done]:
        """Have a worker do it, and another one where that one is lost."""
        # What a worker is told of its registries is its own, and may have a password in it.
        settings = msgspec.structs.replace(work.settings, configuration=type(work.settings.configuration)())
        order = msgspec.msgpack.encode(msgspec.structs.replace(work, settings=settings, turns=""))
        errand = _Errand(work, order)
        with self._lock:
            self._errands[work.run] = errand
            if self._places:
                self._send(errand)
        self._wake.set()
        return errand.done

    def close(self) -> None:
        """Take back what is not done, and end its boxes on every worker that can be reached."""
        self._closing.set()
        self._wake.set()
        with self._lock:
            errands = list(self._errands.values())
            self._errands.clear()
            workers = list(self._places)
        for errand in errands:
            errand.done.cancel()
        with suppress(OSError, RuntimeError, TimeoutError):
            self._client.cancel([errand.task for errand in errands if errand.task is not None])
        answers = self._asked(worker.ended, self._wanted.batch, workers, within_s=2 * worker.END_S)
        for address in [address for address, told in answers.items() if told is not True]:
            self._observer.note(f"worker {address} did not say that its boxes have ended; they end with their grades")
        with suppress(OSError, RuntimeError, TimeoutError):
            self._client.close(timeout=5)

    # ── Workers ──

    def _begin(self) -> None:
        _check_version(self._client, self._address)
        self._client.subscribe_topic(worker.TOPIC + self._wanted.batch, self._hear)
        deadline = time.monotonic() + COME_S
        while not (there := self._there()) and time.monotonic() < deadline:
            self._closing.wait(TICK_S / 4)
        if not there:
            raise EngineUnavailable(
                f"The cluster {self._address} has no worker.\nStart some (docs/scaling.md).\n{GO_ON}"
            )
        self._take_on(there)
        if not self._places:
            told = "\n".join(f"  {address}: {why}" for address, why in self._left_out.items())
            raise EngineUnavailable(f"No worker of the cluster {self._address} can grade:\n{told}\n{GO_ON}")

    def _there(self) -> dict[str, Mapping[str, Any]]:
        """Ask the scheduler which workers it has."""
        if self._client.status != "running":
            return {}
        try:
            return dict(self._client.scheduler_info(n_workers=-1)["workers"])
        except (OSError, RuntimeError, KeyError):
            return {}

    def _take_on(self, there: Mapping[str, Mapping[str, Any]]) -> None:
        """Check those that are new, all at once, and say who is left out."""
        new = [address for address in there if address not in self._places and address not in self._left_out]
        if not new:
            return
        self._observer.step(f"check {len(new)} worker{'s' if len(new) > 1 else ''}")
        answers = self._asked(worker.look, msgspec.msgpack.encode(self._wanted), new, within_s=LOOK_S)
        seen = {address: _seen(answer) for address, answer in answers.items()}
        looked = {address: each for address, each in seen.items() if isinstance(each, Seen)}
        if not self._wanted.digests:
            self._wanted = msgspec.structs.replace(self._wanted, digests=agreed(self._wanted, looked))
        for address in new:
            boxes = _boxes(there[address])
            found = seen.get(address, "did not answer")
            why = found if isinstance(found, str) else why_not(self._wanted, found) or _no_boxes(boxes)
            if why:
                self._leave_out(address, why, looked.get(address))
            else:
                with self._lock:
                    self._places[address] = boxes

    def _leave_out(self, address: str, why: str, seen: Seen | None = None) -> None:
        host = f" on {seen.host}" if seen else ""
        with self._lock:
            self._places.pop(address, None)
            self._left_out[address] = why
        self._observer.note(f"worker {address}{host} is left out: {why}")

    def _asked(
        self, function: Callable[..., Any], argument: object, workers: Sequence[str], *, within_s: float
    ) -> dict[str, Any]:
        """Have a function called on workers; their answers, or the exceptions that they ended with."""
        if not workers or self._client.status != "running":
            return {}
        # On a thread, for Dask itself would wait for ever.
        aside = ThreadPoolExecutor(1, thread_name_prefix="cluster-ask")
        try:
            call = partial(self._client.run, function, argument, workers=list(workers), on_error="return")
            found: dict[str, Any] = aside.submit(call).result(within_s)
        except (OSError, RuntimeError, TimeoutError) as error:
            return dict.fromkeys(workers, error)
        else:
            return found
        finally:
            aside.shutdown(wait=False)

    # ── Work ──

    def _send(self, errand: _Errand) -> None:
        errand.sent += 1
        errand.workers = frozenset(self._places)
        errand.task = self._client.submit(
            worker.graded,
            msgspec.msgpack.encode(self._wanted),
            errand.order,
            key=f"grade-{errand.work.run}-{errand.sent}",
            workers=sorted(errand.workers),
            allow_other_workers=False,
            resources={BOXES: 1},
            pure=False,
        )
        errand.task.add_done_callback(partial(self._came, errand))

    def _came(self, errand: _Errand, task: Any) -> None:  # noqa: ANN401 - Dask's, an extra
        """Take what came of work; what was lost is sent again by whoever looks after it."""
        if errand.task is not task or self._closing.is_set():
            return
        done: Done | None = None
        if task.status == "finished":
            done = self._returned(task)
        elif task.status == "error":
            done = _broken(task.exception())
        if done is None:
            errand.task = None
            self._wake.set()
        else:
            self._finish(errand, done)

    def _returned(self, task: Any) -> Done | None:  # noqa: ANN401 - as above
        try:
            returned = msgspec.msgpack.decode(task.result(timeout=LOOK_S), type=worker.Returned)
        except Exception:  # noqa: BLE001 - lost on the way, or its worker was: graded again
            return None
        if returned.done.ended is Ended.NO_ENGINE:
            self._leave_out(returned.worker, returned.done.told)
            return None
        return returned.done

    def _finish(self, errand: _Errand, done: Done) -> None:
        with self._lock:
            if self._errands.pop(errand.work.run, None) is None:
                return
            errand.task = None  # Dask forgets a result that nobody holds
        errand.done.set_result(done)

    def _hear(self, event: tuple[float, str]) -> None:
        """Tell an observer what happens to work, for as long as it is at work."""
        told = msgspec.json.decode(event[1], type=worker.Event)
        with self._lock:
            errand = next((each for each in self._errands.values() if each.work.name == told.name), None)
        if errand is None:
            return
        if errand.observer is None:
            errand.observer = self._watch(told.name)
        if told.case is not None:
            errand.observer.case(told.case)
        elif told.what == "cases":
            errand.observer.cases(told.total)
        else:
            (errand.observer.step if told.what == "step" else errand.observer.note)(told.text)

    def _look_after(self) -> None:
        while not self._closing.is_set():
            self._wake.wait(TICK_S)
            self._wake.clear()
            if self._closing.is_set():
                return
            there = self._there()
            with self._lock:
                for address in set(self._places) - set(there):
                    del self._places[address]
            self._take_on(there)
            self._send_again()

    def _send_again(self) -> None:
        """Send what no worker has any more; where there has been no worker for long, give up."""
        with self._lock:
            if self._closing.is_set():
                return
            if self._places:
                self._alone_since = None
                for errand in list(self._errands.values()):
                    if errand.task is None or not errand.workers & set(self._places):
                        self._send(errand)
                return
            self._alone_since = self._alone_since or time.monotonic()
            given_up = list(self._errands.values()) if time.monotonic() > self._alone_since + GONE_S else []
        for errand in given_up:
            self._finish(errand, Done(ended=Ended.NO_ENGINE, told=self._nobody()))

    def _nobody(self) -> str:
        told = "".join(f"\n  {address}: {why}" for address, why in self._left_out.items())
        return f"The cluster {self._address} has had no worker that can grade for {GONE_S:g} s.{told}"


class _Errand:
    """Work that is out: its task, if a worker may have it, and which workers may."""

    def __init__(self, work: Work, order: bytes) -> None:
        self.work = work
        self.order = order
        self.done: Future[Done] = Future()
        self.task: Any = None
        self.sent = 0
        self.workers: frozenset[str] = frozenset()
        self.observer: Observer | None = None


# ── Dask ─────────────────────────────────────────────────────────────────────────────────────────


def _connected(address: str, observer: Observer) -> Any:  # noqa: ANN401 - Dask's, an extra
    """Connect as Dask's own configuration says (certificates, how long to try); ``EngineUnavailable`` if not."""
    try:
        from distributed import Client  # noqa: PLC0415 - see the module's docstring
    except ImportError:
        raise UserError(
            "--cluster needs Dask, which is not installed here. Install grader[cluster], here and on every worker."
        ) from None
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters of it is told in our words
    # So are versions; and submissions are as large as they are.
    warnings.filterwarnings("ignore", module="distributed")
    if address.startswith("tcp://") and not address.startswith(("tcp://127.", "tcp://localhost", "tcp://[::1]")):
        observer.note(f"{address} is not encrypted, and nobody has to prove who they are: docs/scaling.md says how to")
    if address.startswith("tls://"):
        _check_certificates(address)
    make: Any = Client
    try:
        return make(address, set_as_default=False, name="grade")
    except ValueError as error:
        raise UserError(
            f"--cluster {address}: no address of a Dask scheduler ({error}). It is as tls://HOST:8786."
        ) from None
    except (OSError, TimeoutError) as error:
        raise EngineUnavailable(
            f"The cluster {address} does not answer ({error}).\nStart its scheduler (docs/scaling.md), or correct the "
            f"address or the certificates.\n{GO_ON}"
        ) from None


def _check_certificates(address: str) -> None:
    """Read what Dask is told of certificates; ``UserError`` where that is nothing, or cannot be read."""
    from distributed import Security  # noqa: PLC0415 - as above

    why = "no certificate is configured"
    try:
        configured: Any = Security
        if configured().get_connection_args("client").get("ssl_context") is not None:
            return
    except (OSError, TypeError, ValueError) as error:
        why = f"the certificates cannot be read ({error})"
    raise UserError(
        f"--cluster {address}: {why}. Dask wants DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …__CLIENT__CERT and "
        "…__CLIENT__KEY (docs/scaling.md)."
    )


def _check_version(client: Any, address: str) -> None:  # noqa: ANN401 - Dask's, an extra
    theirs = client.get_versions()["scheduler"]["packages"]["distributed"]
    if told := unlike(metadata.version("distributed"), theirs):
        raise EngineUnavailable(f"The cluster {address} {told}\n{GO_ON}")


def unlike(ours: str, theirs: str) -> str:
    """Say what is wrong where a scheduler is of another version of Dask, which promises nothing about that."""
    if ours == theirs:
        return ""
    return f"has a scheduler of distributed {theirs}, and here is {ours}.\nInstall the same on all machines."


def _seen(answer: object) -> Seen | str:
    """Read a worker's answer; one that could not even be asked says why."""
    try:
        if isinstance(answer, bytes):
            return msgspec.msgpack.decode(answer, type=Seen)
    except msgspec.DecodeError as error:
        answer = error
    if isinstance(answer, msgspec.DecodeError) or "ModuleNotFoundError" in str(answer):  # Dask's word for it is a text
        return f"has no grader of this version ({answer}). Install there what runs here, and start the worker again."
    return f"could not be asked: {type(answer).__name__}: {answer}"


def _boxes(worker: Mapping[str, Any]) -> int:
    """Say how many grades a worker does at a time: a box is declared, and a thread follows it."""
    return min(int(worker["resources"].get(BOXES, 0)), int(worker["nthreads"]))


def _no_boxes(boxes: int) -> str:
    if boxes:
        return ""
    return f'declares no boxes. Start it with --resources "{BOXES}=2" and as many --nthreads.'


def _broken(error: BaseException) -> Done:
    from distributed import KilledWorker  # noqa: PLC0415 - as above

    if isinstance(error, KilledWorker):
        told = "every worker that took it was lost, one after the other. Look there before you grade it again."
        return Done(ended=Ended.TROUBLE, told=told)
    return Done(ended=Ended.BUG, told=f"a bug of ours: {type(error).__name__}: {error}")
