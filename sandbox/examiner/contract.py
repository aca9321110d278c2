"""The fixture ``contract``: whether the server keeps what an OpenAPI document of the suite's says.

Schemathesis makes the data and judges the answers, Hypothesis chooses and shrinks, and every request goes out through
``service.http``, so that what bounds, records and blames any other request bounds these. Nothing is fetched, no file is
written, and the run's seed decides every request as long as time lasts.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import contract_words as words
import httpx
import requests
from contract_answer import broken_rules, too_much_in
from contract_document import Document, DocumentMistake, read
from contract_words import Broken
from hypothesis import HealthCheck, Phase, Verbosity, given, reject, seed, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import Flaky, Unsatisfiable
from hypothesis.internal.conjecture import providers
from schemathesis import GenerationMode
from service import Answer, Service
from submission import CandidateFailure, SuiteOverran

MOST_FAILURES = 5
MOST_SHRINKS = 60
"""Requests spent on making a failure smaller: enough for a body of a few fields (house rule)."""

SLOW_S = 0.1
"""Seconds from which on, for each of its answers, a server is slow (house rule)."""

MOST_TARGET, MOST_HEADER = 2_000, 1_000
"""Characters of a URL's path and query, and of a header, that no common server refuses by itself."""

RESERVED = frozenset({"host", "connection", "content-length", "transfer-encoding", "expect", "upgrade"})
OURS = {"Accept-Encoding": "identity", "User-Agent": "client"}
ID_HEADER = "X-Schemathesis-TestCaseId"


# Hypothesis would read our modules and the suite's, keep what it found in files, and strew their strings, a hidden
# suite's answers among them, over the data that the candidate's server sees.
providers._get_local_constants = providers.Constants  # noqa: SLF001 - there is no setting for it
# Its tables of characters, which take two seconds and 200 MiB to make, lie ready in the image, which is read-only.
set_hypothesis_home_dir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".hypothesis"))


class Unlike(Exception):
    """An answer broke a rule."""


class Stop(BaseException):
    """Ends a search at once, where Hypothesis would try any other exception again; ``error`` is what it then raises."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.error = error


class Contract:
    """What a suite holds of the contract."""

    def __init__(self, service: Service, suite: str, run_seed: str, show: Callable[[dict[str, str]], None]) -> None:
        self._service = service
        self._suite = suite
        self._seed = run_seed
        self._show = show

    def __repr__(self) -> str:
        return "contract"

    def check(
        self,
        document: str,
        *,
        examples: int = 30,
        only: str | Iterable[str] | None = None,
        skip: str | Iterable[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Ask every operation of the document ``examples`` times with right data and as often with wrong data.

        ``only`` and ``skip`` name operations (``GET /posts``) or paths, ``skip`` rules as well; ``headers`` go with
        every request. One ``CandidateFailure`` tells of everything that the server did not keep.
        """
        run = Run(self._service, read(self._suite, document, only, skip), self._seed, examples, dict(headers or {}))
        try:
            run.search_all()
        finally:
            self._show(run.note())
        run.conclude()


