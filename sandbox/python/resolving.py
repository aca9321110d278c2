"""Fetches Python packages with uv: its resolver explains what it cannot do, and never has to run a package to read it.

manifests/runtime.txt      what the submission needs, one requirement a line
manifests/dev.txt          what its own tests need beside that; where this cannot be had, the rest still is
manifests/constraints.txt  versions that a package must have if it is installed

Wheels only: a source distribution would have to be built, and a build runs what its author wrote.
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
from typing import Any

from notresolved import NotResolved, Unreachable

UV = ("/usr/local/bin/uv", "pip")
PYTHON = "/usr/bin/python3"
FOLDER = "dependencies/python"
THEIRS = (
    "No solution found",
    "Hash mismatch",
    "Requirements contain conflicting",
    "Failed to parse",
    "URL dependencies must be expressed",
    "No space left on device",
)
"""In what uv says: it can be had from no registry, or not so."""


def default_registry() -> str:
    """Ask uv for the index that it takes where none is named."""
    words = _run([*UV, "compile", "--no-config", "--offline", "--no-header", "--emit-index-url", "-"], {}).stdout
    return words.split("--index-url", 1)[1].split()[0]


def resolve(settings: dict[str, Any], manifests: str, output: str) -> dict[str, Any]:
    """Install into ``output``; ``NotResolved`` where what the submission itself needs cannot be had."""
    runtime, dev = (os.path.join(manifests, name) for name in ("runtime.txt", "dev.txt"))
    folder, notes = os.path.join(output, FOLDER), []
    wanted = [path for path in (runtime, dev) if os.path.exists(path)]
    try:
        _install(settings, manifests, wanted, folder)
    except Unreachable:
        raise
    except NotResolved as error:
        if dev not in wanted:
            raise
        shutil.rmtree(folder, ignore_errors=True)
        notes.append(f"What only development needs was left out, for it cannot be had: {error.message}")
        if runtime in wanted:
            _install(settings, manifests, [runtime], folder)
    _tidy(folder)
    return {"packages": _packages(folder), "notes": notes}


def _install(settings: dict[str, Any], manifests: str, wanted: list[str], folder: str) -> None:
    options = ["--no-config", "--no-build", "--no-cache", "--no-progress", "--quiet", "--no-python-downloads"]
    options += ["--python", PYTHON, "--target", folder, "--default-index", settings["registry"]]
    constraints = os.path.join(manifests, "constraints.txt")
    if os.path.exists(constraints):
        options += ["--constraint", constraints]
    if settings["options"].get("prereleases"):
        options += ["--prerelease", "allow"]
    done = _run([*UV, "install", *options, *(f"--requirement={path}" for path in wanted)], settings)
    if done.returncode:
        ours = not any(words in done.stderr for words in THEIRS)
        raise (Unreachable if ours else NotResolved)(done.stderr.strip())


def _run(command: list[str], settings: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    proxy, ca = settings.get("proxy", ""), settings.get("ca", "")
    environment = {"PATH": os.environ["PATH"], "HOME": "/tmp"}  # noqa: S108 - the box's own
    environment |= dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY"), proxy) if proxy else {}
    environment |= {"SSL_CERT_FILE": ca} if ca else {}
    return subprocess.run(
        command,
        env=environment,
        cwd="/tmp",  # noqa: S108
        input="",
        capture_output=True,
        text=True,
        check=False,
    )


def _tidy(folder: str) -> None:
    """Keep what can be imported, compiled once here instead of in every test; nothing that would run unasked."""
    if not os.path.isdir(folder):
        return
    shutil.rmtree(os.path.join(folder, "bin"), ignore_errors=True)
    for name in os.listdir(folder):
        if name.endswith(".pth") or name in {".lock", "sitecustomize.py", "usercustomize.py"}:
            os.unlink(os.path.join(folder, name))
    compiling = ["-m", "compileall", "-q", "-j", "2", "--invalidation-mode", "unchecked-hash"]
    # As where it will lie, so that a traceback names a file that is there. What does not compile is not our business.
    _run([PYTHON, "-I", *compiling, "-s", folder, "-p", f"/{FOLDER}", folder], {})


def _packages(folder: str) -> list[dict[str, str]]:
    found = importlib.metadata.distributions(path=[folder])
    return sorted(
        ({"name": each.name, "version": each.version} for each in found), key=lambda each: each["name"].lower()
    )
