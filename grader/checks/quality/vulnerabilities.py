"""Known vulnerabilities of the packages that the candidate asks for directly, from a mirrored set of advisories.

The set is read by ``advised``, before the checks; ``check`` passes on what came of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from grader.advisories import ECOSYSTEMS, Answer, Hole, look_up, plain
from grader.advisories.versions import allows, exact, normalised
from grader.checks.quality.base import Advised, Checked, Evidence
from grader.checks.quality.declared import Declared, chosen_by_starter, declared, locked
from grader.configuration import Advisories
from grader.languages.base import Language
from grader.model import Finding, NotMeasured, Package, Practice, Severity, Tool, Value
from grader.norms import Norms

WHAT = "Known vulnerabilities of packages"
CONCEPT = "known_vulnerability"
TOOL = "OSV"
MOST_OF_ONE = 5
"""Vulnerabilities of one package that are listed; the rest is counted, for the remedy is one and the same."""

MOST_NAMED = 5
_NO_SET = Advised(
    not_measured=(
        NotMeasured(
            what=WHAT,
            why="No set of advisories is configured: `osv` in [advisories] of grader.toml names a mirrored one.",
        ),
    )
)


class _Used(Value, frozen=True):
    """A package that the candidate asks for, in the version that it comes to, and who says so."""

    declared: Declared
    package: Package
    by: str
    pinned: bool


def check(evidence: Evidence) -> Checked:
    """Answer whether anything is known, as far as there is a set that knows."""
    return Checked(practices=evidence.advised.practices)


def advised(
    contents: Mapping[str, bytes],
    starter: Mapping[str, str],
    language: Language,
    norms: Norms,
    *,
    packages: Sequence[Package],
    configured: Advisories | None,
) -> Advised:
    """Ask the configured set; ``packages`` are those that the submission was given, in the versions that it got."""
    ecosystem = ECOSYSTEMS.get(language.name)
    if configured is None:
        return _NO_SET
    own = [each for each in declared(contents, starter, language) if not chosen_by_starter(each, contents, starter)]
    if ecosystem is None or not own:
        return Advised()
    asked = _once(own, ecosystem)
    used, untold = _used(asked, contents, language, ecosystem, packages)
    answer = look_up(
        [each.package for each in used], ecosystem, Path(configured.osv), Path(configured.indexes or configured.osv)
    )
    if isinstance(answer, str):
        why = f"The set that `osv` in [advisories] of grader.toml names cannot be used. {answer}"
        return Advised(not_measured=(NotMeasured(what=WHAT, why=why),))
    untold += [each.package.name for each in used if each.package in answer.undecided]
    found = _findings(used, answer, ecosystem, norms)
    return Advised(
        findings=tuple(found),
        practices=(_practice(used, untold, found, answer),),
        tools=(Tool(name=f"advisories ({TOOL}), {ecosystem}", version=answer.date),),
        not_measured=tuple(_not_measured(untold, answer, ecosystem)),
    )


def _once(asked: Sequence[Declared], ecosystem: str) -> list[Declared]:
    """Keep of what is asked for alike in several places the one that reaches users, else the first."""
    kept: dict[tuple[str, str], Declared] = {}
    for each in sorted(asked, key=lambda each: each.dev):
        kept.setdefault((normalised(ecosystem, each.name), each.wanted), each)
    return list(kept.values())


def _used(
    asked: Sequence[Declared],
    contents: Mapping[str, bytes],
    language: Language,
    ecosystem: str,
    packages: Sequence[Package],
) -> tuple[list[_Used], list[str]]:
    """Find the version of each package, and name those whose version cannot be told.

    What the candidate fixed, in the manifest or by a lock, comes before what the grader chose for a range: nobody
    answers for the age of our images.
    """
    lock = locked(contents, language)
    held = {normalised(ecosystem, name): version for name, version in lock.versions.items()} if lock else {}
    given = {normalised(ecosystem, each.name): each.version for each in packages}
    used, untold = [], []
    for each in asked:
        key = normalised(ecosystem, each.installed or each.name)
        written = exact(ecosystem, each.wanted)
        version = written or held.get(key) or given.get(key)
        if not version:
            untold.append(each.name)
            continue
        by = "" if written else f"by {lock.path}" if lock and key in held else "the version used here"
        package = Package(name=each.name, version=version)
        used.append(_Used(declared=each, package=package, by=by, pinned=bool(written) or key in held))
    return used, untold


def _findings(used: Sequence[_Used], answer: Answer, ecosystem: str, norms: Norms) -> list[Finding]:
    found = []
    for each in used:
        holes = answer.holes.get(each.package, ())
        for number, hole in enumerate(holes[:MOST_OF_ONE], start=1):
            more = len(holes) - MOST_OF_ONE if number == MOST_OF_ONE else 0
            found.append(_finding(each, hole, more, ecosystem, norms))
    return found


def _finding(used: _Used, hole: Hole, more: int, ecosystem: str, norms: Norms) -> Finding:
    name = hole.ids[0] if hole.ids else "unnamed"
    concept = norms.concept(TOOL, name)
    mended = not used.pinned and bool(hole.fixed) and allows(ecosystem, used.declared.wanted, hole.fixed)
    return Finding(
        concept=concept.name if concept is not None else CONCEPT,
        title=concept.title if concept is not None else "A package has a known vulnerability",
        criterion=concept.criterion if concept is not None else "security",
        severity=_severity(used, hole, mended=mended),
        path=used.declared.where.path,
        line=used.declared.where.line,
        message=" ".join(_words(used, hole, more, mended=mended)),
        tools=(f"{TOOL} {name}",),
        help=hole.help,
    )


def _severity(used: _Used, hole: Hole, *, mended: bool) -> Severity:
    """Take the hole's own, less where it reaches no user: in development, or where a mended version is allowed."""
    if mended or hole.severity == "note":
        return "note"
    return "low" if used.declared.dev else hole.severity


