"""One of the boxes on a shared loopback: the one that others rely on, or the one that tries to take that away.

    python3 -I -c <this text> [open]

Reads orders on stdin, one JSON object a line, and answers each with one line: ``{"do": "listen", "port": 5432}`` calls
``listen(port=5432)``. It only tells; what an answer means is decided on the host (grader/neighbours.py). Started with
``open``, it has an abstract UNIX socket, which a box that others rely on must not have.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import re
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

ANSWER_S = 10.0
MANNERS = {
    "plain": (),
    "SO_REUSEADDR": (socket.SO_REUSEADDR,),
    "SO_REUSEPORT": (socket.SO_REUSEPORT,),
    "both": (socket.SO_REUSEADDR, socket.SO_REUSEPORT),
}
KEPT: list[Any] = []
"""What must not be closed: each socket is a foothold."""


def outcome(action: Callable[[], object]) -> str:
    """Try something: ``done``, or the name of the error that refused it."""
    try:
        action()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    return "done"


def listening(address: str, port: int, options: Iterable[int], word: bytes) -> None:
    """Listen, and answer whoever connects with a word and what they said."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    server = socket.socket(family, socket.SOCK_STREAM)
    try:
        for option in options:
            server.setsockopt(socket.SOL_SOCKET, option, 1)
        server.bind((address, port))
        server.listen(8)
    except OSError:
        server.close()
        raise
    KEPT.append(server)
    threading.Thread(target=answer_all, args=(server, word), daemon=True).start()


def answer_all(server: socket.socket, word: bytes) -> None:
    """Answer one after the other; a connection stays open, so that what it carried may still be looked for."""
    while True:
        client = server.accept()[0]
        KEPT.append(client)
        with contextlib.suppress(OSError):
            client.sendall(word + b" " + client.recv(4096))


# ── Whom others rely on ──────────────────────────────────────────────────────────────────────────


def listen(port: int) -> dict[str, Any]:
    """Take a port as PostgreSQL takes its own, and say which network that is in."""
    listening("127.0.0.1", port, MANNERS["SO_REUSEADDR"], b"examiner's")
    return {"uid": os.getuid(), "network": os.readlink("/proc/self/ns/net")}


def ask(port: int, word: str) -> str:
    """Say something to whoever listens there: the first word of the answer, or the error."""
    try:
        client = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_S)
        KEPT.append(client)
        client.sendall(word.encode())
        said = client.recv(4096).decode()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    return said.partition(" ")[0]


# ── Who tries to take it away ────────────────────────────────────────────────────────────────────


def occupy(port: int) -> dict[str, str]:
    """Try to listen on a port that somebody has, at every address that would catch what is sent to it."""
    places = ("127.0.0.1", "0.0.0.0", "::ffff:127.0.0.1", "::")  # noqa: S104 - a box's own network
    return {
        f"{place} {manner}": outcome(lambda at=place, how=options: listening(at, port, how, b"stolen"))
        for place in places
        for manner, options in MANNERS.items()
    }


def surround(port: int) -> dict[str, str]:
    """Listen on the same port at every other address of the loopback that can be had."""
    places = ("127.0.0.2", "127.255.255.254", "::1")
    return {place: outcome(lambda at=place: listening(at, port, MANNERS["both"], b"stolen")) for place in places}


def sniff(word: str) -> dict[str, Any]:
    """Open every socket that sees what others send, and look for a word that they have sent in all the kernel tells."""
    kinds = {
        "AF_PACKET raw": (socket.AF_PACKET, socket.SOCK_RAW, 0x0300),
        "AF_PACKET datagrams": (socket.AF_PACKET, socket.SOCK_DGRAM, 0x0300),
        # An old spelling of the same: the kernel makes an AF_PACKET socket of it, so a filter of families lets it pass.
        "AF_INET packets": (socket.AF_INET, 10, 0x0300),
        "AF_INET raw TCP": (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP),
        "AF_INET6 raw TCP": (socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_TCP),
        "AF_INET raw": (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW),
        "AF_NETLINK socket diagnosis": (socket.AF_NETLINK, socket.SOCK_DGRAM, 4),
        "AF_NETLINK audit": (socket.AF_NETLINK, socket.SOCK_DGRAM, 9),
    }
    opened = {what: outcome(lambda how=how: KEPT.append(socket.socket(*how))) for what, how in kinds.items()}
    read = {path: text for path in told_of_the_network() if (text := text_of(path)) is not None}
    return {"sockets": opened, "read": len(read), "told": [path for path, text in read.items() if word in text]}


