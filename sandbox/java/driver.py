"""Runs one Java submission for the agent: its functions in a session of ours (session/), its program as it is.

/build/classes    what builder.py compiled; facts say what is in there
Main              a program's class, in any package
Solution          the class of declared functions; declared classes go by their own names
"""

from __future__ import annotations

import json
import os
from typing import Any

import jvm
import procfile
from notloaded import NotLoaded

MAIN = "public static void main(String[])"
OUT_OF_MEMORY_EXIT = 3
MAX_SHOWN = 12


# ── the agent's three questions ──


def serve(requests: int, replies: int, settings: dict[str, Any]) -> None:
    """Become the session's machine; a program's only request, to load, needs none."""
    if settings["kind"] == "program":
        answer_load(requests, replies, settings)
        return
    for descriptor in (requests, replies):
        os.set_inheritable(descriptor, True)  # noqa: FBT003 - the library's own form
    memory_bytes = settings["limits"]["memory_bytes"]
    command = [*jvm.flags(memory_bytes), jvm.archive("session"), *SESSION_FLAGS]
    command += ["-cp", jvm.own_path("session"), "grader.session.Session", json.dumps(session_settings(settings))]
    os.execve(command[0], command, os.environ)


def command(settings: dict[str, Any], arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """The command line that starts the submission's program; it needs no variables."""
    path = os.pathsep.join(jvm.class_path(settings))
    return [*jvm.flags(settings["limits"]["memory_bytes"]), "-cp", path, entry_of(settings), *arguments], {}


def service(settings: dict[str, Any], folder: str) -> tuple[list[str], dict[str, str]]:
    """The command line that starts the submission's server, whatever its Procfile says: it was compiled here."""
    release = procfile.read(folder).get("release", "")
    path = os.pathsep.join(jvm.class_path(settings))
    # A server here lives for a minute: what the optimising compiler gains it would first take from the start.
    machine = [*jvm.flags(settings["limits"]["memory_bytes"]), "-XX:TieredStopAtLevel=1"]
    # The JDK's own server would hold every answer back for 40 ms, as no other does.
    machine += ["-Dsun.net.httpserver.nodelay=true"]
    command = [*machine, "-cp", path, entry_of(settings)]
    return procfile.after(release, command), {}


def heap_exhausted(exit_code: int | None, signal: int | None, stderr: bytes) -> bool:
    """Whether the machine ended itself because its heap, smaller than the box, was full."""
    del signal
    return exit_code == OUT_OF_MEMORY_EXIT and b"java.lang.OutOfMemoryError" in stderr


# ── sessions ──

SESSION_FLAGS = (
    # A test lasts for seconds. Without the optimising compiler and its profiles ten thousand calls take a third of the
    # processor's time; a program that reads for seconds on end takes three times as long without, so it keeps them.
    "-XX:TieredStopAtLevel=1",
    # Calls by plain native code: the quick ones would first be compiled, for longer than a test's calls take.
    "-Djdk.reflect.useNativeAccessorOnly=true",
)


def session_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """What the session needs to know of the submission."""
    facts = settings["facts"]
    return {
        "classpath": jvm.class_path(settings),
        "interface": settings["interface"],
        "spelled": settings["spelled"],
        **{key: facts.get(key, empty) for key, empty in (("found", {}), ("holders", []), ("types", []))},
    }


# ── programs ──


def answer_load(requests: int, replies: int, settings: dict[str, Any]) -> None:
    """Answer that a program could be started, or why not, until the agent hangs up."""
    with open(requests, "rb") as asked, open(replies, "wb") as answers:
        for line in asked:
            answer = {"id": json.loads(line)["id"]} | loaded(settings)
            answers.write(json.dumps(answer).encode() + b"\n")
            answers.flush()


def loaded(settings: dict[str, Any]) -> dict[str, Any]:
    """The answer to the wish to load a program."""
    try:
        return {"value": {"entry": entry_of(settings)}}
    except NotLoaded as error:
        return {"failed": {"kind": error.kind, "message": error.message}}


def entry_of(settings: dict[str, Any]) -> str:
    """The class to start: one of a name that the brief mentions, else the only one that can be started."""
    mains = settings["facts"].get("mains", [])
    for name in settings["entry_names"]:
        named = [main for main in mains if main.rpartition(".")[2] == name]
        if len(named) == 1:
            return str(named[0])
        if named:
            raise NotLoaded("compile_error", f"Several classes {name} can be started: {shown(named)}. Keep one.")
    if len(mains) == 1:
        return str(mains[0])
    wanted = " or ".join(settings["entry_names"])
    raise NotLoaded(
        "compile_error", f"No entry point: looked for a class {wanted} with {MAIN}, and found {shown(mains)}."
    )


def shown(names: list[str]) -> str:
    """Some of many names."""
    more = f", … {len(names) - MAX_SHOWN} more" if len(names) > MAX_SHOWN else ""
    return ", ".join(names[:MAX_SHOWN]) + more if names else "none"
