"""Builds a submission that has TypeScript in it: checks, compiles, packs; no code of the submission's is run.

stdin    the delivery
stdout   one line: {"built": {"archive", "facts", "notes", "words"}} or {"failed": {"kind", "message"}}
"""

from __future__ import annotations

import base64
import io
import json
import os
import selectors
import signal
import subprocess
import sys
import tarfile
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import delivery
import project
import values
from notloaded import NotLoaded

NODE = "/usr/local/bin/node"
COMPILER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "build.cjs")
CACHE = os.path.join(os.path.dirname(COMPILER), "compiled")
"""The compiler's own nine megabytes, parsed once while the image was built: 0.2 s less for every build."""

COMPILER_HEAP_MIB = 700

TYPES_S = 2.0
"""How long the report waits for the count of type errors, which nothing depends on."""


def built(settings: dict[str, Any]) -> dict[str, Any]:
    """What the host is told; ``NotLoaded`` where the submission is at fault."""
    root = settings["submission"]
    source = project.entry_of(settings, root, (*project.TYPESCRIPT, *project.SCRIPTS))
    notes = compiled(settings, source)
    entry = project.emitted_name(source)
    facts = {"entry": entry, "source": source, "source_maps": True}
    return {"built": {"archive": packed(settings["build"]), "facts": facts, "notes": notes, "words": ""}}


def compiled(settings: dict[str, Any], source: str) -> list[str]:
    """Have everything compiled into the build folder; what the report should mention of it."""
    heap = f"--max-old-space-size={COMPILER_HEAP_MIB}"
    command = [NODE, heap, COMPILER, settings["submission"], settings["build"], source]
    command += ["tests"] if settings["tests"] else []
    environment = {"HOME": settings["scratch"], "LANG": "C.UTF-8", "TZ": "UTC", "NODE_COMPILE_CACHE": CACHE}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, env=environment) as process:
        told = _line(process, None)
        if "failed" in told:
            raise NotLoaded("compile_error", told["failed"])
        if "emitted" not in told:
            code = process.wait()
            if -code in {signal.SIGABRT, signal.SIGTRAP}:  # V8's own end when its heap is full
                raise NotLoaded("compile_error", f"Compiling the TypeScript takes more than {COMPILER_HEAP_MIB} MiB.")
            raise SystemExit(f"the compiler ended without a word, with exit code {code}")
        types = _line(process, TYPES_S).get("types")
        process.kill()
    if types is None:
        return [f"TypeScript: types were not checked, for that takes longer than {TYPES_S:g} s. Types decide nothing."]
    return _of_types(types["count"], types["first"])


def _line(process: subprocess.Popen[bytes], within_s: float | None) -> dict[str, Any]:
    """The next thing that the compiler says; empty where it ends, or says nothing in time."""
    assert process.stdout is not None  # noqa: S101 - it was asked for
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        line = process.stdout.readline() if selector.select(within_s) else b""
    return dict(json.loads(line)) if line else {}


def _of_types(count: int, first: list[str]) -> list[str]:
    if not count:
        return []
    errors = "1 type error, which decides nothing" if count == 1 else f"{count} type errors, which decide nothing"
    return [f"TypeScript: tsc would report {errors}: {first[0]}", *first[1:]]


def packed(folder: str) -> str:
    """The folder's files as a tar, in base64."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        tar.add(folder, arcname=".")
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def main() -> None:
    """Read the delivery, build, answer."""
    settings, archives = delivery.receive(0)
    for folder, archive in archives.items():
        delivery.unpack(archive, folder)
    try:
        reply = built(settings)
    except NotLoaded as error:
        reply = {"failed": {"kind": error.kind, "message": error.message}}
    # Half a surrogate pair in the compiler's words would be no JSON to the host.
    sys.stdout.buffer.write(values.dumps(reply))


if __name__ == "__main__":
    main()
