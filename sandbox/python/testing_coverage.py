"""Adds up what coverage.py recorded: prints lines and branches of each file as one JSON list; runs nothing of it."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import Any

import coverage

MAX_LINES = 5_000


def main(root: str, rcfile: str) -> None:
    """Combine what the processes left, then look at every file."""
    cover = coverage.Coverage(config_file=rcfile)
    report = rcfile + ".json"
    with contextlib.suppress(coverage.exceptions.CoverageException):
        cover.combine()
        cover.json_report(outfile=report)
    if not os.path.isfile(report):
        json.dump([], sys.stdout)
        return
    with open(report, encoding="utf-8") as file:
        found = json.load(file)["files"]
    json.dump([_file(os.path.relpath(path, root), found[path]) for path in sorted(found)], sys.stdout)


def _file(path: str, found: dict[str, Any]) -> dict[str, Any]:
    counted = found["summary"]
    return {
        "path": path,
        "lines": counted["num_statements"],
        "covered_lines": counted["covered_lines"],
        "branches": counted["num_branches"],
        "covered_branches": counted["covered_branches"],
        "uncovered": found["missing_lines"][:MAX_LINES],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
