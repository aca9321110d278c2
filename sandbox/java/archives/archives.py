"""Makes the class-data archives of an image: runs what will run there on a sample, and keeps what was loaded.

    /grader/session.jsa     the session's machine, on Solution.java, Counter.java and requests.jsonl beside this file
    /grader/builder.jsa     the compiler's, on those and on the session's own sources

The command lines are those of driver.py and javac.py, for a machine whose class path differs from its archive's goes
without.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from typing import Any

sys.path.insert(0, "/grader")

import driver
import javac
import jvm

HERE = os.path.dirname(os.path.abspath(__file__))
MEMORY_BYTES = 512 * jvm.MIB
LAST = b'{"id":"10","value":9}\n'
JACKSON = ["/grader/jackson-core.jar"]


def main() -> None:
    """Make both, and fail the image where one did not come about."""
    jvm.archive = made
    javac.RESERVED = ()
    with tempfile.TemporaryDirectory() as scratch:
        settings = sample(scratch, sys.argv[1:])
        facts = javac.compiled(settings, settings["sources"], JACKSON, f"{scratch}/build/classes", None, [])
        run_session(settings | {"facts": facts})
    for name in ("session", "builder"):
        os.stat(f"/grader/{name}.jsa")


def made(name: str) -> str:
    """The flag that writes an archive, in place of the one that maps it."""
    return f"-XX:ArchiveClassesAtExit=/grader/{name}.jsa"


def sample(scratch: str, more: list[str]) -> dict[str, Any]:
    """Settings as of an exam, for a submission of the sample and more sources."""
    folder = os.path.join(scratch, "submission")
    os.makedirs(folder)
    sources = [
        shutil.copy(path, folder) for path in [os.path.join(HERE, "Solution.java"), f"{HERE}/Counter.java", *more]
    ]
    with open(os.path.join(HERE, "interface.json"), encoding="utf-8") as file:
        interface = json.load(file)
    names = [
        *interface["functions"],
        *(name for declared in interface["classes"].values() for name in declared["methods"]),
    ]
    return {
        "submission": folder,
        "sources": [os.path.basename(path) for path in sources],
        "build": os.path.join(scratch, "build"),
        "scratch": scratch,
        "kind": "function",
        "interface": interface,
        "spelled": {name: name for name in names},
        "limits": {"memory_bytes": MEMORY_BYTES},
    }


def run_session(settings: dict[str, Any]) -> None:
    """Put the sample's requests to a session, as the agent does."""
    replies, answered = os.pipe()
    with open(os.path.join(HERE, "requests.jsonl"), "rb") as requests:
        process = os.fork()
        if process == 0:
            os.dup2(requests.fileno(), 200)
            os.dup2(answered, 201)
            driver.serve(200, 201, settings)
    os.close(answered)
    with open(replies, "rb") as lines:
        said = lines.read()
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if code or not said.endswith(LAST) or b'"failed"' in said:
        sys.exit(f"the sample's session ended with {code}, and said:\n{said.decode()}")


if __name__ == "__main__":
    main()
