import ctypes
import os
import platform
import socket

print("TRIED", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
# Numbers on x86-64 and aarch64, and arguments that do no harm where they are let through.
ROOM = ctypes.create_string_buffer(4096)
CALLS = {
    "io_uring_setup": (425, 425, 4, ROOM), "io_uring_enter": (426, 426, 0, 0, 0, 0), "bpf": (321, 280, 0, ROOM, 72),
    "userfaultfd": (323, 282, 1), "perf_event_open": (298, 241, ROOM, 0, -1, -1, 0), "memfd_create": (319, 279, b"x", 0),
    "ptrace": (101, 117, 0, 0, 0, 0), "process_vm_readv": (310, 270, os.getpid(), ROOM, 0, ROOM, 0, 0),
    "process_vm_writev": (311, 271, os.getpid(), ROOM, 0, ROOM, 0, 0), "process_madvise": (440, 440, -1, 0, 0, 0, 0),
    "keyctl": (250, 219, 0, -3, 1), "add_key": (248, 217, b"user", b"x", b"y", 1, -3), "request_key": (249, 218, b"user", b"x", 0, 0),
    "unshare a user": (272, 97, 0x10000000), "unshare a network": (272, 97, 0x40000000), "setns": (308, 268, -1, 0),
    "mount": (165, 40, b"none", b"/tmp", b"tmpfs", 0, 0), "umount2": (166, 39, b"/tmp", 2), "pivot_root": (155, 41, b"/tmp", b"/tmp"),
    "open_tree": (428, 428, -100, b"/", 1), "fsopen": (430, 430, b"tmpfs", 0), "chroot": (161, 51, b"/tmp"),
    "name_to_handle_at": (303, 264, -100, b"/", ROOM, ROOM, 0), "open_by_handle_at": (304, 265, -100, ROOM, 0),
    "splice": (275, 76, 0, 0, 1, 0, 0, 2), "vmsplice": (278, 75, 1, ROOM, 0, 0), "tee": (276, 77, 0, 1, 0, 0),
    "mq_open": (240, 180, b"planted", 0o102, 0o600, 0), "msgget": (68, 186, 51337, 0o1600), "semget": (64, 190, 51337, 1, 0o1600),
    "shmget": (29, 194, 51337, 4096, 0o1600), "inotify_init1": (294, 26, 0), "fanotify_init": (300, 262, 0, 0),
    "flock": (73, 32, 1, 5), "pidfd_getfd": (438, 438, -1, 0, 0), "kcmp": (312, 272, os.getpid(), os.getpid(), 0, 0, 0),
    "seccomp listener": (317, 277, 1, 8, ROOM), "init_module": (175, 105, ROOM, 0, b""), "kexec_load": (246, 104, 0, 0, 0, 0),
    "sethostname": (170, 161, b"planted", 7), "clock_settime": (227, 112, 0, ROOM), "swapon": (167, 224, b"/tmp", 0),
    "acct": (163, 89, 0), "syslog": (103, 116, 3, ROOM, 4096), "personality": (135, 92, 0x0400000), "landlock": (-1, -1),
    "quotactl": (179, 60, 0, 0, 0, 0), "lookup_dcookie": (212, 18, 0, ROOM, 10), "move_pages": (279, 239, 0, 0, 0, 0, 0, 0),
    "a clone in new namespaces": (56, 220, 0x7E020000 | 17, 0, 0, 0, 0), "clone3": (435, 435, ROOM, 64),
}
for name, (intel, arm, *given) in CALLS.items():
    number = {"x86_64": intel, "aarch64": arm}.get(platform.machine(), -1)
    if number >= 0 and (found := libc.syscall(number, *given)) >= 0:
        if "clone" in name and found == 0:
            os._exit(0)
        print("REACHED", name, flush=True)
for family in range(2, 46):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        if family in (socket.AF_INET, socket.AF_INET6) and kind != socket.SOCK_RAW:
            continue
        try:
            socket.socket(family, kind)
            print("REACHED a socket of the family", family, kind, flush=True)
        except OSError:
            pass
