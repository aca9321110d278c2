"""mypy: whether annotations are true; of a submission without any it would say nothing."""

from __future__ import annotations

import contextlib
import json
import os
from typing import Any

NAME = "mypy"
LANGUAGES = ("python",)
COST = 30
CPU_S = 60

CACHE = "/grader/mypy"
"""What it made of the standard library when the image was built (``common.py``): two seconds of every run."""


def run(work: Any) -> dict[str, Any]:
    """Check all files together, each as a module of its own name; packages that are not here count as ``Any``."""
    from mypy import api
    from mypy.version import __version__

    if not _has_annotations(work):
        return {"version": __version__}
    output, errors, code = api.run(
        [*OPTIONS, f"--cache-dir={_cache(work.scratch)}", "--", *(work.absolute(path) for path in work.paths)]
    )
    if code > 1 and not output:
        raise RuntimeError(errors[-500:].replace(work.root + "/", ""))
    findings, unread = [], []
    for line in output.splitlines():
        if not line.startswith("{"):
            unread.append({"path": "", "why": line.replace(work.root + "/", "")})
            continue
        told = json.loads(line)
        if told["severity"] != "error":
            continue
        path = work.relative(os.path.join("/", told["file"]))  # it writes them relative to where it runs
        if told["code"] == "syntax":
            unread.append({"path": path, "why": told["message"]})
            continue
        findings.append(
            {
                "rule": told["code"] or "error",
                "name": told["code"] or "error",
                "severity": "warning",
                "path": path,
                "line": max(1, told["line"]),
                "message": told["message"].replace(work.root + "/", ""),
                "help": "",
            }
        )
    return {"version": __version__, "findings": findings, "unread": unread}


def warm(sample: Any) -> None:
    """Check the sample, and have a cache in place that knows nothing of it."""
    run(sample)
    _cache(os.path.dirname(sample.scratch))


OPTIONS = (
    "--config-file=",
    "--skip-cache-mtime-checks",
    "--output=json",
    "--no-error-summary",
    "--no-site-packages",
    "--ignore-missing-imports",
    "--follow-imports=silent",
    "--check-untyped-defs",
    "--explicit-package-bases",
    "--namespace-packages",
    "--no-warn-unused-ignores",
    "--disable-error-code=import-untyped",
    "--disable-error-code=import-not-found",
)


def _cache(scratch: str) -> str:
    """A copy that can be written, for mypy opens its cache no other way; it may be there already."""
    import shutil

    copy = os.path.join(scratch, "mypy")
    with contextlib.suppress(FileNotFoundError, FileExistsError):
        shutil.copytree(CACHE, copy)
    return copy


def _has_annotations(work: Any) -> bool:
    import ast

    for path in work.paths:
        try:
            tree = ast.parse(work.read(path))
        except (SyntaxError, RecursionError, MemoryError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, (ast.AnnAssign, ast.arg)) and node.annotation is not None:
                return True
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
                return True
    return False
