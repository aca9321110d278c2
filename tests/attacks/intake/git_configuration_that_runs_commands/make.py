import os
import subprocess
from pathlib import Path


def make(folder: Path) -> Path:
    command = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    (folder / "solution.py").write_text("x = 1\n", encoding="utf-8")
    (folder / ".gitattributes").write_text("* diff=evil filter=evil merge=evil\n", encoding="utf-8")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "Add up"]):
        subprocess.run([*command, *arguments], check=True, env={"PATH": os.environ["PATH"], "HOME": str(folder)})
    touch = folder / ".git" / "touch.sh"
    touch.write_text(f"#!/bin/sh\ntouch {folder.parent}/REACHED\n", encoding="utf-8")
    touch.chmod(0o755)
    keys = "core.fsmonitor core.sshCommand core.pager core.editor diff.external gpg.program alias.log core.askPass"
    for key in (*keys.split(), "diff.evil.textconv", "diff.evil.command", "filter.evil.clean", "filter.evil.smudge"):
        subprocess.run([*command, "config", key, str(touch)], check=True)
    for hook in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction"):
        (folder / ".git" / "hooks" / hook).write_bytes(touch.read_bytes())
        (folder / ".git" / "hooks" / hook).chmod(0o755)
    return folder
