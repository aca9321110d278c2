"""Tries to break the limits of the box that it runs in, and says what came of it: one JSON line a reading.

    python3 -I -c <this text> '{"readings": ["network", …], "folders": ["/tmp"], "writes_at_most": …}'

It only tells. What an answer means is decided on the host (grader/diagnosis.py), and a reading that breaks is told as
well, so that no limit is ever passed over in silence.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import json
import mmap
import os
import shutil
import signal
import socket
import stat
import sys
from collections.abc import Callable
from typing import Any

SETTINGS: dict[str, Any] = json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}
LIBC = ctypes.CDLL(None, use_errno=True)


def outcome(action: Callable[[], object]) -> str:
    """Try something: ``done``, or the name of the error that refused it."""
    try:
        action()
    except TimeoutError:
        return "timed out"
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    return "done"


# ── Network ──────────────────────────────────────────────────────────────────────────────────────

# Somewhere on the internet (addresses kept for documentation), a cloud's metadata service, usual gateways of engines.
DESTINATIONS = (
    (socket.AF_INET, "192.0.2.1"),
    (socket.AF_INET, "203.0.113.1"),
    (socket.AF_INET, "169.254.169.254"),
    (socket.AF_INET, "172.17.0.1"),
    (socket.AF_INET, "192.168.65.254"),
    (socket.AF_INET6, "2001:db8::1"),
)


def network() -> dict[str, str]:
    """Ask for a way to the internet, to a cloud's metadata service and to the engine's gateways."""
    return {address: outcome(lambda to=(family, address): find_route(*to)) for family, address in DESTINATIONS}


def find_route(family: int, address: str) -> None:
    """Have the kernel choose a route: connecting a datagram socket does that, and sends nothing."""
    with socket.socket(family, socket.SOCK_DGRAM) as asking:
        asking.connect((address, 9))


def interfaces() -> list[str]:
    """List the network's interfaces, without netlink."""
    with open("/proc/net/dev", encoding="ascii") as file:
        return [line.partition(":")[0].strip() for line in file.readlines()[2:]]


def names() -> dict[str, Any]:
    """Ask for an address by name, and read who would have been asked."""
    with open("/etc/resolv.conf", encoding="utf-8", errors="replace") as file:
        servers = [line.split()[1] for line in file if line.startswith("nameserver") and len(line.split()) > 1]
    return {"servers": servers, "lookup": outcome(lambda: socket.getaddrinfo("box.invalid", 443))}


# ── System calls ─────────────────────────────────────────────────────────────────────────────────

