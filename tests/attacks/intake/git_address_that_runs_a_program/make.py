from pathlib import Path


def make(folder: Path) -> Path:
    return Path(f"ext::sh -c touch% {folder.parent}/REACHED")
