"""What runs inside the boxes, run as plain processes of this machine: no engine, so no limits, but fast.

    agent.py     with the submission in <tmp>/submission, a scratch folder, and the channel's socket in <tmp>
    examiner.py  with the suite in <tmp>/suite

The agent ends a test's processes by ``kill(-1)`` in a box; ``kernel.alone_in_a_box`` keeps it from that here, since a
process started by a test is neither alone nor started by the engine's init.
"""

from __future__ import annotations

import atexit
import compileall
import functools
import importlib
import json
import os
import py_compile
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from msgspec import structs

from grader.deliveries import agent_settings, delivery, examiner_settings, packed
from grader.events import read_events
from grader.languages import find
from grader.model import Build, Challenge, ClassInterface, Interface, Limits, Parameter, Requirement, Signature
from grader.paths import SANDBOX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

LIMITS = Limits(per_call_s=5.0, per_test_s=8.0, output_bytes=1 << 16)
ENDS_S = 60.0

ANY = Parameter(name="value", type="any?")
FUNCTIONS = Interface(
    kind="function",
    functions={
        "same": Signature(params=(ANY,), returns="any"),
        "number": Signature(params=(ANY,), returns="int"),
    },
)
CLASSES = Interface(
    kind="function",
    classes={
        "Counter": ClassInterface(
            new=(ANY,), methods={name: Signature(params=(ANY,), returns="any") for name in ("add", "get")}
        )
    },
    errors={"quota_used_up": {"python": ("QuotaError",)}},
)
PROGRAM = Interface(kind="program")
SERVICE = Interface(kind="service", environment={"GREETING": "hello"})


def free_port() -> int:
    """A port that nobody listens on: without a box of its own a server must not take one that is somebody's."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


PORT = free_port()


def challenge(interface: Interface = FUNCTIONS, limits: Limits = LIMITS) -> Challenge:
    return Challenge(
        slug="two-words",
        title="Two words",
        version="1.0.0",
        summary="For tests.",
        languages=("python",),
        time_box="1h",
        interface=interface,
        requirements=(Requirement(id="R1", text="It works", criterion="correctness", points=1),),
        limits=limits,
        rubric="algorithm",
        folder="/nonexistent",
        sha256="0" * 64,
    )


def shared_folder() -> Path:
    """A folder for what is made once and many tests take copies of; it goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="grade-boxes-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def modules(folder: Path, *sources: str) -> Path:
    """Put the files of some of sandbox's folders beside each other and compiled, as an image has them in /grader."""
    shutil.copytree(_compiled(*sources), folder, dirs_exist_ok=True)
    return folder


