"""What a hidden suite holds of the submission: a way to ask it things from outside.

Every failure that is the candidate's is a ``CandidateFailure`` carrying the verdict; anything else that a test raises
is an assertion of the suite's, or the author's own mistake.
"""

from __future__ import annotations

import base64
import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import signatures
import values
from channel import Answer, Channel, Gone, Timeout, text_bytes

SHOWN = 2_000
COUNTED = ("memory_peak_bytes", "oom_kills", "process_peak", "process_refusals", "output_bytes", "output_limit")


UNCAUGHT = ("Traceback (most recent call last)", "Exception in thread ", "\n    at ", "\n\nNode.js v")
"""What Python, Java and Node print of an exception that nobody caught: Node a trace, or its version without one."""


class JudgeFailure(Exception):
    """Something of ours, a server or the suite's own files, does not work, whatever the submission did."""


class SuiteOverran(Exception):
    """The test itself, not the submission, used up the time."""


class CandidateFailure(AssertionError):
    """The submission failed the test in a way that has a verdict of its own."""

    def __init__(self, verdict: str, message: str, trace: str = "") -> None:
        super().__init__(message)
        self.verdict = verdict
        self.message = message
        self.trace = trace


class Raised:
    """An exception of the submission's, as data."""

    def __init__(self, types: Sequence[str], message: str, trace: str, kinds: frozenset[str]) -> None:
        self.types = tuple(types)
        self.type = self.types[0] if self.types else "?"
        self.message = message
        self.trace = trace
        self.kinds = kinds

    @property
    def kind(self) -> str | None:
        """The declared kind, where it has exactly one."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else None

    def __repr__(self) -> str:
        return f"<raised {self.type}: {self.message[:80]}>"


class CandidateRaised(CandidateFailure):
    """A call raised where the suite did not expect it."""

    def __init__(self, call: str, raised: Raised) -> None:
        text = f"{call} raised {raised.type}" + (f": {raised.message}" if raised.message else "")
        super().__init__("run_time_error", text[:SHOWN], raised.trace)
        self.raised = raised


class Ran:
    """How one run of the submission's program ended, and what it printed."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.exit_code = integer(content.get("exit_code"))
        self.signal = integer(content.get("signal"))
        self.stdout_bytes = text_bytes(content, "stdout")
        self.stderr_bytes = text_bytes(content, "stderr")
        self.duration_s = 0.0

    @property
    def stdout(self) -> str:
        """Standard output as text; what is not UTF-8 shows as U+FFFD."""
        return self.stdout_bytes.decode("utf-8", "replace")

    @property
    def stderr(self) -> str:
        """Standard error as text; what is not UTF-8 shows as U+FFFD."""
        return self.stderr_bytes.decode("utf-8", "replace")

    @property
    def crashed(self) -> bool:
        """Whether it died of a signal or of an exception nobody caught."""
        return self.signal is not None or (self.exit_code == 1 and any(mark in self.stderr for mark in UNCAUGHT))

    def __repr__(self) -> str:
        ended = f"signal {self.signal}" if self.signal is not None else f"exit code {self.exit_code}"
        return f"<ran: {ended}, stdout {self.stdout[:200]!r}, stderr {self.stderr[-300:]!r}>"


def integer(value: Any) -> int | None:
    """A whole number that every language can write exactly, or ``None`` for anything else."""
    return value if type(value) is int and abs(value) <= values.SAFE_INTEGER else None


def _text(value: Any) -> str:
    return value[:SHOWN] if isinstance(value, str) else ""


def counts(usage: Any) -> dict[str, int]:
    """The numbers and flags of an answer's ``usage``, less whatever is neither or unheard of."""
    found = {key: usage.get(key) for key in COUNTED} if isinstance(usage, dict) else {}
    return {key: value for key, value in found.items() if type(value) is bool or integer(value) is not None}


