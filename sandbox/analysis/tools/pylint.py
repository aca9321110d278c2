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

KNOWN: set[str] = set()
"""First names of the modules that were found, or looked for, before there was a submission."""

COLOURED = ("__cause__", "__context__", "__suppress_context__", "__traceback__")
"""What the standard library sets of any exception; inferred from there once the module that does so has been read."""


def warm(sample: Any) -> None:
    """Lint the sample, and so know what it imports."""
    from astroid import MANAGER, modutils
    from astroid.interpreter._import import spec, util

    run(sample)
    for path in sample.paths:
        del MANAGER.astroid_cache[path.removesuffix(".py")]
    asked = {name for name, _ in MANAGER.brain["_mod_file_cache"]}
    # What was where, and what was nowhere: a submission changes that.
    MANAGER.brain["_mod_file_cache"].clear()
    for each in (*vars(modutils).values(), *vars(spec).values(), *vars(util).values()):
        for lookup in (each, getattr(each, "find_module", None)):
            if hasattr(lookup, "cache_clear"):
                lookup.cache_clear()
    KNOWN.update(name.partition(".")[0] for name in asked | set(MANAGER.astroid_cache))


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
