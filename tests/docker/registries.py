"""A registry of our own, in a box on the engine's network: what it answers is up to the test."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
import time
import zipfile
from typing import Any

from grader.model import Limits
from grader.sandbox.base import BoxSpec
from grader.sandbox.docker import DockerSandbox

PORT = 8000
SERVER = f"""
import base64, http.server, json, os, sys, threading
folder, routes = json.loads(sys.stdin.readline())

class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.removeprefix(folder)
        status, kind, body = routes.get(path, routes.get("*", [404, "text/plain", ""]))
        body = base64.b64decode(body).replace(b"HERE", ("http://" + self.headers["Host"] + folder).encode())
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, form, *values):
        print(form % values, file=sys.stderr, flush=True)

server = http.server.ThreadingHTTPServer(("0.0.0.0", {PORT}), Answers)
threading.Thread(target=server.serve_forever, daemon=True).start()
print("ready", flush=True)
while os.read(0, 4096):
    pass
"""

Answer = tuple[int, str, bytes]


class Registry:
    """The box, and where it can be reached from the engine's network."""

    def __init__(self, engine: DockerSandbox, image: str, run: str, answers: dict[str, Answer]) -> None:
        spec = BoxSpec(
            role="registry",
            run=run,
            image=image,
            command=("/usr/bin/python3", "-I", "-c", SERVER),
            limits=Limits(memory_bytes=128 << 20),
            network="bridge",
        )
        self._box = engine.start(spec)
        routes = {
            path: [status, kind, base64.b64encode(body).decode()] for path, (status, kind, body) in answers.items()
        }
        # An address of its own, for what is fetched from an address is kept for it.
        folder = f"/{run}"
        self._box.send(json.dumps([folder, routes]).encode() + b"\n")
        assert next(self._box.lines(deadline=time.monotonic() + 60)) == b"ready"
        settings: dict[str, Any] = engine.client.inspect_container(self._box.name)["NetworkSettings"]
        self.host = str(settings["IPAddress"])
        self.address = f"http://{self.host}:{PORT}{folder}"

    def end(self) -> list[str]:
        """Stop it; the requests that it had."""
        return [line.split('"')[1] for line in self._box.end().stderr.splitlines() if '"' in line]


def simple(name: str, *files: str) -> dict[str, Answer]:
    """The page of a Python package, which links to these files."""
    links = "".join(
        f'<a href="{file.replace("/files", "HERE/files")}">{file.rpartition("/")[2]}</a>\n' for file in files
    )
    return {f"/simple/{name}/": (200, "text/html", f"<!DOCTYPE html><html><body>{links}</body></html>".encode())}


def wheel(name: str, files: dict[str, str], *wants: str) -> dict[str, Answer]:
    """A Python package in version 1.0, with its page."""
    file, info = f"{name}-1.0-py3-none-any.whl", f"{name}-1.0.dist-info"
    described = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        + "".join(f"Requires-Dist: {each}\n" for each in wants),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    every = files | described
    record = "".join(f"{path},,\n" for path in [*every, f"{info}/RECORD"])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in (every | {f"{info}/RECORD": record}).items():
            archive.writestr(path, text)
    return {f"/files/{file}": (200, "application/zip", buffer.getvalue())} | simple(name, f"/files/{file}")


def source_only(name: str) -> dict[str, Answer]:
    """A Python package that would have to be built, by a program of its own."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for path, text in {
            "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
            "setup.py": "import os; os._exit(7)\n",
        }.items():
            member = tarfile.TarInfo(f"{name}-1.0/{path}")
            member.size = len(text)
            tar.addfile(member, io.BytesIO(text.encode()))
    file = f"/files/{name}-1.0.tar.gz"
    return {file: (200, "application/gzip", buffer.getvalue())} | simple(name, file)


def npm_package(name: str, files: dict[str, str], **package: Any) -> dict[str, Answer]:  # noqa: ANN401 - keys of a package.json
    """A Node.js package in version 1.0.0, with its page."""
    described = {"name": name, "version": "1.0.0"} | package
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for path, text in ({"package.json": json.dumps(described)} | files).items():
            member = tarfile.TarInfo(f"package/{path}")
            member.size = len(text)
            tar.addfile(member, io.BytesIO(text.encode()))
    content = buffer.getvalue()
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    scripts = bool({"preinstall", "install", "postinstall"} & set(package.get("scripts", {})))
    version = described | {
        "hasInstallScript": scripts,
        "dist": {"tarball": f"HERE/{name}/-/{name}-1.0.0.tgz", "integrity": integrity},
    }
    page = {"name": name, "dist-tags": {"latest": "1.0.0"}, "versions": {"1.0.0": version}}
    return {
        f"/{name}": (200, "application/json", json.dumps(page).encode()),
        f"/{name}/-/{name}-1.0.0.tgz": (200, "application/octet-stream", content),
    }
