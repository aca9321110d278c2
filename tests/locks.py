"""What `make lint` makes of our own locked packages: each has a hash, and none a vulnerability that is known here.

    python -m tests.locks

Known are those of the set that ``osv`` in [advisories] of grader.toml names, a mirror of OSV's exports: the same that
submissions are held against, read by the same code, and asked of no network. Exit: 0 nothing found, or no set is
configured, which is said; 1 a package without a hash, a known vulnerability, or a set that cannot be used.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from grader.advisories import ECOSYSTEMS, look_up
from grader.configuration import Advisories, load_configuration
from grader.errors import ConfigurationError
from grader.model import Package, Value

PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==(\S+)")
HASHED = re.compile(r"--hash=sha256:[0-9a-f]{64}(\s|$)")
JAR = re.compile(r"([0-9a-f]{64})  \./(.+)/([^/]+)/([^/]+)/\3-\4(?:-[\w.-]+)?\.jar")
LOOSE_JAR = re.compile(r"([0-9a-f]{64})  ([\w.-]+?)-(\d[\w.-]*)\.jar")

NAMES_ONLY = Path("sandbox/analysis/java/checksums.sha256")
"""Lists jars by their file's name, without the group that an advisory would know them by: hashes alone are checked."""


class Locked(Value, frozen=True):
    """A package as a lock has it, and where; ``ecosystem`` is empty where its full name is not told."""

    file: str
    line: int
    ecosystem: str
    name: str
    version: str
    hashed: bool


def locked(root: Path) -> list[Locked]:
    """Read every lock below a folder laid out as this project."""
    python = [root / "requirements-dev.txt", *(root / "sandbox").rglob("*.txt")]
    found = [each for path in sorted(python) for each in of_requirements(path, root)]
    found += [each for path in sorted((root / "sandbox").rglob("package-lock.json")) for each in of_npm(path, root)]
    return found + [
        each for path in sorted((root / "sandbox").rglob("checksums.sha256")) for each in of_jars(path, root)
    ]


def of_requirements(path: Path, root: Path) -> Iterator[Locked]:
    """Yield what pip's lock has; a line that is neither a pinned package nor a hash is one without a hash."""
    lines = path.read_text("utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        pinned = PINNED.match(line)
        if not line.strip() or line.startswith((" ", "#")):
            continue
        # The hashes stand on the lines that this one goes on with.
        rest = "".join(lines[number : next((n for n in range(number, len(lines)) if lines[n][:1] != " "), len(lines))])
        name, version = (pinned[1], pinned[2]) if pinned else (line.split()[0], "")
        yield Locked(
            file=str(path.relative_to(root)),
            line=number,
            ecosystem=ECOSYSTEMS["python"],
            name=name,
            version=version,
            hashed=bool(pinned and HASHED.search(f"{line} {rest}")),
        )


def of_npm(path: Path, root: Path) -> Iterator[Locked]:
    """Yield what npm's lock has, the project itself left out."""
    text = path.read_text("utf-8")
    for place, entry in json.loads(text)["packages"].items():
        if place:
            yield Locked(
                file=str(path.relative_to(root)),
                line=text[: text.index(f'"{place}": {{')].count("\n") + 1,
                ecosystem=ECOSYSTEMS["node"],
                name=entry.get("name") or place.rpartition("node_modules/")[2],
                version=entry.get("version", ""),
                hashed=entry.get("integrity", "").startswith("sha512-"),
            )


def of_jars(path: Path, root: Path) -> Iterator[Locked]:
    """Yield the jars of a list of checksums, by Maven's names where their place in a repository tells them."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        jar, loose = JAR.fullmatch(line), LOOSE_JAR.fullmatch(line)
        if line.endswith(".pom") and re.match(r"[0-9a-f]{64}  ", line):
            continue
        name = f"{jar[2].replace('/', '.')}:{jar[3]}" if jar else loose[2] if loose else line
        yield Locked(
            file=str(path.relative_to(root)),
            line=number,
            ecosystem=ECOSYSTEMS["java"] if jar else "",
            name=name,
            version=jar[4] if jar else loose[3] if loose else "",
            hashed=bool(jar or loose),
        )


def without_hash(packages: list[Locked]) -> list[str]:
    """Name each package that could be another one tomorrow."""
    return [
        f"{each.file}:{each.line}: {each.name} has no hash. Run `make lock`." for each in packages if not each.hashed
    ]


def holes(packages: list[Locked], known: Advisories) -> tuple[list[str], list[str]]:
    """Hold the packages against a set: what is wrong, and what the set was."""
    wrong, said = [], []
    for ecosystem in ECOSYSTEMS.values():
        ours = [each for each in packages if each.ecosystem == ecosystem]
        wanted = [Package(name=each.name, version=each.version) for each in ours]
        answer = look_up(wanted, ecosystem, Path(known.osv), Path(known.indexes or known.osv))
        if isinstance(answer, str):
            wrong.append(f"{known.osv}: {ecosystem}: cannot be used. {answer} Mirror it, or take out `osv`.")
            continue
        said.append(f"{ecosystem}: {len(set(wanted))} packages, by {answer.entries:,} advisories up to {answer.date}")
        for each in ours:
            for hole in answer.holes.get(Package(name=each.name, version=each.version), ()):
                mended = f" Mended in {hole.fixed}." if hole.fixed else ""
                name = f"{each.name} {each.version}"
                wrong.append(f"{each.file}:{each.line}: {name}: {hole.summary} ({', '.join(hole.ids)}).{mended}")
        wrong += [f"{each.name} {each.version}: its version cannot be placed." for each in answer.undecided]
    return wrong, said


def audit(root: Path, known: Advisories | None) -> tuple[list[str], list[str]]:
    """Give what is wrong with the locks, and what can be said of how that was found out."""
    packages = locked(root)
    wrong = without_hash(packages)
    said = [f"locks: {len(packages)} pins in {len({each.file for each in packages})} files, each by its hash"]
    if known is None:
        said += ["locks: no set of advisories is configured ([advisories] osv in grader.toml): not audited"]
        return wrong, said
    found, sets = holes(packages, known)
    unnamed = sum(not each.ecosystem for each in packages)
    sets += [f"{unnamed} jars of {NAMES_ONLY} are listed without their group: not audited"]
    return wrong + found, said + [f"locks: {each}" for each in sets]


def main() -> int:
    """Audit the project that this file stands in."""
    root = Path(__file__).resolve().parents[1]
    try:
        known = load_configuration(os.environ, root).advisories
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    wrong, said = audit(root, known)
    sys.stdout.write("".join(f"{line}\n" for line in (*wrong, *(said if not wrong else said[1:]))))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
