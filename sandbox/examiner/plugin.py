"""The pytest plugin that turns a hidden suite's run into events.

Outcomes are decided here, where the candidate's code has never run: by what the test raised, and by what the box's own
counters say was used meanwhile.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Generator, Mapping
from types import FrameType
from typing import TYPE_CHECKING, Any

import pytest
from channel import Channel, text_bytes
from growth import Growth
from submission import CandidateFailure, JudgeFailure, Submission, SuiteOverran, counts

if TYPE_CHECKING:
    from contract import Contract
    from database import Database
    from queries import Queries
    from service import Service

MAX_MESSAGE = 2_000
MAX_DETAILS = 8_000
MAX_PRINTED = 8_000
LIMITS = frozenset(
    {
        "time_limit_exceeded",
        "memory_limit_exceeded",
        "output_limit_exceeded",
        "process_limit_exceeded",
    }
)
MAX_EXHIBIT = 8_000
MAX_EXHIBITS = 120_000
"""Characters of all exhibits of a case: an event holds them with every character written as six bytes."""

SUITE_GRACE_S = 2.0


class NotRun(CandidateFailure):
    """The test could not be run, for a reason that is the candidate's."""


class Verdicts:
    """What one test came to."""

    def __init__(self, outcome: str, verdict: str, message: str = "", details: str = "") -> None:
        self.outcome = outcome
        self.verdict = verdict
        self.message = message
        self.details = details


