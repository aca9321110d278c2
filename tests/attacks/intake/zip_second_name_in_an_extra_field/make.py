import struct
import zlib
from pathlib import Path

from crafted import Member, zip_of


def make(folder: Path) -> Path:
    second = b"solution.py"
    extra = struct.pack("<2HBL", 0x7075, 5 + len(second), 1, zlib.crc32(b"notes.txt")) + second
    archive = folder / "work.zip"
    archive.write_bytes(zip_of(Member(b"main.py", b"x = 1\n"), Member(b"notes.txt", b"y = 2\n", extra=extra)))
    return archive
