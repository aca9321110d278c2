"""Two boxes that fetch packages: one resolves and has no network, the other has one, for the registries alone.

host ── delivery ──> dependency box (the language's image, fetcher.py) ── the files, line by line ──> host
                              ↕ UNIX socket in a tiny volume
host ── delivery ──> proxy box (tinyproxy) ── the configured registry, its files' hosts, nothing else
"""

from __future__ import annotations

import base64
import binascii
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import IO, NamedTuple
from urllib.parse import urlsplit

from grader.configuration import REGISTRIES, Configuration
from grader.deliveries import PYTHON, delivery, packed
from grader.dependencies.base import Manifest, PackageManager
from grader.dependencies.layer import MAX_BYTES, MAX_FILES, repacked, spool
from grader.errors import FetcherFailed, RegistryUnreachable
from grader.model import Limits, Package, Value
from grader.sandbox.base import Box, BoxSpec, BoxTimeout, Sandbox
from grader.untrusted import Unreadable, decoded

LIMITS = Limits(memory_bytes=1 << 30, processes=256, file_bytes=MAX_BYTES, cpus=2.0)
PROXY_LIMITS = Limits(memory_bytes=128 << 20, processes=256, file_bytes=1 << 20)
FILES_BYTES = 768 << 20
OUTPUT_BYTES = 4 * MAX_BYTES // 3 + (64 << 20)
PROXY_READY_S = 60.0
SOCKET = "/channel/proxy.sock"
MAX_MESSAGE = 4_000
MAX_NOTES = 50
MAX_NOTE = 1_000
MAX_NAME = 300
MAX_ADDRESS = 2_000

_FILTERED = re.compile(r'filtered (?:domain|url) "([^"\s]+)"')


class Resolved(Value, frozen=True):
    """What was fetched, in the resolver's words."""

    packages: tuple[Package, ...] = ()
    notes: tuple[str, ...] = ()


class Fetched(NamedTuple):
    """What was fetched, and the layer that it makes; or else, in ``refusal``, why the submission cannot have it."""

    resolved: Resolved
    layer: IO[bytes] | None = None
    refusal: str = ""


class _Told(Value, frozen=True):
    message: str


class _Line(Value, frozen=True):
    registry: str = ""
    part: str = ""
    resolved: Resolved | None = None
    not_resolved: _Told | None = None
    unreachable: _Told | None = None
    ready: dict[str, list[str]] | None = None


def fetch(
    manifest: Manifest,
    manager: PackageManager,
    *,
    images: dict[str, str],
    sandbox: Sandbox,
    run: str,
    configuration: Configuration,
    authorities: bytes,
    runtime: str = "",
) -> Fetched:
    """Have everything resolved and fetched; ``RegistryUnreachable`` where that is not the submission's fault.

    ``images`` are the tags of the language's, as ``language``, and of the proxy's.
    """
    until = time.monotonic() + configuration.timeout_s
    fetching = _Fetching(sandbox, manager, configuration, authorities.decode())
    try:
        fetching.start(images, run=run, runtime=runtime)
        lines = fetching.ask(manifest, until=until)
        fetching.open_the_way()
        return fetching.follow(lines)
    except BoxTimeout:
        raise RegistryUnreachable(
            f"Packages could not be fetched within {configuration.timeout_s:g} s.\n"
            "Where that is the network's fault, try again; else raise timeout in [dependencies] of grader.toml."
        ) from None
    finally:
        try:
            fetching.end()
        finally:
            sandbox.sweep(run)


