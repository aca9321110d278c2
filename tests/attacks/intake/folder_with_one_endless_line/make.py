from pathlib import Path


def make(folder: Path) -> Path:
    with (folder / "solution.py").open("wb") as file:
        for _ in range(50):
            file.write(b"x" * (1 << 20))
    return folder
