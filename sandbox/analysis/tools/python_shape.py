"""What Python's syntax tree shows: imports, and how much of what is public has annotations and docstrings."""

from __future__ import annotations

import ast
import platform
import warnings
from collections.abc import Iterator
from typing import Any

NAME = "ast"
LANGUAGES = ("python",)
COST = 1
CPU_S = 30
FIRST = True
"""What Python itself cannot parse is kept from the other tools: some of them break at it, and take the rest along."""

DEEPEST = 90
"""Levels of nesting that every tool takes; people stay below twenty."""

Callable_ = ast.FunctionDef | ast.AsyncFunctionDef


def run(work: Any) -> dict[str, Any]:
    """Parse every file by itself."""
    warnings.simplefilter("ignore")
    files, imports, unread = [], [], []
    for path in work.paths:
        try:
            tree = ast.parse(work.read(path))
            _check_depth(tree)
            shape = _shape(tree)
            found = list(_imports(tree))
        except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
            unread.append({"path": path, "why": f"{type(error).__name__}: {error}"})
            continue
        files.append({"path": path} | shape)
        imports += [{"path": path, "line": line, "name": name} for name, line in found]
    return {"version": platform.python_version(), "files": files, "imports": imports, "unread": unread}


warm = run


def _check_depth(tree: ast.Module) -> None:
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise RecursionError(f"nested deeper than {DEEPEST} levels")


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or ""), node.lineno


def _shape(tree: ast.Module) -> dict[str, int]:
    functions = list(_public(tree))
    slots = [slot for function in functions if isinstance(function, Callable_) for slot in _slots(function)]
    return {
        "documentable": len(functions),
        "documented": sum(ast.get_docstring(function, clean=False) is not None for function in functions),
        "annotatable": len(slots),
        "annotated": sum(slots),
    }


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[Callable_ | ast.ClassDef]:
    """Functions, classes and methods that others may use: no leading underscore, no inner functions."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def _slots(function: Callable_) -> list[bool]:
    """For each parameter, and for the result: whether it is annotated. ``self`` and ``cls`` need none."""
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    named = named[1:] if named and named[0].arg in {"self", "cls"} else named
    return [argument.annotation is not None for argument in named] + [function.returns is not None]
