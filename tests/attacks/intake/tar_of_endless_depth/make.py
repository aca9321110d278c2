from pathlib import Path

from crafted import tar_entry, tar_of


def make(folder: Path) -> Path:
    archive = folder / "work.tar"
    archive.write_bytes(tar_of(tar_entry("solution.py", b"x = 1\n"), tar_entry("d/" * 3_000 + "x.py", b"x")))
    return archive
