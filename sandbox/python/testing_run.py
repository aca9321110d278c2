"""Runs tests with pytest under our configuration and reports each on descriptor 3: one run, one process.

Everything here shares the process with the code under test, which may change any of it. For the candidate's own tests
their folders come first on the path, as on their machine; for a hidden suite (orders with a mark) theirs come last.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

FETCHED = "/dependencies/python"
REPORT = 3
MAX_MESSAGE = 1_500
_WORST = ("passed", "skipped", "failed", "error")


class Reporter:
    """The plugin that tells what becomes of each test; the worst of its phases counts."""

    def __init__(self, mark: str, only: dict[str, str]) -> None:
        self.mark = mark
        self.only = only
        self.tests: dict[str, dict[str, Any]] = {}
        self.known: dict[str, dict[str, Any]] = {}
        self.count = 0

    def tell(self, event: str, **fields: Any) -> None:
        """Report one event."""
        line = json.dumps({"event": event, "mark": self.mark} | fields).encode() + b"\n"
        while line:
            line = line[os.write(REPORT, line) :]

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """What a suite says of its cases: the title, and the requirement; of a copied file one test is run."""
        items[:] = [item for item in items if self.is_wanted(item.nodeid)]
        for item in items:
            marked = item.get_closest_marker("requirement")
            labels = [str(label) for label in marked.args] if marked else []
            lines = str(getattr(getattr(item, "obj", None), "__doc__", None) or "").strip().splitlines()
            self.known[item.nodeid] = {"labels": labels, "title": lines[0] if lines else ""}

    def is_wanted(self, nodeid: str) -> bool:
        """Whether a test is not one of those that a canary's file only has because it is a copy."""
        file, _, test = nodeid.partition("::")
        return test.partition("[")[0] == (self.only.get(file) or test.partition("[")[0])

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test begins."""
        self.tests[nodeid] = {"outcome": "passed", "seconds": 0.0, "message": ""}
        self.tell("started", name=nodeid)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """A phase of a test, or one of its subtests, has ended."""
        test = self.tests.setdefault(report.nodeid, {"outcome": "passed", "seconds": 0.0, "message": ""})
        test["seconds"] += report.duration if report.when == "call" else 0.0
        outcome = _outcome(report)
        if _WORST.index(outcome) > _WORST.index(test["outcome"]):
            test |= {"outcome": outcome, "message": _message(report)}

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """All phases of a test have ended."""
        self.test(nodeid, **self.tests.pop(nodeid), **(self.known.get(nodeid, {}) if self.mark else {}))

    def pytest_collectreport(self, report: Any) -> None:
        """A file or class that cannot be read as tests counts as one test in error."""
        if report.failed:
            self.test(report.nodeid, outcome="error", seconds=0.0, message=_message(report))

    def test(self, nodeid: str, **fields: Any) -> None:
        """Report a test that has ended."""
        self.count += 1
        self.tell("test", name=nodeid, file=nodeid.partition("::")[0], **fields)


def _outcome(report: Any) -> str:
    if report.failed and report.when != "call":
        return "error"
    return str(report.outcome)


def _message(report: Any) -> str:
    reason = getattr(report, "wasxfail", "")
    if reason or report.skipped:
        longrepr = report.longrepr
        return (reason or (str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)))[:MAX_MESSAGE]
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is None:
        text = str(report.longrepr)
        said = [line[1:].strip() for line in text.splitlines() if line.startswith("E ")]
        return "\n".join(said)[:MAX_MESSAGE] or text[-MAX_MESSAGE:]
    place = os.path.relpath(crash.path) if os.path.isabs(crash.path) else crash.path
    return f"{crash.message[:MAX_MESSAGE]}\n({place}:{crash.lineno})"


def main() -> None:
    """Cover if asked, run, finish."""
    orders = json.load(sys.stdin)
    _make_room_on_the_path(orders)
    cover = _started(orders["rcfile"]) if orders.get("rcfile") else None
    reporter = Reporter(orders.get("mark", ""), orders.get("only", {}))
    try:
        _run(orders, reporter)
    finally:
        if cover is not None:
            cover.stop()
            cover.save()
    reporter.tell("finished", count=reporter.count)


def _make_room_on_the_path(orders: dict[str, Any]) -> None:
    if orders.get("mark"):
        usual = list(sys.path)
        sys.path[:] = [path for path in usual if path != FETCHED]
        import pytest  # noqa: F401, PLC0415 - ours, whatever packages the submission brought

        sys.path[:] = [orders["root"], *usual, *orders["behind"]]
        return
    sys.path[:0] = orders["folders"]
    # What their tests start as processes of their own should find the same modules.
    os.environ["PYTHONPATH"] = os.pathsep.join(orders["folders"])


def _started(rcfile: str) -> Any:
    import coverage  # noqa: PLC0415 - only where asked

    cover = coverage.Coverage(config_file=rcfile)
    cover.start()
    return cover


def _run(orders: dict[str, Any], reporter: Reporter) -> None:
    import pytest  # noqa: PLC0415 - after coverage has begun

    options = ["-q", "-c", os.devnull, "--rootdir", orders["root"], "--confcutdir", orders["root"]]
    options += ["-p", "no:cacheprovider", "--continue-on-collection-errors"]
    options += ["--import-mode=importlib"] if orders.get("mark") else []
    options += [option for name in orders.get("plugins") or [] for option in ("-p", name)]
    if orders.get("asyncio_mode") == "auto":
        options += ["-o", "asyncio_mode=auto"]
    code = pytest.main([*options, *orders["files"]], plugins=[reporter])
    if int(code) not in {0, 1, 2, 5}:
        raise SystemExit(int(code))


if __name__ == "__main__":
    main()