class Submission:
    """The fixture ``submission``: functions, objects and programs of the candidate's, asked over the channel."""

    def __init__(self, channel: Channel, settings: Mapping[str, Any]) -> None:
        self._channel = channel
        self._interface = settings["interface"]
        self._limits = settings["limits"]
        self._kinds = _kinds(settings["kinds"], self._interface.get("errors", {}), settings["language"])
        self.wall_deadline = time.monotonic() + self._limits["wall_time_s"]
        self.test_deadline = self.wall_deadline
        self.last_run: tuple[list[str], Ran] | None = None
        self.load_error: CandidateFailure | None = None
        self._unanswered: CandidateFailure | None = None

    def __repr__(self) -> str:
        return "submission"

    # ── what suites use ──

    def call(self, function: str, *arguments: Any, timeout_s: float | None = None) -> Any:
        """Call a declared function and give back its value, checked against the declared type."""
        signature = self._interface["functions"][function]
        request = {"op": "call", "function": function, "args": _encoded(arguments)}
        return self._value(self._ask(request, function, timeout_s), function, signature["returns"])

    def new(self, class_name: str, *arguments: Any, timeout_s: float | None = None) -> Remote:
        """Make an object in the candidate's box; it lives until the test ends."""
        declared = self._interface["classes"][class_name]
        content = self._ask({"op": "new", "class": class_name, "args": _encoded(arguments)}, class_name, timeout_s)
        handle = self._decoded(content, class_name)
        if not isinstance(handle, values.Handle):
            raise CandidateFailure("run_time_error", f"{class_name} did not give an object")
        return Remote(self, class_name, handle.number, declared["methods"])

    def run(
        self,
        arguments: Sequence[str] = (),
        *,
        files: Mapping[str, str | bytes] | None = None,
        stdin: str | bytes = b"",
        timeout_s: float | None = None,
    ) -> Ran:
        """Run the submission's program in a fresh folder that holds the given files."""
        sent = {name: base64.b64encode(_bytes(content)).decode() for name, content in (files or {}).items()}
        request = {
            "op": "run",
            "args": list(arguments),
            "files": sent,
            "stdin": base64.b64encode(_bytes(stdin)).decode(),
        }
        started = time.monotonic()
        content = self._ask(request, "The program", timeout_s)
        ran = Ran(content)
        ran.duration_s = time.monotonic() - started
        self.last_run = (list(arguments), ran)
        raise_for_limits(content, "The program", self._limits)
        return ran

    @contextlib.contextmanager
    def raises(self, *kinds: str) -> Iterator[None]:
        """The call inside must raise one of the declared kinds."""
        unknown = [kind for kind in kinds if kind not in self._kinds]
        if unknown:
            raise LookupError(f"unknown exception kind {unknown[0]!r}; declared are {', '.join(sorted(self._kinds))}")
        wanted = " or ".join(kind.replace("_", " ") for kind in kinds)
        try:
            yield
        except CandidateRaised as error:
            if error.raised.kinds.isdisjoint(kinds):
                raise CandidateFailure(
                    "wrong_answer", f"{error.message}, which is not the {wanted} error asked for", error.trace
                ) from None
        else:
            raise CandidateFailure("wrong_answer", f"Nothing was raised where the brief asks for the {wanted} error")

    # ── how an answer is got and read ──

    def begin_test(self, deadline: float) -> None:
        """Forget the test before; calls of the new one end by the deadline (``time.monotonic`` seconds)."""
        self.test_deadline = min(deadline, self.wall_deadline)
        self.last_run = None
        self._unanswered = None

    def load(self) -> None:
        """Have the submission loaded once, and remember why it cannot be."""
        self.begin_test(time.monotonic() + self._limits["per_test_s"])
        try:
            self._ask({"op": "load"}, "Loading the submission", None)
        except CandidateFailure as error:
            self.load_error = error

    def _ask(self, request: dict[str, Any], what: str, timeout_s: float | None) -> dict[str, Any]:
        limit = min(timeout_s or self._limits["per_call_s"], self._limits["per_call_s"])
        deadline = min(time.monotonic() + limit, self.test_deadline)
        if self._unanswered is not None:
            raise self._unanswered
        try:
            answer = self._channel.ask(request, deadline=deadline)
        except Timeout:
            # Its answer may still come, and must not be taken for the next one's: nothing more is asked in this test.
            self._unanswered = CandidateFailure("time_limit_exceeded", self._late(what, limit))
            raise self._unanswered from None
        except Gone as error:
            raise CandidateFailure("run_time_error", f"{what}: {error}") from None
        return self._understood(answer, what)

    def _late(self, what: str, limit: float) -> str:
        now = time.monotonic()
        if now >= self.wall_deadline:
            return f"{what} did not answer before the run's {self._limits['wall_time_s']:g} s were used up"
        if now >= self.test_deadline:
            return f"{what} did not answer within the {self._limits['per_test_s']:g} s that one test may take"
        return f"{what} did not answer within {limit:g} s"

    def _understood(self, answer: Answer, what: str) -> dict[str, Any]:
        content, author = answer.content, answer.author
        if author == "agent" and isinstance(content.get("died"), dict):
            raise self._death(content["died"], what)
        if author == "agent" and isinstance(content.get("ran"), dict):
            return dict(content["ran"])
        if isinstance(content.get("failed"), dict):
            raise not_loaded(content["failed"])
        if "value" in content or "raised" in content:
            return content
        raise CandidateFailure("run_time_error", f"{what}: the answer has neither a value nor an exception")

    def _death(self, died: dict[str, Any], what: str) -> CandidateFailure:
        raise_for_limits(died, what, self._limits)
        code, signal = integer(died.get("exit_code")), integer(died.get("signal"))
        trace = text_bytes(died, "stderr").decode("utf-8", "replace")[-SHOWN:]
        how = f"could not be started: {trace}"
        if code is not None or signal is not None:
            ended = f"was ended by signal {signal}" if signal is not None else f"ended itself with exit code {code}"
            how = f"{ended} before it answered"
        return CandidateFailure("run_time_error", f"{what}: the process {how}", trace)

    def _value(self, content: dict[str, Any], what: str, returns: str) -> Any:
        value, wanted = self._decoded(content, what), signatures.parse(returns)
        if signatures.fits(value, wanted):
            return value
        try:
            return signatures.conform(value, wanted, f"what {what} returned")
        except signatures.WrongType as error:
            raise CandidateFailure("wrong_answer", str(error)[:SHOWN]) from None

    def _decoded(self, content: dict[str, Any], what: str) -> Any:
        if "raised" in content:
            raise CandidateRaised(what, self._raised(content["raised"]))
        try:
            return values.decode(content["value"])
        except (values.BadValue, MemoryError) as error:
            why = str(error) or "the answer needs too much memory"
            raise CandidateFailure("run_time_error", f"{what}: {why}") from None

    def _raised(self, raised: Any) -> Raised:
        data = raised if isinstance(raised, dict) else {}
        types = data.get("types")
        names = [_text(name)[:80] for name in types[:16]] if isinstance(types, list) else []
        kinds = frozenset(kind for kind, accepted in self._kinds.items() if not set(accepted).isdisjoint(names))
        return Raised(names, _text(data.get("message")), _text(data.get("trace")), kinds)


