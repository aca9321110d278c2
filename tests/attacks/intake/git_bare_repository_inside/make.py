from pathlib import Path


def make(folder: Path) -> Path:
    bare = folder / "fixtures" / "data"
    for name in ("objects", "refs", "hooks"):
        (bare / name).mkdir(parents=True)
    (bare / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    command = f"touch {folder.parent}/REACHED"
    settings = "repositoryformatversion = 0\n\tbare = false\n\tworktree = .."
    (bare / "config").write_text(f'[core]\n\t{settings}\n\tfsmonitor = "{command}; false"\n', encoding="utf-8")
    (folder / "solution.py").write_text("x = 1\n", encoding="utf-8")
    return folder
