"""Canaries in Java: a copy of a test class with one expected value made wrong, and a class that asserts nonsense."""

from __future__ import annotations

import os
import random
import re
import subprocess
from typing import NamedTuple

import jvm
from unit import Canary, other_number, word

_FINDING_S = 60
_NAMES = re.compile(rb"^(?:\w+\s+)*(?:class|record|enum|interface)\s+(\w+)", re.MULTILINE)
_PLAIN = """\
{package}class {name} {{
    @org.junit.jupiter.api.Test
    void {test}() {{
        org.junit.jupiter.api.Assertions.assertEquals({a}, {b});
    }}
}}
"""


class Site(NamedTuple):
    """An expected value that stands where its test cannot pass it by."""

    type: str
    method: str
    start: int
    end: int
    line: int
    kind: str


class JavaCanary(Canary):
    """A canary with the source that it is compiled from and the order that runs it."""

    def __init__(self, what: str, file: str, source: bytes, order: str, only: str = "") -> None:
        super().__init__(what, file, only)
        self.source = source
        self.order = order


def canaries(program: list[str], folder: str, files: list[str], chance: random.Random) -> dict[str, list[JavaCanary]]:
    """Make the canaries of each test file; they are compiled where the suite is."""
    sites = _sites(program, folder, files)
    made: dict[str, list[JavaCanary]] = {}
    for file in files:
        with open(os.path.join(folder, file), "rb") as opened:
            source = opened.read()
        package = package_of(source)
        made[file] = [_plain(package, chance)]
        if sites.get(file):
            made[file].append(_changed(package, file, source, chance.choice(sites[file]), chance))
    return made


def package_of(source: bytes) -> str:
    """The package that a source says it is in."""
    found = re.search(rb"^\s*package\s+([\w.]+)\s*;", source, re.MULTILINE)
    return found[1].decode() if found else ""


def path_of(package: str, name: str) -> str:
    """Where a class of a package stands."""
    return os.path.join(*package.split("."), f"{name}.java") if package else f"{name}.java"


def _sites(program: list[str], folder: str, files: list[str]) -> dict[str, list[Site]]:
    done = subprocess.run(
        [*program, "grader.testing.Canaries", *(os.path.join(folder, file) for file in files)],
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        timeout=_FINDING_S,
        check=True,
    )
    found: dict[str, list[Site]] = {}
    for line in done.stdout.decode().splitlines():
        path, type_, method, start, end, number, kind = line.split("\t")
        site = Site(type_, method, int(start), int(end), int(number), kind)
        found.setdefault(os.path.relpath(path, folder), []).append(site)
    return found


def _plain(package: str, chance: random.Random) -> JavaCanary:
    name = f"{word(chance).capitalize()}Test"
    text = _PLAIN.format(
        package=f"package {package};\n\n" if package else "",
        name=name,
        test=word(chance),
        a=other_number(chance),
        b=other_number(chance),
    )
    order = f"class {_full(package, name)}"
    return JavaCanary("asserts that two different numbers are equal", path_of(package, name), text.encode(), order)


def _changed(package: str, file: str, source: bytes, site: Site, chance: random.Random) -> JavaCanary:
    suffix = word(chance).capitalize()
    value = f'"{word(chance, 12)}"' if site.kind == "STRING_LITERAL" else str(other_number(chance))
    text = source[: site.start] + value.encode() + source[site.end :]
    for name in {found.decode() for found in _NAMES.findall(source)}:
        text = re.sub(rf"\b{name}\b".encode(), f"{name}{suffix}".encode(), text)
    own = os.path.basename(file).removesuffix(".java")
    type_ = site.type.replace(_full(package, own), _full(package, own + suffix), 1)
    what = f"{site.type}#{site.method}, with {value} expected in line {site.line}"
    place = path_of(package, own + suffix)
    return JavaCanary(what, place, text, f"method {type_} {site.method}", only=f"#{site.method}")


def _full(package: str, name: str) -> str:
    return f"{package}.{name}" if package else name


def parser() -> list[str]:
    """The command that finds places for canaries: the compiler's parser, in a machine of its own."""
    return [jvm.JAVA, *jvm.ALWAYS, "-XX:TieredStopAtLevel=1", "-cp", os.path.join(jvm.GRADER, "testing.jar")]
