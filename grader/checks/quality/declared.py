"""Which packages a candidate asks for, and in what versions: read from manifests and locks, minus the starter's."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from grader.checks.quality.scope import lines_of
from grader.dependencies.pyproject import FILE as PYPROJECT
from grader.dependencies.pyproject import read_pyproject
from grader.dependencies.requirements import Gathered
from grader.languages.base import Language
from grader.model import Place, Value

LOCKS = {
    "python": {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "requirements.lock"},
    "node": {"package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"},
    "java": {"gradle.lockfile"},
}
MOST_CHARACTERS = 1 << 20
MOST_DECLARED = 500
"""Packages that are read of one manifest: whoever asks for more is not asking for packages."""

LONGEST_LINE = 2_000
LONGEST_NAME = 214  # npm's own limit
NODE_TABLES = {"dependencies": False, "optionalDependencies": False, "devDependencies": True}

_REQUIREMENTS = re.compile(r"requirements[\w.-]*\.(txt|in)")
_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(.*?)\s*(?:;.*)?(?:\s#.*)?\\?$")
_DEV = re.compile(r"(^|[-_.])(dev|devel|development|test|tests|testing|lint|docs)([-_.]|$)")
_HASHES = re.compile(r"\s+--hash[= ].*")
_EXACT_NPM = re.compile(r"^=?v?\d+\.\d+\.\d+[\w.+-]*$")
_LOOSE_MAVEN = re.compile(r"LATEST|RELEASE|[\[(].*", re.DOTALL)
_LOOSE_GRADLE = re.compile(r"[\d.]*\+|latest\.\w+")
_GRADLE = re.compile(r"""['"]([\w.-]+:[\w.-]+)(?::([^'":@]+))?(?:[:@][^'"]*)?['"]""")
_NPM_ALIAS = re.compile(r"npm:((?:@[^/@]+/)?[^/@]+)(?:@(.*))?")
_LEFT_OUT = (("<!--", "-->"), ("<build>", "</build>"), ("<reporting>", "</reporting>"))
_BLOCK = ("<dependency>", "</dependency>")
_MANAGEMENT = ("<dependencyManagement>", "</dependencyManagement>")
_EXCLUSIONS = ("<exclusions>", "</exclusions>")
_PARENT = ("<parent>", "</parent>")
_PROPERTY = re.compile(r"<([A-Za-z][\w.-]{0,99})>([^<>]{1,199})</\1>")
_REFERENCE = re.compile(r"\$\{([\w.-]+)\}")
_LOCKED = re.compile(r'^\[\[package\]\]\r?\nname = "([^"\n]+)"\r?\nversion = "([^"\n]+)"', re.MULTILINE)
_LOCKED_GRADLE = re.compile(r"^([\w.-]+:[\w.-]+):([^=\s]+)=", re.MULTILINE)


class Declared(Value, frozen=True):
    """A package that a manifest asks for, and whether in one version only; ``wanted`` is what it says of versions.

    ``installed`` is the name that it is installed by, where that is another one; ``dev`` is for development alone.
    """

    name: str
    exact: bool
    where: Place
    wanted: str = ""
    dev: bool = False
    installed: str = ""


class Locked(Value, frozen=True):
    """The versions that a lock holds packages at, by name."""

    path: str
    versions: Mapping[str, str]


def declared(contents: Mapping[str, bytes], starter: Mapping[str, str], language: Language) -> list[Declared]:
    """Read what the candidate asks for: all of it but what the starter asks for in the same words."""
    theirs = {(each.name, each.wanted) for path, text in starter.items() for each in _read(path, text, language.name)}
    own = []
    for path in sorted(contents):
        text = contents[path].decode("utf-8", "replace")
        if text != starter.get(path) and len(text) <= MOST_CHARACTERS:
            read = islice(_read(path, text, language.name), MOST_DECLARED)
            own += [each for each in read if (each.name, each.wanted) not in theirs]
    return own


def lock_of(contents: Mapping[str, bytes], language: Language) -> str | None:
    """Find the first lock that was handed in."""
    return next((path for path in sorted(contents) if _name(path) in LOCKS.get(language.name, set())), None)


def locked(contents: Mapping[str, bytes], language: Language) -> Locked | None:
    """Read the first lock whose form is known here; a package that it holds at several versions is left out."""
    for path in sorted(contents):
        if _name(path) not in LOCKS.get(language.name, set()):
            continue
        versions = _versions(_name(path), contents[path].decode("utf-8", "replace"))
        if versions:
            return Locked(path=path, versions=versions)
    return None


def chosen_by_starter(each: Declared, contents: Mapping[str, bytes], starter: Mapping[str, str]) -> bool:
    """Tell whether a version that is not written beside a package comes from a parent of the starter's."""
    path = each.where.path
    if each.wanted or _name(path) != "pom.xml" or path not in starter:
        return False
    before, after = _managing(starter[path]), _managing(contents[path].decode("utf-8", "replace"))
    return bool(before) and before == after


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _read(path: str, text: str, language: str) -> Iterator[Declared]:
    name = _name(path)
    if language == "python" and _is_requirements(path):
        yield from _of_requirements(path, text)
    elif language == "python" and path == PYPROJECT:
        yield from _of_pyproject(text)
    elif language == "node" and path == "package.json":
        yield from _of_package(path, text)
    elif language == "java" and name == "pom.xml":
        yield from _of_pom(path, text)
    elif language == "java" and name in {"build.gradle", "build.gradle.kts"}:
        yield from _of_gradle(path, text)


def _is_requirements(path: str) -> bool:
    folder = posixpath.basename(posixpath.dirname(path))
    return _REQUIREMENTS.fullmatch(_name(path)) is not None or (folder == "requirements" and path.endswith(".txt"))


def _of_requirements(path: str, text: str) -> Iterator[Declared]:
    dev = _DEV.search(path.rpartition(".")[0].replace("/", ".").lower()) is not None
    for number, line in enumerate(lines_of(text), start=1):
        found = _REQUIREMENT.match(_HASHES.sub("", line[:LONGEST_LINE]))
        if found and not line.lstrip().startswith(("#", "-")):
            exact = found[2].startswith("==") and "*" not in found[2]
            yield Declared(name=found[1], exact=exact, where=Place(path=path, line=number), wanted=found[2], dev=dev)


def _of_pyproject(text: str) -> Iterator[Declared]:
    runtime, dev = Gathered(), Gathered()
    try:
        read_pyproject(text.encode("utf-8", "replace"), runtime, dev)
    except RecursionError:
        return
    for gathered in (runtime, dev):
        for asked in gathered.asked:
            wanted = str(asked.requirement.specifier)
            yield Declared(
                name=asked.requirement.name,
                exact=wanted.startswith("==") and "*" not in wanted,
                where=Place(path=PYPROJECT, line=int(asked.where.rpartition(":")[2])),
                wanted=wanted,
                dev=gathered is dev,
            )


def _of_package(path: str, text: str) -> Iterator[Declared]:
    package = _object(text)
    for table, dev in NODE_TABLES.items():
        entries = package.get(table)
        start = max(text.find(f'"{table}"'), 0)
        for name, version in entries.items() if isinstance(entries, dict) else ():
            # What no registry has is no package, and a lone surrogate in it could not even be written down.
            if len(name) > LONGEST_NAME or not name.isprintable():
                continue
            at = text.find(json.dumps(name, ensure_ascii=False), start)
            wanted = str(version).strip()[:LONGEST_LINE]
            alias = _NPM_ALIAS.fullmatch(wanted)
            wanted = (alias[2] or "*") if alias else wanted
            yield Declared(
                name=alias[1] if alias else name,
                exact=bool(_EXACT_NPM.match(wanted)),
                where=Place(path=path, line=text.count("\n", 0, at) + 1 if at >= 0 else 0),
                wanted=wanted,
                dev=dev,
                installed=name if alias else "",
            )


def _object(text: str) -> dict[str, Any]:
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _of_pom(path: str, text: str) -> Iterator[Declared]:
    """Read a pom.xml's own dependencies by their marks: a parser of XML could be led astray by what it is given."""
    shown = _without(text, *_LEFT_OUT)
    properties = _properties(shown)
    management = "".join(block for _, block in _stretches(shown, *_MANAGEMENT))
    managed = dict(_coordinates(block) for _, block in _stretches(management, *_BLOCK))
    own = _without(shown, _MANAGEMENT)
    for at, block in _stretches(own, *_BLOCK):
        name, version = _coordinates(block)
        wanted = _filled(version or managed.get(name, ""), properties)
        if name:
            yield Declared(
                name=name,
                exact=not _LOOSE_MAVEN.fullmatch(wanted),
                where=Place(path=path, line=own.count("\n", 0, at) + 1),
                wanted=wanted,
                dev=_inside("scope", block) == "test",
            )


def _managing(text: str) -> list[str]:
    """Give what decides about versions that are not written, white space aside."""
    shown = _without(text, *_LEFT_OUT)
    parts = [part for marks in (_PARENT, _MANAGEMENT) for _, part in _stretches(shown, *marks)]
    return ["".join(_filled(part, _properties(shown)).split()) for part in parts]


def _stretches(text: str, opening: str, closing: str) -> Iterator[tuple[int, str]]:
    """Find what stands from a mark to the next one that ends it; an expression would look on from each anew."""
    at = text.find(opening)
    while at >= 0:
        end = text.find(closing, at + len(opening))
        if end < 0:
            return
        yield at, text[at : end + len(closing)]
        at = text.find(opening, end + len(closing))


def _without(text: str, *marks: tuple[str, str]) -> str:
    """Leave out stretches, and keep the lines where they are."""
    for opening, closing in marks:
        kept, done = [], 0
        for at, stretch in _stretches(text, opening, closing):
            kept += [text[done:at], "\n" * stretch.count("\n")]
            done = at + len(stretch)
        text = "".join([*kept, text[done:]])
    return text


def _properties(text: str) -> dict[str, str]:
    return {name: value.strip() for name, value in _PROPERTY.findall(text)}


def _coordinates(block: str) -> tuple[str, str]:
    names = [name for name in (_inside("groupId", block), _inside("artifactId", block)) if name]
    return ":".join(names), _inside("version", block)


def _inside(tag: str, block: str) -> str:
    # What is excluded of a dependency has coordinates as well.
    found = re.search(rf"<{tag}>([^<>]{{0,199}})</{tag}>", _without(block, _EXCLUSIONS))
    return found[1].strip() if found else ""


def _filled(text: str, properties: Mapping[str, str]) -> str:
    return _REFERENCE.sub(lambda found: properties.get(found[1], found[0]), text)


def _of_gradle(path: str, text: str) -> Iterator[Declared]:
    for number, line in enumerate(lines_of(text), start=1):
        found = _GRADLE.search(line[:LONGEST_LINE])
        if found and not line.lstrip().startswith(("//", "*")):
            wanted = found[2] or ""
            yield Declared(
                name=found[1],
                exact=not _LOOSE_GRADLE.fullmatch(wanted),
                where=Place(path=path, line=number),
                wanted=wanted,
                dev=line.lstrip().startswith("test"),
            )


# ── locks ──


def _versions(name: str, text: str) -> dict[str, str]:
    if len(text) > 8 * MOST_CHARACTERS:
        return {}
    if name in {"package-lock.json", "npm-shrinkwrap.json"}:
        return dict(_locked_by_npm(_object(text)))
    if name == "Pipfile.lock":
        return _once(_locked_by_pipenv(_object(text)))
    return _once((_LOCKED_GRADLE if name == "gradle.lockfile" else _LOCKED).findall(text))


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for name, version in pairs:
        found.setdefault(re.sub(r"[-_.]+", "-", name).lower() if ":" not in name else name, set()).add(version)
    return {name: versions.pop() for name, versions in found.items() if len(versions) == 1}


def _locked_by_npm(lock: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what lies at the top, which is what the submission itself imports."""
    for table in ("dependencies", "packages"):
        entries = lock.get(table)
        for path, entry in entries.items() if isinstance(entries, dict) else ():
            name = path.removeprefix("node_modules/")
            version = entry.get("version") if isinstance(entry, dict) else None
            if name and "node_modules/" not in name and isinstance(version, str):
                yield name, version


def _locked_by_pipenv(lock: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for table in ("default", "develop"):
        entries = lock.get(table)
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            version = entry.get("version") if isinstance(entry, dict) else None
            if isinstance(version, str):
                yield name, version.removeprefix("==")
