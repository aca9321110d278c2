"""Node.js: package.json and npm's lock, against the packages of ``sandbox/node/builtin/package-lock.json``.

The resolver is given both again, as ``sandbox/node/resolving.py`` says: without scripts, without addresses.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from grader.dependencies.base import Comparison, Manifest, PackageManager, Wanted, decoded, line_of, problem_of, shown
from grader.model import Package
from grader.paths import SANDBOX
from grader.semver import is_range, satisfies

BUILT_IN = SANDBOX / "node" / "builtin" / "package-lock.json"
MANIFEST = "package.json"
LOCKS = ("npm-shrinkwrap.json", "package-lock.json")  # npm takes the first of them that is there
OTHER_LOCKS = ("yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb")
TABLES = ("dependencies", "optionalDependencies", "peerDependencies", "devDependencies")
INSTALL_SCRIPTS = ("preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare")
OLDEST_LOCK = 2
MAX_NAMED = 5

_NAME = re.compile(r"(@[a-z0-9~-][\w.~-]*/)?[a-zA-Z0-9~_-][\w.~-]*", re.ASCII)
_ELSEWHERE = re.compile(
    r"(git[+@:]|git\+\w+:|github:|gitlab:|bitbucket:|gist:|https?:|ssh:|file:|link:|portal:|workspace:|patch:|catalog:|[./~])"
    r"|[\w.-]+/[\w.-]+(#.*)?$",
    re.IGNORECASE,
)
_DESK_TOOLS = re.compile(
    r"(@types|@eslint|@typescript-eslint|@commitlint|@biomejs)/.*|(eslint|prettier|stylelint)(-.*)?|@biomejs/biome|"
    r"@typescript-eslint|commitlint|concurrently|cross-env|husky|lint-staged|nodemon|npm-run-all|rimraf|standard|typedoc"
)
"""Tools of a developer's desk, which no test of a submission needs."""


def is_manifest(path: str) -> bool:
    """Tell the files that may say what a Node.js submission needs."""
    return path in {MANIFEST, *LOCKS, *OTHER_LOCKS}


def read(files: Mapping[str, bytes]) -> Manifest:
    """Read what a submission and its own tests ask for, and hold the lock against it."""
    if MANIFEST not in files:
        return Manifest()
    problems: list[str] = []
    text, package = _object(MANIFEST, files[MANIFEST], problems)
    wanted = list(_wanted(text, package, problems))
    problems += [
        _elsewhere(f"{MANIFEST}: overrides", name, asked) for name, asked in _overrides(package.get("overrides"))
    ]
    lock_name = next((name for name in LOCKS if name in files), "")
    lock = _object(lock_name, files[lock_name], problems)[1] if lock_name else {}
    notes = [*_notes(package), *(f"{name}: is not read; {MANIFEST} is." for name in OTHER_LOCKS if name in files)]
    if lock and not _is_new(lock):
        notes.append(f"{lock_name}: is of an old kind and not read; {MANIFEST} is. npm 7 or newer writes it anew.")
        lock = {}
    problems += _disagreements(lock_name, lock, wanted) if lock and not problems else []
    manifest = json.dumps(_plain(package), indent=1, sort_keys=True)
    return Manifest(
        wanted=tuple(wanted),
        files=({MANIFEST: manifest} | ({LOCKS[1]: _plain_lock(lock, package)} if lock else {})) if wanted else {},
        notes=tuple(notes),
        problem=problem_of(problems),
    )


def _object(name: str, content: bytes, problems: list[str]) -> tuple[str, dict[str, Any]]:
    try:
        text = decoded(content)
        parsed = json.loads(text)
    except UnicodeDecodeError as error:
        problems.append(f"{name}: is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8.")
    except json.JSONDecodeError as error:
        problems.append(f"{name}:{error.lineno}: is not JSON: {error.msg} (column {error.colno}).")
    except ValueError:  # Python reads no number of more than 4,300 digits
        problems.append(f"{name}: has a number that is too long.")
    except RecursionError:
        problems.append(f"{name}: is nested too deep.")
    else:
        if isinstance(parsed, dict):
            return text, parsed
        problems.append(f"{name}:1: must be an object, in braces.")
    return "", {}


