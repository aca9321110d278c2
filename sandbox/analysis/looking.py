"""A submission looked at with every tool of its language, and what they say in one line."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from typing import Any

import delivery
import found
from running import Ahead, side_by_side

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = os.path.join(HERE, "tools")
SAMPLE = "typical.py"
MAX_LINE = 48 << 20


def tools_for(language: str) -> list[Any]:
    """The tools that look at a language, the dearest first so that the last to end began early."""
    names = sorted(name[:-3] for name in os.listdir(TOOLS) if name.endswith(".py") and not name.startswith("_"))
    modules = [importlib.import_module(f"tools.{name}") for name in names]
    fitting = [tool for tool in modules if not tool.LANGUAGES or language in tool.LANGUAGES]
    return sorted(fitting, key=lambda tool: (-tool.COST, tool.NAME))


def is_first(tool: Any) -> bool:
    """Whether the other tools are spared the files that this one cannot read."""
    return bool(getattr(tool, "FIRST", False))


def practice(tool: Any, language: str, scratch: str) -> found.Work:
    """A sample of ours that the tool gets ready with, and a folder of its own to do so in."""
    own = os.path.join(scratch, f"ready-{tool.NAME}")
    os.mkdir(own)
    settings = {"submission": HERE, "build": own, "scratch": own, "language": language}
    return found.Work(settings | {"paths": [SAMPLE], "texts": [SAMPLE], "called": [], "cores": 1})


def received(below: str = "") -> tuple[found.Work, list[str]]:
    """Take the delivery and unpack it; what it asks for, and the folders that it went to. ``EOFError`` if none comes.

    With a name it is unpacked ``below`` those folders, in one of that name in each.
    """
    settings, archives = delivery.receive(0)
    places = {folder: os.path.join(folder, below) if below else folder for folder in archives}
    for folder, archive in archives.items():
        os.makedirs(places[folder], exist_ok=True)
        delivery.unpack(archive, places[folder])
    unpacked = {name: places[settings[name]] for name in ("submission", "build")}
    return found.Work(settings | unpacked), list(archives)


def looked(work: found.Work, ahead: Mapping[str, Ahead]) -> list[dict[str, Any]]:
    """What came of every tool; those that were got ready ahead are handed their work."""
    tools, left = tools_for(work.language), dict(ahead)
    results = side_by_side([tool for tool in tools if is_first(tool)], work, ahead=left)
    unreadable = {row["path"] for result in results for row in result.get("unread", [])}
    work.paths = [path for path in work.paths if path not in unreadable]
    return results + side_by_side([tool for tool in tools if not is_first(tool)], work, ahead=left)


def told(results: list[dict[str, Any]]) -> bytes:
    """All that was found in one line, every row with the tool that says so."""
    content: dict[str, Any] = {
        "tools": [
            {
                "name": result["tool"],
                "version": result.get("version", ""),
                "failed": result["failed"],
                "seconds": round(result["seconds"], 3),
            }
            for result in results
        ]
    }
    for name in found.LISTS:
        content[name] = [{"tool": result["tool"]} | row for result in results for row in result.get(name, [])]
    line = found.line(content)
    return line if len(line) <= MAX_LINE else found.line({"too_long": len(line)})
