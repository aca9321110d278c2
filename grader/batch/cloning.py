"""A git repository becomes a submission: cloned by a child process under limits, then taken in like an archive."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from grader.batch.addresses import Address
from grader.batch.cloning_child import CHECKOUT, CloneLimits, Reply, Wanted
from grader.children import child_python
from grader.errors import SubmissionError
from grader.history import Reading
from grader.intake.names import printable
from grader.model import Challenge, Dropped, Submission
from grader.running import take_in
from grader.untrusted import Unreadable, decoded

MOST_REPLY = 4 << 20
_PASSED_ON = (
    *("PATH", "HOME", "USER", "SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR"),
    *("http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "all_proxy"),
)


def clone(
    address: Address,
    challenge: Challenge,
    *,
    revision: str,
    language: str | None,
    environ: Mapping[str, str],
    limits: CloneLimits = CloneLimits(),  # noqa: B008 - an immutable value
) -> Submission:
    """Fetch one revision and take it in, with what its commits tell; ``SubmissionError`` where that is not possible.

    ``OSError`` where there is no room on our own disk.
    """
    with tempfile.TemporaryDirectory(prefix="grade-clone-") as folder:
        wanted = Wanted(url=address.url, path=address.path, revision=revision, folder=folder, limits=limits)
        reply = _asked(wanted, address.shown, environ)
        history = Reading(Path(folder))
        try:
            submission = take_in(Path(folder, CHECKOUT), challenge, language=language)
        except BaseException:
            history.stop()
            raise
        told = history.result()
    left = tuple(Dropped(path=printable(path), why="a submodule, which is not fetched") for path in reply.submodules)
    return msgspec.structs.replace(
        submission,
        dropped=(*submission.dropped, *left),
        history=told.history,
        no_history=told.why,
        authors=told.authors,
    )


def child_command(wanted: Wanted) -> list[str]:
    """Say how the child is started."""
    return child_python("grader.batch.cloning_child", msgspec.json.encode(wanted).decode())


def _asked(wanted: Wanted, shown: str, environ: Mapping[str, str]) -> Reply:
    # A session of its own: what it starts, ssh, ends with it.
    child = subprocess.Popen(
        child_command(wanted),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: environ[name] for name in _PASSED_ON if name in environ},
        start_new_session=True,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        _end(child)

    watchdog = threading.Timer(wanted.limits.wall_s, stop)
    watchdog.start()
    try:
        answer = b"" if child.stdout is None else child.stdout.read(MOST_REPLY)
    finally:
        watchdog.cancel()
        _end(child)
        child.communicate()
    if late.is_set():
        raise SubmissionError(shown, f"did not come within {wanted.limits.wall_s:g} s; try again, or make it smaller")
    try:
        reply = decoded(answer, Reply)
    except Unreadable:
        raise SubmissionError(shown, "could not be fetched within the bounds on time and memory") from None
    if reply.full:
        raise OSError(errno.ENOSPC, f"no room to clone {shown} in {tempfile.gettempdir()}")
    if reply.why:
        raise SubmissionError(shown, reply.why)
    return reply


def _end(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
