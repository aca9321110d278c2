"""The candidate's own tests in Python: pytest and unittest, both run by pytest, covered by coverage.py.

    test_*.py  *_test.py  tests.py  |  any module of tests in a folder named test or tests

No configuration of the candidate's is read but for harmless facts: where they import from, and the mode of
pytest-asyncio. Their ``conftest.py`` files are loaded, since only their own numbers depend on them.
"""

from __future__ import annotations

import ast
import configparser
import json
import os
import random
import shutil
import subprocess
import sys
import tomllib
from typing import Any

import driver
from found import Found, below, named, paths, text_of
from notloaded import NotLoaded
from testing_canaries import canaries
from testrun import Command
from unit import Unit, shuffled

_NAMES = ("test_*.py", "*_test.py", "tests.py", "test.py", "*_tests.py")
_FOLDERS = frozenset({"test", "tests"})
_NEVER_COVERED = ("conftest.py", "setup.py", "noxfile.py")
_ANALYSIS_S = 60
FETCHED = "/dependencies/python"

PLUGINS = {
    "asyncio": "pytest_asyncio.plugin",
    "anyio": "anyio.pytest_plugin",
    "django": "pytest_django.plugin",
    "hypothesis": "_hypothesis_pytestplugin",
    "mocker": "pytest_mock",
    "respx": "respx.plugin",
}
"""The image's plug-ins for pytest, by a word in the tests that need one: all of them together take a second to load."""

HERE = os.path.dirname(os.path.abspath(__file__))


def find(root: str, _settings: dict[str, Any]) -> Found:
    """The files that hold tests, told by their syntax; one that does not parse is taken by its name."""
    files, styles = [], set()
    for path in paths(root, (".py",)):
        if not named(path, _NAMES) and not below(path, _FOLDERS):
            continue
        style = _style(text_of(root, path), by_name=named(path, _NAMES))
        if style:
            files.append(path)
            styles.add(style)
    ini = _ini(root)
    loaded = [path for path in paths(root, ("conftest.py",)) if named(path, ("conftest.py",))]
    return Found(
        framework="unittest" if styles == {"unittest"} else "pytest" if styles else "",
        files=files,
        notes=[f"{path} is loaded, as the candidate's own tests may have it" for path in loaded],
        facts={
            "folders": _folders(root, ini),
            "asyncio_mode": ini.get("asyncio_mode", ""),
            "plugins": _plugins(root, [*files, *loaded], ini),
        },
    )


def _plugins(root: str, files: list[str], ini: dict[str, Any]) -> list[str] | None:
    """Modules of the plug-ins that the tests need; ``None``, which loads all there are, where they brought packages."""
    if os.path.isdir(FETCHED):
        return None
    text = "\n".join([*(text_of(root, path) for path in files), *map(str, ini)])
    return [module for sign, module in PLUGINS.items() if sign in text]


def _style(source: str, *, by_name: bool) -> str:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "pytest" if by_name else ""
    nodes = list(ast.walk(tree))
    cases = [node for node in nodes if isinstance(node, ast.ClassDef) and _is_case(node)]
    plain = [node for node in tree.body if _is_test(node)]
    imported = {name.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for name in node.names}
    imported |= {(node.module or "").split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
    if plain or (cases and "pytest" in imported):
        return "pytest"
    return "unittest" if cases else ""


def _is_case(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base).endswith("TestCase") for base in node.bases)


def _is_test(node: ast.stmt) -> bool:
    if isinstance(node, ast.ClassDef):
        return node.name.startswith("Test") and not node.bases
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test")


def _ini(root: str) -> dict[str, Any]:
    """What the candidate's configuration of pytest says, as data."""
    try:
        with open(os.path.join(root, "pyproject.toml"), "rb") as file:
            found = tomllib.load(file).get("tool", {}).get("pytest", {}).get("ini_options", {})
            if isinstance(found, dict) and found:
                return found
    except (OSError, ValueError, AttributeError, RecursionError):
        pass
    for name, section in (("pytest.ini", "pytest"), ("tox.ini", "pytest"), ("setup.cfg", "tool:pytest")):
        parser = configparser.ConfigParser(interpolation=None)
        try:
            parser.read(os.path.join(root, name), encoding="utf-8")
            if parser.has_section(section):
                return dict(parser.items(section))
        except (OSError, configparser.Error, UnicodeDecodeError):
            continue
    return {}


def _folders(root: str, ini: dict[str, Any]) -> list[str]:
    """Where their tests may import from: the top, src, and what the configuration names below the top."""
    named_there = ini.get("pythonpath", [])
    listed = named_there.split() if isinstance(named_there, str) else named_there
    words = [word for word in listed if isinstance(word, str)]
    wanted = [os.path.normpath(os.path.join(root, word)) for word in (".", "src", *words)]
    inside = [folder for folder in wanted if folder == root or folder.startswith(root + "/")]
    return [folder for folder in dict.fromkeys(inside) if os.path.isdir(folder)]


