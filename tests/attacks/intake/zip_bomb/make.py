from dataclasses import replace
from pathlib import Path

from crafted import DEFLATED, Member, zip_of


def make(folder: Path) -> Path:
    one = Member(b"0", bytes(4 << 20), method=DEFLATED)
    bombs = [replace(one, name=b"%d.txt" % number) for number in range(16)]
    archive = folder / "work.zip"
    archive.write_bytes(zip_of(Member(b"solution.py", b"x = 1\n"), *bombs))
    return archive
