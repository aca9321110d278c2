"""What a start costs in a language's image, as shipped and with each lever taken away; runs inside the image.

python3 -I -B /bench/starts.py java|node|python      prints {"what": milliseconds, …}, the median of several
"""

from __future__ import annotations

import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

TIMES = 7
MEMORY_BYTES = 160 << 20
REQUESTS, REPLIES = 200, 201
HELLO_JAVA = (
    'class Hello {\n    public static void main(String[] words) {\n        System.out.println("hi");\n    }\n}\n'
)
HELLO_TS = "const words: string = 'hi';\nconsole.log(words);\n"


def timed(command: Sequence[str]) -> float:
    """Run a command to its end, its protocol hung up from the start; the median in milliseconds."""
    return statistics.median(_once(command) for _ in range(TIMES))


def _once(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, preexec_fn=_hung_up, close_fds=False)
    return (time.perf_counter() - started) * 1000


def _hung_up() -> None:
    """Give the child pipes that nobody writes to and nobody reads, at the driver's numbers."""
    for target, kept in ((REQUESTS, 0), (REPLIES, 1)):
        ends = os.pipe()
        os.dup2(ends[kept], target)
        os.close(ends[1 - kept])


def python(folder: Path) -> Mapping[str, float]:
    """A forked session has its interpreter already; what a fork saves is a start with the driver's imports."""
    script = folder / "hello.py"
    script.write_text("import sys\nsys.path.insert(0, '/grader')\nimport driver\n", encoding="utf-8")

    def forked() -> float:
        sys.path.insert(0, "/grader")
        __import__("driver")
        started = time.perf_counter()
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        return (time.perf_counter() - started) * 1000

    return {
        "session, forked as shipped": statistics.median(forked() for _ in range(TIMES)),
        "session, an interpreter of its own": timed([sys.executable, "-I", "-B", str(script)]),
    }


def java(folder: Path) -> Mapping[str, float]:
    """The session program and the compiler, with and without their class-data archives."""
    sys.path.insert(0, "/grader")
    driver, javac, jvm = map(importlib.import_module, ("driver", "javac", "jvm"))

    settings = json.dumps(driver.session_settings(_settings(folder)))
    session = [*driver.SESSION_FLAGS, "-cp", jvm.own_path("session"), "grader.session.Session", settings]
    flags = jvm.flags(MEMORY_BYTES)
    unshared = [flag.replace("-Xshare:auto", "-Xshare:off") for flag in flags]
    source = folder / "Hello.java"
    source.write_text(HELLO_JAVA, encoding="utf-8")
    plain = ["/usr/bin/javac", "-proc:none", "-d", str(folder / "plain"), str(source)]

    def compiled() -> float:
        with tempfile.TemporaryDirectory() as output:
            started = time.perf_counter()
            javac.compiled(_settings(folder), ["Hello.java"], [], f"{output}/classes", None, [])
            return (time.perf_counter() - started) * 1000

    return {
        "session, as shipped": timed([*flags, jvm.archive("session"), *session]),
        "session, the JDK's own class-data archive only": timed([*flags, *session]),
        "session, no class-data sharing": timed([*unshared, *session]),
        "compile one file, as shipped": statistics.median(compiled() for _ in range(TIMES)),
        "compile one file, plain javac": timed(plain),
    }


def node(folder: Path) -> Mapping[str, float]:
    """A program in TypeScript: compiled once beforehand, or stripped of its types at every start."""
    typed, built = folder / "hello.ts", folder / "hello.mjs"
    typed.write_text(HELLO_TS, encoding="utf-8")
    built.write_text(HELLO_TS.replace(": string", ""), encoding="utf-8")
    return {
        "program, built beforehand as shipped": timed(["/usr/local/bin/node", str(built)]),
        "program, types stripped at each start": timed(["/usr/local/bin/node", "--no-warnings", str(typed)]),
    }


def _settings(folder: Path) -> dict[str, object]:
    return {
        "submission": str(folder),
        "build": str(folder),
        "scratch": str(folder),
        "interface": {"functions": {}, "classes": {}, "errors": {}},
        "spelled": {},
        "facts": {},
        "limits": {"memory_bytes": MEMORY_BYTES},
    }


LANGUAGES: Mapping[str, Callable[[Path], Mapping[str, float]]] = {"python": python, "java": java, "node": node}

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        sys.stdout.write(json.dumps(LANGUAGES[sys.argv[1]](Path(scratch))) + "\n")
