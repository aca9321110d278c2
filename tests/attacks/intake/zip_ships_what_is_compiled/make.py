from pathlib import Path

from crafted import Member, zip_of


def make(folder: Path) -> Path:
    hidden = "__pycache__/solution.cpython-311.pyc", "solution.so", "Solution.class", "evil.jar", "addon.node", "a.pth"
    packages = "node_modules/express/index.js", ".venv/bin/python", "my/pyvenv.cfg", "META-INF/services/x"
    starts = "sitecustomize.py", ".npmrc", ".mvn/jvm.config", "mvnw", "build/Solution.java"
    members = [Member(path.encode(), b"x") for path in (*hidden, *packages, *starts)]
    archive = folder / "work.zip"
    archive.write_bytes(zip_of(Member(b"solution.py", b"x = 1\n"), *members))
    return archive
