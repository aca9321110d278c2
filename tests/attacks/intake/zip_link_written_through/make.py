from pathlib import Path

from crafted import SYMLINK_MODE, Member, zip_of


def make(folder: Path) -> Path:
    archive = folder / "work.zip"
    archive.write_bytes(
        zip_of(
            Member(b"solution.py", b"def total(amounts):\n    return sum(amounts)\n"),
            Member(b"lib", str(folder.parent).encode(), mode=SYMLINK_MODE),
            Member(b"lib/host-secret", b"REACHED"),
        )
    )
    return archive
