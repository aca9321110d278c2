from pathlib import Path

from crafted import DEFLATED, Member, zip_of


def make(folder: Path) -> Path:
    bomb = zip_of(Member(b"../0", bytes(50 << 20), method=DEFLATED))
    archive = folder / "work.zip"
    archive.write_bytes(zip_of(Member(b"solution.py", b"x = 1\n"), Member(b"data.zip", bomb)))
    return archive
