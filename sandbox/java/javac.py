"""Runs the compiler: our own program around javac's API (builder/), on files that are named one by one."""

from __future__ import annotations

import glob
import json
import os
import subprocess
from typing import Any

import jvm
from notloaded import NotLoaded

TIMEOUT_S = 100
"""Less than the box has, so that the reason can still be told."""

HEAP_BYTES = 512 * jvm.MIB
OLDEST, NEWEST = 8, 21

RESERVED = ("java", "javax", "jdk", "sun", "com.sun", "org.junit", "grader")
"""Packages of the runtime's, the test framework's and ours: a class of theirs could stand in the real one's place."""

FLAGS = (
    f"-Xmx{HEAP_BYTES}",
    # Generated sources nest deeper than people's; javac recurses.
    "-Xss8m",
    # Short runs end before the optimising compiler would pay.
    "-XX:TieredStopAtLevel=1",
)
OPTIONS = ("-g", "-parameters", "-nowarn", "-Xlint:none", "-implicit:none", "-encoding", "UTF-8", "-Xmaxerrs", "50")

REPOSITORY = "/opt/maven/repository"
LOMBOK = "lombok.launch.AnnotationProcessorHider$AnnotationProcessor"
MAPSTRUCT = "org.mapstruct.ap.MappingProcessor"
PROCESSORS = (
    ("lombok-", LOMBOK, ("org/projectlombok/lombok", "org/projectlombok/lombok-mapstruct-binding")),
    ("mapstruct-", MAPSTRUCT, ("org/mapstruct/mapstruct-processor", "org/mapstruct/mapstruct")),
)
"""How the jar begins on whose class path a processor is wanted, the processor, and where its own jars are."""


def compiled(
    settings: dict[str, Any],
    sources: list[str],
    class_path: list[str],
    output: str,
    release: str | None,
    functions: list[str],
) -> dict[str, Any]:
    """Compile sources of the submission into a folder; what the compiler says and learns.

    ``NotLoaded`` where it runs out of memory or time.
    """
    os.makedirs(output)
    folder = settings["submission"]
    request = {
        "root": [folder],
        "reserved": list(RESERVED),
        "functions": functions,
        # Absolute, so that a file named -J… or @… is a file.
        "sources": [os.path.join(folder, path) for path in sources],
        "options": [
            *OPTIONS,
            *released(release),
            *processing(settings, class_path),
            *paths(settings, class_path, output),
        ],
    }
    return dict(json.loads(_ran(json.dumps(request).encode(), settings["scratch"])))


def paths(settings: dict[str, Any], class_path: list[str], output: str) -> list[str]:
    """Where javac looks: nowhere but on the class path, and for no sources but those named."""
    return ["-d", output, "-classpath", os.pathsep.join(class_path), "-sourcepath", empty(settings["scratch"])]


def empty(scratch: str) -> str:
    """A folder with nothing in it."""
    folder = os.path.join(scratch, "empty")
    os.makedirs(folder, exist_ok=True)
    return folder


def released(release: str | None) -> list[str]:
    """The option for an older Java that the manifest asks for; ``NotLoaded`` for one that we do not have."""
    if release is None:
        return []
    digits = release.removeprefix("1.")
    if not digits.isdigit() or not OLDEST <= int(digits) <= NEWEST:
        raise NotLoaded(
            "compile_error", f"pom.xml asks for Java {release}; the grader takes Java {OLDEST} to {NEWEST}."
        )
    return ["--release", digits] if int(digits) < NEWEST else []


def processing(settings: dict[str, Any], class_path: list[str]) -> list[str]:
    """Annotation processors: those of our own image that the class path asks for, by name and from our jars only.

    An empty path, because ``-proc:none`` alone lets compiler plug-ins on the class path run.
    """
    names: list[str] = []
    jars: list[str] = []
    for jar, name, places in PROCESSORS:
        ours = [path for place in places for path in sorted(glob.glob(f"{REPOSITORY}/{place}/*/*.jar"))[-1:]]
        if ours and any(os.path.basename(path).startswith(jar) for path in class_path):
            names.append(name)
            jars += ours
    if not names:
        return ["-proc:none", "-processorpath", empty(settings["scratch"])]
    return ["-processor", ",".join(names), "-processorpath", os.pathsep.join(jars)]


def _ran(request: bytes, scratch: str) -> bytes:
    command = [jvm.JAVA, *jvm.ALWAYS, *FLAGS, jvm.archive("builder"), "-cp", jvm.own_path("builder")]
    try:
        ran = subprocess.run(
            [*command, "grader.builder.Builder"],
            input=request,
            capture_output=True,
            timeout=TIMEOUT_S,
            cwd=scratch,
            env={"LANG": "C.UTF-8", "TZ": "UTC", "HOME": scratch, "PATH": "/usr/bin:/bin"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotLoaded("compile_error", f"javac did not finish within {TIMEOUT_S} s.") from None
    if ran.returncode == 0:
        return ran.stdout
    words = ran.stderr.decode("utf-8", "replace")
    if "java.lang.OutOfMemoryError" in words or ran.returncode < 0:
        raise NotLoaded("compile_error", f"javac needs more than {HEAP_BYTES >> 20} MiB of memory for these sources.")
    raise RuntimeError(f"the compiler ended with exit code {ran.returncode}\n{words}")
