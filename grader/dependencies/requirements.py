"""Reads requirements files, line by line, as pip does; what cannot be had from a registry is told with its line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from packaging.requirements import InvalidRequirement, Requirement

from grader.dependencies.base import MAX_WANTED, decoded, shown

_COMMENT = re.compile(r"(^|\s+)#.*$")
_OPTION = re.compile(r"(--[a-z-]+|-[a-zA-Z])\s*=?\s*(.*)", re.DOTALL)
_PER_REQUIREMENT = re.compile(r"\s+--([a-z-]+)[= ]\s*(\S+)")
_REMOTE = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:|^git@")
_FILE = re.compile(r"^[./~]|^[A-Za-z]:\\|[/\\]|\.(whl|zip|egg|tar\.gz|tgz)$")
_ITSELF = re.compile(r"^(file:)?(\.|\./)(\[[^\]]*\])?$")

INCLUDES = {"-r": False, "--requirement": False, "-c": True, "--constraint": True}
INDEXES = {"-i", "--index-url", "--extra-index-url", "-f", "--find-links"}
MORE_LOOSELY = {"--pre"}
ALREADY_SO = {"--only-binary", "--prefer-binary", "--no-cache-dir", "--require-hashes", "--trusted-host", "--no-index"}


class Asked(NamedTuple):
    """A requirement, where it stands, and the hashes that its files must have one of."""

    requirement: Requirement
    where: str
    hashes: tuple[str, ...] = ()

    def line(self) -> str:
        """Write it as a requirements file has it."""
        return " ".join([str(self.requirement), *(f"--hash={each}" for each in self.hashes)])


class Gathered:
    """What was found in one or more files so far."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.constraints: list[Asked] = []
        self.notes: list[str] = []
        self.unused: list[str] = []
        self.problems: list[str] = []
        self.prereleases = False
        self._seen: set[tuple[str, bool]] = set()

    def read(self, path: str, files: Mapping[str, bytes], *, constraints: bool = False) -> None:
        """Take in a requirements file, and those that it names."""
        if (path, constraints) in self._seen:
            return
        self._seen.add((path, constraints))
        try:
            text = decoded(files[path])
        except UnicodeDecodeError as error:
            self.problems.append(f"{path}: is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8.")
            return
        for number, line in _lines(text):
            self._line(line, path, number, files, constraints=constraints)

    def require(self, text: str, where: str, hashes: tuple[str, ...] = (), *, constraint: bool = False) -> None:
        """Take in one requirement."""
        if len(self.asked) >= MAX_WANTED:
            self.problems.append(f"{where}: more than {MAX_WANTED} requirements. Ask for fewer.")
            return
        try:
            requirement = Requirement(text)
        except InvalidRequirement as error:
            self.problems.append(f"{where}: {_unread(text, error)}")
            return
        except RecursionError:
            self.problems.append(f'{where}: "{shown(text)}" is nested too deep. Write name==version, one a line.')
            return
        if requirement.url:
            self.problems.append(f"{where}: {refused(text, requirement.name)}")
            return
        (self.constraints if constraint else self.asked).append(Asked(requirement, where, hashes))

    def _line(self, line: str, path: str, number: int, files: Mapping[str, bytes], *, constraints: bool) -> None:
        where = f"{path}:{number}"
        if line.startswith("-"):
            self._option(line, path, where, files, constraints=constraints)
            return
        options = _PER_REQUIREMENT.findall(line)
        text = _PER_REQUIREMENT.sub("", line).strip()
        if _ITSELF.match(text):
            self._itself(text, where)
        else:
            hashes = tuple(value for name, value in options if name == "hash")
            self.require(text, where, hashes, constraint=constraints)

    def _itself(self, text: str, where: str) -> None:
        self.notes.append(f'{where}: "{shown(text)}" is not installed: a submission can import its own modules as is.')

    def _option(self, line: str, path: str, where: str, files: Mapping[str, bytes], *, constraints: bool) -> None:
        found = _OPTION.match(line)
        name, value = (found[1], found[2].strip().strip("\"'")) if found else (line, "")
        if name in INCLUDES:
            self._include(value, path, where, files, constraints=constraints or INCLUDES[name])
        elif name in {"-e", "--editable"} and _ITSELF.match(value):
            self._itself(value, where)
        elif name in {"-e", "--editable"}:
            self.problems.append(f"{where}: {refused(value)}")
        elif name in INDEXES:
            self.unused.append(not_used(where, value))
        elif name in MORE_LOOSELY:
            self.prereleases = True
        elif name not in ALREADY_SO:
            self.notes.append(f"{where}: the option {shown(name)} is not used.")

    def _include(self, value: str, path: str, where: str, files: Mapping[str, bytes], *, constraints: bool) -> None:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), value))
        if target in files:
            try:
                self.read(target, files, constraints=constraints)
            except RecursionError:  # caught again further up, where there is room to say so
                self.problems.append(f"{where}: too many files that name each other. Put them into one.")
        else:
            self.problems.append(f"{where}: names {shown(value)}, which is not in the submission. Add the file.")


def not_used(where: str, address: str) -> str:
    """Tell that a registry which a submission names is not asked."""
    return f"{where}: {shown(_without_password(address))} is not used; packages come from the configured registry."


def refused(text: str, name: str = "") -> str:
    """Tell that something is not a package of a registry, and what to write instead."""
    instead = f"{name}==<version>" if name else "its name and version, such as flask==3.1.0"
    return (
        f'"{shown(_without_password(text))}" is not a package of the registry, and only those are installed. '
        f"Write {instead}."
    )


def _unread(text: str, error: InvalidRequirement) -> str:
    if _REMOTE.match(text) or _FILE.search(text.partition(";")[0].strip()):
        return refused(text)
    why = str(error).splitlines()[0].rstrip(".:")
    return f'"{shown(text)}" is not a requirement ({why}). Write name==version, one a line.'


def _without_password(text: str) -> str:
    return re.sub(r"//[^/@\s]*@", "//", text)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each logical line with the number of its first: comments gone, those that end in a backslash joined."""
    joined, first = "", 0
    for number, physical in enumerate(text.splitlines(), start=1):
        first = first or number
        goes_on = physical.endswith("\\") and not physical.lstrip().startswith("#")
        joined += physical[:-1] + " " if goes_on else physical
        if not goes_on:
            if line := _COMMENT.sub("", joined).strip():
                yield first, line
            joined, first = "", 0
    if line := _COMMENT.sub("", joined).strip():
        yield first, line
