"""The candidate's server as a hidden suite sees it: HTTP on the loopback, restarts, its log, and who is to blame.

Whatever comes back is an answer: bounded in size and time, never followed anywhere, never decompressed.
A failure carries the fact that explains it: how the server ended, where it listens instead, what it logged last.
"""

from __future__ import annotations

import codecs
import contextlib
import re
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import httpx
import values
from channel import Channel, Gone, Timeout, text_bytes
from submission import CandidateFailure, integer, not_loaded, raise_for_limits

ADDRESS = "127.0.0.1"
MAX_BODY = 8 << 20
"""Bytes of one answer: a list of a hundred thousand things, and a sixth of what the examiner may hold."""

KEEP_EXCHANGES = 40
SHOWN_BODY = 2_000
LOG_LINES = 40
GRACE_S = 8.0
"""How long a server may take to end when it is asked to: the common supervisors give ten seconds (house rule)."""

POLL_S = 0.02
LOOK_S = 0.25
CONNECTIONS = 512
IDLE_S = 1.0
STACK_BYTES = 512 << 10
"""A thread's; the usual eight megabytes would be counted against the examiner's own bound of memory."""

_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For transports that would each read the machine's certificates otherwise, and speak plain HTTP."""

T = TypeVar("T")


class Answer(httpx.Response):
    """A whole answer, and the seconds that it took; what is wrong with it is the candidate's failure."""

    elapsed_s = 0.0

    @property
    def text(self) -> str:
        """The body as UTF-8, whatever encoding it claims; what is none shows as U+FFFD."""
        return self.content.decode("utf-8", "replace")

    def json(self, **_options: Any) -> Any:
        """The body as data; a ``CandidateFailure`` where it is not JSON."""
        try:
            # Strictly, for a NaN is neither more nor less than any number that a suite could hold against it.
            return values.loads(self.content.removeprefix(codecs.BOM_UTF8))
        except values.BadValue:
            said = self.headers.get("content-type", "no content type")
            raise CandidateFailure(
                "wrong_answer", f"{_named(self.request)} answered what is not JSON ({said}): {self.text[:300]!r}"
            ) from None

    def expect(self, *statuses: int) -> Answer:
        """Fail the test unless the status is one of these; gives the answer back."""
        if self.status_code not in statuses:
            wanted = " or ".join(str(status) for status in statuses)
            raise CandidateFailure(
                "wrong_answer",
                f"{_named(self.request)} answered {self.status_code}, not {wanted}: {self.text[:300]}".strip(),
            )
        return self


