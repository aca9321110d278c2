"""What a grade cannot do without, in CPU time and without a container's: runs inside the images.

python3 -I -B /bench/irreducible.py cases|analysis|driver      prints {"cpu_ms": the median of several} last

    cases      the suite beside the submission, in a fork of a pytest that has run before       examiner image
    analysis   pylint and radon, in a fork of a process that has read the standard library      analysis image
    driver     one start of an interpreter with the driver's imports                            python image
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

TIMES = 7
SUBMISSION = "/submission"
SILENT = ["-q", "-p", "bare", "-p", "no:cacheprovider"]


def cpu_ms(once: Callable[[], None]) -> float:
    """The median of what its children compute in a run, user and system; children have been waited for."""
    return statistics.median(_cpu_ms(once) for _ in range(TIMES))


def _cpu_ms(once: Callable[[], None]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    once()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000


def forked(work: Callable[[], int | None]) -> Callable[[], None]:
    """Do work in a fork, which ends without tearing anything down; what it prints is lost with it."""

    def once() -> None:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                status = work() or 0
            finally:
                os._exit(status)
        if status := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            raise RuntimeError(f"the fork ended with {status}")

    return once


def cases() -> Callable[[], None]:
    """The suite, with every module of a session imported beforehand."""
    sys.path.insert(0, "/bare")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    pytest: Any = importlib.import_module("pytest")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "test_nothing.py").write_text("def test_nothing():\n    assert True\n", encoding="utf-8")
        pytest.main([*SILENT, folder])
    gc.freeze()
    return forked(lambda: int(pytest.main([*SILENT, "/suite"])))


def analysis() -> Callable[[], None]:
    """Both tools as we configure them; ``RuntimeError`` where what was read ahead would not do for this submission."""
    sys.path.insert(0, "/grader")
    found, pylint, radon = map(importlib.import_module, ("found", "tools.pylint", "tools.radon"))
    ours = {"build": "/", "scratch": "/tmp", "language": "python", "called": [], "cores": 1}
    sample = found.Work(ours | {"submission": "/grader", "paths": ["typical.py"], "texts": ["typical.py"]})
    paths = [path.relative_to(SUBMISSION).as_posix() for path in Path(SUBMISSION).rglob("*.py")]
    work = found.Work(ours | {"submission": SUBMISSION, "paths": paths, "texts": paths})
    gc.disable()
    for tool in (pylint, radon):
        tool.warm(sample)
    gc.freeze()
    if not pylint.fits(work):
        raise RuntimeError("the submission has modules by names that were read ahead of it")

    def look() -> None:
        if any(tool.run(work)["unread"] for tool in (pylint, radon)):
            raise RuntimeError("a file could not be read")

    return forked(look)


def driver() -> Callable[[], None]:
    """An interpreter that ends at once."""
    program = "import sys; sys.path.insert(0, '/grader'); import driver"

    def once() -> None:
        subprocess.run([sys.executable, "-I", "-B", "-c", program], check=True)

    return once


PARTS: dict[str, Callable[[], Callable[[], None]]] = {"cases": cases, "analysis": analysis, "driver": driver}

if __name__ == "__main__":
    once = PARTS[sys.argv[1]]()
    sys.stdout.flush()
    told = json.dumps({"cpu_ms": cpu_ms(once)})
    # Forks may have left half a line.
    sys.stdout.write(f"\n{told}\n")
