from pathlib import Path


def make(folder: Path) -> Path:
    (folder / "solution.py").symlink_to(folder.parent / "host-secret")
    return folder
