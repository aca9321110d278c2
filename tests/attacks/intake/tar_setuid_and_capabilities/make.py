from pathlib import Path

from crafted import pax_entry, pax_record, tar_entry, tar_of


def make(folder: Path) -> Path:
    records = pax_record("SCHILY.xattr.security.capability", "all") + pax_record("mtime", "99999999999.5")
    odd = {"mode": 0o6777, "uid": 0, "gid": 0, "uname": "root", "gname": "root"}
    archive = folder / "work.tar"
    archive.write_bytes(tar_of(pax_entry(records), tar_entry("solution.py", b"x = 1\n", **odd)))
    return archive