def prepare(_root: str, _found: Found, _settings: dict[str, Any], *, seconds: float) -> str:
    """Nothing has to be compiled."""
    return "" if seconds > 0 else "There was no time left."


def command(root: str, found: Found, settings: dict[str, Any], *, cover: bool) -> Command:
    """One run of the tests found."""
    rcfile = _rcfile(root, found, settings) if cover else ""
    orders = found.facts | {"root": root, "files": found.files, "rcfile": rcfile}
    variables = {} if found.facts["plugins"] is None else {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return Command([sys.executable, "-I", "-B", os.path.join(HERE, "testing_run.py")], root, orders, variables)


def _rcfile(root: str, found: Found, settings: dict[str, Any]) -> str:
    """Our own coverage configuration: branches, every module of theirs but the tests, and no pragma that hides any."""
    path = os.path.join(settings["scratch"], ".grader-coveragerc")
    omitted = [os.path.join(root, name) for name in dict.fromkeys([*found.files, *_not_theirs(root)])]
    lines = [
        "[run]",
        "branch = True",
        "parallel = True",
        "patch = subprocess",
        f"data_file = {_data(settings)}",
        f"source = {root}",
        "omit =",
        *(f"    {_escaped(name)}" for name in omitted),
        "[report]",
        "ignore_errors = True",
        "include_namespace_packages = True",
        "exclude_lines = (?!)",
        "partial_branches = (?!)",
        "partial_also =",
    ]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def _not_theirs(root: str) -> list[str]:
    return [path for path in paths(root, (".py",)) if below(path, _FOLDERS) or named(path, _NEVER_COVERED)]


def _escaped(path: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in path)


def _data(settings: dict[str, Any]) -> str:
    return os.path.join(settings["scratch"], ".grader-coverage")


def coverage(root: str, found: Found, settings: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Lines and branches of each file of theirs, added up in a process that runs none of their code."""
    program = os.path.join(HERE, "testing_coverage.py")
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", program, root, _rcfile(root, found, settings)],
            cwd=settings["scratch"],
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_ANALYSIS_S,
            check=True,
        )
        told: list[dict[str, Any]] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return told


# ── another submission in the place of theirs ──


def swapped(root: str, found: Found, settings: dict[str, Any], variant: str) -> Command | None:
    """Put another submission's entry where theirs is, or nothing where it is; ``None`` where that cannot be."""
    try:
        place, name = driver.entry_of(settings)
        _remove_entry(place, name)
        if variant:
            other_place, other = driver.entry_of(settings | {"submission": variant})
            shutil.copytree(other_place, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("test*"))
            _put_in(place, name, other)
    except (NotLoaded, OSError):
        return None
    return command(root, found, settings, cover=False)


def _remove_entry(place: str, name: str) -> None:
    package = os.path.join(place, name)
    if os.path.isfile(package + ".py"):
        os.unlink(package + ".py")
    for path in paths(package, (".py",)) if os.path.isdir(package) else []:
        if not below(f"{path}", _FOLDERS) and not named(path, _NAMES):
            os.unlink(os.path.join(package, path))


def _put_in(place: str, name: str, other: str) -> None:
    """Make their entry's name stand for the other's module, however it is asked for."""
    package = os.path.join(place, name)
    if os.path.isfile(package + ".py") or os.path.isfile(os.path.join(package, "__init__.py")):
        return
    files = {package + ".py": _STANDS_FOR}
    if os.path.isdir(package):
        files = {os.path.join(package, "__init__.py"): _STANDS_FOR, os.path.join(package, "__main__.py"): _STANDS_FOR}
    for path, text in files.items():
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.format(other=other))


_STANDS_FOR = """\
import runpy
import sys

if __name__ == "__main__":
    runpy.run_module("{other}", run_name="__main__", alter_sys=True)
else:
    import {other}

    sys.modules[__name__] = {other}
"""


# ── a hidden suite beside the candidate's code ──


def units(settings: dict[str, Any], chance: random.Random) -> list[Unit]:
    """Every file of the suite, with canaries beside it."""
    suite = settings["suite"]
    files = [path for path in paths(suite, (".py",)) if named(path, ("test_*.py", "*_test.py"))]
    return [shuffled(file, canaries(suite, file, chance), chance) for file in files]


def suite_command(settings: dict[str, Any], unit: Unit, mark: str) -> Command:
    """One file of the suite: nothing of the candidate's comes before what is ours, and no plug-in is loaded."""
    root = settings["submission"]
    theirs = [folder for folder in (root, os.path.join(root, "src")) if os.path.isdir(folder)]
    only = {canary.file: canary.only for canary in unit.canaries}
    orders = {"root": settings["suite"], "files": unit.files, "only": only, "behind": theirs, "mark": mark}
    program = os.path.join(HERE, "testing_run.py")
    prefix = os.path.join(settings["scratch"], "nonexistent")
    variables = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    arguments = [sys.executable, "-I", "-B", "-X", f"pycache_prefix={prefix}", program]
    return Command(arguments, settings["suite"], orders, variables)
