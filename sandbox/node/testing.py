"""The candidate's own tests in Node: Jest, Vitest, Mocha and Node's own runner, covered by what V8 counts.

    *.test.*  *.spec.*  |  below __tests__, test or tests: files that call test, it or describe

Never ``npm test``: which runner it is, the words of package.json and of the tests tell; the configuration is ours. Of
theirs only harmless facts are read: the interface of Mocha, and whether Jest runs ES modules as they are.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from typing import Any

import project
from found import Found, below, named, paths, text_of
from notloaded import NotLoaded
from testing_canaries import NODE, canaries
from testrun import Command
from unit import Unit, shuffled

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "testing")
TOOLS = "/grader/tools"
"""The image's packages once more, for where a submission's own have taken the place of /node_modules."""

EXTENSIONS = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")
TYPESCRIPT = (".ts", ".mts", ".cts")
TITLES = {"jest": "Jest", "vitest": "Vitest", "mocha": "Mocha", "node:test": "node:test"}
_NOT_RUN = ("ava", "jasmine", "tap", "tape", "uvu", "cypress", "@playwright/test", "qunit")
_NAMES = ("*.test.*", "*.spec.*", "test.js", "test.mjs", "test.cjs", "test.ts")
_FOLDERS = frozenset({"__tests__", "test", "tests", "spec"})
_NEVER_COVERED = ("*.config.*", "*.d.ts", ".*", "gulpfile.*")
_CALLS = re.compile(r"\b(?:test|it|describe|suite)\s*(?:\.\w+\s*)*[(`]")
_HIDES = re.compile(rb"((?:[cv]8|istanbul|node:coverage)\s+)(ignore|disable)")
_ANALYSIS_S = 60


def find(root: str, _settings: dict[str, Any]) -> Found:
    """The files that hold tests, and the one runner for all of them."""
    files = [path for path in paths(root, EXTENSIONS) if _is_test(root, path)]
    manifest = _manifest(root)
    texts = [text_of(root, path) for path in files]
    framework = _framework(manifest, texts) if files else ""
    facts = {
        "ui": "tdd" if any(re.search(r"^suite\(", text, re.MULTILINE) for text in texts) else "bdd",
        "esm": "experimental-vm-modules" in _words(manifest),
        "typescript": any(path.endswith(TYPESCRIPT) for path in paths(root, TYPESCRIPT)),
    }
    if files and framework not in TITLES:
        return Found(framework, files, trouble=_unknown(framework), facts=facts)
    notes = [f"{path} is not read" for path in paths(root, EXTENSIONS) if named(path, ("*.config.*", ".mocharc.*"))]
    return Found(framework, files, notes=notes, facts=facts)


def _is_test(root: str, path: str) -> bool:
    if path.endswith(".d.ts"):
        return False
    if named(path, _NAMES):
        return True
    return below(path, _FOLDERS) and bool(_CALLS.search(text_of(root, path)))


def _manifest(root: str) -> dict[str, Any]:
    try:
        found = json.loads(text_of(root, "package.json"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _words(manifest: dict[str, Any]) -> str:
    """What ``npm test`` would run, as text: it tells the runner and is never run."""
    scripts = manifest.get("scripts")
    found = scripts if isinstance(scripts, dict) else {}
    return " ".join(str(found[name]) for name in ("test", "test:unit") if name in found)


def _framework(manifest: dict[str, Any], texts: list[str]) -> str:
    """What the tests import, else what npm test says, else what is installed, else what the globals look like."""
    for name, sign in (("vitest", "vitest"), ("node:test", "node:test"), ("jest", "@jest/globals"), ("mocha", "mocha")):
        if any(re.search(rf"""(?:from|require\()\s*['"]{sign}['"]""", text) for text in texts):
            return name
    words = _words(manifest)
    for name, sign in (
        ("vitest", r"\bvitest\b"),
        ("jest", r"\bjest\b"),
        ("mocha", r"\bmocha\b"),
        ("node:test", r"\bnode\b.*--test"),
    ):
        if re.search(sign, words):
            return name
    installed = {str(name) for key in ("devDependencies", "dependencies") for name in _mapping(manifest.get(key))}
    for name in ("vitest", "jest", "mocha", *_NOT_RUN):
        if name in installed:
            return name
    if not any(_CALLS.search(text) for text in texts):
        return ""
    expects = any(re.search(r"\bexpect\s*\(", text) and "chai" not in text for text in texts)
    return "jest" if expects else "mocha"


def _mapping(value: object) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _unknown(framework: str) -> str:
    known = ", ".join(TITLES.values())
    what = f"{framework} is not run here" if framework else "No test runner was recognised"
    return f"{what}; {known} are."


def prepare(_root: str, _found: Found, _settings: dict[str, Any], *, seconds: float) -> str:
    """Nothing has to be compiled beforehand: TypeScript is while it is loaded."""
    return "" if seconds > 0 else "There was no time left."


