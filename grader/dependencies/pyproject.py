"""Reads the requirements of a pyproject.toml: of the standard's tables, and of Poetry's in the standard's words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from packaging.utils import canonicalize_name

from grader.dependencies.base import decoded, line_of, shown
from grader.dependencies.requirements import Gathered, not_used, refused
from grader.untrusted import toml

FILE = "pyproject.toml"
DEV_GROUPS = frozenset({"dev", "test", "tests", "testing", "develop", "development"})
"""Groups that a submission's own tests may need; others (docs, lint) are nobody's here."""

_WHERE = re.compile(r"(?:at line (\d+)|end of document)")
_CARET_OR_TILDE = re.compile(r"(\^|~)\s*v?(\d+(?:\.\d+)*)([a-zA-Z0-9.+-]*)")
_PLAIN = re.compile(r"v?\d[\w.+!-]*")
_OPERATOR = re.compile(r"(===|==|~=|!=|<=|>=|<|>).+")


def read_pyproject(content: bytes, runtime: Gathered, dev: Gathered) -> None:
    """Sort what the file asks for into what the submission needs and what its own tests may need."""
    try:
        text = decoded(content)
        project = _Project(text, toml(text), runtime, dev)
    except UnicodeDecodeError as error:
        runtime.problems.append(f"{FILE}: is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        line = _WHERE.search(str(error))
        number = line[1] if line and line[1] else str(len(text.splitlines()) or 1)
        runtime.problems.append(f"{FILE}:{number}: is not TOML: {str(error).partition(' (at')[0]}.")
    except ValueError:  # Python reads no number of more than 4,300 digits
        runtime.problems.append(f"{FILE}: has a number or a line that is too long, or is itself.")
    except RecursionError:
        runtime.problems.append(f"{FILE}: is nested too deep.")
    else:
        project.standard()
        project.poetry()
        project.sources()


class _Project:
    """The parsed file, with its text for the lines."""

    def __init__(self, text: str, values: dict[str, Any], runtime: Gathered, dev: Gathered) -> None:
        self._text = text
        self._values = values
        self._runtime = runtime
        self._dev = dev
        self._name = canonicalize_name(str(self._table("project").get("name", "")))

    def _table(self, *keys: str) -> dict[str, Any]:
        found: Any = self._values
        for key in keys:
            found = found.get(key, {}) if isinstance(found, dict) else {}
        return found if isinstance(found, dict) else {}

    def _where(self, words: str) -> str:
        return f"{FILE}:{line_of(self._text, words)}"

    # ── the standard's tables ──

    def standard(self) -> None:
        """Read ``[project]``, its extras for tests, and ``[dependency-groups]``."""
        project = self._table("project")
        self._list(project.get("dependencies", []), "dependencies", self._runtime)
        for name, requirements in self._table("project", "optional-dependencies").items():
            if name.lower() in DEV_GROUPS:
                self._list(requirements, name, self._dev)
        groups = self._table("dependency-groups")
        for name in groups:
            if name.lower() in DEV_GROUPS:
                self._list(list(_group(name, groups, ())), name, self._dev)
        self._list(self._table("tool", "uv").get("dev-dependencies", []), "dev-dependencies", self._dev)

    def _list(self, requirements: Any, key: str, into: Gathered) -> None:  # noqa: ANN401 - whatever stands there
        if not isinstance(requirements, list) or not all(isinstance(each, str) for each in requirements):
            into.problems.append(f'{self._where(key)}: "{key}" must be a list of requirements, such as ["flask>=3"].')
            return
        for text in requirements:
            # An extra that names the project itself only gathers other extras, which are read anyway.
            if not self._name or canonicalize_name(re.split(r"[^\w.-]", text, maxsplit=1)[0]) != self._name:
                into.require(text, self._where(text))

    # ── Poetry's ──

    def poetry(self) -> None:
        """Read ``[tool.poetry]`` where it lists packages: the older way, and its groups."""
        poetry = self._table("tool", "poetry")
        self._poetry(self._table("tool", "poetry", "dependencies"), self._runtime)
        self._poetry(poetry.get("dev-dependencies", {}), self._dev)
        for name, group in self._table("tool", "poetry", "group").items():
            if name.lower() in DEV_GROUPS and isinstance(group, dict):
                self._poetry(group.get("dependencies", {}), self._dev)
        for source in poetry.get("source", []) if isinstance(poetry.get("source"), list) else []:
            self._unused(str(source.get("url", "")) if isinstance(source, dict) else "")

    def _poetry(self, packages: Any, into: Gathered) -> None:  # noqa: ANN401 - as above
        for name, given in packages.items() if isinstance(packages, dict) else ():
            for each in given if isinstance(given, list) else [given]:
                if name.lower() != "python":
                    self._poetry_package(name, each if isinstance(each, dict) else {"version": each}, into)

    def _poetry_package(self, name: str, given: Mapping[str, Any], into: Gathered) -> None:
        where = self._where(name)
        if given.get("optional"):
            return
        if {"git", "url", "path", "file"} & set(given):
            into.problems.append(f"{where}: {refused(name, name)}")
            return
        try:
            version = ",".join(translated(str(given.get("version", "*"))))
            markers = [str(given["markers"])] if "markers" in given else []
            markers += [_python_marker(str(given["python"]))] if "python" in given else []
        except ValueError as error:
            into.problems.append(f"{where}: {name}: {error}")
            return
        extras = f"[{','.join(map(str, given['extras']))}]" if given.get("extras") else ""
        marker = "; " + " and ".join(f"({each})" for each in markers if each) if any(markers) else ""
        into.require(f"{name}{extras}{version}{marker}", where)

    # ── other places to fetch from ──

    def sources(self) -> None:
        """Read where uv would fetch from instead of a registry."""
        for name, source in self._table("tool", "uv", "sources").items():
            for each in source if isinstance(source, list) else [source]:
                if isinstance(each, dict) and {"git", "url", "path"} & set(each):
                    self._runtime.problems.append(f"{self._where(name)}: {refused(name, name)}")
        indexes = self._table("tool", "uv").get("index", [])
        for index in indexes if isinstance(indexes, list) else []:
            self._unused(str(index.get("url", "")) if isinstance(index, dict) else "")

    def _unused(self, address: str) -> None:
        self._runtime.unused.append(not_used(self._where(address), address))


def _group(name: str, groups: Mapping[str, Any], within: tuple[str, ...]) -> Iterator[Any]:
    """Yield a dependency group's requirements, those of the groups that it includes among them."""
    entries = groups.get(name, [])
    for entry in entries if isinstance(entries, list) else [entries]:
        included = entry.get("include-group") if isinstance(entry, dict) else None
        if included is None:
            yield entry
        elif isinstance(included, str) and included not in within:
            yield from _group(included, groups, (*within, name))


