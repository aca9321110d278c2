"""Answers made to upset: whatever comes out of a candidate's box, every case reports, and none is a judge error."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import Folders, Told, examined, quick, sit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Reply = Callable[[dict[str, Any]], bytes]

SUITE = """
import pytest

@pytest.fixture
def asked_in_setup(submission):
    return submission.call("number", 1)

def test_setup(asked_in_setup):
    assert asked_in_setup == 2

def test_call(submission):
    assert submission.call("same", 1) == 2

def test_raises(submission):
    with submission.raises("invalid_argument"):
        submission.call("same", 1)

def test_run(submission):
    assert submission.run(["x"]).stdout == "right"

def test_last(submission):
    assert submission.call("same", 3) == 4
"""

DEEP = b"[" * 5000 + b"]" * 5000
LIMITS = quick(per_call_s=0.5, per_test_s=0.8)


def line(author: bytes, content: dict[str, Any]) -> bytes:
    return author + b" " + json.dumps(content).encode() + b"\n"


def honest(request: dict[str, Any]) -> bytes:
    """What an agent says whose submission knows nothing."""
    if request["op"] == "reset":
        usage = {"memory_peak_bytes": 1, "oom_kills": 0, "output_bytes": 0, "output_limit": False}
        report = {"printed": {"stdout": "", "stderr": ""}, "usage": usage, "tampered": False}
        return line(b"agent", {"id": request["id"], "reset": report})
    return line(b"driver", {"id": request["id"], "value": None})


@contextmanager
def played(root: Path, reply: Reply, *, hangs_up_after: int = 1_000_000) -> Iterator[None]:
    """An agent that answers every request with ``reply``, and hangs up after so many."""
    address = Folders(root).channel
    address.parent.mkdir()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(address))
    listener.listen(1)

    def serve() -> None:
        with suppress(OSError):
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as requests:
                for _, request in zip(range(hangs_up_after), requests, strict=False):
                    connection.sendall(reply(json.loads(request)))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield
    finally:
        listener.close()
        thread.join(10)


def told_by(root: Path, reply: Reply, *, hangs_up_after: int = 1_000_000) -> Told:
    with played(root, reply, hangs_up_after=hangs_up_after):
        return examined(root, SUITE, limits=LIMITS)


def answering(content: bytes, author: bytes = b"driver") -> Reply:
    """Give this JSON, with the right id put in for ``ID``, to all but the resets; load it as it should be."""

    def reply(request: dict[str, Any]) -> bytes:
        if request["op"] in {"reset", "load"}:
            return honest(request)
        return author + b" " + content.replace(b"ID", request["id"].encode()) + b"\n"

    return reply


ANSWERS = {
    "nothing of the protocol": (b"hello", b"driver"),
    "an unknown author": (b'{"id":"ID","value":2}', b"examiner"),
    "no author": (b'{"id":"ID","value":2}', b""),
    "a wrong id": (b'{"id":"0000000000000000","value":2}', b"driver"),
    "no id": (b'{"value":2}', b"driver"),
    "a list": (b'["ID", 2]', b"driver"),
    "a number for an id": (b'{"id":7,"value":2}', b"driver"),
    "the same key twice": (b'{"id":"ID","value":1,"value":2}', b"driver"),
    "not a number": (b'{"id":"ID","value":NaN}', b"driver"),
    "a number too large": (b'{"id":"ID","value":1e999}', b"driver"),
    "too many digits": (b'{"id":"ID","value":' + b"9" * 5000 + b"}", b"driver"),
    "deep nesting": (b'{"id":"ID","value":' + DEEP + b"}", b"driver"),
    "very deep nesting": (b'{"id":"ID","value":' + b"[" * 200_000 + b"]" * 200_000 + b"}", b"driver"),
    "an unknown tag": (b'{"id":"ID","value":{"$pickle":"x"}}', b"driver"),
    "a tag with company": (b'{"id":"ID","value":{"$int":"2","x":1}}', b"driver"),
    "broken base64": (b'{"id":"ID","value":{"$bytes":"?"}}', b"driver"),
    "broken UTF-8": (b'{"id":"ID","value":"\xff"}', b"driver"),
    "a lone surrogate": (b'{"id":"ID","value":"\\ud800"}', b"driver"),
    "an unhashable key": (b'{"id":"ID","value":{"$map":[[{},1]]}}', b"driver"),
    "an object": (b'{"id":"ID","value":{"$object":1}}', b"driver"),
    "something opaque": (b'{"id":"ID","value":{"$opaque":"int"}}', b"driver"),
    "neither value nor exception": (b'{"id":"ID"}', b"driver"),
    "a death told by the driver": (b'{"id":"ID","died":{"signal":9,"usage":{"oom_kills":1}}}', b"driver"),
    "a run told by the driver": (b'{"id":"ID","ran":{"exit_code":0,"stdout":"cmlnaHQ="}}', b"driver"),
    "a death with absurd counts": (b'{"id":"ID","died":{"signal":[9],"usage":{"oom_kills":"x"}}}', b"agent"),
    "a death nested deeply": (b'{"id":"ID","died":{"signal":' + DEEP + b',"stderr":' + DEEP + b"}}", b"agent"),
    "a death that is a number": (b'{"id":"ID","died":9}', b"agent"),
    "a failure nested deeply": (b'{"id":"ID","failed":{"message":' + DEEP + b"}}", b"driver"),
    "an exception of no shape": (b'{"id":"ID","raised":7}', b"driver"),
    "an exception nested deeply": (
        b'{"id":"ID","raised":{"types":[' + DEEP + b'],"message":' + DEEP + b"}}",
        b"driver",
    ),
    "an exception without types": (b'{"id":"ID","raised":{"types":[],"message":"\\ud800"}}', b"driver"),
    "an exception with half a character": (
        b'{"id":"ID","raised":{"types":["\\ud800"],"message":"x\\udc00"}}',
        b"driver",
    ),
    "a failure with half a character": (b'{"id":"ID","failed":{"message":"\\ud800"}}', b"driver"),
    "a run of no shape": (b'{"id":"ID","ran":{"exit_code":"0","stdout":7,"usage":[]}}', b"agent"),
    "a run with a huge exit code": (b'{"id":"ID","ran":{"exit_code":' + b"9" * 3000 + b"}}", b"agent"),
}


def fails_closed(told: Told) -> None:
    assert told.complete, told.words
    assert {case["outcome"] for case in told.cases.values()} == {"failed"}, told.verdicts


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_out_of_the_protocol_fails_its_case_and_all_report(tmp_path: Path, answer: str) -> None:
    fails_closed(told_by(tmp_path, answering(*ANSWERS[answer])))


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_to_the_load_out_of_the_protocol_fails_every_case(tmp_path: Path, answer: str) -> None:
    content, author = ANSWERS[answer]

    def reply(request: dict[str, Any]) -> bytes:
        if request["op"] == "load":
            return author + b" " + content.replace(b"ID", request["id"].encode()) + b"\n"
        return honest(request)

    fails_closed(told_by(tmp_path, reply))


@pytest.mark.parametrize(
    "report",
    [
        b'{"id":"ID"}',
        b'{"id":"ID","reset":7}',
        b'{"id":"ID","reset":{"usage":7,"printed":7,"tampered":"yes"}}',
        b'{"id":"ID","reset":{"usage":{"oom_kills":"x","process_refusals":[],"output_limit":1}}}',
        b'{"id":"ID","reset":{"usage":{"oom_kills":' + DEEP + b'},"printed":{"stdout":' + DEEP + b"}}}",
        b'{"id":"ID","reset":{"usage":{"output_bytes":' + b"9" * 3000 + b"}}}",
        b'{"id":"ID","reset":{"printed":{"stdout":"?","stderr":"/w=="}}}',
    ],
    ids=["nothing", "a number", "odd parts", "odd counts", "deep", "huge", "broken base64"],
)
def test_an_odd_report_at_the_end_of_a_test_disturbs_nothing(tmp_path: Path, report: bytes) -> None:
    def reply(request: dict[str, Any]) -> bytes:
        if request["op"] == "reset":
            return b"agent " + report.replace(b"ID", request["id"].encode()) + b"\n"
        return honest(request)

    told = told_by(tmp_path, reply)
    fails_closed(told)
    assert all(abs(count) < 2**63 for case in told.cases.values() for count in case["usage"].values())
    assert not any(case["tampered"] for case in told.cases.values())


@pytest.mark.parametrize("answered", [0, 1, 2, 3, 6])
def test_an_agent_that_goes_away_fails_all_that_remains_and_all_report(tmp_path: Path, answered: int) -> None:
    told = told_by(tmp_path, honest, hangs_up_after=answered)
    fails_closed(told)
    assert "the candidate's box closed the channel" in told.cases["test_last"]["message"] or answered == 0


def test_lines_beside_the_one_answer_are_not_taken_for_later_ones(tmp_path: Path) -> None:
    def reply(request: dict[str, Any]) -> bytes:
        answer = honest(request)
        more = line(b"driver", {"id": "0" * 16, "value": 2}) + line(b"agent", {"id": "0" * 16, "reset": {}})
        return answer if request["op"] == "reset" else answer + more * 3

    fails_closed(told_by(tmp_path, reply))


def test_an_answer_that_never_ends_is_given_up(tmp_path: Path) -> None:
    def reply(request: dict[str, Any]) -> bytes:
        return b"driver " + b"x" * (17 << 20) if request["op"] == "call" else honest(request)

    fails_closed(told_by(tmp_path, reply))


def test_a_line_that_never_ends_times_out_and_an_agent_that_does_not_reset_is_given_up(tmp_path: Path) -> None:
    def reply(request: dict[str, Any]) -> bytes:
        return b"driver {" if request["op"] == "call" else honest(request)

    told = told_by(tmp_path, reply)
    fails_closed(told)
    assert told.verdicts["test_setup"] == "time_limit_exceeded"
    assert "does not end its processes" in told.cases["test_last"]["message"]


def test_a_submission_that_knows_the_answers_still_passes_beside_all_that(tmp_path: Path) -> None:
    def reply(request: dict[str, Any]) -> bytes:
        if request["op"] == "call":
            value = {"id": request["id"], "value": request["args"][0] + 1}
            return line(b"driver", value)
        return honest(request)

    told = told_by(tmp_path, reply)
    assert [name for name, case in told.cases.items() if case["outcome"] == "passed"] == [
        "test_setup",
        "test_call",
        "test_last",
    ]


# ── From inside the real agent's box ─────────────────────────────────────────────────────────────

FORGERY = """
import json, os, sys, time
CHANNEL = 200

