"""Known vulnerabilities, from a mirror of OSV's exports that lies in a folder; nothing is asked of any network.

export (ZIP or folder)  ──once──>  index: package -> entries  ──>  entries of the packages asked for  ──>  Hole
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from grader.advisories import cvss, exports
from grader.advisories.exports import Export, Unusable
from grader.advisories.index import index_of
from grader.advisories.osv import Affected, Entry, read_entry
from grader.advisories.versions import Hit, Undecidable, hit, is_version, normalised
from grader.model import SEVERITIES, Package, Severity, Value

ECOSYSTEMS = {"python": "PyPI", "node": "npm", "java": "Maven"}
"""OSV's name for where each language has its packages from."""

MALICIOUS = "MAL-"
"""How OSV names a package that is itself the attack."""

_SEVERITIES: dict[str, Severity] = {
    "LOW": "low",
    "MODERATE": "medium",
    "MEDIUM": "medium",
    "HIGH": "high",
    "CRITICAL": "high",
}
_UNKNOWN: Severity = "medium"
_PREFERRED = ("MAL-", "GHSA-", "PYSEC-")
"""Whose words are taken where several tell of one hole: the first tells most."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}", re.ASCII)
_HELP = re.compile(r"https://[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}(/[A-Za-z0-9._~/#?=&%+,:@-]*)?", re.ASCII)
_LONGEST_SUMMARY = 160
_LONGEST_HELP = 300
_MOST_IDS = 4


class Hole(Value, frozen=True):
    """A vulnerability of a package in a version, each once whatever names it has; its text is safe to show.

    ``fixed`` is empty where no mended version is told of, ``score`` where nobody gave a vector of CVSS 3.
    """

    ids: tuple[str, ...]
    summary: str
    severity: Severity
    score: str
    fixed: str
    help: str


class Answer(Value, frozen=True):
    """What a set knows of the packages asked for, the gravest first; ``undecided`` are those it could not place."""

    date: str
    entries: int
    broken: int
    holes: Mapping[Package, tuple[Hole, ...]]
    undecided: tuple[Package, ...] = ()


def look_up(packages: Sequence[Package], ecosystem: str, osv: Path, indexes: Path | None = None) -> Answer | str:
    """Ask the set in ``osv`` about packages in the versions given; text says why it cannot be used.

    ``indexes`` is a folder of ours where what was found out about the set is kept.
    """
    try:
        with exports.opened(osv, ecosystem) as export:
            return _answer(packages, ecosystem, export, indexes)
    except Unusable as error:
        return str(error)


def _answer(packages: Sequence[Package], ecosystem: str, export: Export, indexes: Path | None) -> Answer:
    index = index_of(export, ecosystem, indexes)
    holes: dict[Package, tuple[Hole, ...]] = {}
    undecided: list[Package] = []
    broken = index.broken
    for package in dict.fromkeys(packages):
        if not is_version(ecosystem, package.version):
            undecided.append(package)
            continue
        contents = [export.read(place) for place in index.places.get(normalised(ecosystem, package.name), ())]
        entries = [read_entry(content) if content is not None else None for content in contents]
        broken += sum(entry is None for entry in entries)
        try:
            found = _holes([entry for entry in entries if entry is not None], ecosystem, package)
        except Undecidable:
            undecided.append(package)
        else:
            holes |= {package: found} if found else {}
    return Answer(date=index.newest, entries=index.entries, broken=broken, holes=holes, undecided=tuple(undecided))


def _holes(entries: Sequence[Entry], ecosystem: str, package: Package) -> tuple[Hole, ...]:
    """Find the entries that speak of this version, and join those that speak of one hole."""
    hits = [(entry, each) for entry in entries for each in _hits(entry, ecosystem, package)]
    holes = [_hole(group) for group in _grouped(hits)]
    return tuple(sorted(holes, key=lambda hole: (SEVERITIES.index(hole.severity), _by_score(hole), hole.ids)))


def _hits(entry: Entry, ecosystem: str, package: Package) -> Iterator[tuple[Affected, Hit]]:
    name = normalised(ecosystem, package.name)
    for affected in entry.affected or ():
        named = affected.package
        if named is None or named.ecosystem != ecosystem or normalised(ecosystem, named.name) != name:
            continue
        found = hit(affected, ecosystem, package.version)
        if found is not None:
            yield affected, found


Found = tuple[Entry, tuple[Affected, Hit]]


def _grouped(hits: Sequence[Found]) -> list[list[Found]]:
    """Put together what shares an id or an alias, however many steps away."""
    groups: list[tuple[set[str], list[Found]]] = []
    for found in sorted(hits, key=lambda found: _preferred(found[0])):
        names = {found[0].id, *(found[0].aliases or ())}
        same = [group for group in groups if group[0] & names]
        joined = (names.union(*(group[0] for group in same)), [each for group in same for each in group[1]] + [found])
        groups = [group for group in groups if group not in same] + [joined]
    return [sorted(group, key=lambda found: _preferred(found[0])) for _, group in groups]


def _preferred(entry: Entry) -> tuple[int, str]:
    rank = next((rank for rank, start in enumerate(_PREFERRED) if entry.id.startswith(start)), len(_PREFERRED))
    return rank, entry.id


def _hole(group: Sequence[Found]) -> Hole:
    """Tell of one hole in the words of its first entry; what that leaves open the others say."""
    entries = [entry for entry, _ in group]
    scores = [score for entry, (affected, _) in group for score in _scores(entry, affected)]
    names = [name for entry in entries for name in (entry.id, *(entry.aliases or ()))]
    return Hole(
        ids=tuple(dict.fromkeys(name for name in names if _ID.fullmatch(name)))[:_MOST_IDS],
        summary=next((text for entry in entries if (text := plain(entry.summary))), ""),
        severity=_severity(entries, scores),
        score=f"{scores[0]:.1f}" if scores else "",
        fixed=next((plain(found.fixed) for _, (_, found) in group if found.fixed), ""),
        help=next((page for entry in entries if (page := _help(entry))), ""),
    )


def _severity(entries: Sequence[Entry], scores: Sequence[float]) -> Severity:
    if any(entry.id.startswith(MALICIOUS) for entry in entries):
        return "high"
    if scores:
        return cvss.severity(scores[0])
    said = [entry.database_specific.severity or "" for entry in entries if entry.database_specific is not None]
    return next((_SEVERITIES[word.upper()] for word in said if word.upper() in _SEVERITIES), _UNKNOWN)


def _scores(entry: Entry, affected: Affected) -> list[float]:
    vectors = [each.score for each in (*(affected.severity or ()), *(entry.severity or ())) if each.type == "CVSS_V3"]
    return [score for vector in vectors if (score := cvss.base_score(vector)) is not None]


def _by_score(hole: Hole) -> float:
    return -float(hole.score or 0)


def _help(entry: Entry) -> str:
    """Choose a page to read on: an advisory's, else whatever comes first."""
    pages = sorted(entry.references or (), key=lambda reference: reference.type != "ADVISORY")
    return next((page.url for page in pages if _is_page(page.url)), "")


def _is_page(address: str) -> bool:
    return len(address) <= _LONGEST_HELP and _HELP.fullmatch(address) is not None


def plain(text: str) -> str:
    """Write what a database says on one line, short, and without anything that a screen would obey or hide."""
    words = " ".join(text[: 8 * _LONGEST_SUMMARY].split())
    shown = "".join(letter if letter.isprintable() else "?" for letter in words[:_LONGEST_SUMMARY])
    return shown if len(words) <= _LONGEST_SUMMARY else f"{shown.rstrip()}…"
