import re
import socket

print("TRIED", flush=True)
HOSTS = ["172.17.0.1", "172.18.0.1", "10.0.2.2", "10.0.2.15", "192.168.65.254", "192.168.65.2", "169.254.169.254", "100.100.100.200",
         "192.168.0.1", "192.168.1.1", "10.0.0.1", "127.0.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "1.1.1.1", "8.8.8.8"]
HOSTS += ["host.docker.internal", "gateway.docker.internal", "host.containers.internal", "metadata.google.internal", "localhost", "kubernetes.default"]
SIXTH = ["::1", "fe80::1", "fe80::1%lo", "fe80::1%eth0", "ff02::1", "fd00::1", "2606:4700:4700::1111", "::ffff:172.17.0.1", "64:ff9b::101:101"]
try:
    with open("/proc/net/route") as file:
        for line in file.read().splitlines()[1:]:
            HOSTS += [socket.inet_ntoa(bytes.fromhex(word)[::-1]) for word in line.split()[1:3]]
except OSError:
    pass
for path in ("/etc/resolv.conf", "/etc/hosts", "/proc/net/arp", "/proc/net/fib_trie"):
    try:
        with open(path) as file:
            HOSTS += re.findall(r"\b\d+\.\d+\.\d+\.\d+\b", file.read())
    except OSError:
        pass


def knock(family, host, kind, port):
    with socket.socket(family, kind) as asking:
        asking.settimeout(0.1)
        try:
            asking.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            if kind == socket.SOCK_STREAM:
                asking.connect((host, port))
            else:
                asking.sendto(b"planted", (host, port))
        except OSError:
            return
    # Its own loopback takes datagrams for nobody.
    if kind == socket.SOCK_STREAM or not host.startswith(("127.", "0.", "::1", "localhost", "ff", "224.", "255.")):
        print("REACHED", host, port, flush=True)


for port in (51337, 53, 80, 2375):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        for host in dict.fromkeys(HOSTS):
            if host[0].isdigit() or port == 51337:
                knock(socket.AF_INET, host, kind, port)
        for host in SIXTH:
            knock(socket.AF_INET6, host, kind, port)
for name in ("planted.example.com", "one.one.one.one", "github.com"):
    try:
        socket.getaddrinfo(name, 443)
        print("REACHED a server of names", flush=True)
    except OSError:
        pass
