from pathlib import Path

from crafted import Member, zip_of


def make(folder: Path) -> Path:
    archive = folder / "work.zip"
    shown = zip_of(Member(b"solution.py", b"def total(amounts):\n    return sum(amounts)\n"))
    archive.write_bytes(shown + zip_of(Member(b"solution.py", b"print('REACHED')\n")))
    return archive
