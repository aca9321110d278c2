"""The real engine, with everything written down that boxes are started with and are given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from grader.sandbox.base import Box, BoxSpec, Ending
from grader.sandbox.docker import DockerBox, DockerSandbox, container_config


class Given(NamedTuple):
    """What one box was started with (its description for the engine) and what went to its stdin."""

    role: str
    description: bytes
    sent: bytes


class RecordedBox:
    """A box whose stdin is written down."""

    def __init__(self, box: DockerBox, spec: BoxSpec, architecture: str) -> None:
        self._box = box
        self._spec = spec
        self._sent: list[bytes] = []
        self._description = json.dumps(container_config(spec, architecture=architecture)).encode()
        self.name = box.name

    @property
    def given(self) -> Given:
        """All that it was given so far."""
        return Given(self._spec.role, self._description, b"".join(self._sent))

    def send(self, data: bytes) -> None:
        self._sent.append(data)
        self._box.send(data)

    def lines(self, *, deadline: float) -> Iterator[bytes]:
        return self._box.lines(deadline=deadline)

    def end(self) -> Ending:
        return self._box.end()


class Recorder(DockerSandbox):
    """An engine that remembers what each of its boxes was given."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[RecordedBox] = []

    def start(self, spec: BoxSpec) -> Box:  # type: ignore[override]  # a box like any other
        box = RecordedBox(super().start(spec), spec, self.architecture)
        self.boxes.append(box)
        return box

    def given(self) -> dict[str, list[Given]]:
        """Everything, by the boxes' roles."""
        found: dict[str, list[Given]] = {}
        for box in self.boxes:
            found.setdefault(box.given.role, []).append(box.given)
        return found
