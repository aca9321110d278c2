import os
import sys

print("TRIED", flush=True)
TARGETS = {"/etc/passwd", "/etc/ld.so.preload", "/etc/ld.so.cache", "/etc/profile", "/usr/bin/python3", os.path.realpath(sys.executable)}
for module in list(sys.modules.values()):
    path = getattr(module, "__file__", None)
    # A server runs in a copy of the submission, which is its own to write to.
    if path and not path.startswith(("/submission", "/tmp")) and os.path.isabs(path):
        TARGETS |= {path, getattr(module, "__cached__", None) or path}
for folder in ("/grader", "/usr/lib/python3.13", "/usr/local/lib/python3.13/dist-packages", "/usr/local/bin", "/etc", "/", "/root", "/home", "/var"):
    TARGETS.add(os.path.join(folder, "sitecustomize.py"))
    TARGETS.add(os.path.join(folder, "planted.pth"))
for path in sorted(TARGETS):
    for what, action in {
        "to write": lambda: os.close(os.open(path, os.O_WRONLY | (0 if os.path.exists(path) else os.O_CREAT))),
        "by mode": lambda: os.chmod(path, 0o666),
        "by name": lambda: os.rename(path, path + ".before"),
        "by link": lambda: os.link(path, os.path.join(os.path.dirname(path), "planted-link")),
        "by time": lambda: os.utime(path, (0, 0)),
        "by length": lambda: os.truncate(path, os.stat(path).st_size),
        "through the first process": lambda: os.close(os.open("/proc/1/root" + path, os.O_WRONLY)),
    }.items():
        try:
            action()
            print("REACHED", what, path, flush=True)
        except OSError:
            pass
for folder in {os.path.dirname(path) for path in TARGETS}:
    try:
        os.mkdir(os.path.join(folder, "planted"))
        print("REACHED a folder in", folder, flush=True)
    except OSError:
        pass
