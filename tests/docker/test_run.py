"""`grade run` as its users meet it: real boxes, real reports, every ending."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from owners import left_by, running_for

from grader import reporting
from grader.model import Judgement, Review
from grader.paths import CHALLENGES, REPORTS
from grader.review.documents import document, encoded
from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

ACCEPTED = CHALLENGES / "lru-cache" / "submissions" / "accepted" / "ordered_dict" / "python"
SLOW = "while True:\n    pass\n"
STARTED: list[int] = []
"""The graders of the test at work."""


def grade(*arguments: object, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    given = os.environ | {"NO_COLOR": "1"} | environ
    piped = subprocess.PIPE
    with subprocess.Popen(command, stdout=piped, stderr=piped, text=True, env=given) as process:
        STARTED.append(process.pid)
        stdout, stderr = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


def run(source: Path, output: Path, *more: object) -> subprocess.CompletedProcess[str]:
    return grade("run", source, "--challenge", "lru-cache", "--output", output, *more)


def examined(source: Path, output: Path, *more: object) -> subprocess.CompletedProcess[str]:
    """A grade by the hidden suite alone, where nothing else is asked about: the rest costs more than that."""
    return run(source, output, *more, "--no-analysis", "--no-own-tests")


def result(output: Path) -> dict[str, Any]:
    read = json.loads((output / "result.json").read_text(encoding="utf-8"))
    jsonschema.validate(read, json.loads((REPORTS / "result.schema.json").read_text(encoding="utf-8")))
    return dict(read)


def solution(folder: Path, text: str, name: str = "solution.py") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def nothing_is_left(engine: DockerSandbox) -> Iterator[None]:
    STARTED.clear()
    yield
    assert left_by(engine, *STARTED) == []


# ── a grade ──


def test_an_honest_submission_gets_full_marks_and_a_report(tmp_path: Path) -> None:
    ended = run(ACCEPTED, tmp_path / "out", "--name", "candidate 17")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == str(tmp_path / "out" / "report.html")
    graded = result(tmp_path / "out")
    assert graded["verdict"] == "accepted"
    assert graded["score"] == 100
    assert graded["submission"]["name"] == "candidate 17"
    reports = {"result.json", "report.html", "junit.xml"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*reports, "events.jsonl", "sealed.json"}


def test_names_are_nowhere_in_what_a_run_shows_and_come_back_from_the_seal(tmp_path: Path) -> None:
    source = solution(tmp_path / "kournikova-anna", (ACCEPTED / "solution.py").read_text(encoding="utf-8"))
    solution(source, "By Anna Kournikova <anna@kournikova.dev>\n", "README.md")
    ended = run(source, tmp_path / "out", "--format", "html,panel,candidate,candidate-md,markdown,csv,junit,sarif")
    assert ended.returncode == 0, ended.stderr
    shown = [path for path in (tmp_path / "out").iterdir() if path.name != "sealed.json"]
    assert len(shown) == 10
    assert [path.name for path in shown if "kournikova" in path.read_text(encoding="utf-8").lower()] == []
    assert "kournikova" not in ended.stdout.lower()
    unsealed = grade("report", tmp_path / "out", "--unseal", "--why", "decided")
    assert unsealed.returncode == 0, unsealed.stderr
    page = tmp_path / "out" / "unsealed" / "report.html"
    assert "By Anna Kournikova &lt;anna@kournikova.dev&gt;" in page.read_text(encoding="utf-8")


def test_a_review_of_a_run_is_settled_and_keeps_the_folder(tmp_path: Path) -> None:
    run(ACCEPTED, tmp_path / "out")
    given = reporting.read(tmp_path / "out")
    judgements = tuple(Judgement(criterion=each.name, level=3, reason="I read it.") for each in given.criteria)
    review = Review(reviewer="ben", saved="2026-11-26T10:00:00+00:00", judgements=judgements)
    (tmp_path / "review.json").write_bytes(encoded(document(given, review)))
    reviewed = grade("review", tmp_path / "out", "--from", tmp_path / "review.json")
    assert reviewed.returncode == 0, reviewed.stderr
    assert {each["reviewed_level"] for each in result(tmp_path / "out")["criteria"]} == {3.0}
    again = run(ACCEPTED, tmp_path / "out")
    assert again.returncode == 2
    assert "has reviews of an earlier result" in again.stderr


def test_the_same_submission_in_an_archive_is_the_same_submission(tmp_path: Path) -> None:
    examined(ACCEPTED, tmp_path / "folder")
    packed = tmp_path / "candidate.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in ACCEPTED.rglob("*"):
            archive.write(path, path.relative_to(ACCEPTED))
    tarred = tmp_path / "candidate.tar.gz"
    with tarfile.open(tarred, "w:gz") as tar:
        tar.add(ACCEPTED, arcname="candidate-main")
    for source in (packed, tarred):
        assert examined(source, tmp_path / source.name.replace(".", "-")).returncode == 0
    hashes = {result(folder)["submission"]["sha256"] for folder in tmp_path.iterdir() if folder.is_dir()}
    assert len(hashes) == 1


def test_a_seed_makes_the_random_cases_repeatable(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for output in (first, second):
        wrong = CHALLENGES / "lru-cache" / "submissions" / "wrong_answer" / "first_in_first_out" / "python"
        examined(wrong, output, "--seed", 7)
    messages = [
        [case["message"] for suite in result(output)["suites"] for case in suite["cases"]] for output in (first, second)
    ]
    assert messages[0] == messages[1]


def test_a_low_score_fails_only_where_that_was_asked(tmp_path: Path) -> None:
    nothing = CHALLENGES / "lru-cache" / "submissions" / "do_nothing" / "empty_methods" / "python"
    assert examined(nothing, tmp_path / "plain").returncode == 0
    asked = examined(nothing, tmp_path / "asked", "--fail-under", 50)
    assert asked.returncode == 1
    assert "under 50" in asked.stderr


def test_reports_are_rendered_again_from_the_result(tmp_path: Path) -> None:
    run(ACCEPTED, tmp_path / "out")
    before = (tmp_path / "out" / "report.html").read_bytes()
    (tmp_path / "out" / "report.html").unlink()
    again = grade("report", tmp_path / "out")
    assert again.returncode == 0
    assert (tmp_path / "out" / "report.html").read_bytes() == before


# ── what does not load is a verdict, never a traceback ──

BROKEN = {
    "a syntax error": ("class LruCache(:\n", "compile_error", "SyntaxError"),
    "a module that does not exist": ("import no_such_module_at_all\n", "compile_error", "no_such_module_at_all"),
    "no such class": ("class Cache:\n    pass\n", "compile_error", "LruCache"),
    "an exception at import": ("raise RuntimeError('not today')\n", "run_time_error", "not today"),
    "an exit at import": ("import os\nos._exit(0)\n", "run_time_error", "exit code 0"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_does_not_load_is_a_verdict(what: str, tmp_path: Path) -> None:
    text, verdict, words = BROKEN[what]
    ended = examined(solution(tmp_path / "in", text), tmp_path / "out")
    graded = result(tmp_path / "out")
    assert (ended.returncode, graded["verdict"], graded["score"]) == (0, verdict, 0)
    assert words in graded["verdict_reason"]
    assert all(criterion["proposed_level"] is None for criterion in graded["criteria"])


def test_a_submission_without_an_entry_is_told_what_was_looked_for(tmp_path: Path) -> None:
    source = solution(tmp_path / "in", "X = 1\n", "one.py")
    solution(source, "Y = 2\n", "two.py")
    run(source, tmp_path / "out")
    graded = result(tmp_path / "out")
    assert graded["verdict"] == "compile_error"
    assert "solution.py" in graded["verdict_reason"]


# ── what intake refuses ──


def test_what_intake_refuses_is_told_and_leaves_no_report(tmp_path: Path) -> None:
    linked = solution(tmp_path / "linked", "class LruCache: ...\n")
    (linked / "passwords.txt").symlink_to("/etc/passwd")
    huge = solution(tmp_path / "huge", "class LruCache: ...\n")
    with (huge / "data.bin").open("wb") as file:
        file.truncate(2 << 30)
    controlled = solution(tmp_path / "controlled", "class LruCache: ...\n")
    (controlled / "bell\x07.py").write_text("", encoding="utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    foreign = solution(tmp_path / "foreign", "package main\n", "main.go")
    sources = {linked: "passwords.txt", huge: "data.bin", controlled: "bell", empty: "empty", foreign: "python"}
    for source, words in sources.items():
        ended = run(source, tmp_path / "out")
        assert ended.returncode == 2, ended.stderr
        assert words in ended.stderr
        assert "Traceback" not in ended.stderr
        assert "\x07" not in ended.stderr
    assert not (tmp_path / "out").exists()


def test_a_name_in_unicode_is_welcome(tmp_path: Path) -> None:
    source = solution(tmp_path / "Żółć-提出", (ACCEPTED / "solution.py").read_text(encoding="utf-8"))
    (source / "заметки.md").write_text("да\n", encoding="utf-8")
    assert run(source, tmp_path / "out").returncode == 0
    assert "заметки.md" in [file["path"] for file in result(tmp_path / "out")["submission"]["files"]]


def test_an_unknown_challenge_names_the_near_miss(tmp_path: Path) -> None:
    ended = grade("run", ACCEPTED, "--challenge", "lru-cahce", "--output", tmp_path / "out")
    assert ended.returncode == 2
    assert 'Did you mean "lru-cache"?' in ended.stderr


def test_an_unknown_format_is_refused_before_anything_is_run(tmp_path: Path) -> None:
    ended = run(ACCEPTED, tmp_path / "out", "--format", "htlm")
    assert ended.returncode == 2
    assert 'Did you mean "html"?' in ended.stderr
    assert "exam" not in ended.stderr


def test_an_output_folder_that_cannot_be_written_is_refused_before_anything_is_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for output in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/nowhere")):
        ended = run(ACCEPTED, output)
        assert ended.returncode == 2
        assert "Choose another --output" in ended.stderr
        assert "exam" not in ended.stderr


def test_the_exit_code_of_a_grade_does_not_depend_on_who_reads_its_summary(tmp_path: Path) -> None:
    nothing = CHALLENGES / "lru-cache" / "submissions" / "do_nothing" / "empty_methods" / "python"
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "grader", "run", str(nothing), "-c", "lru-cache", "-o", str(tmp_path / "out")]
    ended = subprocess.run([*command, "--fail-under", "50"], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert ended.returncode == 1
    assert (tmp_path / "out" / "report.html").is_file()


def test_an_archive_cut_short_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("solution.py", "class LruCache: ...\n")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(buffer.getvalue()[:-10])
    ended = run(cut, tmp_path / "out")
    assert ended.returncode == 2
    assert "cut.zip" in ended.stderr


# ── trouble on our side ──


def test_no_engine_is_our_trouble_with_what_to_do(tmp_path: Path) -> None:
    ended = grade(
        "run", ACCEPTED, "--challenge", "lru-cache", "-o", tmp_path / "out", DOCKER_HOST=f"unix://{tmp_path}/no.sock"
    )
    assert ended.returncode == 3
    assert "No container engine answers" in ended.stderr
    assert "DOCKER_HOST" in ended.stderr
    assert not (tmp_path / "out").exists()


def test_a_suite_that_breaks_by_itself_voids_the_grade_and_costs_nothing(tmp_path: Path) -> None:
    challenge = tmp_path / "a20"
    shutil.copytree(Path(__file__).parents[1] / "bench" / "challenges" / "a20", challenge)
    (answer,) = (challenge / "submissions" / "accepted").glob("*/python")
    broken = '@pytest.mark.requirement("R1")\ndef test_of_ours(submission):\n    undefined_name()\n'
    (challenge / "suite" / "test_broken.py").write_text(f"import pytest\n\n\n{broken}", encoding="utf-8")
    ended = grade("run", answer, "--challenge", challenge, "-o", tmp_path / "out")
    assert ended.returncode == 3
    assert "VOID, not zero" in ended.stdout
    graded = result(tmp_path / "out")
    assert (graded["verdict"], graded["score"]) == ("judge_error", None)
    assert "undefined_name" in graded["verdict_reason"]
    assert all(requirement["met"] is None for requirement in graded["requirements"])
    assert "not zero" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


class OldEngine(BaseHTTPRequestHandler):
    """Answers as Docker 19.03 does when it is asked for its version."""

    def do_GET(self) -> None:
        body = json.dumps({"ApiVersion": "1.40", "MinAPIVersion": "1.12", "Version": "19.03.15"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the test's output to itself."""


