"""pylint: mistakes that only inference sees, with our configuration alone and no pragma obeyed."""

from __future__ import annotations

import os
from typing import Any

NAME = "pylint"
LANGUAGES = ("python",)
COST = 140
CPU_S = 60

RULES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "rules", "pylintrc")
SEVERITIES = {"F": "error", "E": "error", "W": "warning", "R": "note", "C": "note", "I": "note"}
UNREADABLE = {"F0002", "F0010", "F0001", "E0001"}
"""The tool broke, found no file, or could not parse it."""


def run(work: Any) -> dict[str, Any]:
    """Lint all files in one go, for each may refer to the others."""
    from pylint import __version__, lint
    from pylint.reporters import CollectingReporter

    # A comment of the candidate's must not silence anything; suppressions are listed elsewhere.
    lint.PyLinter.process_tokens = lambda _self, _tokens: None
    reporter = CollectingReporter()
    lint.Run(
        [f"--rcfile={RULES}", "--persistent=n", "--", *(work.absolute(path) for path in work.paths)],
        reporter=reporter,
        exit=False,
    )
    findings = []
    unread = []
    for message in reporter.messages:
        path = work.relative(message.abspath)
        text = message.msg.splitlines()[0].replace(work.root + "/", "")
        if message.msg_id in UNREADABLE:
            unread.append({"path": path, "why": text})
        else:
            findings.append(
                {
                    "rule": message.msg_id,
                    "name": message.symbol,
                    "severity": SEVERITIES[message.msg_id[0]],
                    "path": path,
                    "line": message.line,
                    "message": text,
                    "help": "",
                }
            )
    return {"version": __version__, "findings": findings, "unread": unread}