@functools.cache
def _compiled(*sources: str) -> Path:
    """Once for all tests: compiling takes a quarter of what a thousand agents and examiners take."""
    folder = shared_folder()
    for source in sources:
        for path in sorted(SANDBOX.glob(source)):
            shutil.copy(path, folder)
    # By content, so that a test may change a module of its own copy.
    compileall.compile_dir(folder, quiet=1, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    return folder


@contextmanager
def importable(*sources: str) -> Iterator[Path]:
    """A folder with files of sandbox's that can be imported inside, and nothing of them left in memory afterwards."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = modules(Path(temporary) / "grader", *sources)
        known = {path.stem for path in folder.glob("*.py")}
        sys.path.insert(0, str(folder))
        try:
            yield folder
        finally:
            sys.path.remove(str(folder))
            for name in known & set(sys.modules):
                del sys.modules[name]


def imported(name: str) -> ModuleType:
    """One of the modules that run in boxes."""
    with importable("wire/*.py", "examiner/*.py", "agent/kernel.py"):
        return importlib.import_module(name)


values = imported("values")


class Folders(NamedTuple):
    """Where a run's files are."""

    root: Path

    @property
    def submission(self) -> Path:
        return self.root / "submission"

    @property
    def scratch(self) -> Path:
        return self.root / "scratch"

    @property
    def channel(self) -> Path:
        return self.root / "channel" / "agent.sock"


class AgentProcess:
    """The agent, started and ready; ``ask`` speaks to it as the examiner would, without any checking."""

    def __init__(self, folders: Folders, files: Mapping[str, str], interface: Interface, limits: Limits) -> None:
        self.folders = folders
        for folder in (folders.submission, folders.scratch, folders.channel.parent):
            folder.mkdir()
        program = modules(folders.root / "agent", "agent/*.py", "wire/*.py", "python/*.py") / "agent.py"
        settings = agent_settings(challenge(interface, limits), find("python"), Build(image="python")) | {
            "submission": str(folders.submission),
            "scratch": str(folders.scratch),
            "channel": str(folders.channel),
            "emptied": [str(folders.scratch), str(folders.channel.parent)],
        }
        settings["environment"] |= {"PORT": str(PORT)} if interface.kind == "service" else {}
        archives = {str(folders.submission): packed({name: content.encode() for name, content in files.items()})}
        self.process = started([sys.executable, "-I", "-B", str(program)], folders.root)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(delivery(settings, archives))
        self.process.stdin.flush()
        self.ready = self.process.stdout.readline()

    def ends(self) -> int:
        """Hang up on it, and give its exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(ENDS_S)

    @property
    def words(self) -> str:
        return (self.folders.root / "agent.py.stderr").read_text("utf-8", "replace")


def started(command: list[str], root: Path) -> subprocess.Popen[bytes]:
    """Start a program of ours with nothing of our own environment, its stderr kept in a file."""
    with (root / f"{Path(command[-1]).name}.stderr").open("wb") as words:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=words,
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(root)},
            cwd=root,
        )


@contextmanager
def agent(
    root: Path, files: Mapping[str, str], interface: Interface = FUNCTIONS, limits: Limits = LIMITS
) -> Iterator[AgentProcess]:
    """An agent with a submission; it is gone afterwards, whatever happens."""
    running = AgentProcess(Folders(root), files, interface, limits)
    try:
        yield running
    finally:
        close(running.process)


def close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    try:
        process.wait(ENDS_S)
    finally:
        process.kill()


class Line:
    """A bare connection to an agent: questions out, answers in, nothing checked."""

    def __init__(self, running: AgentProcess) -> None:
        module = imported("channel")
        self._channel = module.Channel(str(running.folders.channel), deadline=time.monotonic() + ENDS_S)
        self._timeout = module.Timeout

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._channel.socket.close()

    def ask(self, *, within_s: float = ENDS_S, **request: object) -> dict[str, Any]:
        """The answer's content, with ``author``; empty where none came in time."""
        try:
            answer = self._channel.ask(request, deadline=time.monotonic() + within_s)
        except self._timeout:
            return {}
        return {"author": answer.author, **answer.content}

    def call(self, *arguments: object) -> object:
        """What ``same`` gives for these arguments: the value, decoded."""
        answer = self.ask(op="call", function="same", args=[values.encode(argument) for argument in arguments])
        return values.decode(answer["value"])

    def new(self, class_name: str, *arguments: object) -> dict[str, Any]:
        """The answer to the wish for an object."""
        request: dict[str, Any] = {"op": "new", "class": class_name, "args": list(arguments)}
        return self.ask(**request)

    def reset(self) -> dict[str, Any]:
        """The agent's report on the test that ends here."""
        report: dict[str, Any] = self._channel.reset()
        return report


class Told(NamedTuple):
    """What an examiner told of an exam."""

    events: list[dict[str, Any]]
    exit_code: int
    words: str
    agent_words: str

    @property
    def cases(self) -> dict[str, dict[str, Any]]:
        """Reported cases by the test's own name."""
        return {event["name"].partition("::")[2]: event for event in self.of("case")}

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] == kind]

    @property
    def verdicts(self) -> dict[str, str]:
        return {name: case["verdict"] for name, case in self.cases.items()}

    @property
    def complete(self) -> bool:
        """Whether every collected case has reported, once, and the examiner has said that it finished."""
        collected = [case["name"] for event in self.of("collected") for case in event["cases"]]
        reported = [event["name"] for event in self.of("case")]
        finished = [event["count"] for event in self.of("finished")]
        return bool(collected) and collected == reported and finished == [len(reported)]


def sit(
    root: Path,
    files: Mapping[str, str],
    suite: str,
    *,
    interface: Interface = FUNCTIONS,
    limits: Limits = LIMITS,
    beside: Mapping[str, str] = MappingProxyType({}),
) -> Told:
    """A whole exam: the agent with the submission, the examiner with the suite, and what came of it."""
    with agent(root, files, interface, limits) as running:
        assert running.ready == b'{"ready":true}\n', running.words
        return examined(root, suite, interface=interface, limits=limits, beside=beside)


def examined(
    root: Path,
    suite: str,
    *,
    interface: Interface = FUNCTIONS,
    limits: Limits = LIMITS,
    beside: Mapping[str, str] = MappingProxyType({}),
) -> Told:
    """What the examiner tells of the agent, real or played, whose socket is in ``root``; ``beside`` joins the suite."""
    archive = packed({name: text.encode() for name, text in {"test_it.py": suite, **beside}.items()})
    program = modules(root / "examiner", "agent/delivery.py", "wire/*.py", "examiner/*.py") / "examiner.py"
    settings = examiner_settings(challenge(interface, limits), find("python"), seed=7) | {
        "suite": str(root / "suite"),
        "channel": str(Folders(root).channel),
    }
    if settings["service"] is not None:
        settings["service"]["port"] = PORT
    (root / "suite").mkdir()
    process = started([sys.executable, "-I", "-B", str(program)], root)
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(delivery(settings, {str(root / "suite"): archive}))
        process.stdin.flush()
        lines = list(process.stdout)
        code = process.wait(ENDS_S)
    finally:
        close(process)
    agent_words = root / "agent.py.stderr"
    return Told(
        events=[understood(line) for line in lines],
        exit_code=code,
        words=(root / "examiner.py.stderr").read_text("utf-8", "replace"),
        agent_words=agent_words.read_text("utf-8", "replace") if agent_words.exists() else "",
    )


def understood(line: bytes) -> dict[str, Any]:
    """An event as a plain dict, once the host has shown that it can read it."""
    assert len(list(read_events(iter([line])))) == 1
    event: dict[str, Any] = json.loads(line)
    return event


def quick(**limits: float) -> Limits:
    """The limits of these tests, with some of them changed."""
    return structs.replace(LIMITS, **limits)
