"""Many submissions: `grade batch` over them, and what the same submissions cost by other means.

<scratch>/batches/python/s01 … s10     an accepted answer and some 340 further lines; one comment differs, for a batch
                                       grades nothing twice that has the same content
<scratch>/batches/java, node           the answers alone
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from grader.paths import CHALLENGES

from .measuring import Operation, Sample
from .operations import A20, HERE, IN_OTHERS, LOG, ROOT, SEED, SUBJECTS, Bench, Subject, beside, judged, mounted, named

COUNTS = {"python": 10, "java": 6, "node": 6}
JOBS = 2
MANY_JOBS = 4
BESIDE = CHALLENGES / LOG / "submissions/accepted/package/python/log_analyser"
COMMENT = {"python": "#", "java": "//", "node": "//"}

BATCH, BATCH_ALONE = f"grade batch, {JOBS} jobs", "grade batch, 1 job"
LOOP, PIPELINE = f"pytest in a container each, {JOBS} at a time", f"the same, then pylint and radon, {JOBS} at a time"
IRREDUCIBLE = "the work itself, forked and read ahead"
ONE, ONE_COLD, ONE_BARE = "grade, all of it", "grade, all of it, cold", "bare"
PARTS = {"cases": "examiner", "analysis": "analysis", "driver": "python"}
"""The parts of irreducible work, and the image that each is done in."""

BREAKS = "import os\n\nos.abort()\n"
DEEP = "deep = (\n" + "    1 +\n" * 3_000 + "    1\n)\n"
"""What ends the interpreter that imports it, and a file that is nested too deep for whatever reads it."""


def many(language: str) -> str:
    """Name the submissions of a batch, as in "10 in python"."""
    return f"{COUNTS[language]} in {language}"


WITH = f"{A20} and more"


class Batches:
    """Operations over many submissions; ``bench`` has the engine and the folder."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.folder = bench.folder / "batches"
        self.challenge = HERE / "challenges" / A20
        self.ids = [f"s{number:02}" for number in range(1, COUNTS["python"] + 1)]

    def operations(self) -> list[Operation]:
        """All that a round runs."""
        one = self.subject(self.ids[0])
        whole = partial(self.bench.grade, one, exam_only=False)
        cold = partial(whole, checkout=self.bench.copy)
        python = many("python")
        return [
            Operation(named(BATCH_ALONE, python), partial(self.batch, "python", jobs=1)),
            Operation(named(BATCH, python), partial(self.batch, "python", jobs=JOBS)),
            Operation(named(LOOP, python), partial(self.each, self.bare)),
            Operation(named(PIPELINE, python), partial(self.each, self.pipeline)),
            Operation(named(IRREDUCIBLE, WITH), self.irreducible),
            Operation(named(ONE_BARE, WITH), partial(self.bench.bare, one)),
            Operation(named(ONE, WITH), whole),
            Operation(named(ONE_COLD, WITH), cold, self.bench.cool),
            *(
                Operation(named(BATCH, many(language)), partial(self.batch, language, jobs=JOBS))
                for language in IN_OTHERS
            ),
        ]

    # ── Submissions ──

    def handed_in(self, language: str) -> Path:
        """Make the folder of submissions in a language, once."""
        folder = self.folder / language
        if not folder.exists():
            source = IN_OTHERS[language] if language in IN_OTHERS else SUBJECTS[0]
            for name in self.ids[: COUNTS[language]]:
                shutil.copytree(source.submission, folder / name)
                _commented(folder / name, f"{COMMENT[language]} {name}\n")
                if language == "python":
                    shutil.copytree(BESIDE, folder / name / BESIDE.name)
        return folder

    def subject(self, name: str) -> Subject:
        """One of the ten by itself."""
        return Subject(name, self.challenge, self.handed_in("python") / name, SUBJECTS[0].module)

    # ── Yardsticks ──

    def each(self, run: Callable[[Subject], Mapping[str, Any]]) -> dict[str, Any]:
        """Run something for each of the ten, some at a time; the outcomes of each."""
        with ThreadPoolExecutor(JOBS) as pool:
            ran = pool.map(run, [self.subject(name) for name in self.ids])
            return {"graded": {name: {"outcomes": told["outcomes"]} for name, told in zip(self.ids, ran, strict=True)}}

    def bare(self, subject: Subject) -> Mapping[str, Any]:
        """What most people do."""
        return self.bench.bare(subject)

    def pipeline(self, subject: Subject) -> Mapping[str, Any]:
        """What most people do who want the code looked at as well."""
        told = self.bench.bare(subject)
        self.bench.commands(subject.submission)
        return told

    def irreducible(self) -> dict[str, Any]:
        """CPU milliseconds of the work itself, part by part."""
        options = ["--network", "none", *beside(self.subject(self.ids[0]))]
        options += mounted({HERE / "irreducible.py": "/bench/irreducible.py"})
        told = {}
        for part, image in PARTS.items():
            command = ["python3", "-I", "-B", "/bench/irreducible.py", part]
            printed = self.bench.docker_run(options, *command, image=image)
            told[part] = json.loads(printed.splitlines()[-1])["cpu_ms"]
        return {"irreducible_ms": told}

    # ── Ours ──

    def batch(self, language: str, *, jobs: int) -> dict[str, Any]:
        """Grade all submissions in a language from nothing."""
        return self.graded([str(self.handed_in(language))], jobs=jobs)

    def reversed(self) -> dict[str, Any]:
        """Grade the ten from a list, the last one first, more at a time than there are cores."""
        folder = self.handed_in("python")
        path = self.folder / "reversed.csv"
        rows = [f"{name},{folder / name}" for name in reversed(self.ids)]
        path.write_text("\n".join(["id,source", *rows, ""]), encoding="utf-8")
        return self.graded(["--list", str(path)], jobs=MANY_JOBS)

    def among_a_crash(self) -> dict[str, Any]:
        """Grade three of the ten, with one between them that ends its interpreter and what reads its code."""
        folder = self.folder / "crash"
        for name in self.ids[:3]:
            shutil.copytree(self.handed_in("python") / name, folder / name, dirs_exist_ok=True)
        breaks = folder / f"{self.ids[0]}-breaks"
        breaks.mkdir(exist_ok=True)
        (breaks / f"{SUBJECTS[0].module}.py").write_text(BREAKS, encoding="utf-8")
        (breaks / "deep.py").write_text(DEEP, encoding="utf-8")
        return self.graded([str(folder)], jobs=JOBS)

    def graded(self, what: list[str], *, jobs: int) -> dict[str, Any]:
        """Run `grade batch` as a person would; what each came to, and the seconds after which each was there."""
        output = self.folder / "graded"
        shutil.rmtree(output, ignore_errors=True)
        options = ["--challenge", str(self.challenge), "--output", str(output), "--seed", str(SEED), "--quiet"]
        began = time.time()
        self.bench.client(["batch", *what, *options, "--jobs", str(jobs)], cwd=ROOT)
        entries = json.loads((output / "batch.json").read_text(encoding="utf-8"))["entries"]
        results = {name: output / entry["folder"] / "result.json" for name, entry in sorted(entries.items())}
        return {
            "graded": {name: judged(json.loads(path.read_text(encoding="utf-8"))) for name, path in results.items()},
            "ended_s": sorted(path.stat().st_mtime - began for path in results.values()),
        }


def asked_once(batches: Batches) -> dict[str, Sample]:
    """What only the gates look at, and no time is taken of: other orders, and a crash in the middle."""
    return {
        name: Sample(wall_s=0.0, cpu_s=0.0, result=run())
        for name, run in ((REVERSED, batches.reversed), (CRASH, batches.among_a_crash))
    }


REVERSED, CRASH = f"the last one first, {MANY_JOBS} jobs", "with one that breaks everything among them"


def _commented(folder: Path, line: str) -> None:
    path = next(path for path in folder.iterdir() if path.is_file())
    with path.open("a", encoding="utf-8") as file:
        file.write(line)
