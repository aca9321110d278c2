from pathlib import Path


def make(folder: Path) -> Path:
    (folder / "solution.py").write_text("x = 1\n", encoding="utf-8")
    for top in ("node_modules", "src"):
        Path(folder, top, *["d"] * 300).mkdir(parents=True)
    return folder
