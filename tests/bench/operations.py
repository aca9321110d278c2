"""What is timed: a box that does nothing, the bare runs, the grades."""

from __future__ import annotations

import compileall
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from grader.challenge import load_challenge
from grader.checks import quality as quality_checks
from grader.checks.quality.box import Ahead, Early, Server, start_ahead
from grader.model import Build, Challenge, Limits, Submission
from grader.paths import CHALLENGES
from grader.preparing import small_files
from grader.running import take_in
from grader.sandbox.base import BoxSpec, Ending
from grader.sandbox.docker import DockerSandbox

from . import calibration, machine, pages
from .bare import TOLD
from .measuring import Operation

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SEED = 1
A20, LRU, LOG, SHORTENER = "a20", "lru-cache", "log-analyser", "url-shortener"
BARE, BARE_QUICK, WARM, COLD = "bare", "bare, no plugins found by itself", "grade", "grade, cold"
WHOLE = "grade, cold, with analysis and own tests"
STARTS = "starts in the image"
ANALYSIS, COMMANDS = "analysis, all tools in a fresh box", "analysis, five commands in one container"
ANALYSIS_AHEAD = "analysis, all tools in a box that waited"
ANALYSIS_SERVED = "analysis, all tools in a box that has seen others"
RENDER, OPEN = "render report.html", "open report.html, unfold, go to its end"
EMPTY_BOX, EMPTY_RUN, VERSION = "box: true, hardened, by our client", "docker run true", "grade --version"
HELP, REPORT = "grade --help", "grade report, of a grade that is there"
HARDENED_RUN = "docker run true, hardened"
HARDENED = (
    *("--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"),
    *("--pids-limit", "128", "--memory", "512m", "--memory-swap", "512m", "--cpus", "1", "--user", "10001"),
    *("--tmpfs", "/tmp:size=64m"),
)
"""What a careful person types in front of an image."""


@dataclass(frozen=True)
class Subject:
    """A challenge, an accepted answer to it, and the module that a plain test would import."""

    name: str
    challenge: Path
    submission: Path
    module: str = ""


IN_OTHERS = {
    language: Subject(
        f"{A20} in {language}",
        HERE / "challenges/a20",
        HERE / f"challenges/a20/submissions/accepted/sorted_once/{language}",
    )
    for language in ("java", "node")
}
"""The same cases in the other languages; there is no bare run of them, for pytest cannot import those."""

PYTEST_ALONE = ("-p", "no:schemathesis", "-p", "no:hypothesispytest", "-p", "no:anyio")
"""As in an image that has pytest and no plugin: those of our examiner's image take three times what pytest takes."""

STARTED = ("python", "java", "node")

SERVICE = Subject(SHORTENER, CHALLENGES / SHORTENER, CHALLENGES / SHORTENER / "submissions/accepted/journal/python")
"""What a service costs: its step "exam: suite" is the service's own work and the questions to it, the rest is ours."""

ANALYSED = {
    "python": "fastapi_sqlalchemy",
    "java": "spring_boot",
    "node": "express_typescript",
}
"""Accepted answers to money-transfer of some 300 lines each, which the tools are timed with."""

FIVE = (
    "python3 -m pylint -j 1 /submission --recursive=y --exit-zero; python3 -m radon cc /submission; "
    "python3 -m radon mi /submission; python3 -m radon hal /submission; python3 -m radon raw /submission"
)
"""What people type for two of the tools."""

SUBJECTS = (
    Subject(A20, HERE / "challenges/a20", HERE / "challenges/a20/submissions/accepted/sorted_once/python", "a20"),
    Subject(LRU, CHALLENGES / LRU, CHALLENGES / LRU / "submissions/accepted/ordered_dict/python", "solution"),
    Subject(LOG, CHALLENGES / LOG, CHALLENGES / LOG / "submissions/accepted/one_file/python", "main"),
)


