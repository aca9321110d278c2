"""What is there to be compared: a batch's results, earlier batches, and solutions as plain folders."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from grader import reporting
from grader.blind import anonymous
from grader.errors import UserError
from grader.languages import find
from grader.model import Grade
from grader.reporting.text import visible
from grader.similarity.fingerprints import Item
from grader.sources import LARGEST_BYTES, MOST_BYTES, MOST_FILES

RESULT = "result.json"


def results_in(folder: Path, *, within: str = "") -> list[tuple[str, Item]]:
    """Read every result one level below a folder, in order, each with its challenge; ``UserError`` where one is broken.

    ``within`` stands before their names. Of a grade no more is kept than is compared.
    """
    try:
        found = sorted(path.parent for path in folder.glob(f"*/{RESULT}"))
    except OSError as error:
        raise UserError(f"{folder}: cannot be read: {error.strerror}.") from error
    return [_item(path, reporting.read(path), within) for path in found]


def name_of(grade: Grade, folder: str) -> str:
    """What a submission is called, which says no more than its grade does."""
    return folder if grade.masked is not None else anonymous(grade.submission.sha256)


def _item(folder: Path, grade: Grade, within: str) -> tuple[str, Item]:
    name = name_of(grade, folder.name)
    item = Item(
        name=f"{within}/{name}" if within else name,
        language=grade.submission.language,
        sha256=grade.submission.sha256,
        texts={each.path: each.text for each in grade.sources},
        home=str(folder),
    )
    return grade.challenge.slug, item


def solutions_in(folder: Path, languages: Collection[str], cache: Path) -> list[Item]:
    """Read solutions: each folder below is one, or the folder itself where it has files of its own."""
    if not folder.is_dir():
        raise UserError(f"{folder}: there is no such folder.")
    below = [path for path in sorted(folder.iterdir()) if path.is_dir() and not path.is_symlink()]
    alone = any(path.is_file() for path in folder.iterdir()) or not below
    found = []
    for place in [folder] if alone else below:
        name = folder.name if alone else f"{folder.name}/{place.name}"
        texts = dict(_texts(place))
        for language in sorted(languages):
            own = {path: text for path, text in texts.items() if path.endswith(find(language).extensions)}
            if own:
                sha256 = hashlib.sha256(repr(sorted(own.items())).encode("utf-8", "backslashreplace")).hexdigest()
                item = Item(
                    name=visible(name), language=language, sha256=sha256, texts=own, home=str(cache), ours=False
                )
                found.append(item)
    return found


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Read files as data, as many and as large as a grade keeps; no link is followed."""
    room, files = MOST_BYTES, 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if path.is_symlink() or not path.is_file() or path.stat().st_size > min(room, LARGEST_BYTES):
                continue
            content = path.read_bytes()[:LARGEST_BYTES]
            room, files = room - len(content), files + 1
            if files > MOST_FILES:
                return
            if b"\0" not in content:
                yield path.relative_to(folder).as_posix(), content.decode("utf-8", "replace")
