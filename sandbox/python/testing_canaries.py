"""Canaries in Python: a copy of a test file with one expected value made wrong, and a file that asserts nonsense."""

from __future__ import annotations

import ast
import os
import random
from typing import Any, NamedTuple

from unit import Canary, other_number, word

_HARMLESS = ("requirement", "parametrize")  # decorators under which a test still runs as it stands


class Site(NamedTuple):
    """An expected value that stands where its test cannot pass it by: the test's path, and what to replace."""

    test: str
    constant: ast.Constant


def canaries(folder: str, file: str, chance: random.Random) -> list[Canary]:
    """Write the canaries of a file beside it."""
    made = [_plain(folder, file, chance)]
    with open(os.path.join(folder, file), "rb") as opened:
        source = opened.read()
    sites = _sites(source)
    if sites:
        made.append(_changed(folder, file, source, chance.choice(sites), chance))
    return made


def _plain(folder: str, file: str, chance: random.Random) -> Canary:
    name, test = _beside(file, chance), f"test_{word(chance)}"
    _write(folder, name, f"def {test}():\n    assert {other_number(chance)} == {other_number(chance)}\n".encode())
    return Canary("asserts that two different numbers are equal", name)


def _changed(folder: str, file: str, source: bytes, site: Site, chance: random.Random) -> Canary:
    name = _beside(file, chance)
    value: Any = word(chance, 12) if isinstance(site.constant.value, str) else other_number(chance)
    lines = source.split(b"\n")
    at = site.constant.lineno - 1
    before, after = lines[at][: site.constant.col_offset], lines[at][site.constant.end_col_offset :]
    lines[at] = before + repr(value).encode() + after
    _write(folder, name, b"\n".join(lines))
    what = f"{site.test}, with {value!r} expected in line {site.constant.lineno}"
    return Canary(what, name, only=site.test)


def _beside(file: str, chance: random.Random) -> str:
    stem = os.path.basename(file).removesuffix(".py").removesuffix("_test").removeprefix("test_")
    return os.path.join(os.path.dirname(file), f"test_{stem}_{word(chance)}.py")


def _write(folder: str, name: str, source: bytes) -> None:
    with open(os.path.join(folder, name), "xb") as file:
        file.write(source)


# ── sites ──


def _sites(source: bytes) -> list[Site]:
    """Every number or text that a test compares for equality in a statement of its own, which nothing jumps over."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    found: list[Site] = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.decorator_list:
            found += [site for item in node.body for site in _in_test(item, f"{node.name}::")]
        else:
            found += _in_test(node, "")
    return found


def _in_test(node: ast.stmt, above: str) -> list[Site]:
    if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test") or not _plain_marks(node):
        return []
    return [Site(above + node.name, each) for line in node.body if (each := _expected(line)) is not None]


def _plain_marks(node: ast.FunctionDef) -> bool:
    marks = [decorator.func if isinstance(decorator, ast.Call) else decorator for decorator in node.decorator_list]
    return all(isinstance(mark, ast.Attribute) and mark.attr in _HARMLESS for mark in marks)


def _expected(statement: ast.stmt) -> ast.Constant | None:
    if isinstance(statement, ast.Assert):
        test = statement.test
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            return _one_constant([test.left, *test.comparators])
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        call = statement.value
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"assertEqual", "assertEquals"}:
            return _one_constant(call.args[:2])
    return None


def _one_constant(sides: list[ast.expr]) -> ast.Constant | None:
    """The side that is a number or a text on one line, where the other is something that has to be found out."""
    constants = [side for side in sides if isinstance(side, ast.Constant)]
    if len(constants) != 1 or len(sides) != 2 or type(constants[0].value) not in {int, float, str}:  # noqa: PLR2004
        return None
    return constants[0] if constants[0].lineno == constants[0].end_lineno else None
