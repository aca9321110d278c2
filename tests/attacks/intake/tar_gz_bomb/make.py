import gzip
from pathlib import Path

from crafted import tar_entry


def make(folder: Path) -> Path:
    archive = folder / "work.tar.gz"
    with gzip.open(archive, "wb") as file:
        file.write(tar_entry("solution.py", b"x = 1\n"))
        file.write(tar_entry("zeros.bin", size=64 << 20))
        for _ in range(64):
            file.write(bytes(1 << 20))
    return archive
