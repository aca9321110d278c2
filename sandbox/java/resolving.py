"""Finds the jars that a submission's pom.xml asks for. A program of ours reads it (resolver/); Maven is never run.

/opt/maven/repository   what every image for Java has
/dependencies/java      what this submission asked for beside that, in an image of its own

Both are laid out like a local repository of Maven's: group/artifact/version/artifact-version.jar, with its pom.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import jvm
from notloaded import NotLoaded
from notresolved import NotResolved, Unreachable

BUILT_IN = "/opt/maven/repository"
FOLDER = "dependencies/java"
HEAP_BYTES = 384 * jvm.MIB
OFFLINE_S = 60
ONLINE_S = 240
KEPT = (".pom", ".jar", "nowhere.txt")
# The machine's own warnings would stand on stdout, among the answer.
FLAGS = (f"-Xmx{HEAP_BYTES}", "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-Xlog:all=warning:stderr")


def default_registry() -> str:
    """Ask the library for the registry that Maven takes where none is named."""
    return str(_asked([], seconds=OFFLINE_S)["registry"])


def offline(settings: dict[str, Any]) -> dict[str, Any] | None:
    """Find the class paths in this image; ``None`` where it lacks something, ``NotLoaded`` for a pom that cannot be."""
    own = f"/{FOLDER}"
    repositories = [own, BUILT_IN] if os.path.isdir(own) else [BUILT_IN]
    answer = _asked([f"project={settings['submission']}", *_each(repositories)], seconds=OFFLINE_S)
    if "not_resolved" in answer:
        raise NotLoaded("compile_error", answer["not_resolved"])
    return None if "missing" in answer else answer


def resolve(settings: dict[str, Any], manifests: str, output: str) -> dict[str, Any]:
    """Fetch what ``offline`` will ask for; ``NotResolved`` if it cannot be had, ``Unreachable`` if nobody answers."""
    repository = os.path.join(output, FOLDER)
    os.makedirs(repository)
    answer = _asked(
        [
            f"project={manifests}",
            *_each([repository, BUILT_IN]),
            "online=true",
            f"registry={settings['registry']}",
            f"proxy={settings['proxy']}",
            f"authorities={settings['ca']}",
        ],
        seconds=ONLINE_S,
    )
    if "unreachable" in answer:
        raise Unreachable(answer["unreachable"])
    if "not_resolved" in answer:
        raise NotResolved(answer["not_resolved"])
    tidy(repository)
    # The build that follows says what is noted of the poms.
    return {"packages": answer["packages"], "notes": []}


def _each(repositories: list[str]) -> list[str]:
    return [f"repository={folder}" for folder in repositories]


def tidy(repository: str) -> None:
    """Keep jars, poms and the list of what nobody has; the library's own records tell where things came from."""
    for where, _, names in os.walk(repository, topdown=False):
        for name in names:
            if not name.endswith(KEPT):
                os.unlink(os.path.join(where, name))
        if where != repository and not os.listdir(where):
            os.rmdir(where)


def _asked(arguments: list[str], *, seconds: int) -> dict[str, Any]:
    command = [jvm.JAVA, *jvm.ALWAYS, *FLAGS, jvm.archive("resolver")]
    command += ["-jar", os.path.join(jvm.GRADER, "resolver", "resolver.jar"), f"seconds={seconds}", *arguments]
    ran = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd="/",
        env={"LANG": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"},
        check=False,
    )
    if ran.returncode == 0:
        return dict(json.loads(ran.stdout))
    words = ran.stderr.decode("utf-8", "replace")
    if "java.lang.OutOfMemoryError" in words or ran.returncode < 0:
        return {"not_resolved": f"pom.xml: what it expands to takes more than {HEAP_BYTES >> 20} MiB of memory."}
    raise RuntimeError(f"the resolver ended with exit code {ran.returncode}\n{words}")