def _wanted(text: str, package: Mapping[str, Any], problems: list[str]) -> Iterator[Wanted]:
    """Yield what each table asks for; what no registry has is a problem."""
    for table in TABLES:
        entries = package.get(table) or {}
        if not isinstance(entries, dict):
            problems.append(f'{MANIFEST}:{line_of(text, table)}: "{table}" must be an object of names and versions.')
            continue
        for name, asked in entries.items():
            where = f"{MANIFEST}:{line_of(text, json.dumps(name))}"
            if not _NAME.fullmatch(name) or not isinstance(asked, str):
                problems.append(
                    f'{where}: {table}: "{shown(name)}" must be a package\'s name with its version in quotes.'
                )
            elif _ELSEWHERE.match(asked.strip()):
                problems.append(_elsewhere(f"{where}: {table}", name, asked))
            else:
                yield Wanted(name=name, asked=asked.strip(), where=f"{where}: {table}", dev=table == TABLES[3])


def _overrides(given: object) -> Iterator[tuple[str, str]]:
    """Yield each version that package.json puts in the place of what packages ask for, if no registry has it."""
    for name, asked in given.items() if isinstance(given, dict) else ():
        if isinstance(asked, str) and _ELSEWHERE.match(asked.strip()):
            yield str(name), asked
        else:
            yield from _overrides(asked)


def _elsewhere(where: str, name: str, asked: str) -> str:
    address = shown(re.sub("//[^/@]*@", "//", asked))
    instead = 'and only those are installed. Write one, such as "^1.2.3".'
    return f'{where}: {name} is wanted as "{address}", which is not a version of a package of the registry, {instead}'


def _notes(package: Mapping[str, Any]) -> Iterator[str]:
    scripts = package.get("scripts")
    if isinstance(scripts, dict):
        for script in (name for name in INSTALL_SCRIPTS if name in scripts):
            yield f'{MANIFEST}: the script "{script}" is not run: nothing runs when packages are installed.'
    if package.get("workspaces"):
        yield f"{MANIFEST}: workspaces are not installed; only what this file itself asks for is."


# ── the lock ──


def _is_new(lock: Mapping[str, Any]) -> bool:
    version = lock.get("lockfileVersion")
    return isinstance(version, int) and version >= OLDEST_LOCK and isinstance(lock.get("packages"), dict)


def _disagreements(name: str, lock: Mapping[str, Any], wanted: list[Wanted]) -> list[str]:
    """Tell where the lock has another version than is wanted, or none, or what is no package of a registry."""
    packages: Mapping[str, Any] = lock["packages"]
    found = [text for each in wanted if (text := _disagreement(name, packages.get(f"node_modules/{each.name}"), each))]
    for path, entry in packages.items():
        resolved = entry.get("resolved") if isinstance(entry, dict) else None
        if (
            path.startswith("node_modules/")
            and isinstance(entry, dict)
            and (entry.get("link") or _is_no_tarball(resolved))
        ):
            found.append(
                f"{name}: {path.removeprefix('node_modules/')} is locked to "
                f'"{shown(str(resolved or "a folder"))}", which is not a package of the registry. Use one that is.'
            )
    return found


def _is_no_tarball(resolved: object) -> bool:
    return isinstance(resolved, str) and not resolved.startswith(("http://", "https://"))


