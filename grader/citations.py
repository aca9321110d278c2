"""Which requirement each hidden test cites, read from the suite's syntax: no test runs, nothing is imported.

Where marks stand on a function, its class and its module, the nearest one counts, as it does for pytest. Of native
suites in other languages only the text is read: which of their tests cites what, their reference run tells.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from grader.languages.base import Language
from grader.mapping import Mapping
from grader.mistakes import Mistakes, near_miss, quoted
from grader.model import NativeSuite

EXAMPLE = '@pytest.mark.requirement("R1")'

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Citation(NamedTuple):
    """The use of the mark in a line; ``requirement`` is ``None`` where it is not one plain string."""

    requirement: str | None
    line: int


def check_citations(folder: Path, requirements: Mapping) -> None:
    """Note every test that cites no requirement or an unknown one, and every requirement that no test cites."""
    files = sorted((folder / "suite").rglob("test_*.py"))
    if not files:
        requirements.mistakes.add(f"{folder.name}/suite", None, "no test_*.py. Write the hidden tests there.")
        return
    cited: set[str | None] = set()
    for path in files:
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        cited |= _cited_in(path, name, requirements)
    for requirement in requirements:
        if requirement not in cited:
            what = f"no test cites {requirement}. Add one with {EXAMPLE.replace('R1', requirement)}, or drop it."
            requirements.note(requirement, what)


def check_native_citations(folder: Path, requirements: Mapping, language: Language, suite: NativeSuite) -> None:
    """Note a native suite without files, citations of unknown requirements, and requirements without a case."""
    place = folder / "suite" / language.name
    files = [path for path in sorted(place.rglob("*")) if path.is_file() and _is_native(path, language)]
    if not files:
        patterns = quoted(language.native.files)
        what = f"no file named like {patterns}. Write the {language.title} suite there."
        requirements.mistakes.add(f"{folder.name}/suite/{language.name}", None, what)
        return
    cited = set(suite.cases)
    for path in files:
        cited |= _native_citations(path, f"{folder.name}/{path.relative_to(folder).as_posix()}", requirements, language)
    for requirement in requirements:
        if requirement not in cited:
            example = language.native.citing.replace("R1", requirement)
            what = f'no {language.title} case cites {requirement}. Add {example}, or its cases to "cases".'
            requirements.note(requirement, what)


def _is_native(path: Path, language: Language) -> bool:
    return any(fnmatch(path.name, pattern) for pattern in language.native.files)


def _native_citations(path: Path, name: str, requirements: Mapping, language: Language) -> set[str]:
    known = list(requirements)
    found = set()
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        for requirement in re.findall(language.native.cites, line):
            found.add(requirement)
            if requirement not in known:
                requirements.mistakes.add(name, number, _unknown(requirement, known))
    return found


def _cited_in(path: Path, name: str, requirements: Mapping) -> set[str | None]:
    try:
        module = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError) as error:
        requirements.mistakes.add(name, getattr(error, "lineno", 1) or 1, f"not valid Python: {error.args[0]}")
        return set(requirements)  # what it cites cannot be told, so nobody is told that it is missing
    reader = _Reader(name, list(requirements), requirements.mistakes)
    reader.visit(module)
    return {citation.requirement for citation in reader.citations}


class _Reader(ast.NodeVisitor):
    """Walks modules and classes, but not into functions: what is defined there is no test."""

    def __init__(self, file: str, known: Sequence[str], mistakes: Mistakes) -> None:
        self.file = file
        self.known = known
        self.mistakes = mistakes
        self.citations: list[Citation] = []
        self._around: list[list[Citation]] = []  # of the module and of the classes, outermost first

    def visit_Module(self, node: ast.Module) -> None:
        self._visit_body(node, _assigned(node.body))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if node.name.startswith("Test"):
            self._visit_body(node, [*_direct(node.decorator_list), *_assigned(node.body)])

    def _visit_body(self, node: ast.Module | ast.ClassDef, citations: list[Citation]) -> None:
        self._check(citations, node.name if isinstance(node, ast.ClassDef) else "this module")
        self._around.append(citations)
        self.generic_visit(node)
        self._around.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._test(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._test(node)

    def _test(self, node: Function) -> None:
        if not node.name.startswith("test"):
            return
        direct = _direct(node.decorator_list)
        nested = [found for found in _nested(node.decorator_list) if found not in direct]  # of single parameter sets
        self._check(direct, node.name)
        for citation in nested:
            self._check([citation], node.name)
        if not direct and not nested and not any(self._around):
            self.mistakes.add(self.file, node.lineno, f"{node.name} cites no requirement. Add {EXAMPLE} above it.")

    def _check(self, citations: list[Citation], what: str) -> None:
        self.citations += citations
        if len(citations) > 1:
            self.mistakes.add(self.file, citations[1].line, f"{what} cites more than one requirement. Keep one.")
        for requirement, line in citations:
            if requirement is None:
                self.mistakes.add(self.file, line, f"the mark takes one id in plain quotes: {EXAMPLE}.")
            elif requirement not in self.known:
                self.mistakes.add(self.file, line, _unknown(requirement, self.known))


def _unknown(requirement: str, known: Sequence[str]) -> str:
    return f'unknown requirement "{requirement}".{near_miss(requirement, known)}'


def _assigned(body: Iterable[ast.stmt]) -> list[Citation]:
    """Find the marks in ``pytestmark = …``, one mark or a list of them."""
    values = [
        statement.value
        for statement in body
        if isinstance(statement, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in statement.targets)
    ]
    return _nested(values)


def _direct(decorators: Iterable[ast.expr]) -> list[Citation]:
    return [found for decorator in decorators if (found := _citation(decorator)) is not None]


def _nested(expressions: Iterable[ast.expr]) -> list[Citation]:
    nodes = (node for expression in expressions for node in ast.walk(expression))
    called = {
        id(node.func) for expression in expressions for node in ast.walk(expression) if isinstance(node, ast.Call)
    }
    return [found for node in nodes if id(node) not in called and (found := _citation(node)) is not None]


def _citation(node: ast.AST) -> Citation | None:
    mark = node.func if isinstance(node, ast.Call) else node
    if not (isinstance(mark, ast.Attribute) and mark.attr == "requirement" and _is_mark(mark.value)):
        return None
    arguments = node.args if isinstance(node, ast.Call) and not node.keywords else []
    only = arguments[0] if len(arguments) == 1 else None
    text = only.value if isinstance(only, ast.Constant) and isinstance(only.value, str) else None
    return Citation(text, mark.lineno)


def _is_mark(node: ast.expr) -> bool:
    return ast.unparse(node) in {"pytest.mark", "mark"}
