"""A cluster before it has done anything: who may work and why not, and what a call says that cannot reach one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import distributed
import msgspec
import pytest

from grader import __version__
from grader.batch.canary import Identity, Seen, Wanted, agreed, identity, wanted_of, why_not
from grader.batch.cluster import unlike
from grader.batch.keys import Settings
from grader.challenge import load_challenge
from grader.configuration import Configuration

TILL = Path(__file__).parents[1] / "attacks" / "challenges" / "till"
US = Identity(grader="1.2.0", code="c0de", python="3.11.7", distributed="2026.8.0")
IMAGES = {"python": "grader-python:aa", "examiner": "grader-examiner:bb"}
DIGESTS = {"python": "sha256:1", "examiner": "sha256:2"}
WANTED = Wanted(
    batch="b",
    identity=US,
    challenge="till",
    challenge_sha256="c" * 64,
    images=IMAGES,
    runtime="",
    registries="r",
    analysis=True,
    advisories="a",
)
GOOD = Seen(host="one", identity=US, digests=DIGESTS, challenge_sha256="c" * 64, registries="r", advisories="a")


def but(**changes: object) -> Seen:
    return msgspec.structs.replace(GOOD, **changes)


def test_a_worker_that_is_as_we_are_gets_work() -> None:
    assert why_not(WANTED, GOOD) == ""


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (but(identity=msgspec.structs.replace(US, grader="1.1.0")), "grader 1.1.0 (here 1.2.0). Install there"),
        (but(identity=msgspec.structs.replace(US, python="3.12.1")), "Python 3.12.1 (here 3.11.7)"),
        (but(identity=msgspec.structs.replace(US, distributed="2025.1.0")), "distributed 2025.1.0 (here 2026.8.0)"),
        (but(identity=msgspec.structs.replace(US, code="5ame")), "code of the grader 5ame (here c0de)"),
        (but(trouble="No container engine answers. Start one."), "No container engine answers. Start one."),
        (but(digests={"python": "sha256:1"}), "has no image grader-examiner:bb. Build there (`grade images build`)"),
        (but(challenge_sha256="d" * 64), "has another challenge under the name till (dddddddddddd, here cccccccccccc)"),
        (but(unread='unknown challenge "till".'), 'cannot read the challenge till: unknown challenge "till".'),
        (but(registries="other"), "has other package registries configured"),
        (but(advisories=""), "has another state of the advisories"),
    ],
)
def test_one_that_is_not_is_told_what_differs_and_what_to_do(seen: Seen, why: str) -> None:
    assert why in why_not(WANTED, seen)


def test_advisories_matter_to_the_analysis_alone() -> None:
    assert why_not(msgspec.structs.replace(WANTED, analysis=False), but(advisories="")) == ""


def test_images_of_one_tag_must_be_the_same_on_all_workers() -> None:
    other = but(digests=DIGESTS | {"python": "sha256:9"})
    useless = but(trouble="no engine", digests={})
    seen = {"tcp://1": other, "tcp://2": GOOD, "tcp://3": GOOD, "tcp://4": useless}
    chosen = msgspec.structs.replace(WANTED, digests=agreed(WANTED, seen))
    assert chosen.digests == DIGESTS
    assert why_not(chosen, GOOD) == ""
    assert "has another grader-python:aa than the other workers" in why_not(chosen, other)


def test_of_two_that_differ_the_first_address_counts() -> None:
    other = but(digests=DIGESTS | {"python": "sha256:9"})
    assert agreed(WANTED, {"tcp://2": GOOD, "tcp://1": other}) == other.digests
    assert agreed(WANTED, {"tcp://1": but(trouble="no engine")}) == {}


def test_no_address_of_a_registry_is_sent_to_a_worker() -> None:
    configuration = Configuration(registries={"pip": "https://me:secret@pip.example/simple"})
    settings = Settings(seed=1, configuration=configuration)
    wanted = wanted_of("b", name="till", challenge=load_challenge(str(TILL)), images=IMAGES, settings=settings)
    assert b"pip.example" not in msgspec.msgpack.encode(wanted)
    bare = wanted_of("b", name="till", challenge=load_challenge(str(TILL)), images=IMAGES, settings=Settings(seed=1))
    assert wanted.registries != bare.registries


def test_who_we_are_is_what_is_installed() -> None:
    found = identity()
    assert (found.grader, found.distributed) == (__version__, version(distributed.__name__))
    assert len(found.code) == 12


def test_a_scheduler_of_another_version_is_told_with_both() -> None:
    assert unlike("2026.8.0", "2026.8.0") == ""
    assert "has a scheduler of distributed 2025.1.0, and here is 2026.8.0." in unlike("2026.8.0", "2025.1.0")


# ── The command ──────────────────────────────────────────────────────────────────────────────────


def called(folder: Path, address: str, *, before: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """Call the command in a process of its own, where something may be done before."""
    submission = folder / "in" / "anna"
    submission.mkdir(parents=True)
    (submission / "solution.py").write_text("def total(amounts):\n    return sum(amounts)\n", encoding="utf-8")
    words = ["grade", "batch", str(folder / "in"), "-c", str(TILL), "-o", str(folder / "out"), "--cluster", address]
    source = f"import sys\n{before}\nsys.argv = {words!r}\nfrom grader.cli import main\nmain()\n"
    return subprocess.run(
        [sys.executable, "-c", source],
        env=os.environ | {"NO_COLOR": "1", "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"} | environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_cluster_that_does_not_answer_is_told_in_a_few_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        done = called(tmp_path, address)
    assert done.returncode == 3, done.stderr
    assert f"The cluster {address} does not answer" in done.stderr
    assert "give the same command again" in done.stderr
    assert "Traceback" not in done.stderr
    assert "distributed" not in done.stderr
    assert not list((tmp_path / "out").glob("submission-*"))


def test_an_address_that_is_none_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    done = called(tmp_path, "carrier-pigeon://loft")
    assert done.returncode == 2, done.stderr
    assert "--cluster carrier-pigeon://loft: no address of a Dask scheduler" in done.stderr


def test_encryption_without_a_certificate_says_what_to_configure(tmp_path: Path) -> None:
    done = called(tmp_path, "tls://127.0.0.1:8786")
    assert done.returncode == 2, done.stderr
    assert "no certificate is configured. Dask wants DASK_DISTRIBUTED__COMM__TLS__CA_FILE" in done.stderr
    names = ("CA_FILE", "CLIENT__CERT", "CLIENT__KEY")
    gone = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": "/nonexistent.pem" for name in names}
    done = called(tmp_path / "again", "tls://127.0.0.1:8786", **gone)
    assert done.returncode == 2, done.stderr
    assert "the certificates cannot be read" in done.stderr


def test_without_dask_the_option_says_what_to_install(tmp_path: Path) -> None:
    done = called(tmp_path, "tcp://127.0.0.1:8786", before="sys.modules['distributed'] = None")
    assert done.returncode == 2, done.stderr
    assert "Install grader[cluster], here and on every worker." in done.stderr
