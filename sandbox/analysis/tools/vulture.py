"""vulture: Python that nothing in the submission uses."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

NAME = "vulture"
LANGUAGES = ("python",)
COST = 2
CPU_S = 30

SURE = 60
"""Percent of confidence, its own default; what is below is a guess."""

DECORATORS = ["@*"]
"""A decorator hands a function to somebody who may call it: a framework's route, a fixture, a property."""


def run(work: Any) -> dict[str, Any]:
    """Look at all files together, tests included, for they use what they test."""
    import vulture
    from vulture.core import ExitCode

    seen = vulture.Vulture(ignore_names=["test_*", "Test*", "main", *work.called], ignore_decorators=DECORATORS)
    unread = []
    for path in work.paths:
        seen.exit_code = ExitCode.NoDeadCode
        seen.scan(work.read(path), filename=path)
        if seen.exit_code == ExitCode.InvalidInput:
            unread.append({"path": path, "why": "cannot be parsed"})
    findings = [
        {
            "rule": f"unused-{item.typ}",
            "name": f"unused-{item.typ}",
            "severity": "note",
            "path": str(item.filename),
            "line": item.first_lineno,
            "message": f"{item.message} ({item.confidence}% confidence)",
            "help": "",
        }
        for item in seen.get_unused_code(min_confidence=SURE)
        # Dataclasses and records are read by whoever turns them into JSON.
        if item.typ not in {"attribute", "variable"}
    ]
    return {"version": version("vulture"), "findings": findings, "unread": unread}


warm = run