class Remote:
    """An object in the candidate's box; its declared methods are its attributes."""

    def __init__(self, submission: Submission, class_name: str, number: int, methods: Mapping[str, Any]) -> None:
        self._submission = submission
        self._class = class_name
        self._number = number
        self._methods = methods

    def __repr__(self) -> str:
        return f"<{self._class}>"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._methods:
            raise AttributeError(f"{self._class} declares no method {name!r}")

        def method(*arguments: Any, timeout_s: float | None = None) -> Any:
            request = {"op": "method", "object": self._number, "name": name, "args": _encoded(arguments)}
            content = self._submission._ask(request, f"{self._class}.{name}", timeout_s)  # noqa: SLF001
            return self._submission._value(content, f"{self._class}.{name}", self._methods[name]["returns"])  # noqa: SLF001

        return _Method(method, f"{self._class}.{name}")

    def replay(self, calls: Sequence[Sequence[Any]], *, timeout_s: float | None = None) -> list[Any]:
        """Many calls in one message: the values in order, a ``Raised`` where one raised."""
        sent = [[name, _encoded(arguments)] for name, *arguments in calls]
        submission = self._submission
        request = {"op": "replay", "object": self._number, "calls": sent}
        content = submission._ask(request, f"{self._class} ({len(calls)} calls)", timeout_s)  # noqa: SLF001
        answers = content.get("value")
        if not isinstance(answers, list) or len(answers) != len(calls):
            raise CandidateFailure("run_time_error", f"{self._class}: not every replayed call was answered")
        return [self._replayed(call, answer) for call, answer in zip(calls, answers, strict=True)]

    def _replayed(self, call: Sequence[Any], answer: Any) -> Any:
        submission, name = self._submission, call[0]
        if not isinstance(answer, dict) or not ("value" in answer or "raised" in answer):
            raise CandidateFailure("run_time_error", f"{self._class}.{name}: a replayed call was not answered")
        if "raised" in answer:
            return submission._raised(answer["raised"])  # noqa: SLF001
        return submission._value(answer, f"{self._class}.{name}", self._methods[name]["returns"])  # noqa: SLF001


class _Method:
    """A declared method, shown in a failed assertion by its name."""

    def __init__(self, call: Callable[..., Any], name: str) -> None:
        self._call = call
        self._name = name

    def __call__(self, *arguments: Any, timeout_s: float | None = None) -> Any:
        return self._call(*arguments, timeout_s=timeout_s)

    def __repr__(self) -> str:
        return self._name


def raise_for_limits(content: dict[str, Any], what: str, limits: Mapping[str, Any]) -> None:
    """End the test where the box's own counters say that a limit stopped the process."""
    usage = counts(content.get("usage"))
    mebibytes = limits["memory_bytes"] / 2**20
    if content.get("signal") is not None and usage.get("oom_kills", 0) > 0:
        raise CandidateFailure(
            "memory_limit_exceeded", f"{what} was ended for using more than {mebibytes:g} MiB of memory"
        )
    if content.get("heap_exhausted") is True:
        # The runtime ended itself at its own bound, which is below the box's.
        raise CandidateFailure(
            "memory_limit_exceeded", f"{what} filled the heap that its runtime has in a box of {mebibytes:g} MiB"
        )
    if usage.get("output_limit") is True:
        raise CandidateFailure("output_limit_exceeded", f"{what} printed more than {limits['output_bytes']:,} bytes")


def not_loaded(failed: dict[str, Any]) -> CandidateFailure:
    """Why the submission cannot be asked anything, as the box tells it."""
    verdict = "compile_error" if failed.get("kind") == "compile_error" else "run_time_error"
    return CandidateFailure(verdict, _text(failed.get("message")))


def _kinds(
    built_in: Mapping[str, Sequence[str]], declared: Mapping[str, Mapping[str, Sequence[str]]], language: str
) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(names) for kind, names in built_in.items()} | {
        kind: tuple(names.get(language, ())) for kind, names in declared.items()
    }


def _encoded(arguments: Sequence[Any]) -> list[Any]:
    return [values.encode(argument) for argument in arguments]


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content