def _words(used: _Used, hole: Hole, more: int, *, mended: bool) -> Iterator[str]:
    by = f" ({used.by})" if used.by else ""
    yield f"{plain(used.package.name)} {plain(used.package.version)}{by}:"
    yield f"{hole.summary.rstrip('.') or 'a vulnerability without a description'} ({', '.join(hole.ids)})."
    yield f"Mended in {hole.fixed}." if hole.fixed else "No mended version is known."
    if hole.score:
        yield f"CVSS {hole.score}."
    if mended:
        yield "What is asked for allows that version too."
    if used.declared.dev:
        yield "Needed for development only."
    if more:
        yield f"{more} more of this package are known."


def _practice(used: Sequence[_Used], untold: Sequence[str], found: Sequence[Finding], answer: Answer) -> Practice:
    """Answer yes only where every version is known and none has a hole that the candidate's own choice lets in."""
    bad = {(each.path, each.line) for each in found if each.severity != "note"}
    names = [each.declared.name for each in used if (each.declared.where.path, each.declared.where.line) in bad]
    told = f"In {len(names)} of {len(used)} packages: {plain(', '.join(names[:MOST_NAMED]))}" if names else ""
    none = f"None in {len(used)} packages that are asked for" if used else "No version is known"
    return Practice(
        name="no_known_vulnerabilities",
        question="Are the packages free of known vulnerabilities?",
        criterion="security",
        yes=False if names else None if untold else True,
        evidence=f"{told or none}, by advisories up to {answer.date}.",
        where=tuple(each.declared.where for each in used if each.declared.name in names)[:MOST_NAMED],
    )


def _not_measured(untold: Sequence[str], answer: Answer, ecosystem: str) -> Iterator[NotMeasured]:
    if untold:
        named = plain(", ".join(untold[:MOST_NAMED]))
        more = f" and {len(untold) - MOST_NAMED} more" if len(untold) > MOST_NAMED else ""
        why = "Which version is used is not fixed by the manifest or a lock that is read here, and cannot be placed."
        yield NotMeasured(what=f"{WHAT}: {named}{more}", why=why)
    if answer.broken:
        why = f"{answer.broken:,} of {answer.entries:,} entries are broken, so what they tell is not known here."
        yield NotMeasured(what=f"Some advisories ({TOOL}), {ecosystem}", why=why)
