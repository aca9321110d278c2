from pathlib import Path


def make(folder: Path) -> Path:
    neighbour = folder.parent / "neighbour"
    neighbour.write_text("not to be touched\n", encoding="utf-8")
    neighbour.chmod(0o600)
    (folder / "notes.txt").hardlink_to(neighbour)
    (folder / "solution.py").write_text("def total(amounts):\n    return sum(amounts)\n", encoding="utf-8")
    return folder
