"""Python: a module or package with the declared names, or a program that is run."""

from __future__ import annotations

import keyword
import re
import textwrap
from collections.abc import Sequence

from grader.languages.base import Language, Native
from grader.model import Challenge, ClassInterface, Parameter, Signature
from grader.notation import Type, parse_type

LINE_LENGTH = 88  # the most common formatters' default, so that a candidate's first save changes nothing

_HINTS = {"none": "None", "any": "Any", "list": "list", "set": "set", "map": "dict", "tuple": "tuple"}

PROGRAM = '''\
{docstring}

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Do what the brief asks; what comes back is the exit code."""
    raise NotImplementedError


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
'''

SERVER = '''\
{docstring}

from __future__ import annotations

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """Answer what the brief asks for; any framework will do as well."""

    def do_GET(self) -> None:
        self.send_error(501)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "8080"))
    ThreadingHTTPServer(("0.0.0.0", port), Handler).serve_forever()
'''

README = """\
# {title}

{summary}
The brief says what exactly.

{how}

{loading}
"""

LOADING = (
    "We take the first of {entries} that is there, at the top or in `src/`; a package of such a name{package} will do "
    "as well. Add as many files beside it as you like. Your own tests are files named `test_*.py`."
)

RUN = """\
Run it with

    python main.py ARGUMENTS

as we do, in an empty working directory."""

SERVE = """\
It is a server that listens on all addresses, at the port that the variable PORT names. Start it with

    PORT=8080 python main.py

as we do, or say in a `Procfile` how else (`web: uvicorn app.main:app --host 0.0.0.0 --port $PORT`)."""

SERVING = (
    "We start what the `Procfile` says after `web:` (and run what it says after `release:` before that); else "
    "Django's `manage.py`; else the first of {entries} that is there, at the top, in `src/` or `app/`, and starts"
    " a server or holds a FastAPI or Flask application. The packages that need no manifest are listed in the "
    "grader's documentation; others are taken from `requirements.txt` or `pyproject.toml`. Your own tests are "
    "files named `test_*.py`."
)

IMPORT = """\
There is nothing to start: we import `solution.py` and call what it declares, so keep the names and the arguments.
Try it from a shell in this folder:

    python -i solution.py"""


def starter(challenge: Challenge) -> dict[str, str]:
    """Write the files a candidate begins with, by path: stubs of what is declared, and how they are run."""
    if challenge.interface.kind == "program":
        return {"README.md": _readme(challenge), "main.py": _program(challenge)}
    if challenge.interface.kind == "service":
        return {"README.md": _readme(challenge), "main.py": SERVER.format(docstring=_docstring(challenge))}
    return {"README.md": _readme(challenge), "solution.py": _module(challenge)}


def hint(type_: Type) -> str:
    """Write a declared type as a Python type hint: ``map[str, int?]`` is ``dict[str, int | None]``."""
    name = _HINTS.get(type_.name, type_.name)
    args = f"[{', '.join(map(hint, type_.args))}]" if type_.args else ""
    return f"{name}{args}{' | None' if type_.optional else ''}"


def _program(challenge: Challenge) -> str:
    return PROGRAM.format(docstring=_docstring(challenge))


def _module(challenge: Challenge) -> str:
    interface = challenge.interface
    parts = [_function(name, signature) for name, signature in interface.functions.items()]
    parts += [_class(name, declared) for name, declared in interface.classes.items()]
    body = "\n\n\n".join(parts)
    imports = "from __future__ import annotations\n"
    if re.search(r"\bAny\b", body):
        imports += "\nfrom typing import Any\n"
    return f"{_docstring(challenge)}\n\n{imports}\n\n{body}\n"


def _function(name: str, signature: Signature) -> str:
    return _definition(name, signature.params, signature.returns)


def _class(name: str, declared: ClassInterface) -> str:
    constructor = [_definition("__init__", declared.new, "none", method=True)] if declared.new else []
    methods = [_definition(name, of.params, of.returns, method=True) for name, of in declared.methods.items()]
    body = textwrap.indent("\n\n".join([*constructor, *methods]), "    ")
    return f'class {name}:\n    """See the brief."""\n\n{body}'


def _definition(name: str, params: Sequence[Parameter], returns: str, *, method: bool = False) -> str:
    arguments = ["self"] if method else []
    arguments += [_argument(param) for param in params]
    end = f") -> {hint(parse_type(returns))}:"
    line = f"def {name}({', '.join(arguments)}{end}"
    if len(line) > LINE_LENGTH - (4 if method else 0):
        inner = "".join(f"    {argument},\n" for argument in arguments)
        line = f"def {name}(\n{inner}{end}"
    docstring = "" if name == "__init__" else '    """See the brief."""\n'
    return f"{line}\n{docstring}    raise NotImplementedError"


def _argument(param: Parameter) -> str:
    type_ = parse_type(param.type)
    return f"{param.name}: {hint(type_)}{' = None' if type_.optional else ''}"


def _docstring(challenge: Challenge) -> str:
    text = f"{challenge.title.removesuffix('.')}.\n\n{textwrap.fill(challenge.summary, LINE_LENGTH)}\n"
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"""')
    return f'"""{escaped}"""'


def _readme(challenge: Challenge) -> str:
    kind = challenge.interface.kind
    entries = ", ".join(f"`{name}.py`" for name in LANGUAGE.entries(challenge))
    package = " with a `__main__.py`" if kind == "program" else ""
    loading = SERVING.format(entries=entries) if kind == "service" else LOADING.format(entries=entries, package=package)
    return README.format(
        title=challenge.title,
        summary=challenge.summary,
        how={"program": RUN, "service": SERVE}.get(kind, IMPORT),
        loading=textwrap.fill(loading, LINE_LENGTH, break_on_hyphens=False),
    )


LANGUAGE = Language(
    name="python",
    title="Python",
    extensions=(".py",),
    image="python",
    style="snake",
    function_entries=("solution", "{slug}"),
    program_entries=("main", "{slug}", "solution"),
    service_entries=("main", "app", "server", "wsgi", "asgi", "application", "{slug}", "solution"),
    test_patterns=("test_*.py", "*_test.py", "tests/*", "test/*"),
    reserved=frozenset(keyword.kwlist),
    kinds={
        "invalid_argument": ("ValueError",),
        "wrong_type": ("TypeError",),
        "not_found": ("LookupError",),
        "unsupported": ("NotImplementedError",),
    },
    starter=starter,
    native=Native(
        frameworks=("pytest", "unittest"),
        files=("test_*.py", "*_test.py"),
        cites=r"""mark\.requirement\(['"](R\d+)['"]\)""",
        citing='@pytest.mark.requirement("R1")',
    ),
)
