"""How one Node.js submission is called or started; session.cjs does the calling, a process of its own for each test.

``serve`` becomes that process, which speaks the requests of sandbox/README.md; ``command`` says how the program is
started. Where there is TypeScript, what runs is what builder.py made of it.

A start costs 45 ms, 35 of them Node's own. Measured and left alone: the compile cache and a start-up snapshot of
session.cjs save nothing that could be told from noise.
"""

from __future__ import annotations

import json
import os
from typing import Any

import procfile
import project
from notloaded import NotLoaded

NODE = "/usr/local/bin/node"
HERE = os.path.dirname(os.path.abspath(__file__))
SESSION = os.path.join(HERE, "session.cjs")
PRELOAD = os.path.join(HERE, "preload.cjs")

OUTSIDE_THE_HEAP = 84 << 20
"""What the agent (14 MiB), Node itself (20), and a submission's files and buffers may take of a box's memory.

Generous to buffers, so that the heap is about Java's: what outgrows one language's memory shall outgrow the other's.
"""

LEAST_HEAP = 24 << 20


def flags(settings: dict[str, Any]) -> list[str]:
    """Options for every process of the candidate's: a heap that ends before the box, no inspector, prints at once."""
    heap = max(settings["limits"]["memory_bytes"] - OUTSIDE_THE_HEAP, LEAST_HEAP)
    found = [
        f"--max-old-space-size={heap >> 20}",
        # The 48 MiB of young objects that Node would allow itself do not fit beside a heap in a small box.
        f"--max-semi-space-size={max(1, min(16, heap >> 25))}",
        # A signal would open a debugger's port.
        "--disable-sigusr1",
        f"--require={PRELOAD}",
    ]
    return [*found, "--enable-source-maps"] if settings["facts"].get("source_maps") else found


def located(settings: dict[str, Any]) -> dict[str, Any]:
    """Where the runnable files are, the entry among them, and the source that it was made from."""
    facts = settings["facts"]
    if facts:
        return {"root": settings["build"], "entry": facts["entry"], "source": facts["source"]}
    root = settings["submission"]
    entry = project.entry_of(settings, root, project.SCRIPTS)
    return {"root": root, "entry": entry, "source": entry}


def command(settings: dict[str, Any], arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """The command line that starts the submission's program, and the variables that it needs."""
    found = located(settings)
    return [NODE, *flags(settings), os.path.join(found["root"], found["entry"]), *arguments], {}


def service(settings: dict[str, Any], folder: str) -> tuple[list[str], dict[str, str]]:
    """The command line that starts the submission's server, and the variables that it needs.

    A command of its own (Procfile, ``npm start``) runs in a shell only where it is more than ``node <file>``.
    """
    declared = procfile.read(folder)
    release = declared.get("release", "")
    web = declared.get("web", "")
    start = project.start_script(folder)
    own = start if web in {"", "npm start", "npm run start"} else web
    variables = {"NODE_OPTIONS": _options(settings)}
    if own and not project.started_file(own):
        return procfile.shell(own, release), variables | {"PATH": f"/usr/local/bin:/usr/bin:/bin:{MODULES}/.bin"}
    found = located(settings)
    root = folder if found["root"] == settings["submission"] else found["root"]
    command = [NODE, *flags(settings), os.path.join(root, found["entry"])]
    return procfile.after(release, command), {}


MODULES = "/node_modules"


def _options(settings: dict[str, Any]) -> str:
    """The flags of every process, less those that Node takes on its command line alone."""
    return " ".join(flag for flag in flags(settings) if flag != "--disable-sigusr1")


def heap_exhausted(exit_code: int | None, signal: int | None, stderr: bytes) -> bool:
    """Whether V8 gave up at the end of its heap."""
    return exit_code is None and signal in {5, 6} and b"JavaScript heap out of memory" in stderr


def serve(requests: int, replies: int, settings: dict[str, Any]) -> None:
    """Become the session; what is wrong with the submission before Node sees it is the session's to answer with."""
    told = {name: settings[name] for name in ("submission", "kind", "interface", "spelled")}
    try:
        told |= located(settings)
    except NotLoaded as error:
        told |= {"root": settings["submission"], "failed": {"kind": error.kind, "message": error.message}}
    for descriptor in (requests, replies):
        os.set_inheritable(descriptor, True)  # noqa: FBT003 - its own form
    os.execv(NODE, [NODE, *flags(settings), SESSION, json.dumps(told)])
