"""The programs of the two boxes that fetch packages, without an engine and without a network."""

from __future__ import annotations

import base64
import importlib
import io
import json
import os
import socket
import sys
import tarfile
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import importable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

SOURCES = ("wire/*.py", "fetcher/*.py", "proxy/*.py", "agent/delivery.py")
REGISTRY = "https://registry.example:8443/pypi/simple"

RESOLVER = """\
import os
from notresolved import NotResolved, Unreachable

def resolve(settings, manifests, output):
    with open(os.path.join(settings["scratch"], "tries"), "a") as file:
        file.write("x")
    outcomes = settings["options"]["outcomes"]
    outcome = outcomes.pop(0)
    with open(os.path.join(output, "left-over"), "w") as file:
        file.write(outcome)
    if outcome == "unreachable":
        raise Unreachable("no answer from " + settings["registry"])
    if outcome == "refused":
        raise NotResolved("\\x1b[31mno such package\\x1b[0m\\n\\nsee /tmp/scratch/log")
    return {"packages": [], "notes": [outcome]}
"""


@contextmanager
def fetcher() -> Iterator[ModuleType]:
    """The fetcher with a resolver that does what the settings say."""
    with importable(*SOURCES) as folder:
        (folder / "resolving.py").write_text(RESOLVER, encoding="utf-8")
        yield importlib.import_module("fetcher")
        del sys.modules["resolving"]


@pytest.fixture(scope="module")
def proxy() -> ModuleType:
    with importable(*SOURCES):
        return importlib.import_module("proxy")


@pytest.fixture(scope="module")
def relay() -> ModuleType:
    with importable(*SOURCES):
        return importlib.import_module("relay")


# ── the fetcher ──


def settings(scratch: Path, *outcomes: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - settings of a box
    return {
        "registry": REGISTRY,
        "scratch": str(scratch),
        "options": {"outcomes": list(outcomes)},
        "max_bytes": 1000,
        "max_files": 3,
    } | changes


def outcome(scratch: Path, *outcomes: str) -> tuple[dict[str, Any], int]:
    """What is told in the end, and how often was tried."""
    with fetcher() as program:
        told = program.outcome(settings(scratch, *outcomes))
    return told, len((scratch / "tries").read_text())


def test_what_is_resolved_is_told_at_the_end(tmp_path: Path) -> None:
    assert outcome(tmp_path, "fine") == ({"resolved": {"packages": [], "notes": ["fine"]}}, 1)


def test_a_registry_that_does_not_answer_is_asked_once_more(tmp_path: Path) -> None:
    assert outcome(tmp_path, "unreachable", "fine") == ({"resolved": {"packages": [], "notes": ["fine"]}}, 2)


def test_a_registry_that_never_answers_is_told_without_its_address(tmp_path: Path) -> None:
    told = {"unreachable": {"message": "no answer from <registry>"}}
    assert outcome(tmp_path, "unreachable", "unreachable") == (told, 2)


def test_a_refusal_is_final_and_told_without_colours_and_folders(tmp_path: Path) -> None:
    with fetcher() as program:
        told = program.outcome(settings(tmp_path, "refused"))
        assert program.plain("see /tmp/scratch/log", {"registry": REGISTRY, "scratch": "/tmp"}) == ""
    assert told["not_resolved"]["message"].splitlines()[0] == "no such package"
    assert len((tmp_path / "tries").read_text()) == 1


def sent(
    program: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str], **limits: int
) -> dict[str, tuple[bytes, int]]:
    """The files that come out, with their modes."""
    capsys.readouterr()
    program.send(str(folder), **({"max_bytes": 10_000_000, "max_files": 100} | limits))
    parts = [json.loads(line)["part"] for line in capsys.readouterr().out.splitlines()]
    archive = b"".join(map(base64.b64decode, parts))
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return {each.name: (tar.extractfile(each).read(), each.mode) for each in tar}  # type: ignore[union-attr]


def test_files_come_out_in_parts_and_links_do_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "node_modules" / ".bin").mkdir(parents=True)
    (tmp_path / "node_modules" / "big").write_bytes(os.urandom(200_000))
    (tmp_path / "node_modules" / "run").write_bytes(b"#!/bin/sh\n")
    (tmp_path / "node_modules" / "run").chmod(0o755)
    os.link(tmp_path / "node_modules" / "run", tmp_path / "node_modules" / "same")
    (tmp_path / "node_modules" / ".bin" / "run").symlink_to("../run")
    with fetcher() as program:
        found = sent(program, tmp_path, capsys)
    assert set(found) == {"node_modules/big", "node_modules/run", "node_modules/same"}
    assert found["node_modules/run"] == found["node_modules/same"] == (b"#!/bin/sh\n", 0o755)
    assert found["node_modules/big"] == ((tmp_path / "node_modules" / "big").read_bytes(), 0o644)


