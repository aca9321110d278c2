"""The program of ours in the analysis box: runs the tools of a language side by side over a submission's sources.

    stdin    the delivery, then nothing; when it closes, the box ends
    stdout   one line, once all is done

With ``--warm LANGUAGE SCRATCH`` it gets ready before there is a submission (``ahead.py``), says so in a line of its
own, and waits. It looks at one submission, and ends.

Nothing of the submission is executed or imported, but its bytes are hostile to whoever parses them: each tool runs in a
process of its own, with a time limit, and what becomes of it is told.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import tempfile
from typing import Any, NoReturn

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import delivery
import found
import kernel
from ahead import Ahead
from running import side_by_side

TOOLS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tools")
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


def received() -> dict[str, Any]:
    """Take the delivery and unpack it; its settings."""
    settings, archives = delivery.receive(0)
    for folder, archive in archives.items():
        delivery.unpack(archive, folder)
    return settings


def got_ready(language: str, scratch: str) -> Ahead:
    """Do ahead whatever can be, and say so."""
    ahead = Ahead(language, scratch, tools_for(language))
    os.write(1, b'{"ready":true}\n')
    return ahead


def start_over(settings: dict[str, Any]) -> NoReturn:
    """Become a program that has got nothing ready, with the delivery as it was unpacked."""
    file = tempfile.TemporaryFile(dir=settings["scratch"])  # noqa: SIM115 - the next program reads it
    file.write(json.dumps(settings).encode())
    file.seek(0)
    os.set_inheritable(file.fileno(), True)  # noqa: FBT003 - it takes no name
    options = len(sys.orig_argv) - len(sys.argv) + 1
    os.execv(sys.executable, [*sys.orig_argv[:options], "--unpacked", str(file.fileno())])


def unpacked(descriptor: str) -> dict[str, Any]:
    """What the program before us was told."""
    with open(int(descriptor), encoding="utf-8") as file:
        return dict(json.load(file))


def main(option: str = "", *values: str) -> None:
    """Receive, look, tell."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    kernel.adopt_orphans()
    ahead = got_ready(*values) if option == "--warm" else None
    settings = unpacked(*values) if option == "--unpacked" else received()
    work = found.Work(settings)
    if ahead is not None and not ahead.is_safe_for(work):
        ahead.close()
        start_over(settings)
    started = ahead.started if ahead is not None else {}
    tools = tools_for(work.language)
    results = side_by_side([tool for tool in tools if is_first(tool)], work, cores=settings["cores"], ahead=started)
    unreadable = {row["path"] for result in results for row in result.get("unread", [])}
    work.paths = [path for path in work.paths if path not in unreadable]
    results += side_by_side(
        [tool for tool in tools if not is_first(tool)], work, cores=settings["cores"], ahead=started
    )
    line = json.dumps(told(results), separators=(",", ":")).encode()
    if len(line) > MAX_LINE:
        line = json.dumps({"too_long": len(line)}).encode()
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