def told_of_the_network() -> list[str]:
    """List what the kernel tells of this network."""
    return [os.path.join(folder, name) for folder, _, names in os.walk("/proc/self/net") for name in names]


def text_of(path: str) -> str | None:
    """Read a file of the kernel's; ``None`` where that is refused."""
    try:
        with open(path, encoding="latin-1") as file:
            return file.read(1 << 20)
    except OSError:
        return None


def reconfigure() -> dict[str, str]:
    """Try to take the loopback down, to give it another address, and to change how its ports are given out."""
    there = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    down = struct.pack("16sH", b"lo", 0)
    address = struct.pack("16sHH4s", b"lo", socket.AF_INET, 0, bytes([10, 0, 0, 1]))
    settings = ("ip_local_port_range", "ip_unprivileged_port_start", "tcp_fin_timeout", "ip_nonlocal_bind")
    tried = {
        "take it down": outcome(lambda: fcntl.ioctl(there, 0x8914, down.ljust(40, b"\0"))),
        "another address": outcome(lambda: fcntl.ioctl(there, 0x8916, address.ljust(40, b"\0"))),
        "send for others (IP_TRANSPARENT)": outcome(lambda: there.setsockopt(socket.SOL_IP, 19, 1)),
        "repair a connection (TCP_REPAIR)": outcome(repair),
    }
    return tried | {
        name: outcome(lambda to=f"/proc/sys/net/ipv4/{name}": os.close(os.open(to, os.O_WRONLY))) for name in settings
    }


def repair() -> None:
    """Ask for the option by which a connection can be made of nothing, with any addresses."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as made:
        made.setsockopt(socket.IPPROTO_TCP, 19, 1)


def signal_all(highest: int) -> dict[str, Any]:
    """Find every process that a signal can be aimed at, then end all that a signal reaches."""
    child = os.fork()
    if child == 0:
        signal.pause()
    own = {int(name) for name in os.listdir("/proc") if name.isdigit() and owner(f"/proc/{name}") == os.getuid()}
    aimed = {number for number in range(1, highest) if outcome(lambda to=number: os.kill(to, 0)) != "ESRCH"}
    ended = outcome(lambda: os.kill(-1, signal.SIGKILL))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {"own": len(own), "others": sorted(aimed - own - threads())[:9], "ended": ended, "child": code}


def owner(path: str) -> int | None:
    """Whose it is, where it still is."""
    try:
        return os.stat(path).st_uid
    except OSError:
        return None


def threads() -> set[int]:
    """The numbers of this process's own threads: a signal may be aimed at them, and no list of processes has them."""
    return {int(name) for name in os.listdir("/proc/self/task")}


def look() -> dict[str, list[str]]:
    """List what listens in this network without being this process's, and every abstract UNIX socket."""
    own = {link for name in os.listdir("/proc/self/fd") if (link := link_of(f"/proc/self/fd/{name}"))}
    heard = [
        f"{name} {line.split()[1]}"
        for name in ("tcp", "tcp6", "udp", "udp6", "udplite", "raw", "raw6", "icmp", "packet")
        for line in (text_of(f"/proc/self/net/{name}") or "").splitlines()[1:]
        if listens(name, line) and f"socket:[{line.split()[9]}]" not in own
    ]
    unix = (text_of("/proc/self/net/unix") or "").splitlines()[1:]
    return {"listening": heard, "abstract": [line.split()[7] for line in unix if re.search(r" @\S+$", line)]}


def link_of(path: str) -> str:
    """Follow a link, where it still is."""
    try:
        return os.readlink(path)
    except OSError:
        return ""


def listens(name: str, line: str) -> bool:
    """Whether somebody may send to it unasked: a TCP socket in the state of listening, or any of another kind."""
    return not name.startswith("tcp") or line.split()[3] == "0A"


def leave(port: int) -> str:
    """Leave a process behind that listens, and whose parent is gone."""
    ready, told = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            how = outcome(lambda: listening("0.0.0.0", port, MANNERS["both"], b"left"))  # noqa: S104 - a box's own
            os.write(told, how.encode())
            while True:
                signal.pause()
        os._exit(0)
    os.wait()
    return os.read(ready, 100).decode()


def main() -> None:
    """Do what the host says, one thing after the other."""
    if "open" in sys.argv[1:]:
        KEPT.append(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        KEPT[-1].bind("\0grader-probe")
    for line in sys.stdin:
        order = json.loads(line)
        try:
            told: dict[str, Any] = {"answer": globals()[order.pop("do")](**order)}
        except Exception as error:  # noqa: BLE001 - whatever it is, the host must hear of it
            told = {"crashed": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
