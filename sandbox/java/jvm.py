"""How a Java virtual machine is started here: one set of flags for what a box allows, whoever starts it."""

from __future__ import annotations

import glob
import os
from typing import Any

JAVA = "/usr/bin/java"
GRADER = os.path.dirname(os.path.abspath(__file__))

MIB = 1 << 20
BESIDE_HEAP = 64 * MIB
"""The agent, and what a machine with a framework takes beside its heap: classes, compiled code, stacks, buffers."""

ALWAYS = (
    # One collector thread and the least memory: boxes have one processor and tens of megabytes.
    "-XX:+UseSerialGC",
    # A file in /tmp for tools that watch; nobody may watch.
    "-XX:-UsePerfData",
    "-XX:+DisableAttachMechanism",
    "-XX:-EnableDynamicAgentLoading",
    # The machine's own word that memory ran out: exit code 3 and a line, which must not stand in a program's output.
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:+DisplayVMOutputToStderr",
    "-Xshare:auto",
)


def heap_bytes(memory_bytes: int) -> int:
    """The largest heap that leaves everything else in a box of this size its room."""
    return max(memory_bytes * 2 // 5, memory_bytes - BESIDE_HEAP - memory_bytes // 10)


def flags(memory_bytes: int) -> list[str]:
    """Flags for code of the candidate's, in a box with so much memory."""
    return [JAVA, *ALWAYS, f"-Xmx{heap_bytes(memory_bytes)}"]


def archive(name: str) -> str:
    """The flag that maps a class-data archive of ours; one that cannot be mapped is silently done without."""
    return f"-XX:SharedArchiveFile={os.path.join(GRADER, name)}.jsa"


def own_path(name: str) -> str:
    """The class path of a program of ours."""
    return os.pathsep.join(
        [os.path.join(GRADER, f"{name}.jar"), *sorted(glob.glob(os.path.join(GRADER, "jackson-*.jar")))]
    )


def class_path(settings: dict[str, Any]) -> list[str]:
    """Where a submission's classes are: its own first, then its packages."""
    return [os.path.join(settings["build"], "classes"), *settings["facts"].get("classpath", [])]
