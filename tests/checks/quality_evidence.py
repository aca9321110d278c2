"""Evidence in memory: files, and what tools would have told of them."""

from __future__ import annotations

from typing import Any

import msgspec
import nouns

from grader.checks.quality.base import Evidence
from grader.checks.quality.box import Told
from grader.checks.quality.findings import findings_of, functions_of
from grader.checks.quality.scope import scope_of
from grader.deliveries import packed
from grader.languages import find
from grader.model import Interface, SourceFile
from grader.norms import Norms
from grader.rubric import load_rubric

NORMS: Norms = load_rubric("algorithm").norms


def told(**rows: object) -> Told:
    """What the tools say; ``tools`` are pylint and the search for repetitions unless others are named."""
    tools = [{"name": name, "version": "1", "failed": "", "seconds": 0.1} for name in ("pylint", "jscpd")]
    return msgspec.convert({"tools": tools} | rows, Told)


def finding(rule: str, path: str, line: int, **more: str) -> dict[str, Any]:
    """A row of a tool: ``tool:rule``."""
    tool, _, name = rule.partition(":")
    return {"tool": tool, "rule": name, "path": path, "line": line, "message": f"says {tool}"} | more


def evidence(
    texts: dict[str, str],
    /,
    *,
    starter: dict[str, str] | None = None,
    language: str = "python",
    kind: str = "function",
    **rows: object,
) -> Evidence:
    """Put together what a check may look at."""
    contents = {path: text.encode() for path, text in texts.items()}
    scope = scope_of(contents, starter or {}, find(language))
    said = told(**rows)
    submission = msgspec.structs.replace(
        nouns.submission(),
        files=tuple(SourceFile(path=path, size=len(text), lines=text.count(b"\n")) for path, text in contents.items()),
        archive=packed(contents),
    )
    return Evidence(
        challenge=msgspec.structs.replace(nouns.challenge(), interface=Interface(kind=kind)),
        submission=submission,
        language=find(language),
        contents=contents,
        starter=starter or {},
        scope=scope,
        told=said,
        norms=NORMS,
        functions=functions_of(said.functions, scope),
        findings=findings_of(said.findings, scope, NORMS),
    )