class Run:
    """One check of one document."""

    def __init__(
        self, service: Service, document: Document, run_seed: str, examples: int, headers: dict[str, str]
    ) -> None:
        self.service = service
        self.document = document
        self.headers = headers
        self.found: list[Broken] = []
        self.requests = 0
        self.waited_s = 0.0
        self._seed = run_seed
        self._examples = examples
        self._wanted = 0
        self._left: list[str] = []
        self._ended = False
        self._base_url = service.url + document.schema.declared_base_path().rstrip("/")
        self._started = time.monotonic()
        left = service.test_deadline - self._started
        # Room for the last request, or a server would be blamed for the little time that we had left it.
        self._until = service.test_deadline - min(service.call_limit(), left / 4)

    def search_all(self) -> None:
        """Search every operation, each with a fair share of the time that is left."""
        searches = [(op, mode) for op in self.document.operations for mode in GenerationMode if _has(op, mode)]
        self._wanted = self._examples * len(searches)
        left = [operation.label for operation, _ in searches]
        cut_short: list[str] = []
        while searches and len(self.found) < MOST_FAILURES:
            self._left = cut_short + left
            operation, mode = searches.pop(0)
            share = (self._until - time.monotonic()) / (len(searches) + 1)
            search = Search(self, operation, mode, time.monotonic() + share)
            if not search.finished(self._examples, f"{self._seed}:{operation.label}:{mode.value}"):
                cut_short.append(operation.label)
            left.pop(0)
            self.found += [search.best] if search.best is not None else []
        self._left = cut_short + left
        self._ended = True

    def conclude(self) -> None:
        """Fail the test if anything was found, or if the server was too slow for its contract to be checked."""
        if self.found:
            raise self._failure()
        mean_s = self.waited_s / max(1, self.requests)
        if self._left and mean_s > SLOW_S and mean_s * self._wanted > self._until - self._started:
            raise CandidateFailure(
                "time_limit_exceeded",
                f"{self.requests:,} requests took the server {self.waited_s:.1f} s: too long to check its contract "
                f"({self.document.name}) in this test's time. Not checked to the end: {self._left_out()}",
            )

    def ask(self, request: httpx.Request) -> Answer:
        """Send a request as any other of the suite's; what ends the test ends the search."""
        self.requests += 1
        started = time.monotonic()
        try:
            answer = self.service.http.send(request)
        except CandidateFailure as failure:
            line = words.curl(request, most=words.LONG)
            text = f"{failure.message}\n{words.curl(request, most=words.SHORT)}"
            raise Stop(CandidateFailure(failure.verdict, text, f"$ {line}\n{failure.trace}")) from None
        finally:
            self.waited_s += time.monotonic() - started
        too_much = too_much_in(answer)
        if too_much:
            named = f"{request.method} {request.url.path[:200]}"
            raise Stop(CandidateFailure("output_limit_exceeded", f"{named} answered {too_much}"))
        return answer

    def request_of(self, case: Any) -> httpx.Request | None:
        """A generated case as it goes out, or nothing where no client could send it, or common servers would refuse."""
        try:
            made = requests.Request(**case.as_transport_kwargs(base_url=self._base_url, headers=OURS | self.headers))
            ready = made.prepare()
            ready.headers.pop(ID_HEADER, None)
            request = httpx.Request(str(ready.method), str(ready.url), headers=dict(ready.headers), content=ready.body)  # type: ignore[arg-type]
        except (requests.RequestException, httpx.InvalidURL, UnicodeError):
            return None
        own = {name.lower() for name in case.headers or ()}
        target = request.url.raw_path
        return request if not own & RESERVED and len(target) <= MOST_TARGET and _common(request.headers) else None

    def note(self) -> dict[str, str]:
        """What was done, for the report."""
        counted = (
            (len(self.document.operations), "operation"),
            (self.requests, "request"),
            (len(self.found), "failure"),
        )
        title = (
            f"{self.document.name}: {', '.join(f'{count:,} {noun}' + 's' * (count != 1) for count, noun in counted)}"
        )
        left = f"Not checked to the end: {self._left_out()}" if self._left else "Every operation was checked."
        # What was found before the server died would be told nowhere else.
        shown = "" if self._ended else self._details()
        return {"kind": "note", "title": title, "text": f"{left}\n\n{shown}".strip()}

    def _failure(self) -> CandidateFailure:
        parts = [words.short(number, broken) for number, broken in enumerate(self.found, start=1)]
        if self._left:
            parts.append(f"Not checked to the end: {self._left_out()}")
        head = words.headline(self.document.name, self.found)
        return CandidateFailure("wrong_answer", "\n".join([head, *parts]), self._details())

    def _details(self) -> str:
        return "\n\n".join(words.long(number, broken) for number, broken in enumerate(self.found, start=1))

    def _left_out(self) -> str:
        labels = list(dict.fromkeys(self._left))
        more = f" and {len(labels) - 6} more" if len(labels) > 6 else ""  # noqa: PLR2004 - a line's worth
        return ", ".join(labels[:6]) + more


