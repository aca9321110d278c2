"""Grades hostile and honest submissions side by side, and prints what that changed: it must be nothing.

    python -m tests.soak --grades 40 --jobs 2 --seed 1 --output soak-out

    <output>/soak.json   every grade of every soak so far, and the scores in quiet: a soak adds to what is there
    <output>/soak.md     the figures, as printed

`--restart-engine` does another thing: it starts a second dockerd of its own and restarts it while it is grading.
Exit: 0 all holds, 1 something does not.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
from pathlib import Path
from typing import Any

from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

from . import restarting
from .soaking import Soak
from .subjects import drawn, subjects


def main() -> int:
    """Soak, write, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--grades", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--challenges", nargs="+", default=["lru-cache", "log-analyser"])
    parser.add_argument("--output", type=Path, default=Path("soak-out"))
    parser.add_argument("--seconds", type=float, default=math.inf, help="begin no grade later than this")
    parser.add_argument("--languages", nargs="+", default=["python", "java", "node"])
    parser.add_argument("--no-turns", action="store_true", help="let the cores be fought for")
    parser.add_argument("--restart-engine", action="store_true")
    chosen = parser.parse_args()
    if chosen.restart_engine:
        return restarting.main(say)
    chosen.output.mkdir(parents=True, exist_ok=True)
    kept = chosen.output / "soak.json"
    record: dict[str, Any] = (
        json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {"quiet": {}, "soaks": []}
    )
    turns = None if chosen.no_turns else chosen.output / "turns"
    soak = Soak(DockerSandbox(), images.wanted(), record["quiet"], turns=turns)
    known = [each for each in subjects(chosen.challenges) if each.example.language in chosen.languages]
    some = drawn(known, chosen.grades, seed=chosen.seed)

    def report(line: str) -> None:
        say(line)
        if line.startswith("quiet"):
            # Whoever is cut off need not measure it again.
            kept.write_text(json.dumps(record, indent=1), encoding="utf-8")

    soaked = soak.run(some, jobs=chosen.jobs, seed=chosen.seed, report=report, within_s=chosen.seconds)
    record["soaks"].append(soaked.plain())
    kept.write_text(json.dumps(record, indent=1), encoding="utf-8")
    text = markdown(record)
    (chosen.output / "soak.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 1 if soaked.wrong else 0


def say(text: str) -> None:
    """Tell how far it is, apart from the report."""
    sys.stderr.write(f"{text}\n")


def markdown(record: dict[str, Any]) -> str:
    """Lay the figures out as tables."""
    lines = [
        "# Soak",
        "",
        "| side by side | cores | seed | grades | honest, score changed | s a grade (median, most) | minutes | wrong |",
        "|---:|---|---:|---:|---:|---:|---:|---:|",
    ]
    for soak in record["soaks"]:
        seconds = [each["seconds"] for each in soak["grades"]]
        honest = [each for each in soak["grades"] if each["honest"]]
        changed = sum(not each["holds"] for each in honest)
        cores = "in turns" if soak["turns"] else "fought for"
        lines.append(
            f"| {soak['jobs']} | {cores} | {soak['seed']} | {len(seconds)} | {len(honest)}, {changed} | "
            f"{statistics.median(seconds):.1f}, {max(seconds):.1f} | {soak['wall_s'] / 60:.1f} | {len(soak['wrong'])} |"
        )
    lines += ["", "| what | " + " | ".join("before → after" for _ in record["soaks"]) + " |"]
    lines.append("|---|" + "---:|" * len(record["soaks"]))
    for what in record["soaks"][0]["before"]:
        figures = [f"{_shown(what, each['before'])} → {_shown(what, each['after'])}" for each in record["soaks"]]
        lines.append(f"| {what.removesuffix('_bytes').replace('_', ' ')} | {' | '.join(figures)} |")
    totals: dict[str, int] = {}
    for soak in record["soaks"]:
        for verdict, count in soak["verdicts"].items():
            totals[verdict] = totals.get(verdict, 0) + count
    mixed = ", ".join(f"{verdict} {count}" for verdict, count in sorted(totals.items(), key=lambda each: -each[1]))
    lines += ["", f"Verdicts: {mixed}."]
    lines += [
        "",
        *(f"- WRONG ({soak['jobs']} side by side): {what}" for soak in record["soaks"] for what in soak["wrong"]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _shown(what: str, snapshot: dict[str, int]) -> str:
    return f"{snapshot[what] / 2**20:,.0f} MiB" if what.endswith("_bytes") else f"{snapshot[what]:,}"


if __name__ == "__main__":
    sys.exit(main())
