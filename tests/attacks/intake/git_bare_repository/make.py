from pathlib import Path


def make(folder: Path) -> Path:
    for name in ("objects", "refs"):
        (folder / name).mkdir()
    (folder / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (folder / "config").write_text(f"[core]\n\tfsmonitor = touch {folder.parent}/REACHED\n", encoding="utf-8")
    return folder
