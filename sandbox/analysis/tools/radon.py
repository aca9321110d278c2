"""radon: cyclomatic complexity, maintainability index, Halstead's volume and line counts of Python."""

from __future__ import annotations

from typing import Any

NAME = "radon"
LANGUAGES = ("python",)
COST = 3
CPU_S = 30


def run(work: Any) -> dict[str, Any]:
    """Measure every file by itself, so that one that cannot be parsed costs no other."""
    from radon import __version__
    from radon.complexity import cc_visit
    from radon.metrics import h_visit, mi_visit
    from radon.raw import analyze

    functions, files, unread = [], [], []
    for path in work.paths:
        text = work.read(path)
        try:
            blocks = cc_visit(text)
            raw, halstead = analyze(text), h_visit(text).total
            files.append(
                {
                    "path": path,
                    "lines": raw.loc,
                    "code_lines": raw.sloc,
                    "comment_lines": raw.comments,
                    "maintainability": round(mi_visit(text, multi=True), 2),
                    "halstead_volume": round(halstead.volume, 2),
                    "halstead_bugs": round(halstead.bugs, 3),
                }
            )
        except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
            unread.append({"path": path, "why": f"{type(error).__name__}: {error}"})
            continue
        functions += [_function(path, name, block) for name, block in _all(blocks)]
    return {"version": __version__, "functions": functions, "files": files, "unread": unread}


warm = run


def _all(blocks: list[Any]) -> list[tuple[str, Any]]:
    """Every function with its full name, methods and inner ones as well; each once."""
    found: dict[tuple[int, str], tuple[str, Any]] = {}
    waiting = [("", block) for block in blocks]
    while waiting:
        prefix, block = waiting.pop()
        owner = getattr(block, "classname", None) or ""
        name = ".".join(part for part in (prefix or owner, block.name) if part)
        if hasattr(block, "methods"):
            waiting += [(name, method) for method in block.methods]
            waiting += [(name, inner) for inner in block.inner_classes]
            continue
        found.setdefault((block.lineno, block.name), (name, block))
        waiting += [(name, inner) for inner in block.closures]
    return list(found.values())


def _function(path: str, name: str, block: Any) -> dict[str, Any]:
    return {
        "path": path,
        "name": name,
        "line": block.lineno,
        "end_line": block.endline,
        "cyclomatic": block.complexity,
    }