class _Fetching:
    """The two boxes of one fetch, and the registry that they were told."""

    def __init__(self, sandbox: Sandbox, manager: PackageManager, configuration: Configuration, ca: str) -> None:
        self._sandbox = sandbox
        self._manager = manager
        self._configuration = configuration
        self._ca = ca
        self._registry = configuration.registries.get(manager.registry, "")
        self._boxes: dict[str, Box] = {}

    def start(self, images: dict[str, str], *, run: str, runtime: str) -> None:
        """Start both boxes at once; where one will not start, the other is known and can be ended."""
        channel = self._sandbox.channel(run)
        wanted = {
            "dependencies": dependency_box(images["language"], channel, run=run, runtime=runtime),
            "proxy": proxy_box(images["proxy"], channel, run=run, runtime=runtime),
        }
        with ThreadPoolExecutor(max_workers=len(wanted)) as pool:
            starting = {role: pool.submit(self._sandbox.start, spec) for role, spec in wanted.items()}
        self._boxes = {role: box.result() for role, box in starting.items() if box.exception() is None}
        for box in starting.values():
            box.result()

    def ask(self, manifest: Manifest, *, until: float) -> Iterator[bytes]:
        """Hand the manifests over, and learn which registry their package manager asks if it is told none."""
        box = self._boxes["dependencies"]
        settings = {
            "registry": self._registry,
            "channel": SOCKET,
            "ca": self._ca,
            "scratch": "/tmp",  # noqa: S108 - the box's own
            "options": manifest.options,
            "max_bytes": MAX_BYTES,
            "max_files": MAX_FILES,
        }
        files = {path: text.encode() for path, text in manifest.files.items()}
        box.send(delivery(settings, {"/manifests": packed(files)}))
        lines = box.lines(deadline=until)
        self._registry = _understood(next(lines, b"")).registry
        if not _is_address(self._registry):
            raise self._broken("dependencies")
        return lines

    def open_the_way(self) -> None:
        """Tell the proxy where it may lead, and have the resolver begin once the registry has answered through it."""
        proxy = self._boxes["proxy"]
        settings = {
            "registry": self._registry,
            "kind": self._manager.registry,
            "hosts": list(self._configuration.hosts),
            "proxy": self._configuration.proxy,
            "no_proxy": list(self._configuration.no_proxy),
            "ca": self._ca,
            "channel": SOCKET,
        }
        proxy.send(delivery(settings, {}))
        answer = _understood(next(proxy.lines(deadline=time.monotonic() + PROXY_READY_S), b""))
        if answer.unreachable is not None:
            raise self._unreachable(answer.unreachable.message[:MAX_MESSAGE])
        if answer.ready is None:
            raise self._broken("proxy")
        self._boxes["dependencies"].send(b"\n")

    def follow(self, lines: Iterator[bytes]) -> Fetched:
        """Take the files as they come, until the box says what they are."""
        with spool() as archive:
            for line in lines:
                said = _understood(line)
                if said.part:
                    archive.write(_bytes(said.part))
                elif said.resolved is not None:
                    return Fetched(_capped(said.resolved), _layer(archive, self._manager.folder))
                elif said.not_resolved is not None:
                    return Fetched(Resolved(), refusal=said.not_resolved.message[:MAX_MESSAGE])
                elif said.unreachable is not None:
                    raise self._unreachable(said.unreachable.message[:MAX_MESSAGE])
        return self._fallen_silent()

    def _fallen_silent(self) -> Fetched:
        if not self._boxes["dependencies"].end().out_of_memory:
            raise self._broken("dependencies")
        needs = f"The packages need more than {LIMITS.memory_bytes >> 20} MiB of memory to be installed."
        return Fetched(Resolved(), refusal=needs)

    def _broken(self, role: str) -> FetcherFailed:
        ending = self._boxes[role].end()
        how = f"the {role} box broke (exit code {ending.exit_code})\n{ending.stderr[-2000:]}"
        return FetcherFailed(how.rstrip())

    def _unreachable(self, words: str) -> RegistryUnreachable:
        parts = urlsplit(self._registry)
        where = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        variables = " and ".join(REGISTRIES[self._manager.registry])
        letter = f"The package registry {where} does not answer as it should: {words}\n"
        letter += f"Check [registries] and ca_bundle in grader.toml, {variables} and the proxy of the environment."
        for host in dict.fromkeys(_FILTERED.findall(self._boxes["proxy"].end().stderr)):
            letter += f'\nIt sends its clients to {host}: if that is right, add it to "hosts" in [registries].'
        return RegistryUnreachable(letter)

    def end(self) -> None:
        """End both boxes; ending one twice is harmless."""
        with ThreadPoolExecutor(max_workers=2) as pool:
            list(pool.map(lambda box: box.end(), self._boxes.values()))


def dependency_box(image: str, channel: str, *, run: str, runtime: str) -> BoxSpec:
    """Describe the box that resolves: no network, and on the volume that it shares it can write nothing."""
    return BoxSpec(
        role="dependencies",
        run=run,
        image=image,
        command=(*PYTHON, "/grader/fetcher.pyc"),
        limits=LIMITS,
        folders={"/manifests": 16 << 20, "/tmp": FILES_BYTES},  # noqa: S108 - the box's own
        files=4 * MAX_FILES,
        channel=channel,
        output_bytes=OUTPUT_BYTES,
        runtime=runtime,
        system_calls=("flock",),  # uv locks its own cache
    )


def proxy_box(image: str, channel: str, *, run: str, runtime: str) -> BoxSpec:
    """Describe the one box with a network."""
    return BoxSpec(
        role="proxy",
        run=run,
        image=image,
        command=(*PYTHON, "/grader/proxy.pyc"),
        limits=PROXY_LIMITS,
        folders={"/tmp": 1 << 20},  # noqa: S108
        channel=channel,
        channel_writable=True,
        runtime=runtime,
        network="bridge",
    )


def _understood(line: bytes) -> _Line:
    try:
        return decoded(line, _Line) if line else _Line()
    except Unreadable as error:
        raise FetcherFailed(f"a box that fetches packages says what cannot be read: {error}") from None


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        # Asking for the port is what finds out that it is none.
        return (
            len(text) <= MAX_ADDRESS and parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        )
    except ValueError:  # no port, or no host, that could be one
        return False


def _bytes(part: str) -> bytes:
    try:
        return base64.b64decode(part, validate=True)
    except binascii.Error as error:
        raise FetcherFailed(f"a box that fetches packages says what cannot be read: {error}") from None


def _layer(archive: IO[bytes], folder: str) -> IO[bytes]:
    try:
        return repacked(archive, folder)
    except ValueError as error:
        raise FetcherFailed(f"what was fetched cannot be made an image of: {error}") from None


def _capped(resolved: Resolved) -> Resolved:
    return Resolved(
        packages=tuple(
            Package(name=each.name[:MAX_NAME], version=each.version[:MAX_NAME])
            for each in resolved.packages[:MAX_FILES]
        ),
        notes=tuple(note[:MAX_NOTE] for note in resolved.notes[:MAX_NOTES]),
    )