# Name: its numbers on x86_64 and aarch64 (None: it has none), then arguments that do no harm should it be let through.
CALLS: dict[str, tuple[int | None, int | None, tuple[int, ...]]] = {
    "acct": (163, 89, (-1,)),
    "add_key": (248, 217, ()),
    "adjtimex": (159, 171, ()),
    "bpf": (321, 280, ()),
    "cachestat": (451, 451, (-1,)),
    "capset": (126, 91, ()),
    "chroot": (161, 51, ()),
    "clock_adjtime": (305, 266, ()),
    "clone of a network namespace": (56, 220, (0x40000000 | signal.SIGCHLD, 0, 0, 0, 0)),
    "clone of a user namespace": (56, 220, (0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)),
    "delete_module": (176, 106, ()),
    "fanotify_init": (300, 262, (-1, 0)),
    "finit_module": (313, 273, (-1,)),
    "flock": (73, 32, (-1, 0)),
    "fsopen": (430, 430, ()),
    "futex_requeue": (456, 456, ()),
    "futex_wait": (455, 455, ()),
    "futex_waitv": (449, 449, ()),
    "futex_wake": (454, 454, ()),
    "get_robust_list": (274, 100, (-1,)),
    "init_module": (175, 105, ()),
    "inotify_add_watch": (254, 27, (-1,)),
    "inotify_init1": (294, 26, (-1,)),
    "io_setup": (206, 0, ()),
    "io_uring_setup": (425, 425, ()),
    "ioperm": (173, None, ()),
    "iopl": (172, None, (-1,)),
    "ioprio_get": (252, 31, (-1,)),
    "ioprio_set": (251, 30, (-1,)),
    "kcmp": (312, 272, (-1, -1)),
    "kexec_load": (246, 104, (0, 0, 0, -1)),
    "keyctl": (250, 219, (-1,)),
    "landlock_add_rule": (445, 445, (-1,)),
    "landlock_create_ruleset": (444, 444, ()),
    "landlock_restrict_self": (446, 446, (-1,)),
    "mbind": (237, 235, (0, 0, -1)),
    "memfd_create": (319, 279, ()),
    "memfd_secret": (447, 447, (-1,)),
    "migrate_pages": (256, 238, (-1,)),
    "mincore": (27, 232, (1,)),
    "mknodat": (259, 33, ()),
    "mlockall": (151, 230, (-1,)),
    "modify_ldt": (154, None, (-1,)),
    "mount": (165, 40, ()),
    "mount_setattr": (442, 442, (-1,)),
    "move_mount": (429, 429, (-1, 0, -1)),
    "move_pages": (279, 239, (-1,)),
    "mq_open": (240, 180, ()),
    "msgget": (68, 186, (0, 0)),
    "munlockall": (152, 231, ()),
    "name_to_handle_at": (303, 264, (-1,)),
    "open_by_handle_at": (304, 265, (-1,)),
    "open_tree": (428, 428, (-1,)),
    "perf_event_open": (298, 241, ()),
    "personality of an old kernel": (135, 92, (0x0020000,)),
    "personality without address randomisation": (135, 92, (0x0040000,)),
    "pidfd_getfd": (438, 438, (-1,)),
    "pivot_root": (155, 41, ()),
    "process_vm_readv": (310, 270, (-1,)),
    "prlimit of the first process": (302, 261, (1, 7, 0, 0)),
    "process_vm_writev": (311, 271, (-1,)),
    "ptrace": (101, 117, (16, -1)),
    "quotactl": (179, 60, ()),
    "readahead": (187, 213, (-1,)),
    "request_key": (249, 218, ()),
    "rt_sigqueueinfo": (129, 138, (-1,)),
    "rt_tgsigqueueinfo": (297, 240, (-1, -1)),
    "sched_getattr": (315, 275, (-1,)),
    "sched_setaffinity of the first process": (203, 122, (1, 0, 0)),
    "sched_setattr": (314, 274, (-1,)),
    "sched_setparam of the first process": (142, 118, (1, 0)),
    "sched_setscheduler of the first process": (144, 119, (1, 0, 0)),
    "seccomp": (317, 277, (-1,)),
    "semget": (64, 190, (0, -1)),
    "set_mempolicy": (238, 237, (-1,)),
    "setns": (308, 268, (-1,)),
    "setpriority of a whole user": (141, 140, (2, 0, 5)),
    "setpriority of the first process": (141, 140, (0, 1, 5)),
    "settimeofday": (164, 170, (1,)),
    "shmget": (29, 194, (0, 0)),
    "splice": (275, 76, (-1, 0, -1)),
    "swapon": (167, 224, ()),
    "sysfs": (139, None, (-1,)),
    "syslog": (103, 116, (-1,)),
    "tee": (276, 77, (-1, -1)),
    "umount2": (166, 39, (0, -1)),
    "unshare": (272, 97, ()),
    "userfaultfd": (323, 282, (-1,)),
    "vmsplice": (278, 75, (-1,)),
}
CLONE3 = 435
GETPID_I386 = 20
GETPID_X86_64 = 39
X32 = 0x40000000

FAMILIES = {
    "AF_KEY": 15,
    "AF_NETLINK": 16,
    "AF_PACKET": 17,
    "AF_CAN": 29,
    "AF_TIPC": 30,
    "AF_BLUETOOTH": 31,
    "AF_ALG": 38,
    "AF_VSOCK": 40,
    "AF_QIPCRTR": 42,
    "AF_SMC": 43,
    "AF_XDP": 44,
}

