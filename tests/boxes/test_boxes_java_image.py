"""What only the real image for Java shows: its version, and that our own programs start from their archives."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from java_boxes import Place

from grader.deliveries import PYTHON
from grader.model import Limits
from grader.sandbox.base import BoxSpec

if TYPE_CHECKING:
    from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

# As driver.py and javac.py start them, but for -Xshare:on: then a machine that cannot map its archive does not start.
LOADED = """
import subprocess, sys
sys.path.insert(0, "/grader")
import driver, javac, jvm
for name, flags, main in (
    ("session", driver.SESSION_FLAGS, "grader.session.Session"),
    ("builder", javac.FLAGS, "grader.builder.Builder"),
):
    command = [*jvm.flags(160 << 20), *flags, "-Xshare:on", "-Xlog:class+load", jvm.archive(name)]
    ran = subprocess.run([*command, "-cp", jvm.own_path(name), main], input=b"", capture_output=True)
    lines = ran.stdout.decode().splitlines()
    print(name, any(main in line and line.endswith("shared objects file (top)") for line in lines))
"""
VERSION = """
import subprocess
print(subprocess.run(["/usr/bin/java", "--version"], capture_output=True, text=True).stdout.split()[1].split(".")[0])
"""


@pytest.fixture(scope="module")
def java_place(engine: DockerSandbox, java_image: str) -> Place:
    return Place(engine, java_image)


def said(place: Place, run: str, source: str) -> list[bytes]:
    """What a program of ours prints in a box of the image."""
    spec = BoxSpec(
        role="candidate",
        run=run,
        image=place.image,
        command=(*PYTHON, "-c", source),
        limits=Limits(),
        folders={"/tmp": 8 << 20},
    )
    box = place.engine.start(spec)
    lines = list(box.lines(deadline=time.monotonic() + 60))
    ending = box.end()
    assert ending.exit_code == 0, ending.stderr
    return lines


def test_it_is_java_21(java_place: Place, run: str) -> None:
    assert said(java_place, run, VERSION) == [b"21"]


def test_our_programs_start_from_their_archives(java_place: Place, run: str) -> None:
    assert said(java_place, run, LOADED) == [b"session True", b"builder True"]