@pytest.mark.parametrize("limits", [{"max_bytes": 9}, {"max_files": 1}])
def test_too_much_is_the_submissions_failure_and_nothing_of_it_comes_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], limits: dict[str, int]
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(b"12345")
    with fetcher() as program, pytest.raises(program.NotResolved, match="are the most that a submission may bring"):
        sent(program, tmp_path, capsys, **limits)
    assert capsys.readouterr().out == ""


# ── what the proxy lets through ──


def configuration(proxy: ModuleType, changes: dict[str, Any]) -> set[str]:
    given = {"registry": REGISTRY, "proxy": "", "no_proxy": []} | changes
    return set(proxy.configuration(given).splitlines())


def test_only_hosts_of_the_list_are_let_through_whole(proxy: ModuleType) -> None:
    assert proxy.allowed(["a.example", "b-c.example"]) == "^a\\.example$\n^b\\-c\\.example$\n"
    needed = {"FilterDefaultDeny Yes", 'Filter "/tmp/allowed"', "FilterType ere", "Listen 127.0.0.1"}
    assert needed <= configuration(proxy, {})


@pytest.mark.parametrize(("registry", "ports"), [(REGISTRY, {"443", "8443"}), ("https://a.example", {"443"})])
def test_only_the_ports_of_tls_and_of_the_registry_are_let_through(
    proxy: ModuleType, registry: str, ports: set[str]
) -> None:
    lines = configuration(proxy, {"registry": registry})
    assert {line.split()[1] for line in lines if line.startswith("ConnectPort")} == ports


def test_a_proxy_of_the_machine_is_gone_through(proxy: ModuleType) -> None:
    given = {"proxy": "http://me:secret@proxy.example:3128", "no_proxy": [".example", 'x" \n']}
    lines = configuration(proxy, given)
    assert {line for line in lines if line.startswith("Upstream")} == {
        "Upstream http me:secret@proxy.example:3128",
        'Upstream none ".example"',
    }


@pytest.mark.parametrize("address", ["https://proxy.example", "socks5://proxy.example", "http://a b", "http://"])
def test_a_proxy_of_another_kind_is_told_without_its_password(proxy: ModuleType, address: str) -> None:
    with pytest.raises(proxy.NoAnswer, match="of a kind that cannot be used") as caught:
        proxy.upstream(address.replace("//", "//me:secret@"))
    assert "secret" not in str(caught.value)


FILES, BOTH = ["files.example"], ["files.example", "registry.example"]


@pytest.mark.parametrize(
    ("kind", "answer", "hosts"),
    [
        ("pip", '{"files": [{"url": "https://files.example/a"}, {"url": "/b"}]}', BOTH),
        ("pip", '<a class="x" href="https://files.example/a#sha256=1">a</a> <A HREF=\'../b\'>', BOTH),
        ("npm", '{"dist": {"tarball": "https://files.example/a"}, "bugs": {"url": "https://x.example"}}', FILES),
        ("maven", "<metadata/>", []),
    ],
)
def test_the_hosts_of_a_registrys_files_are_learnt_from_itself(
    proxy: ModuleType, kind: str, answer: str, hosts: list[str]
) -> None:
    assert proxy.files_hosts(kind, REGISTRY + "/pip/", answer.encode()) == hosts


# ── the relay ──


def echoing(path: Path) -> socket.socket:
    """A UNIX socket at which each who connects is sent what was heard, once the other side has ended."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as heard:
                connection.sendall(heard.read())

    threading.Thread(target=serve, daemon=True).start()
    return listener


def said(connection: socket.socket, sent: bytes) -> None:
    connection.sendall(sent)
    connection.shutdown(socket.SHUT_WR)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_bytes_go_through_both_sockets_and_back_after_one_side_has_ended(relay: ModuleType, tmp_path: Path) -> None:
    tcp, unix = ("127.0.0.1", free_port()), str(tmp_path / "way.sock")
    with echoing(tmp_path / "echo.sock"):
        back = ("127.0.0.1", free_port())
        relay.start(back, str(tmp_path / "echo.sock"))
        relay.start(unix, back)
        relay.start(tcp, unix)
        sent = os.urandom(3_000_000)
        with socket.create_connection(tcp, timeout=30) as connection:
            threading.Thread(target=said, args=(connection, sent)).start()
            with connection.makefile("rb") as heard:
                assert heard.read() == sent


def test_a_connection_that_leads_nowhere_is_closed(relay: ModuleType, tmp_path: Path) -> None:
    tcp = ("127.0.0.1", free_port())
    relay.start(tcp, str(tmp_path / "nobody.sock"))
    with socket.create_connection(tcp, timeout=30) as connection:
        assert connection.recv(1) == b""