def test_an_engine_of_the_wrong_version_is_told_with_what_to_do(tmp_path: Path) -> None:
    server = HTTPServer(("127.0.0.1", 0), OldEngine)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"tcp://127.0.0.1:{server.server_port}"
        ended = grade("run", ACCEPTED, "--challenge", "lru-cache", "-o", tmp_path / "out", DOCKER_HOST=address)
    finally:
        server.shutdown()
        server.server_close()
    assert ended.returncode == 3
    assert "too old: It speaks API 1.40, boxes need 1.41" in ended.stderr
    assert "20.10" in ended.stderr


def test_a_runtime_that_is_not_there_is_said_and_not_replaced(tmp_path: Path) -> None:
    ended = run(ACCEPTED, tmp_path / "out", "--runtime", "no-such-runtime")
    assert ended.returncode == 3
    assert "docker info" in ended.stderr
    assert "once more" not in ended.stderr


# ── endings from outside ──


def started(tmp_path: Path, engine: DockerSandbox) -> subprocess.Popen[str]:
    """A grade that hangs while the submission is loaded, with both boxes running."""
    source = solution(tmp_path / "in", SLOW)
    command = [sys.executable, "-m", "grader", "run", str(source), "-c", "lru-cache", "-o", str(tmp_path / "out")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    STARTED.append(process.pid)
    until = time.monotonic() + 60
    while len(running_for(process.pid, engine)) < 2:
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        assert time.monotonic() < until
        time.sleep(0.05)
    return process


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_grade_leaves_nothing(how: signal.Signals, tmp_path: Path, engine: DockerSandbox) -> None:
    process = started(tmp_path, engine)
    process.send_signal(how)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in told
    assert left_by(engine, process.pid) == []
    assert not (tmp_path / "out").exists()


def test_the_boxes_of_a_killed_grader_end_by_themselves_and_the_next_run_sweeps(
    tmp_path: Path, engine: DockerSandbox
) -> None:
    process = started(tmp_path, engine)
    process.kill()
    process.communicate(timeout=60)
    until = time.monotonic() + 60
    while running_for(process.pid, engine):
        assert time.monotonic() < until, "a box outlived its grader"
        time.sleep(0.1)
    assert run(ACCEPTED, tmp_path / "again").returncode == 0
    assert left_by(engine, process.pid) == []
