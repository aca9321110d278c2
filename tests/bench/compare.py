"""Times two commits side by side, each installed by itself: what a change made faster or slower.

    python -m tests.bench.compare BASE      or: make bench-compare BASE=main~5

Both are made into wheels, installed with the packages that each pins, and run in one rotation over the same
submissions; what is not committed is left out. Images that one has and the other has not are built first, which takes
minutes.

``BENCH=quick`` takes 3 rounds, ``BENCH=full`` 15, else 7. No time makes it fail, and neither does a difference in what
a grade comes to, which may be the very change: it is told.

bench-compare.json    every round
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox

from . import machine
from .batches import BATCH, JOBS, ONE, Batches, many
from .measuring import ROUNDS, Operation, Sample, ratios, rounds, say, spread
from .operations import A20, IN_OTHERS, LOG, ROOT, SUBJECTS, VERSION, Bench, named, scratch

HEAD = "HEAD"
RECORD = ROOT / "bench-compare.json"


@dataclass
class Installed(Bench):
    """A bench whose client is a commit's own, in an environment of its own."""

    program: Path = Path("grade")

    def client(self, arguments: list[str], *, cwd: Path) -> str:
        """Run that commit's `grade`, from a folder that has no module of ours."""
        return self.finished([str(self.program), *arguments], cwd=self.folder if cwd == ROOT else cwd)

    def compared(self) -> list[Operation]:
        """What is timed of both: one of each kind, for a change is rarely everywhere."""
        batches = Batches(self)
        short, log = SUBJECTS[0], next(each for each in SUBJECTS if each.name == LOG)
        return [
            Operation(VERSION, partial(self.client, ["--version"], cwd=ROOT)),
            *(Operation(each.name, partial(self.grade, each)) for each in (short, log, *IN_OTHERS.values())),
            Operation(named(ONE, A20), partial(self.grade, short, exam_only=False)),
            Operation(named(BATCH, many("python")), partial(batches.batch, "python", jobs=JOBS)),
        ]


def main(arguments: Sequence[str]) -> int:
    """Install both, time both, print and write; 2 where BASE is no commit, or HEAD itself."""
    if len(arguments) != 1 or arguments[0] == HEAD or not commit_of(arguments[0]):
        say("say which commit to compare with: make bench-compare BASE=<commit>")
        return 2
    commits = {arguments[0]: commit_of(arguments[0]), HEAD: commit_of(HEAD)}
    with scratch() as folder:
        sides = {
            name: installed(Path(folder) / str(number), commit) for number, (name, commit) in enumerate(commits.items())
        }
        loads = [machine.load()]
        taken = rounds(both(sides), count=ROUNDS[os.environ.get("BENCH", "")], report=say)
        loads.append(machine.load())
    text = markdown(commits, taken)
    record = {"commits": commits, "loads": loads, "facts": machine.facts(DockerSandbox())}
    record["rounds"] = {
        name: [{"wall_s": each.wall_s, "cpu_s": each.cpu_s} for each in samples] for name, samples in taken.items()
    }
    RECORD.write_text(json.dumps(record, indent=1), encoding="utf-8")
    sys.stdout.write(text)
    return 0


def commit_of(name: str) -> str:
    """Tell the full id of a commit; empty where there is none of that name."""
    asked = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return asked.stdout.decode().strip()


def _git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)  # noqa: S607 - the user's git


def installed(folder: Path, commit: str) -> Installed:
    """Make a wheel of a commit, install it with what it pins, and build its images."""
    source, environment = folder / "source", folder / "environment"
    source.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(_git("archive", commit).stdout)) as tar:
        tar.extractall(source, filter="data")
    say(f"install {commit[:12]}")
    pip = [str(environment / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    for command in (
        [sys.executable, "-m", "venv", str(environment)],
        [*pip, "--require-hashes", "-r", "requirements-dev.txt"],
        [*pip, "--no-deps", "--no-build-isolation", "."],
        [str(environment / "bin" / "grade"), "images", "build"],
    ):
        subprocess.run(command, cwd=source, stdout=subprocess.DEVNULL, check=True)
    return Installed(
        sandbox=DockerSandbox(),
        images=images.wanted(source / "sandbox"),
        folder=folder,
        program=environment / "bin" / "grade",
    )


def both(sides: Mapping[str, Installed]) -> list[Operation]:
    """Lay each operation of one side next to the same of the other."""
    pairs = zip(*([(name, each) for each in side.compared()] for name, side in sides.items()), strict=True)
    return [Operation(side_of(name, each.name), each.run) for pair in pairs for name, each in pair]


def side_of(commit: str, operation: str) -> str:
    """Name an operation of one side."""
    return f"{operation} ({commit})"


def markdown(commits: Mapping[str, str], taken: Mapping[str, Sequence[Sample]]) -> str:
    """Lay the ratios out, HEAD over BASE round by round, and below them what comes to something else."""
    base = next(name for name in commits if name != HEAD)
    operations = [name.removesuffix(f" ({base})") for name in taken if name.endswith(f" ({base})")]
    lines = [
        f"# {HEAD} ({commits[HEAD][:12]}) beside {base} ({commits[base][:12]})",
        "",
        f"| what | {base} s | {HEAD} s | {HEAD} / {base}, wall | CPU |",
        "|---|---:|---:|---:|---:|",
    ]
    other = []
    for operation in operations:
        old, new = taken[side_of(base, operation)], taken[side_of(HEAD, operation)]
        wall = ratios(new, old)
        cpu = spread([one.cpu_s / max(two.cpu_s, 0.01) for one, two in zip(new, old, strict=True)])
        lines.append(
            f"| {operation} | {spread([each.wall_s for each in old]).median:.2f} | "
            f"{spread([each.wall_s for each in new]).median:.2f} | "
            f"{'~ ' * wall.noisy}{wall.median:.2f} [{wall.least:.2f}, {wall.most:.2f}] | {cpu.median:.2f} |"
        )
        if came_to(old[0]) != came_to(new[0]):
            other.append(f"- {operation} comes to something else.")
    return "\n".join([*lines, "", *(other or ["Both come to the same."])]) + "\n"


def came_to(sample: Sample) -> object:
    """Leave of a result what no time is in."""
    if not isinstance(sample.result, dict):
        return None
    return sample.result.get("graded", (sample.result.get("verdict"), sample.result.get("outcomes")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
