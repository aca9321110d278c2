"""How a Python submission's server is started: by its Procfile, or by what its files are plainly made for.

    Procfile            web: …, after release: … where there is one
    manage.py           Django's own server, after its migrations
    main.py, app.py, …  a script that starts a server by itself; else the FastAPI or Flask application in it

Nothing of the submission is imported to find out.
"""

from __future__ import annotations

import ast
import os
import sys
from typing import Any

import procfile
from notloaded import NotLoaded

ASGI = frozenset({"FastAPI", "Starlette", "Quart", "Litestar", "Sanic"})
WSGI = frozenset({"Flask", "Bottle", "Falcon"})
FACTORIES = ("create_app", "make_app", "build_app", "get_app")
PLACES = ("", "src", "app", "api", "service", "src/app")
PYTHON = (sys.executable, "-B")
EVERYWHERE = "0.0.0.0"  # noqa: S104 - in a box whose network leads nowhere
SHARED_MEMORY = "/dev/shm"  # noqa: S108 - gunicorn's own advice for containers


def service(settings: dict[str, Any], folder: str) -> tuple[list[str], dict[str, str]]:
    """The command line that starts the server in ``folder``, and the variables that it needs."""
    declared = procfile.read(folder)
    if "web" in declared:
        return procfile.shell(declared["web"], declared.get("release", "")), _variables(folder)
    release = declared.get("release", "")
    if os.path.isfile(os.path.join(folder, "manage.py")):
        return procfile.shell('python manage.py runserver --noreload "0.0.0.0:$PORT"', release or _MIGRATE), {}
    found = _found(folder, settings["entry_names"])
    if found is None:
        raise NotLoaded("compile_error", _nothing(settings["entry_names"]))
    command = _started(folder, *found, port=settings["environment"]["PORT"])
    return procfile.after(release, command), _variables(folder)


_MIGRATE = "python manage.py migrate --noinput"


def _variables(folder: str) -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join([folder, os.path.join(folder, "src")]), "PYTHONUNBUFFERED": "1"}


def _nothing(names: list[str]) -> str:
    files = ", ".join(f"{name}.py" for name in names)
    return (
        f"No server found: looked for a Procfile with a web line, for manage.py, and for one of {files} (at the top, "
        "in src/, app/ or a package) that starts a server or holds a FastAPI or Flask application."
    )


def _found(folder: str, names: list[str]) -> tuple[str, ast.Module] | None:
    """The first file of a wanted name that starts a server or holds an application, else the first there is."""
    paths = [os.path.join(place, f"{name}.py") for name in names for place in PLACES]
    there = [(path, tree) for path in paths if (tree := _parsed(os.path.join(folder, path))) is not None]
    plain = [(path, tree) for path, tree in there if _is_script(tree) or _application(tree)]
    return next(iter([*plain, *there]), None)


def _parsed(path: str) -> ast.Module | None:
    """The file's syntax tree; one with a mistake in it counts as found, so that Python's own words tell of it."""
    if not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as file:
            return ast.parse(file.read())
    except (SyntaxError, ValueError, RecursionError):
        return ast.parse('if __name__ == "__main__": pass')


def _is_script(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.If) and "__name__" in ast.dump(node.test) and "__main__" in ast.dump(node.test)
        for node in tree.body
    )


def _application(tree: ast.Module) -> tuple[str, str] | None:
    """What holds the application, and its framework: a variable, or a function that makes it, written as a call."""
    for node in tree.body:
        made = _made(node.value) if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value else ""
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        if names and made in ASGI | WSGI:
            return names[0], made
        if names and made in FACTORIES:
            return names[0], _imported(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in FACTORIES:
            return f"{node.name}()", _imported(tree)
    return None


def _made(value: ast.expr) -> str:
    function = value.func if isinstance(value, ast.Call) else None
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _imported(tree: ast.Module) -> str:
    """The framework that a module names anywhere; Flask where it names none, because its command finds most things."""
    words = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return next((name for name in sorted(ASGI) if name in words), "Flask")


def _started(folder: str, path: str, tree: ast.Module, *, port: str) -> list[str]:
    module = _module(folder, path)
    application = None if _is_script(tree) else _application(tree)
    if application is None:
        return (
            [*PYTHON, "-m", module] if os.path.isfile(_package(folder, path)) else [*PYTHON, os.path.join(folder, path)]
        )
    name, made = application
    if made in ASGI:
        factory = ["--factory"] if name.endswith("()") else []
        target = f"{module}:{name.removesuffix('()')}"
        return [*PYTHON, "-m", "uvicorn", target, *factory, "--host", EVERYWHERE, "--port", port]
    options = ["--bind", f"{EVERYWHERE}:{port}", "--threads", "8", "--worker-tmp-dir", SHARED_MEMORY]
    return [*PYTHON, "-m", "gunicorn", f"{module}:{name}", *options]


def _package(folder: str, path: str) -> str:
    return os.path.join(folder, os.path.dirname(path), "__init__.py") if os.path.dirname(path) else ""


def _module(folder: str, path: str) -> str:
    parts = path.removesuffix(".py").split(os.sep)
    while len(parts) > 1 and not os.path.isfile(os.path.join(folder, *parts[:-1], "__init__.py")) and parts[0] == "src":
        parts = parts[1:]
    return ".".join(parts)
