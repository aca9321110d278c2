"""bandit: what is dangerous in Python, ``nosec`` or not."""

from __future__ import annotations

import logging
from typing import Any

NAME = "bandit"
LANGUAGES = ("python",)
COST = 5
CPU_S = 60

SKIPPED = {"B101", "B404", "B311"}
"""Asserts, the mere import of subprocess, and random numbers that are no secrets: noise in a take-home."""


def run(work: Any) -> dict[str, Any]:
    """Look at every file with every test of its own set."""
    logging.disable(logging.CRITICAL)
    from bandit import __version__
    from bandit.core import config, docs_utils, manager

    found = manager.BanditManager(config.BanditConfig(), "file", ignore_nosec=True, quiet=True)
    # Given one by one: nothing is looked up in folders.
    found.files_list = [work.absolute(path) for path in work.paths]
    found.run_tests()
    unread = [{"path": work.relative(path), "why": why} for path, why in found.skipped]
    findings = [
        {
            "rule": issue.test_id,
            "name": issue.test,
            "severity": {"HIGH": "error", "MEDIUM": "warning"}.get(issue.severity, "note"),
            "path": work.relative(issue.fname),
            "line": issue.lineno,
            "message": issue.text,
            "help": docs_utils.get_url(issue.test_id),
        }
        for issue in found.results
        if issue.test_id not in SKIPPED
    ]
    return {"version": __version__, "findings": findings, "unread": unread}


warm = run
