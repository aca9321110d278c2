"""Which entries of an export speak of which package: found out once, and kept by the export's hash."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from grader.advisories.exports import MOST_BYTES, Export, Unusable
from grader.advisories.osv import read_head
from grader.advisories.versions import normalised
from grader.model import Value

FORMAT = 1
"""Part of a kept index's name: raise it where the same export would now give another index."""

KEPT = 3
"""Indexes of one ecosystem that stay, the newest: two sets may be in use side by side."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?=T)")


class Index(Value, frozen=True):
    """Places of entries by package, the day of the newest entry, and how many were broken."""

    newest: str
    entries: int
    broken: int
    places: dict[str, tuple[str, ...]]


def index_of(export: Export, ecosystem: str, folder: Path | None) -> Index:
    """Give the index that was kept of this very export, else make and keep one; ``folder`` is where they are kept."""
    path = folder / f"index-{ecosystem}-{FORMAT}-{export.key[:32]}.json" if folder is not None else None
    known = _kept(path) if path is not None else None
    if known is not None:
        return known
    made = _made(export, ecosystem)
    if path is not None:
        # Without a kept index the next grade is slower, and nothing else.
        with suppress(OSError):
            _keep(path, made)
            _tidy(path.parent, ecosystem)
    return made


def _kept(path: Path) -> Index | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Index)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _made(export: Export, ecosystem: str) -> Index:
    places: dict[str, dict[str, None]] = {}
    newest, entries, broken, total = "", 0, 0, 0
    for place in export.places():
        content = export.read(place)
        total += len(content or b"")
        if total > MOST_BYTES:
            raise Unusable(f"Its entries are more than {MOST_BYTES >> 30} GiB when unpacked.")
        entries += 1
        head = read_head(content) if content is not None else None
        date = _DATE.match(head.modified) if head is not None else None
        if head is None or date is None:
            broken += 1
            continue
        newest = max(newest, date[0])
        for affected in (head.affected or ()) if not head.withdrawn else ():
            if affected.package is not None and affected.package.ecosystem == ecosystem:
                places.setdefault(normalised(ecosystem, affected.package.name), {})[place] = None
    if not newest:
        raise Unusable("It has no advisory that could be read.")
    return Index(
        newest=newest,
        entries=entries,
        broken=broken,
        places={name: tuple(found) for name, found in places.items()},
    )


def _keep(path: Path, index: Index) -> None:
    """Write it whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".index-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(index))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _tidy(folder: Path, ecosystem: str) -> None:
    for path in sorted(_indexes(folder, ecosystem), key=lambda path: path.stat().st_mtime_ns, reverse=True)[KEPT:]:
        path.unlink(missing_ok=True)


def _indexes(folder: Path, ecosystem: str) -> Iterator[Path]:
    return (path for path in folder.glob(f"index-{ecosystem}-*.json") if path.is_file())