class Plugin:
    """State of one exam; its hooks are called by pytest in the order they stand here."""

    def __init__(self, settings: Mapping[str, Any], connect: Callable[[], Channel], emit: Callable[..., None]) -> None:
        self.settings = settings
        self.limits = settings["limits"]
        self.connect = connect
        self.emit = emit
        self.channel: Channel
        self.submission: Submission
        self.current: dict[str, Any] = {}
        self.failure: Verdicts | None = None
        self.reported = 0
        self.service: Service | None = None
        self.database: Database | None = None
        self.queries: Queries | None = None
        self.group = ""
        # Whether the last test left a server that may still be at work on what it could not do in time.
        self.doubtful = False
        self.exhibits: list[dict[str, str]] = []

    # ── before the first test ──

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register our one marker."""
        config.addinivalue_line("markers", "requirement(id): the requirement of challenge.yaml that the test checks")
        config.addinivalue_line("markers", "fresh: the test has the server started anew, over a fresh database")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell the host every case that it must hear of again."""
        cases = [
            {"name": item.nodeid, "title": _title(item), "requirement": _requirement(item)} for item in session.items
        ]
        self.emit("collected", cases=cases)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Meet the candidate's box, and learn whether the submission loads at all."""
        if session.testsfailed:
            return
        self.channel = self.connect()
        self.submission = Submission(self.channel, self.settings)
        if self.settings["database"] is not None:
            from database import Database  # noqa: PLC0415 - see import_what_is_wanted

            self.database = Database(self.settings["database"], self.exhibits.append)
        if self.settings["service"] is not None:
            from service import Service  # noqa: PLC0415

            self.service = Service(self.channel, self.settings)
            error, printed = self._started(session.items[0])
        elif self.settings["interface"]["kind"] == "queries" and self.database is not None:
            from queries import Queries  # noqa: PLC0415

            self.queries = Queries(self.channel, self.submission, self.database, self.settings)
            error = self.submission.load_error = self.queries.load()
            printed = self._printed(self.channel.reset())
        else:
            self.submission.load()
            error, printed = self.submission.load_error, self._printed(self.channel.reset())
        if error is None:
            self.emit("loaded")
        else:
            self.emit("load_failed", verdict=error.verdict, message=error.message[:MAX_MESSAGE], printed=printed)

    def _started(self, first: pytest.Item) -> tuple[CandidateFailure | None, str]:
        """Start the server for the first group of tests; why it cannot be is why the submission does not load."""
        try:
            self._begin_group(first)
        except CandidateFailure as failure:
            self.submission.load_error = failure
            return failure, failure.trace[-MAX_PRINTED:]
        return None, ""

    def _begin_group(self, item: pytest.Item) -> None:
        """End what the last group of tests, those of one file, left; begin over a fresh database."""
        assert self.service is not None  # noqa: S101 - called for services only
        self.group = _group(item)
        self.channel.reset()
        self.service.began_anew()
        if self.database is not None:
            self.database.fresh()
        self.service.start()

    # ── one test ──

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Start the test's clock, or refuse to run it."""
        self.emit("started", name=item.nodeid)
        self.failure = None
        self.exhibits.clear()
        self.current = {"asked": self._asked()}
        now = time.monotonic()
        self._begin_test(now)
        if self.submission.load_error is not None:
            raise NotRun(self.submission.load_error.verdict, "Not run: the submission could not be loaded")
        if now >= self.submission.wall_deadline:
            raise NotRun("time_limit_exceeded", f"Not run: the run's {self.limits['wall_time_s']:g} s were used up")
        if self.channel.gone is not None:
            raise NotRun("run_time_error", f"Not run: {self.channel.gone}")
        if self.service is not None:
            self._have_server(item)
        elif self.database is not None and self.queries is None:
            self.database.fresh()
        # What had to be started first was not this test's work, nor a question of its.
        self._begin_test(time.monotonic())
        self.current["asked"] = self._asked()

    def _begin_test(self, now: float) -> None:
        deadline = now + self.limits["per_test_s"]
        self.submission.begin_test(deadline)
        if self.service is not None:
            self.service.begin_test(deadline)
        if self.queries is not None:
            self.queries.begin_test()
        self._set_deadline(deadline)

    def _set_deadline(self, deadline: float) -> None:
        bound = min(deadline, self.submission.wall_deadline)
        self.submission.test_deadline = bound
        if self.service is not None:
            self.service.test_deadline = bound
        if self.database is not None:
            self.database.deadline = bound

    def _have_server(self, item: pytest.Item) -> None:
        """Have a server to test: a new one for another group, the last one again where it has gone."""
        assert self.service is not None  # noqa: S101 - called for services only
        try:
            if self.group != _group(item) or item.get_closest_marker("fresh") is not None:
                self._begin_group(item)
            elif not self.service.wanted or self.doubtful:
                self.service.restart()
            self.doubtful = False
        except CandidateFailure as failure:
            raise NotRun(failure.verdict, f"Not run: {failure.message}", failure.trace) from None

    def _asked(self) -> int:
        """Questions that the submission has had so far, whichever way."""
        asked = self.channel.exchanges + (self.queries.asked if self.queries is not None else 0)
        if self.service is not None:
            # What its server has put into the database is an answer as well, or is none where it has not.
            asked += self.service.requests + (self.database.looks if self.database is not None else 0)
        return asked

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self) -> Generator[None, None, None]:
        """Set the alarm for the test's own body alone: raised in pytest's code, it would end the whole session."""
        # What the test's fixtures took, the seeds of a database among it, is not the test's.
        self._set_deadline(time.monotonic() + self.limits["per_test_s"])
        signal.signal(signal.SIGALRM, _overran)
        signal.setitimer(signal.ITIMER_REAL, self.limits["per_test_s"] + SUITE_GRACE_S)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep the first failure of the test, whichever phase it came in."""
        report = yield
        if call.when == "call":
            self.current["duration_s"] = call.duration
        if report.outcome != "passed" and self.failure is None:
            self.failure = self._judged(call, report)
        if call.when == "teardown":
            self._finish(item)
        return report

    def pytest_sessionfinish(self) -> None:
        """Say that all is told; a server is ended first, since nobody wants it any more."""
        if self.service is not None:
            self.channel.reset()
        self.emit("finished", count=self.reported)

    # ── fixtures ──

    @pytest.fixture(name="submission")
    def submission_fixture(self) -> Submission:
        """What the candidate handed in, reachable from outside only."""
        return self.submission

    @pytest.fixture(name="service")
    def service_fixture(self) -> Service:
        """The candidate's server, reachable over HTTP."""
        if self.service is None:
            raise LookupError('there is no server: the challenge is not of the kind "service"')
        return self.service

    @pytest.fixture(name="contract")
    def contract_fixture(self, request: pytest.FixtureRequest) -> Contract:
        """What an OpenAPI document of the suite's says of the candidate's server."""
        if self.service is None:
            raise LookupError('there is no server to have a contract: the challenge is not of the kind "service"')
        from contract import Contract  # noqa: PLC0415 - see import_what_is_wanted

        run_seed = f"{self.settings['seed']}:{request.node.nodeid}"
        return Contract(self.service, self.settings["suite"], run_seed, self.exhibits.append)

    @pytest.fixture(name="queries")
    def queries_fixture(self) -> Queries:
        """The candidate's queries, run by a role that can only read."""
        if self.queries is None:
            raise LookupError('there are no queries: the challenge is not of the kind "queries"')
        return self.queries

    @pytest.fixture(name="database")
    def database_fixture(self) -> Database:
        """The PostgreSQL that the submission works with."""
        if self.database is None:
            raise LookupError('there is no database: add "resources: [postgresql]" to the challenge')
        return self.database

    @pytest.fixture
    def growth(self, request: pytest.FixtureRequest) -> Growth:
        """Measures how time grows with size."""
        return Growth(
            lambda series: self.emit("series", case=request.node.nodeid, **series),
            left_s=lambda: self.submission.test_deadline - time.monotonic(),
        )

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> random.Random:
        """Random numbers that this run's seed and the test's name decide."""
        return random.Random(f"{self.settings['seed']}:{request.node.nodeid}")  # noqa: S311 - repeatable on purpose

    # ── deciding ──

    def _judged(self, call: pytest.CallInfo[None], report: pytest.TestReport) -> Verdicts:
        assert call.excinfo is not None  # noqa: S101 - the outcome was not "passed"
        error = call.excinfo.value
        if report.outcome == "skipped":
            return Verdicts("skipped", "accepted", str(error)[:MAX_MESSAGE])
        if isinstance(error, CandidateFailure):
            return Verdicts("failed", error.verdict, error.message[:MAX_MESSAGE], error.trace[:MAX_DETAILS])
        if isinstance(error, JudgeFailure) or self._asked() == self.current["asked"]:
            return Verdicts("error", "judge_error", _words(call), report.longreprtext[-MAX_DETAILS:])
        # From the first answer on, a test that breaks has been upset by one: a failed case, never a void grade.
        return Verdicts("failed", self._blamed(error), _words(call), report.longreprtext[-MAX_DETAILS:])

    def _blamed(self, error: BaseException) -> str:
        if isinstance(error, SuiteOverran):
            return "time_limit_exceeded"
        crashed = self.submission.last_run is not None and self.submission.last_run[1].crashed
        return "run_time_error" if crashed else "wrong_answer"

    def _finish(self, item: pytest.Item) -> None:
        """End the test's processes, or see whether its server still runs; let their counters speak, send the case."""
        if self.service is not None and (death := self._death()) is not None:
            before = self.failure
            if before is None or before.verdict == "run_time_error":
                self.failure = Verdicts("failed", death.verdict, death.message[:MAX_MESSAGE], death.trace[:MAX_DETAILS])
        reset = self.service.settle() if self.service is not None else self.channel.reset()
        usage = counts(reset.get("usage"))
        result = self.failure or Verdicts("passed", "accepted")
        if result.outcome == "failed":
            result.verdict = _sharpened(result.verdict, usage)
            result.message = f"{result.message} {self._against_limit(result.verdict, usage)}".strip()
            self.doubtful = result.verdict in LIMITS
        self.reported += 1
        self.emit(
            "case",
            name=item.nodeid,
            outcome=result.outcome,
            verdict=result.verdict,
            message=result.message,
            details=result.details,
            printed=self._printed(reset) if result.outcome != "passed" else "",
            duration_s=round(self.current.get("duration_s", 0.0), 4),
            usage={key: value for key, value in usage.items() if type(value) is int},
            tampered=reset.get("tampered") is True,
            exhibits=self._exhibits(failed=result.outcome != "passed"),
        )

    def _death(self) -> CandidateFailure | None:
        assert self.service is not None  # noqa: S101 - called for services only
        try:
            return self.service.died()
        except CandidateFailure as failure:
            return failure

    def _exhibits(self, *, failed: bool) -> list[dict[str, str]]:
        """Evidence for the report: what was looked at in the database, and of a failed test what was said."""
        said = self.service.exchanges if self.service is not None and failed else []
        said = self.queries.exhibits if self.queries is not None and failed else said
        kept: list[dict[str, str]] = []
        left = MAX_EXHIBITS
        for each in reversed([*said, *self.exhibits]):
            exhibit = {"kind": each["kind"], "title": each["title"][:300], "text": each["text"][:MAX_EXHIBIT]}
            left -= sum(map(len, exhibit.values()))
            if left < 0:
                break
            kept.append(exhibit)
        return kept[::-1]

    def _against_limit(self, verdict: str, usage: Mapping[str, int]) -> str:
        """What was measured against the limit that the verdict speaks of."""
        if verdict == "memory_limit_exceeded":
            peak, limit = usage.get("memory_peak_bytes", 0) / 2**20, self.limits["memory_bytes"] / 2**20
            return f"[memory: {peak:.0f} of {limit:.0f} MiB]"
        if verdict == "process_limit_exceeded":
            refused, limit = usage.get("process_refusals", 0), self.limits["processes"]
            return f"[processes: {usage.get('process_peak', limit)} of {limit}, {refused:,} more refused]"
        if verdict == "output_limit_exceeded":
            return f"[output: {usage.get('output_bytes', 0):,} of {self.limits['output_bytes']:,} bytes]"
        return ""

    def _printed(self, reset: dict[str, Any]) -> str:
        """What the candidate's own code printed: the last program run, or the test's process."""
        run = getattr(self.submission, "last_run", None)
        if run is not None:
            arguments, ran = run
            ended = f"signal {ran.signal}" if ran.signal is not None else f"exit code {ran.exit_code}"
            text = f"$ program {' '.join(arguments)}\n[{ended}]\n{ran.stdout[:3000]}"
            return (text + (f"\n[stderr]\n{ran.stderr[-3000:]}" if ran.stderr else ""))[:MAX_PRINTED]
        printed = reset.get("printed")
        content = printed if isinstance(printed, dict) else {}
        parts = [text_bytes(content, name).decode("utf-8", "replace") for name in ("stdout", "stderr")]
        text = "\n".join(part for part in parts if part)
        # A server's log is of its whole life: the end of it is this test's.
        return text[-MAX_PRINTED:] if self.service is not None else text[:MAX_PRINTED]


