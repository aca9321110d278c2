"""Contracts: an OpenAPI document of the suite's against right and wrong servers, and whose mistake is whose."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from host_boxes import SERVICE, quick, shared_folder, sit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from host_boxes import Told

    from grader.model import Limits

DOCUMENT = """\
openapi: 3.0.3
info: {title: Posts, version: "1"}
paths:
  /posts:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
      responses:
        "200":
          description: Posts
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Post"}}}}
        "400": {$ref: "#/components/responses/Refused"}
    post:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/NewPost"}}}
      responses:
        "201":
          description: Created
          content: {application/json: {schema: {$ref: "#/components/schemas/Post"}}}
        "400": {$ref: "#/components/responses/Refused"}
  /posts/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
    get:
      responses:
        "200":
          description: A post
          content: {application/json: {schema: {$ref: "#/components/schemas/Post"}}}
        "400": {$ref: "#/components/responses/Refused"}
        "404": {$ref: "#/components/responses/Refused"}
components:
  responses:
    Refused:
      description: Why not
      content: {application/json: {schema: {type: object, required: [error], properties: {error: {type: string}}}}}
  schemas:
    NewPost:
      type: object
      required: [title]
      additionalProperties: false
      properties: {title: {type: string, minLength: 1, maxLength: 80}, rank: {type: integer}}
    Post:
      type: object
      required: [id, title]
      properties: {id: {type: integer}, title: {type: string}, rank: {type: integer}}
"""
SERVER = """\
import json, os, re, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

posts = {1: {"id": 1, "title": "first"}}

