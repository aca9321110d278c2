"""How often growth is judged wrongly on a machine whose cores are all busy: `python -m tests.bench.growth`.

`--repeats 50` measures good and quadratic work so often, in real boxes, an exam an answer; 1 where a verdict is false.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.challenge import load_challenge
from grader.grading import Circumstances, grade
from grader.model import Case, Challenge, Series
from grader.observing import Silent
from grader.rubric import rubric_of
from grader.running import take_in
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

from . import machine
from .measuring import spread
from .operations import HERE, SEED, scratch

CHALLENGE = HERE / "challenges/growth"
ONCE = "REPEATS = 1\n"


@dataclass(frozen=True)
class Answer:
    """A submission to the challenge, and whether its every measurement has to pass."""

    name: str
    folder: Path
    good: bool


ANSWERS = (
    Answer("n", CHALLENGE / "submissions/accepted/counts_once/python", good=True),
    Answer("n log n", CHALLENGE / "submissions/accepted/sorts/python", good=True),
    Answer("n^2", CHALLENGE / "submissions/time_limit_exceeded/counts_each/python", good=False),
)


@dataclass(frozen=True)
class Measured:
    """What became of one answer, measured again and again; ``took_s`` is wall time."""

    answer: Answer
    cases: tuple[Case, ...]
    series: tuple[Series, ...]
    took_s: float
    loads: tuple[list[float], list[float]]

    def false(self, repeats: int) -> int:
        """Count what has another verdict than it must have, or none: only the measurement may fail the bad one."""
        above = {series.case for series in self.series if series.conclusion == "above"}
        right = [
            case.outcome == "passed" if self.answer.good else case.outcome == "failed" and case.name in above
            for case in self.cases
        ]
        return repeats - sum(right)


class _Progress(Silent):
    """Counts the cases for whoever waits."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._ended: Counter[str] = Counter()

    def case(self, case: Case) -> None:
        self._ended[str(case.outcome)] += 1
        sys.stderr.write(f"\r{self._name}: {', '.join(f'{n} {outcome}' for outcome, n in self._ended.items())}  ")


def main() -> int:
    """Measure everything, print the table, and the same as JSON where it is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__)
    parser.add_argument("--repeats", type=int, default=50, help="measurements an answer")
    parser.add_argument("--idle", action="store_true", help="leave the cores to the measurement")
    parser.add_argument("--json", type=Path, help="a file for every sample")
    options = parser.parse_args()
    sandbox = DockerSandbox()
    if absent := images.missing(sandbox.client):
        sys.stderr.write(f"images are missing ({', '.join(absent)}): `grade images build` first\n")
        return 1
    with scratch() as folder, ExitStack() as stack:
        challenge = load_challenge(str(repeated(Path(folder), options.repeats)))
        if not options.idle:
            stack.enter_context(busy(os.cpu_count() or 1))
        wanted = images.wanted()
        found = [measured(answer, challenge, sandbox, wanted) for answer in ANSWERS]
    sys.stderr.write("\n")
    sys.stdout.write(table(found, options.repeats, busy_cores=0 if options.idle else os.cpu_count() or 1))
    if options.json:
        options.json.write_text(json.dumps([_plain(each) for each in found], indent=1), encoding="utf-8")
    return 1 if any(each.false(options.repeats) for each in found) else 0


def repeated(folder: Path, repeats: int) -> Path:
    """Copy the challenge, with a suite that measures so many times."""
    copy = folder / "growth"
    shutil.copytree(CHALLENGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    suite = copy / "suite/test_growth.py"
    text = suite.read_text(encoding="utf-8")
    if ONCE not in text:
        raise RuntimeError(f"{suite} does not say {ONCE.strip()!r}")
    suite.write_text(text.replace(ONCE, f"REPEATS = {repeats}\n"), encoding="utf-8")
    return copy


@contextmanager
def busy(cores: int) -> Iterator[None]:
    """Keep as many processes of ours at work as there are cores."""
    workers = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(cores)]
    try:
        yield
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


def measured(answer: Answer, challenge: Challenge, sandbox: DockerSandbox, wanted: Mapping[str, str]) -> Measured:
    """Grade an answer once, which measures it as often as the suite says."""
    before, began = machine.load(), time.monotonic()
    graded = grade(
        challenge=challenge,
        rubric=rubric_of(challenge),
        submission=take_in(answer.folder, challenge),
        sandbox=sandbox,
        images=wanted,
        circumstances=Circumstances(
            run=f"bench-{secrets.token_hex(4)}", seed=SEED, started="", host="bench", own_tests=False
        ),
        observer=_Progress(answer.name),
    )
    return Measured(
        answer=answer,
        cases=tuple(case for suite in graded.suites for case in suite.cases),
        series=tuple(series for suite in graded.suites for series in suite.series),
        took_s=time.monotonic() - began,
        loads=(before, machine.load()),
    )


def table(found: list[Measured], repeats: int, *, busy_cores: int) -> str:
    """Write what was found in Markdown, every number of it counted here."""
    head = ("answer", "measured", "passed", "failed", "false verdicts", "exponent", "interval, wide", "rounds", "took")
    lines = [f"asked: n log n; {busy_cores} busy processes beside it on {os.cpu_count()} cores", ""]
    lines += [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(_row(each, repeats))} |" for each in found]
    wrong = sum(each.false(repeats) for each in found)
    loads = [load[0] for each in found for load in each.loads]
    lines += ["", f"false verdicts: {wrong} of {repeats * len(found)}; load average {min(loads)} to {max(loads)}"]
    return "\n".join(lines) + "\n"


def _row(each: Measured, repeats: int) -> list[str]:
    ended = Counter(str(case.outcome) for case in each.cases)
    counts = (len(each.cases), ended["passed"], ended["failed"], each.false(repeats))
    told = [each.answer.name, *map(str, counts)]
    if not each.series:
        return [*told, "", "", "", f"{each.took_s:.0f} s"]
    exponents = spread([series.exponent for series in each.series])
    widths = [series.interval[1] - series.interval[0] for series in each.series if series.interval]
    rounds = spread([len(series.samples[0]) for series in each.series])
    return [
        *told,
        f"{exponents.median:.2f} ({exponents.least:.2f} to {exponents.most:.2f})",
        f"{statistics.median(widths):.2f} (up to {max(widths):.2f})",
        f"{rounds.median:g} ({rounds.least:g} to {rounds.most:g})",
        f"{each.took_s:.0f} s",
    ]


def _plain(each: Measured) -> dict[str, object]:
    return {
        "answer": each.answer.name,
        "took_s": each.took_s,
        "loads": each.loads,
        "failures": [f"{case.name}: {case.message}" for case in each.cases if case.outcome != "passed"],
        "series": [msgspec.to_builtins(series) for series in each.series],
    }


if __name__ == "__main__":
    sys.exit(main())
