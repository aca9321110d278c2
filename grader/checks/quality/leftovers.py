"""What should not have been handed in: build output, packages, editors' files, databases, environments."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from grader.checks.quality.base import Checked, Evidence
from grader.model import Place, Practice

OUTPUT = re.compile(
    r"(^|/)(node_modules|__pycache__|\.venv|venv|target/classes|dist|build/classes|\.idea|\.vscode|\.pytest_cache|\.mypy_cache)(/|$)"
    r"|\.(class|pyc|pyo|jar|war|log|sqlite3?|db|swp|DS_Store)$|(^|/)\.DS_Store$|(^|/)Thumbs\.db$"
)
ENVIRONMENT = re.compile(r"(^|/)\.env(\.(?!example|sample|template|dist)\w+)?$")

SHOWN = 3


def check(evidence: Evidence) -> Checked:
    """Look at the names of all that was handed in, also of what intake left out."""
    paths = sorted({*evidence.contents, *(dropped.path for dropped in evidence.submission.dropped)})
    output = [path for path in paths if OUTPUT.search(path) and path not in evidence.starter]
    environment = [path for path in paths if ENVIRONMENT.search(path)]
    ignore = [path for path in paths if PurePosixPath(path).name in {".gitignore", ".dockerignore"}]
    own_ignore = [path for path in ignore if path not in evidence.starter]
    return Checked(
        practices=(
            _practice("no_output", "Is it free of build output and packages?", "communication", output),
            _practice("no_environment", "Is it free of .env files?", "security", environment),
            Practice(
                name="ignore_file",
                question="Is there an ignore file?",
                criterion="communication",
                yes=bool(ignore),
                evidence=", ".join(own_ignore or ignore) or "No .gitignore.",
                where=tuple(Place(path=path) for path in ignore[:1]),
            ),
        )
    )


def _practice(name: str, question: str, criterion: str, found: list[str]) -> Practice:
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return Practice(
        name=name,
        question=question,
        criterion=criterion,
        yes=not found,
        evidence=f"{', '.join(found[:SHOWN])}{more}" if found else "Nothing of the kind.",
        where=tuple(Place(path=path) for path in found[:5]),
    )
