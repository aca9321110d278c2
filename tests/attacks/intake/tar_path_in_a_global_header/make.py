from pathlib import Path

from crafted import pax_entry, pax_record, tar_entry, tar_of


def make(folder: Path) -> Path:
    archive = folder / "work.tar"
    everywhere = pax_entry(pax_record("path", "../escaped.py") + pax_record("size", "0"), b"g")
    archive.write_bytes(tar_of(everywhere, tar_entry("solution.py", b"x = 1\n")))
    return archive
