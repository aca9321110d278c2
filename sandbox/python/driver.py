"""Calls one Python submission's functions for the examiner; lives in a forked process for the length of one test.

    solution.py | <challenge>.py | main.py | a package of such a name, at the top or in src/

``serve`` speaks the requests of sandbox/README.md; ``command`` says how the program is started, ``service`` the server.
"""

from __future__ import annotations

import contextlib
import difflib
import importlib
import inspect
import os
import sys
import traceback
from typing import Any

import serving
import values
from notloaded import NotLoaded

MAX_MESSAGE = 2_000
MAX_TRACE = 4_000


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
    found = ", ".join(f"{name}.py" for _, name in candidates) or "no module"
    raise NotLoaded("compile_error", f"No entry point: looked for {wanted} at the top and in src/, and found {found}.")


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


def service(settings: dict[str, Any], folder: str) -> tuple[list[str], dict[str, str]]:
    """The command line that starts the submission's server, and the variables that it needs."""
    return serving.service(settings, folder)


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
        check_interface(self.module, name, self.settings["interface"])
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


# ── what the interface declares, against what is there ──


def check_interface(module: Any, name: str, interface: dict[str, Any]) -> None:
    """See that the module has what is declared, callable as declared; ``NotLoaded`` says what was found instead."""
    missing = [wanted for kind in ("functions", "classes") for wanted in interface[kind] if not hasattr(module, wanted)]
    if missing:
        raise NotLoaded("compile_error", f"{name} defines no {', '.join(missing)}; {_instead(module, missing[0])}")
    for function, signature in interface["functions"].items():
        _check_callable(_found(module, function, name), function, signature["params"])
    for class_name, declared in interface["classes"].items():
        class_ = _found(module, class_name, name)
        _check_callable(class_, class_name, declared["new"])
        for method, signature in declared["methods"].items():
            if isinstance(class_, type) and not hasattr(class_, "__getattr__"):
                found = _found(class_, method, class_name)
                bound = isinstance(inspect.getattr_static(class_, method), staticmethod | classmethod)
                given = signature["params"] if bound else [{"name": "self"}, *signature["params"]]
                _check_callable(found, f"{class_name}.{method}", given)


def _found(owner: Any, wanted: str, owner_name: str) -> Any:
    if hasattr(owner, wanted):
        return getattr(owner, wanted)
    raise NotLoaded("compile_error", f"{owner_name} defines no {wanted}; {_instead(owner, wanted)}")


def _instead(owner: Any, wanted: str) -> str:
    public = sorted(name for name in vars(owner) if not name.startswith("_"))
    near = difflib.get_close_matches(wanted, public, n=1, cutoff=0.7)
    return f"did you mean {near[0]}?" if near else f"it has {', '.join(public[:12]) or 'nothing public'}."


def _check_callable(found: Any, name: str, params: list[Any]) -> None:
    """Refuse what cannot be called with all the declared arguments, whatever their values."""
    if not callable(found):
        raise NotLoaded("compile_error", f"{name} is declared to be callable, and it is {type(found).__name__}.")
    try:
        signature = inspect.signature(found)
    except (TypeError, ValueError):
        return  # built in or bound to something that does not tell
    except Exception:  # noqa: BLE001 - a hostile __signature__
        return
    try:
        signature.bind(*params)
    except TypeError as error:
        wanted = ", ".join(param["name"] for param in params)
        raise NotLoaded("compile_error", f"{name} is called with ({wanted}), and takes {signature}: {error}.") from None


# ── the agent's three questions ──


def heap_exhausted(exit_code: int | None, signal: int | None, stderr: bytes) -> bool:
    """Never: Python raises MemoryError, or the kernel ends it and counts that itself."""
    del exit_code, signal, stderr
    return False


def serve(requests_descriptor: int, replies_descriptor: int, settings: dict[str, Any]) -> None:
    """Answer requests until the agent hangs up."""
    session = Session(settings)
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    with open(requests_descriptor, "rb", buffering=1 << 18) as requests, open(replies_descriptor, "wb") as replies:
        for line in requests:
            request = values.loads(line)
            try:
                answer = session.perform(request)
            except NotLoaded as error:
                answer = {"failed": {"kind": error.kind, "message": error.message}}
            except values.BadValue as error:
                answer = {"raised": {"types": ["BadValue"], "message": str(error), "trace": ""}}
            sys.stdout.flush()
            replies.write(values.dumps({"id": request["id"]} | answer))
            replies.flush()
