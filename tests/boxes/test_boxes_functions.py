"""Functions and objects of a submission, asked through the agent and the Python driver."""

from __future__ import annotations

import base64
import math
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import CLASSES, Line, agent, quick, values

if TYPE_CHECKING:
    from collections.abc import Iterator

SAME = "def same(value=None):\n    return value\n\ndef number(value=None):\n    return 1\n"

COUNTER = """
class QuotaError(LookupError):
    pass

class Counter:
    def __init__(self, start):
        if start is None:
            raise ValueError("no start")
        self.total = start

    def add(self, more):
        if more > 100:
            raise QuotaError(f"{more} is too much")
        self.total += more
        return self.total

    def get(self, _):
        return self.total
"""


def solution(body: str) -> dict[str, str]:
    """A submission whose ``same`` has this body."""
    head = "import os, sys, time\nkept = []\ndef same(value=None):\n"
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return {"solution.py": f"{head}{lines}\ndef number(value=None): return 1\n"}


@pytest.fixture
def echo(tmp_path: Path) -> Iterator[Line]:
    with agent(tmp_path, {"solution.py": SAME}) as running, Line(running) as line:
        yield line


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Line]:
    with agent(tmp_path, {"solution.py": COUNTER}, CLASSES) as running, Line(running) as line:
        yield line


def printed(report: dict[str, Any], stream: str) -> str:
    return base64.b64decode(report["printed"][stream]).decode()


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -(2**53) + 1,
        2**53,
        -(10**3000),
        0.1,
        -0.0,
        math.inf,
        -math.inf,
        "",
        "ä\n\u2028\U0001f600\x00",
        b"",
        bytes(range(256)),
        [],
        [[1, [2]], "x"],
        (),
        (1, (2, 3)),
        {1, 2},
        frozenset({("a", 1)}),
        {},
        {"a": {"b": None}},
        {1: "one", (2, 3): [4], None: 5, b"x": 6},
        {"$int": "7"},
    ],
    ids=repr,
)
def test_a_value_comes_back_as_it_went(echo: Line, value: object) -> None:
    back = echo.call(value)
    assert back == value
    assert type(back) is (set if isinstance(value, frozenset) else type(value))


def test_not_a_number_comes_back_as_it_went(echo: Line) -> None:
    back = echo.call([math.nan])
    assert isinstance(back, list)
    assert math.isnan(back[0])


def test_what_is_not_data_comes_back_as_something_equal_to_nothing(tmp_path: Path) -> None:
    with agent(tmp_path, solution("return object()")) as running, Line(running) as line:
        assert line.ask(op="call", function="same", args=[]) == {"author": "driver", "value": {"$opaque": "object"}}


def test_an_optional_argument_may_be_left_out(echo: Line) -> None:
    assert echo.call() is None


def test_loading_tells_the_entry_that_was_found(echo: Line) -> None:
    assert echo.ask(op="load") == {"author": "driver", "value": {"entry": "solution"}}


def test_an_object_keeps_its_state_from_call_to_call(counter: Line) -> None:
    assert counter.new("Counter", 5)["value"] == {"$object": 1}
    assert counter.ask(op="method", object=1, name="add", args=[2])["value"] == 7
    assert counter.new("Counter", 1)["value"] == {"$object": 2}
    assert counter.ask(op="method", object=2, name="get", args=[None])["value"] == 1
    assert counter.ask(op="method", object=1, name="get", args=[None])["value"] == 7


def test_replayed_calls_are_answered_in_order_with_an_exception_in_its_place(counter: Line) -> None:
    counter.new("Counter", 0)
    calls = [["add", [1]], ["add", [101]], ["broken", []], ["get", [None]]]
    answers = counter.ask(op="replay", object=1, calls=calls)["value"]
    assert [answer.get("value") for answer in answers] == [1, None, None, 1]
    assert [answer["raised"]["types"][0] for answer in answers[1:3]] == ["QuotaError", "AttributeError"]


def test_an_exception_crosses_with_all_its_types_its_message_and_the_candidates_own_frames(counter: Line) -> None:
    counter.new("Counter", 0)
    raised = counter.ask(op="method", object=1, name="add", args=[500])["raised"]
    assert raised["types"] == ["QuotaError", "LookupError", "Exception", "BaseException"]
    assert raised["message"] == "500 is too much"
    assert 'File "solution.py", line 13, in add' in raised["trace"]
    assert "driver.py" not in raised["trace"]


def test_a_method_that_does_not_exist_is_an_exception_and_ends_nothing(counter: Line) -> None:
    counter.new("Counter", 0)
    raised = counter.ask(op="method", object=1, name="broken", args=[])["raised"]
    assert raised["types"][0] == "AttributeError"
    assert counter.ask(op="method", object=1, name="add", args=[3])["value"] == 3


def test_a_constructor_that_raises_makes_no_object(counter: Line) -> None:
    assert counter.new("Counter", None)["raised"]["message"] == "no start"
    assert counter.new("Counter", 0)["value"] == {"$object": 1}


