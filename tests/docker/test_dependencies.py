"""Packages fetched in boxes of a real engine, from the real registries and from one of our own."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest
from msgspec import structs

sys.path.insert(0, str(Path(__file__).parent))

from languages import submission
from registries import PORT, Registry, npm_package, simple, source_only, wheel

from grader.configuration import Configuration, load_configuration
from grader.deliveries import delivery
from grader.dependencies import Prepared, prepare
from grader.dependencies.fetching import SOCKET, dependency_box, proxy_box
from grader.errors import RegistryUnreachable
from grader.languages import find
from grader.model import Limits
from grader.observing import Silent
from grader.sandbox import images
from grader.sandbox.base import Box, BoxSpec, Derivation
from grader.sandbox.docker import DockerSandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.docker

NAMES = ("python", "node", "proxy")
MANIFESTS = {"python": "requirements.txt", "node": "package.json"}
KINDS = {"python": "pip", "node": "npm"}


class Watching(DockerSandbox):
    """The real engine, with a list of the roles of the boxes that were started, and of the images that were made."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[str] = []
        self.made: list[str] = []

    def start(self, spec: BoxSpec) -> Any:  # noqa: ANN401 - as the real one
        self.started.append(spec.role)
        return super().start(spec)

    def derive(self, derivation: Derivation, layer: IO[bytes]) -> None:
        super().derive(derivation, layer)
        self.made.append(derivation.tag)


@pytest.fixture(scope="module")
def tags(engine: DockerSandbox) -> dict[str, str]:
    return images.build(engine.client, report=lambda _line: None, environ=os.environ, names=NAMES)


@pytest.fixture
def sandbox(engine: DockerSandbox, run: str) -> Iterator[Watching]:
    """An engine on which nothing of a test is left, no image either."""
    watching = Watching()
    yield watching
    assert engine.sweep(f"{run}-dependencies") == 0
    for tag in watching.made:
        engine.client.remove_image(tag)
    watching.client.close()


@pytest.fixture
def prepared(sandbox: Watching, tags: dict[str, str], run: str, tmp_path: Path) -> Callable[..., Prepared]:
    """Prepare a submission with this manifest, by the machine's own configuration or one that names a registry."""

    def prepare_it(language: str, manifest: str, registry: str = "", **files: str) -> Prepared:
        configuration = load_configuration(os.environ, tmp_path)
        if registry:
            configuration = structs.replace(configuration, registries={KINDS[language]: registry}, timeout_s=120.0)
        written = {MANIFESTS[language]: manifest} | {name.replace("__", "."): text for name, text in files.items()}
        return prepare(
            submission(language, {name: text.encode() for name, text in written.items()}),
            find(language),
            sandbox=sandbox,
            images=tags,
            run=run,
            configuration=configuration,
            observer=Silent(),
        )

    return prepare_it


@pytest.fixture
def registry(engine: DockerSandbox, tags: dict[str, str], run: str) -> Iterator[Callable[..., Registry]]:
    """Start a registry with these answers."""
    started: list[Registry] = []

    def start(*answers: dict[str, Any]) -> Registry:
        found = Registry(engine, tags["python"], f"{run}-registry", {k: v for each in answers for k, v in each.items()})
        started.append(found)
        return found

    yield start
    for each in started:
        each.end()
    engine.sweep(f"{run}-registry")


def said(engine: DockerSandbox, image: str, run: str, *command: str) -> str:
    """All that a program prints in a candidate's box of this image."""
    box = engine.start(BoxSpec(role="candidate", run=run, image=image, command=command, limits=Limits()))
    lines = list(box.lines(deadline=time.monotonic() + 60))
    ending = box.end()
    assert ending.exit_code == 0, ending.stderr
    return b"\n".join(lines).decode()


def python(engine: DockerSandbox, image: str, run: str, source: str) -> str:
    return said(engine, image, run, "/usr/bin/python3", "-I", "-B", "-c", source)


