"""Runs the benchmark; `BENCH=quick` takes 3 rounds, `BENCH=full` 15, and nothing but a gate makes it fail.

bench.json    every round, with versions
bench.md      the tables, as printed
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from grader import __version__
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

from . import gates, machine, report
from .limits import KINDS, stopped
from .measuring import Sample, rounds
from .operations import ROOT, Bench, scratch

ROUNDS = {"quick": 3, "": 7, "full": 15}
HOSTILE_ROUNDS = 3
SIZES = ("bytes", "elements")


def main() -> int:
    """Measure, judge the gates, write; 1 where a gate fails."""
    count = ROUNDS[os.environ.get("BENCH", "")]
    sandbox = DockerSandbox()
    wanted = images.wanted()
    absent = images.missing(sandbox.client)
    if absent:
        say(f"images are missing ({', '.join(absent)}): `grade images build` first")
        return 1
    loads = [machine.load()]
    with scratch() as folder:
        bench = Bench(sandbox=sandbox, images=wanted, folder=Path(folder))
        taken = rounds(bench.operations(), count=count, report=say)
        bench.browser.close()
        hostile = [stopped(bench, kind) for _ in range(HOSTILE_ROUNDS) for kind in KINDS]
    loads.append(machine.load())
    broken = gates.broken(taken, hostile)
    if images.wanted() != wanted:
        broken.append("the images' sources changed meanwhile, so that not every round ran the same")
    broken += [f"left behind: {what}" for what in machine.leftovers(sandbox, {*bench.processes, os.getpid()})]
    facts = machine.facts(sandbox) | {"grader": __version__, "images": wanted}
    text = report.markdown(facts=facts, loads=loads, taken=taken, hostile=hostile, broken=broken)
    record = {"facts": facts, "loads": loads, "rounds": _plain(taken), "hostile": [asdict(each) for each in hostile]}
    (ROOT / "bench.json").write_text(json.dumps(record | {"broken": broken}, indent=1), encoding="utf-8")
    (ROOT / "bench.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 1 if broken else 0


def say(text: str) -> None:
    """Tell how far it is, apart from the report."""
    sys.stderr.write(f"{text}\n")


def _plain(taken: dict[str, list[Sample]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [_record(each) for each in samples] for name, samples in taken.items()}


def _record(measured: Sample) -> dict[str, Any]:
    result = measured.result if isinstance(measured.result, dict) else {}
    kept = {
        key: value
        for key, value in result.items()
        if key in {"verdict", "steps", "until_graded_s", "starts_ms", *SIZES}
    }
    return {"wall_s": measured.wall_s, "cpu_s": measured.cpu_s, **kept}


if __name__ == "__main__":
    sys.exit(main())
