"""Dependencies: whether their versions are fixed, and whether anything uses them."""

from __future__ import annotations

import re

from grader.checks.quality.base import Checked, Evidence
from grader.checks.quality.declared import Declared, declared, lock_of
from grader.model import Place, Practice

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


def check(evidence: Evidence) -> Checked:
    """Read the manifests that the candidate wrote or changed."""
    asked = declared(evidence.contents, evidence.starter, evidence.language)
    lock = lock_of(evidence.contents, evidence.language)
    return Checked(practices=tuple(practice for practice in (_pinned(asked, lock), _used(evidence, asked)) if practice))


def _pinned(asked: list[Declared], lock: str | None) -> Practice | None:
    if not asked:
        return None
    loose = [each for each in asked if not each.exact]
    told = (
        f"{len(loose)} of {len(asked)} packages may come in another version tomorrow."
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


def _used(evidence: Evidence, asked: list[Declared]) -> Practice | None:
    """Look for packages that no source imports; Java's names of packages say nothing about what is in them."""
    if not asked or evidence.language.name == "java":
        return None
    imported = {row.name for row in evidence.told.imports}
    modules = {name.split(".")[0].casefold() for name in imported} | {_npm_package(name) for name in imported}
    unused = [
        each
        for each in asked
        if not BY_NAME_ONLY.match(each.name.casefold()) and _module(each.installed or each.name) not in modules
    ]
    return Practice(
        name="packages_used",
        question="Is every package used?",
        criterion="security",
        yes=not unused,
        evidence=f"Not imported: {', '.join(each.name for each in unused[:5])}."
        if unused
        else f"All {len(asked)} are.",
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
