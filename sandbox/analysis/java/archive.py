"""Makes the class-data archive of our Java program: has it look at itself and a sample, and keeps what it loaded."""

from __future__ import annotations

import os
import sys
import types

sys.path.insert(0, "/grader")

from tools import java

SAMPLE = sys.argv[1]

root = os.path.join(SAMPLE, "java")
paths = sorted(os.path.relpath(os.path.join(where, name), root) for where, _, names in os.walk(root) for name in names)
work = types.SimpleNamespace(root=root, build=os.path.join(SAMPLE, "classes"), paths=paths)
told = java.run(work, archive=f"-XX:ArchiveClassesAtExit={java.ARCHIVE}")
silent = {"pmd", "checkstyle", "spotbugs"} - {row["tool"] for row in told["findings"]}
if silent or told.get("unread"):
    sys.exit(
        f"the sample is to show that all three work: {silent} found nothing, and not read was {told.get('unread')}"
    )
os.stat(java.ARCHIVE)
