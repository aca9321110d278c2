"""A database's box with its neighbours: what is tried here is executed in an examiner's box, on the same loopback."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from grader import database
from grader.deliveries import EXAMINER_LIMITS, PYTHON, database_order, loopback_order
from grader.sandbox.base import BoxSpec

if TYPE_CHECKING:
    from grader.sandbox.base import Box
    from grader.sandbox.docker import DockerSandbox

ANSWER_S = 60.0

LISTENER = """\
import json, os, sys
sys.path.insert(0, "/grader")
import psycopg
from database import Database
out = os.fdopen(os.dup(1), "w")
settings = json.loads(sys.stdin.readline())
exhibits = []
database = Database(settings, exhibits.append)
names = {"database": database, "exhibits": exhibits, "psycopg": psycopg}
print('"ready"', file=out, flush=True)
for line in sys.stdin:
    names["answer"] = None
    try:
        exec(json.loads(line), names)
        told = {"answer": names["answer"]}
    except BaseException as error:
        told = {"raised": type(error).__name__, "verdict": getattr(error, "verdict", ""), "message": str(error)}
    print(json.dumps(told, default=str), file=out, flush=True)
"""


class RaisedInside(Exception):
    """What was tried raised this, in the box."""

    def __init__(self, kind: str, verdict: str, message: str) -> None:
        super().__init__(f"{kind} {verdict}: {message}")
        self.kind = kind
        self.verdict = verdict


class Lab:
    """Three boxes: the one that owns the loopback, the database's, and the one in which ``run`` executes Python."""

    def __init__(self, engine: DockerSandbox, tags: dict[str, str], run: str) -> None:
        self.credentials = database.Credentials.new()
        self.loopback = _started(engine, *loopback_order(image=tags["examiner"], run=run, runtime=""))
        began = time.monotonic()
        order = database_order(image=tags["database"], run=run, joins=self.loopback.name, credentials=self.credentials)
        self.database = _started(engine, *order)
        self.ready = next(self.database.lines(deadline=began + ANSWER_S), b"")
        self.ready_s = time.monotonic() - began
        spec = BoxSpec(
            role="examiner",
            run=run,
            image=tags["examiner"],
            command=(*PYTHON, "-c", LISTENER),
            limits=EXAMINER_LIMITS,
            folders={"/tmp": 1 << 20},
            joins=self.loopback.name,
        )
        settings = json.dumps(database.examiner_side(self.credentials)).encode()
        self.inside = _started(engine, spec, settings + b"\n")
        self._answer()

    def run(self, code: str) -> Any:  # noqa: ANN401 - whatever the code says
        """What ``code`` leaves in ``answer``; ``RaisedInside`` where it raises."""
        self.inside.send(json.dumps(code).encode() + b"\n")
        told = self._answer()
        if "raised" in told:
            raise RaisedInside(told["raised"], told["verdict"], told["message"])
        return told["answer"]

    def end(self) -> None:
        """End the boxes, the one that owns the loopback last."""
        for box in (self.inside, self.database, self.loopback):
            box.end()

    def _answer(self) -> Any:  # noqa: ANN401
        line = next(self.inside.lines(deadline=time.monotonic() + ANSWER_S), None)
        assert line is not None, self.inside.end().stderr
        return json.loads(line)


def _started(engine: DockerSandbox, spec: BoxSpec, parcel: bytes) -> Box:
    box = engine.start(spec)
    box.send(parcel)
    return box
