"""A box's streams: frames of stdout and stderr on one socket, cut anywhere, bounded, with a deadline."""

from __future__ import annotations

import socket
import struct
import threading
import time
from typing import TYPE_CHECKING

import pytest

from grader.sandbox.base import BoxTimeout
from grader.sandbox.streams import KEEP_STDERR, Streams

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT, ERR = 1, 2
PATIENCE_S = 30.0


class Engine:
    """The engine's end of the socket, and the reader on ours."""

    def __init__(self, *, keep: int = 1 << 20) -> None:
        ours, self.socket = socket.socketpair()
        self.streams = Streams(ours, keep=keep)

    def frame(self, data: bytes, kind: int = OUT) -> None:
        self.socket.sendall(struct.pack(">BxxxL", kind, len(data)) + data)

    def hang_up(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)

    def lines(self) -> list[bytes]:
        return list(self.streams.lines(deadline=time.monotonic() + PATIENCE_S))

    def wait_until_read(self, seen: int) -> None:
        until = time.monotonic() + PATIENCE_S
        while self.streams.seen < seen and time.monotonic() < until:
            time.sleep(0.001)

    def close(self) -> None:
        self.streams.close()
        self.socket.close()


@pytest.fixture
def engine_end() -> Iterator[Engine]:
    engine = Engine()
    yield engine
    engine.close()


@pytest.fixture
def narrow() -> Iterator[Engine]:
    engine = Engine(keep=1000)
    yield engine
    engine.close()


def test_lines_come_out_whole_however_frames_cut_them(engine_end: Engine) -> None:
    for part in (b"on", b"e\ntwo\nthr", b"", b"ee\n"):
        engine_end.frame(part)
    engine_end.hang_up()
    assert engine_end.lines() == [b"one", b"two", b"three"]


def test_frames_that_arrive_byte_by_byte_are_put_together(engine_end: Engine) -> None:
    frames = struct.pack(">BxxxL", OUT, 4) + b"one\n" + struct.pack(">BxxxL", ERR, 3) + b"err"
    for byte in frames:
        engine_end.socket.sendall(bytes([byte]))
    engine_end.wait_until_read(7)
    engine_end.hang_up()
    assert engine_end.lines() == [b"one"]
    assert engine_end.streams.stderr == "err"


def test_both_streams_are_kept_apart_and_counted_together(engine_end: Engine) -> None:
    engine_end.frame(b"out")
    engine_end.frame(b"a complaint\n", ERR)
    engine_end.frame(b"put\n")
    engine_end.hang_up()
    assert engine_end.lines() == [b"output"]
    assert (engine_end.streams.stderr, engine_end.streams.seen) == ("a complaint\n", len("output\na complaint\n"))


def test_a_line_is_given_before_the_next_has_come(engine_end: Engine) -> None:
    lines = engine_end.streams.lines(deadline=time.monotonic() + PATIENCE_S)
    engine_end.frame(b"first\n")
    assert next(lines) == b"first"
    engine_end.frame(b"second\n")
    assert next(lines) == b"second"


def test_half_a_line_at_the_end_is_no_line(engine_end: Engine) -> None:
    engine_end.frame(b"whole\nhalf")
    engine_end.hang_up()
    assert engine_end.lines() == [b"whole"]


def test_half_a_line_that_never_ends_times_out(engine_end: Engine) -> None:
    engine_end.frame(b"half")
    with pytest.raises(BoxTimeout):
        next(engine_end.streams.lines(deadline=time.monotonic() + 0.1))


def test_bytes_that_drip_do_not_put_off_the_deadline(engine_end: Engine) -> None:
    stop = threading.Event()

    def drip() -> None:
        while not stop.wait(0.01):
            engine_end.frame(b".")

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        with pytest.raises(BoxTimeout):
            next(engine_end.streams.lines(deadline=time.monotonic() + 0.2))
    finally:
        stop.set()
        dripping.join()


def test_a_deadline_in_the_past_still_gives_what_is_there(engine_end: Engine) -> None:
    engine_end.frame(b"there\n")
    engine_end.wait_until_read(6)
    lines = engine_end.streams.lines(deadline=time.monotonic() - 1)
    assert next(lines) == b"there"
    with pytest.raises(BoxTimeout):
        next(lines)


def test_a_flood_is_cut_at_the_bound_and_reading_stops(narrow: Engine) -> None:
    narrow.frame(b"kept\n")
    narrow.frame(b"x" * 2000 + b"\nlost\n")
    assert narrow.lines() == [b"kept"]
    assert narrow.streams.cut
    seen = narrow.streams.seen
    narrow.frame(b"never read\n")
    assert narrow.lines() == []
    assert narrow.streams.seen == seen


def test_one_huge_frame_is_cut_inside(narrow: Engine) -> None:
    narrow.socket.sendall(struct.pack(">BxxxL", OUT, 1 << 31) + b"x" * 100_000)
    assert narrow.lines() == []
    assert narrow.streams.cut
    assert narrow.streams.seen <= 1000 + (1 << 16)


def test_output_of_exactly_the_bound_is_not_cut(narrow: Engine) -> None:
    narrow.frame(b"x" * 999 + b"\n")
    narrow.hang_up()
    assert narrow.lines() == [b"x" * 999]
    assert not narrow.streams.cut


def test_complaints_count_towards_the_bound_and_are_kept_to_one_of_their_own() -> None:
    engine = Engine(keep=4 * KEEP_STDERR)
    engine.frame(b"e" * (2 * KEEP_STDERR), ERR)
    engine.frame(b"line\n")
    engine.hang_up()
    assert engine.lines() == [b"line"]
    assert len(engine.streams.stderr) == KEEP_STDERR
    assert engine.streams.seen == 2 * KEEP_STDERR + 5
    engine.close()


def test_a_stream_that_ends_inside_a_frame_ends_the_lines(engine_end: Engine) -> None:
    engine_end.frame(b"one\n")
    engine_end.socket.sendall(struct.pack(">BxxxL", OUT, 100) + b"two\n")
    engine_end.hang_up()
    assert engine_end.lines() == [b"one", b"two"]


def test_closing_ends_a_reader_that_waits(engine_end: Engine) -> None:
    ended: list[list[bytes]] = []
    waiting = threading.Thread(target=lambda: ended.append(engine_end.lines()))
    waiting.start()
    engine_end.streams.close()
    waiting.join(PATIENCE_S)
    assert ended == [[]]


def test_closing_twice_and_writing_to_what_is_closed_is_no_error(engine_end: Engine) -> None:
    engine_end.streams.close()
    engine_end.streams.send(b"nobody is there")
    engine_end.streams.close()


def test_what_is_sent_arrives_as_it_is(engine_end: Engine) -> None:
    engine_end.streams.send(b"\x00header\n" + bytes(range(256)))
    assert engine_end.socket.recv(1000) == b"\x00header\n" + bytes(range(256))


def test_complaints_that_are_no_utf_8_are_kept_readable(engine_end: Engine) -> None:
    engine_end.frame(b"caf\xe9", ERR)
    engine_end.hang_up()
    engine_end.lines()
    assert engine_end.streams.stderr == "caf\ufffd"
