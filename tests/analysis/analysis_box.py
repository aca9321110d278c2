"""A run of the analysis box over a few files, as the host asks for one."""

from __future__ import annotations

import json
import os
import secrets
from typing import TYPE_CHECKING, Any

from grader.checks.quality import box
from grader.deliveries import packed
from grader.sandbox import images

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.checks.quality.box import Early
    from grader.sandbox.base import Sandbox
    from grader.sandbox.docker import DockerSandbox


class Analysis:
    """What the box said: each list of its answer, or of one tool alone."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told

    def rows(self, kind: str, tool: str = "") -> list[dict[str, Any]]:
        return [row for row in self.told[kind] if tool in {"", row.get("tool", row.get("name"))}]

    def rules(self, tool: str, path: str) -> set[str]:
        return {row["rule"] for row in self.rows("findings", tool) if row["path"] == path}

    def lists(self) -> dict[str, Any]:
        """Everything but how long it took."""
        return {name: rows for name, rows in self.told.items() if name != "tools"}

    def timeless(self) -> dict[str, Any]:
        """The whole line, but how long each tool took."""
        tools = [{name: said for name, said in tool.items() if name != "seconds"} for tool in self.rows("tools")]
        return self.lists() | {"tools": tools}


def image(engine: DockerSandbox) -> str:
    return images.build(engine.client, report=lambda _line: None, environ=os.environ, names=["analysis"])["analysis"]


def analyse(
    engine: DockerSandbox,
    run: str,
    language: str,
    files: Mapping[str, str],
    *,
    classes: Mapping[str, bytes] | None = None,
    beside: Mapping[str, str] | None = None,
) -> Analysis:
    """Have ``files`` analysed; ``beside`` lies among them and is no source."""
    return told(engine, run, language, files, image=image(engine), classes=classes, beside=beside)


def told(
    sandbox: Sandbox,
    run: str,
    language: str,
    files: Mapping[str, str],
    *,
    image: str,
    classes: Mapping[str, bytes] | None = None,
    beside: Mapping[str, str] | None = None,
    ahead: Early | None = None,
) -> Analysis:
    """The same, in a box that was there before where there is one."""
    everything = {name: text.encode() for name, text in {**files, **(beside or {})}.items()}
    settings = {"language": language, "paths": sorted(files), "texts": sorted(everything), "called": []}
    archives = {"/submission": packed(everything), "/build": packed(classes or {})}
    name = f"{run}-{secrets.token_hex(4)}"
    returned = box.send(sandbox, settings, archives, image=image, run=name, ahead=ahead)
    assert returned.line, returned.ending
    return Analysis(json.loads(returned.line))
