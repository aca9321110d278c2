"""The candidate's server: started, watched and ended on the examiner's word; it lives on from test to test.

| request  | answer                                                                                            |
|----------|---------------------------------------------------------------------------------------------------|
| `serve`  | `serving`: it has been started, in a writable copy of the submission                              |
| `state`  | `state`: whether it runs or how it ended, what it printed last, where this box listens            |
| `signal` | `signalled`: one to its process group, or with 9 the end of every process of the box              |
| `settle` | `settled`: a test is over; what was used since the last one, and nothing is ended                 |
| `read`   | `files`: of a challenge that asks for queries, the statements                                     |
"""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
import signal
from typing import TYPE_CHECKING, Any

import kernel
from notloaded import NotLoaded
from process import KEEP_PRINTED, NOTHING_PRINTED

if TYPE_CHECKING:
    from agent import Agent

FOLDER = "service"


def serve(agent: Agent, request: dict[str, Any]) -> dict[str, Any]:
    """Start the server, ending whatever ran before; its files stay as the last one left them."""
    agent.end_process()
    try:
        folder = _folder(agent)
        command, variables = agent.driver.service(agent.settings, folder)
    except NotLoaded as error:
        return {"failed": {"kind": error.kind, "message": error.message}}
    environment = agent.environment() | variables | request.get("environment", {})

    def body() -> None:
        agent.as_candidate()
        os.chdir(folder)
        os.execve(command[0], command, environment)

    agent.start(body, stdin=None, answers=False, keep=KEEP_PRINTED, log=True)
    return {"serving": {"command": " ".join(command)[:2000]}}


def _folder(agent: Agent) -> str:
    """A copy of the submission that it may write to: SQLite files and uploads land beside the code."""
    folder = os.path.join(agent.settings["scratch"], FOLDER)
    if not os.path.isdir(folder):
        shutil.copytree(agent.settings["submission"], folder)
        for where, _, names in os.walk(folder):
            os.chmod(where, 0o700)
            for name in names:
                os.chmod(os.path.join(where, name), 0o600)
    return folder


def state(agent: Agent, _request: dict[str, Any]) -> dict[str, Any]:
    """Look at the server without disturbing it."""
    process = agent.process
    if process is not None and process.has_ended():
        # The loop has not come to it yet; the examiner asks because something seems to be wrong.
        process.note_end()
        agent.finish(process)
    running = process is not None and process.status is None
    told: dict[str, Any] = {
        "running": running,
        "background": 0 if running or process is None else kernel.others(process.pid),
        "listening": kernel.listening(),
        "usage": agent.usage(process),
    }
    told |= process.ending() if process is not None else {"exit_code": None, "signal": None}
    told["heap_exhausted"] = (
        process is not None
        and not running
        and agent.driver.heap_exhausted(told["exit_code"], told["signal"], bytes(process.err.kept))
    )
    return {"state": told | (process.printed() if process is not None else NOTHING_PRINTED)}


def signalled(agent: Agent, request: dict[str, Any]) -> dict[str, Any]:
    """Send a signal to the server's process group; 9 ends every process of the box at once."""
    process = agent.process
    if process is None:
        return {"signalled": {}}
    if request["signal"] == signal.SIGKILL:
        printed = process.printed()
        agent.end_process()
        return {"signalled": printed}
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, request["signal"])
    return {"signalled": {}}


def settle(agent: Agent, _request: dict[str, Any]) -> dict[str, Any]:
    """Count anew for the next test."""
    process = agent.process
    printed = process.printed() if process is not None else NOTHING_PRINTED
    report = {"printed": printed, "usage": agent.usage(process), "tampered": False}
    agent.account_anew()
    return {"settled": report}


# ── queries ──

MAX_TEXT = 256 << 10


def read(agent: Agent, request: dict[str, Any]) -> dict[str, Any]:
    """Hand over files of the submission by name, each from the first folder that has one, the top before the others."""
    wanted = set(request["files"])
    found: dict[str, str] = {}
    for where, folders, names in os.walk(agent.settings["submission"]):
        folders.sort()
        for name in sorted(wanted & set(names) - set(found)):
            with open(os.path.join(where, name), "rb") as file:
                content = file.read(MAX_TEXT + 1)
            if len(content) > MAX_TEXT:
                return {"failed": {"kind": "compile_error", "message": f"{name} is longer than {MAX_TEXT >> 10} KiB."}}
            found[name] = base64.b64encode(content).decode()
    return {"files": found}


OPERATIONS = {"read": read, "serve": serve, "state": state, "signal": signalled, "settle": settle}