def _disagreement(lock_name: str, entry: object, wanted: Wanted) -> str:
    again = f"Run `npm install` and hand in the {lock_name} that it writes."
    if not isinstance(entry, dict):
        # npm may leave out what is optional, and does not install peers of the package itself in every setting.
        left_out = any(table in wanted.where for table in ("optional", "peer"))
        lacking = f"{lock_name} has no {wanted.name}, which {wanted.where} wants ({shown(wanted.asked)}). {again}"
        return "" if left_out else lacking
    locked = str(entry.get("version", ""))
    name, asked = _alias(wanted)
    if not is_range(asked) or satisfies(locked, asked):
        return ""
    return f"{lock_name} has {name} {shown(locked)}, but {wanted.where} wants {shown(asked)}. {again}"


def _alias(wanted: Wanted) -> tuple[str, str]:
    """Give the package that is really meant: ``npm:name@range`` installs it under another name."""
    found = re.fullmatch(r"npm:((?:@[^/@]+/)?[^/@]+)(?:@(.*))?", wanted.asked)
    return (found[1], found[2] or "*") if found else (wanted.name, wanted.asked)


# ── what npm is given ──


def _plain(package: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of a package.json what is asked for, and how versions are to be chosen."""
    kept = {key: package[key] for key in (*TABLES, "overrides", "peerDependenciesMeta") if package.get(key)}
    return {"name": "submission", "version": "0.0.0", "private": True} | kept


def _plain_lock(lock: Mapping[str, Any], package: Mapping[str, Any]) -> str:
    """Keep versions and hashes; npm finds the addresses at the registry that it is told."""
    entries = {
        path: {key: value for key, value in entry.items() if key != "resolved"}
        for path, entry in lock["packages"].items()
        if isinstance(entry, dict) and path.startswith("node_modules/")
    }
    root = {key: value for key, value in _plain(package).items() if key not in {"private", "overrides"}}
    head = {"name": "submission", "version": "0.0.0", "lockfileVersion": lock["lockfileVersion"], "requires": True}
    return json.dumps(head | {"packages": {"": root} | entries}, indent=1, sort_keys=True)


# ── against the image ──


@functools.cache
def built_in() -> Mapping[str, str]:
    """Read the versions of what a submission finds in the image, by name."""
    packages = json.loads(BUILT_IN.read_text("utf-8"))["packages"]
    outer = ((path.removeprefix("node_modules/"), entry) for path, entry in packages.items() if path)
    return {name: str(entry["version"]) for name, entry in outer if "node_modules/" not in name}


def compare(manifest: Manifest) -> Comparison:
    """Tell what of it the image has, in a version that will do."""
    wanted = [each for each in manifest.wanted if not (each.dev and _DESK_TOOLS.fullmatch(each.name))]
    there = sorted({each.name for each in wanted if each.name in built_in()})
    return Comparison(
        packages=tuple(Package(name=name, version=built_in()[name]) for name in there),
        missing=tuple(each for each in wanted if not satisfied(each)),
        notes=_other_versions(manifest, there),
    )


def satisfied(wanted: Wanted) -> bool:
    """Tell whether the image has this in a version that will do; what a tag such as ``next`` means, it cannot know."""
    version = built_in().get(wanted.name)
    if version is None:
        return "peer" in wanted.where or "optional" in wanted.where
    return wanted.asked in {"", "latest"} or satisfies(version, wanted.asked)


def _other_versions(manifest: Manifest, names: list[str]) -> tuple[str, ...]:
    packages = json.loads(manifest.files.get(LOCKS[1], "{}")).get("packages", {})
    locked = {name: str(packages.get(f"node_modules/{name}", {}).get("version", "")) for name in names}
    others = [
        f"{name} {built_in()[name]} (locked: {shown(locked[name])})"
        for name in names
        if locked[name] not in {"", built_in()[name]}
    ]
    if not others:
        return ()
    more = f" and {len(others) - MAX_NAMED} more" if len(others) > MAX_NAMED else ""
    return (f"The image's own packages satisfy {MANIFEST} and are used: {', '.join(others[:MAX_NAMED])}{more}.",)


MANAGER = PackageManager(
    registry="npm", folder="node_modules", is_manifest=is_manifest, read=read, compare=compare, replaces=True
)