def test_prints_never_disturb_the_protocol_and_are_kept(tmp_path: Path) -> None:
    body = "print('driver {}', value)\nprint('{\"id\": 1}', file=sys.stderr)\nos.write(1, b'raw\\n')\nreturn value"
    with agent(tmp_path, solution(body)) as running, Line(running) as line:
        assert line.call("x") == "x"
        report = line.reset()
    assert printed(report, "stdout") == "driver {} x\nraw\n"
    assert printed(report, "stderr") == '{"id": 1}\n'
    assert report["usage"]["output_bytes"] == len("driver {} x\nraw\n") + len('{"id": 1}\n')


def test_a_submission_that_reads_its_stdin_finds_it_empty(tmp_path: Path) -> None:
    with agent(tmp_path, solution("return sys.stdin.read()")) as running, Line(running) as line:
        assert line.call() == ""


def test_nothing_in_memory_reaches_the_next_test(tmp_path: Path) -> None:
    with agent(tmp_path, solution("kept.append(value)\nreturn len(kept)")) as running, Line(running) as line:
        assert [line.call("a"), line.call("b")] == [1, 2]
        line.reset()
        assert line.call("c") == 1


@pytest.mark.parametrize("folder", ["os.environ['TMPDIR']", "os.environ['TMPDIR'] + '/../channel'"])
def test_nothing_on_disk_reaches_the_next_test(tmp_path: Path, folder: str) -> None:
    body = (
        f"folder = {folder}\n"
        "if value:\n"
        "    os.makedirs(folder + '/deep/down')\n"
        "    open(folder + '/deep/down/note', 'w').close()\n"
        "    open(folder + '/note', 'w').close()\n"
        "    os.symlink('/etc/passwd', folder + '/link')\n"
        "return sorted(os.listdir(folder))"
    )
    with agent(tmp_path, solution(body)) as running, Line(running) as line:
        assert line.call("write") == ["deep", "link", "note"]
        line.reset()
        assert line.call() == []


@pytest.mark.parametrize(
    "deed",
    [
        "os.chmod(root + '/solution.py', 0o644); open(root + '/solution.py', 'a').write('# more')",
        "os.chmod(root, 0o755); open(root + '/new.py', 'w').close()",
        "os.chmod(root, 0o755); os.unlink(root + '/data.txt')",
        "os.chmod(root, 0o755); os.mkdir(root + '/a message to the next test')",
        "os.chmod(root, 0o755); os.symlink('/a/message', root + '/folder_link')",
        "os.chmod(root, 0o755); os.rename(root + '/data.txt', root + '/data2.txt')",
        "os.chmod(root + '/data.txt', 0o600)",
        "os.mkdir(root + '/part/a message')",
        "os.symlink('/a/message', root + '/part/link')",
    ],
)
def test_a_submission_that_changes_its_own_files_is_put_back_and_flagged(tmp_path: Path, deed: str) -> None:
    body = f"root = os.path.dirname(__file__)\nbefore = sorted(os.listdir(root))\nif value: {deed}\nreturn before"
    files = {**solution(body), "data.txt": "data", "part/more.py": ""}
    with agent(tmp_path, files) as running, Line(running) as line:
        assert line.call() == ["data.txt", "part", "solution.py"]
        assert line.reset()["tampered"] is False
        line.call("now")
        assert line.reset()["tampered"] is True
        assert line.call() == ["data.txt", "part", "solution.py"]
        assert line.reset()["tampered"] is False
    assert (tmp_path / "submission" / "data.txt").read_text() == "data"


def test_children_of_a_test_are_gone_after_it(tmp_path: Path) -> None:
    body = "child = os.fork()\nif child == 0:\n    time.sleep(600)\n    os._exit(0)\nreturn child"
    with agent(tmp_path, solution(body)) as running, Line(running) as line:
        child = line.call()
        line.reset()
        assert not Path(f"/proc/{child}").exists()


@pytest.mark.parametrize(
    ("body", "exit_code", "signal"),
    [
        ("os._exit(5)", 5, None),
        ("sys.exit(3)", 3, None),
        ("sys.exit()", 0, None),
        ("raise KeyboardInterrupt", 125, None),
        ("os.kill(os.getpid(), 9)", None, 9),
        ("import ctypes; ctypes.string_at(0)", None, 11),
    ],
)
def test_a_process_that_ends_in_the_middle_of_a_call_is_answered_for(
    tmp_path: Path, body: str, exit_code: int | None, signal: int | None
) -> None:
    with agent(tmp_path, solution(f"os.write(2, b'last words')\n{body}")) as running, Line(running) as line:
        answer = line.ask(op="call", function="same", args=[])
        assert answer["author"] == "agent"
        assert (answer["died"]["exit_code"], answer["died"]["signal"]) == (exit_code, signal)
        assert base64.b64decode(answer["died"]["stderr"]).startswith(b"last words")
        again = line.ask(op="call", function="same", args=[])
        assert "died" in again
        line.reset()
        assert "died" in line.ask(op="call", function="same", args=[])


