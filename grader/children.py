"""How a child process of ours is started, that reads what a candidate or somebody's server wrote.

Under its own limits, and where nothing of the environment or of the current folder decides what it runs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parents[1])


def child_python(module: str, *arguments: str) -> list[str]:
    """Say how to run a module's ``main`` with the libraries of this Python, and no bytecode written (-B)."""
    boot = f"import sys; sys.path[:] = sys.argv.pop(1).split('\\n'); from {module} import main; main()"
    path = "\n".join([_ROOT, *(entry for entry in sys.path if entry and entry != os.curdir)])
    return [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", boot, path, *arguments]