def node(engine: DockerSandbox, image: str, run: str, source: str) -> str:
    return said(engine, image, run, "/usr/local/bin/node", "-e", source)


# ── from the real registries ──


def test_a_python_package_is_fetched_once_and_comes_before_the_images_own(
    prepared: Callable[..., Prepared], sandbox: Watching, engine: DockerSandbox, run: str
) -> None:
    first = prepared("python", "inflection==0.5.1\nclick==8.1.8\n")
    assert (first.source, first.failure) == ("resolved", None)
    assert sorted(sandbox.started) == ["dependencies", "proxy"]
    assert {each.name: each.version for each in first.packages} == {"inflection": "0.5.1", "click": "8.1.8"}
    look = "import click, flask, inflection, os\nprint(inflection.__file__, os.path.exists(inflection.__cached__))\n"
    look += "print(click.__file__)\nprint(flask.__file__.split('/')[1])"
    assert python(engine, first.image, run, look).splitlines() == [
        "/dependencies/python/inflection/__init__.py True",
        "/dependencies/python/click/__init__.py",
        "usr",
    ]
    again = prepared("python", "click == 8.1.8  # the same, said another way\ninflection==0.5.1\n")
    assert (again.source, again.image, again.packages) == ("cached", first.image, first.packages)
    assert len(sandbox.started) == 2


def test_a_node_package_is_fetched_once_and_stands_in_the_place_of_the_images_own(
    prepared: Callable[..., Prepared], sandbox: Watching, engine: DockerSandbox, run: str
) -> None:
    manifest = json.dumps({"dependencies": {"is-odd": "^3.0.0"}, "scripts": {"postinstall": "exit 7"}})
    first = prepared("node", manifest)
    assert (first.source, first.failure) == ("resolved", None)
    assert {each.name for each in first.packages} == {"is-odd", "is-number"}
    assert 'the script "postinstall" is not run' in first.notes[0]
    look = "console.log(require('is-odd')(3)); try { require('express') } catch (error) { console.log(error.code) }"
    assert node(engine, first.image, run, look).splitlines() == ["true", "MODULE_NOT_FOUND"]
    started = len(sandbox.started)
    assert prepared("node", manifest).source == "cached"
    assert len(sandbox.started) == started


@pytest.mark.parametrize(
    ("language", "manifest", "words"),
    [
        ("python", "no-such-package-of-grader==1\n", "no-such-package-of-grader was not found in the package registry"),
        ("python", "flask==3.0.3\nwerkzeug<2\n", "flask==3.0.3 depends on werkzeug>=3.0.0"),
        (
            "node",
            '{"dependencies": {"no-such-package-of-grader": "1"}}',
            "'no-such-package-of-grader@1' could not be found",
        ),
        ("node", '{"dependencies": {"is-odd": "^99"}}', "No matching version found for is-odd@^99"),
    ],
)
def test_what_does_not_exist_is_the_submissions_failure_in_the_resolvers_words(
    prepared: Callable[..., Prepared], tags: dict[str, str], language: str, manifest: str, words: str
) -> None:
    found = prepared(language, manifest)
    assert (found.image, found.source) == (tags[language], "none")
    assert found.failure is not None
    assert found.failure.kind == "compile_error"
    assert words in found.failure.message
    assert "/tmp/" not in found.failure.message


# ── from a registry of our own ──


@pytest.mark.parametrize(
    ("language", "manifest"), [("python", "six==1.16.0\n"), ("node", '{"dependencies": {"is-odd": "^3.0.0"}}')]
)
def test_a_registry_that_is_down_is_ours(prepared: Callable[..., Prepared], language: str, manifest: str) -> None:
    with pytest.raises(RegistryUnreachable, match=r"registry 127\.0\.0\.1:9 does not answer") as caught:
        prepared(language, manifest, "https://127.0.0.1:9/simple")
    assert caught.value.infrastructure