def command(root: str, found: Found, settings: dict[str, Any], *, cover: bool) -> Command:
    """One run of the tests found."""
    if cover:
        _unhide(root, _covered(root, found))
    orders: dict[str, Any] = {
        "root": root,
        "files": found.files,
        "ui": found.facts["ui"],
        "isolation": "process",
        "runners": _runners(found.framework),
    }
    raw = os.path.join(settings["scratch"], ".grader-v8") if cover else ""
    options: list[str] = []
    variables = {}
    if found.framework == "jest":
        orders |= {"raw": raw, "config": jest_config(root, found, settings, cover=cover)}
        options = ["--experimental-vm-modules"] if found.facts["esm"] else []
    elif found.framework == "vitest":
        orders |= {
            "raw": raw,
            "config": vitest_config(root, found, settings, cover=cover),
            "vite": vite_config(settings, orders["runners"]),
        }
    else:
        options = ["--import", os.path.join(HERE, "hooks.mjs")]
        variables = {"NODE_V8_COVERAGE": raw} if cover else {}
    return Command([NODE, *options, os.path.join(HERE, _PROGRAMS[found.framework])], root, orders, variables)


def _runners(framework: str) -> str:
    """Where the test runner is: among their packages if they brought one."""
    return "/" if os.path.isdir(f"/node_modules/{framework}") else TOOLS


_PROGRAMS = {"jest": "jest.cjs", "vitest": "vitest.mjs", "mocha": "mocha.cjs", "node:test": "node_test.mjs"}


def _covered(root: str, found: Found) -> list[str]:
    """Their code that is no test, by path."""
    return [
        path
        for path in paths(root, EXTENSIONS)
        if path not in found.files and not below(path, _FOLDERS) and not named(path, (*_NAMES, *_NEVER_COVERED))
    ]


def _unhide(root: str, files: list[str]) -> None:
    """Take the force from comments that hide code from coverage, without moving a character."""
    for path in files:
        with open(os.path.join(root, path), "r+b") as file:
            text = file.read()
            shown = _HIDES.sub(lambda found: found[1] + found[2].upper(), text)
            if shown != text:
                file.seek(0)
                file.write(shown)


def jest_config(root: str, found: Found, settings: dict[str, Any], *, cover: bool) -> dict[str, Any]:
    """All of Jest's configuration; TypeScript and ES modules become CommonJS unless their command says otherwise."""
    tsconfig = {
        "module": "esnext" if found.facts["esm"] else "commonjs",
        "target": "es2022",
        "allowJs": True,
        "esModuleInterop": True,
        "experimentalDecorators": True,
        "emitDecoratorMetadata": True,
        "isolatedModules": True,
        "sourceMap": True,
    }
    transform = [
        os.path.join(HERE, "jest_transform.cjs"),
        {"tsconfig": tsconfig, "diagnostics": False, "useESM": found.facts["esm"]},
    ]
    config: dict[str, Any] = {
        "rootDir": root,
        "roots": [root],
        "testEnvironment": "node",
        "testPathIgnorePatterns": [],
        "transform": {r"\.[cm]?ts$" if found.facts["esm"] else r"\.[cm]?[jt]s$": transform},
        "moduleFileExtensions": ["js", "mjs", "cjs", "ts", "mts", "cts", "json", "node"],
        "cacheDirectory": os.path.join(settings["scratch"], ".grader-jest"),
        "reporters": [os.path.join(HERE, "jest_reporter.cjs")],
        "haste": {"forceNodeFilesystemAPI": True},
        "watchman": False,
    }
    if found.facts["esm"] and found.facts["typescript"]:
        config["extensionsToTreatAsEsm"] = [".ts", ".mts"]
    if found.facts["typescript"]:
        config["moduleNameMapper"] = {
            r"^(\.{1,2}/.*)\.[cm]?js$": ["$1.ts", "$1.mts", "$1.cts", "$1.js", "$1.mjs", "$1.cjs"]
        }
    if cover:
        config |= {
            "collectCoverage": True,
            "coverageProvider": "v8",
            "coverageReporters": ["json"],
            "coverageDirectory": _reports(settings),
            "collectCoverageFrom": _covered(root, found),
            "coveragePathIgnorePatterns": ["/node_modules/"],
        }
    return config


def vitest_config(root: str, found: Found, settings: dict[str, Any], *, cover: bool) -> dict[str, Any]:
    """All of Vitest's configuration."""
    config: dict[str, Any] = {
        "root": root,
        "config": False,
        "watch": False,
        "run": True,
        "globals": True,
        "environment": "node",
        "include": found.files,
        "exclude": [],
        "passWithNoTests": True,
        "pool": "forks",
        "fileParallelism": False,
        "cache": False,
    }
    if cover:
        config["coverage"] = {
            "enabled": True,
            "provider": "v8",
            "reporter": ["json"],
            "reportsDirectory": _reports(settings),
            "include": _covered(root, found),
            "exclude": [],
            "clean": False,
            "cleanOnRerun": False,
            "reportOnFailure": True,
        }
    return config


