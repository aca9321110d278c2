from pathlib import Path

from crafted import tar_entry, tar_of


def make(folder: Path) -> Path:
    kinds = {"mem": b"3", "disk": b"4", "pipe": b"6"}
    entries = [tar_entry(name, type=kind, devmajor=1, devminor=1) for name, kind in kinds.items()]
    archive = folder / "work.tar"
    archive.write_bytes(tar_of(tar_entry("solution.py", b"x = 1\n"), *entries))
    return archive
