"""complexipy: cognitive complexity of Python, as SonarSource defined it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

NAME = "complexipy"
LANGUAGES = ("python",)
COST = 2
CPU_S = 30


def run(work: Any) -> dict[str, Any]:
    """Measure every function, those that a comment excuses as well."""
    from complexipy import file_complexity

    functions, unread = [], []
    for path in work.paths:
        try:
            measured = file_complexity(work.absolute(path), no_ignore=True, with_plans=False)
        except ValueError as error:
            unread.append({"path": path, "why": str(error).replace(work.root + "/", "")})
            continue
        functions += [
            {
                "path": path,
                "name": function.name.replace("::", "."),
                "line": function.line_start,
                "end_line": function.line_end,
                "cognitive": function.complexity,
            }
            for function in measured.functions
        ]
    return {"version": version("complexipy"), "functions": functions, "unread": unread}


warm = run
