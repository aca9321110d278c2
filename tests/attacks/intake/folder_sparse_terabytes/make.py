from pathlib import Path


def make(folder: Path) -> Path:
    (folder / "solution.py").write_text("x = 1\n", encoding="utf-8")
    with (folder / "data.bin").open("wb") as file:
        file.truncate(8 << 40)
    return folder