def translated(version: str) -> list[str]:
    """Write a version of Poetry's as the standard does: ``^1.2`` is ``>=1.2,<2``; ``ValueError`` where it has none."""
    if "|" in version:
        raise ValueError(f'"{shown(version)}" gives alternatives, which no registry is asked for. Write one range.')
    return [part for each in re.split(r"[,\s]+(?![\d.])", version.strip()) if (part := _translated(each.strip(" ,")))]


def _translated(part: str) -> str:
    found = _CARET_OR_TILDE.fullmatch(part)
    if part in {"", "*"}:
        return ""
    if found and not part.startswith("~="):
        return f">={found[2]}{found[3]},<{_next(found[1], found[2].split('.'))}"
    if _PLAIN.fullmatch(part):
        return f"=={part.removeprefix('v')}"
    if part.endswith(".*") and _PLAIN.fullmatch(part.removesuffix(".*")):
        return f"=={part}"
    if _OPERATOR.fullmatch(part):
        return part
    raise ValueError(f'"{shown(part)}" is not a version. Write it as ^1.2, ~1.2, >=1.2,<2 or 1.2.3.')


def _next(operator: str, parts: list[str]) -> str:
    """Tell the version at which a caret's or a tilde's range ends."""
    if operator == "~":
        place = min(1, len(parts) - 1)
    else:
        place = next((index for index, part in enumerate(parts) if int(part)), len(parts) - 1)
    return ".".join([*parts[:place], str(int(parts[place]) + 1)])


def _python_marker(version: str) -> str:
    # "~=" and "==" of a marker compare as the standard's do, so each part of the range is a comparison of its own.
    parts = [piece for each in translated(version) for piece in each.split(",")]
    compared = (re.fullmatch(r"(===|==|~=|!=|<=|>=|<|>)\s*(.+)", part) for part in parts)
    return " and ".join(f'python_version {found[1]} "{found[2]}"' for found in compared if found)
