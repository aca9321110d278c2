import ctypes
import os
import resource

print("TRIED", flush=True)


def attempt(what, action):
    try:
        action()
        print("REACHED", what, flush=True)
    except (OSError, ValueError):
        pass


for pid in {1, os.getppid()}:
    for name in ("NOFILE", "FSIZE", "NPROC", "AS", "DATA", "STACK", "CPU"):
        number = getattr(resource, f"RLIMIT_{name}")
        attempt(f"the agent's {name}", lambda: resource.prlimit(pid, number, (0, 0)))
    attempt("the agent's limits to read", lambda: resource.prlimit(pid, resource.RLIMIT_NOFILE))
    attempt("the agent's processors", lambda: os.sched_setaffinity(pid, {0}))
    attempt("the agent's policy", lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)))
    attempt("the agent's priority", lambda: os.setpriority(os.PRIO_PROCESS, pid, 19))
    attempt("the agent's user", lambda: os.setpriority(os.PRIO_USER, os.getuid(), 19))
    attempt("the agent's disk", lambda: ctypes.CDLL(None).syscall(251, 1, pid, 3 << 13) and os.open("", 0))
    attempt("the agent's group", lambda: os.setpgid(pid, os.getpid()))
