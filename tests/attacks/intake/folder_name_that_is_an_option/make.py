from pathlib import Path


def make(folder: Path) -> Path:
    (folder / "solution.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "--checkpoint-action=exec=sh x.sh").touch()
    return folder
