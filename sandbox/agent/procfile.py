"""Reads a Procfile: what a submission itself says about how it is started.

web: gunicorn app:app --bind 0.0.0.0:$PORT
release: alembic upgrade head
"""

from __future__ import annotations

import os
import re

SHELL = ("/bin/sh", "-c")
_LINE = re.compile(r"^([A-Za-z0-9_-]+)\s*:\s*(\S.*)$")
MAX_BYTES = 64 << 10


def read(folder: str) -> dict[str, str]:
    """Commands by the name of the process; empty where there is no Procfile."""
    try:
        with open(os.path.join(folder, "Procfile"), encoding="utf-8", errors="replace") as file:
            lines = file.read(MAX_BYTES).splitlines()
    except OSError:
        return {}
    found = (_LINE.match(line.strip()) for line in lines)
    return {line[1]: line[2].strip() for line in found if line}


def shell(web: str, release: str = "") -> list[str]:
    """A command line that runs one command after the other, the second in the shell's place if it is a plain one."""
    plain = web if re.search(r"[;&|<>(){}`]|^\w+=", web) else f"exec {web}"
    return [*SHELL, f"{release} && {plain}" if release else plain]


def after(release: str, command: list[str]) -> list[str]:
    """A command line that runs a command of the Procfile, if it has one, and then in its place another one."""
    return [*SHELL, f'{release} && exec "$@"', "sh", *command] if release else command
