"""The program of a dependency box: has the language's resolver fetch packages, and tells the host what came of it.

    stdin    the delivery (settings, /manifests), then a line once the proxy listens; when it closes, the box ends
    stdout   one JSON object a line:
             {"registry": address}                first: the one that was given, else the package manager's own
             {"part": base64} …                   a tar of what was fetched, laid out as in the image to be
             {"resolved": {"packages", "notes"}}  or {"not_resolved": {"message"}} or {"unreachable": {"message"}}
    channel  a UNIX socket behind which the proxy listens: the only way out

None of what is fetched is run here: no install script, no build of a source distribution.
"""

from __future__ import annotations

import base64
import io
import os
import re
import shutil
import sys
import tarfile
import threading
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import delivery
import relay
import resolving
import values
from notresolved import NotResolved, Unreachable

PROXY = ("127.0.0.1", 3128)
MANIFESTS = "/manifests"
TRIES = 2
PART = 48 << 10
MAX_WORDS = 4_000
_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def tell(message: dict[str, Any]) -> None:
    """Write one line to the host."""
    sys.stdout.buffer.write(values.dumps(message))
    sys.stdout.buffer.flush()


def outcome(settings: dict[str, Any]) -> dict[str, Any]:
    """Resolve, once more where the registry did not answer; tells the tar on the way."""
    output = os.path.join(settings["scratch"], "resolved")
    for last in (*[False] * (TRIES - 1), True):
        shutil.rmtree(output, ignore_errors=True)
        os.mkdir(output)
        try:
            found = resolving.resolve(settings, MANIFESTS, output)
            send(output, max_bytes=settings["max_bytes"], max_files=settings["max_files"])
        except Unreachable as error:
            if last:
                return {"unreachable": {"message": plain(error.message, settings)}}
        except NotResolved as error:
            return {"not_resolved": {"message": plain(error.message, settings)}}
        else:
            return {"resolved": found}
    raise AssertionError("unreachable: the last try returns")


def send(folder: str, *, max_bytes: int, max_files: int) -> None:
    """Write the regular files below a folder to the host, as parts of a tar; ``NotResolved`` for too many."""
    paths = sorted(
        os.path.join(where, name)
        for where, _, names in os.walk(folder)
        for name in names
        if not os.path.islink(os.path.join(where, name))
    )
    total = sum(os.path.getsize(path) for path in paths)
    if len(paths) > max_files or total > max_bytes:
        raise NotResolved(
            f"The packages take {total >> 20} MiB in {len(paths):,} files; "
            f"{max_bytes >> 20} MiB in {max_files:,} files are the most that a submission may bring."
        )
    with tarfile.open(fileobj=_Parts(), mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for path in paths:
            entry = tarfile.TarInfo(os.path.relpath(path, folder))
            with open(path, "rb") as file:
                status = os.fstat(file.fileno())
                entry.size = status.st_size
                entry.mode = 0o755 if status.st_mode & 0o111 else 0o644
                tar.addfile(entry, file)


class _Parts(io.RawIOBase):
    """Turns what is written into lines for the host, so that nobody ever holds all of it."""

    def write(self, data: Any) -> int:
        for begin in range(0, len(data), PART):
            tell({"part": base64.b64encode(data[begin : begin + PART]).decode()})
        return len(data)


def plain(words: str, settings: dict[str, Any]) -> str:
    """Take from a resolver's words what tells a candidate nothing: colours, folders of the box, our registry."""
    words = _ESCAPES.sub("", words).replace(settings["registry"].rstrip("/"), "<registry>")
    kept = [line for line in words.splitlines() if line.strip() and settings["scratch"] + "/" not in line]
    return "\n".join(kept)[:MAX_WORDS]


def _end_with_the_host() -> None:
    while os.read(0, 4096):
        pass
    os._exit(1)


def main() -> None:
    """Be the program."""
    settings, archives = delivery.receive(0)
    for folder, archive in archives.items():
        delivery.unpack(archive, folder)
    settings["registry"] = settings["registry"] or resolving.default_registry()
    tell({"registry": settings["registry"]})
    if not os.read(0, 1):
        return
    threading.Thread(target=_end_with_the_host, daemon=True).start()
    relay.start(PROXY, settings["channel"])
    settings["proxy"] = "http://{}:{}".format(*PROXY)
    if settings["ca"]:
        path = os.path.join(settings["scratch"], "ca-bundle.pem")
        with open(path, "w", encoding="utf-8") as file:
            file.write(settings["ca"])
        settings["ca"] = path
    tell(outcome(settings))


if __name__ == "__main__":
    main()