def _sharpened(verdict: str, usage: Mapping[str, Any]) -> str:
    """A failed case's verdict in the light of what was counted while it ran."""
    if verdict in {"compile_error", "output_limit_exceeded"}:
        return verdict
    if usage.get("oom_kills", 0) > 0:
        return "memory_limit_exceeded"
    if usage.get("process_refusals", 0) > 0:
        return "process_limit_exceeded"
    return "output_limit_exceeded" if usage.get("output_limit") is True else verdict


def _overran(_signal: int, _frame: FrameType | None) -> None:
    raise SuiteOverran("the test itself took longer than a test may")


def _words(call: pytest.CallInfo[None]) -> str:
    """What failed, in the author's words where there are any, without pytest's advice to its own user."""
    assert call.excinfo is not None  # noqa: S101 - called for failures only
    lines = [line for line in call.excinfo.exconly().splitlines() if "Use -v to get more diff" not in line]
    text = "\n".join(lines).removeprefix("AssertionError").removeprefix("Failed").removeprefix(": ").strip()
    said, _, rewritten = text.partition("\nassert ")
    # An assert with a message of its own carries pytest's explanation below it, which the details show as well.
    return (said if rewritten and not said.startswith("assert ") else text)[:MAX_MESSAGE] or "assertion failed"


