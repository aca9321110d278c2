"""Runs the very steps of the templates in docs/ci, as a runner would: their scripts by sh, in a clean checkout.

Of expressions only names are known (``steps.commit.outputs.commit``); what is more than a name has to be told by the
test, and one that nobody told is an error. Actions of others (``uses: actions/…``) are noted and not run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
CI = ROOT / "docs" / "ci"
GIT = shutil.which("git") or "git"
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
NAME = re.compile(r"[a-z]+(\.[A-Za-z0-9_-]+)+")
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def read(path: Path) -> dict[Any, Any]:
    """A YAML file; the key ``on`` is ``True``, as YAML 1.1 has it."""
    return dict(yaml.safe_load(path.read_text("utf-8")))


def installed(company: Path, platform: str) -> None:
    """Do what docs/ci.md tells a company to type, in an empty repository."""
    (commands,) = [each for each in BLOCK.findall((ROOT / "docs" / "ci.md").read_text("utf-8")) if platform in each]
    company.mkdir()
    subprocess.run(["/bin/sh", "-euc", commands], cwd=company, env=plain(GRADER=str(ROOT)), check=True)


def plain(**more: str) -> dict[str, str]:
    """An environment with our `grade` on the path, and nothing of the CI system that may be running this test."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "DOCKER_HOST", "TMPDIR") if name in os.environ}
    kept["PATH"] = f"{Path(sys.executable).parent}:{kept['PATH']}"
    return kept | {"NO_COLOR": "1", "LC_ALL": "C.UTF-8"} | more


def program(folder: Path, name: str, text: str) -> None:
    """Put a program of somebody else's on a path."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}", encoding="utf-8")
    (folder / name).chmod(0o755)


def repository(folder: Path, files: Mapping[str, bytes] | Path) -> str:
    """Make a candidate's repository of some files or a folder's, and give its commit."""
    if isinstance(files, Path):
        shutil.copytree(files, folder)
    else:
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    return commit(folder)


def commit(folder: Path, date: str = "2026-11-20T12:00:00Z") -> str:
    git(folder, "commit", "--quiet", "--allow-empty", "--message=work", f"--date={date}")
    return git(folder, "rev-parse", "HEAD")


def git(folder: Path, *arguments: str) -> str:
    known = ["-c", "user.name=anna", "-c", "user.email=anna@example.com", "-c", "protocol.file.allow=always"]
    ran = subprocess.run(
        [GIT, "-C", str(folder), *known, *arguments], check=True, capture_output=True, text=True, env=plain()
    )
    return ran.stdout.strip()


@dataclass
class Job:
    """One job on GitHub's side: its files, what is known by name, and what it printed."""

    company: Path
    temp: Path
    known: dict[str, str]
    environ: dict[str, str] = field(default_factory=dict)
    log: str = ""
    code: int = 0
    used: list[str] = field(default_factory=list)
    environs: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.temp.mkdir()
        for name in ("summary", "output", "path"):
            (self.temp / name).touch()
        self.known |= {"runner.temp": str(self.temp), "runner.os": "Linux", "runner.arch": "X64"}

    @property
    def summary(self) -> str:
        return (self.temp / "summary").read_text("utf-8")

    def run(self, steps: list[dict[str, Any]], **action: str) -> None:
        """Run steps one after the other until one fails; those that run always are actions of others."""
        for step in steps:
            if self.code or not self._wanted(step.get("if", "true")):
                continue
            if "run" in step:
                self._script(step, action)
            elif step["uses"].startswith("./"):
                self._action(step)
            else:
                self.used.append(step["uses"].partition("@")[0])

    def _wanted(self, condition: str) -> bool:
        return condition == "true" or self._value(condition) not in {"", "false"}

    def _value(self, expression: str) -> str:
        if expression in self.known:
            return self.known[expression]
        assert NAME.fullmatch(expression), f"the test has to tell what this is: {expression}"
        return ""  # an output that no step gave, or an input that nobody set

    def _filled(self, text: object) -> str:
        return EXPRESSION.sub(lambda found: self._value(found[1]), str(text))

    def _script(self, step: dict[str, Any], action: dict[str, str]) -> None:
        script = self.temp / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        given = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        environ = plain(
            GITHUB_ACTIONS="true",
            GITHUB_REPOSITORY="acme/hiring",
            GITHUB_STEP_SUMMARY=str(self.temp / "summary"),
            GITHUB_OUTPUT=str(self.temp / "output"),
            GITHUB_PATH=str(self.temp / "path"),
            RUNNER_TEMP=str(self.temp),
            **action,
        )
        environ |= self.environ | given
        environ["PATH"] = ":".join([*(self.temp / "path").read_text("utf-8").split(), environ["PATH"]])
        if "PROGRAMS" in environ:
            environ["PATH"] = f"{environ['PROGRAMS']}:{environ['PATH']}"
        self.environs[step["name"]] = given
        ran = subprocess.run(
            ["/bin/sh", "-e", str(script)],
            cwd=self.company,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.log += ran.stdout.decode()
        self.code = ran.returncode
        for row in (self.temp / "output").read_text("utf-8").splitlines():
            name, _, value = row.partition("=")
            self.known[f"steps.{step.get('id', '')}.outputs.{name}"] = value
        (self.temp / "output").write_text("", encoding="utf-8")
        if "id" in step:
            self.known[f"steps.{step['id']}.outcome == 'success'"] = str(ran.returncode == 0).lower()

    def _action(self, step: dict[str, Any]) -> None:
        folder = self.company / step["uses"]
        made = read(folder / "action.yml")
        given = {name: str(each.get("default", "")) for name, each in made["inputs"].items()}
        given |= {name: self._filled(value) for name, value in step["with"].items()}
        outer = {name: value for name, value in self.known.items() if name.startswith("inputs.")}
        inner = {f"inputs.{name}": value for name, value in given.items()}
        self.known |= inner
        self.run(made["runs"]["steps"], GITHUB_ACTION_PATH=str(folder))
        # Only names of the caller's own are the caller's again.
        self.known = {name: value for name, value in self.known.items() if name not in inner} | outer