class Search:
    """One operation with right data, or with wrong data, until a rule is broken; then for the smallest such request."""

    def __init__(self, run: Run, operation: Any, mode: GenerationMode, until: float) -> None:
        self.run = run
        self.operation = operation
        self.mode = mode
        self.until = until
        self.best: Broken | None = None
        self._shrinks = 0
        known = {broken.rule for broken in run.found if broken.operation == operation.label}
        self._wanted = [rule for rule in run.document.rules if rule not in known]

    def finished(self, examples: int, seed_text: str) -> bool:
        """Search; whether time sufficed for all of it."""
        try:
            self._test(examples, seed_text)()
        except (Unlike, Flaky):
            # What the server remembers makes it answer the same request in another way: what was seen was seen.
            return self.best is not None
        except Unsatisfiable as error:
            # An operation may have nothing that could be wrong.
            if self.mode is GenerationMode.POSITIVE:
                raise self._mistake(error) from error
        except Stop as stop:
            if stop.error is not None:
                raise stop.error from None
            return self.best is not None
        except SuiteOverran:
            raise
        except Exception as error:
            raise self._mistake(error) from error
        return True

    def _test(self, examples: int, seed_text: str) -> Callable[[], None]:
        strategy = self.operation.as_strategy(generation_mode=self.mode, headers=self.run.headers or None)

        @seed(seed_text)
        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            derandomize=False,
            phases=(Phase.generate, Phase.shrink),
            print_blob=False,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
        )
        @given(case=strategy)
        def test(case: Any) -> None:
            self._try(case)

        return test

    def _try(self, case: Any) -> None:
        if self.best is not None:
            self._shrinks += 1
        if time.monotonic() > self.until or self._shrinks > MOST_SHRINKS:
            raise Stop
        request = self.run.request_of(case)
        if request is None:
            reject()
        answer = self.run.ask(request)
        try:
            broken = self._judged(case, request, answer)
        except Exception as error:
            # Whatever an answer upsets is the candidate's: it must not pass for a mistake in the document.
            raise Stop(error) from error
        if broken is None:
            return
        self.best = broken if self.best is None else min(self.best, broken, key=lambda each: each.size)
        raise Unlike(broken.rule)

    def _judged(self, case: Any, request: httpx.Request, answer: Answer) -> Broken | None:
        """The gravest rule that the answer breaks; while one is made smaller, that one."""
        wanted = [self.best.rule] if self.best is not None else self._wanted
        reasons = broken_rules(case, request, answer)
        rule = next((rule for rule in wanted if rule in reasons), None)
        if rule is None:
            return None
        body = answer.text[: words.SHOWN_BODY + 1]
        return Broken(self.operation.label, rule, answer.status_code, reasons[rule], request, body)

    def _mistake(self, error: Exception) -> DocumentMistake:
        kind = "right" if self.mode is GenerationMode.POSITIVE else "wrong"
        said = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        return DocumentMistake(f"{self.run.document.name}: no {kind} data for {self.operation.label}: {said}")


def _has(operation: Any, mode: GenerationMode) -> bool:
    """Whether there is any data that could be wrong."""
    return mode is GenerationMode.POSITIVE or bool(operation.body) or any(True for _ in operation.iter_parameters())


def _common(headers: httpx.Headers) -> bool:
    """Whether every server takes these headers for what they are."""
    return all(
        len(value) <= MOST_HEADER and value.isascii() and value == value.strip() and (value.isprintable() or not value)
        for value in (value.decode("latin-1") for _, value in headers.raw)
    )