def test_threads_left_running_do_not_hold_up_an_answer_or_the_end(tmp_path: Path) -> None:
    body = "import threading\nthreading.Thread(target=time.sleep, args=(600,)).start()\nreturn value"
    with agent(tmp_path, solution(body)) as running, Line(running) as line:
        assert line.call(1) == 1
        assert line.reset()["tampered"] is False
        assert line.call(2) == 2


def test_a_submission_that_closes_every_descriptor_hurts_only_itself(tmp_path: Path) -> None:
    with agent(tmp_path, solution("os.closerange(0, 1024)\nreturn value")) as running, Line(running) as line:
        assert "value" not in line.ask(op="call", function="same", args=[1], within_s=1.0)
        line.reset()
        assert line.ask(op="load")["value"] == {"entry": "solution"}


def test_a_hung_call_ends_with_the_test(tmp_path: Path) -> None:
    with agent(tmp_path, solution("while value: pass\nreturn 'on'")) as running, Line(running) as line:
        assert line.ask(op="call", function="same", args=[1], within_s=0.3) == {}
        assert line.reset()["tampered"] is False
        assert line.call() == "on"


def test_a_flood_of_prints_ends_the_process_and_is_told(tmp_path: Path) -> None:
    body = "while value: print('x' * 1000)\nreturn 'on'"
    with agent(tmp_path, solution(body), limits=quick(output_bytes=1 << 16)) as running, Line(running) as line:
        died = line.ask(op="call", function="same", args=[1])["died"]
        assert died["signal"] == 9
        assert died["usage"]["output_limit"] is True
        assert died["usage"]["output_bytes"] > 1 << 16
        line.reset()
        assert line.call() == "on"
        assert line.reset()["usage"]["output_limit"] is False


def test_a_reply_beyond_sixteen_mebibytes_ends_the_process_and_is_told(tmp_path: Path) -> None:
    with agent(tmp_path, solution("return 'x' * (value or 17 << 20)")) as running, Line(running) as line:
        died = line.ask(op="call", function="same", args=[])["died"]
        assert died["usage"]["output_limit"] is True
        line.reset()
        assert line.call(1 << 20) == "x" * (1 << 20)


def test_a_reply_nested_too_deeply_is_refused_where_it_is_made(tmp_path: Path) -> None:
    body = "found = []\nfor _ in range(value): found = [found]\nreturn found"
    with agent(tmp_path, solution(body)) as running, Line(running) as line:
        raised = line.ask(op="call", function="same", args=[100])["raised"]
        assert raised["types"][0] == "BadValue"
        assert line.call(60) != []


def test_a_value_that_lies_about_itself_is_read_through_its_base_class(tmp_path: Path) -> None:
    body = (
        "class Liar(int):\n"
        "    def __eq__(self, other): return True\n"
        "    def __hash__(self): return 0\n"
        "    def __repr__(self): return '42'\n"
        "    def __add__(self, other): return 42\n"
        "class Text(str):\n"
        "    def __str__(self): return 'right'\n"
        "return [Liar(1), Text('wrong')]"
    )
    with agent(tmp_path, solution(body)) as running, Line(running) as line:
        assert line.ask(op="call", function="same", args=[])["value"] == [1, "wrong"]


def test_the_agent_ends_when_the_host_hangs_up(tmp_path: Path) -> None:
    with agent(tmp_path, solution("return 1")) as running, Line(running) as line:
        assert line.call() == 1
        assert running.ends() == 0


def test_the_agent_outlives_the_examiner_so_that_only_foul_play_ends_it_early(tmp_path: Path) -> None:
    with agent(tmp_path, solution("return 1")) as running:
        with Line(running) as line:
            assert line.call() == 1
        with pytest.raises(subprocess.TimeoutExpired):
            running.process.wait(0.3)
        assert running.ends() == 0
        assert running.words == ""


def test_the_channels_name_is_gone_before_any_code_of_the_candidates_runs(tmp_path: Path) -> None:
    body = "return os.listdir(os.environ['TMPDIR'] + '/../channel')"
    with agent(tmp_path, solution(body)) as running, Line(running) as line:
        assert line.call() == []


def test_the_candidates_process_gets_a_fixed_environment_and_nothing_open_of_the_agents(tmp_path: Path) -> None:
    body = "return [dict(os.environ), sorted(int(n) for n in os.listdir('/proc/self/fd')), os.getcwd()]"
    with agent(tmp_path, solution(body)) as running, Line(running) as line:
        environ, descriptors, folder = line.ask(op="call", function="same", args=[])["value"]
    assert environ == {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(tmp_path / "scratch"),
        "TMPDIR": str(tmp_path / "scratch"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    # The three standard streams, the folder that is being listed, and the driver's own end of its socket.
    assert descriptors == [0, 1, 2, 3, 200, 201]
    assert folder == str(tmp_path / "scratch")


def test_a_value_in_the_protocols_own_words_is_still_a_value() -> None:
    assert values.encode({"$int": "7"}) == {"$map": [["$int", "7"]]}
