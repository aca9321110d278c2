"""A real box that was started ahead, and one that has seen others before, say what a fresh one says, word for word.

``GRADER_WARM=all`` compares every example in Python and every poor one, some two minutes, in place of a few.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from analysis_box import Analysis, analyse, image, told

from grader.challenge import load_challenge, slugs
from grader.checks.quality.box import Server, start_ahead
from grader.errors import EngineFailed, SandboxError
from grader.sandbox.fake import FakeSandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]

POOR = Path(__file__).with_name("poor")
TEXT = {".py", ".md", ".txt", ".toml", ".sql"}

SHADOWS = {
    "statistics.py": "def weighted(values: list[float]) -> float:\n    return sum(values) / len(values)\n",
    "json.py": "class Document:\n    def __init__(self, text: str) -> None:\n        self.text = text\n",
    "random.py": "def pick(values):\n    return values[0]\n",
    "logging.py": "def note(text):\n    print(text)\n",
    "collections/__init__.py": "from collections.bag import Bag\n",
    "collections/bag.py": "class Bag:\n    def put(self, what):\n        self.what = what\n",
    "main.py": """\
import collections
import json
import logging
import random
import statistics


def run(values: list[float]) -> None:
    print(statistics.weighted(values), statistics.mean(values))
    print(json.Document("x").text, json.loads("{}"))
    print(random.pick(values), random.choice(values))
    logging.note("x")
    logging.getLogger("x").info("y")
    collections.Bag().take()
    print(collections.OrderedDict())
""",
}
"""Modules under names that linters have met before: what is told of ``main.py`` depends on which is meant."""

TRACEBACK = """\
def line(call):
    try:
        call()
    except RuntimeError as error:
        return error.__traceback__.tb_lineno, error.__traceback__.nothing
    return None
"""
"""Pylint knows of a traceback what contextlib makes of it, once it has read that module, which this does not import."""

TYPESCRIPT = """\
export async function twice(text: any): Promise<string> {
  try { return text + text } catch (e) { return "" }
}
"""
JAVA = """\
class Till {
    int cents(String text) {
        try { return Integer.parseInt(text); } catch (NumberFormatException e) { }
        return text == "free" ? 0 : 1;
    }
}
"""


def corpus() -> dict[str, Path]:
    """Folders of Python by name: the accepted examples and the poor ones, or one of each."""
    accepted = [
        folder
        for slug in slugs()
        for folder in sorted(Path(load_challenge(slug).folder).glob("submissions/accepted/*/python"))
    ]
    poor = sorted(POOR.glob("*/python"))
    if os.environ.get("GRADER_WARM") != "all":
        accepted, poor = [each for each in accepted if each.parts[-2] == "fastapi_sqlalchemy"], poor[:1]
    return {"/".join(folder.parts[-5:]): folder for folder in (*accepted, *poor)}


CORPUS = corpus()


def files_in(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in TEXT and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path.read_text("utf-8")


@pytest.fixture(scope="module")
def served(engine: DockerSandbox) -> Iterator[Callable[[str], Server]]:
    """The box of a language that sees everything here, one after the other."""
    name = f"serves-{secrets.token_hex(4)}"
    servers: dict[str, Server] = {}

    def serving(language: str) -> Server:
        if language not in servers or servers[language].is_over:
            servers[language] = Server(engine, language, image=image(engine), run=f"{name}-{len(servers)}", runtime="")
        return servers[language]

    yield serving
    for server in servers.values():
        server.close()


@pytest.fixture
def alike(engine: DockerSandbox, served: Callable[[str], Server], run: str) -> Callable[..., Analysis]:
    """What every kind of box says of files, if they say the same: those with the suffixes are sources."""

    def said(language: str, everything: Mapping[str, str], *suffixes: str) -> Analysis:
        files = {path: text for path, text in everything.items() if path.endswith(suffixes)}
        beside = {path: text for path, text in everything.items() if path not in files}
        ahead = start_ahead(engine, language, image=image(engine), run=run)
        fresh = analyse(engine, run, language, files, beside=beside)
        # No other box can be started in their place.
        nowhere = FakeSandbox().refuses("analysis", EngineFailed("not from here"))
        for early in (ahead, served(language)):
            warm = told(nowhere, run, language, files, image=image(engine), beside=beside, ahead=early)
            assert [tool for tool in warm.rows("tools") if tool["failed"]] == []
            assert warm.timeless() == fresh.timeless()
        return fresh

    return said


@pytest.mark.parametrize("name", CORPUS)
def test_examples_are_told_of_alike(alike: Callable[..., Analysis], name: str) -> None:
    found = alike("python", dict(files_in(CORPUS[name])), ".py")
    assert found.rows("functions", "radon")


def test_a_module_that_is_called_like_one_of_the_standard_library_is_not_taken_for_it(
    alike: Callable[..., Analysis],
) -> None:
    found = alike("python", SHADOWS, ".py")
    missing = {row["message"] for row in found.rows("findings", "pylint") if row["rule"] == "E1101"}
    assert {"Module 'json' has no 'loads' member", "Instance of 'Bag' has no 'take' member"} <= missing
    assert "Module 'json' has no 'Document' member" not in missing


def test_what_only_another_module_makes_of_an_exception_is_not_known_ahead(alike: Callable[..., Analysis]) -> None:
    found = alike("python", {"a.py": TRACEBACK}, ".py")
    assert {row["message"] for row in found.rows("findings", "pylint")} == {
        "Instance of 'traceback' has no 'nothing' member"
    }


def test_typescript_is_told_of_alike(alike: Callable[..., Analysis]) -> None:
    found = alike("node", {"src/twice.ts": TYPESCRIPT}, ".ts")
    assert found.rules("eslint", "src/twice.ts")


def test_java_is_told_of_alike(alike: Callable[..., Analysis]) -> None:
    found = alike("java", {"src/main/java/Till.java": JAVA}, ".java")
    assert found.rules("pmd", "src/main/java/Till.java")


def test_one_that_still_waits_goes_with_its_run(engine: DockerSandbox, run: str) -> None:
    ahead = start_ahead(engine, "python", image=image(engine), run=run)
    assert ahead.is_ready(within_s=60)
    assert (engine.sweep(run), engine.sweep(run)) == (1, 0)
    with suppress(SandboxError):
        ahead.close()