def test_a_registry_that_breaks_on_the_way_is_ours(
    prepared: Callable[..., Prepared], registry: Callable[..., Registry]
) -> None:
    broken = registry({"/simple/hostile/": (503, "text/plain", b"busy")})
    with pytest.raises(RegistryUnreachable, match="503"):
        prepared("python", "hostile\n", f"{broken.address}/simple")


def test_a_registry_that_sends_its_clients_elsewhere_is_ours_and_the_host_is_named(
    prepared: Callable[..., Prepared], registry: Callable[..., Registry]
) -> None:
    sending = registry(simple("hostile", "http://cdn.example/hostile-1.0-py3-none-any.whl"))
    with pytest.raises(RegistryUnreachable, match=r'to cdn\.example: if that is right, add it to "hosts"'):
        prepared("python", "hostile\n", f"{sending.address}/simple")


def test_nothing_of_a_python_package_runs_unasked(
    prepared: Callable[..., Prepared], registry: Callable[..., Registry], engine: DockerSandbox, run: str
) -> None:
    start_up = {"hostile.pth": "import os; os._exit(7)\n", "sitecustomize.py": "raise SystemExit(8)\n"}
    files = {
        "hostile/__init__.py": "NAME = 'hostile'\n",
        "hostile/broken.py": "def (\n",
        "hostile-1.0.data/scripts/hostile": "#!python\n",
    }
    ours = registry(wheel("hostile", start_up | files))
    found = prepared("python", "hostile\n", f"{ours.address}/simple")
    assert (found.source, found.failure) == ("resolved", None)
    look = "import os, hostile; print(hostile.NAME, sorted(os.listdir('/dependencies/python')))"
    assert python(engine, found.image, run, look) == "hostile ['hostile', 'hostile-1.0.dist-info']"


def test_a_package_that_would_have_to_be_built_is_not_and_that_is_told(
    prepared: Callable[..., Prepared], registry: Callable[..., Registry]
) -> None:
    found = prepared("python", "hostile\n", f"{registry(source_only('hostile')).address}/simple")
    assert found.failure is not None
    assert "has no usable wheels" in found.failure.message or "no wheels" in found.failure.message


def test_what_only_tests_need_may_be_missing_and_the_registry_that_they_name_is_not_asked(
    prepared: Callable[..., Prepared], registry: Callable[..., Registry]
) -> None:
    ours = registry(wheel("hostile", {"hostile.py": ""}))
    dev = "no-such-thing\n--extra-index-url http://private.example/simple\n"
    found = prepared("python", "hostile\n", f"{ours.address}/simple", test_requirements__txt=dev)
    assert (found.source, [each.name for each in found.packages]) == ("resolved", ["hostile"])
    assert "private.example" in found.notes[0]
    assert "What only development needs was left out" in found.notes[1]
    assert "no-such-thing was not found" in found.notes[1]
    assert not [request for request in ours.end() if "private" in request]


def test_no_install_script_of_a_node_package_runs_and_no_link_comes_along(
    prepared: Callable[..., Prepared], registry: Callable[..., Registry], engine: DockerSandbox, run: str
) -> None:
    script = "const fs = require('fs'); fs.writeFileSync(__dirname + '/ran', ''); process.exit(7)\n"
    ours = registry(
        npm_package(
            "hostile",
            {"index.js": "module.exports = 'hostile'\n", "script.js": script},
            scripts=dict.fromkeys(("preinstall", "install", "postinstall", "prepare"), "node script.js"),
            bin={"hostile": "script.js"},
        )
    )
    found = prepared("node", '{"dependencies": {"hostile": "1"}}', ours.address)
    assert (found.source, found.failure) == ("resolved", None)
    assert "No install script runs here; these have one: hostile." in found.notes
    look = "const fs = require('fs'); const found = fs.readdirSync('/node_modules');"
    look += "console.log(require('hostile'), found, fs.existsSync('/node_modules/hostile/ran'))"
    assert node(engine, found.image, run, look) == "hostile [ 'hostile' ] false"


