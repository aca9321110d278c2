from pathlib import Path

from crafted import pax_entry, pax_record, tar_entry, tar_of


def make(folder: Path) -> Path:
    sparse = pax_record("GNU.sparse.major", "1") + pax_record("GNU.sparse.realsize", str(8 << 40))
    archive = folder / "work.tar"
    archive.write_bytes(tar_of(pax_entry(sparse), tar_entry("solution.py", b"1\n0\n512\n")))
    return archive
