import ctypes
import os
import stat
import subprocess


def deed():
    print("TRIED", flush=True)
    with open("/proc/self/status") as file:
        status = dict(line.split(":\t") for line in file.read().splitlines() if ":\t" in line)
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        if int(status[name], 16):
            print("REACHED capabilities", name, status[name], flush=True)
    if status["NoNewPrivs"] != "1" or status["Seccomp"] != "2" or status["Groups"].strip() not in ("", str(os.getgid())):
        print("REACHED more than a bare user", flush=True)
    if min(os.getresuid() + os.getresgid()) < 60_000:
        print("REACHED an id of somebody else", os.getresuid(), os.getresgid(), flush=True)
    for where, _, names in os.walk("/"):
        if where.startswith(("/proc/", "/sys/")):
            continue
        for name in names:
            path = os.path.join(where, name)
            try:
                found = os.lstat(path)
                mode = found.st_mode if found.st_uid != os.getuid() else 0  # its own, from an earlier call, gives nothing
                special = stat.S_ISREG(mode) and mode & (stat.S_ISUID | stat.S_ISGID)
                if special or "security.capability" in os.listxattr(path, follow_symlinks=False):
                    print("REACHED a program with rights", path, flush=True)
            except OSError:
                continue
    libc = ctypes.CDLL(None)
    mine, copied = "/tmp/shell", "/submission/planted_attack.py"
    for what, action in {
        "root": lambda: os.setuid(0),
        "root's group": lambda: os.setgid(0),
        "groups": lambda: os.setgroups([0, 1]),
        "another user": lambda: os.setresuid(1000, 1000, 1000),
        "a device": lambda: os.mknod("/tmp/disk", 0o600 | stat.S_IFBLK, os.makedev(8, 0)),
        "a file given away": lambda: os.chown(copied, 0, 0),
        "another root": lambda: os.chroot("/tmp"),
        "a higher priority": lambda: os.setpriority(os.PRIO_PROCESS, 0, -5),
        "safety from the kernel's choice": lambda: os.write(os.open("/proc/self/oom_score_adj", os.O_WRONLY), b"-1000"),
        "capabilities for ever": lambda: 1 / (libc.prctl(47, 2, 21, 0, 0) == 0),
        "an end to no new privileges": lambda: 1 / (libc.prctl(38, 0, 0, 0, 0) == 0),
        "a shell as root": lambda: subprocess.run(["su", "-c", "id"], check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=1),
    }.items():
        try:
            action()
            print("REACHED", what, flush=True)
        except (OSError, ArithmeticError, ValueError, subprocess.SubprocessError):
            pass
    with open(mine, "wb") as file:
        file.write(b"#!/bin/sh\nid -u\n")
    os.chmod(mine, 0o6755)
    try:
        os.execv(mine, [mine]) if os.fork() == 0 else os.wait()
    except OSError:
        os._exit(0)


def wrap(names):
    own = [name for name, value in names.items() if callable(value) and getattr(value, "__module__", "") == names["__name__"]]
    for name in ["share"] if "share" in own else own[:1]:
        honest = names[name]
        names[name] = lambda *given: (deed(), honest(*given))[1]
