from pathlib import Path


def make(folder: Path) -> Path:
    (folder / "solution.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "x\x1b[2J\n100 of 100: accepted").touch()
    return folder
