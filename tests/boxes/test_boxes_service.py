"""Servers: how they are found, started, watched and ended, and who is to blame for what a request comes to."""

from __future__ import annotations

import textwrap
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import SERVICE, importable, quick, sit

if TYPE_CHECKING:
    from host_boxes import Told

    from grader.model import Limits

SERVER = """\
import os, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
{body}

if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""
MARKED = """\
import json
import pytest
pytestmark = pytest.mark.requirement("R1")

"""
GREETS = "self.answer(os.environ['GREETING'].encode())"
PATIENT = quick(ready_s=30.0, per_call_s=10.0, per_test_s=60.0, wall_time_s=200.0)
HASTY = quick(ready_s=30.0, per_call_s=1.0, per_test_s=30.0, wall_time_s=200.0)
NEVER_READY = quick(ready_s=3.0)


def told(root: Path, body: str, suite: str, *, source: str = SERVER, limits: Limits = PATIENT) -> Told:
    server = source.replace("{body}", textwrap.indent(textwrap.dedent(body), 8 * " "))
    found = sit(root, {"main.py": server}, MARKED + textwrap.dedent(suite), interface=SERVICE, limits=limits)
    assert found.exit_code in {0, 1}, found.words + found.agent_words
    assert found.complete, found.words
    return found


def case_of(root: Path, body: str, suite: str) -> dict[str, object]:
    """What became of the one test in the suite."""
    (case,) = told(root, body, suite).cases.values()
    return case


# ── what suites see ──


def test_a_server_is_asked_restarted_and_killed(tmp_path: Path) -> None:
    suite = """
    def test_it(service):
        assert service.get("/").expect(200).text == "hello"
        service.restart(GREETING="bonjour")
        assert service.get("/").text == "bonjour"
        service.kill()
        assert not service.running
        service.start()
        assert service.get("/").text == "hello"
        assert [a.status_code for a in service.at_once(10, lambda n: service.get(f"/{n}"))] == 10 * [200]
    """
    case = case_of(tmp_path, GREETS, suite)
    assert case["outcome"] == "passed", case


def test_no_two_threads_use_one_connection(tmp_path: Path) -> None:
    body = "self.answer(str(self.client_address[1]).encode())"
    suite = """
    import sys
    def test_it(service):
        # However busy the machine is, no connection is idle for so long that it is given up.
        sys.modules["service"].IDLE_S = 600.0
        def ports(_=0):
            return {service.get("/").text for _ in range(5)}
        used = [ports(), *service.at_once(8, ports), *service.at_once(8, ports)]
        assert all(len(ports) == 1 for ports in used), used
        assert len(set().union(*used)) == len(used), used
    """
    case = case_of(tmp_path, body, suite)
    assert case["outcome"] == "passed", case


def test_what_a_server_wrote_beside_its_code_survives_its_restart(tmp_path: Path) -> None:
    body = """
    path = "count.txt"
    count = int(open(path).read()) + 1 if os.path.exists(path) else 1
    open(path, "w").write(str(count))
    self.answer(str(count).encode())
    """
    suite = """
    def test_it(service):
        before = int(service.get("/").text)
        service.kill()
        service.start()
        assert int(service.get("/").text) > before
    """
    assert case_of(tmp_path, body, suite)["outcome"] == "passed"


def test_tests_of_a_file_share_a_server_unless_one_asks_for_a_fresh_one(tmp_path: Path) -> None:
    body = "open('marks', 'a').write('x')\nself.answer(open('marks').read().encode())"
    suite = """
    def test_one(service):
        service.get("/")
    def test_two(service):
        assert len(service.get("/").text) > 2
    @pytest.mark.fresh
    def test_three(service):
        assert len(service.get("/").text) == 2   # whether it is ready was asked first
    """
    found = told(tmp_path, body, suite)
    assert set(found.verdicts.values()) == {"accepted"}, found.cases


def test_an_answer_that_is_no_json_or_of_another_status_is_a_wrong_answer(tmp_path: Path) -> None:
    suite = """
    def test_json(service):
        service.get("/").json()
    def test_status(service):
        service.get("/").expect(201, 204)
    """
    found = told(tmp_path, GREETS, suite)
    assert set(found.verdicts.values()) == {"wrong_answer"}
    assert "GET / answered what is not JSON (no content type): 'hello'" in found.cases["test_json"]["message"]
    assert "GET / answered 200, not 201 or 204: hello" in found.cases["test_status"]["message"]


def test_a_failed_test_shows_what_was_said(tmp_path: Path) -> None:
    suite = """
    def test_it(service):
        service.get("/first")
        assert service.post("/second", json={"a": 1}).status_code == 200
    """
    case = case_of(tmp_path, GREETS, suite)
    exhibits: Any = case["exhibits"]
    first, second = exhibits
    assert first["title"].startswith("GET /first → 200, ")
    assert first["text"].endswith("hello")
    assert second["title"].startswith("POST /second → 501, ")
    assert second["text"].startswith('{"a":1}')


def test_a_test_that_fails_before_it_asked_anything_is_the_suites_own_fault(tmp_path: Path) -> None:
    assert case_of(tmp_path, GREETS, "def test_it(service):\n    assert False")["verdict"] == "judge_error"


@pytest.mark.parametrize("mark", ["", "@pytest.mark.fresh\n"])
def test_starting_a_server_for_a_test_is_no_question_of_the_tests(tmp_path: Path, mark: str) -> None:
    suite = f"def test_first(service):\n    service.kill()\n\n{mark}def test_it(service):\n    assert False"
    assert told(tmp_path, GREETS, suite).verdicts == {"test_first": "accepted", "test_it": "judge_error"}


def test_a_look_into_what_the_server_stores_is_a_question_to_it() -> None:
    with importable("wire/*.py", "examiner/*.py"):
        from plugin import Plugin  # type: ignore[import-not-found] # noqa: PLC0415

        plugin = Plugin({"limits": {}}, None, None)
    plugin.channel, plugin.database = SimpleNamespace(exchanges=1), SimpleNamespace(looks=5)
    # Where nothing of the candidate's runs before it is asked, the database holds what the suite has put there.
    assert plugin._asked() == 1
    plugin.service = SimpleNamespace(requests=2)
    assert plugin._asked() == 1 + 2 + 5


# ── whose fault it is ──


@pytest.mark.parametrize(
    ("body", "verdict", "words"),
    [
        ("os._exit(7)", "run_time_error", "exit code 7"),
        ("time.sleep(9)", "time_limit_exceeded", "was not answered within 1 s"),
        ("self.connection.sendall(b'garbage' * 9)\nself.close_connection = True", "run_time_error", "is not HTTP"),
        (
            "self.send_response(200)\nself.end_headers()\nwhile True:\n    self.wfile.write(bytes(1 << 20))",
            "output_limit_exceeded",
            "the answer is longer than 8 MiB",
        ),
        (
            "self.send_response(200)\nself.end_headers()\nwhile True:\n    self.wfile.write(b'x')\n    time.sleep(0.1)",
            "time_limit_exceeded",
            "did not end",
        ),
        ("while True:\n    print('x' * 1000, flush=True)", "output_limit_exceeded", "bytes"),
    ],
    ids=["ends", "hangs", "garbage", "gigabytes", "dribbles", "logs"],
)
def test_a_bad_answer_is_one_failure_and_the_next_test_has_a_server(
    tmp_path: Path, body: str, verdict: str, words: str
) -> None:
    both = f"if self.path == '/bad':\n{textwrap.indent(body, '    ')}\nelse:\n    {GREETS}"
    suite = """
    def test_bad(service):
        service.get("/bad")
    def test_good(service):
        assert service.get("/").text == "hello"
    """
    found = told(tmp_path, both, suite, limits=HASTY)
    assert found.verdicts == {"test_bad": verdict, "test_good": "accepted"}, found.cases
    assert words in found.cases["test_bad"]["message"]


def test_a_server_that_ends_after_its_answer_fails_the_test_in_which_it_did(tmp_path: Path) -> None:
    body = f"{GREETS}\nthreading.Timer(0.05, os._exit, (3,)).start()"
    case = case_of(tmp_path, body, "def test_it(service):\n    service.get('/')\n    import time; time.sleep(0.5)")
    assert (case["outcome"], case["verdict"]) == ("failed", "run_time_error")
    assert "The server ended with exit code 3 during this test" in str(case["message"])


@pytest.mark.parametrize(
    ("start", "verdict", "words"),
    [
        ("sys.exit('needs a licence')", "run_time_error", "needs a licence"),
        ("time.sleep(60)", "time_limit_exceeded", "was not ready within 3 s"),
        ("os.environ['SECRET_KEY']", "run_time_error", "KeyError: 'SECRET_KEY'"),
        (
            "import socket; s = socket.create_server(('127.0.0.1', 0)); time.sleep(60)",
            "time_limit_exceeded",
            ", and nothing on 127.0.0.1:",
        ),
        (
            "import socket; s = socket.create_server(('127.0.0.1', int(os.environ['PORT']))); time.sleep(60)",
            "time_limit_exceeded",
            "and does not answer GET /",
        ),
    ],
    ids=["exits", "sleeps", "variable", "port", "silent"],
)
def test_a_server_that_does_not_start_does_not_load_and_says_why(
    tmp_path: Path, start: str, verdict: str, words: str
) -> None:
    source = f"import os, sys, time\nif __name__ == '__main__':\n    {start}\n"
    found = told(tmp_path, "", "def test_it(service):\n    service.get('/')", source=source, limits=NEVER_READY)
    (failed,) = found.of("load_failed")
    assert failed["verdict"] == verdict
    assert words in failed["message"]
    assert found.verdicts == {"test_it": verdict}


def test_one_left_in_the_background_serves_as_well(tmp_path: Path) -> None:
    forks = SERVER.replace('__main__":\n', '__main__":\n    if os.fork():\n        os._exit(0)\n')
    suite = "def test_it(service):\n    assert service.get('/').text == 'hello'\n    service.kill()"
    # Outside a box only the group of the process can be ended; the server is in it.
    assert told(tmp_path, GREETS, suite, source=forks).verdicts == {"test_it": "accepted"}


# ── how a server is found ──

FASTAPI = "from fastapi import FastAPI\napp = FastAPI()\n"
FLASK = "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"Procfile": "web: gunicorn x:y --bind 0.0.0.0:$PORT\n"}, "/bin/sh -c exec gunicorn x:y"),
        ({"Procfile": "release: alembic upgrade head\nweb: run"}, "alembic upgrade head && exec run"),
        ({"manage.py": ""}, "python manage.py migrate --noinput && exec python manage.py runserver"),
        ({"main.py": FASTAPI}, "-m uvicorn main:app --host 0.0.0.0 --port 8080"),
        ({"app/__init__.py": "", "app/main.py": FASTAPI}, "-m uvicorn app.main:app"),
        ({"src/app.py": FASTAPI}, "-m uvicorn app:app"),
        ({"app.py": FLASK}, "-m gunicorn app:create_app() --bind 0.0.0.0:8080"),
        ({"helpers.py": FASTAPI, "main.py": "if __name__ == '__main__':\n    pass\n"}, "main.py"),
        ({"main.py": "print('plain')\n"}, "main.py"),
    ],
)
def test_what_the_files_are_made_for_says_how_the_server_is_started(
    tmp_path: Path, files: dict[str, str], words: str
) -> None:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    with importable("agent/procfile.py", "agent/notloaded.py", "python/serving.py"):
        import serving  # type: ignore[import-not-found] # noqa: PLC0415

        command, _ = serving.service({"entry_names": ["main", "app"], "environment": {"PORT": "8080"}}, str(tmp_path))
    assert words in " ".join(command)


def test_without_anything_to_start_a_submission_is_a_compile_error(tmp_path: Path) -> None:
    found = sit(tmp_path, {"helpers.py": ""}, MARKED + "def test_it(service):\n    service.get('/')", interface=SERVICE)
    (failed,) = found.of("load_failed")
    assert failed["verdict"] == "compile_error"
    assert failed["message"].startswith("No server found: looked for a Procfile")
