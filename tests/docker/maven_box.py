"""The resolver for pom.xml files in the image that ships, in a box without network; a registry of its own on loopback.

host ── one delivery a question ──> box (``RESOLVING``) ── one JSON line ──> host
"""

from __future__ import annotations

import base64
import json
import time
from typing import TYPE_CHECKING, Any

from grader.deliveries import PYTHON, delivery, packed
from grader.model import Limits
from grader.sandbox.base import BoxSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.sandbox.base import Box
    from grader.sandbox.docker import DockerSandbox

PATIENCE_S = 120.0
MISSING = {"missing": True}
EMPTY_JAR = b"PK\x05\x06" + bytes(18)

RESOLVING = r"""
import base64, hashlib, http.server, json, os, shutil, subprocess, sys, threading
sys.path.insert(0, "/grader")
import delivery, resolving
from notloaded import NotLoaded
from notresolved import NotResolved, Unreachable

class Registry(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    files, statuses, asked, logins = {}, {}, [], []

    def do_GET(self):
        path = self.path.removeprefix("http://registry.invalid").removeprefix("/maven2/")
        self.asked.append(path)
        self.logins.append(self.headers["Authorization"])
        content = self.content(path)
        status = self.statuses.get(path, self.statuses.get("*", 200 if content is not None else 404))
        if "login" in self.statuses and not self.logins[-1]:
            status = 401
        body = content if status == 200 else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="packages"')
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def content(self, path):
        if path.endswith(".sha1") and path not in self.files:
            content = self.files.get(path[:-5])
            return None if content is None else hashlib.sha1(content).hexdigest().encode()
        return self.files.get(path)

    def log_message(self, *words):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry)
threading.Thread(target=server.serve_forever, daemon=True).start()
HERE = f"http://127.0.0.1:{server.server_port}"

def told(work):
    try:
        return work() or {"missing": True}
    except NotLoaded as error:
        return {"refused": error.message}
    except Unreachable as error:
        return {"unreachable": error.message}
    except NotResolved as error:
        return {"not_resolved": error.message}

def online(settings, folder):
    Registry.files = {path: base64.b64decode(content) for path, content in settings["files"].items()}
    Registry.statuses, Registry.asked, Registry.logins = settings["statuses"], [], []
    for left in os.listdir("/dependencies"):
        shutil.rmtree(f"/dependencies/{left}")
    places = {name: settings[name].replace("HERE", HERE) for name in ("registry", "proxy")}
    answer = told(lambda: resolving.resolve({**places, "ca": settings["ca"]}, folder, "/"))
    laid = sorted(os.path.relpath(os.path.join(at, name), "/dependencies/java")
                  for at, _, names in os.walk("/dependencies/java") for name in names)
    again = told(lambda: resolving.offline({"submission": folder}))
    return {"online": answer, "laid": laid, "offline": again, "asked": Registry.asked, "logins": Registry.logins}

def tls(settings, folder):
    os.chdir("/tmp")
    with open("Server.java", "w") as file:
        file.write(settings["server"])
    key = ["-keystore", "key.p12", "-storepass", "secret", "-alias", "server"]
    os.environ["JDK_JAVA_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # the tools are slow enough
    name = ["-dname", "CN=registry", "-ext", "SAN=ip:127.0.0.1"]
    for command in (["-genkeypair", "-keyalg", "EC", *name], ["-exportcert", "-rfc", "-file", "ca.pem"]):
        subprocess.run(["keytool", *command, *key], check=True, capture_output=True)
    process = subprocess.Popen(["java", "-Xmx128m", "Server.java"], stdout=subprocess.PIPE, text=True)
    try:
        registry = f"https://127.0.0.1:{process.stdout.readline().strip()}/maven2"
        settings["registry"] = registry
        authorities = {"named": "/tmp/ca.pem", "not named": ""}
        return {how: online({**settings, "ca": ca}, folder)["online"] for how, ca in authorities.items()}
    finally:
        process.kill()

number = 0
while True:
    try:
        settings, archives = delivery.receive(0)
    except EOFError:
        break
    number += 1
    for name, archive in archives.items():
        delivery.unpack(archive, f"/tmp/{number}/{name}")
    folder = f"/tmp/{number}/submission"
    if settings["how"] == "offline":
        answer = told(lambda: resolving.offline({"submission": folder}))
    else:
        answer = {"online": online, "tls": tls}[settings["how"]](settings, folder)
    print(json.dumps(answer), flush=True)
"""


