"""The templates in docs/ci, step by step on a clean checkout, with real boxes: what the company gets, and nobody else.

What a platform does itself is stood in for by programs of its own kind: a `gh` that answers as GitHub's does, a server
that answers as GitLab's.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from grader.canaries import words_in
from grader.paths import CHALLENGES
from grader.sandbox.docker import DockerSandbox

sys.path.insert(0, str(Path(__file__).parents[1] / "ci"))

from jobs import Job, commit, git, installed, plain, program, read, repository

pytestmark = pytest.mark.docker

WRONG = CHALLENGES / "lru-cache" / "submissions" / "wrong_answer" / "first_in_first_out" / "python"
TOKEN = "candidates-token-5d41402abc4b2a76"  # noqa: S105
OPTIONS = "--no-analysis --no-own-tests --verbose --seed 7"
DEADLINE = "2026-11-30T18:00:00+01:00"
SHARED = {"candidate.html", "candidate.md"}
KEPT = {"result.json", "report.html", "junit.xml", "report.sarif", "summary.md", "events.jsonl", "sealed.json", *SHARED}


@pytest.fixture(scope="module")
def anna(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Two commits, one in time and one too late, both of which say that they were made long ago."""
    folder = tmp_path_factory.mktemp("server") / "acme-candidates" / "anna.git"
    folder.parent.mkdir()
    in_time = repository(folder, WRONG)
    (folder / "solution.py").write_text("import late\n", encoding="utf-8")
    git(folder, "add", "--all")
    commit(folder, date="2026-11-01T00:00:00Z")
    return folder, in_time


def said(folder: Path, in_time: str) -> list[tuple[str, str]]:
    """What the platform saw: when, and which commit."""
    return [("2026-11-30T17:00:01Z", git(folder, "rev-parse", "HEAD")), ("2026-11-30T16:30:00Z", in_time)]


# ── GitHub ──


def job(tmp_path: Path, anna: tuple[Path, str], *, artefacts: int = 0, known: dict[str, str] | None = None) -> Job:
    """A job of the reusable workflow, in a company's repository that was set up as docs/ci.md says."""
    installed(tmp_path / "company", "github")
    folder, in_time = anna
    pushes = [{"ref": "refs/heads/main", "timestamp": at, "after": after} for at, after in said(folder, in_time)]
    (tmp_path / "pushes.json").write_text(json.dumps(pushes), encoding="utf-8")
    answers = (
        f"case $* in *artifacts*) echo {artefacts} ;; *activity*) cat {tmp_path}/pushes.json ;; *) exit 1 ;; esac\n"
    )
    program(tmp_path / "programs", "gh", answers)
    given = {
        "inputs.repository": "acme-candidates/anna",
        "inputs.challenge": "lru-cache",
        "inputs.branch": "main",
        "inputs.deadline": DEADLINE,
        "inputs.options": OPTIONS,
        "inputs.share-with-candidate": "true",
        "secrets.candidates-token": TOKEN,
        "github.token": "job-token-7d793037a0760186",
        "github.server_url": f"file://{folder.parents[1]}",
        "inputs.grader-repository != ''": "false",
        "inputs.grader-repository != '' && 'grader' || ''": "",
        "inputs.grader != ''": "false",
        "runner.environment == 'github-hosted'": "true",
        "inputs.again || steps.earlier.outputs.count == '0'": str(artefacts == 0).lower(),
        "always() && steps.grade.outputs.exit-code != ''": str(artefacts == 0).lower(),
        "always() && inputs.share-with-candidate && steps.grade.outputs.exit-code != ''": "false",
    }
    environ = {"PROGRAMS": str(tmp_path / "programs"), "FETCH_PROTOCOL": "file"}
    return Job(company=tmp_path / "company", temp=tmp_path / "temp", known=given | (known or {}), environ=environ)


def steps(company: Path) -> list[dict[str, Any]]:
    return list(read(company / ".github" / "workflows" / "grade.yml")["jobs"]["grade"]["steps"])


def test_a_job_on_github_grades_the_commit_that_counts_and_leaves_all_of_it(
    engine: DockerSandbox, anna: tuple[Path, str], tmp_path: Path
) -> None:
    assert engine.facts().seccomp
    ran = job(tmp_path, anna)
    ran.run(steps(ran.company))
    assert ran.code == 0, ran.log
    assert ran.known["steps.commit.outputs.commit"] == anna[1]
    assert ran.known["steps.grade.outputs.exit-code"] == "0"
    assert ran.known["steps.commit.outputs.name"] == f"grade-acme-candidates-anna-{anna[1][:12]}"
    output = ran.company / "grade-out"
    assert {path.name for path in output.iterdir()} == KEPT | {"annotations.txt"}
    result = json.loads((output / "result.json").read_text("utf-8"))
    assert result["verdict"] == "wrong_answer"
    assert {path.name for path in (ran.company / "grade-out-for-candidate").iterdir()} == SHARED
    assert ran.used == ["actions/checkout", "actions/cache/restore", "actions/upload-artifact"]
    # The summary and the annotations are GitHub's to show, and nothing else in the log is.
    assert ran.summary == (output / "summary.md").read_text("utf-8")
    assert "requirements met" in ran.summary
    rows = ran.log.splitlines()
    (start,) = [number for number, row in enumerate(rows) if row.startswith("::stop-commands::")]
    stop = rows.index(f"::{rows[start].removeprefix('::stop-commands::')}::")
    annotations = (output / "annotations.txt").read_text("utf-8").splitlines()
    assert rows[stop + 1 :] == annotations
    assert [row for row in annotations if row.startswith("::warning title=Requirement R")]
    assert [
        row for number, row in enumerate(rows) if row.startswith("::") and not start <= number <= stop
    ] == annotations
    # Nobody who reads the log, or gets what is for candidates, reads the suite or holds a token.
    assert "passed" in ran.log, "a verbose log, or the next line proves nothing"
    assert words_in(ran.log.encode()) == set()
    assert [path.name for path in output.iterdir() if words_in(path.read_bytes())] == []
    assert TOKEN not in ran.log
    assert "FETCH_TOKEN" not in ran.environs["Grade"]
    assert [name for name, given in ran.environs.items() if TOKEN in given.values()] == [
        "Find the commit that counts",
        "Fetch the commit as data",
    ]
    left = [path for path in tmp_path.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]
    assert left == []


