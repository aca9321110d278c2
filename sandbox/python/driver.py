"""Calls one Python submission's functions for the examiner; lives in a forked process for the length of one test.

    solution.py | <challenge>.py | main.py | a package of such a name, at the top or in src/

``serve`` speaks the requests of sandbox/README.md; ``command`` says how the program is started.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import socket
import sys
import traceback
from typing import Any

import values

MAX_MESSAGE = 2_000
MAX_TRACE = 4_000


class NotLoaded(Exception):
    """The submission cannot be run, and in whose words."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


# ── finding the entry ──


def entry_of(settings: dict[str, Any]) -> tuple[str, str]:
    """The folder to import from and the module's name; ``NotLoaded`` where nothing fits.

    A name that the brief mentions wins; else the only module there is, else the only one that mentions every class and
    function asked for.
    """
    root = settings["submission"]
    names = settings["entry_names"]
    for folder in (root, os.path.join(root, "src")):
        for name in names:
            if os.path.isfile(os.path.join(folder, name + ".py")) or os.path.isdir(os.path.join(folder, name)):
                return folder, name
    candidates = [(folder, name) for folder in (root, os.path.join(root, "src")) for name in _modules(folder)]
    if len(candidates) > 1:
        candidates = [found for found in candidates if _mentions(*found, settings["declared"])]
    if len(candidates) == 1:
        return candidates[0]
    wanted = ", ".join(f"{name}.py" for name in names)
    raise NotLoaded("compile_error", f"No entry point: looked for {wanted} at the top and in src/.")


def _modules(folder: str) -> list[str]:
    with contextlib.suppress(OSError):
        names = sorted(os.listdir(folder))
        return [
            name[:-3]
            for name in names
            if name.endswith(".py") and name[:-3].isidentifier() and not name.startswith("test_")
        ]
    return []


def _mentions(folder: str, name: str, declared: list[str]) -> bool:
    with open(os.path.join(folder, name + ".py"), encoding="utf-8", errors="replace") as file:
        text = file.read()
    return bool(declared) and all(word in text for word in declared)


# ── programs ──


def command(settings: dict[str, Any], arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """The command line that starts the submission's program, and the variables that it needs."""
    folder, name = entry_of(settings)
    path = os.path.join(folder, name + ".py")
    if os.path.isfile(path):
        return [sys.executable, "-B", path, *arguments], {}
    return [sys.executable, "-B", "-m", name, *arguments], {"PYTHONPATH": folder}


def check_program(settings: dict[str, Any]) -> dict[str, Any]:
    """Compile, without running anything, every module of a program."""
    folder, name = entry_of(settings)
    if os.path.isdir(os.path.join(folder, name)) and not os.path.isfile(os.path.join(folder, name, "__main__.py")):
        raise NotLoaded("compile_error", f"The package {name}/ has no __main__.py, so it cannot be run.")
    for where, _, files in os.walk(settings["submission"]):
        for file_name in files:
            if file_name.endswith(".py"):
                _compile(os.path.join(where, file_name), settings["submission"])
    return {"entry": name}


def _compile(path: str, root: str) -> None:
    with open(path, "rb") as file:
        source = file.read()
    try:
        compile(source, os.path.relpath(path, root), "exec", dont_inherit=True)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise NotLoaded("compile_error", _words(error)) from None


# ── functions and classes ──


class Session:
    """The submission's module and the objects that the test has made."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.module: Any = None
        self.objects: list[Any] = []

    def load(self) -> dict[str, Any]:
        """Import the submission and see that it has what the interface declares."""
        folder, name = entry_of(self.settings)
        if self.module is None:
            # The agent's own folder leaves the path: a submission may have a module named like one of ours.
            sys.path[:] = [folder, *(path for path in sys.path if path != os.path.dirname(os.path.abspath(__file__)))]
            _forget_shadowed(folder)
            sys.argv = [name + ".py"]
            self.module = _imported(name)
        missing = [wanted for wanted in self.settings["declared"] if not hasattr(self.module, wanted)]
        if missing:
            raise NotLoaded("compile_error", f"{name} defines no {', '.join(missing)}.")
        return {"entry": name}

    def perform(self, request: dict[str, Any]) -> dict[str, Any]:
        """Carry out one request; what the candidate's code raises is part of the answer."""
        operation = request["op"]
        if operation == "load":
            return {"value": check_program(self.settings) if self.settings["kind"] == "program" else self.load()}
        self.load()
        if operation == "replay":
            return {"value": [self.method(request["object"], name, given) for name, given in request["calls"]]}
        if operation == "new":
            return self.guarded(getattr(self.module, request["class"]), request["args"], keep=True)
        if operation == "method":
            return self.method(request["object"], request["name"], request["args"])
        return self.guarded(getattr(self.module, request["function"]), request["args"])

    def method(self, number: int, name: str, arguments: list[Any]) -> dict[str, Any]:
        """Call a method; that there is none, or that looking it up raises, is an answer too."""

        def looked_up(*given: Any) -> Any:
            return getattr(self.objects[number - 1], name)(*given)

        return self.guarded(looked_up, arguments)

    def guarded(self, function: Any, arguments: list[Any], *, keep: bool = False) -> dict[str, Any]:
        """Call and encode; every exception but a wish to exit becomes data."""
        try:
            result = function(*map(values.decode, arguments))
            if keep:
                self.objects.append(result)
                return {"value": {"$object": len(self.objects)}}
            return {"value": values.encode(result)}
        except Exception as error:  # noqa: BLE001 - whatever it raises is its answer
            return {"raised": _described(error, self.settings["submission"])}


def _imported(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except (SyntaxError, ImportError) as error:
        raise NotLoaded("compile_error", _words(error)) from None
    except Exception as error:  # noqa: BLE001 - whatever its top level raises
        raise NotLoaded("run_time_error", f"Importing {name} raised {_words(error)}") from None


def _forget_shadowed(folder: str) -> None:
    """Drop modules of ours that the submission has a file of the same name for, as in a process of its own."""
    local = {entry.split(".")[0] for entry in os.listdir(folder)}
    for name in list(sys.modules):
        if name.split(".")[0] in local and name != "__main__":
            del sys.modules[name]


def _words(error: BaseException) -> str:
    """The error as the interpreter prints it, without our own frames."""
    lines = traceback.format_exception_only(type(error), error)
    return "".join(lines).strip()[:MAX_MESSAGE]


def _described(error: Exception, root: str) -> dict[str, Any]:
    types = [base.__name__[:80] for base in type(error).__mro__ if base is not object][:16]
    try:
        message = str(error)[:MAX_MESSAGE]
    except Exception:  # noqa: BLE001 - a hostile __str__
        message = ""
    try:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(root)]
        trace = "".join(traceback.format_list(frames))[-MAX_TRACE:].replace(root + "/", "")
    except Exception:  # noqa: BLE001 - a hostile traceback
        trace = ""
    return {"types": types, "message": message, "trace": trace}


def serve(descriptor: int, settings: dict[str, Any]) -> None:
    """Answer requests until the agent hangs up."""
    session = Session(settings)
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    with socket.socket(fileno=descriptor) as channel, channel.makefile("rb", buffering=1 << 18) as requests:
        for line in requests:
            request = values.loads(line)
            try:
                answer = session.perform(request)
            except NotLoaded as error:
                answer = {"failed": {"kind": error.kind, "message": error.message}}
            except values.BadValue as error:
                answer = {"raised": {"types": ["BadValue"], "message": str(error), "trace": ""}}
            sys.stdout.flush()
            channel.sendall(values.dumps({"id": request["id"]} | answer))
