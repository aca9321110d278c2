"""Whose the boxes of an engine are: other streams of the tests start, kill and sweep graders of their own meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.sandbox.docker import OWNER_LABEL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.sandbox.docker import DockerSandbox


def owner(labels: Mapping[str, str]) -> int:
    """The process that a box, a volume or an event about one belongs to."""
    return int(labels[OWNER_LABEL].split("/")[2])


def running_for(process: int, engine: DockerSandbox) -> list[str]:
    """The boxes that run for a process."""
    boxes = engine.client.containers(filters={"label": OWNER_LABEL})
    return [box["Names"][0] for box in boxes if owner(box["Labels"]) == process]


def left_by(engine: DockerSandbox, *processes: int) -> list[str]:
    """Boxes and volumes of processes, whatever state they are in."""
    boxes = engine.client.containers(all=True, filters={"label": OWNER_LABEL})
    volumes = engine.client.volumes(filters={"label": OWNER_LABEL})["Volumes"] or []
    things = [(box["Names"][0], box["Labels"]) for box in boxes] + [(each["Name"], each["Labels"]) for each in volumes]
    return [name for name, labels in things if owner(labels) in processes]
