from pathlib import Path

from crafted import Member, zip_of


def make(folder: Path) -> Path:
    archive = folder / "work.zip"
    archive.write_bytes(
        zip_of(
            Member(b"solution.py", b"def total(amounts):\n    return sum(amounts)\n"),
            before=b"#!/bin/sh\necho REACHED\nexit\n<html><script>alert(1)</script>",
        )
    )
    return archive
