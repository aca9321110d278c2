"""Runs the benchmark: 7 rounds, and 5 of batches; nothing but a gate makes it fail.

`BENCH=quick` takes 3 rounds and 2 of batches, `BENCH=full` 15 and 7. With `--peers` other people's graders are
installed and run beside ours.

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
from grader.paths import SANDBOX
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

from . import gates, goals, machine, peers, report
from .batches import Batches, asked_once
from .limits import KINDS, stopped
from .measuring import ROUNDS, Sample, rounds, say
from .operations import ROOT, Bench, scratch

BATCH_ROUNDS = {"quick": 2, "": 5, "full": 7}
HOSTILE_ROUNDS = 3
PEERS = "--peers"
SIZES = ("bytes", "elements")


def main() -> int:
    """Measure, judge the gates, write; 1 where a gate fails."""
    size = os.environ.get("BENCH", "")
    sandbox = DockerSandbox()
    wanted = images.wanted()
    absent = images.missing(sandbox.client)
    if absent:
        say(f"images are missing ({', '.join(absent)}): `grade images build` first")
        return 1
    loads = [machine.load()]
    with scratch() as folder:
        bench = Bench(sandbox=sandbox, images=wanted, folder=Path(folder))
        taken = rounds(bench.operations(), count=ROUNDS[size], report=say)
        bench.close()
        batches = Batches(bench)
        with peers.beside_us(batches, asked=PEERS in sys.argv) as (others, why_not):
            # All that a warm-up would warm has been used by now, and a round takes minutes.
            many = rounds([*batches.operations(), *others], count=BATCH_ROUNDS[size], report=say, warm_up=False)
        once = asked_once(batches)
        hostile = [stopped(bench, kind) for _ in range(HOSTILE_ROUNDS) for kind in KINDS]
    loads.append(machine.load())
    broken = [*gates.broken(taken, hostile), *gates.broken_batches(many, once)]
    if images.wanted(SANDBOX) != wanted:  # read again
        broken.append("the images' sources changed meanwhile, so that not every round ran the same")
    broken += [f"left behind: {what}" for what in machine.leftovers(sandbox, {*bench.processes, os.getpid()})]
    facts = machine.facts(sandbox) | {"grader": __version__, "images": wanted}
    reached = goals.goals({**taken, **many}, why_not)
    text = report.markdown(
        facts=facts, loads=loads, taken=taken, batches=many, reached=reached, hostile=hostile, broken=broken
    )
    record: dict[str, Any] = {"facts": facts, "loads": loads, "rounds": _plain(taken), "batches": _plain(many)}
    record |= {"goals": goals.record(reached), "hostile": [asdict(each) for each in hostile]}
    (ROOT / "bench.json").write_text(json.dumps(record | {"broken": broken}, indent=1), encoding="utf-8")
    (ROOT / "bench.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 1 if broken else 0


def _plain(taken: dict[str, list[Sample]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [_record(each) for each in samples] for name, samples in taken.items()}


def _record(measured: Sample) -> dict[str, Any]:
    result = measured.result if isinstance(measured.result, dict) else {}
    kept = {
        key: value
        for key, value in result.items()
        if key in {"verdict", "steps", "until_graded_s", "starts_ms", "ended_s", "irreducible_ms", "took_s", *SIZES}
    }
    spent = {"cpu_s": measured.cpu_s, "engine_s": measured.engine_s, "client_s": measured.client_s}
    return {"wall_s": measured.wall_s, **spent, **kept}


if __name__ == "__main__":
    sys.exit(main())
