"""What the candidate told tools to overlook: nothing here obeys it, and a reviewer may ask why."""

from __future__ import annotations

import re
from typing import Any

NAME = "suppressions"
LANGUAGES = ()
COST = 1
CPU_S = 30

ORDERS = re.compile(
    r"""
      [#]\s*(?:noqa|nosec|type:\s*ignore|pyright:|pylint:\s*(?:disable|skip)|pragma:\s*no\s*(?:cover|branch)
        |lizard\s*forgive|complexipy:\s*ignore|(?:ruff|flake8):\s*noqa|mypy:|ty:\s*ignore)
    | @SuppressWarnings | @SuppressFBWarnings | //\s*(?:NOPMD|NOSONAR|noinspection) | CHECKSTYLE:\s*(?:OFF|SUPPRESS)
    | eslint-disable | @ts-(?:ignore|expect-error|nocheck)
    | (?:c8|v8|istanbul|jest)\s+ignore\s+(?:next|start|else|if|file)
    | biome-ignore | tslint:disable | jshint\s+ignore
    """,
    re.VERBOSE | re.IGNORECASE,
)
MOST_OF_A_LINE = 2_000


def run(work: Any) -> dict[str, Any]:
    """List every line of a source that silences a tool."""
    found = []
    for path in work.paths:
        for number, line in enumerate(work.lines(path), start=1):
            if ORDERS.search(line[:MOST_OF_A_LINE]):
                found.append({"path": path, "line": number, "text": line.strip()[:200]})
    return {"version": "1", "suppressions": found}


warm = run
