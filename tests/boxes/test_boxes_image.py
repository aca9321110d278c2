"""What only a real box shows: its own Python, and a user who may not do everything."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from grader.model import Limits
from grader.sandbox.base import BoxSpec

if TYPE_CHECKING:
    from grader.sandbox.docker import DockerSandbox

LOCKED = """
os.makedirs("/tmp/a/b/c")
open("/tmp/a/b/c/file", "w").close()
os.symlink("/etc", "/tmp/a/link")
for path in ("/tmp/a/b/c", "/tmp/a/b", "/tmp/a", "/tmp"):
    os.chmod(path, 0)
"""
DEEP = """
os.chdir("/tmp")
for _ in range(3000):
    os.mkdir("d")
    os.chdir("d")
os.chdir("/")
"""


@pytest.mark.docker
@pytest.mark.parametrize("mess", [LOCKED, DEEP], ids=["locked folders", "three thousand folders deep"])
def test_the_scratch_space_is_emptied_whatever_a_test_left_there(
    engine: DockerSandbox, python_image: str, run: str, mess: str
) -> None:
    source = f"import os, sys\nsys.path.insert(0, '/grader')\nimport files\n{mess}\nfiles.empty('/tmp')\n"
    spec = BoxSpec(
        role="candidate",
        run=run,
        image=python_image,
        command=("/usr/bin/python3", "-I", "-c", source + "print(os.getuid() > 0, os.listdir('/tmp'))"),
        limits=Limits(),
        folders={"/tmp": 8 << 20},
    )
    box = engine.start(spec)
    said = list(box.lines(deadline=time.monotonic() + 60))
    ending = box.end()
    assert (said, ending.exit_code) == ([b"True []"], 0), ending.stderr


@pytest.mark.docker
def test_localhost_has_an_address_though_nothing_else_has(engine: DockerSandbox, python_image: str, run: str) -> None:
    source = """
import socket
server = socket.create_server(("localhost", 0))
socket.create_connection(("localhost", server.getsockname()[1])).close()
print(socket.gethostbyname("localhost"))
try:
    print(socket.gethostbyname("box.invalid"))
except OSError as error:
    print("refused", error.errno < 0)
"""
    box = engine.start(
        BoxSpec(
            role="candidate",
            run=run,
            image=python_image,
            command=("/usr/bin/python3", "-I", "-c", source),
            limits=Limits(),
        )
    )
    said = list(box.lines(deadline=time.monotonic() + 60))
    assert (said, box.end().stderr) == ([b"127.0.0.1", b"refused True"], "")
