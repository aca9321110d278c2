import os
from pathlib import Path


def make(folder: Path) -> Path:
    os.mkfifo(folder / "solution.py")
    return folder