class Resolver:
    """A running box that is asked about one submission after the other."""

    def __init__(self, box: Box) -> None:
        self._box = box

    def offline(self, files: Mapping[str, str | bytes], **beside: Mapping[str, str]) -> dict[str, Any]:
        """The class paths, ``MISSING`` where the image lacks something, or ``{"refused": words}``."""
        return self._asked({"how": "offline"}, submission=files, **beside)

    def online(
        self,
        files: Mapping[str, str | bytes],
        registry: Mapping[str, bytes],
        *,
        statuses: Mapping[str, int] | None = None,
        address: str = "HERE/maven2",
        proxy: str = "",
        ca: str = "",
        server: str = "",
    ) -> dict[str, Any]:
        """What comes of asking a registry with those files, what is laid down, and what is found without it after."""
        return self._asked(
            {
                "how": "tls" if server else "online",
                "files": {path: base64.b64encode(content).decode() for path, content in registry.items()},
                "statuses": statuses or {},
                "registry": address,
                "proxy": proxy,
                "ca": ca,
                "server": server,
            },
            submission=files,
        )

    def _asked(self, settings: dict[str, Any], **folders: Mapping[str, str | bytes]) -> dict[str, Any]:
        archives = {
            name: packed({path: _bytes(text) for path, text in files.items()}) for name, files in folders.items()
        }
        self._box.send(delivery(settings, archives))
        return dict(json.loads(next(self._box.lines(deadline=time.monotonic() + PATIENCE_S))))


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def start(engine: DockerSandbox, image: str, run: str) -> Box:
    """Start the box."""
    folders = {"/tmp": 256 << 20, "/dependencies": 64 << 20}
    limits = Limits(memory_bytes=1 << 30, processes=256, cpus=2.0)
    command = (*PYTHON, "-c", RESOLVING)
    spec = BoxSpec(role="build", run=run, image=image, command=command, limits=limits, folders=folders)
    return engine.start(spec)


# ── poms ──


def pom(body: str = "", *, coordinates: str = "com.acme:app:1.0", parent: str = "", path: str | None = None) -> str:
    """A pom.xml whose own lines begin on line 4, or on line 5 below a parent."""
    group, artifact, version = coordinates.split(":")
    own = f"<groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"
    above = ""
    if parent:
        group, artifact, version = parent.split(":")
        relative = "" if path is None else f"<relativePath>{path}</relativePath>"
        above = (
            f"<parent><groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"
            f"{relative}</parent>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n'
        f"<modelVersion>4.0.0</modelVersion>{own}\n{above}{body}\n</project>\n"
    )


def dependencies(*wanted: str) -> str:
    """One dependency a line: ``group:artifact:version:scope``, the last two of which may be left out."""
    lines = ["<dependencies>"]
    for each in wanted:
        group, artifact, version, scope, *_ = [*each.split(":"), "", ""]
        lines.append(
            f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>"
            + (f"<version>{version}</version>" if version else "")
            + (f"<scope>{scope}</scope>" if scope else "")
            + "</dependency>"
        )
    return "\n".join([*lines, "</dependencies>"])


def artifact(coordinates: str, body: str = "", *, jar: bool = True) -> dict[str, bytes]:
    """The files of one artifact in a registry."""
    group, name, version = coordinates.split(":")
    place = f"{group.replace('.', '/')}/{name}/{version}/{name}-{version}"
    files = {f"{place}.pom": pom(body, coordinates=coordinates).encode()}
    return files | ({f"{place}.jar": EMPTY_JAR} if jar else {})


def versions(package: str, *known: str) -> dict[str, bytes]:
    """A registry's list of the versions of an artifact."""
    group, name = package.split(":")
    listed = "".join(f"<version>{version}</version>" for version in known)
    text = (
        f"<metadata><groupId>{group}</groupId><artifactId>{name}</artifactId>"
        f"<versioning><versions>{listed}</versions></versioning></metadata>"
    )
    return {f"{group.replace('.', '/')}/{name}/maven-metadata.xml": text.encode()}


def names(paths: list[str]) -> set[str]:
    """The jars of a class path, by file name."""
    return {path.rpartition("/")[2] for path in paths}