def _title(item: pytest.Item) -> str:
    """The first line of the test's docstring, with its parameters; else its name, readable."""
    function = getattr(item, "function", None)
    lines = (getattr(function, "__doc__", "") or "").strip().splitlines()
    title = lines[0].rstrip(".") if lines else item.name.split("[")[0].removeprefix("test_").replace("_", " ")
    parameters = item.name[item.name.find("[") :] if "[" in item.name else ""
    return f"{title} {parameters}".strip()


def import_what_is_wanted(settings: Mapping[str, Any]) -> None:
    """Import what this exam alone takes, before a suite's helper of the same name could stand in its way.

    The two together take as long as a whole exam of a function, so no other exam waits for them.
    """
    if settings["database"] is not None:
        import database  # noqa: F401, PLC0415
    if settings["service"] is not None:
        import service  # noqa: F401, PLC0415

        if _speaks_of_a_contract(settings["suite"]):
            import contract  # noqa: F401, PLC0415
    if settings["interface"]["kind"] == "queries":
        import queries  # noqa: F401, PLC0415


def _speaks_of_a_contract(suite: str) -> bool:
    """Whether any test could ask for the fixture, whose imports take as long as all others together."""
    paths = [os.path.join(folder, name) for folder, _, names in os.walk(suite) for name in names]
    for path in paths:
        if path.endswith(".py"):
            with open(path, "rb") as file:
                if b"contract" in file.read():
                    return True
    return False


def _group(item: pytest.Item) -> str:
    """The file that a test stands in: its tests share a server, and a database."""
    return item.nodeid.partition("::")[0]


def _requirement(item: pytest.Item) -> str:
    marker = item.get_closest_marker("requirement")
    return str(marker.args[0]) if marker is not None and marker.args else ""