@pytest.mark.parametrize("elsewhere", ["github:a/b", "git+https://other.example/b.git", "https://other.example/b.tgz"])
def test_what_a_node_package_wants_from_elsewhere_is_not_had_and_not_our_trouble(
    prepared: Callable[..., Prepared], registry: Callable[..., Registry], elsewhere: str
) -> None:
    ours = registry(npm_package("hostile", {}, dependencies={"b": elsewhere}))
    found = prepared("node", '{"dependencies": {"hostile": "1"}}', ours.address)
    assert found.failure is not None
    assert "What package.json asks for cannot be installed." in found.failure.message


def test_what_a_python_package_wants_from_elsewhere_is_not_had_and_not_our_trouble(
    prepared: Callable[..., Prepared], registry: Callable[..., Registry]
) -> None:
    ours = registry(wheel("hostile", {"hostile.py": ""}, "b @ https://other.example/b-1.0-py3-none-any.whl"))
    found = prepared("python", "hostile\n", f"{ours.address}/simple")
    assert found.failure is not None
    assert "URL dependencies must be expressed" in found.failure.message


def test_a_lock_decides_and_its_hashes_count(
    prepared: Callable[..., Prepared], registry: Callable[..., Registry]
) -> None:
    ours = registry(npm_package("hostile", {"index.js": ""}))
    entry = {
        "version": "1.0.0",
        "resolved": "https://other.example/hostile.tgz",
        "integrity": "sha512-" + "A" * 86 + "==",
    }
    lock = {"lockfileVersion": 3, "packages": {"": {}, "node_modules/hostile": entry}}
    manifest = '{"dependencies": {"hostile": "^1.0.0"}}'
    refused = _locked(prepared, manifest, ours.address, lock)
    assert refused.failure is not None
    assert "integrity" in refused.failure.message.lower()
    del entry["integrity"]
    assert _locked(prepared, manifest, ours.address, lock).source == "resolved"
    assert not [request for request in ours.end() if "other" in request]


def _locked(prepared: Callable[..., Prepared], manifest: str, address: str, lock: object) -> Prepared:
    return prepared("node", manifest, address, **{"package-lock__json": json.dumps(lock)})


# ── the way out ──

ATTEMPTS = """
import json, socket, sys, time
sys.path.insert(0, "/grader")
import relay
host, port = json.loads(sys.stdin.readline())
relay.start(("127.0.0.1", 3128), "/channel/proxy.sock")

def direct(address):
    try:
        socket.create_connection(address, timeout=5).close()
        return "connected"
    except OSError as error:
        return type(error).__name__ + " " + str(error.errno)

def asked(request):
    with socket.create_connection(("127.0.0.1", 3128), timeout=30) as way:
        way.sendall(request.encode() + b"\\r\\n\\r\\n")
        return way.makefile("rb").readline().decode().split(" ", 1)[1].strip()

def name(host):
    try:
        return str(socket.getaddrinfo(host, 80))
    except OSError:
        return "no such name"

print(json.dumps({
    "direct": direct((host, port)),
    "gateway": direct(("172.17.0.1", 2375)),
    "name": name("registry.example"),
    "write": str(__import__("os").access("/channel", 2)),
    "registry": asked(f"GET http://{host}:{port}/ HTTP/1.1"),
    "connect": asked(f"CONNECT {host}:443 HTTP/1.1"),
    "port": asked(f"CONNECT {host}:22 HTTP/1.1"),
    "other": asked("CONNECT other.example:443 HTTP/1.1"),
    "longer": asked(f"CONNECT {host}.other.example:443 HTTP/1.1"),
    "metadata": asked("GET http://169.254.169.254/ HTTP/1.1"),
    "itself": asked("GET http://127.0.0.1:8888/ HTTP/1.1"),
    "user": asked(f"GET http://{host}@other.example/ HTTP/1.1"),
}))
"""