def is_integer(value):
    return type(value) is int

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def answer(self, status, value, kind="application/json"):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status=400):
        self.answer(status, {"error": "no"})

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/posts":
            limits = parse_qs(url.query, keep_blank_values=True).get("limit", ["100"])
            right = all(re.fullmatch(r"[0-9]{1,3}", each) and 1 <= int(each) <= 100 for each in limits)
            return self.answer(200, list(posts.values())[: int(limits[0])]) if right else self.refuse()
        found = re.fullmatch(r"/posts/(-?[0-9]+)", url.path)
        if not found:
            return self.refuse()
        post = posts.get(int(found[1]))
        self.answer(200, post) if post else self.refuse(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        try:
            value = json.loads(body)
        except ValueError:
            return self.refuse()
        if not isinstance(value, dict) or not isinstance(value.get("title"), str):
            return self.refuse()
        if not 1 <= len(value["title"]) <= 80 or not value.keys() <= {"title", "rank"}:
            return self.refuse()
        if not is_integer(value.get("rank", 1)):
            return self.refuse()
        post = {"id": len(posts) + 1, **value}
        posts[post["id"]] = post
        self.answer(201, post)

if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""
SUITE = """\
import pytest

@pytest.mark.requirement("R1")
def test_contract(contract):
    contract.check("openapi.yaml", examples=12{arguments})
"""
# Time that no loaded machine needs: where it runs out, less is checked.
LIMITS = quick(ready_s=20.0, per_call_s=20.0, per_test_s=90.0, wall_time_s=200.0)


@functools.cache
def tables() -> Path:
    """Hypothesis' tables of characters, which the image has ready as well: making them takes seconds."""
    folder = shared_folder()
    program = "from hypothesis.strategies import characters; characters(codec='utf-8').validate()"
    environ = os.environ | {"HYPOTHESIS_STORAGE_DIRECTORY": str(folder)}
    subprocess.run([sys.executable, "-c", program], check=True, env=environ, cwd=folder)
    assert any(folder.rglob("*.gz"))
    return folder


def told(
    root: Path,
    *changes: tuple[str, str],
    arguments: str = "",
    document: str = DOCUMENT,
    beside: Mapping[str, str] | None = None,
    limits: Limits = LIMITS,
) -> Told:
    """What an exam of the right server with these changes tells."""
    server = SERVER
    for old, new in changes:
        assert old in server
        server = server.replace(old, new)
    files = {"openapi.yaml": document, **(beside or {})}
    suite = SUITE.replace("{arguments}", arguments)
    shutil.copytree(tables(), root / "examiner" / ".hypothesis")
    found = sit(root, {"main.py": server}, suite, interface=SERVICE, limits=limits, beside=files)
    assert found.complete, found.words + found.agent_words
    return found


def case_of(root: Path, *changes: tuple[str, str], **options: Any) -> dict[str, Any]:  # noqa: ANN401 - told's
    (case,) = told(root, *changes, **options).cases.values()
    return case


# ── right and wrong servers ──


def test_a_server_that_keeps_its_contract_passes_with_a_note_of_what_was_asked(tmp_path: Path) -> None:
    case = case_of(tmp_path)
    assert case["outcome"] == "passed", case["message"] + case["details"]
    (note,) = case["exhibits"]
    assert note["title"].startswith("openapi.yaml: 3 operations, ")
    assert note["title"].endswith(" requests, 0 failures")
    assert note["text"] == "Every operation was checked."
    # In a box nothing could be written: what Hypothesis must keep, it keeps where the image has it ready.
    assert not (tmp_path / ".hypothesis").exists()


WRONG = {
    "fails": (
        ("value = json.loads(body)", "value = json.loads(body)\n            value['title'].strip()"),
        "POST /posts answered 500: the server failed [not_a_server_error]",
    ),
    "undocumented": (
        ("self.refuse(404)", "self.refuse(410)"),
        "GET /posts/{id} answered 410: the document does not have this status [status_code_conformance]",
    ),
    "schema": (
        ('"id": len(posts) + 1', '"id": str(len(posts) + 1)'),
        "POST /posts answered 201: the answer is not of its documented schema [response_schema_conformance]",
    ),
    "type": (
        ('self.send_header("Content-Type", kind)', 'self.send_header("Content-Type", "text/html")'),
        "GET /posts answered 200: another content type than documented [content_type_conformance]",
    ),
    "accepts": (
        ("1 <= int(each) <= 100", "True"),
        "GET /posts answered 200: data that the document forbids was accepted [negative_data_rejection]",
    ),
}
FAILING = """\
        try:
            self.answer_post()
        except (TypeError, KeyError, AttributeError):
            self.answer(500, {"error": "oops"})

    def answer_post(self):
"""


@pytest.mark.parametrize(("change", "words"), WRONG.values(), ids=list(WRONG))
def test_what_a_server_does_not_keep_is_found_and_named(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    case = case_of(tmp_path, change, ("    def do_POST(self):\n", "    def do_POST(self):\n" + FAILING))
    assert (case["outcome"], case["verdict"]) == ("failed", "wrong_answer")
    assert words in case["message"]
    assert case["message"].startswith("The server breaks its contract (openapi.yaml) in ")
    assert "curl -X " in case["message"]
    # Room for all of it in the report: no more lines than a message may have there.
    assert len(case["message"].splitlines()) <= 24


def test_a_failure_is_told_by_a_small_request(tmp_path: Path) -> None:
    case = case_of(tmp_path, ('"id": len(posts) + 1', '"id": str(len(posts) + 1)'), arguments=', only="POST /posts"')
    assert """ -H 'Content-Type: application/json' --data-raw '{"title": "0"}'""" in case["message"]
    assert 'is not of type "integer" (at /id)' in case["message"]


def test_the_same_seed_finds_the_same(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    changes = WRONG["undocumented"][0], WRONG["accepts"][0]
    one, two = case_of(first, *changes), case_of(second, *changes)
    host = one["message"].partition("http://")[2].partition("/")[0]
    assert host
    assert one["message"] == two["message"]
    assert one["details"] == two["details"]


# ── what a suite may ask for ──


def test_only_and_skip_say_what_is_checked(tmp_path: Path) -> None:
    wrong = WRONG["undocumented"][0], WRONG["accepts"][0]
    chosen = ', only=["/posts", "GET /posts/{id}"], skip=["negative_data_rejection", "POST /posts", "/posts/{id}"]'
    case = case_of(tmp_path, *wrong, arguments=chosen)
    assert case["outcome"] == "passed", case["message"]
    assert case["exhibits"][0]["title"].startswith("openapi.yaml: 1 operation, ")


GUARD = """\
        if self.headers["X-Key"] != "secret":
            return self.refuse(500)
"""


def test_headers_go_with_every_request(tmp_path: Path) -> None:
    guarded = ("        url = urlsplit(self.path)\n", "        url = urlsplit(self.path)\n" + GUARD)
    case = case_of(tmp_path, guarded, arguments=', skip="/posts/{id}", headers={"X-Key": "secret"}')
    assert case["outcome"] == "passed", case["message"]


def test_no_helper_of_a_suite_stands_in_the_way_and_none_of_its_strings_is_sent(tmp_path: Path) -> None:
    names = ("contract_words", "graphql", "jsonschema_rs", "referencing", "requests", "rich", "schemathesis", "yaml")
    later = ("click", "django", "fastapi", "flask", "httpx2", "markupsafe", "starlette", "urllib3", "werkzeug")
    helpers = {f"{name}.py": "raise RuntimeError('shadowed')\n" for name in (*names, *later)}
    answers = {"oracle.py": "ANSWER = 'the-hidden-answer-of-this-suite'\n", "conftest.py": "import oracle\n"}
    spies = ("value = json.loads(body)", "value = json.loads(body)\n            assert b'hidden-answer' not in body")
    case = case_of(tmp_path, spies, beside=helpers | answers)
    assert case["outcome"] == "passed", case["message"] + case["details"]


# ── whose mistake it is ──

MISTAKES = {
    "missing": ({}, "openapi.yml", 'there is no openapi.yml in the suite. Did you mean "openapi.yaml"?'),
    "above": ({}, "../test_it.py", "there is no ../test_it.py in the suite"),
    "yaml": ({"bad.yaml": "openapi: ["}, "bad.yaml", "bad.yaml cannot be read as an OpenAPI document"),
    "other": ({"bad.yaml": "title: x"}, "bad.yaml", "bad.yaml cannot be read as an OpenAPI document"),
    "invalid": (
        {"bad.yaml": DOCUMENT.replace('responses:\n        "201"', 'replies:\n        "201"')},
        "bad.yaml",
        "bad.yaml is no valid OpenAPI document",
    ),
    "dangling": (
        {"bad.yaml": DOCUMENT.replace('schemas/NewPost"', 'schemas/Nothing"')},
        "bad.yaml",
        "bad.yaml refers to '#/components/schemas/Nothing', which it does not have",
    ),
    "outside": (
        {"bad.yaml": DOCUMENT.replace("#/components/schemas/NewPost", "http://127.0.0.1:1/posts.yaml")},
        "bad.yaml",
        "bad.yaml refers to 'http://127.0.0.1:1/posts.yaml'",
    ),
    "pattern": (
        {
            "bad.yaml": DOCUMENT.replace(
                "id: {type: integer}, title: {type: string}", "id: {type: string, pattern: '('}"
            )
        },
        "bad.yaml",
        "bad.yaml",
    ),
    "operation": ({}, 'openapi.yaml", only="GET /post', "no operation 'GET /post'. Did you mean \"GET /posts\"?"),
}


@pytest.mark.parametrize(("beside", "name", "words"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_document_that_cannot_be_used_is_our_mistake(
    tmp_path: Path, beside: dict[str, str], name: str, words: str
) -> None:
    suite = f"""\
import pytest

@pytest.mark.requirement("R1")
def test_contract(service, contract):
    service.get("/posts")
    contract.check("{name}")
"""
    files = {"openapi.yaml": DOCUMENT, **beside}
    found = sit(tmp_path, {"main.py": SERVER}, suite, interface=SERVICE, limits=LIMITS, beside=files)
    (case,) = found.cases.values()
    assert (case["outcome"], case["verdict"]) == ("error", "judge_error"), case["message"]
    assert words in case["message"]


def test_only_a_service_has_a_contract(tmp_path: Path) -> None:
    functions = "def same(value): return value\ndef number(value): return 1\n"
    found = sit(tmp_path, {"main.py": functions}, SUITE.replace("{arguments}", ""))
    (case,) = found.cases.values()
    assert (case["outcome"], case["verdict"]) == ("error", "judge_error")
    assert "there is no server to have a contract" in case["message"]


# ── servers that do worse ──


def test_a_server_that_dies_is_a_run_time_error(tmp_path: Path) -> None:
    dies = ("value = json.loads(body)", "value = json.loads(body)\n            len(body) % 3 or os._exit(9)")
    case = case_of(tmp_path, dies)
    assert (case["outcome"], case["verdict"]) == ("failed", "run_time_error")
    assert "exit code 9" in case["message"]
    assert case["exhibits"][-2]["title"].startswith("POST /posts → no answer")


def test_a_server_that_hangs_is_a_time_limit_and_the_request_is_shown(tmp_path: Path) -> None:
    hangs = ("value = json.loads(body)", "value = json.loads(body)\n            time.sleep(30)")
    limits = quick(ready_s=20.0, per_call_s=2.0, per_test_s=60.0, wall_time_s=200.0)
    case = case_of(tmp_path, hangs, limits=limits)
    assert (case["outcome"], case["verdict"]) == ("failed", "time_limit_exceeded")
    assert "POST /posts was not answered within 2 s" in case["message"]
    assert "curl -X POST" in case["message"]


def test_a_server_too_slow_for_its_contract_to_be_checked_is_a_time_limit(tmp_path: Path) -> None:
    slow = (
        "        self.send_response(status)\n",
        "        time.sleep(0.7)\n        self.send_response(status)\n",
    )
    limits = quick(ready_s=20.0, per_call_s=5.0, per_test_s=12.0, wall_time_s=200.0)
    case = case_of(tmp_path, slow, limits=limits)
    assert (case["outcome"], case["verdict"]) == ("failed", "time_limit_exceeded"), case["exhibits"]
    assert "too long to check its contract" in case["message"]
    assert "Not checked to the end: " in case["message"]


HOSTILE = {
    "long": ("[0] * 200_000", "output_limit_exceeded"),
    "many": ("[[]] * 60_000", "output_limit_exceeded"),
    "several": ("[[]] * 9_000", "wrong_answer"),
    "deep": ("json.loads('[' * 100 + ']' * 100)", "wrong_answer"),
    "deeper": ("json.loads('[' * 800 + ']' * 800)", "output_limit_exceeded"),
    "abyss": ("b'[' * 100_000", "wrong_answer"),
    "half": ("[{'id': 1, 'title': '\\ud800'}]", "accepted"),
}


@pytest.mark.parametrize(("value", "verdict"), HOSTILE.values(), ids=list(HOSTILE))
def test_no_answer_upsets_the_check_itself(tmp_path: Path, value: str, verdict: str) -> None:
    change = ("list(posts.values())[: int(limits[0])]", value)
    found = told(tmp_path, change, arguments=', only="GET /posts"')
    assert found.verdicts == {"test_contract": verdict}, found.cases
