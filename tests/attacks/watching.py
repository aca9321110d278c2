"""What an attack could have done besides scoring, looked for after every one of them."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from page import Page

from grader import reporting
from grader.canaries import words_in
from grader.model import Grade
from grader.paths import REPORTS
from grader.sandbox.docker import RUN_LABEL, DockerSandbox

DOORS = 4
"""Ports that listen on every address of the machine: what gets out of a box would knock at one of them."""


@dataclass
class World:
    """What an attack must neither learn nor touch: a variable, a file and some open ports of the grader's machine."""

    variable: str
    file: Path
    secrets: tuple[str, ...]
    knocks: list[str] = field(default_factory=list)

    def untouched(self) -> bool:
        """Whether the file is what it was."""
        return self.file.read_text("utf-8") == self.secrets[1] and self.file.stat().st_mode & 0o777 == 0o600


@contextlib.contextmanager
def world(folder: Path) -> Iterator[World]:
    """Put secrets about, and listen where nobody may knock."""
    words = (f"canary-{secrets.token_hex(12)}", f"canary-{secrets.token_hex(12)}")
    file = folder / "host-secret"
    file.write_text(words[1], "utf-8")
    file.chmod(0o600)
    name = "GRADER_SECRET_OF_THE_HOST"
    os.environ[name] = words[0]
    around = World(variable=name, file=file, secrets=words)
    listeners = [_listener(kind) for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)]
    threads = [threading.Thread(target=_listen, args=(each, around.knocks), daemon=True) for each in listeners]
    for thread in threads:
        thread.start()
    try:
        yield around
    finally:
        del os.environ[name]
        for each in listeners:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


PORT = 51337
"""Attacks knock here, on every address that they can think of; whoever else has it listens as well as we."""


def _listener(kind: socket.SocketKind) -> socket.socket:
    listener = socket.socket(socket.AF_INET, kind)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind(("0.0.0.0", PORT))  # noqa: S104 - a box would come from the engine's network
    if kind is socket.SOCK_STREAM:
        listener.listen()
    return listener


def _listen(listener: socket.socket, knocks: list[str]) -> None:
    with contextlib.suppress(OSError):
        while True:
            if listener.type == socket.SOCK_STREAM:
                connection, address = listener.accept()
                connection.close()
            else:
                data, address = listener.recvfrom(64)
                if not data:
                    return
            knocks.append(f"{listener.type.name} {address}")


# ── What is left, and what is told ───────────────────────────────────────────────────────────────


def left_of(engine: DockerSandbox, run: str) -> list[str]:
    """Name the boxes and volumes that are still there of a run."""
    boxes = engine.client.containers(all=True)
    volumes = engine.client.volumes()["Volumes"] or []
    labelled = [(str(box["Names"]), box["Labels"] or {}) for box in boxes]
    labelled += [(volume["Name"], volume["Labels"] or {}) for volume in volumes]
    return [name for name, labels in labelled if labels.get(RUN_LABEL, "").startswith(run)]


def reports_of(grade: Grade, folder: Path) -> dict[str, bytes]:
    """Render every format there is."""
    files = reporting.write(grade, folder, reporting.names())
    return {path.name: path.read_bytes() for path in files.values()}


def leaked(reports: dict[str, bytes]) -> list[str]:
    """Name the reports in which a canary word stands, of a suite or of the host."""
    return [name for name, content in reports.items() if words_in(content)]


INERT = re.compile(r"on[a-z]+")


def not_inert(reports: dict[str, bytes]) -> list[str]:
    """Find what a page has that would run, load or lead anywhere; the review's own script apart."""
    ours = (REPORTS / "report.js").read_text("utf-8")
    found: list[str] = []
    for name, content in reports.items():
        if not name.endswith(".html"):
            continue
        for element in Page(content.decode()).elements:
            names = set(element.attributes)
            found += [f"{name}: <{element.tag} {each}>" for each in names if INERT.fullmatch(each) or each == "src"]
            if element.tag in {"iframe", "object", "embed", "img", "base", "applet", "form"}:
                found.append(f"{name}: <{element.tag}>")
            if element.tag == "script" and element.text != ours:
                found.append(f"{name}: a script")
            if not re.fullmatch(r"|data:,|#[a-z0-9-]+|[a-z]+\.(html|md|json|csv)", element.attributes.get("href", "")):
                found.append(f"{name}: a link to {element.attributes['href'][:80]}")
    return found


def raw_bytes(reports: dict[str, bytes]) -> list[str]:
    """Name the reports with a control, bidirectional or zero-width character, which could disguise what is shown."""
    raw = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
    return [name for name, content in reports.items() if raw.search(content.decode())]
