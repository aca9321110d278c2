from pathlib import Path

from crafted import Member, zip_of


def make(folder: Path) -> Path:
    archive = folder / "work.zip"
    archive.write_bytes(zip_of(*(Member(b"%d.py" % number) for number in range(60_000))))
    return archive
