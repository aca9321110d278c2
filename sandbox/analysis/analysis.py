"""The program of ours in the analysis box: runs the tools of a language side by side over a submission's sources.

    stdin    the delivery, then nothing; when it closes, the box ends
    stdout   one line, once all is done

With ``--warm LANGUAGE SCRATCH`` every tool is started before there is a submission, and gets ready by reading a sample
of ours (``typical.py``); then a line of its own says so. It looks at one submission, and ends.

Nothing of the submission is executed or imported, but its bytes are hostile to whoever parses them: each tool runs in a
process of its own, with a time limit, and what becomes of it is told.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import delivery
import found
import kernel
from running import Running, side_by_side

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


def told(results: list[dict[str, Any]]) -> dict[str, Any]:
    """All that was found, in one, every row with the tool that says so."""
    line: dict[str, Any] = {
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
        line[name] = [{"tool": result["tool"]} | row for result in results for row in result.get(name, [])]
    return line


def received() -> found.Work:
    """Take the delivery and unpack it; what it asks for."""
    settings, archives = delivery.receive(0)
    for folder, archive in archives.items():
        delivery.unpack(archive, folder)
    return found.Work(settings)


def started_ahead(language: str, scratch: str) -> dict[str, Running]:
    """Have the tools get ready, each in the process that will look at the submission; by name, those that are."""
    started = []
    for tool in tools_for(language):
        if hasattr(tool, "warm"):
            own = os.path.join(scratch, f"ready-{tool.NAME}")
            os.mkdir(own)
            settings = {"submission": HERE, "build": own, "scratch": own, "language": language}
            sample = found.Work(settings | {"paths": [SAMPLE], "texts": [SAMPLE], "called": [], "cores": 1})
            started.append(Running(tool, None, sample=sample))
    ready = {}
    for each in started:
        if each.is_ready():
            ready[each.tool.NAME] = each
        else:
            each.end()
    return ready


def main(option: str = "", *values: str) -> None:
    """Receive, look, tell."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    kernel.adopt_orphans()
    ahead = {}
    if option == "--warm":
        ahead = started_ahead(*values)
        os.write(1, b'{"ready":true}\n')
    work = received()
    tools = tools_for(work.language)
    results = side_by_side([tool for tool in tools if is_first(tool)], work, ahead=ahead)
    unreadable = {row["path"] for result in results for row in result.get("unread", [])}
    work.paths = [path for path in work.paths if path not in unreadable]
    results += side_by_side([tool for tool in tools if not is_first(tool)], work, ahead=ahead)
    line = json.dumps(told(results), separators=(",", ":")).encode()
    if len(line) > MAX_LINE:
        line = json.dumps({"too_long": len(line)}).encode()
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
