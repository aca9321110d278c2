"""A Java submission in its real boxes: built by the builder, asked through the agent, from a second box on the channel.

build box        builder.py                              host: ``built``
candidate's box  agent.py, the session or the program    host: ``asked``, by way of a relay in the examiner's place
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import secrets
import tarfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from host_boxes import challenge, values
from msgspec import structs

from grader.building import build
from grader.deliveries import PYTHON, exam_orders, packed
from grader.exam import ended_side_by_side
from grader.languages import find
from grader.model import Limits, Submission
from grader.sandbox.base import BoxSpec, BoxTimeout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grader.model import Build, Interface
    from grader.sandbox.base import Box
    from grader.sandbox.docker import DockerSandbox

LIMITS = Limits(per_call_s=10.0, per_test_s=20.0, memory_bytes=160 << 20, processes=64, output_bytes=1 << 16)
PATIENCE_S = 60.0

RELAY = """
import socket, sys, threading, time
channel = socket.socket(socket.AF_UNIX)
while channel.connect_ex("/channel/agent.sock"):
    time.sleep(0.01)

def up():
    while part := sys.stdin.buffer.raw.read(65536):
        channel.sendall(part)

threading.Thread(target=up, daemon=True).start()
while part := channel.recv(65536):
    sys.stdout.buffer.raw.write(part)
"""


class Place(NamedTuple):
    """Where Java submissions are tried."""

    engine: DockerSandbox
    image: str


def sources(name: str) -> dict[str, str]:
    """The files of a submission that is kept beside this file."""
    folder = Path(__file__).parent / "java" / name
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


def submission(files: Mapping[str, str | bytes]) -> Submission:
    """What a candidate handed in."""
    contents = {name: content if isinstance(content, bytes) else content.encode() for name, content in files.items()}
    archive = packed(contents)
    return Submission(
        name="anna-k",
        language="java",
        sha256=hashlib.sha256(archive).hexdigest(),
        files=(),
        dropped=(),
        archive=archive,
    )


def built(place: Place, files: Mapping[str, str | bytes], interface: Interface, *, tests: bool = False) -> Build:
    """What the builder makes of a submission."""
    return build(
        structs.replace(challenge(interface, LIMITS), languages=("java",)),
        submission(files),
        find("java"),
        image=place.image,
        sandbox=place.engine,
        run=f"test-{secrets.token_hex(6)}",
        tests=tests,
    )


def archived(build: Build) -> set[str]:
    """The files that the builder made."""
    with tarfile.open(fileobj=io.BytesIO(build.archive)) as tar:
        return set(tar.getnames())


class Line:
    """A bare connection to an agent with a Java submission: questions out, answers in, nothing checked."""

    def __init__(self, relay: Box) -> None:
        self._relay = relay

    def ask(self, *, within_s: float = PATIENCE_S, **request: object) -> dict[str, Any]:
        """The answer's content, with ``author``; empty where none came in time."""
        identity = secrets.token_hex(8)
        line = json.dumps({"id": identity, **request}, separators=(",", ":"), ensure_ascii=False)
        self._relay.send(line.encode("utf-8", "replace") + b"\n")
        deadline = time.monotonic() + within_s
        try:
            while True:
                author, _, content = next(self._relay.lines(deadline=deadline)).partition(b" ")
                answer = json.loads(content)
                if answer.pop("id") == identity:
                    return {"author": author.decode(), **answer}
        except BoxTimeout:
            return {}

    def call(self, function: str, *arguments: object) -> object:
        """What a function gives, decoded."""
        answer = self.asked(function, *arguments)
        assert "value" in answer, answer
        return values.decode(answer["value"])

    def asked(self, function: str, *arguments: object, within_s: float = PATIENCE_S) -> dict[str, Any]:
        """The answer to a call."""
        encoded = [values.encode(argument) for argument in arguments]
        return self.ask(op="call", function=function, args=encoded, within_s=within_s)

    def raised(self, function: str, *arguments: object) -> dict[str, Any]:
        """What a call raises."""
        answer = self.asked(function, *arguments)
        assert "raised" in answer, answer
        raised: dict[str, Any] = answer["raised"]
        return raised

    def new(self, class_name: str, *arguments: object) -> dict[str, Any]:
        """The answer to the wish for an object."""
        request: dict[str, Any] = {"op": "new", "class": class_name, "args": [values.encode(one) for one in arguments]}
        return self.ask(**request)

    def reset(self) -> dict[str, Any]:
        """The agent's report on the test that ends here."""
        report: dict[str, Any] = self.ask(op="reset")["reset"]
        return report


@contextmanager
def asked(
    place: Place, files: Mapping[str, str | bytes], interface: Interface, limits: Limits = LIMITS
) -> Iterator[Line]:
    """A submission that can be asked; its boxes are gone afterwards, whatever happens."""
    made = built(place, files, interface)
    assert made.failure is None, made.failure
    with running(place, made, files, interface, limits) as line:
        yield line


@contextmanager
def running(
    place: Place, made: Build, files: Mapping[str, str | bytes], interface: Interface, limits: Limits = LIMITS
) -> Iterator[Line]:
    """The same for one that has been built."""
    run = f"test-{secrets.token_hex(6)}"
    channel = place.engine.channel(run)
    asks = structs.replace(challenge(interface, limits), languages=("java",))
    orders = exam_orders(
        asks,
        submission(files),
        find("java"),
        {},
        made,
        examiner_image=place.image,
        run=run,
        seed=1,
        channel=channel,
        runtime="",
    )
    spec, parcel = orders[0]
    boxes: list[Box] = []
    try:
        boxes.append(place.engine.start(spec))
        boxes[0].send(parcel)
        assert next(boxes[0].lines(deadline=time.monotonic() + PATIENCE_S)) == b'{"ready":true}'
        boxes.append(place.engine.start(relay(place, run, channel)))
        yield Line(boxes[1])
    finally:
        ended_side_by_side(boxes)
        place.engine.sweep(run)


def relay(place: Place, run: str, channel: str) -> BoxSpec:
    """What stands in the examiner's place."""
    return BoxSpec(
        role="examiner",
        run=run,
        image=place.image,
        command=(*PYTHON, "-c", RELAY),
        limits=Limits(),
        channel=channel,
        output_bytes=64 << 20,
    )


def text(content: dict[str, Any], stream: str) -> str:
    """What was printed on a stream of a run, or of a test."""
    return base64.b64decode(content[stream]).decode("utf-8", "replace")
