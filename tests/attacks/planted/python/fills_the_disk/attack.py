import os


def deed():
    print("TRIED", flush=True)
    for where, folders, _ in os.walk("/"):
        folders[:] = [name for name in folders if where != "/" or name not in ("proc", "sys", "usr")]
        if os.access(where, os.W_OK) and not where.startswith(("/tmp", "/dev/shm", "/dev/mqueue", "/channel", "/submission", "/proc")):
            print("REACHED a folder to write to", where, flush=True)
    for top in ("/tmp", "/dev/shm", "/dev/mqueue", "/channel", "/var/tmp", "/dev", "/usr", "/submission"):
        try:
            opened = os.open(f"{top}/sparse", os.O_CREAT | os.O_WRONLY, 0)
            os.ftruncate(opened, 8 << 40)
        except OSError:
            pass
        try:
            with open(f"{top}/full", "wb") as file:
                for number in range(65):  # scratch space is 64 MiB, and may be used up
                    file.write(b"x" * (1 << 20))
            print("REACHED more than its scratch space in", top, flush=True)
        except OSError:
            pass
        try:
            os.unlink(f"{top}/full")
        except OSError:
            pass
        try:
            os.chdir(top)
            for _ in range(300):
                os.mkdir("deeper" * 20)
                os.chdir("deeper" * 20)
            os.chmod(".", 0)
        except OSError:
            pass
        try:
            for number in range(20_000):
                os.symlink("/proc/1", f"{top}/{number}\n\x1b[31m\u202e")
        except OSError:
            pass


def wrap(names):
    own = [name for name, value in names.items() if callable(value) and getattr(value, "__module__", "") == names["__name__"]]
    for name in ["share"] if "share" in own else own[:1]:
        honest = names[name]
        names[name] = lambda *given: (deed(), honest(*given))[1]
