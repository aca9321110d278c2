from pathlib import Path

from crafted import DEFLATED, Member, zip_of


def make(folder: Path) -> Path:
    archive = folder / "work.zip"
    archive.write_bytes(
        zip_of(
            Member(b"solution.py", b"def total(amounts):\n    return sum(amounts)\n"),
            Member(b"x.txt", bytes(4 << 20), method=DEFLATED, local={"size": 10}, central={"size": 10}),
        )
    )
    return archive