def test_the_resolvers_box_has_no_way_out_but_to_the_registry(
    engine: DockerSandbox, tags: dict[str, str], registry: Callable[..., Registry], run: str
) -> None:
    ours = registry({"*": (200, "text/plain", b"")})
    channel = engine.channel(run)
    boxes: list[Box] = []
    try:
        boxes.append(engine.start(proxy_box(tags["proxy"], channel, run=run, runtime="")))
        settings = {
            "registry": ours.address,
            "kind": "maven",
            "hosts": [],
            "proxy": "",
            "no_proxy": [],
            "ca": "",
            "channel": SOCKET,
        }
        boxes[0].send(delivery(settings, {}))
        ready = json.loads(next(boxes[0].lines(deadline=time.monotonic() + 60)))
        assert ready == {"ready": {"hosts": [ours.host]}}
        spec = dependency_box(tags["python"], channel, run=run, runtime="")
        command = ("/usr/bin/python3", "-I", "-B", "-c", ATTEMPTS)
        boxes.append(engine.start(structs.replace(spec, command=command)))
        boxes[1].send(json.dumps([ours.host, PORT]).encode() + b"\n")
        told = json.loads(next(boxes[1].lines(deadline=time.monotonic() + 120), b"null"))
    finally:
        endings = [box.end() for box in boxes]
        engine.sweep(run)
    assert told is not None, endings[1].stderr
    refused = {name: answer for name, answer in told.items() if not answer.startswith("403")}
    unreachable = "OSError 101"
    assert refused == {
        "direct": unreachable,
        "gateway": unreachable,
        "name": "no such name",
        "write": "False",
        "registry": "200 OK",
        "connect": told["connect"],
    }
    assert told["connect"].startswith("500")  # it may be asked for, and nobody listens there


UPSTREAM = """
printf 'Listen 0.0.0.0\\nPort 3128\\nLogLevel Connect\\n' > /tmp/upstream.conf
echo starting
exec tinyproxy -d -c /tmp/upstream.conf 1>&2
"""


def test_a_proxy_of_the_machine_is_gone_through(
    sandbox: Watching, tags: dict[str, str], registry: Callable[..., Registry], run: str
) -> None:
    ours = registry(wheel("hostile", {"hostile.py": ""}))
    spec = BoxSpec(
        role="upstream",
        run=f"{run}-upstream",
        image=tags["proxy"],
        command=("/bin/sh", "-c", UPSTREAM),
        limits=Limits(memory_bytes=64 << 20),
        folders={"/tmp": 1 << 20},
        network="bridge",
    )
    upstream: Box = sandbox.start(spec)
    try:
        assert next(upstream.lines(deadline=time.monotonic() + 60)) == b"starting"
        address = sandbox.client.inspect_container(upstream.name)["NetworkSettings"]["IPAddress"]
        proxied = Configuration(
            registries={"pip": f"{ours.address}/simple"}, proxy=f"http://{address}:3128", timeout_s=120.0
        )
        found = prepare(
            submission("python", {"requirements.txt": b"hostile\n"}),
            find("python"),
            sandbox=sandbox,
            images=tags,
            run=run,
            configuration=proxied,
            observer=Silent(),
        )
    finally:
        log = upstream.end().stderr
    assert (found.source, found.failure) == ("resolved", None), log
    assert f"GET http://{ours.host}" in log


def test_a_configuration_that_says_so_fetches_nothing(sandbox: Watching, tags: dict[str, str], run: str) -> None:
    found = prepare(
        submission("python", {"requirements.txt": b"six==1.16.0\n"}),
        find("python"),
        sandbox=sandbox,
        images=tags,
        run=run,
        configuration=Configuration(enabled=False),
        observer=Silent(),
    )
    assert found.failure is not None
    assert sandbox.started == []
