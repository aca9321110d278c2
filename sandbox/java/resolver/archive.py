"""Makes /grader/resolver.jsa: has the resolver read the pom.xml of a folder, and keeps what its machine loaded."""

from __future__ import annotations

import os
import sys

sys.path.insert(0, "/grader")

import jvm
import resolving


def made(name: str) -> str:
    """The flag that writes an archive, in the place of the one that maps it."""
    return f"-XX:ArchiveClassesAtExit=/grader/{name}.jsa"


jvm.archive = made
if resolving.offline({"submission": sys.argv[1]}) is None:
    sys.exit("the built-in repository does not have what its own pom.xml asks for")
os.stat("/grader/resolver.jsa")
