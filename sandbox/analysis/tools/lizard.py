"""lizard: cyclomatic complexity, length and parameters, counted alike in every language."""

from __future__ import annotations

import re
from typing import Any

NAME = "lizard"
LANGUAGES = ("python", "java", "node")
COST = 4
CPU_S = 60

ORDERS = re.compile(r"(?i)lizard(?=\s*forgive)|generated(?=\s+code)")
"""Comments that would silence it."""


def run(work: Any) -> dict[str, Any]:
    """Read every file by itself."""
    import lizard

    functions, files, unread = [], [], []
    for path in work.paths:
        # Of the same length, so that no line or column moves.
        text = ORDERS.sub(lambda order: "-" * len(order[0]), work.read(path))
        try:
            measured = lizard.analyze_file.analyze_source_code(path, text)
        except (RecursionError, MemoryError, LookupError, ValueError, StopIteration) as error:
            unread.append({"path": path, "why": f"{type(error).__name__}: {error}"})
            continue
        files.append({"path": path, "code_lines": measured.nloc})
        functions += [
            {
                "path": path,
                "name": function.name.replace("::", "."),
                "line": function.start_line,
                "end_line": function.end_line,
                # Of a string that goes over many lines lizard may take off more than it has counted.
                "code_lines": function.nloc if function.nloc > 0 else None,
                "cyclomatic": function.cyclomatic_complexity,
                "parameters": function.parameter_count,
            }
            for function in measured.function_list
        ]
    return {"version": lizard.version, "functions": functions, "files": files, "unread": unread}


warm = run
