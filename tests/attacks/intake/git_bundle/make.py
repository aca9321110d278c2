from pathlib import Path


def make(folder: Path) -> Path:
    bundle = folder / "work.bundle"
    bundle.write_bytes(b"# v2 git bundle\n-7eee5da --upload-pack=touch\n\n")
    return bundle