def test_an_unknown_challenge_fails_the_job_with_2_and_grades_nothing(
    engine: DockerSandbox, anna: tuple[Path, str], tmp_path: Path
) -> None:
    assert engine.facts().seccomp
    ran = job(tmp_path, anna, known={"inputs.challenge": "lru-cahce"})
    ran.run(steps(ran.company))
    assert (ran.code, ran.known["steps.grade.outputs.exit-code"]) == (2, "2")
    assert 'Did you mean "lru-cache"?' in ran.log
    assert "## Not graded" in ran.summary
    assert not (ran.company / "grade-out").exists()


def test_a_commit_that_has_an_artefact_is_not_even_fetched_again(
    engine: DockerSandbox, anna: tuple[Path, str], tmp_path: Path
) -> None:
    assert engine.facts().seccomp
    ran = job(tmp_path, anna, artefacts=1, known={"steps.fetch.outcome == 'success'": "false"})
    ran.run(steps(ran.company))
    assert (ran.code, ran.used) == (0, ["actions/checkout"])
    assert not (ran.temp / "submission").exists()


def test_an_engine_that_is_not_there_voids_the_job_with_3(anna: tuple[Path, str], tmp_path: Path) -> None:
    ran = job(tmp_path, anna)
    # The images are named by an engine that answers, and it goes away before the grade.
    ran.environ["DOCKER_HOST"] = f"unix://{tmp_path}/no.sock"
    action = read(ran.company / ".github" / "actions" / "grade" / "action.yml")
    ran.known |= {"inputs.submission": str(WRONG), "inputs.output": "grade-out"}
    ran.run(action["runs"]["steps"][-1:], GITHUB_ACTION_PATH=str(ran.company / ".github" / "actions" / "grade"))
    assert (ran.code, ran.known["steps.grade.outputs.exit-code"]) == (3, "3")
    assert "Void, not zero" in ran.summary


# ── GitLab ──


@pytest.fixture
def gitlab(anna: tuple[Path, str]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server with the events of a project, and what it was asked with."""
    asked: list[dict[str, str]] = []
    pushes = [
        {"created_at": at, "push_data": {"ref": "main", "ref_type": "branch", "commit_to": after}}
        for at, after in said(*anna)
    ]

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append({"path": self.path, "token": self.headers.get("PRIVATE-TOKEN", "")})
            body = json.dumps(pushes if self.path.endswith("&page=1") else []).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep the test's output to itself."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api/v4", asked
    server.shutdown()
    server.server_close()


def test_a_job_on_gitlab_does_the_same(
    engine: DockerSandbox, anna: tuple[Path, str], gitlab: tuple[str, list[dict[str, str]]], tmp_path: Path
) -> None:
    assert engine.facts().seccomp
    company, (api, asked) = tmp_path / "company", gitlab
    installed(company, "gitlab")
    row = {"repository": "acme-candidates/anna", "challenge": "lru-cache", "deadline": DEADLINE, "fail_under": 99}
    (company / "candidates.json").write_text(json.dumps([row]), encoding="utf-8")
    made = read(company / ".gitlab-ci.yml")["grade"]
    environ = plain(
        GITLAB_CI="true",
        CI_API_V4_URL=api,
        CI_SERVER_URL="https://gitlab.example",
        CANDIDATE="acme-candidates/anna",
        CANDIDATES_TOKEN=TOKEN,
        FETCH_PROTOCOL="file",
        GRADE_OPTIONS=OPTIONS,
        **(made["variables"] | {"CANDIDATES_SERVER": f"file://{anna[0].parents[1]}"}),
    )
    command = ["/bin/sh", "-c", "\n".join(made["script"])]
    ran = subprocess.run(
        command, cwd=company, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    log = ran.stdout.decode()
    assert ran.returncode == 1, log
    assert "is under 99" in log
    assert {each["token"] for each in asked} == {TOKEN}
    assert asked[0]["path"] == "/api/v4/projects/acme-candidates%2Fanna/events?action=pushed&per_page=100&page=1"
    assert git(company / "submission", "rev-parse", "HEAD") == anna[1]
    output = company / "grade-out"
    assert {path.name for path in output.iterdir()} == (KEPT - SHARED) | {"annotations.txt", "code-quality.json"}
    reports = made["artifacts"]["reports"]
    assert json.loads((company / reports["codequality"]).read_text("utf-8")) == []
    assert int(ET.parse(company / reports["junit"]).getroot().attrib["failures"]) > 0  # noqa: S314 - ours
    assert [row for row in log.splitlines() if row.startswith("::")] == []
    assert words_in(ran.stdout) == set()
    assert TOKEN not in log
    left = [path for path in tmp_path.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]
    assert left == []
