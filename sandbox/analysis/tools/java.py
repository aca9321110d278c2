"""PMD, Checkstyle and SpotBugs, in one Java machine of our own program's (``java/``)."""

from __future__ import annotations

from typing import Any

from tools import _program

NAME = "java"
LANGUAGES = ("java",)
COST = 40
CPU_S = 90
TOOL_S = 240
"""What each of the three may take by the clock, so that the others' findings arrive before our own time is up."""

ARCHIVE = "/grader/java/analysis.jsa"
SHARED = f"-XX:SharedArchiveFile={ARCHIVE}"

FLAGS = (
    "-Xmx768m",
    # Whatever is young is garbage: collected once or never, where the default would a hundred times.
    "-Xms320m",
    "-Xmn200m",
    "-XX:+UseSerialGC",
    # A run is over before a second compiler has earned its keep.
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-XX:+DisableAttachMechanism",
    "-Xlog:disable",
    "-Xlog:all=error:stderr",
    # PMD takes a file that is nested too deeply for a mistake in that file.
    "-Dpmd.error_recovery",
)


def load() -> None:
    """Have the Java machine wait for its question."""
    _program.start(_command(SHARED))


def warm(_sample: Any) -> None:
    """Do as much; a sample would teach it nothing."""
    load()


def run(work: Any, *, archive: str = SHARED) -> dict[str, Any]:
    """Examine the sources, and the classes that the build made of them."""
    question = {
        "root": work.root,
        "build": work.build,
        "rules": "/grader/rules",
        "paths": [path for path in work.paths if path.endswith(".java")],
        "seconds": TOOL_S,
    }
    return _program.ask(_command(archive), question)


def _command(archive: str) -> list[str]:
    return ["/usr/bin/java", *FLAGS, archive, "-jar", "/grader/java/analysis.jar"]
