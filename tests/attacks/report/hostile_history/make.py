import os
import subprocess
from pathlib import Path

SUBJECTS = (
    "<script>alert(1)</script>",
    "\x1b[2J\x1b]0;owned\x07 \u202edetpecca",
    "::error::owned",
    "##vso[task.complete result=Succeeded;]",
    "=cmd|' /C calc'!A0",
    "[x](javascript:alert(1)) @everyone fixes #12",
    "{{ 1337 * 1337 }}",
    "x" * 100_000,
)


def make(folder: Path) -> Path:
    who = {"NAME": "AUTHORNAME<img src=x onerror=alert(1)>", "EMAIL": "AUTHORMAIL@example.org"}
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_GLOBAL": os.devnull}
    environ |= {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
    command = ["git", "-C", str(folder)]
    steps = [["init", "-q", "-b", "'><img-src=x>"], ["add", "."]]
    steps += [["commit", "-q", "--allow-empty", "--cleanup=verbatim", "-F", "-"] for _ in SUBJECTS]
    texts = ["", "", *SUBJECTS]
    for arguments, text in zip(steps, texts, strict=True):
        subprocess.run([*command, *arguments], input=text.encode(), check=True, env=environ)
    return folder
