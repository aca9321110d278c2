"""``code-quality.json``: findings in the form that GitLab's Code Quality report takes, a subset of Code Climate's.

It quotes no tool's words about a line, which may quote a key; those stand in ``report.sarif``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from grader.reporting.text import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Finding, Grade, Severity

NAME = "gitlab"
FILENAME = "code-quality.json"

_SEVERITIES: dict[Severity, str] = {"high": "critical", "medium": "major", "low": "minor", "note": "info"}


def render(grade: Grade) -> str:
    """Write a list of findings, which is empty where nothing was found or nothing was looked at."""
    findings = grade.quality.findings if grade.quality is not None else ()
    return msgspec.json.format(msgspec.json.encode(list(_issues(findings))), indent=2).decode() + "\n"


def _issues(findings: tuple[Finding, ...]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for each in findings:
        rule = line(each.concept or each.tools[0].replace(" ", "/", 1), 120)
        # By what it says and not by its line, which moves with every edit above it; GitLab drops equal ones.
        said = hashlib.sha256(f"{rule}\0{each.path}\0{each.message}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        seen[said] += 1
        yield {
            "description": line(each.title),
            "check_name": rule,
            "fingerprint": f"{said}-{seen[said]}",
            "severity": _SEVERITIES[each.severity],
            "location": {"path": line(each.path), "lines": {"begin": max(each.line, 1)}},
        }
