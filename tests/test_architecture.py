"""Imports point down only, each library has one door, and `grade --help` opens none of the slow ones."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import grader

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(grader.__file__).parent

LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli",),
    ("cli_stored",),
    ("cli_batch", "cli_similar"),
    ("cli_review",),
    ("cli_shared",),
    ("regrade",),
    ("verify", "batch"),
    ("attacks",),
    ("doctor", "probing"),
    ("neighbours",),
    ("trying",),
    ("running",),
    ("similarity",),
    ("reviewing",),
    ("grading", "reporting"),
    ("checks",),
    ("native",),
    ("preparing",),
    (
        "exam",
        "building",
        "dependencies",
        "challenge",
        "submission",
        "scoring",
        "proposing",
        "examples",
        "starter",
        "review",
        "sources",
        "blind",
        "machine",
    ),
    ("rubric", "citations", "interface", "diagnosis", "deliveries", "events", "observing"),
    ("database", "history"),
    ("items",),
    ("norms", "planting", "canaries"),
    ("languages", "sandbox", "intake", "yaml_reader", "configuration", "advisories"),
    ("notation", "mapping"),
    ("mistakes",),
    ("paths", "semver", "untrusted", "turns", "durable", "children"),
    ("model",),
    ("errors",),
    ("__init__",),
)
"""The parts of the package, from the top down. A part imports from the layers below its own, or from inside itself."""

DOORS = {
    "click": {"cli.py", "cli_batch.py", "cli_review.py", "cli_similar.py", "cli_stored.py"},
    "docker": {"sandbox/"},
    "requests": {"sandbox/"},
    "yaml": {"yaml_reader.py"},
    "jinja2": {"reporting/html"},
    "markupsafe": {"reporting/html"},
    "rich": {"reporting/"},
    "packaging": {"advisories/versions.py", "dependencies/"},
    "nodesemver": {"semver.py"},
    "distributed": {"batch/cluster.py", "batch/worker.py"},
    "dulwich": {"intake/history.py", "batch/cloning_child.py"},
    "krippendorff": {"review/agreement.py"},
    "numpy": {"similarity/engine.py"},
}
"""Where each library may be imported: the beginning of a path."""

EVERYWHERE = {"msgspec"}

SLOW = {"dask", "distributed", "docker", "krippendorff", "numpy", "requests", "jinja2", "rich", "yaml", "pygments"}


def part_of(path: Path) -> str:
    """The part of the package that a file belongs to: its folder, or itself."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def files() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, wherever in it, by full name and line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            module = str(node.module)
            # `from grader import exam` imports a part; `from grader.exam import Record` names it itself.
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "grader" else [module]
            yield from ((name, node.lineno) for name in names)


def inner(path: Path) -> Iterator[tuple[str, int]]:
    """The parts of our own package that a file imports from."""
    for name, line in imports(path):
        head, *rest = name.split(".")
        if head == "grader":
            yield (rest[0] if rest and rest[0] != "__version__" else "__init__"), line


def libraries(path: Path) -> Iterator[tuple[str, int]]:
    """What a file imports that is neither ours nor the standard library's."""
    for name, line in imports(path):
        head = name.split(".")[0]
        if head != "grader" and head not in sys.stdlib_module_names:
            yield head, line


HEIGHT = {part: height for height, layer in enumerate(reversed(LAYERS)) for part in layer}
NAMES = [str(path.relative_to(PACKAGE)) for path in files()]


def test_every_part_has_its_place_and_every_place_its_part() -> None:
    parts = {part_of(path) for path in files()}
    planned = {"checks"}  # has a place before it has a file
    assert parts - set(HEIGHT) == set()
    assert set(HEIGHT) - parts <= planned


@pytest.mark.parametrize("name", NAMES)
def test_imports_point_down_only(name: str) -> None:
    path = PACKAGE / name
    own = part_of(path)
    wrong = [
        f"{name}:{line}: {own} imports {part}"
        for part, line in inner(path)
        if part != own and HEIGHT[part] >= HEIGHT[own]
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_each_library_has_one_door(name: str) -> None:
    found = [(library, line) for library, line in libraries(PACKAGE / name) if library not in EVERYWHERE]
    wrong = [
        f"{name}:{line}: {library}"
        for library, line in found
        if not any(name.startswith(door) for door in DOORS.get(library, ()))
    ]
    assert wrong == []


@pytest.mark.parametrize("library", DOORS)
def test_no_door_stands_open_for_nobody(library: str) -> None:
    assert any(found == library for path in files() for found, _ in libraries(path))


@pytest.mark.parametrize("command", [["--help"], ["run", "--help"], ["--version"]])
def test_help_and_version_load_nothing_slow(command: list[str]) -> None:
    source = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        f"sys.argv = ['grade', *{command!r}]\n"
        "from grader.cli import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in json.loads(done.stderr)}
    assert loaded & SLOW == set()
    assert "click" in loaded
