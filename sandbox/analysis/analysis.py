"""The program of ours in the analysis box: runs the tools of a language side by side over a submission's sources.

    stdin    the delivery, then nothing; when it closes, the box ends
    stdout   one line, once all is done

With ``--load LANGUAGE`` the dearest tools load what they will need while the submission is still on its way. With
``--warm LANGUAGE SCRATCH`` every tool is started before there is a submission, and gets ready by reading a sample
of ours (``typical.py``); then a line of its own says so. It looks at one submission, and ends. With ``--serve`` in its
place it looks at one after the other (``serving.py``).

Nothing of the submission is executed or imported, but its bytes are hostile to whoever parses them: each tool runs in a
process of its own, with a time limit, and what becomes of it is told.
"""

from __future__ import annotations

import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import kernel
from looking import looked, practice, received, told, tools_for
from running import Running, write_all
from serving import IS_READY, serve


def started_ahead(language: str, scratch: str) -> dict[str, Running]:
    """Have the tools get ready, each in the process that will look at the submission; by name, those that are."""
    started = [
        Running(tool, None, sample=practice(tool, language, scratch))
        for tool in tools_for(language)
        if hasattr(tool, "warm")
    ]
    ready = {}
    for each in started:
        if each.is_ready():
            ready[each.tool.NAME] = each
        else:
            each.end()
    return ready


def loading(language: str) -> dict[str, Running]:
    """Have the dearest tools load, each in the process that will look at the submission; by name."""
    return {tool.NAME: Running(tool, None) for tool in tools_for(language) if hasattr(tool, "load")}


def main(option: str = "", *values: str) -> None:
    """Receive, look, tell."""
    # Nobody in the box may end this one: for the second Python has a handler.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    kernel.adopt_orphans()
    if option == "--serve":
        serve(*values)
        return
    ahead = loading(*values) if option == "--load" else {}
    if option == "--warm":
        ahead = started_ahead(*values)
        write_all(1, IS_READY)
    work, _ = received()
    write_all(1, told(looked(work, ahead)) + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
