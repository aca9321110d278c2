"""The contract of a sandbox: something that starts boxes, and what may be relied on.

A *box* is a started container. Every implementation promises, and ``tests/conformance`` checks:

- A box has no network unless its ``BoxSpec`` says so, a user of its own, a read-only root, no capabilities, and the
  limits of its ``BoxSpec``.
- What goes in goes in by ``Box.send``, before or while its program runs; what comes out comes out by ``Box.lines``.
  Both are bounded: nothing that a box does makes the host keep more than ``BoxSpec.output_bytes`` of it.
- A box whose host side has gone away ends by itself: its stdin closes.
- ``Box.end`` stops it whatever its processes do, tells how it ended, and leaves nothing behind.

What a box's program did is a value (``Ending``). These are raised, and mean that we could not do our part:

    EngineUnavailable   nobody answers, or an engine too old to trust
    EngineFailed        the engine refused: no such image, no disk, no such runtime
    BoxTimeout          the time that the caller gave for a line is over; the box still runs

All three are ``SandboxError``, except ``BoxTimeout``, which is the caller's to turn into a verdict or a judge error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Literal, Protocol

from grader.model import Limits, Value


class BoxTimeout(Exception):
    """A line did not arrive in time."""


class BoxSpec(Value, frozen=True):
    """All that is asked of a box. ``role`` and ``run`` become labels; ``channel`` names a volume of the same run.

    ``folders`` are in-memory file systems by path, in bytes, which the box's own user may write, each of at most
    ``files`` files. ``network`` is ``bridge`` for the proxy's box alone, and ``system_calls`` are allowed beyond those
    of every box: neither is for a box in which candidate code runs. ``joins`` names a started box without network whose
    loopback this one shares. A ``background`` box gets what the others leave of the cores.
    """

    role: str
    run: str
    image: str
    command: tuple[str, ...]
    limits: Limits
    folders: dict[str, int] = {}
    channel: str | None = None
    channel_writable: bool = False
    channel_path: str = "/channel"
    output_bytes: int = 1 << 20
    runtime: str = ""
    network: Literal["none", "bridge"] = "none"
    joins: str = ""
    system_calls: tuple[str, ...] = ()
    files: int = 16_384
    background: bool = False


class Derivation(Value, frozen=True):
    """An image made of another one: ``removed`` folders are taken away, then a tar is laid over its root.

    ``labels`` are kept with it, for whoever finds it again by its tag.
    """

    tag: str
    parent: str
    removed: tuple[str, ...] = ()
    labels: dict[str, str] = {}


class Ending(Value, frozen=True):
    """How a box ended. ``exit_code`` is ``None`` where the engine never saw it end by itself.

    ``stopped`` means that we stopped it; ``out_of_memory`` is the engine's word, not the program's; counts are ``None``
    where this engine does not tell.
    """

    exit_code: int | None
    stopped: bool
    out_of_memory: bool
    output_bytes: int
    output_cut: bool
    stderr: str
    peak_memory_bytes: int | None = None
    peak_processes: int | None = None
    duration_s: float = 0.0


class EngineFacts(Value, frozen=True):
    """What the engine says of itself; ``walls`` are those that it puts up beside ours, by their names in its API."""

    name: str
    version: str
    api_version: str
    kernel: str
    cgroup_version: str
    cpus: int
    memory_bytes: int
    runtimes: tuple[str, ...]
    seccomp: bool
    local: bool
    default_runtime: str = ""
    walls: tuple[str, ...] = ()


class Box(Protocol):
    """A started box."""

    @property
    def name(self) -> str:
        """What the engine calls it."""
        ...

    def send(self, data: bytes) -> None:
        """Write to the box's stdin; a box that has stopped reading is not an error."""
        ...

    def lines(self, *, deadline: float) -> Iterator[bytes]:
        """Yield stdout line by line until it closes.

        Raises ``BoxTimeout`` when the next line is not there by ``deadline`` (``time.monotonic`` seconds). Ends early
        once ``output_bytes`` are exceeded; ``Ending.output_cut`` tells.
        """
        ...

    def end(self) -> Ending:
        """Stop the box, say how it ended, remove it; a second call gives the same answer."""
        ...


class Sandbox(Protocol):
    """Starts boxes."""

    def facts(self) -> EngineFacts:
        """Ask the engine who it is; ``EngineUnavailable`` where none answers or it is too old."""
        ...

    def start(self, spec: BoxSpec) -> Box:
        """Start a box; ``EngineFailed`` where the engine will not."""
        ...

    def channel(self, run: str) -> str:
        """Make the tiny volume that two boxes of a run may share, and give its name."""
        ...

    def sweep(self, run: str | None = None) -> int:
        """Remove what a run left, or without a run what graders that are gone left; how many things that were."""
        ...

    def image_digests(self, tags: dict[str, str]) -> dict[str, str]:
        """Content identities of images by name; ``EngineFailed`` where one is not there."""
        ...

    def image_labels(self, tag: str) -> dict[str, str] | None:
        """The labels of an image, ``None`` where there is no such image."""
        ...

    def derive(self, derivation: Derivation, layer: IO[bytes]) -> None:
        """Make an image, from a tar of plain files; ``EngineFailed`` where the engine will not."""
        ...
