"""What package.json and the names of files say of a Node.js submission: what is run, and what is wrong before that.

package.json   "bin" (programs), "exports", "main": the entry, where they name a file that is there
index.js | solution.js | <challenge>.js | main.js, at the top or in src/; .mjs, .cjs, and .ts, .mts, .cts once built

Nothing here runs anything of the submission's. Build output is never handed in, so that "dist/index.js" stands for the
source that it is made from.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import os
import re
from typing import Any

import procfile
from notloaded import NotLoaded

SCRIPTS = (".js", ".mjs", ".cjs")
TYPESCRIPT = (".ts", ".mts", ".cts", ".tsx")
DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
PLACES = ("", "src")
SERVICE_PLACES = (*PLACES, "app", "lib")
SOURCE_FOLDERS = ("src", "", "lib", "app", "source")
TYPES = ("module", "commonjs")


def entry_of(settings: dict[str, Any], root: str, extensions: tuple[str, ...]) -> str:
    """The entry's path below ``root``; ``NotLoaded`` where there is none or package.json is broken.

    What package.json names wins, then a name that the brief mentions, then the only source there is, or the only one
    that mentions every class and function asked for.
    """
    package = read_package(root)
    named = _named(package, settings["kind"])
    if settings["kind"] == "service":
        named = [*_started(root), *named]
    for name in named:
        if (found := _file_for(root, name, extensions)) is not None:
            return found
    # Where a challenge's name has an underscore, files of this language are often written with a hyphen.
    names = [spelled for name in settings["entry_names"] for spelled in dict.fromkeys((name, name.replace("_", "-")))]
    places = SERVICE_PLACES if settings["kind"] == "service" else PLACES
    for path in (os.path.join(place, name + end) for place in places for name in names for end in extensions):
        if os.path.isfile(os.path.join(root, path)):
            return path
    candidates = [path for place in places for path in sources(root, place, extensions)]
    mentioning = [path for path in candidates if _mentions(os.path.join(root, path), settings)]
    for fitting in (candidates, mentioning):
        if len(fitting) == 1:
            return fitting[0]
    raise NotLoaded("compile_error", _no_entry(settings, named, candidates, extensions))


def read_package(root: str) -> dict[str, Any]:
    """package.json as data, empty where there is none; ``NotLoaded`` where it is not what npm could read."""
    path = os.path.join(root, "package.json")
    if not os.path.isfile(path):
        return {}
    try:
        with open(path, encoding="utf-8-sig") as file:
            package = json.load(file)
    except UnicodeDecodeError as error:
        raise NotLoaded("compile_error", f"package.json is not UTF-8 text: {error.reason}.") from None
    except json.JSONDecodeError as error:
        where = f"package.json:{error.lineno}:{error.colno}"
        raise NotLoaded("compile_error", f"{where}: not valid JSON: {error.msg}.") from None
    except RecursionError:
        raise NotLoaded("compile_error", "package.json is nested too deeply.") from None
    if not isinstance(package, dict):
        raise NotLoaded("compile_error", "package.json does not hold an object: it must be {…} with names and values.")
    _check_fields(package)
    return package


def _check_fields(package: dict[str, Any]) -> None:
    kind = package.get("type", "commonjs")
    if kind not in TYPES:
        near = difflib.get_close_matches(str(kind), TYPES, n=1, cutoff=0.4)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        raise NotLoaded(
            "compile_error", f'package.json: "type" is {json.dumps(kind)}; Node knows "module" and "commonjs".{hint}'
        )
    if not isinstance(package.get("main", ""), str):
        raise NotLoaded("compile_error", f'package.json: "main" is {json.dumps(package["main"])}, not a file\'s name.')


def start_script(root: str) -> str:
    """What ``npm start`` would run, empty where nothing says so."""
    scripts = read_package(root).get("scripts")
    command = scripts.get("start") if isinstance(scripts, dict) else None
    return command.strip() if isinstance(command, str) else ""


_NODE = re.compile(r"(?:node|nodemon|tsx|ts-node|ts-node-dev)\s+(?:-\S+\s+)*([\w./@-]+)")


def started_file(command: str) -> str:
    """The file that a command starts where it does no more than that, as ``node dist/server.js`` does; else empty."""
    found = _NODE.fullmatch(command.strip())
    return found[1] if found else ""


def _started(root: str) -> list[str]:
    commands = [start_script(root), procfile.read(root).get("web", "")]
    return [file for command in commands if (file := started_file(command))]


def _named(package: dict[str, Any], kind: str) -> list[str]:
    """Files that package.json names as the entry, first things first."""
    named = []
    if kind == "program":
        commands = package.get("bin")
        if isinstance(commands, dict):
            own = commands.get(str(package.get("name", "")).rpartition("/")[2])
            named += [own] if own else list(commands.values())[:1]
        else:
            named.append(commands)
    named += [_exported(package.get("exports")), package.get("main")]
    return [name for name in named if isinstance(name, str) and name]


def _exported(exports: Any) -> str | None:
    """What ``import "this package"`` would get, by the conditions that hold for Node."""
    if isinstance(exports, str):
        return exports
    if isinstance(exports, list):
        return next((found for item in exports if (found := _exported(item))), None)
    if not isinstance(exports, dict):
        return None
    if any(isinstance(key, str) and key.startswith(".") for key in exports):
        return _exported(exports.get("."))
    conditions = ("node", "import", "module-sync", "default", "require")
    return next((found for key in conditions if (found := _exported(exports.get(key)))), None)


def _file_for(root: str, name: str, extensions: tuple[str, ...]) -> str | None:
    """The file that a name in package.json stands for; of build output, the source that it is made from."""
    path = os.path.normpath(name)
    if path.startswith(("..", "/")):
        return None
    if (found := _as_node_finds_it(root, path, extensions)) is not None:
        return found
    _, separator, rest = path.partition(os.sep)
    if not separator:
        return None
    stem = rest.removesuffix(next((end for end in SCRIPTS if rest.endswith(end)), ""))
    for folder in SOURCE_FOLDERS:
        if (found := _as_node_finds_it(root, os.path.join(folder, stem), extensions)) is not None:
            return found
    return None


def _as_node_finds_it(root: str, path: str, extensions: tuple[str, ...]) -> str | None:
    stem = path.removesuffix(next((end for end in SCRIPTS if path.endswith(end)), ""))
    names = [path, *(stem + end for end in extensions), *(os.path.join(path, "index" + end) for end in extensions)]
    there = (name for name in names if name.endswith(extensions) and os.path.isfile(os.path.join(root, name)))
    return next(there, None)


def sources(root: str, place: str, extensions: tuple[str, ...]) -> list[str]:
    """Source files of one folder that may be an entry: no tests, no declarations, no tools' configuration."""
    with contextlib.suppress(OSError):
        return [
            os.path.join(place, name)
            for name in sorted(os.listdir(os.path.join(root, place)))
            if name.endswith(extensions)
            and not name.endswith(DECLARATIONS)
            and not {"test", "spec", "config"} & set(name.split(".")[1:-1])
        ]
    return []


def _mentions(path: str, settings: dict[str, Any]) -> bool:
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    names = [settings["spelled"].get(name, name) for name in settings["declared"]]
    return bool(names) and all(name in text for name in names)


def _no_entry(settings: dict[str, Any], named: list[str], found: list[str], extensions: tuple[str, ...]) -> str:
    wanted = ", ".join(name + extensions[0] for name in settings["entry_names"])
    there = ", ".join(found[:12]) or "no source file"
    said = f"package.json names {', '.join(named)}, which is not there; " if named else ""
    return f"No entry point: {said}looked for {wanted} at the top and in src/, and found {there}."


def emitted_name(path: str) -> str:
    """The name of what the compiler makes of a file: ``src/index.mts`` becomes ``src/index.mjs``."""
    stem, extension = os.path.splitext(path)
    return stem + {".mts": ".mjs", ".cts": ".cjs"}.get(extension, ".js") if extension in TYPESCRIPT else path
