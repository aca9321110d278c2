"""What Java and Node.js sources import, line by line: enough to see which packages nothing uses."""

from __future__ import annotations

import re
from typing import Any

NAME = "imports"
LANGUAGES = ("java", "node")
COST = 1
CPU_S = 30

PATTERNS = {
    "java": re.compile(r"^\s*import\s+(?:static\s+)?([\w.]+)"),
    "node": re.compile(r"""(?:\bfrom\s*|\brequire\(\s*|\bimport\s*\(?\s*)["']([^"']+)["']"""),
}
LONGEST = 2_000


def run(work: Any) -> dict[str, Any]:
    """List every import with its line."""
    pattern = PATTERNS[work.language]
    imports = [
        {"path": path, "line": number, "name": name}
        for path in work.paths
        for number, line in enumerate(work.lines(path), start=1)
        for name in pattern.findall(line[:LONGEST])
    ]
    return {"version": "1", "imports": imports}
