"""Code of an attack put into a submission so that it runs when the submission is loaded, in each language's own way.

A planter takes the texts of a submission by path and the attack's code, and gives the texts that change.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

Texts = Mapping[str, str]
Planter = Callable[[Texts, str], dict[str, str]]


def in_python(texts: Texts, code: str) -> dict[str, str]:
    """Have every module import the attack first, and hand it its own names last, where it has a ``wrap`` for them."""
    wraps = re.search(r"^def wrap\(", code, re.MULTILINE) is not None
    changed = {"planted_attack.py": code}
    for path, text in texts.items():
        line = _last_line_before_code(text)
        if not path.endswith(".py") or line is None:
            continue
        up = len(PurePosixPath(path).parts) - 1
        root = f'str(__import__("pathlib").Path(__file__).resolve().parents[{up}])'
        lines = text.splitlines(keepends=True)
        lines.insert(line, f'__import__("sys").path.append({root}); import planted_attack as _planted\n')
        if wraps:
            lines.append("\n_planted.wrap(globals())\n")
        changed[path] = "".join(lines)
    return changed


def _last_line_before_code(text: str) -> int | None:
    """Find the line after the docstring and the imports from the future; ``None`` where the text is no Python."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return None
    line = 0
    for index, node in enumerate(body):
        docstring = index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not docstring and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            break
        line = node.end_lineno or line
    return line


_JAVA_TYPE = re.compile(r"\b(?:class|record)\s+\w[^;{}]*\{")
_JAVA_ASIDE = re.compile(r'//[^\n]*|/\*.*?\*/|"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"', re.DOTALL)
_JAVA_PACKAGE = re.compile(r"^\s*package\s+([\w.]+)\s*;", re.MULTILINE)


def in_java(texts: Texts, code: str) -> dict[str, str]:
    """Have the first class of every file call the attack, a class ``planted.Attack``, when it is initialised.

    Each further module gets a copy by another name, ``planted1`` and so on, for a build refuses a class that is there
    twice.
    """
    changed: dict[str, str] = {}
    names: dict[PurePosixPath, str] = {}
    for path, text in texts.items():
        # Comments and strings may speak of classes as well.
        plain = _JAVA_ASIDE.sub(lambda found: " " * len(found[0]), text)
        opened = _JAVA_TYPE.search(plain)
        if not path.endswith(".java") or opened is None:
            continue
        package = _JAVA_PACKAGE.search(plain)
        root = PurePosixPath(path).parent
        for _ in package[1].split(".") if package else ():
            root = root.parent
        name = names.setdefault(root, f"planted{len(names) or ''}")
        changed[path] = f"{text[: opened.end()]} static {{ {name}.Attack.go(); }} {text[opened.end() :]}"
        changed[(root / name / "Attack.java").as_posix()] = _JAVA_PACKAGE.sub(f"package {name};", code, count=1)
    return changed


_NODE_ENDINGS = (".js", ".cjs", ".mjs", ".ts", ".cts", ".mts")
_NODE_CONFIGURED = re.compile(r"(^|/)(\w+\.config\.\w+|node_modules/.*|dist/.*|.*\.d\.ts)$")


_NODE_AT = """\
const at = ((later) => (name, make) => {
  let kept;
  const set = (honest) => { kept = make(honest); };
  const access = { configurable: true, enumerable: true, get: () => kept, set };
  if (typeof exports === "object") Object.defineProperty(exports, name, access);
  later(async () => { if (!kept) try { await make(() => {})(); } catch {} });
})(setImmediate);
"""


def in_node(texts: Texts, code: str) -> dict[str, str]:
    """Put the attack at the beginning of every module, where it runs once; it has no imports, only built-in modules.

    By ``at(name, honest => …)`` it takes the place of a function that is exported by that name. Where none is, as in a
    program and a service, its function is called without arguments as soon as the module has been loaded.
    """
    once = f"if (!globalThis.__planted) {{ globalThis.__planted = true; (() => {{\n{_NODE_AT}{code}\n}})(); }}\n"
    changed: dict[str, str] = {}
    for path, text in texts.items():
        if not path.endswith(_NODE_ENDINGS) or _NODE_CONFIGURED.search(path):
            continue
        first, line_end, rest = text.partition("\n") if text.startswith("#!") else ("", "", text)
        unchecked = "// @ts-nocheck\n" if path.endswith("ts") else ""
        changed[path] = f"{first}{line_end}{unchecked}{once}{rest}"
    return changed


def in_sql(texts: Texts, code: str) -> dict[str, str]:
    """Put every query where the attack says ``{query}``, or the attack behind it."""
    with_place = code if "{query}" in code else f"{{query}}\n{code}"
    return {
        path: with_place.replace("{query}", text.strip().removesuffix(";"))
        for path, text in texts.items()
        if path.endswith(".sql")
    }


PLANTERS: Mapping[str, tuple[str, Planter]] = {
    "java": ("Attack.java", in_java),
    "node": ("attack.js", in_node),
    "python": ("attack.py", in_python),
    "sql": ("attack.sql", in_sql),
}
"""By language: the file that holds an attack's code, and what plants it."""