def vite_config(settings: dict[str, Any], runners: str) -> dict[str, Any]:
    """What of Vite must not be looked up beside the tests, and where these find what they import of Vitest."""
    found = {"resolve": {"alias": {"vitest": f"{TOOLS}/node_modules/vitest"}}} if runners == TOOLS else {}
    return found | {
        "configFile": False,
        "envFile": False,
        "cacheDir": os.path.join(settings["scratch"], ".grader-vite"),
        "logLevel": "error",
        "server": {"watch": None},
    }


def _reports(settings: dict[str, Any]) -> str:
    return os.path.join(settings["scratch"], ".grader-coverage")


def coverage(root: str, found: Found, settings: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Lines and branches of each file of theirs, added up in a process that runs none of their code."""
    orders = {
        "root": root,
        "scratch": settings["scratch"],
        "raw": os.path.join(settings["scratch"], ".grader-v8"),
        "reports": [os.path.join(_reports(settings), "coverage-final.json")]
        if found.framework in {"jest", "vitest"}
        else [],
        "wanted": _covered(root, found),
        "extensions": list(EXTENSIONS),
    }
    try:
        done = subprocess.run(
            [NODE, os.path.join(HERE, "coverage.mjs")],
            input=json.dumps(orders).encode(),
            cwd=settings["scratch"],
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": settings["scratch"]},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_ANALYSIS_S,
            check=True,
        )
        told: list[dict[str, Any]] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return told


# ── another submission in the place of theirs ──


def swapped(root: str, found: Found, settings: dict[str, Any], variant: str) -> Command | None:
    """Put another submission's entry where theirs is, or nothing where it is; ``None`` where that cannot be."""
    try:
        entry = os.path.join(root, project.entry_of(settings, root, EXTENSIONS))
        module = entry.endswith((".mjs", ".mts")) or (entry.endswith((".js", ".ts")) and _is_module(root, entry))
        os.unlink(entry)
        if variant:
            other = project.entry_of(settings, variant, EXTENSIONS)
            beside = os.path.join(os.path.dirname(entry), "other-submission")
            shutil.copytree(variant, beside, ignore=shutil.ignore_patterns("test", "tests", "__tests__", "*.test.*"))
            with open(entry, "w", encoding="utf-8") as file:
                file.write(_stands_for(settings["kind"], f"./other-submission/{other}", module=module))
    except (NotLoaded, OSError):
        return None
    return command(root, found, settings, cover=False)


def _is_module(root: str, entry: str) -> bool:
    """Whether a file is an ES module: package.json says so, or its own first words do."""
    folder = os.path.dirname(entry)
    while folder != root and not os.path.isfile(os.path.join(folder, "package.json")):
        folder = os.path.dirname(folder)
    kind = _manifest(folder).get("type")
    if kind in {"module", "commonjs"}:
        return bool(kind == "module")
    return re.search(r"^\s*(?:import[\s{*'\"]|export\s)", text_of("", entry), re.MULTILINE) is not None


def _stands_for(kind: str, path: str, *, module: bool) -> str:
    if kind == "program" and module:
        return (
            'import { createRequire, runMain } from "node:module";\n'
            f"process.argv[1] = createRequire(import.meta.url).resolve({json.dumps(path)});\nrunMain();\n"
        )
    if kind == "program":
        return f'process.argv[1] = require.resolve({json.dumps(path)});\nrequire("node:module").runMain();\n'
    if module:
        name = json.dumps(path)
        return f'export * from {name};\nimport * as other from {name};\nexport default other["default"] ?? other;\n'
    return f"module.exports = require({json.dumps(path)});\n"


# ── a hidden suite beside the candidate's code ──


def units(settings: dict[str, Any], chance: random.Random) -> list[Unit]:
    """Put the suite where its relative imports lead to the submission, in place of what is there; add canaries."""
    root, place = settings["submission"], settings["place"]
    shutil.rmtree(os.path.join(root, place), ignore_errors=True)
    shutil.copytree(settings["suite"], os.path.join(root, place))
    found = [path for path in paths(root, EXTENSIONS) if path.startswith(f"{place}/")]
    files = [path for path in found if named(path, ("*.test.*", "*.spec.*"))]
    beside = canaries(root, files, settings["framework"], chance)
    return [shuffled(file, beside[file], chance) for file in files]


def suite_command(settings: dict[str, Any], unit: Unit, mark: str) -> Command:
    """One file of the suite: node itself and never a script of theirs, no configuration but ours, no native add-on."""
    root, framework = settings["submission"], settings["framework"]
    typescript = any(path.endswith(TYPESCRIPT) for path in paths(root, TYPESCRIPT))
    found = Found(framework, unit.files, facts={"ui": "bdd", "esm": False, "typescript": typescript})
    made = command(root, found, settings, cover=False)
    orders = json.loads(made.orders) | {"mark": mark, "isolation": "none"}
    # Jest and Vitest bring add-ons of their own.
    options = ["--no-addons"] if framework in {"mocha", "node:test"} else []
    return Command([NODE, *options, *made.arguments[1:]], root, orders, made.variables)
