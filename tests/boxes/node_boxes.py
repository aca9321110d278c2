"""Node.js submissions in their image: one box for many of them, each with an agent of its own.

host ── one job a line ──> the bench ── delivery ──> agent.py or builder.py
                                     ── requests ──> the agent's channel

What is tried is agent, driver and session as they stand in the image; a box for every try would cost most of the time.
"""

from __future__ import annotations

import base64
import json
import secrets
import time
from typing import TYPE_CHECKING, Any, Self

from host_boxes import challenge, quick, values
from msgspec import structs

from grader.building import understood
from grader.deliveries import agent_settings, build_settings, delivery, packed
from grader.languages import find
from grader.model import Build, Challenge, Interface, Limits
from grader.sandbox.base import BoxSpec, Ending

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.sandbox.docker import DockerSandbox

    Files = Mapping[str, str | bytes]
    Request = Mapping[str, object]

NODE = find("node")
LIMITS = quick(memory_bytes=160 << 20, per_call_s=10.0, output_bytes=1 << 20)
OF_THE_BENCH = Limits(memory_bytes=1 << 30, processes=256, scratch_bytes=128 << 20, cpus=2.0)
PATIENCE_S = 60.0
FINE = Ending(exit_code=0, stopped=False, out_of_memory=False, output_bytes=0, output_cut=False, stderr="")

BENCH = """
import base64, json, os, socket, subprocess, sys, traceback
sys.path.insert(0, "/grader")
import files
OPTIONS = ("/usr/bin/python3", "-I", "-B")
PIPES = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}

def answers(job):
    agent = subprocess.Popen([*OPTIONS, "/grader/agent.pyc"], **PIPES)
    agent.stdin.write(base64.b64decode(job["delivery"]))
    agent.stdin.flush()
    if agent.stdout.readline() != b'{"ready":true}\\n':
        return [{"words": agent.communicate()[1].decode()}]
    found = []
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect("/tmp/channel/agent.sock")
        with channel.makefile("rb") as lines:
            for request in job["requests"]:
                channel.settimeout(request.pop("within_s", 60))
                text = json.dumps(request, separators=(",", ":"), ensure_ascii=False)
                channel.sendall(text.encode("utf-8", "replace") + b"\\n")
                try:
                    author, _, content = lines.readline().partition(b" ")
                    found.append({"author": author.decode(), **json.loads(content)})
                except TimeoutError:
                    found.append({})
                    break
    agent.communicate()
    return found

def done(job):
    for folder in ("/submission", "/build", "/tmp"):
        files.empty(folder)
    os.makedirs("/tmp/channel")
    os.makedirs("/tmp/scratch")
    if job["requests"] is not None:
        return {"answers": answers(job)}
    parcel = base64.b64decode(job["delivery"])
    ran = subprocess.run([*OPTIONS, "/grader/builder.pyc"], input=parcel, capture_output=True)
    return {"line": ran.stdout.decode(), "words": ran.stderr.decode()}

for line in sys.stdin:
    try:
        told = done(json.loads(line))
    except Exception:
        told = {"broken": traceback.format_exc()}
    print(json.dumps(told), flush=True)
"""


class Bench:
    """A box in which one submission after the other is loaded and asked."""

    def __init__(self, engine: DockerSandbox, image: str) -> None:
        run = f"test-{secrets.token_hex(6)}"
        self._box = engine.start(
            BoxSpec(
                role="candidate",
                run=run,
                image=image,
                command=("/usr/bin/python3", "-I", "-B", "-c", BENCH),
                limits=OF_THE_BENCH,
                folders={"/submission": 32 << 20, "/build": 32 << 20, "/tmp": OF_THE_BENCH.scratch_bytes},
                output_bytes=256 << 20,
            )
        )
        self._run = run
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._box.end()
        self._engine.sweep(self._run)

    def _done(self, parcel: bytes, requests: Sequence[Request] | None) -> dict[str, Any]:
        job = {"delivery": base64.b64encode(parcel).decode(), "requests": requests}
        self._box.send(json.dumps(job).encode() + b"\n")
        told: dict[str, Any] = json.loads(next(self._box.lines(deadline=time.monotonic() + PATIENCE_S)))
        assert "broken" not in told, told["broken"]
        return told

    def build(self, files: Files, interface: Interface, *, tests: bool = False) -> Build:
        """What the builder makes of a submission, as the host understands it."""
        settings = build_settings(asked(interface), NODE) | {"tests": tests, "scratch": "/tmp/scratch"}
        told = self._done(delivery(settings, {"/submission": packed(contents(files))}), None)
        assert told["line"], told["words"]
        return understood(told["line"].encode(), FINE, "node")

    def asks(
        self,
        files: Files,
        interface: Interface,
        *requests: Request,
        build: Build | None = None,
    ) -> list[dict[str, Any]]:
        """The answers to some requests, less their ids; an empty one, the last, where none came in time."""
        made = build or Build(image="node")
        settings = agent_settings(asked(interface), NODE, made) | {
            "scratch": "/tmp/scratch",
            "channel": "/tmp/channel/agent.sock",
            "emptied": ["/tmp/scratch"],
        }
        archives = {"/submission": packed(contents(files)), "/build": made.archive}
        sent = [{"id": secrets.token_hex(8), **request} for request in requests]
        answers: list[dict[str, Any]] = self._done(delivery(settings, archives), sent)["answers"]
        for request, answer in zip(sent, answers, strict=False):
            assert answer.pop("id", request["id"]) == request["id"]
        return answers

    def load(self, files: Files, interface: Interface, build: Build | None = None) -> dict[str, Any]:
        """The answer to the wish that a submission be loaded, less its author."""
        answer = self.asks(files, interface, {"op": "load"}, build=build)[0]
        answer.pop("author", None)
        return answer

    def calls(
        self, files: Files, interface: Interface, function: str, *given: Sequence[object]
    ) -> list[dict[str, Any]]:
        """The answers to calls of one function in one process, a sequence of arguments for each."""
        return self.asks(files, interface, *(call(function, *arguments) for arguments in given))


def asked(interface: Interface) -> Challenge:
    """The challenge that host_boxes plays, for Node."""
    return structs.replace(challenge(interface, LIMITS), languages=("node",))


def contents(files: Files) -> dict[str, bytes]:
    """Texts as the bytes that are handed in."""
    return {name: content if isinstance(content, bytes) else content.encode() for name, content in files.items()}


def call(function: str, *arguments: object) -> dict[str, object]:
    """The wish for a call."""
    return {"op": "call", "function": function, "args": [values.encode(argument) for argument in arguments]}


def new(class_name: str, *arguments: object) -> dict[str, object]:
    """The wish for an object."""
    return {"op": "new", "class": class_name, "args": [values.encode(argument) for argument in arguments]}


def method(name: str, *arguments: object, of: int = 1) -> dict[str, object]:
    """The wish for a call of an object's method."""
    return {"op": "method", "object": of, "name": name, "args": [values.encode(argument) for argument in arguments]}