KINDS = {
    "AF_INET raw": (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
    "AF_INET ping": (socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP),
    # An old spelling of AF_PACKET, which the kernel makes of it after a filter of families has let it pass.
    "AF_INET packets": (socket.AF_INET, 10, 0x0300),
    "AF_INET multipath TCP": (socket.AF_INET, socket.SOCK_STREAM, 262),
    "AF_INET SCTP": (socket.AF_INET, socket.SOCK_STREAM, 132),
    "AF_INET DCCP": (socket.AF_INET, 6, 33),
    "AF_INET UDP-Lite": (socket.AF_INET, socket.SOCK_DGRAM, 136),
    "AF_INET6 raw": (socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6),
    "AF_INET6 ping": (socket.AF_INET6, socket.SOCK_DGRAM, socket.IPPROTO_ICMPV6),
}
"""What is neither TCP nor UDP."""

PAIRED = ("AF_NETLINK", "AF_TIPC", "AF_ALG", "AF_VSOCK")
"""A pair is made of two sockets of the family before anybody asks whether the family has pairs."""


def system_calls() -> dict[str, str]:
    """Make each call that no box has a use for, with arguments that the kernel itself would mind differently."""
    column = {"x86_64": 0, "aarch64": 1}[os.uname().machine]
    numbers = {name: (row[column], row[2]) for name, row in CALLS.items()}
    return {name: called(number, *arguments) for name, (number, arguments) in numbers.items() if number is not None}


def called(number: int, *arguments: int) -> str:
    """Make a system call with all its six arguments set, for what a register holds by chance may change the answer."""
    given = [ctypes.c_long(value) for value in (*arguments, 0, 0, 0, 0, 0, 0)[:6]]
    ctypes.set_errno(0)
    result = LIBC.syscall(ctypes.c_long(number), *given)
    if result == 0 and os.getpid() != SELF:
        os._exit(0)  # a clone that was let through: this is the child
    return errno.errorcode.get(ctypes.get_errno(), "?") if result == -1 else "done"


def clone3() -> str:
    """Ask for the call whose flags no filter can see."""
    return called(CLONE3)


def socket_families() -> dict[str, str]:
    """Open a socket of each family beside UNIX and the loopback's, and the raw ones of those."""
    tried = {
        name: outcome(lambda f=family: socket.socket(f, socket.SOCK_RAW).close()) for name, family in FAMILIES.items()
    }
    # vsock and netlink are refused as streams and datagrams as well: the kind is not what the filter looks at.
    tried["AF_VSOCK stream"] = outcome(lambda: socket.socket(40, socket.SOCK_STREAM).close())
    tried |= {name: outcome(lambda how=how: socket.socket(*how).close()) for name, how in KINDS.items()}
    pairs = {name: outcome(lambda f=FAMILIES[name]: socket.socketpair(f, socket.SOCK_STREAM)) for name in PAIRED}
    return tried | {f"a pair of {name}": how for name, how in pairs.items()}


def foreign_calls() -> dict[str, str]:
    """Reach the kernel as a 32-bit and as an x32 program would, past filters that know one architecture only."""
    if os.uname().machine != "x86_64":
        return {}
    return {"int 0x80": in_a_child(call_as_i386), "x32": in_a_child(call_as_x32)}


def call_as_i386() -> int:
    """Run ``mov eax, getpid; int 0x80; ret``; 0 where the kernel answered, else the error."""
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(b"\xb8" + GETPID_I386.to_bytes(4, "little") + b"\xcd\x80\xc3")
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return max(0, -ctypes.CFUNCTYPE(ctypes.c_int)(address)())


def call_as_x32() -> int:
    """Ask for the process id by its x32 number; 0 where the kernel answered, else the error."""
    return ctypes.get_errno() if LIBC.syscall(ctypes.c_long(X32 | GETPID_X86_64)) == -1 else 0


def in_a_child(action: Callable[[], int]) -> str:
    """Do in a process of its own what the kernel may end a process for."""
    child = os.fork()
    if child == 0:
        os._exit(action())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code < 0:
        return signal.Signals(-code).name
    return errno.errorcode.get(code, f"exit code {code}") if code else "done"


# ── Files ────────────────────────────────────────────────────────────────────────────────────────

ROOT_FOLDERS = ("/", "/etc", "/usr/bin", "/usr/lib", "/var/lib", "/run", "/root", "/dev", "/proc", "/sys", "/grader")
KERNEL_SETTINGS = (
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/hostname",
    "/proc/sys/vm/overcommit_memory",
    "/proc/sys/net/ipv4/ip_forward",
    "/proc/sysrq-trigger",
    "/sys/kernel/uevent_helper",
    "/sys/kernel/mm/transparent_hugepage/enabled",
    "/sys/fs/cgroup/cgroup.procs",
    "/sys/fs/cgroup/memory.max",
    "/sys/fs/cgroup/pids.max",
    "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    "/sys/fs/cgroup/memory/cgroup.procs",
    "/sys/fs/cgroup/pids/pids.max",
    "/sys/fs/cgroup/devices/devices.allow",
)


def root_folders() -> dict[str, str]:
    """Try to put a file in each folder of the root."""
    there = [folder for folder in ROOT_FOLDERS if os.path.isdir(folder)]
    return {folder: outcome(lambda to=folder: make(f"{to}/grader-probe")) for folder in there}


def make(path: str) -> None:
    """Make a file and take it away again."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    os.unlink(path)


def kernel_settings() -> dict[str, str]:
    """Open the kernel's switches for writing, without writing."""
    return {path: outcome(lambda to=path: os.close(os.open(to, os.O_WRONLY))) for path in KERNEL_SETTINGS}


ENOUGH = 50
"""Paths of a kind that are told: where a whole root can be written, a list of it would exceed the output limit."""


@functools.cache
def tree() -> dict[str, list[str]]:
    """Walk all of the box's files but the kernel's own: what may be written, what changes the user, what is a disk."""
    found: dict[str, list[str]] = {"writable": [], "setuid": [], "disks": []}
    pending = ["/"]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            entries = []
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode) and entry.path not in {"/proc", "/sys"}:
                pending.append(entry.path)
            note_file(found, entry.path, status.st_mode)
    return found


