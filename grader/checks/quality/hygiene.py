"""Dependencies: whether their versions are fixed, and whether anything uses them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from grader.checks.quality.base import Checked, Evidence
from grader.checks.quality.scope import lines_of
from grader.model import Place, Practice, Value

LOCKS = {
    "python": {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "requirements.lock"},
    "node": {"package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"},
    "java": {"gradle.lockfile"},
}
OTHER_NAMES = {
    "pyyaml": "yaml",
    "python-dotenv": "dotenv",
    "psycopg2-binary": "psycopg2",
    "beautifulsoup4": "bs4",
    "pyjwt": "jwt",
    "python-dateutil": "dateutil",
    "python-multipart": "multipart",
    "pillow": "PIL",
    "djangorestframework": "rest_framework",
    "flask-sqlalchemy": "flask_sqlalchemy",
    "attrs": "attr",
    "scikit-learn": "sklearn",
}
"""Packages of Python that are imported by another name than they are installed by."""

BY_NAME_ONLY = re.compile(
    r"^(uvicorn|gunicorn|hypercorn|waitress|asyncpg|psycopg.*|psycopg2.*|mysqlclient|pymysql|aiosqlite|greenlet|python-multipart"
    r"|typescript|tsx|ts-node|nodemon|eslint.*|prettier|jest|vitest|mocha|c8|nyc|@types/.*|ts-jest|pytest.*|ruff|mypy|black|pylint"
    r"|coverage|pre-commit|dotenv-cli|cross-env|rimraf|concurrently|@eslint/.*|typescript-eslint|@jest/.*|reflect-metadata|types-.*"
    r"|pg-native|pg-hstore|pino-pretty|supertest|email-validator|jinja2|setuptools|wheel|pip)$"
)
"""What is used without being imported: servers, drivers that a URL names, tools."""

_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(.*?)\s*(?:;.*)?(?:\s#.*)?\\?$")
_EXACT_NPM = re.compile(r"^=?v?\d+\.\d+\.\d+[\w.+-]*$")
_LOOSE_MAVEN = re.compile(r"<version>\s*(?:LATEST|RELEASE|[\[(][^<]*)\s*</version>")
_LOOSE_GRADLE = re.compile(r"""['"][\w.-]+:[\w.-]+:(?:[\d.]*\+|latest\.\w+)['"]""")


class Declared(Value, frozen=True):
    """A package that a manifest asks for, and whether in one version only."""

    name: str
    exact: bool
    where: Place


def check(evidence: Evidence) -> Checked:
    """Read the manifests that the candidate wrote or changed."""
    declared = list(_declared(evidence))
    lock = next((path for path in sorted(evidence.contents) if _is_lock(path, evidence.language.name)), None)
    return Checked(
        practices=tuple(practice for practice in (_pinned(declared, lock), _used(evidence, declared)) if practice)
    )


def _is_lock(path: str, language: str) -> bool:
    return PurePosixPath(path).name in LOCKS.get(language, set())


def _pinned(declared: list[Declared], lock: str | None) -> Practice | None:
    if not declared:
        return None
    loose = [each for each in declared if not each.exact]
    told = (
        f"{len(loose)} of {len(declared)} packages may come in another version tomorrow."
        if loose
        else "Every version is exact."
    )
    return Practice(
        name="versions_pinned",
        question="Are the versions of packages fixed?",
        criterion="security",
        yes=lock is not None or not loose,
        evidence=f"By {lock}." if lock is not None else told,
        where=(Place(path=lock),) if lock is not None else tuple(each.where for each in loose[:5]),
    )


def _used(evidence: Evidence, declared: list[Declared]) -> Practice | None:
    """Look for packages that no source imports; Java's names of packages say nothing about what is in them."""
    if not declared or evidence.language.name == "java":
        return None
    imported = {row.name for row in evidence.told.imports}
    modules = {name.split(".")[0].casefold() for name in imported} | {_npm_package(name) for name in imported}
    unused = [
        each for each in declared if not BY_NAME_ONLY.match(each.name.casefold()) and _module(each.name) not in modules
    ]
    return Practice(
        name="packages_used",
        question="Is every package used?",
        criterion="security",
        yes=not unused,
        evidence=f"Not imported: {', '.join(each.name for each in unused[:5])}."
        if unused
        else f"All {len(declared)} are.",
        where=tuple(each.where for each in unused[:5]),
    )


def _module(name: str) -> str:
    """Spell the name of a package as that of what is imported from it."""
    return _spelled(OTHER_NAMES.get(name.casefold(), name))


def _npm_package(name: str) -> str:
    parts = name.split("/")
    return _spelled("/".join(parts[:2]) if name.startswith("@") else parts[0])


def _spelled(name: str) -> str:
    return (name if name.startswith("@") else name.replace("-", "_")).casefold()


def _declared(evidence: Evidence) -> Iterator[Declared]:
    for path in sorted(evidence.contents):
        name = PurePosixPath(path).name
        text = evidence.text(path)
        if text == evidence.starter.get(path) or len(text) > 1 << 20:
            continue
        if evidence.language.name == "python" and re.fullmatch(r"requirements[\w.-]*\.(txt|in)", name):
            yield from _of_requirements(path, text)
        elif evidence.language.name == "node" and path == "package.json":
            yield from _of_package(path, text)
        elif evidence.language.name == "java" and name == "pom.xml":
            yield from _of_pom(path, text)
        elif evidence.language.name == "java" and name in {"build.gradle", "build.gradle.kts"}:
            yield from _of_gradle(path, text)


def _of_requirements(path: str, text: str) -> Iterator[Declared]:
    for number, line in enumerate(lines_of(text), start=1):
        found = _REQUIREMENT.match(line)
        if found and not line.lstrip().startswith(("#", "-")):
            exact = found[2].startswith("==") and "*" not in found[2]
            yield Declared(name=found[1], exact=exact, where=Place(path=path, line=number))


def _of_package(path: str, text: str) -> Iterator[Declared]:
    try:
        package = json.loads(text)
    except (ValueError, RecursionError):
        return
    tables = [package.get(table) for table in ("dependencies", "devDependencies")] if isinstance(package, dict) else []
    for table in tables:
        for name, version in table.items() if isinstance(table, dict) else ():
            at = text.find(f'"{name}"')
            place = Place(path=path, line=text.count("\n", 0, at) + 1 if at >= 0 else 0)
            yield Declared(name=str(name), exact=bool(_EXACT_NPM.match(str(version))), where=place)


def _of_pom(path: str, text: str) -> Iterator[Declared]:
    for found in re.finditer(r"<artifactId>\s*([\w.-]+)\s*</artifactId>\s*(<version>[^<]*</version>)?", text):
        place = Place(path=path, line=text.count("\n", 0, found.start()) + 1)
        yield Declared(name=found[1], exact=not _LOOSE_MAVEN.match(found[2] or ""), where=place)


def _of_gradle(path: str, text: str) -> Iterator[Declared]:
    for number, line in enumerate(lines_of(text), start=1):
        if re.search(r"""['"][\w.-]+:[\w.-]+(?::[^'"]+)?['"]""", line):
            yield Declared(name=line.strip(), exact=not _LOOSE_GRADLE.search(line), where=Place(path=path, line=number))
