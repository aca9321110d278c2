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

    (folder / "vendor").mkdir()
    (folder / "vendor" / ".git").write_text(f"gitdir: {foreign}/.git\n", encoding="utf-8")
    (folder / ".git").symlink_to(foreign / ".git")
    return folder
