import ctypes
import os

print("TRIED", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
MINE = os.getpid()


def attempt(what, action):
    try:
        if action() is not False:
            print("REACHED", what, flush=True)
    except (OSError, ValueError):
        pass


def written(path, content):
    with open(path, "r+b", buffering=0) as file:
        file.write(content)


def searched(pid):
    with open(f"/proc/{pid}/cmdline", "rb") as file:
        return b"test_till" in file.read() or (b"canary" + b"-") in file.read()


for name in os.listdir("/proc"):
    if not name.isdigit() or int(name) == MINE:
        continue
    pid = int(name)
    attempt("a command line that tells", lambda: searched(pid))
    for part in ("environ", "maps", "auxv", "stack", "syscall", "io", "smaps", "pagemap", "personality", "mountstats"):
        attempt(f"/proc/{pid}/{part}", lambda: bool(open(f"/proc/{pid}/{part}", "rb").read(1)))
    for part in ("fd", "cwd", "exe", "root", "map_files", "ns", "task/{pid}/fd"):
        path = f"/proc/{pid}/{part}".format(pid=pid)
        attempt(path, lambda: bool(os.readlink(path)) if part in ("cwd", "exe", "root") else bool([os.readlink(f"{path}/{each}") for each in os.listdir(path)]))
    attempt(f"/proc/{pid}/mem", lambda: written(f"/proc/{pid}/mem", b""))
    for part, content in {"oom_score_adj": b"1000", "clear_refs": b"1", "coredump_filter": b"ff", "comm": b"planted", "timerslack_ns": b"1",
                          "autogroup": b"19", "loginuid": b"0", "sched": b"0", "uid_map": b"0 0 1", "attr/exec": b"x"}.items():
        attempt(f"/proc/{pid}/{part}", lambda: written(f"/proc/{pid}/{part}", content))
    for request in (16, 0x4206):  # PTRACE_ATTACH, PTRACE_SEIZE
        attempt("a traced process", lambda: libc.ptrace(request, pid, 0, 0) == 0)
    attempt("a descriptor of another's", lambda: libc.syscall(438, os.pidfd_open(pid), 0, 0) >= 0)
    attempt("memory read", lambda: libc.syscall(310, pid, (ctypes.c_void_p * 2)(ctypes.addressof(ctypes.create_string_buffer(8)), 8), 1, (ctypes.c_void_p * 2)(0x400000, 8), 1, 0) > 0)
