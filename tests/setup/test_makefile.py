"""The two commands of a fresh clone, and what they say on a machine that cannot be set up. No test starts an engine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from grader.paths import DATA as ROOT
from grader.paths import SANDBOX

if TYPE_CHECKING:
    from pathlib import Path

ENGINE = SANDBOX / "base" / "engine.sh"
VENV = SANDBOX / "base" / "venv.sh"
SHELL = "/bin/sh"


def run(command: list[str], **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command with this environment and no other."""
    return subprocess.run(
        command,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
    )


def make(*arguments: str) -> str:
    done = run(["make", "--no-print-directory", *arguments], PATH=os.environ["PATH"])
    assert done.returncode == 0, done.stderr
    return done.stdout


def path_with(folder: Path, **programs: str) -> str:
    """Make a PATH on which there are these programs, each the body of a shell script, and no others."""
    folder.mkdir(exist_ok=True)
    for name, body in programs.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!{SHELL}\n{body}\n")
        program.chmod(0o755)
    return str(folder)


def to_type(text: str) -> list[str]:
    """List the lines that a message asks the user to type."""
    return [line.strip() for line in text.splitlines() if line.startswith("    ")]


# ── make ─────────────────────────────────────────────────────────────────────────────────────────


def test_make_alone_lists_its_targets() -> None:
    listed = {line.split()[1] for line in make().splitlines()}
    assert listed >= {"demo", "test", "lint", "bench", "clean", "setup", "images"}
    assert make("help") == make()


@pytest.mark.parametrize("target", ["demo", "test", "bench", "images"])
def test_whatever_needs_an_engine_finds_one_first(target: str) -> None:
    steps = make("-n", "-W", "requirements-dev.txt", target)
    assert steps.index("venv.sh") < steps.index("engine.sh") < steps.index("grade images build")


def test_the_demo_ends_with_the_path_of_its_report() -> None:
    assert make("-n", "demo").rstrip().endswith('/grade-out/demo/report.html"')


def test_what_is_set_up_is_not_set_up_again(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements-dev.txt", "sandbox/base/venv.sh"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "set-up").touch()
    assert "Nothing to be done" in make("-C", str(tmp_path), "setup")


LOCKED = (
    "requirements-dev.txt",
    "sandbox/examiner/requirements.txt",
    "sandbox/python/builtin.txt",
    "sandbox/python/resolver.txt",
    "sandbox/node/requirements.txt",
)


@pytest.mark.parametrize("name", LOCKED)
def test_what_is_installed_is_pinned_by_hash_and_without_an_address(name: str) -> None:
    text = (ROOT / name).read_text()
    pins = re.findall(r"^[a-zA-Z0-9._-]+(?:\[[a-z,-]+\])?==.+(?:\\\n .+)+", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^\S", text, re.MULTILINE))
    assert all("--hash=sha256:" in pin for pin in pins)
    assert "://" not in text


@pytest.mark.parametrize(
    "script", sorted([*SANDBOX.glob("base/*.sh"), ROOT / ".ci" / "run"]), ids=lambda path: path.name
)
def test_every_script_can_be_read(script: Path) -> None:
    shell = "bash" if script.name == "run" else SHELL
    assert run([shell, "-n", str(script)], PATH=os.environ["PATH"]).stderr == ""
    assert os.access(script, os.X_OK)


# ── An engine ────────────────────────────────────────────────────────────────────────────────────


def engine(path: str, **environ: str) -> subprocess.CompletedProcess[str]:
    settings = {"ENGINE_SOCKETS": "/nowhere/docker.sock", "PYTHON": sys.executable, **environ}
    return run([SHELL, str(ENGINE)], PATH=path, **settings)


@pytest.fixture
def answering(tmp_path: Path) -> str:
    """A socket that answers one ping as an engine does."""
    path = str(tmp_path / "docker.sock")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(path)
    listening.listen()

    def answer() -> None:
        with listening, listening.accept()[0] as asker:
            asker.recv(1024)
            asker.sendall(b"HTTP/1.0 200 OK\r\n\r\nOK")

    threading.Thread(target=answer, daemon=True).start()
    return path


def test_an_engine_that_answers_is_named(tmp_path: Path, answering: str) -> None:
    path = path_with(tmp_path / "bin", id="echo 1000")
    done = engine(path, ENGINE_SOCKETS=f"/nowhere/docker.sock {answering}")
    assert (done.returncode, done.stdout) == (0, f"unix://{answering}\n"), done.stderr


def test_the_engine_that_the_user_chose_is_taken(tmp_path: Path, answering: str) -> None:
    path = path_with(tmp_path / "bin", id="echo 1000")
    assert engine(path, DOCKER_HOST=f"unix://{answering}").stdout == f"unix://{answering}\n"
    assert engine(path, DOCKER_HOST="ssh://elsewhere").stdout == "ssh://elsewhere\n"


def test_a_chosen_engine_that_does_not_answer_is_never_replaced_by_another(tmp_path: Path, answering: str) -> None:
    done = engine(
        path_with(tmp_path / "bin", id="echo 0", apt_get="echo apt was called >&2"),
        DOCKER_HOST="unix:///nowhere/docker.sock",
        ENGINE_SOCKETS=answering,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "DOCKER_HOST=unix:///nowhere/docker.sock: no engine answers there" in done.stderr
    assert "apt was called" not in done.stderr


def test_without_an_engine_and_without_root_two_lines_to_type_are_given(tmp_path: Path) -> None:
    done = engine(path_with(tmp_path / "bin", id="echo 1000", apt_get="echo apt was called >&2"))
    assert (done.returncode, done.stdout) == (3, "")
    install, start = to_type(done.stderr)
    assert install == "sudo apt-get install -y --no-install-recommends docker.io iptables"
    assert start.startswith("sudo systemctl start docker")
    assert "apt was called" not in done.stderr


def test_on_another_distribution_nothing_is_installed_even_by_root(tmp_path: Path) -> None:
    done = engine(path_with(tmp_path / "bin", id="echo 0"))
    assert (done.returncode, done.stdout) == (3, "")
    assert len(to_type(done.stderr)) == 2


# ── A virtual environment ────────────────────────────────────────────────────────────────────────


def test_an_environment_that_works_is_left_alone(tmp_path: Path) -> None:
    path_with(tmp_path / "bin", python="exit 0")
    done = run([SHELL, str(VENV), str(tmp_path)], PATH="/nowhere")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_old_python_is_passed_over_and_a_missing_one_is_said(tmp_path: Path) -> None:
    path = path_with(tmp_path / "bin", python3="exit 1")
    done = run([SHELL, str(VENV), str(tmp_path / "venv"), ""], PATH=path)
    assert done.returncode == 2
    assert "no Python of 3.11 or newer" in done.stderr
    assert to_type(done.stderr) == ["sudo apt-get install -y python3 python3-venv"]


def test_a_python_that_cannot_make_environments_names_the_package(tmp_path: Path) -> None:
    body = 'case "$2" in *version_info\\ *) ;; *ensurepip*) exit 1 ;; *) echo python3.12-venv ;; esac'
    path = path_with(tmp_path / "bin", python3=body, id="echo 1000")
    done = run([SHELL, str(VENV), str(tmp_path / "venv"), ""], PATH=path)
    assert done.returncode == 2
    assert to_type(done.stderr) == ["sudo apt-get install -y python3.12-venv"]
