"""The program of a database's box: PostgreSQL on the loopback that the boxes of an exam share.

    stdin    the delivery, whose settings hold a password for each role; when it closes, the box ends
    stdout   one line, {"ready":true}, once every role can log in
    stderr   the first and the last of the server's log

The image holds a finished cluster without passwords (``cluster.sh``, ``roles.sql``); it is copied to ``/data``. The
server needs no name for the box's user, only the folder to be the user's own: its clients alone look that up.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import delivery

PROGRAMS = "/usr/lib/postgresql/17/bin"
TEMPLATE = "/cluster"
DATA = "/data/cluster"
SOCKET = "/data"
LOG = "/wal"
"""A file system of its own: where the tables are out of room, a statement fails; where the log is, the server does."""

ROLES = ("examiner", "candidate", "witness", "reader")
ACCESS = """\
host all examiner 127.0.0.1/32 scram-sha-256
host app candidate,witness,reader 127.0.0.1/32 scram-sha-256
"""
OPENED = "local postgres examiner trust\n"
"""For the setting of the passwords alone, in a folder that nobody else enters."""

PROCESS_BYTES = 256 << 20
"""What one session may hold: the service's own ``SET work_mem`` gets an error, not the whole server killed."""

START_S = 30.0
KEPT_FIRST = 16 << 10
KEPT_LAST = 4 << 10


class NotStarted(Exception):
    """PostgreSQL does not come up."""


# ── the cluster ──


def prepare() -> None:
    """Lay the cluster where it can be written."""
    shutil.copytree(TEMPLATE, DATA, copy_function=shutil.copyfile)
    os.chmod(DATA, 0o700)
    shutil.copytree(f"{DATA}/pg_wal", LOG, dirs_exist_ok=True, copy_function=shutil.copyfile)
    shutil.rmtree(f"{DATA}/pg_wal")
    os.symlink(LOG, f"{DATA}/pg_wal")
    allow(OPENED + ACCESS)


def allow(lines: str) -> None:
    """Write who may log in, and how."""
    with open(f"{DATA}/pg_hba.conf", "w", encoding="utf-8") as file:
        file.write(lines)


# ── the server ──


def start() -> subprocess.Popen[bytes]:
    """Start the server, under the same limit as this process; its log is ours to read."""
    resource.setrlimit(resource.RLIMIT_DATA, (PROCESS_BYTES, PROCESS_BYTES))
    environment = {
        "PATH": PROGRAMS,
        "LC_ALL": "C",
        "TZ": "UTC",
        # Where memory runs out, the kernel takes a session before it takes the server.
        "PG_OOM_ADJUST_FILE": "/proc/self/oom_score_adj",
        "PG_OOM_ADJUST_VALUE": "1000",
    }
    return subprocess.Popen(
        [f"{PROGRAMS}/postgres", "-D", DATA, "-k", SOCKET],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
    )


def wait_until_ready(server: subprocess.Popen[bytes]) -> None:
    """Return once it accepts connections; ``NotStarted`` where it ends before, or takes too long."""
    until = time.monotonic() + START_S
    while server.poll() is None and time.monotonic() < until:
        if _status() == "ready":
            return
        time.sleep(0.002)
    raise NotStarted(f"PostgreSQL does not accept connections (exit code {server.returncode})")


def _status() -> str:
    try:
        with open(f"{DATA}/postmaster.pid", encoding="utf-8") as file:
            return file.read().splitlines()[7].strip()
    except (OSError, IndexError):
        return ""


def set_passwords(passwords: Mapping[str, str], server: subprocess.Popen[bytes]) -> None:
    """Give every role its password, and close the way by which that was done."""
    statements = [f"ALTER ROLE {role} PASSWORD '{passwords[role]}';" for role in ROLES]
    subprocess.run(
        [f"{PROGRAMS}/psql", "-h", SOCKET, "-U", "examiner", "-d", "postgres", "-X", "-q", "-v", "ON_ERROR_STOP=1"],
        input="SET pg_stat_statements.track = none;\n" + "\n".join(statements),
        text=True,
        check=True,
        timeout=START_S,
        stdout=sys.stderr,
        env={"PATH": PROGRAMS},
    )
    allow(ACCESS)
    server.send_signal(signal.SIGHUP)


def keep_log(server: subprocess.Popen[bytes]) -> threading.Thread:
    """Read the server's log for ever, for it would stop at a full pipe; pass on its first, and in the end its last."""

    def read() -> None:
        assert server.stdout is not None  # noqa: S101 - start() asked for it
        passed, last = 0, b""
        while part := os.read(server.stdout.fileno(), 1 << 16):
            now = part[: KEPT_FIRST - passed]
            passed += len(now)
            os.write(2, now)
            last = (last + part[len(now) :])[-KEPT_LAST:]
        os.write(2, last)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


def end_with_the_host(server: subprocess.Popen[bytes]) -> None:
    """Stop the server as soon as the host hangs up; nothing in it is worth an orderly end."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        server.send_signal(signal.SIGQUIT)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def main() -> int:
    """Be the program; its exit code where the server ends by itself."""
    # Before the delivery, whose passwords are wanted last: the engine may still be busy with handing it over.
    prepare()
    server = start()
    log = keep_log(server)
    settings, _ = delivery.receive(0)
    end_with_the_host(server)
    try:
        wait_until_ready(server)
        set_passwords(settings["passwords"], server)
    except (NotStarted, subprocess.SubprocessError) as error:
        sys.stderr.write(f"{error}\n")
        server.kill()
        log.join(1)
        return 1
    sys.stdout.write('{"ready":true}\n')
    sys.stdout.flush()
    server.wait()
    log.join(1)
    return 1


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)