def identity():
    frame = sys._getframe()
    while not isinstance(frame.f_locals.get("request"), dict):
        frame = frame.f_back
    return frame.f_locals["request"]["id"]

def say(author=b"", **content):
    os.write(CHANNEL, author + json.dumps(content).encode() + b"\\n")

def deed(op):
    {deed}

def same(value=None):
    deed("same")
    return "wrong"

def number(value=None):
    deed("number")
    return 0

{at_import}
"""

DEEDS = {
    "a wrong id": 'say(id="0" * 16, value=2)',
    "the right id, twice": "say(id=identity(), value=7); say(id=identity(), value=8)",
    "the words of a reset": 'say(id="0" * 16, reset={"printed": {}, "usage": {}, "tampered": False})',
    "an author of its own": 'say(b"agent ", id=identity(), ran={"exit_code": 0, "stdout": "cmlnaHQ="})',
    "a death with absurd counts": 'say(id=identity(), died={"signal": 9, "usage": {"oom_kills": "x"}}); time.sleep(9)',
    "half a line": 'os.write(CHANNEL, b\'{"id": "\' * 100); time.sleep(9)',
    "a flood of lines": "while True: os.write(CHANNEL, b'{}\\n' * 9999)",
    "a flood of one line": "while True: os.write(CHANNEL, b'x' * 99999)",
    "nothing, and no channel": "os.close(CHANNEL); time.sleep(9)",
    "a death": "os.kill(os.getpid(), 9)",
    "an exit": "os._exit(0)",
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("when", ["in a call", "at import"])
def test_forged_lines_win_nothing_and_all_cases_report(tmp_path: Path, deed: str, when: str) -> None:
    at_import = 'deed("import")' if when == "at import" else ""
    source = FORGERY.replace("{deed}", DEEDS[deed]).replace("{at_import}", at_import)
    told = sit(tmp_path, {"solution.py": source}, SUITE, limits=LIMITS)
    assert told.complete, told.words
    assert {case["outcome"] for case in told.cases.values()} == {"failed"}, told.verdicts
    assert told.agent_words == ""
