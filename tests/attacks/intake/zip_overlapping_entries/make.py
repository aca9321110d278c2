import struct
import zlib
from pathlib import Path

from crafted import DEFLATED, Member, deflated, zip_of


def make(folder: Path) -> Path:
    plain, packed = bytes(100_000), deflated(bytes(100_000))
    members, behind = [], packed
    for number in reversed(range(40)):
        says = {"method": DEFLATED, "crc": zlib.crc32(plain), "packed": len(packed), "size": len(plain)}
        members.append(Member(b"%d.py" % number, local=says, central=says, descriptor=behind))
        header = members[-1].local_header()
        behind = b"\0" + struct.pack("<2H", len(header), 0xFFFF ^ len(header))  # as it is, and not the last block
        plain, packed = header + plain, behind + header + packed
    archive = folder / "work.zip"
    archive.write_bytes(zip_of(*reversed(members)))
    return archive