def note_file(found: dict[str, list[str]], path: str, mode: int) -> None:
    """Sort one path into what the walk looks for."""
    kinds = {
        "disks": stat.S_ISBLK(mode),
        "setuid": stat.S_ISREG(mode) and bool(mode & (stat.S_ISUID | stat.S_ISGID)),
        "writable": (stat.S_ISDIR(mode) or stat.S_ISREG(mode)) and os.access(path, os.W_OK),
    }
    for kind, is_one in kinds.items():
        if is_one and len(found[kind]) < ENOUGH:
            found[kind].append(path)


def writable() -> list[str]:
    """List every folder and file that this user may write."""
    return tree()["writable"]


def setuid() -> list[str]:
    """List every program that would run as another user."""
    return tree()["setuid"]


def disks() -> list[str]:
    """List every block device."""
    return tree()["disks"]


def execution() -> dict[str, str]:
    """Start a program, and map one for execution, from each place that can be written."""
    tried = {}
    for folder in SETTINGS["folders"]:
        program = f"{folder}/probe-program"
        shutil.copyfile("/bin/true", program)
        os.chmod(program, 0o700)
        tried[f"start in {folder}"] = outcome(lambda to=program: os.posix_spawn(to, [to], {}))
        tried[f"map in {folder}"] = outcome(lambda to=program: map_executable(to))
        os.unlink(program)
    return tried


def map_executable(path: str) -> None:
    """Map a file as a loader would."""
    with open(path, "rb") as file:
        mmap.mmap(file.fileno(), mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_EXEC, flags=mmap.MAP_PRIVATE).close()


def space() -> dict[str, dict[str, Any]]:
    """Fill each place that can be written, in files under the size limit."""
    return {folder: filled(folder, each=1 << 19) for folder in SETTINGS["folders"]}


def file_size() -> dict[str, Any]:
    """Write one file until that is refused."""
    return filled(SETTINGS["folders"][0], each=sys.maxsize)


