"""Programs: arguments, files, streams, exit codes and signals, through the agent."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import PROGRAM, Line, agent, quick

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STARTS = "import os, sys, time\n"


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def decoded(ran: dict[str, Any], stream: str = "stdout") -> bytes:
    return base64.b64decode(ran[stream])


def ran(
    root: Path,
    body: str,
    *,
    args: Sequence[str] = (),
    stdin: str = "",
    files: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """How one run of a program with this body went."""
    with (
        agent(root, {"main.py": STARTS + body}, PROGRAM, quick(output_bytes=1 << 16)) as running,
        Line(running) as line,
    ):
        answer = line.ask(op="run", args=list(args), stdin=stdin, files=files or {})
        assert answer["author"] == "agent"
        content: dict[str, Any] = answer["ran"]
        return content


def test_arguments_arrive_as_they_were_given(tmp_path: Path) -> None:
    arguments = ["-x", "", "two words", "ä*$HOME;"]
    assert decoded(ran(tmp_path, "print(sys.argv[1:])", args=arguments)).decode() == f"{arguments}\n"


def test_stdin_arrives_whole_however_large(tmp_path: Path) -> None:
    stdin = bytes(range(256)) * 4096
    body = "import hashlib\nprint(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())"
    assert decoded(ran(tmp_path, body, stdin=encoded(stdin))).decode().strip() == hashlib.sha256(stdin).hexdigest()


def test_a_program_that_does_not_read_its_stdin_ends_all_the_same(tmp_path: Path) -> None:
    assert ran(tmp_path, "print('done')", stdin=encoded(b"x" * (1 << 20)))["exit_code"] == 0


def test_files_stand_in_the_fresh_working_directory(tmp_path: Path) -> None:
    files = {"a.txt": encoded(b"\xff\x00"), "deep/er/b.txt": encoded(b"b")}
    body = "print(sorted(os.listdir()), open('a.txt', 'rb').read(), open('deep/er/b.txt').read())"
    assert decoded(ran(tmp_path, body, files=files)) == b"['a.txt', 'deep'] b'\\xff\\x00' b\n"


def test_both_streams_are_kept_apart(tmp_path: Path) -> None:
    content = ran(tmp_path, "print('out')\nprint('err', file=sys.stderr)")
    assert (decoded(content), decoded(content, "stderr")) == (b"out\n", b"err\n")


@pytest.mark.parametrize(
    ("body", "exit_code", "signal"),
    [
        ("", 0, None),
        ("sys.exit(7)", 7, None),
        ("sys.exit('no')", 1, None),
        ("raise ValueError", 1, None),
        ("os._exit(200)", 200, None),
        ("os.kill(os.getpid(), 15)", None, 15),
        ("os.abort()", None, 6),
    ],
)
def test_how_a_program_ended_is_told(tmp_path: Path, body: str, exit_code: int | None, signal: int | None) -> None:
    content = ran(tmp_path, body)
    assert (content["exit_code"], content["signal"]) == (exit_code, signal)


def test_an_exception_nobody_caught_is_shown_with_the_candidates_own_lines(tmp_path: Path) -> None:
    words = decoded(ran(tmp_path, "def inner(): raise ValueError('x')\ninner()"), "stderr").decode()
    assert words.startswith("Traceback (most recent call last)")
    assert "agent.py" not in words


def test_output_beyond_the_limit_ends_the_program_and_is_told(tmp_path: Path) -> None:
    content = ran(tmp_path, "while True: print('x' * 1000)")
    assert content["signal"] == 9
    assert content["usage"]["output_limit"] is True
    assert len(decoded(content)) == 1 << 16


def test_output_of_exactly_the_limit_is_within_it(tmp_path: Path) -> None:
    content = ran(tmp_path, "sys.stdout.write('x' * 65536)")
    assert content["usage"]["output_limit"] is False
    assert content["usage"]["output_bytes"] == len(decoded(content)) == 1 << 16


def test_a_program_that_ends_right_after_too_much_output_is_still_told(tmp_path: Path) -> None:
    assert ran(tmp_path, "sys.stdout.write('x' * 65537)")["usage"]["output_limit"] is True


def test_each_run_starts_afresh_and_finds_only_its_own_files(tmp_path: Path) -> None:
    body = "print(sorted(os.listdir()))\nopen('left', 'w').close()"
    with agent(tmp_path, {"main.py": STARTS + body}, PROGRAM) as running, Line(running) as line:
        for name in ("a", "b"):
            answer = line.ask(op="run", args=[], files={name: ""})
            assert decoded(answer["ran"]).decode() == f"['{name}']\n"


def test_runs_of_one_test_do_not_fill_the_scratch_space(tmp_path: Path) -> None:
    body = "from pathlib import Path\nprint(len(list(Path.cwd().parent.glob('work-*'))))\nos.mkdir('kept', 0o000)"
    with agent(tmp_path, {"main.py": STARTS + body}, PROGRAM) as running, Line(running) as line:
        for _ in range(3):
            assert decoded(line.ask(op="run", args=[], files={"log": encoded(b"x" * 99)})["ran"]) == b"1\n"


def test_a_link_in_the_place_of_the_working_directory_is_not_followed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    body = f"folder = os.getcwd()\nos.rename(folder, folder + '-away')\nos.symlink({str(kept)!r}, folder)\nprint('on')"
    with agent(tmp_path, {"main.py": STARTS + body}, PROGRAM) as running, Line(running) as line:
        for _ in range(2):
            assert decoded(line.ask(op="run", args=[])["ran"]) == b"on\n"
    assert (kept / "file").exists()


def test_what_a_run_left_in_the_background_is_gone_before_the_next(tmp_path: Path) -> None:
    body = "child = os.fork()\nif child: print(child)\nelse:\n    os.close(1); os.close(2); time.sleep(600)"
    with agent(tmp_path, {"main.py": STARTS + body}, PROGRAM) as running, Line(running) as line:
        child = decoded(line.ask(op="run", args=[])["ran"]).decode().strip()
        line.ask(op="run", args=[])
        assert not Path(f"/proc/{child}").exists()


def test_a_hung_program_ends_with_the_test(tmp_path: Path) -> None:
    body = "while '-hang' in sys.argv: time.sleep(1)\nprint('on')"
    with agent(tmp_path, {"main.py": STARTS + body}, PROGRAM) as running, Line(running) as line:
        assert line.ask(op="run", args=["-hang"], within_s=0.3) == {}
        line.reset()
        assert decoded(line.ask(op="run", args=[])["ran"]) == b"on\n"


def test_a_program_that_spoils_its_scratch_space_hurts_only_its_own_test(tmp_path: Path) -> None:
    body = "import shutil\nif '-spoil' in sys.argv: shutil.rmtree(os.environ['TMPDIR'])\nprint('on')"
    with agent(tmp_path, {"main.py": STARTS + body}, PROGRAM) as running, Line(running) as line:
        assert decoded(line.ask(op="run", args=["-spoil"])["ran"]) == b"on\n"
        answer = line.ask(op="run", args=[])
        assert "scratch" in base64.b64decode(answer["died"]["stderr"]).decode()
        assert "usage" in line.reset()


def test_a_run_counts_what_was_printed_in_all_of_a_test(tmp_path: Path) -> None:
    with agent(tmp_path, {"main.py": "print('x' * 99)"}, PROGRAM) as running, Line(running) as line:
        line.ask(op="run", args=[])
        line.ask(op="run", args=[])
        assert line.reset()["usage"]["output_bytes"] == 200
        line.ask(op="run", args=[])
        assert line.reset()["usage"]["output_bytes"] == 100


def test_a_package_runs_as_python_dash_m_does(tmp_path: Path) -> None:
    files = {"main/__main__.py": "from main.part import word\nprint(word)", "main/part.py": "word = 'from a package'"}
    with agent(tmp_path, files, PROGRAM) as running, Line(running) as line:
        assert decoded(line.ask(op="run", args=[])["ran"]) == b"from a package\n"


def test_a_program_finds_its_own_modules_whatever_their_names(tmp_path: Path) -> None:
    files = {"main.py": "import values, queue\nprint(values.x, queue.x)", "values.py": "x = 1", "queue.py": "x = 2"}
    with agent(tmp_path, files, PROGRAM) as running, Line(running) as line:
        assert decoded(line.ask(op="run", args=[])["ran"]) == b"1 2\n"
