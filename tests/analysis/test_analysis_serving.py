"""In the box that sees one submission after the other: none leaves anything to the next, or reaches the tools."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from analysis_box import image

from grader.checks.quality import box
from grader.deliveries import PYTHON, delivery, packed
from grader.sandbox.fake import FakeSandbox, dies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.sandbox.base import Box
    from grader.sandbox.docker import DockerSandbox

pytestmark = [pytest.mark.docker, pytest.mark.timeout(120)]

BOX = """
import os, signal, sys, time
sys.path.insert(0, "/grader")
import looking, serving

class Tool:
    NAME, LANGUAGES, COST, CPU_S = "tool", (), 1, 1
    known = []

    def warm(sample):
        Tool.known.append("sample")

    def run(work):
        orders = work.read("orders.txt").split()
        seen = look(work)
        for order in orders:
            globals()[order](work)
        return {"unread": [{"path": what, "why": why} for what, why in seen.items()]}

def look(work):
    others = [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
    return {
        "processes": str(len(others)),
        "files": " ".join(sorted(os.listdir("/tmp") + os.listdir(work.root) + os.listdir(work.build))),
        "known": " ".join(Tool.known),
        "opened": " ".join(str(other) for other in others if opens(other)),
    }

def opens(process):
    try:
        os.close(os.open(f"/proc/{process}/mem", os.O_RDWR))
        return True
    except OSError:
        return False

def learn(work):
    Tool.known.append("learnt")

def leave(work):
    for folder in ("/tmp", "/build"):
        os.chmod(folder, 0o700)
        os.makedirs(f"{folder}/a/b")
        open(f"{folder}/a/b/c", "w").close()
    if not os.fork():
        os.setsid()
        os.closerange(0, 100)
        if os.fork():
            os._exit(0)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        time.sleep(600)
    time.sleep(0.2)

def kill(work):
    os.kill(1, signal.SIGKILL)
    os.kill(1, signal.SIGTERM)

def kill_all(work):
    os.kill(-1, signal.SIGKILL)

def fail(work):
    raise RuntimeError("no")

def compute(work):
    while True:
        pass

looking.tools_for = serving.tools_for = lambda language: [Tool]
serving.serve("python", "/tmp")
"""
"""The box's own program over a tool that does as the submission tells it: what a linter that was taken over can do."""


class Server:
    """A box that serves, asked by hand."""

    def __init__(self, started: Box) -> None:
        self.box = started
        assert self.line() == {"ready": True}

    def line(self) -> dict[str, Any] | None:
        """What it says next; nothing where it has ended."""
        said = next(self.box.lines(deadline=time.monotonic() + 60), None)
        return json.loads(said) if said is not None else None

    def saw(self, *orders: str) -> dict[str, str] | None:
        """What a submission with these orders sees before it follows them."""
        settings = {"language": "python", "paths": ["orders.txt"], "texts": [], "called": [], "cores": 2, **box.PLACES}
        archives = {"/submission": packed({"orders.txt": " ".join(orders).encode()}), "/build": b""}
        self.box.send(delivery(settings, archives))
        told = self.line()
        if told is None:
            return None
        return {row["path"]: row["why"] for row in told["unread"]}


@pytest.fixture
def server(engine: DockerSandbox, run: str) -> Iterator[Server]:
    tag = image(engine)
    played = FakeSandbox(images=(tag,)).runs("analysis-server", dies(0))
    box.Server(played, "python", image=tag, run=run, runtime="").close()
    started = engine.start(msgspec.structs.replace(played.specs[0], command=(*PYTHON, "-c", BOX)))
    yield Server(started)
    started.end()


ALONE = {"processes": "2", "files": "orders.txt", "known": "sample", "opened": ""}
"""What a submission sees that is the first: the server, the tool that has got ready, and its own file."""


def test_what_one_leaves_the_next_does_not_find(server: Server) -> None:
    assert server.saw() == ALONE
    assert server.saw("leave", "learn") == ALONE
    assert server.saw("leave") == ALONE
    assert server.saw() == ALONE


def test_no_signal_of_a_submission_ends_the_server(server: Server) -> None:
    assert server.saw("kill") == ALONE
    assert server.saw() == ALONE


@pytest.mark.parametrize("what", ["fail", "compute"])
def test_where_a_tool_fails_there_is_no_answer_at_all(server: Server, what: str) -> None:
    assert server.saw(what) is None
    assert server.box.end().exit_code == 0


def test_a_tool_that_is_gone_looks_at_nobody_any_more(server: Server) -> None:
    assert server.saw("kill_all") == ALONE
    assert server.saw() is None
