"""The one program of ours in a candidate's box: starts the candidate's processes, relays, counts and ends them.

    stdin    the delivery, then nothing; when it closes, the box ends
    stdout   one line, {"ready": …}, once the submission is unpacked and the channel listens
    channel  requests and answers, as sandbox/README.md says

Trusted at rest, hostile at run time: candidate code runs under the same user. So the agent decides nothing; it holds
no expected answer, and the examiner treats all it sends as an answer.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import importlib
import json
import os
import re
import selectors
import signal
import socket
import sys
import time
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import delivery
import kernel
import server
from files import DeliveredFiles, empty
from notloaded import NotLoaded
from process import KEEP_PRINTED, MAX_REPLY, NOTHING_PRINTED, REPLIES, REQUESTS, Process

MAX_REQUEST = 16 << 20


# As the examiner writes its requests; one in any other order is merely parsed whole.
_RELAYED = re.compile(rb'\{"id":"([0-9a-f]{16})","op":"(call|new|method|replay)",')


class Agent:
    """Serves one examiner until it goes away."""

    def __init__(self, settings: dict[str, Any], archives: dict[str, bytes]) -> None:
        self.settings = settings
        self.limits = settings["limits"]
        self.driver = importlib.import_module(settings["driver"])
        self.selector = selectors.DefaultSelector()
        self.channel: socket.socket
        self.requests = bytearray()
        self.process: Process | None = None
        self.pending: dict[str, Any] | None = None
        self.counted = kernel.counters()
        self.printed_bytes = 0
        self.output_limit = False
        self.working_folder: str | None = None
        self.files = [DeliveredFiles(folder, archive) for folder, archive in archives.items()]

    # ── the loop ──

    def serve(self, listener: socket.socket) -> None:
        """Answer the examiner until it is gone, then wait for the host: an agent that ends by itself was ended."""
        with contextlib.suppress(ConnectionError):
            self.answer_examiner(listener)
        while os.read(0, 4096):
            pass

    def answer_examiner(self, listener: socket.socket) -> None:
        """Accept the examiner, then answer it until it or the host hangs up."""
        self.selector.register(0, selectors.EVENT_READ, "host")
        self.selector.register(listener, selectors.EVENT_READ, "listener")
        while True:
            for key, _ in self.selector.select():
                if key.data == "host" and not os.read(0, 4096):
                    return
                if key.data == "listener":
                    self.accept(listener)
                if key.data == "channel" and not self.read_requests():
                    return
                if key.data in {"out", "err", "in", "ask", "reply", "end"}:
                    self.attend(key.data)

    def accept(self, listener: socket.socket) -> None:
        """Take the one connection there will be, and leave no name for another."""
        self.channel, _ = listener.accept()
        self.selector.unregister(listener)
        listener.close()
        os.unlink(self.settings["channel"])
        self.selector.register(self.channel, selectors.EVENT_READ, "channel")

    def read_requests(self) -> bool:
        """Handle the whole requests that have arrived; false when the examiner is gone."""
        part = self.channel.recv(1 << 20)
        self.requests += part
        if len(self.requests) > MAX_REQUEST:
            return False
        while (end := self.requests.find(b"\n")) >= 0:
            line = bytes(self.requests[:end])
            del self.requests[: end + 1]
            self.handle(_head(line) or json.loads(line), line)
        return bool(part)

    def handle(self, request: dict[str, Any], line: bytes) -> None:
        """One request of the examiner's."""
        operation = request["op"]
        if operation == "reset":
            self.answer({"id": request["id"], "reset": self.reset()})
        elif self.settings["unbuilt"] is not None:
            self.answer({"id": request["id"], "failed": self.settings["unbuilt"]})
        elif operation in server.OPERATIONS:
            self.answer({"id": request["id"]} | server.OPERATIONS[operation](self, request))
        elif operation == "run":
            self.pending = request
            try:
                self.start_program(request)
            except OSError as error:
                # The candidate's own doing, such as a scratch space filled up by the run before.
                self.refuse(request, str(error))
            except NotLoaded as error:
                self.pending = None
                self.answer({"id": request["id"], "failed": {"kind": error.kind, "message": error.message}})
        else:
            self.pending = request
            if self.process is None:
                self.start_session()
            if self.process is not None and self.process.status is not None:
                self.finish(self.process)
            else:
                self.forward(line)

    def refuse(self, request: dict[str, Any], why: str) -> None:
        """Answer for a process that could not be started."""
        self.pending = None
        died = {"exit_code": None, "signal": None, "usage": self.usage(None), "duration_s": 0.0}
        self.answer({"id": request["id"], "died": died | {"stderr": base64.b64encode(why.encode()).decode()}})

    def answer(self, message: dict[str, Any]) -> None:
        """Send a message of the agent's own."""
        self.channel.sendall(b"agent " + json.dumps(message, separators=(",", ":")).encode() + b"\n")

    # ── the candidate's processes ──

    def start_session(self) -> None:
        """A fresh process with the submission's functions, for one test."""

        def body() -> None:
            self.as_candidate()
            self.driver.serve(REQUESTS, REPLIES, self.settings)

        self.start(body, stdin=None, answers=True, keep=KEEP_PRINTED)

    def start_program(self, request: dict[str, Any]) -> None:
        """The submission's program, as a shell would start it: new image, own arguments, pipes."""
        self.end_process()
        folder = self.fresh_folder(request.get("files", {}))
        command, variables = self.driver.command(self.settings, request.get("args", []))

        def body() -> None:
            self.as_candidate()
            os.chdir(folder)
            os.execve(command[0], command, self.environment() | variables)

        stdin = base64.b64decode(request.get("stdin", ""))
        self.start(body, stdin=stdin, answers=False, keep=self.limits["output_bytes"])

    def start(self, body: Any, *, stdin: bytes | None, answers: bool, keep: int, log: bool = False) -> None:
        """Start a process and listen to all that comes from it."""
        process = Process(body, stdin=stdin, answers=answers, keep=keep, cwd=self.settings["scratch"], log=log)
        self.process = process
        self.selector.register(process.out.descriptor, selectors.EVENT_READ, "out")
        self.selector.register(process.err.descriptor, selectors.EVENT_READ, "err")
        self.selector.register(process.pidfd, selectors.EVENT_READ, "end")
        if process.replies_descriptor != -1:
            self.selector.register(process.replies_descriptor, selectors.EVENT_READ, "reply")
        if process.stdin_descriptor != -1:
            self.selector.register(process.stdin_descriptor, selectors.EVENT_WRITE, "in")

    def as_candidate(self) -> None:
        """Give up, in the forked child, what belongs to the agent alone."""
        kernel.set_dumpable(dumpable=True)
        kernel.prefer_as_victim()
        for files in self.files:
            files.forget()
        os.environ.clear()
        os.environ.update(self.environment())

    def environment(self) -> dict[str, str]:
        """Variables that every process of the candidate's gets, and no others."""
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": self.settings["scratch"],
            "TMPDIR": self.settings["scratch"],
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "PYTHONDONTWRITEBYTECODE": "1",
        } | self.settings["environment"]

    def fresh_folder(self, files: dict[str, str]) -> str:
        """A new working directory holding the files that a test gave, in the place of the last run's."""
        # Or a test that runs the program often would fill the scratch space, and the submission would pay for it.
        if self.working_folder is not None and not os.path.islink(self.working_folder):
            empty(self.working_folder)
            with contextlib.suppress(OSError):
                os.rmdir(self.working_folder)
        folder = self.working_folder = os.path.join(self.settings["scratch"], f"work-{time.monotonic_ns()}")
        os.mkdir(folder)
        for name, content in files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(base64.b64decode(content))
        return folder

    def forward(self, line: bytes) -> None:
        """Hand a request to the driver as it came, never waiting: one that hangs must not keep us from ending it."""
        assert self.process is not None  # noqa: S101 - started above
        self.process.queue(line)
        self.process.pass_on()
        self.listen_to_driver()

    def listen_to_driver(self) -> None:
        """Wait for the driver's answers, and for room to write while something is left to be written."""
        if self.process is None or self.process.requests_descriptor == -1:
            return
        self.forget(self.process.requests_descriptor)
        if self.process.requests and not self.process.hung_up:
            self.selector.register(self.process.requests_descriptor, selectors.EVENT_WRITE, "ask")

    # ── listening ──

    def attend(self, what: str) -> None:
        """One stream of the running process is ready."""
        process = self.process
        if process is None:
            return
        if what == "in":
            self.feed(process)
        elif what in {"out", "err"}:
            self.drain(process)
        elif what in {"ask", "reply"}:
            self.relay(process)
        elif what == "end" and process.has_ended():
            # Not where a server's end has been seen to already, or this was about one that another has followed.
            self.relay(process)
            process.note_end()
            self.finish(process)

    def feed(self, process: Process) -> None:
        """Go on writing to stdin."""
        descriptor = process.stdin_descriptor
        if descriptor == -1:
            return
        # An ended reader makes feed() close the pipe, so the selector must forget it first.
        self.selector.unregister(descriptor)
        process.feed()
        if process.stdin_descriptor != -1:
            self.selector.register(descriptor, selectors.EVENT_WRITE, "in")

    def drain(self, process: Process) -> None:
        """Take what was printed; more than the limit ends the process."""
        for output in (process.out, process.err):
            if output.open:
                output.drain()
                if not output.open:
                    self.forget(output.descriptor)
        if self.too_much(process) and not self.output_limit:
            self.output_limit = True
            self.kill(process)

    def too_much(self, process: Process) -> bool:
        """Whether it printed more in this test than it may."""
        return bool(process.printed_in_test_bytes > self.limits["output_bytes"])

    def relay(self, process: Process) -> None:
        """Pass on what the driver wrote, unread; write what it had no room for."""
        process.pass_on()
        lines = process.take_replies()
        too_long = any(len(line) > MAX_REPLY for line in (*lines, process.replies))
        for line in () if too_long else lines:
            self.pending = None
            self.channel.sendall(b"driver " + line + b"\n")
        if too_long:
            self.output_limit = True
            self.kill(process)
        if process.hung_up:
            self.forget(process.replies_descriptor)
            self.forget(process.requests_descriptor)
        elif process.status is None:
            self.listen_to_driver()

    def kill(self, process: Process) -> None:
        """End the process itself; what it started ends with the test."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(process.pidfd, signal.SIGKILL)

    def finish(self, process: Process) -> None:
        """The process has ended: answer what was asked of it, or say that it died."""
        request, self.pending = self.pending, None
        self.output_limit |= self.too_much(process)
        message = process.ending() | {"usage": self.usage(process), "duration_s": process.ended_after_s}
        message["stderr"] = base64.b64encode(process.err.kept[-KEEP_PRINTED:]).decode()
        message["heap_exhausted"] = self.driver.heap_exhausted(
            message["exit_code"], message["signal"], bytes(process.err.kept[-KEEP_PRINTED:])
        )
        if request is not None and request["op"] == "run":
            message |= {
                "stdout": base64.b64encode(process.out.kept).decode(),
                "stderr": base64.b64encode(process.err.kept).decode(),
            }
            self.answer({"id": request["id"], "ran": message})
        elif request is not None:
            self.answer({"id": request["id"], "died": message})
        # What a server left in the background goes on printing, and must not wait for somebody to read it.
        self.detach(process, printed=not process.out.log)

    def detach(self, process: Process, *, printed: bool = True) -> None:
        """Stop listening to a process, and unless told otherwise to what is printed into its streams."""
        if printed:
            self.forget(process.out.descriptor)
            self.forget(process.err.descriptor)
        for descriptor in (process.pidfd, process.stdin_descriptor):
            self.forget(descriptor)
        for descriptor in (process.requests_descriptor, process.replies_descriptor):
            self.forget(descriptor)

    def forget(self, descriptor: int) -> None:
        """Stop waiting for a descriptor, whether or not anybody did."""
        with contextlib.suppress(KeyError, ValueError):
            self.selector.unregister(descriptor)

    # ── between tests ──

    def usage(self, process: Process | None) -> dict[str, Any]:
        """What the kernel and the pipes counted since the test began."""
        now = kernel.counters()
        counted: dict[str, Any] = dict(now)
        for key in ("oom_kills", "process_refusals"):
            after, before = now[key], self.counted[key]
            counted[key] = None if after is None or before is None else after - before
        printed = process.printed_in_test_bytes if process is not None else 0
        return counted | {"output_bytes": self.printed_bytes + printed, "output_limit": self.output_limit}

    def end_process(self) -> None:
        """End the running process, and all that it started, before another one takes its place."""
        if self.process is not None:
            kernel.end_everything_else(self.process.pid)
            self.retire(self.process)

    def account_anew(self) -> None:
        """Count from here on for the next test."""
        if self.process is not None:
            self.process.printed_before = self.process.printed_bytes
        self.counted = kernel.counters()
        self.printed_bytes = 0
        self.output_limit = False

    def retire(self, process: Process) -> None:
        """Let go of a process that has been ended."""
        self.detach(process)
        self.printed_bytes += process.printed_in_test_bytes
        process.close()
        self.process = None

    def reset(self) -> dict[str, Any]:
        """End whatever the test left running, empty the scratch space, and say what was used."""
        process = self.process
        running = kernel.counters()["process_peak"] or 0
        kernel.end_everything_else(process.pid if process is not None else None)
        printed = process.printed() if process is not None else NOTHING_PRINTED
        report: dict[str, Any] = {"printed": printed, "usage": self.usage(process)}
        # Most kernels keep no peak of processes, and now they are gone: those that ran a moment ago are the best count.
        report["usage"]["process_peak"] = max(running, report["usage"]["process_peak"] or 0) or None
        if process is not None:
            self.retire(process)
        self.pending = None
        for folder in self.settings["emptied"]:
            empty(folder)
        restored = [files.restore() for files in self.files]
        report["tampered"] = any(restored)
        self.account_anew()
        return report


def _head(line: bytes) -> dict[str, Any] | None:
    """What the agent must know of a request that it only passes on; parsing megabytes would double their way."""
    found = _RELAYED.match(line)
    return {"id": found[1].decode(), "op": found[2].decode()} if found else None


def main() -> None:
    """Receive, listen, say so, serve."""
    # Python's own handler of SIGINT would let it through, which the kernel keeps from a box's first process otherwise.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)
    kernel.set_dumpable(dumpable=False)
    kernel.adopt_orphans()
    settings, archives = delivery.receive(0)
    agent = Agent(settings, archives)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(settings["channel"])
    os.chmod(settings["channel"], 0o666)
    listener.listen(1)
    gc.freeze()
    os.write(1, b'{"ready":true}\n')
    agent.serve(listener)


if __name__ == "__main__":
    main()
