# ruff: noqa: ANN401 - what a submission takes and gives is anything
"""A pytest plugin for the yardstick: the suites' fixtures without any isolation, tests and submission in one process.

    python3 -m pytest -p bare /suite     with BARE_FOLDER, BARE_MODULE and BARE_SEED in the environment

Speaks as the examiner's fixtures do and does as little as that takes; the last line printed holds every outcome, and
how many seconds the cases took together.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

TOLD = "told: "
KINDS = {
    "invalid_argument": ValueError,
    "wrong_type": TypeError,
    "not_found": LookupError,
    "unsupported": NotImplementedError,
}


class Held:
    """An object of the submission's, with ``replay`` beside its own methods."""

    def __init__(self, target: Any) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        return getattr(self._target, name)

    def replay(self, calls: Sequence[Sequence[Any]]) -> list[Any]:
        """Make the calls one after the other; an exception stands in the place of a value."""
        return [self._made(name, arguments) for name, *arguments in calls]

    def _made(self, name: str, arguments: Sequence[Any]) -> Any:
        try:
            return getattr(self._target, name)(*arguments)
        except Exception as error:  # noqa: BLE001 - whatever it raises is its answer
            return error


class Submission:
    """The fixture ``submission``, by plain import and plain subprocess."""

    def __init__(self) -> None:
        self.folder = Path(os.environ["BARE_FOLDER"])
        self.name = os.environ["BARE_MODULE"]
        self._module: Any = None

    @property
    def module(self) -> Any:
        """The submission, imported once as a plain test would."""
        if self._module is None:
            sys.path.insert(0, str(self.folder))
            self._module = importlib.import_module(self.name)
        return self._module

    def call(self, function: str, *arguments: Any, timeout_s: float | None = None) -> Any:  # noqa: ARG002
        """Call a function."""
        return getattr(self.module, function)(*arguments)

    def new(self, class_name: str, *arguments: Any, timeout_s: float | None = None) -> Held:  # noqa: ARG002
        """Make an object."""
        return Held(getattr(self.module, class_name)(*arguments))

    def raises(self, *kinds: str) -> contextlib.AbstractContextManager[Any]:
        """Expect one of these kinds of exception."""
        return pytest.raises(tuple(KINDS[kind] for kind in kinds))

    def run(
        self,
        arguments: Sequence[str],
        *,
        files: dict[str, str | bytes] | None = None,
        stdin: str | bytes = b"",
        timeout_s: float | None = None,
    ) -> Any:
        """Run the program in a fresh folder."""
        with tempfile.TemporaryDirectory() as folder:
            for name, content in (files or {}).items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(_bytes(content))
            command = [sys.executable, str(self.folder / f"{self.name}.py"), *arguments]
            ran = subprocess.run(
                command, input=_bytes(stdin), capture_output=True, cwd=folder, timeout=timeout_s, check=False
            )
        return SimpleNamespace(
            exit_code=ran.returncode if ran.returncode >= 0 else None,
            signal=-ran.returncode if ran.returncode < 0 else None,
            stdout=ran.stdout.decode("utf-8", "replace"),
            stderr=ran.stderr.decode("utf-8", "replace"),
            stdout_bytes=ran.stdout,
            stderr_bytes=ran.stderr,
            crashed=ran.returncode < 0 or b"Traceback (most recent call last)" in ran.stderr,
        )


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


class Plugin:
    """Fixtures and outcomes of one run."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self.took_s = 0.0
        self.held = Submission()

    @pytest.fixture
    def submission(self) -> Submission:
        """The submission, one for all cases as a plain test module would have it."""
        return self.held

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> random.Random:
        """The same random cases as the examiner makes with this seed."""
        return random.Random(f"{os.environ['BARE_SEED']}:{request.node.nodeid}")  # noqa: S311 - repeatable on purpose

    @pytest.fixture
    def growth(self) -> Any:
        """The examiner's own measurement, which the image holds, so that the work is the same."""
        sys.path.append("/grader")
        return importlib.import_module("growth").Growth(lambda _series: None)

    def pytest_configure(self, config: pytest.Config) -> None:
        """Know the suites' mark."""
        config.addinivalue_line("markers", "requirement(id): the requirement that the test checks")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the outcome of a case; a phase that fails counts more than one that passes."""
        self.took_s += report.duration
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid] = report.outcome

    @pytest.hookimpl(wrapper=True)
    def pytest_unconfigure(self) -> Iterator[None]:
        """Print it all last."""
        yield
        sys.stdout.write(f"\n{TOLD}{json.dumps({'outcomes': self.outcomes, 'took_s': self.took_s})}\n")


def pytest_configure(config: pytest.Config) -> None:
    """Bring in what needs state."""
    plugin = Plugin()
    config.pluginmanager.register(plugin, "bare-state")
    plugin.pytest_configure(config)