class PoolPerThread(httpx.BaseTransport):
    """A pool of connections for each thread.

    In one for all, a thread that looks for expired connections may find one readable whose answer to another thread has
    just come, hold it for closed by the server, and close it under that request (httpcore 1.0.9).
    """

    def __init__(self) -> None:
        self._of_this_thread = threading.local()
        self._pools: weakref.WeakSet[httpx.HTTPTransport] = weakref.WeakSet()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it through the pool of the thread that asks."""
        pool: httpx.HTTPTransport | None = getattr(self._of_this_thread, "pool", None)
        if pool is None:
            # Shorter than any common server keeps an idle connection (gunicorn: 2 s), which could close it under a
            # request.
            limits = httpx.Limits(
                max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS, keepalive_expiry=IDLE_S
            )
            pool = self._of_this_thread.pool = httpx.HTTPTransport(verify=_NO_TLS, trust_env=False, limits=limits)
            self._pools.add(pool)
        return pool.handle_request(request)

    def close(self) -> None:
        """Close the connections of every thread."""
        for pool in list(self._pools):
            pool.close()


class Http(httpx.Client):
    """An HTTP client that reads no more than it must and writes down what was said."""

    def __init__(self, service: Service, base_url: str) -> None:
        super().__init__(
            base_url=base_url,
            trust_env=False,
            follow_redirects=False,
            transport=PoolPerThread(),
            # No compression: what is inflated could be larger than any bound on what was sent.
            headers={"Accept-Encoding": "identity", "User-Agent": "client"},
        )
        self._service = service

    def send(self, request: httpx.Request, **options: Any) -> Answer:
        """Send a request and read its whole answer, within this test's time; failures are the candidate's."""
        started = time.monotonic()
        limit = self._service.call_limit()
        request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), limit)
        try:
            response = super().send(request, stream=True, **{k: v for k, v in options.items() if k != "stream"})
            try:
                content = _read(response, until=started + limit)
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, RuntimeError, CandidateFailure) as error:
            # RuntimeError: the client was closed, in a test that stops the server while others ask it.
            failure = self._service.blame(request, error, limit)
            self._service.note(request, None, time.monotonic() - started, failure.message)
            raise failure from None
        answer = Answer(
            response.status_code,
            headers=[(name, value) for name, value in response.headers.raw if name.lower() != b"content-encoding"],
            content=content,
            request=request,
        )
        answer.elapsed_s = time.monotonic() - started
        self._service.note(request, answer, answer.elapsed_s)
        return answer


def _read(response: httpx.Response, *, until: float) -> bytes:
    content = bytearray()
    for part in response.iter_raw():
        content += part
        if len(content) > MAX_BODY:
            raise CandidateFailure("output_limit_exceeded", f"the answer is longer than {MAX_BODY >> 20} MiB")
        if time.monotonic() > until:
            raise CandidateFailure("time_limit_exceeded", f"the answer did not end; {len(content):,} bytes had come")
    return bytes(content)


class Service:
    """The fixture ``service``."""

    def __init__(self, channel: Channel, settings: Mapping[str, Any]) -> None:
        self._channel = channel
        self._lock = threading.RLock()
        self._limits = settings["limits"]
        self._port = settings["service"]["port"]
        self._ready_path = settings["service"]["ready"]
        self.url = f"http://{ADDRESS}:{self._port}"
        self.http = Http(self, self.url)
        self.wall_deadline = time.monotonic() + self._limits["wall_time_s"]
        self.test_deadline = self.wall_deadline
        self.wanted = False
        self.requests = 0
        self.exchanges: list[dict[str, str]] = []
        self.left_out = 0

    def __repr__(self) -> str:
        return "service"

    # ── what suites use ──

    def get(self, path: str, **options: Any) -> Answer:
        """``GET``; options are httpx's."""
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Answer:
        """``POST``; options are httpx's."""
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> Answer:
        """``PUT``; options are httpx's."""
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Answer:
        """``PATCH``; options are httpx's."""
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        """``DELETE``; options are httpx's."""
        return self.request("DELETE", path, **options)

    def request(self, method: str, path: str, **options: Any) -> Answer:
        """Any request, as httpx's ``request``."""
        answer = self.http.request(method, path, **options)
        assert isinstance(answer, Answer)  # noqa: S101 - what send() gives
        return answer

    def at_once(self, number: int, ask: Callable[[int], T]) -> list[T]:
        """Call ``ask(0)`` to ``ask(number - 1)`` in as many threads, which a barrier lets go together; all results.

        The first failure among them is raised once all have ended.
        """
        done = self.try_at_once(number, ask)
        for result in done:
            if isinstance(result, BaseException):
                raise result
        return [result for result in done if not isinstance(result, BaseException)]

    def try_at_once(self, number: int, ask: Callable[[int], T]) -> list[T | CandidateFailure]:
        """Like ``at_once``, with a failed request in the place of its result: for what happens while a server dies."""
        threading.stack_size(STACK_BYTES)
        barrier = threading.Barrier(number)
        results: list[Any] = [None] * number
        errors: list[BaseException] = []

        def one(index: int) -> None:
            try:
                barrier.wait(timeout=GRACE_S)
                results[index] = ask(index)
            except CandidateFailure as failure:
                results[index] = failure
            except BaseException as error:  # noqa: BLE001 - carried over to the test's own thread
                errors.append(error)

        threads = [threading.Thread(target=one, args=(index,), daemon=True) for index in range(number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(0.0, self.test_deadline + GRACE_S - time.monotonic()))
        if any(thread.is_alive() for thread in threads):
            raise CandidateFailure("time_limit_exceeded", f"{number} requests at once were not all answered in time")
        if errors:
            raise errors[0]
        return results

    def restart(self, **environment: str) -> None:
        """End the server as a supervisor does, by SIGTERM and then SIGKILL; start it again over what it stored."""
        self.stop()
        self.start(**environment)

    def kill(self) -> None:
        """End every process of the server at once, in the middle of whatever it does."""
        self.wanted = False
        self._ask({"op": "signal", "signal": 9})
        self._forget_connections()

    def stop(self) -> None:
        """Ask the server to end, and make it if it has not after ``GRACE_S``."""
        self.wanted = False
        # Some servers wait for idle connections to end before they do.
        self.http.close()
        self._forget_connections()
        self._ask({"op": "signal", "signal": 15})
        until = time.monotonic() + GRACE_S
        while time.monotonic() < until and self._state()["running"]:
            time.sleep(POLL_S)
        self.kill()

    def start(self, **environment: str) -> None:
        """Start the server and wait until it answers; a ``CandidateFailure`` says what became of it instead."""
        self._forget_connections()
        content = self._ask({"op": "serve", "environment": environment})
        if isinstance(content.get("failed"), dict):
            raise not_loaded(content["failed"])
        self._wait_until_ready()
        self.wanted = True

    @property
    def logs(self) -> str:
        """The last that the server printed, standard output before standard error."""
        return _log(self._state())

    @property
    def running(self) -> bool:
        """Whether the process that was started still runs."""
        return bool(self._state()["running"])

    # ── the plug-in's part ──

    def begin_test(self, deadline: float) -> None:
        """Forget the test before; requests of the new one end by the deadline (``time.monotonic`` seconds)."""
        self.test_deadline = min(deadline, self.wall_deadline)
        self.exchanges = []
        self.left_out = 0

    def began_anew(self) -> None:
        """Forget connections to a server that the channel's ``reset`` has ended."""
        self.wanted = False
        self._forget_connections()

    def died(self) -> CandidateFailure | None:
        """Why the server has gone without being asked to, or that nothing of the kind has happened."""
        if not self.wanted:
            return None
        state = self._state()
        if state["running"] or self._answers(state):
            return None
        self.wanted = False
        return self._end_of(state, f"The server {_ended(state)} during this test")

    def settle(self) -> dict[str, Any]:
        """Close a test's account at the agent: what was printed and used in it."""
        try:
            settled = self._ask({"op": "settle"}).get("settled")
        except CandidateFailure:
            return {}
        return settled if isinstance(settled, dict) else {}

    def call_limit(self) -> float:
        """Seconds that a request may take from now on."""
        left = self.test_deadline - time.monotonic()
        if left <= 0:
            raise CandidateFailure(
                "time_limit_exceeded", f"The {self._limits['per_test_s']:g} s that one test may take were used up"
            )
        return float(min(self._limits["per_call_s"], left))

    def blame(self, request: httpx.Request, error: Exception, limit: float) -> CandidateFailure:
        """Say in the candidate's terms why a request came to nothing."""
        what = _named(request)
        if isinstance(error, CandidateFailure):
            return CandidateFailure(error.verdict, f"{what}: {error.message}", error.trace)
        state = self._state()
        if not state["running"] and not self._answers(state):
            return self._end_of(state, f"{what}: the server {_ended(state)}")
        if isinstance(error, httpx.TimeoutException):
            return CandidateFailure(
                "time_limit_exceeded", f"{what} was not answered within {limit:.3g} s", _last(state)
            )
        if isinstance(error, httpx.ConnectError):
            return CandidateFailure("run_time_error", f"{what}: no connection ({error}). {self._elsewhere(state)}")
        if isinstance(error, httpx.RemoteProtocolError):
            return CandidateFailure(
                "run_time_error", f"{what}: the answer broke off or is not HTTP: {error}", _last(state)
            )
        return CandidateFailure("run_time_error", f"{what}: {error or type(error).__name__}", _last(state))

    def note(self, request: httpx.Request, answer: Answer | None, seconds: float, failure: str = "") -> None:
        """Keep an exchange for the report; of many, the last ones."""
        with self._lock:
            self.requests += 1
            came = str(answer.status_code) if answer is not None else "no answer"
            text = _shown(request.content.decode("utf-8", "replace"))
            reply = _shown(answer.text) if answer is not None else failure[:SHOWN_BODY]
            headers = _headers(answer) if answer is not None else ""
            self.exchanges.append(
                {
                    "kind": "exchange",
                    "title": f"{_named(request)} → {came}, {seconds * 1000:.0f} ms",
                    "text": "\n\n".join(part for part in (text, headers + reply) if part),
                }
            )
            if len(self.exchanges) > KEEP_EXCHANGES:
                del self.exchanges[0]
                self.left_out += 1

    # ── the agent, and readiness ──

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            try:
                # The agent answers at once, whatever the server does: silence is the box's end.
                return self._channel.ask(request, deadline=time.monotonic() + GRACE_S).content
            except (Timeout, Gone) as error:
                self._channel.gone = self._channel.gone or str(error) or "the agent does not answer any more"
                raise CandidateFailure("run_time_error", f"The candidate's box: {self._channel.gone}") from None

    def _state(self) -> dict[str, Any]:
        state = self._ask({"op": "state"}).get("state")
        found = state if isinstance(state, dict) else {}
        return found | {"running": found.get("running") is True}

    def _wait_until_ready(self) -> None:
        started = time.monotonic()
        until = min(started + self._limits["ready_s"], self.wall_deadline)
        looked, last = started, ""
        while (now := time.monotonic()) < until:
            with contextlib.suppress(OSError):
                last = _probe(self._port, self._ready_path, until=min(until, now + 2))
                if not last:
                    return
            if now - looked > LOOK_S:
                looked = now
                state = self._state()
                # What it left in the background may still come to listen.
                if not state["running"] and not state.get("background"):
                    self._raise_ended(state, now - started)
            time.sleep(POLL_S)
        state = self._state()
        # What it was doing when its time was over is the fact that explains; it must not go on into the next test.
        with contextlib.suppress(CandidateFailure):
            self.kill()
        raise CandidateFailure(
            "time_limit_exceeded",
            f"The server was not ready within {self._limits['ready_s']:g} s. {last or self._elsewhere(state)}",
            _last(state),
        )

    def _raise_ended(self, state: dict[str, Any], after_s: float) -> None:
        text = f"The server {_ended(state)} {after_s:.1f} s after its start, before it took a request"
        last = _telling(_last(state))
        raise self._end_of(state, f"{text}: {last[:300]}" if last else text)

    def _end_of(self, state: dict[str, Any], text: str) -> CandidateFailure:
        """The server's end as a failure: by a limit if one was at work, else as the text says."""
        try:
            raise_for_limits(state, "The server", self._limits)
        except CandidateFailure as failure:
            return failure
        return CandidateFailure("run_time_error", text, _last(state))

    def _answers(self, state: dict[str, Any]) -> bool:
        """Whether something of the candidate's still listens where it should, as a server in the background does."""
        listening = state.get("listening")
        return isinstance(listening, list) and any(str(place).endswith(f":{self._port}") for place in listening)

    def _elsewhere(self, state: dict[str, Any]) -> str:
        listening = state.get("listening")
        places = [str(place)[:60] for place in listening] if isinstance(listening, list) else []
        wanted = f"{ADDRESS}:{self._port}"
        if not places:
            return f"Nothing listened on {wanted} (PORT is {self._port})."
        if any(place in {wanted, f"0.0.0.0:{self._port}", f"[::]:{self._port}"} for place in places):
            return f"It listened on {places[0]}, and did not answer."
        return f"It listened on {', '.join(places)}, and nothing on {wanted} (PORT is {self._port})."

    def _forget_connections(self) -> None:
        # The last client is not closed: other threads may be in the middle of a request, which ends by itself.
        self.http = Http(self, self.url)


def _probe(port: int, path: str, *, until: float) -> str:
    """Ask whether anybody answers HTTP: empty if so, else what was seen; ``OSError`` where nobody listens."""
    with socket.create_connection((ADDRESS, port), timeout=max(0.05, until - time.monotonic())) as connection:
        connection.settimeout(max(0.05, until - time.monotonic()))
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {ADDRESS}:{port}\r\nConnection: close\r\n\r\n".encode())
        try:
            head = connection.recv(16)
        except TimeoutError:
            return f"It takes connections on {ADDRESS}:{port} and does not answer GET {path}."
        except OSError:
            head = b""
    if head.startswith(b"HTTP/"):
        return ""
    return f"What answers on {ADDRESS}:{port} is not HTTP: {head!r}" if head else "It closed the connection unanswered."


def _named(request: httpx.Request) -> str:
    return f"{request.method} {request.url.raw_path.decode('ascii', 'replace')[:200]}"


def _shown(text: str) -> str:
    more = f"\n… {len(text) - SHOWN_BODY:,} more characters" if len(text) > SHOWN_BODY else ""
    return text[:SHOWN_BODY] + more


def _headers(answer: Answer) -> str:
    kept = ("content-type", "location", "retry-after", "etag", "link", "allow")
    lines = [f"{name}: {answer.headers[name][:200]}" for name in kept if name in answer.headers]
    return "".join(f"{line}\n" for line in lines) + ("\n" if lines else "")


def _ended(state: Mapping[str, Any]) -> str:
    code, signal = integer(state.get("exit_code")), integer(state.get("signal"))
    if signal is not None:
        return f"was ended by signal {signal}"
    return f"ended with exit code {code}" if code is not None else "is not running"


def _log(state: Mapping[str, Any]) -> str:
    parts = [text_bytes(dict(state), name).decode("utf-8", "replace") for name in ("stdout", "stderr")]
    return "\n".join(part.rstrip() for part in parts if part.strip())


def _telling(log: str) -> str:
    """The line of a log that says most: the last exception's, else the last one."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    raised = [line for line in lines if _RAISED.match(line)]
    return (raised or lines or [""])[-1]


_RAISED = re.compile(r"(Caused by: )?([\w$]+\.)*\w*(Error|Exception|NotFound|Exit)\b")


def _last(state: Mapping[str, Any]) -> str:
    return "\n".join(_log(state).splitlines()[-LOG_LINES:])
