"""From a folder or an archive to the files that are kept, and to the canonical tar that names them by content."""

from __future__ import annotations

import os
import stat
import tarfile
from typing import Final, NamedTuple

from grader.errors import SubmissionError
from grader.intake import names, streams, tars, zips
from grader.intake.folders import read_folder
from grader.intake.gate import FILE, FOLDER, Entry, Gate, Parts, check_ratio
from grader.intake.limits import IntakeLimits, size_text

# A candidate who packs only one of these hands in no wrapper folder: the name is part of every path in the brief.
_SOURCE_FOLDERS: Final = frozenset({"src", "lib", "test", "tests"})
_OTHER_FORMATS: Final = {
    b"# v2 git bundle": "is a git bundle; `git clone` it, and hand in the folder that makes",
    b"# v3 git bundle": "is a git bundle; `git clone` it, and hand in the folder that makes",
    b"7z\xbc\xaf\x27\x1c": "is a 7z archive; pack it as .zip or .tar.gz",
    b"Rar!": "is a RAR archive; pack it as .zip or .tar.gz",
    b"\x28\xb5\x2f\xfd": "is packed with zstd; pack it as .zip or .tar.gz",
}


class Snapshot(NamedTuple):
    """What is kept, by path, and what was left out with the reason."""

    files: dict[str, bytes]
    dropped: list[tuple[str, str]]


def take(source: str, limits: IntakeLimits) -> Snapshot:
    """Read a folder, a ZIP or a tar (plain, gzip, bzip2, xz), told apart by content. Raises ``SubmissionError``.

    Everything is read once and judged in memory. An archive that holds nothing but one top-level folder, as GitHub's
    do, is taken without that folder, unless its name is that of a source folder (``src``, ``lib``, ``test``,
    ``tests``). Empty folders are not kept, as git does not keep them.
    """
    try:
        fd = os.open(source, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        raise SubmissionError("", f"cannot be read ({error.strerror}); check the path") from None
    try:
        found = os.fstat(fd)
        if stat.S_ISDIR(found.st_mode):
            gate = Gate(limits)
            return _snapshot(read_folder(fd, gate, limits), gate)
        return _archive(_whole(fd, found, limits), limits)
    finally:
        os.close(fd)


def _whole(fd: int, found: os.stat_result, limits: IntakeLimits) -> bytes:
    if not stat.S_ISREG(found.st_mode):
        raise SubmissionError("", "is neither a folder nor an archive; hand in a folder, a .zip or a .tar.gz")
    with open(fd, "rb", closefd=False) as file:
        data = file.read(limits.archive_bytes + 1) if found.st_size <= limits.archive_bytes else b""
    if max(found.st_size, len(data)) > limits.archive_bytes:
        allowed = size_text(limits.archive_bytes)
        raise SubmissionError("", f"the archive is over {allowed}; leave out installed packages and build output")
    return data


def _archive(data: bytes, limits: IntakeLimits) -> Snapshot:
    entries = _entries(data, limits)
    gate = Gate(limits)
    kept = _admit(_unwrap([(names.split(entry.raw), entry) for entry in entries]), gate, limits)
    check_ratio(gate.total_bytes, len(data), limits)
    return _snapshot({"/".join(parts): entry.read() for parts, entry in kept}, gate)


def _entries(data: bytes, limits: IntakeLimits) -> list[Entry]:
    for magic, rule in _OTHER_FORMATS.items():
        if data.startswith(magic):
            raise SubmissionError("", rule)
    if streams.is_compressed(data):
        data = streams.expand(data, limits)
    elif zips.is_zip(data):
        return zips.read_entries(data, limits)
    if tars.looks_like_tar(data):
        return tars.read_entries(data, limits)
    if zips.ends_like_zip(data):
        raise SubmissionError("", "has data in front of the ZIP file in it; pack the submission again")
    raise SubmissionError("", "is neither a folder, a ZIP nor a tar; hand in one of these")


def _unwrap(entries: list[tuple[Parts, Entry]]) -> list[tuple[Parts, Entry]]:
    tops = {parts[0] for parts, _ in entries if not _is_desktop_noise(parts[0])}
    wrapper = next(iter(tops), "")
    only_a_folder = all(len(parts) > 1 or entry.kind == FOLDER for parts, entry in entries if parts[0] == wrapper)
    if len(tops) != 1 or wrapper in _SOURCE_FOLDERS or not only_a_folder:
        return entries
    names.check((wrapper,))
    inside = [(parts[1:] if parts[0] == wrapper else parts, entry) for parts, entry in entries]
    return [(parts, entry) for parts, entry in inside if parts]


def _is_desktop_noise(name: str) -> bool:
    # What macOS puts beside the one folder that a person meant to pack.
    return name in {"__MACOSX", ".DS_Store"} or name.startswith("._")


def _admit(entries: list[tuple[Parts, Entry]], gate: Gate, limits: IntakeLimits) -> list[tuple[Parts, Entry]]:
    for parts, _ in entries:
        gate.leftovers.note(parts)
    kept = []
    for parts, entry in entries:
        if not gate.admit(parts, entry.kind, size=entry.size, target=entry.target):
            continue
        check_ratio(entry.size, entry.packed, limits, names.printable("/".join(parts)))
        if entry.kind == FILE:
            kept.append((parts, entry))
    return kept


def _snapshot(files: dict[str, bytes], gate: Gate) -> Snapshot:
    dropped = gate.dropped()
    if not files and dropped:
        left_out = ", ".join(path for path, _ in dropped[:5]) + (", …" if len(dropped) > 5 else "")  # noqa: PLR2004
        raise SubmissionError("", f"holds only what is never taken ({left_out}); hand in the source files")
    if not files:
        raise SubmissionError("", "holds no file; hand in the folder with the source files")
    return Snapshot(files, dropped)


def canonical_tar(files: dict[str, bytes]) -> bytes:
    """Pack files so that the same content always gives the same bytes: sorted, without owner, mode or time."""
    folders = {"/".join(parts[:end]) for parts in (path.split("/") for path in files) for end in range(1, len(parts))}
    blocks: list[bytes] = []
    for path in sorted([*files, *folders]):
        content = files.get(path)
        blocks.append(_tar_header(path, content))
        if content:
            blocks += [content, bytes(-len(content) % tarfile.BLOCKSIZE)]
    return b"".join([*blocks, bytes(2 * tarfile.BLOCKSIZE)])


def _tar_header(path: str, content: bytes | None) -> bytes:
    header = tarfile.TarInfo(path)
    header.mode, header.mtime = (0o755, 0) if content is None else (0o644, 0)
    header.type = tarfile.DIRTYPE if content is None else tarfile.REGTYPE
    header.size = len(content or b"")
    return header.tobuf(tarfile.PAX_FORMAT, encoding="utf-8")
