import os
import socket
import threading

print("TRIED", flush=True)
DATABASE = int(os.environ.get("PGPORT", "0"))  # its own, where it has one
for name in ("tcp", "tcp6", "udp", "udp6", "raw", "unix", "packet", "netlink"):
    try:
        with open(f"/proc/net/{name}") as file:
            lines = file.read().splitlines()[1:]
    except OSError:
        continue
    for line in lines:
        words = line.split()
        if DATABASE and (words[1].endswith(f":{DATABASE:04X}") or words[-1].endswith(f".PGSQL.{DATABASE}")):
            continue
        listens = (name.startswith("tcp") and words[3] == "0A") or name[:3] in ("udp", "raw")
        if listens or (name == "unix" and len(words) > 7 and (words[7].startswith("@") or int(words[3], 16) & 0x10000)):
            print("REACHED a listener", name, words[1], words[-1], flush=True)


def connected(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as asking:
        asking.settimeout(0.05)
        try:
            asking.connect(address)
            print("REACHED", address, flush=True)
        except OSError:
            pass


for name in ("agent", "examiner", "grader", "channel", "/channel/agent.sock", "containerd-shim", "docker"):
    connected(socket.AF_UNIX, f"\0{name}")
for path in ("/channel/agent.sock", "/channel/examiner.sock", "/run/grader.sock", "/tmp/agent.sock"):
    connected(socket.AF_UNIX, path)
for port in [*range(1, 1024), 2375, 2376, 3000, 5000, 5432, 5678, 6379, 8000, 8080, 8888, 9229, 27017]:
    if port != DATABASE:
        connected(socket.AF_INET, ("127.0.0.1", port))


def impostor():
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.bind("/channel/agent.sock")
        listener.listen()
        asking, _ = listener.accept()
        print("REACHED somebody who asks", asking.recv(200), flush=True)
        asking.sendall(b'agent {"id":"0","value":1}\n')
    except OSError:
        pass


threading.Thread(target=impostor, daemon=True).start()
if os.path.exists("/channel/agent.sock") and os.stat("/channel/agent.sock").st_uid != os.getuid():
    print("REACHED a name of somebody else", flush=True)
