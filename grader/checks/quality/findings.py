"""What several tools tell of the same finding or function, put together: each once, and only the candidate's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from grader.checks.quality.box import FindingRow, FunctionRow
from grader.checks.quality.scope import Scope
from grader.model import GRAVE, SEVERITIES, Finding, Function, Severity, SourceKind
from grader.norms import Norms

OF_TOOLS: dict[str, Severity] = {"error": "medium", "warning": "low", "note": "note"}
"""How bad a rule without a concept is, by its tool's own word: a linter cannot know that users are in danger."""

SECURITY_TOOLS = {"bandit", "detect-secrets"}
"""What these say is about security unless a concept says otherwise."""

OF_SECURITY: dict[str, Severity] = {"error": "high", "warning": "medium", "note": "low"}
NEAR = 1
"""Lines by which two tools may disagree where a function begins: decorators and annotations."""


def findings_of(
    rows: Iterable[FindingRow], scope: Scope, norms: Norms, *, meant: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Merge what tools found in the candidate's lines, the gravest first.

    ``meant`` are concepts that are no fault here, as printing is none of a program; of tests only what is grave counts.
    """
    merged: dict[tuple[str, str, int], Finding] = {}
    for row in rows:
        if not _counts(row, scope):
            continue
        found = _finding(row, norms)
        if found.concept in meant or (_in_a_test(found, scope) and found.severity not in GRAVE):
            continue
        key = (found.concept or f"{row.tool}:{row.rule}", row.path, row.line)
        known = merged.get(key)
        merged[key] = found if known is None else _both(known, found)
    return in_order(merged.values())


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put the gravest first, and what is as grave in the order of the files."""
    return tuple(sorted(findings, key=_order))


def _counts(row: FindingRow, scope: Scope) -> bool:
    if row.path not in scope.files:
        return False
    kind = scope.files[row.path].kind
    # A secret is one in whatever file it stands.
    read = kind in {SourceKind.SOURCE, SourceKind.TEST} or (row.tool == "detect-secrets" and kind is SourceKind.OTHER)
    return read and scope.is_written(row.path, row.line)


def _in_a_test(finding: Finding, scope: Scope) -> bool:
    return scope.files[finding.path].kind is SourceKind.TEST


def _finding(row: FindingRow, norms: Norms) -> Finding:
    concept = norms.concept(row.tool, row.rule)
    security = row.tool in SECURITY_TOOLS or row.rule.startswith("security/")
    severities = OF_SECURITY if security else OF_TOOLS
    return Finding(
        concept=concept.name if concept is not None else "",
        title=concept.title if concept is not None else row.name.replace("-", " ").replace("_", " ") or row.rule,
        criterion=concept.criterion if concept is not None else ("security" if security else "design"),
        severity=concept.severity if concept is not None else severities[row.severity],
        path=row.path,
        line=row.line,
        message=row.message,
        tools=(f"{row.tool} {row.rule}",),
        help=row.help,
    )


def _both(first: Finding, second: Finding) -> Finding:
    """Join what two tools say of one thing in one line: the words of the first, the help of whoever has any."""
    tools = tuple(dict.fromkeys((*first.tools, *second.tools)))
    return msgspec.structs.replace(first, tools=tools, help=first.help or second.help)


def _order(finding: Finding) -> tuple[int, str, int, str]:
    return SEVERITIES.index(finding.severity), finding.path, finding.line, finding.concept or finding.tools[0]


def functions_of(rows: Iterable[FunctionRow], scope: Scope) -> tuple[Function, ...]:
    """Merge what tools measured of each function that the candidate wrote or changed, in the order of the files.

    lizard counts every language alike, so its numbers come first; who else knows the function fills the gaps.
    """
    sources = [row for row in rows if row.path in scope.files and scope.files[row.path].kind is SourceKind.SOURCE]
    merged: list[list[FunctionRow]] = []
    for row in sorted(sources, key=lambda row: (row.path, row.line, row.tool != "lizard", row.tool)):
        same = next((group for group in reversed(merged[-8:]) if _same(group[0], row)), None)
        if same is None:
            merged.append([row])
        else:
            same.append(row)
    functions = [_function(group) for group in merged]
    return tuple(
        function for function in functions if scope.is_written(function.path, function.line, function.end_line)
    )


def _same(first: FunctionRow, second: FunctionRow) -> bool:
    close = first.path == second.path and abs(first.line - second.line) <= NEAR
    return close and (first.line == second.line or _short(first.name) == _short(second.name))


def _short(name: str) -> str:
    return name.replace("#", ".").rpartition(".")[2].partition("(")[0]


def _function(rows: Sequence[FunctionRow]) -> Function:
    ordered = sorted(rows, key=lambda row: row.tool != "lizard")
    first = ordered[0]
    names = sorted((row.name.partition("(")[0] for row in rows), key=lambda name: (-name.count("."), len(name)))
    return Function(
        path=first.path,
        name=names[0],
        line=first.line,
        end_line=max(row.end_line for row in rows),
        code_lines=_first([row.code_lines for row in ordered]) or first.end_line - first.line + 1,
        cyclomatic=_first([row.cyclomatic for row in ordered]),
        cognitive=_first([row.cognitive for row in ordered]),
        parameters=_first([row.parameters for row in ordered]),
    )


def _first(values: Iterable[int | None]) -> int | None:
    return next((value for value in values if value is not None), None)
