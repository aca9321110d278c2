import os
import subprocess
from pathlib import Path


def make(folder: Path) -> Path:
    foreign = folder.parent / "foreign"
    command = ["git", "-C", str(foreign), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    foreign.mkdir()
    for arguments in (["init", "-q", "-b", "main"], ["commit", "-qm", "canary-" + "0" * 24, "--allow-empty"]):
        subprocess.run([*command, *arguments], check=True, env={"PATH": os.environ["PATH"], "HOME": str(folder)})
    (folder / "solution.py").write_text("x = 1\n", encoding="utf-8")

    sha = (foreign / ".git" / "refs" / "heads" / "main").read_text(encoding="utf-8")
    own = folder / ".git"
    for name in ("objects/info", "refs/heads"):
        (own / name).mkdir(parents=True)
    (own / "objects" / "info" / "alternates").write_text(f"{foreign}/.git/objects\n", encoding="utf-8")
    (own / "objects" / sha[:2]).symlink_to(foreign / ".git" / "objects" / sha[:2])
    (own / "refs" / "heads" / "main").symlink_to(foreign / ".git" / "refs" / "heads" / "main")
    (own / "HEAD").write_text(sha, encoding="utf-8")
    return folder