def filled(folder: str, *, each: int) -> dict[str, Any]:
    """Write until refused, or far enough to know that nobody will; what was written is taken away again."""
    written, ended, paths = 0, "done", []
    chunk = b"\xa5" * (1 << 14)
    while written < SETTINGS["writes_at_most"] and ended == "done":
        path = f"{folder}/fill-{len(paths)}"
        paths.append(path)
        before = written
        while written - before < each and written < SETTINGS["writes_at_most"] and ended == "done":
            ended = outcome(lambda to=path: append(to, chunk))
            written += len(chunk) if ended == "done" else 0
    for path in paths:
        outcome(lambda to=path: os.unlink(to))
    return {"bytes": written, "ended": ended}


def append(path: str, data: bytes) -> None:
    """Write to the end of a file."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, data)
    finally:
        os.close(descriptor)


def files() -> dict[str, Any]:
    """Make empty files until that is refused."""
    folder, made, ended = SETTINGS["folders"][0], 0, "done"
    while made < SETTINGS["files_at_most"] and ended == "done":
        ended = outcome(lambda path=f"{folder}/{made}": append(path, b""))
        made += ended == "done"
    for name in range(made):
        os.unlink(f"{folder}/{name}")
    return {"files": made, "ended": ended}


def open_files() -> dict[str, Any]:
    """Open files until that is refused."""
    descriptors: list[int] = []
    ended = "done"
    while len(descriptors) < SETTINGS["files_at_most"] and ended == "done":
        ended = outcome(lambda: descriptors.append(os.open("/dev/null", os.O_RDONLY)))
    for descriptor in descriptors:
        os.close(descriptor)
    return {"files": len(descriptors), "ended": ended}


# ── Who we are ───────────────────────────────────────────────────────────────────────────────────


def status() -> dict[str, str]:
    """Read what the kernel keeps of this process: users, capabilities, filters."""
    with open("/proc/self/status", encoding="utf-8", errors="replace") as file:
        return {name: value.strip() for name, _, value in (line.partition(":") for line in file)}


def kernel() -> str:
    """Say which kernel answers here: another one than the machine's, where the runtime brings its own."""
    return os.uname().release


def become_root() -> dict[str, str]:
    """Ask to be user 0, and in its groups."""
    return {
        "setuid": outcome(lambda: os.setuid(0)),
        "setgid": outcome(lambda: os.setgid(0)),
        "setgroups": outcome(lambda: os.setgroups([0])),
    }


def environment() -> list[str]:
    """Read the environment that the process was started with."""
    with open("/proc/self/environ", encoding="utf-8", errors="replace") as file:
        return sorted(file.read().strip("\0").split("\0"))


def terminal() -> dict[str, Any]:
    """Look for a terminal that somebody might sit at."""
    return {
        "terminals": [descriptor for descriptor in range(3) if os.isatty(descriptor)],
        "/dev/tty": outcome(lambda: os.close(os.open("/dev/tty", os.O_RDWR))),
    }


def mounts() -> list[str]:
    """List where something is mounted."""
    with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as file:
        return [line.split()[4] for line in file]


def processes() -> list[str]:
    """List the command lines of every process in sight."""
    return [command_line(int(name)) for name in os.listdir("/proc") if name.isdigit()]


def command_line(process: int) -> str:
    """Read the command line of a process, as far as it may be told apart by."""
    try:
        with open(f"/proc/{process}/cmdline", encoding="utf-8", errors="replace") as file:
            return file.read().replace("\0", " ")[-400:]
    except OSError:
        return ""


def namespaces() -> dict[str, str]:
    """Read the identity of each of the kernel's name spaces."""
    return {name: os.readlink(f"/proc/self/ns/{name}") for name in ("ipc", "mnt", "net", "pid", "uts")}


# ── The channel ──────────────────────────────────────────────────────────────────────────────────


def channel_write() -> str:
    """Try to put a file in the channel."""
    return outcome(lambda: make("/channel/probe"))


def channel_space() -> dict[str, Any]:
    """Fill the channel."""
    return filled("/channel", each=sys.maxsize)


def wait() -> str:
    """Wait until the host says to go on."""
    return sys.stdin.readline()


SELF = os.getpid()


def main() -> None:
    """Take each reading that was asked for, in that order."""
    for name in SETTINGS["readings"]:
        try:
            told = {"reading": name, "value": globals()[name]()}
        except Exception as error:  # noqa: BLE001 - whatever it is, the host must hear of it
            told = {"reading": name, "crashed": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
