from pathlib import Path

from crafted import tar_entry, tar_of


def make(folder: Path) -> Path:
    secret = str(folder.parent / "host-secret")
    entries = (tar_entry("a", type=b"1", linkname=secret), tar_entry("solution.py", type=b"1", linkname="a"))
    archive = folder / "work.tar"
    archive.write_bytes(tar_of(*entries))
    return archive
