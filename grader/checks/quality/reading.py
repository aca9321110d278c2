"""Where a reviewer should begin, where reading pays most, and what is done well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from grader.checks.quality.base import Evidence, by_depth
from grader.checks.quality.complexity import place_of
from grader.checks.quality.scope import lines_of
from grader.model import GRAVE, Finding, Function, HotSpot, Measure, Place, Practice, Signpost

MOST_SPOTS = 6
MOST_CODE_LINES = 60
CORE_FILES = 3
WEIGHTS = {"high": 4.0, "medium": 2.0, "low": 1.0, "note": 0.25}
"""How much a finding adds to what a function's size and complexity already say (house rule)."""


def hot_spots(evidence: Evidence) -> tuple[HotSpot, ...]:
    """Rank functions by lines x complexity x findings, the product that review time goes to (house rule)."""
    by_path: dict[str, list[Finding]] = {}
    for finding in evidence.findings:
        by_path.setdefault(finding.path, []).append(finding)
    scored = [
        (_score(function, found), function, found)
        for function in evidence.functions
        for found in [[each for each in by_path.get(function.path, ()) if _inside(each, function)]]
    ]
    worth = sorted((each for each in scored if each[0] > 0), key=lambda each: (-each[0], each[1].path, each[1].line))
    return tuple(_spot(evidence, function, found, score) for score, function, found in worth[:MOST_SPOTS])


def _score(function: Function, found: Sequence[Finding]) -> float:
    complexity = max(function.cognitive or 0, (function.cyclomatic or 1) - 1)
    weight = 1 + sum(WEIGHTS[finding.severity] for finding in found)
    return round(function.code_lines * complexity * weight, 1)


def _spot(evidence: Evidence, function: Function, found: Sequence[Finding], score: float) -> HotSpot:
    parts = [f"{function.code_lines} lines"]
    parts += [f"cyclomatic {function.cyclomatic}"] if function.cyclomatic is not None else []
    parts += [f"cognitive {function.cognitive}"] if function.cognitive is not None else []
    parts += [f"{len(found)} finding{'' if len(found) == 1 else 's'}"] if found else []
    lines = lines_of(evidence.text(function.path))[function.line - 1 : function.end_line]
    return HotSpot(
        where=place_of(function),
        why=", ".join(parts),
        score=score,
        code="\n".join(line[:300] for line in lines[:MOST_CODE_LINES]),
    )


def _inside(finding: Finding, function: Function) -> bool:
    return function.line <= finding.line <= function.end_line


def guide(evidence: Evidence) -> tuple[Signpost, ...]:
    """Name the entry, the files that carry the logic, and the function that is hardest to follow."""
    posts: list[Signpost] = []
    entry = next((path for path in sorted(evidence.sources(), key=by_depth) if _is_entry(evidence, path)), None)
    if entry is not None:
        posts.append(Signpost(where=Place(path=entry), why="The entry: the suite or the server begins here."))
    for path, weight in _by_weight(evidence)[:CORE_FILES]:
        written = evidence.scope.files[path].written
        if path != entry:
            why = f"Carries the logic: {written} lines, {weight} branches."
            posts.append(Signpost(where=Place(path=path), why=why))
    hardest = max(evidence.functions, key=lambda f: (f.cognitive or 0, f.cyclomatic or 0, f.path), default=None)
    if hardest is not None and (hardest.cognitive or hardest.cyclomatic or 0) > 1:
        why = f"The hardest function to follow: cognitive {hardest.cognitive}, cyclomatic {hardest.cyclomatic}."
        posts.append(Signpost(where=place_of(hardest), why=why))
    tests = sorted(evidence.tests(), key=lambda path: -evidence.scope.files[path].written)
    if tests:
        posts.append(Signpost(where=Place(path=tests[0]), why="The largest of the candidate's own test files."))
    return tuple(posts)


def _is_entry(evidence: Evidence, path: str) -> bool:
    return PurePosixPath(path).stem in evidence.language.entries(evidence.challenge)


def _by_weight(evidence: Evidence) -> list[tuple[str, int]]:
    """Order the sources by the branches in their functions, and by lines where those are alike."""
    branches = dict.fromkeys(evidence.sources(), 0)
    for function in evidence.functions:
        branches[function.path] = branches.get(function.path, 0) + (function.cyclomatic or 1) - 1
    return sorted(branches.items(), key=lambda item: (-item[1], -evidence.scope.files[item[0]].written, item[0]))


def strengths(evidence: Evidence, measures: Sequence[Measure], practices: Sequence[Practice]) -> tuple[str, ...]:
    """Say what is done well, in the words of the measures and questions; nothing for want of anything to measure."""
    said = []
    named = {measure.name: measure for measure in measures}
    worst = named.get("cognitive_worst")
    if worst is not None and worst.within and len(evidence.functions) > 1:
        said.append(f"No function is hard to follow: the hardest has cognitive complexity {worst.value:g}.")
    repeated = named.get("duplicated")
    if repeated is not None and repeated.value == 0 and not evidence.few:
        said.append("Nothing stands in the code twice.")
    if not [finding for finding in evidence.findings if finding.severity in GRAVE] and evidence.told.tools:
        said.append("No tool found anything of medium or high severity.")
    fitting = named.get("type_errors")
    if fitting is not None and fitting.value == 0:
        said.append("The types are annotated, and they fit.")
    answered = {practice.name for practice in practices if practice.yes}
    said += [text for name, text in WELL_DONE.items() if name in answered]
    return tuple(said)


WELL_DONE = {
    "tests_present": "There are tests of the candidate's own.",
    "sql_parameterised": "Values reach SQL as parameters.",
    "readme_decisions": "The README states decisions or assumptions.",
    "versions_pinned": "Package versions are fixed.",
    "no_known_vulnerabilities": "No package that is asked for has a known vulnerability.",
}
