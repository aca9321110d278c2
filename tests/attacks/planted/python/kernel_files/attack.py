import glob
import os
import resource

print("TRIED", flush=True)
SWITCHES = (
    "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/proc/sys/kernel/hostname", "/proc/sys/vm/drop_caches",
    "/proc/sys/vm/overcommit_memory", "/proc/sys/fs/pipe-max-size", "/proc/sys/net/ipv4/ip_forward", "/proc/sysrq-trigger",
    "/proc/sys/kernel/ns_last_pid", "/proc/irq/default_smp_affinity", "/proc/mtrr", "/proc/scsi/scsi", "/proc/bus/pci/devices",
    "/sys/kernel/uevent_helper", "/sys/kernel/mm/transparent_hugepage/enabled", "/sys/power/state", "/sys/kernel/profiling",
    "/proc/self/uid_map", "/proc/self/gid_map", "/proc/self/setgroups", "/proc/self/attr/current", "/proc/timer_stats",
    *glob.glob("/sys/fs/cgroup/**/release_agent", recursive=True), *glob.glob("/sys/fs/cgroup/**/notify_on_release", recursive=True),
    *glob.glob("/sys/fs/cgroup/**/*.max", recursive=True), *glob.glob("/sys/fs/cgroup/**/cgroup.procs", recursive=True),
    *glob.glob("/sys/fs/cgroup/**/*limit_in_bytes", recursive=True), *glob.glob("/sys/fs/cgroup/**/cgroup.kill", recursive=True),
)
for path in SWITCHES:
    try:
        with open(path) as file:
            before = file.read(4096)
    except (OSError, UnicodeDecodeError):
        before = "|/tmp/planted"
    try:
        with open(path, "w") as file:
            file.write(before)
        print("REACHED", path, flush=True)
    except OSError:
        pass
for path in ("/proc/kcore", "/dev/mem", "/dev/kmem", "/dev/kmsg", "/proc/kmsg", "/proc/keys", "/proc/timer_list", "/sys/kernel/debug", "/sys/firmware/acpi"):
    try:
        if os.path.isdir(path):
            seen = bool(os.listdir(path))
        else:
            with open(path, "rb") as file:
                os.set_blocking(file.fileno(), False)
                seen = bool(file.read(16))
        if seen:
            print("REACHED", path, flush=True)
    except OSError:
        pass
try:
    with open("/proc/kallsyms") as file:
        if int(file.readline().split()[0], 16):
            print("REACHED the kernel's addresses", flush=True)
except OSError:
    pass
for what, wanted in {"core": resource.RLIMIT_CORE, "memory locked": resource.RLIMIT_MEMLOCK, "priorities": resource.RLIMIT_NICE}.items():
    try:
        resource.setrlimit(wanted, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("REACHED a limit of its own:", what, flush=True)
    except (OSError, ValueError):
        pass
os.chdir("/tmp")
if os.fork() == 0:
    os.abort()
if os.WCOREDUMP(os.wait()[1]) or glob.glob("/tmp/core*"):
    print("REACHED a core", flush=True)
