"""Whom a submission's manifests name as its authors, and what its packages are called after."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from grader.untrusted import toml

_MAX_CHARACTERS: Final = 1 << 16
_PEOPLE: Final = ("author", "authors", "contributors", "maintainers", "maintainer")
# "Anna Kowalska <anna@example.com> (https://anna.example)", each part but the first optional.
_NPM: Final = re.compile(r"(?P<name>[^<(]{0,200})(?:<(?P<email>[^>]{0,200})>)?[ ]?(?:\((?P<url>[^)]{0,200})\))?")
_TAG: Final = re.compile(r"<(?P<tag>name|id|email|url)>[ \t\r\n]{0,200}(?P<text>[^<>]{1,200})</(?P=tag)>")
_GROUP: Final = re.compile(r"<groupId>\s{0,200}(?P<group>[\w.-]{1,200})\s{0,200}</groupId>")
_JAVA_PACKAGE: Final = re.compile(r"^[ \t]{0,20}package[ \t]{1,20}(?P<group>[\w.]{1,200})[ \t]{0,20};?", re.MULTILINE)
_GRADLE_GROUP: Final = re.compile(
    r"^[ \t]{0,20}group[ \t]{0,20}=?[ \t]{0,20}[\"'](?P<group>[\w.-]{1,200})[\"']", re.MULTILINE
)
_SETUP: Final = re.compile(
    r"\b(?P<field>author|maintainer)(?P<email>_email)?[ ]?=[ ]?[\"']?(?P<text>[^\"'\r\n]{1,200})", re.IGNORECASE
)
_NOT_OURS: Final = ("parent", "dependencies", "dependencyManagement", "build", "profiles", "reporting")


class Author(NamedTuple):
    """Somebody, or something of theirs, as a manifest has it."""

    name: str = ""
    email: str = ""
    url: str = ""
    account: str = ""


def authors(path: str, text: str) -> Iterator[Author]:
    """Everybody whom a file names, where it is a manifest; nobody where it cannot be read."""
    reader = _READERS.get(path.rpartition("/")[2].casefold())
    if reader is not None and len(text) <= _MAX_CHARACTERS:
        yield from reader(text)


def own_groups(path: str, text: str) -> Iterator[str]:
    """The group ids and packages that the submission's own code lies in: ``com.kowalska.lru``."""
    name = path.rpartition("/")[2].casefold()
    if name == "pom.xml" and len(text) <= _MAX_CHARACTERS:
        text = _without(text, _NOT_OURS)
        patterns = [_GROUP]
    else:
        patterns = [_JAVA_PACKAGE] if name.endswith((".java", ".kt")) else []
        patterns += [_GRADLE_GROUP] if name.endswith((".gradle", ".gradle.kts")) else []
    for pattern in patterns:
        yield from (match["group"] for match in pattern.finditer(text))


def _package_json(text: str) -> Iterator[Author]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return
    if not isinstance(told, dict):
        return
    yield from _people_in(told)
    scope, separator, _ = str(told.get("name", "")).partition("/")
    if separator and scope.startswith("@"):
        yield Author(account=scope[1:])


def _pyproject(text: str) -> Iterator[Author]:
    try:
        told = toml(text)
    except (ValueError, RecursionError):
        return
    tool = told.get("tool")
    for table in (told.get("project"), tool.get("poetry") if isinstance(tool, dict) else None):
        if isinstance(table, dict):
            yield from _people_in(table)


def _people_in(table: Mapping[str, Any]) -> Iterator[Author]:
    for key in _PEOPLE:
        several = table.get(key)
        for one in several if isinstance(several, list) else [several]:
            if isinstance(one, str):
                yield _as_written(one)
            elif isinstance(one, dict):
                yield Author(*(str(one.get(part) or "") for part in ("name", "email", "url")))


def _as_written(person: str) -> Author:
    match = _NPM.match(person.strip())
    return Author(*(str(match[part] or "").strip() for part in ("name", "email", "url"))) if match else Author()


def _pom(text: str) -> Iterator[Author]:
    for kind in ("developer", "contributor"):
        for block in _blocks(text, kind):
            told = {match["tag"]: match["text"].strip() for match in _TAG.finditer(block)}
            yield Author(told.get("name", ""), told.get("email", ""), told.get("url", ""), told.get("id", ""))


def _setup(text: str) -> Iterator[Author]:
    for match in _SETUP.finditer(text):
        told = match["text"].strip()
        yield Author(email=told) if match["email"] else Author(name=told)


def _blocks(text: str, tag: str) -> Iterator[str]:
    end = 0
    while (start := text.find(f"<{tag}>", end)) >= 0:
        end = text.find(f"</{tag}>", start)
        if end < 0:
            return
        yield text[start:end]


def _without(text: str, tags: tuple[str, ...]) -> str:
    for tag in tags:
        start = text.find(f"<{tag}>")
        end = text.rfind(f"</{tag}>")
        if 0 <= start < end:
            text = text[:start] + text[end:]
    return text


_READERS: Final[Mapping[str, Callable[[str], Iterator[Author]]]] = {
    "package.json": _package_json,
    "pyproject.toml": _pyproject,
    "pom.xml": _pom,
    "setup.py": _setup,
    "setup.cfg": _setup,
}
