"""Python: requirements files and pyproject.toml, against the packages of ``sandbox/python/builtin.txt``.

The resolver is given ``runtime.txt``, ``dev.txt`` and ``constraints.txt``, as ``sandbox/python/resolving.py`` says.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Mapping, Sequence

from packaging.markers import Marker
from packaging.utils import canonicalize_name

from grader.dependencies.base import Comparison, Manifest, PackageManager, Wanted, problem_of
from grader.dependencies.pyproject import FILE as PYPROJECT
from grader.dependencies.pyproject import read_pyproject
from grader.dependencies.requirements import Asked, Gathered
from grader.model import Package
from grader.paths import SANDBOX

BUILT_IN = SANDBOX / "python" / "builtin.txt"
ENVIRONMENT = {
    "implementation_name": "cpython",
    "implementation_version": "3.13.0",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.13.0",
    "python_version": "3.13",
    "sys_platform": "linux",
    "extra": "",
}
"""What a marker is held against: the Python of sandbox/base."""

_REQUIREMENTS = re.compile(r"([\w.-]+[-_])?requirements([-_.][\w.-]+)?\.txt")
_DEV = re.compile(r"(^|[-_.])(dev|devel|development|test|tests|testing|local)([-_.]|$)")
_NOBODYS = re.compile(r"(^|[-_.])(docs?|lint|linting|ci|build|deploy)([-_.]|$)")
_LOCKS = ("poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock", "Pipfile", "environment.yml")
_SCRIPTS = ("setup.py", "setup.cfg")
_DESK_TOOLS = re.compile(
    r"(types|flake8|pylint|mypy|pytest-(black|flake8|mypy|ruff|pylint))-.*|autoflake|autopep8|bandit|black|build|"
    r"bump2version|commitizen|flake8|hatch|ipdb|ipython|isort|jupyter|mypy|nox|pdm|pip|pip-tools|poetry|pre-commit|"
    r"pycodestyle|pydocstyle|pyflakes|pylint|pyright|radon|ruff|setuptools|tox|twine|uv|vulture|wheel|yapf"
)
"""Tools of a developer's desk, which no test of a submission needs."""


def is_manifest(path: str) -> bool:
    """Tell the files that may say what a Python submission needs."""
    return path.endswith(".txt") or path in {PYPROJECT, *_LOCKS, *_SCRIPTS}


def read(files: Mapping[str, bytes]) -> Manifest:
    """Put together what a submission and its own tests ask for."""
    runtime, dev = Gathered(), Gathered()
    for path in _requirements_files(files):
        (dev if _DEV.search(posixpath.basename(path)[:-4].lower()) else runtime).read(path, files)
    if PYPROJECT in files:
        read_pyproject(files[PYPROJECT], runtime, dev)
    desk = sorted({each.requirement.name for each in dev.asked if _is_desk_tool(each)}, key=str.lower)
    needed = sorted(runtime.asked, key=Asked.line)
    tests = sorted((each for each in dev.asked if not _is_desk_tool(each)), key=Asked.line)
    notes = [*runtime.notes, *dev.notes, *_unread(files, found=bool(runtime.asked or dev.asked))]
    if desk:
        notes.append(f"Not installed, for no test needs them: {', '.join(desk)}.")
    texts = {"runtime.txt": needed, "dev.txt": tests, "constraints.txt": runtime.constraints + dev.constraints}
    return Manifest(
        wanted=(*(_wanted(each) for each in needed), *(_wanted(each, dev=True) for each in tests)),
        files={name: "".join(f"{each.line()}\n" for each in asked) for name, asked in texts.items() if asked},
        options={"prereleases": True} if runtime.prereleases or dev.prereleases else {},
        notes=tuple(dict.fromkeys(notes)),
        unused=tuple(dict.fromkeys([*runtime.unused, *dev.unused])),
        problem=problem_of([*runtime.problems, *dev.problems]),
    )


def _requirements_files(files: Mapping[str, bytes]) -> list[str]:
    """Choose the files to begin with: those at the top, else those of a folder for them; they may include others."""
    top = [path for path in sorted(files) if _REQUIREMENTS.fullmatch(path)]
    folder = [path for path in sorted(files) if re.fullmatch(r"requirements/[\w.-]+\.txt", path)]
    return [path for path in top or folder if not _NOBODYS.search(posixpath.basename(path)[:-4].lower())]


def _is_desk_tool(asked: Asked) -> bool:
    return _DESK_TOOLS.fullmatch(canonicalize_name(asked.requirement.name)) is not None


def _wanted(asked: Asked, *, dev: bool = False) -> Wanted:
    name = canonicalize_name(asked.requirement.name)
    return Wanted(name=name, asked=str(asked.requirement), where=asked.where, dev=dev)


def _unread(files: Mapping[str, bytes], *, found: bool) -> list[str]:
    read_ones = f"{PYPROJECT} and requirements.txt are"
    notes = [f"{name}: is not read; {read_ones}." for name in _LOCKS if name in files]
    scripts = [] if found else [name for name in _SCRIPTS if name in files]
    return notes + [f"{name}: is not run, and what it asks for is not found; {read_ones} read." for name in scripts]


# ── against the image ──


@functools.cache
def built_in() -> Mapping[str, Asked]:
    """Read what the image has, by name."""
    gathered = Gathered()
    gathered.read(BUILT_IN.name, {BUILT_IN.name: BUILT_IN.read_bytes()})
    return {canonicalize_name(each.requirement.name): each for each in gathered.asked if _applies(each)}


def compare(manifest: Manifest) -> Comparison:
    """Tell what of it the image has, in a version that will do."""
    # The files say the same as ``wanted``, in its order.
    asked = [*_asked(manifest, "runtime.txt"), *_asked(manifest, "dev.txt")]
    every = [(wanted, each) for wanted, each in zip(manifest.wanted, asked, strict=True) if _applies(each)]
    limits = [(_wanted(each), each) for each in _asked(manifest, "constraints.txt") if _applies(each)]
    limiting = [(wanted, each) for wanted, each in limits if wanted.name in built_in()] if every else []
    there = sorted({wanted.name for wanted, _ in every} & set(built_in()))
    return Comparison(
        packages=tuple(Package(name=name, version=_version(built_in()[name])) for name in there),
        missing=tuple(wanted for wanted, each in [*every, *limiting] if not satisfied(each)),
    )


def _asked(manifest: Manifest, name: str) -> Sequence[Asked]:
    gathered = Gathered()
    gathered.read(name, {name: manifest.files.get(name, "").encode()})
    return gathered.asked


def satisfied(asked: Asked) -> bool:
    """Tell whether the image has this, with the extras and one of the hashes that are asked for."""
    there = built_in().get(canonicalize_name(asked.requirement.name))
    return (
        there is not None
        and asked.requirement.specifier.contains(_version(there), prereleases=True)
        and {canonicalize_name(extra) for extra in asked.requirement.extras} <= there.requirement.extras
        and (not asked.hashes or bool(set(asked.hashes) & set(there.hashes)))
    )


def _applies(asked: Asked) -> bool:
    marker: Marker | None = asked.requirement.marker
    return marker is None or marker.evaluate(ENVIRONMENT)


def _version(pinned: Asked) -> str:
    return next(iter(pinned.requirement.specifier)).version


MANAGER = PackageManager(
    registry="pip", folder="dependencies/python", is_manifest=is_manifest, read=read, compare=compare
)
