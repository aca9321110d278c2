"""ruff: mistakes and habits that the syntax shows, in a few milliseconds."""

from __future__ import annotations

import json
import subprocess
from importlib.metadata import version
from typing import Any

NAME = "ruff"
LANGUAGES = ("python",)
COST = 2
CPU_S = 30

SELECTED = (
    "F,E7,E9,W605,"  # names, statements, escapes: mistakes
    "B,BLE,ASYNC,DTZ,LOG,PERF,PLE,PLW,PLR1714,"  # bugs, blind excepts, async, time zones, logging, performance
    "T20,ERA,TRY002,TRY201,TRY400,TRY401,RUF006,RUF012,S110,S112,C4,SIM102,SIM105,SIM115"
)
IGNORED = "E701,E702,E741,B008,B905,PLW0603,PLW2901,C408"  # taste, or what frameworks ask for


def run(work: Any) -> dict[str, Any]:
    """Check all files, no configuration of theirs looked up and no ``noqa`` obeyed."""
    command = [
        "ruff",
        "check",
        "--isolated",
        "--no-cache",
        "--ignore-noqa",
        "--no-fix",
        "--exit-zero",
        "--quiet",
        "--output-format=json",
        "--target-version=py313",
        f"--select={SELECTED}",
        f"--ignore={IGNORED}",
        "--",
        *(work.absolute(path) for path in work.paths),
    ]
    ran = subprocess.run(command, capture_output=True, check=False)
    if ran.returncode:
        raise RuntimeError(ran.stderr.decode("utf-8", "replace")[-500:])
    findings, unread = [], []
    for told in json.loads(ran.stdout):
        path = work.relative(told["filename"])
        if told["code"] in {None, "invalid-syntax"}:
            unread.append({"path": path, "why": told["message"]})
            continue
        findings.append(
            {
                "rule": told["code"],
                "name": (told.get("url") or "").rstrip("/").rpartition("/")[2],
                "severity": "error" if told["code"].startswith(("E9", "F82", "PLE")) else "warning",
                "path": path,
                "line": told["location"]["row"],
                "message": told["message"].replace(work.root + "/", ""),
                "help": told.get("url") or "",
            }
        )
    return {"version": version("ruff"), "findings": findings, "unread": unread}


warm = run