@dataclass
class Bench:
    """One run of the benchmark: where it writes, which images it uses, and the processes that it started."""

    sandbox: DockerSandbox
    images: Mapping[str, str]
    folder: Path
    processes: set[int] = field(default_factory=set)
    builds: dict[str, tuple[Challenge, Submission, Build]] = field(default_factory=dict)
    ahead: dict[str, Ahead] = field(default_factory=dict)
    servers: dict[str, Server] = field(default_factory=dict)
    browser: pages.Browser = field(default_factory=lambda: pages.Browser(os.environ["CHROMIUM"]))

    def operations(self) -> list[Operation]:
        """All that a round runs."""
        made = [
            Operation(EMPTY_BOX, self.empty_box),
            Operation(EMPTY_RUN, partial(self.docker_run, [], "true")),
            Operation(HARDENED_RUN, partial(self.docker_run, HARDENED, "true")),
            Operation(VERSION, partial(self.client, ["--version"], cwd=ROOT)),
            Operation(HELP, partial(self.client, ["--help"], cwd=ROOT)),
            Operation(REPORT, partial(self.client, ["report", str(self.graded)], cwd=ROOT), self.have_graded),
        ]
        for subject in SUBJECTS:
            made.append(Operation(named(BARE, subject.name), partial(self.bare, subject)))
            made.append(Operation(named(WARM, subject.name), partial(self.grade, subject)))
        made += [Operation(named(WARM, each.name), partial(self.grade, each)) for each in IN_OTHERS.values()]
        made += [Operation(named(STARTS, language), partial(self.starts, language)) for language in STARTED]
        made.append(Operation(named(WARM, SHORTENER), partial(self.grade, SERVICE)))
        made += [
            Operation(named(ANALYSIS, language), partial(self.analysis, language), partial(self.ready, language))
            for language in ANALYSED
        ]
        made += [
            Operation(named(ANALYSIS_AHEAD, language), partial(self.analysis, language), partial(self.wait, language))
            for language in ANALYSED
        ]
        made += [
            Operation(named(ANALYSIS_SERVED, language), partial(self.served, language), partial(self.serve, language))
            for language in ANALYSED
        ]
        made.append(Operation(named(COMMANDS, "python"), self.five_commands))
        for size, grade in (("small", pages.small()), ("large", pages.large())):
            made.append(Operation(named(RENDER, size), partial(pages.rendered, grade)))
            made.append(Operation(named(OPEN, size), partial(self.browser.opened, size, grade)))
        first = SUBJECTS[0]
        quick = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        made.append(Operation(named(BARE_QUICK, A20), partial(self.bare, first, variables=quick)))
        made.append(Operation(named(COLD, A20), partial(self.grade, first, checkout=self.copy), self.cool))
        whole = partial(self.grade, first, checkout=self.copy, exam_only=False)
        made.append(Operation(named(WHOLE, A20), whole, self.cool))
        return made

    # ── Yardsticks ──

    def empty_box(self) -> Ending:
        """Start a box with every lock on, and remove it once its program has ended."""
        spec = BoxSpec(
            role="bench",
            run=f"bench-{secrets.token_hex(4)}",
            image=self.images["python"],
            command=("/usr/bin/true",),
            limits=Limits(),
            folders={"/tmp": 64 << 20},
        )
        box = self.sandbox.start(spec)
        list(box.lines(deadline=time.monotonic() + 60))
        return box.end()

    def docker_run(self, options: Sequence[str], *command: str, image: str = "examiner") -> str:
        """Run a command in a container with these options and nothing else about it hardened; what it printed."""
        label = f"{machine.BENCH_LABEL}={os.getpid()}"
        arguments = ["docker", "run", "--rm", "--label", label, *options, self.images[image], *command]
        return self.finished(arguments, cwd=ROOT)

    def bare(self, subject: Subject, *, variables: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Run the hidden suite beside the submission in one plain container; outcomes, and the cases' seconds."""
        options = [*beside(subject), *environment(variables or {})]
        command = ["python3", "-m", "pytest", "-q", "-p", "bare", "-p", "no:cacheprovider", *PYTEST_ALONE, "/suite"]
        told: dict[str, Any] = json.loads(self.docker_run(options, *command).splitlines()[-1].removeprefix(TOLD))
        return told

    def starts(self, language: str) -> dict[str, Any]:
        """Time a language's starts inside its image, as shipped and with each lever taken away."""
        options = ["--network", "none", *mounted({HERE / "starts.py": "/bench/starts.py"})]
        command = ["python3", "-I", "-B", "/bench/starts.py", language]
        return {"starts_ms": json.loads(self.docker_run(options, *command, image=language))}

    # ── Analysis ──

    @property
    def measuring(self) -> calibration.Bench:
        """The same engine and images, for whoever measures code."""
        return calibration.Bench(self.sandbox, self.images)

    def ready(self, language: str) -> None:
        """Build what will be analysed, so that only the analysis is timed."""
        self.built(language)

    def wait(self, language: str) -> None:
        """Start a box for the next analysis, and wait until it waits."""
        self.ready(language)
        waiting = start_ahead(
            self.sandbox, language, image=self.images["analysis"], run=f"bench-{secrets.token_hex(4)}"
        )
        self.ahead[language] = waiting
        if not waiting.is_ready():
            raise RuntimeError(f"the box that is to analyse {language} does not get ready")

    def built(self, language: str) -> tuple[Challenge, Submission, Build]:
        """Take in and build what is analysed, once: a linter of bytecode needs classes."""
        if language not in self.builds:
            challenge = load_challenge("money-transfer")
            folder = Path(challenge.folder) / "submissions" / "accepted" / ANALYSED[language] / language
            submission = take_in(folder, challenge, language=language)
            build = calibration.built(self.measuring, challenge, submission)
            self.builds[language] = (challenge, submission, build)
        return self.builds[language]

    def analysis(self, language: str) -> dict[str, Any]:
        """Have every tool of a language look, in the box that waits if there is one; what came of it."""
        return self.analysed(language, self.ahead.pop(language, None))

    def serve(self, language: str) -> None:
        """Have a box that has seen another submission, unless there is one."""
        if language in self.servers and not self.servers[language].is_over:
            return
        run = f"bench-{secrets.token_hex(4)}"
        self.servers[language] = Server(self.sandbox, language, image=self.images["analysis"], run=run, runtime="")
        self.served(language)

    def served(self, language: str) -> dict[str, Any]:
        """Have every tool look, in the box that has seen others; ``RuntimeError`` where a fresh one had to."""
        server = self.servers[language]
        before = server.answered
        told = self.analysed(language, server)
        if server.answered == before:
            raise RuntimeError(f"the box that serves {language} did not answer")
        return told

    def analysed(self, language: str, ahead: Early | None) -> dict[str, Any]:
        """What the analysis of the accepted answer in a language comes to."""
        row = calibration.measured(self.measuring, language, *self.built(language), ahead=ahead)
        if row.why_not:
            raise TypeError(f"the analysis of {language} was not measured: {row.why_not}")
        return {"analysed": msgspec.to_builtins(row)}

    def close(self) -> None:
        """End what was kept from round to round."""
        self.browser.close()
        for server in self.servers.values():
            server.close()

    def five_commands(self) -> str:
        """Run pylint and radon as people do, one after the other, over the same files."""
        _, submission, _ = self.built("python")
        folder = self.folder / "five"
        if not folder.exists():
            for path, content in small_files(submission).items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
        return self.commands(folder)

    def commands(self, folder: Path) -> str:
        """Run pylint and radon over a folder, in one container."""
        options = ["--network", "none", *mounted({folder: "/submission"})]
        return self.docker_run(options, "sh", "-c", FIVE, image="analysis")

    # ── Grades ──

    def grade(self, subject: Subject, *, checkout: Path = ROOT, exam_only: bool = True) -> dict[str, Any]:
        """Run `grade run` as a person would; verdict, outcomes and steps of its result.json."""
        output = self.graded
        arguments = [
            "run",
            str(subject.submission),
            "--challenge",
            str(subject.challenge),
            "--seed",
            str(SEED),
            *(["--no-own-tests", "--no-analysis"] if exam_only else []),
        ]
        self.client([*arguments, "--output", str(output), "--quiet"], cwd=checkout)
        result = json.loads((output / "result.json").read_text(encoding="utf-8"))
        return judged(result) | {
            "images": result["provenance"]["image_digests"],
            "steps": {step["name"]: step["duration_s"] for step in result["provenance"]["steps"]},
            "until_graded_s": result["provenance"]["duration_s"],
        }

    @property
    def graded(self) -> Path:
        """Where the latest grade lies."""
        return self.folder / "grade"

    def have_graded(self) -> None:
        """Grade something, unless a grade is there."""
        if not self.graded.exists():
            self.grade(SUBJECTS[0])

    def client(self, arguments: list[str], *, cwd: Path) -> str:
        """Run our command from a checkout; in a session of its own, so that what it leaves can be found."""
        program = "from grader.cli import main; main()"
        fresh = ["-B"] if cwd != ROOT else []
        return self.finished([sys.executable, *fresh, "-c", program, *arguments], cwd=cwd)

    def finished(self, arguments: list[str], *, cwd: Path) -> str:
        """Run a program to its end and give what it printed; ``RuntimeError`` where it fails."""
        process = subprocess.Popen(
            arguments,
            cwd=cwd,
            # A client that may not keep what it compiled would never be warm.
            env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.processes.add(process.pid)
        printed, complaint = process.communicate()
        if process.returncode:
            raise RuntimeError(
                f"{' '.join(arguments)} ended with {process.returncode}:\n{printed[-2000:]}{complaint[-2000:]}"
            )
        return printed

    # ── Cold ──

    @property
    def copy(self) -> Path:
        """Where the checkout stands as an installation leaves it."""
        return self.folder / "checkout"

    def cool(self) -> None:
        """Make what a first grade after installation meets: ours compiled by it, none of its files in memory."""
        shutil.rmtree(self.copy, ignore_errors=True)
        for name in ("grader", "challenges", "sandbox", "reports"):
            shutil.copytree(ROOT / name, self.copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        compileall.compile_dir(self.copy / "grader", quiet=1)
        os.sync()
        libraries = {Path(sys.prefix), Path(json.__file__).parents[1]}
        machine.evict([self.copy, *libraries])


def named(what: str, subject: str) -> str:
    """Name an operation on a subject."""
    return f"{what}: {subject}"


def judged(result: Mapping[str, Any]) -> dict[str, Any]:
    """What a ``result.json`` says of a submission, but for times: it must not depend on how it was graded.

    ``incomplete`` says what the findings lack, for where nothing was looked at nothing is found.
    """
    quality = result["quality"] or {"findings": [], "incomplete": []}
    return {
        "verdict": result["verdict"],
        "score": result["score"],
        "outcomes": {case["name"]: case["outcome"] for suite in result["suites"] for case in suite["cases"]},
        "findings": sorted(json.dumps(finding, sort_keys=True) for finding in quality["findings"]),
        "incomplete": [*quality["incomplete"], *_not_analysed(result)],
    }


def _not_analysed(result: Mapping[str, Any]) -> list[str]:
    return [f"{row['what']}: {row['why']}" for row in result["not_measured"] if row["what"] == quality_checks.WHAT]


def beside(subject: Subject) -> list[str]:
    """Options that put suite, submission and our plug-in into one container."""
    files = {
        subject.challenge / "suite": "/suite",
        subject.submission: "/submission",
        HERE / "bare.py": "/bare/bare.py",
    }
    variables = {
        "PYTHONPATH": "/bare",
        "BARE_FOLDER": "/submission",
        "BARE_MODULE": subject.module,
        "BARE_SEED": str(SEED),
    }
    return ["--workdir", "/suite", *mounted(files), *environment(variables)]


def mounted(files: Mapping[Path, str]) -> list[str]:
    """Options that show files and folders inside, read-only."""
    return [word for source, target in files.items() for word in ("--volume", f"{source}:{target}:ro")]


def environment(variables: Mapping[str, str]) -> list[str]:
    """Options that set environment variables."""
    return [word for name, value in variables.items() for word in ("--env", f"{name}={value}")]


def scratch() -> tempfile.TemporaryDirectory[str]:
    """Make the folder of one run of the benchmark."""
    return tempfile.TemporaryDirectory(prefix="grade-bench-")
