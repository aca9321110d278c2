"""A tool that has got ready once, and forks a process that knows as much for each submission.

server ── "fork", two pipes ──> template ── fork ── fork ──> a process that looks, and is the server's to end
                                template ── its number ──> server

The template itself never meets a submission, and nothing that one of its processes does to itself reaches it: they have
the same user, but nobody can look into, or write to, the memory of either.
"""

from __future__ import annotations

import contextlib
import gc
import os
import socket
from typing import Any

import found
import kernel
from running import READY, AtWork, be_alone, bound, found_by, hand, write_all
from tools import _program

FORK = b"f"
NUMBER_BYTES = 4
READY_S = 30
"""Seconds by the clock; where a tool takes longer, nothing is served."""


class Template:
    """A tool that is ready, in a process of its own."""

    def __init__(self, tool: Any, sample: found.Work) -> None:
        ours, theirs = socket.socketpair()
        self.tool = tool
        self.is_whole = True
        if os.fork() == 0:
            _get_ready(tool, sample, theirs)
        theirs.close()
        ours.settimeout(READY_S)
        self._channel = ours

    def is_ready(self) -> bool:
        """Wait until it is; false where it fails, or takes too long."""
        with contextlib.suppress(OSError):
            return self._channel.recv(1) == READY
        return False

    def begin(self, work: found.Work) -> AtWork:
        """Have it fork, and hand the new process its work; ``OSError`` where it has ended."""
        hears, hands = os.pipe()
        read, write = os.pipe()
        try:
            socket.send_fds(self._channel, [FORK], [hears, write])
            number = self._channel.recv(NUMBER_BYTES, socket.MSG_WAITALL)
            if len(number) < NUMBER_BYTES:
                raise BrokenPipeError("the template has ended")
        except OSError:
            self.is_whole = False
            os.close(read)
            os.close(hands)
            raise
        finally:
            os.close(hears)
            os.close(write)
        forked = _Forked(self, int.from_bytes(number, "little"), read)
        try:
            hand(work, hands)
        except OSError:
            forked.end()
            raise
        finally:
            os.close(hands)
        return forked


class _Forked(AtWork):
    """A process of a template, for one submission."""

    def __init__(self, template: Template, pid: int, descriptor: int) -> None:
        super().__init__(template.tool, pid, descriptor, ahead=True)
        self._template = template

    def end(self) -> dict[str, Any]:
        """As ``AtWork.end``; the template of one that failed is not whole any more, for what it holds may be why."""
        told = super().end()
        self._template.is_whole = self._template.is_whole and not told["failed"]
        return told


def _get_ready(tool: Any, sample: found.Work, channel: socket.socket) -> None:
    try:
        be_alone(channel.fileno())
        kernel.set_dumpable(dumpable=False)
        gc.disable()
        _program.stays = True
        tool.warm(sample)
        gc.freeze()
        channel.sendall(READY)
        while (asked := socket.recv_fds(channel, 1, 2))[0] == FORK:
            hears, write = asked[1]
            channel.sendall(_forked(tool, channel, hears, write).to_bytes(NUMBER_BYTES, "little"))
            os.close(hears)
            os.close(write)
    finally:
        os._exit(0)


def _forked(tool: Any, channel: socket.socket, hears: int, write: int) -> int:
    """Fork twice, so that the process is the server's child once the one between has ended; its number."""
    tells, told = os.pipe()
    between = os.fork()
    if between == 0:
        try:
            number = os.fork()
            if number == 0:
                channel.close()
                os.close(tells)
                os.close(told)
                _look(tool, hears, write)
            os.write(told, number.to_bytes(NUMBER_BYTES, "little"))
        finally:
            os._exit(0)
    os.close(told)
    number = int.from_bytes(os.read(tells, NUMBER_BYTES), "little")
    os.close(tells)
    os.waitpid(between, 0)
    return number


def _look(tool: Any, hears: int, write: int) -> None:
    try:
        os.setsid()
        bound(tool.CPU_S)
        write_all(write, found.line(found_by(tool, None, hears, knows=True)))
    finally:
        os._exit(0)
