"""pylint: mistakes that only inference sees, with our configuration alone and no pragma obeyed."""

from __future__ import annotations

import importlib.machinery
import os
import sys
from collections.abc import Iterator
from typing import Any

NAME = "pylint"
LANGUAGES = ("python",)
COST = 140
CPU_S = 60

RULES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "rules", "pylintrc")
SEVERITIES = {"F": "error", "E": "error", "W": "warning", "R": "note", "C": "note", "I": "note"}
UNREADABLE = {"F0002", "F0010", "F0001", "E0001"}
"""The tool broke, found no file, or could not parse it."""

SUFFIXES = (*importlib.machinery.all_suffixes(), ".pyi")
KNOWN: set[str] = set()
"""First names of the modules that were found, or looked for, before there was a submission."""

_prepared: list[Any] = []
"""Linters that have read our configuration and looked at nothing."""

COLOURED = ("__cause__", "__context__", "__suppress_context__", "__traceback__")
"""What the standard library sets of any exception; inferred from there once the module that does so has been read."""


def load() -> None:
    """Import it with every checker, and read our configuration."""
    _prepared.append(_linter())


def warm(sample: Any) -> None:
    """Lint the sample, and so know what it imports."""
    before = set(sys.modules)
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
    load()
    names = asked | set(MANAGER.astroid_cache) | (set(sys.modules) - before)
    KNOWN.update(sys.stdlib_module_names, (name.partition(".")[0] for name in names))


def fits(work: Any) -> bool:
    """Whether nothing in the submission would be taken for, or judged by, what was read ahead of it."""
    # A package at the root of everything would make modules of all folders beside it.
    at_root = any(os.path.lexists(work.absolute(f"__init__{suffix}")) for suffix in SUFFIXES)
    coloured = any(word in text for text in map(work.read, work.paths) for word in COLOURED)
    return not at_root and not coloured and KNOWN.isdisjoint(_importable(work.root))


def _importable(root: str) -> Iterator[str]:
    """Whatever might be imported, in any folder: linters try more than one."""
    for _, folders, files in os.walk(root):
        yield from folders
        yield from (name.partition(".")[0] for name in files if name.endswith(SUFFIXES))


def run(work: Any) -> dict[str, Any]:
    """Lint all files in one go, for each may refer to the others."""
    from pylint import __version__

    linter = _prepared.pop() if _prepared else _linter()
    linter.look([work.absolute(path) for path in work.paths])
    findings = []
    unread = []
    for message in linter.reporter.messages:
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


def _linter() -> Any:
    """One of pylint's own, set up by its command line, but that it waits to be told to ``look``."""
    from pylint import lint
    from pylint.reporters import CollectingReporter

    class Patient(lint.PyLinter):
        look = lint.PyLinter.check

        def check(self, files_or_modules: Any) -> None:
            """Do nothing yet."""

        def generate_reports(self, *, verbose: bool = False) -> None:
            """Sum nothing up."""

        def process_tokens(self, tokens: Any) -> None:
            """Obey no comment: nothing of the candidate's may silence anything; suppressions are listed elsewhere."""

    class Run(lint.Run):
        LinterClass = Patient

    # It wants to be given a file, whichever.
    command = [f"--rcfile={RULES}", "--persistent=n", "--", RULES]
    return Run(command, reporter=CollectingReporter(), exit=False).linter
