import os
import socket

print("TRIED", flush=True)
PLACES = ("/tmp", "/dev/shm", "/var/tmp", "/channel", "/dev/mqueue", "/submission", "/scratch", "/build", "/manifests", "/run/lock", "/grader",
          os.path.expanduser("~"), os.path.dirname(os.path.abspath(__file__)))
for place in sorted(set(PLACES)):
    mark = os.path.join(place, ".planted-mark")
    if os.path.lexists(mark):
        print("REACHED a mark of an earlier test in", place, flush=True)
    try:
        if 51337 in (os.stat(place).st_mtime, os.stat(place).st_atime) or "user.planted" in os.listxattr(place):
            print("REACHED a time of an earlier test in", place, flush=True)
    except OSError:
        continue
    for leave in (
        lambda: os.chmod(place, 0o711), lambda: os.mkdir(mark), lambda: os.symlink("/etc", mark + "2"), lambda: os.mkfifo(mark + "3"),
        lambda: os.setxattr(place, "user.planted", b"1"), lambda: os.utime(place, (51337, 51337)),
    ):
        try:
            leave()
        except OSError:
            pass
KEPT = socket.socket(socket.AF_UNIX)
try:
    KEPT.connect("\0planted-mark")
    print("REACHED a process of an earlier test", flush=True)
except OSError:
    pass
if os.environ.get("PLANTED") or os.path.basename(os.getcwd()) == "planted":
    print("REACHED the surroundings of an earlier test", flush=True)
os.environ["PLANTED"] = "1"
os.umask(0)
if os.fork() == 0:
    # Somebody who keeps a name for it.
    os.setsid()
    KEPT = socket.socket(socket.AF_UNIX)
    try:
        KEPT.bind("\0planted-mark")
        KEPT.listen()
        KEPT.accept()
    except OSError:
        pass
    os._exit(0)
