"""Who is in a batch: the entries of a folder, or a list that somebody wrote as CSV or YAML.

    id,source,revision,language            candidates:
    anna,handed-in/anna.zip,,                - {id: anna, source: handed-in/anna.zip}
    ben,https://…/ben.git,v1.0,java          - {id: ben, source: "https://…/ben.git", revision: v1.0}

Paths count from where the list lies. Every mistake in a list is told, each with its line, before anything is run.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from grader.batch.addresses import Address, address, check_revision
from grader.errors import UserError
from grader.mistakes import Mistakes, near_miss
from grader.model import Value
from grader.yaml_reader import read_yaml

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
MOST_BYTES = 16 << 20
LONGEST_ID = 100

_COLUMNS = ("id", "source")
_OPTIONAL = ("revision", "language")
_DELIMITERS = ",;\t"


class Candidate(Value, frozen=True):
    """Whose work is graded, and where it lies; no ``revision`` is HEAD, and no ``language`` is to be found out."""

    id: str
    address: Address
    revision: str = ""
    language: str = ""


class Found(Value, frozen=True):
    """What a folder or a list holds; ``passed_over`` are entries of the folder that are nobody's submission."""

    candidates: tuple[Candidate, ...]
    passed_over: tuple[str, ...] = ()


def in_folder(folder: Path) -> Found:
    """Take every folder and archive in a folder as somebody's; ``UserError`` for none, and for two of one name."""
    try:
        entries = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise UserError(f"{folder}: cannot be read: {error.strerror}. Name the folder with the submissions.") from error
    taken = [path for path in entries if path.is_dir() or path.name.lower().endswith(ARCHIVES)]
    mistakes = Mistakes()
    first: dict[str, str] = {}
    for path in taken:
        other = first.setdefault(_without_ending(path), path.name)
        if other != path.name:
            what = f'"{path.name}" and "{other}" are both of the candidate "{_without_ending(path)}". Keep one of them'
            mistakes.add(str(folder), None, what)
    _stop_if_any(mistakes)
    if not taken:
        raise UserError(f"{folder}: holds no submission. It takes a folder or an archive a candidate.")
    found = tuple(Candidate(id=_without_ending(path), address=Address(path=str(path))) for path in taken)
    return Found(candidates=found, passed_over=tuple(path.name for path in entries if path not in taken))


def _without_ending(path: Path) -> str:
    if path.is_dir():
        return path.name
    return next(path.name[: -len(ending)] for ending in reversed(ARCHIVES) if path.name.lower().endswith(ending))


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────


class _Cell(NamedTuple):
    text: str
    line: int


_Row = dict[str, _Cell]


def in_list(path: Path) -> Found:
    """Read a ``.csv``, ``.yaml`` or ``.yml``; ``UserError`` lists every mistake as ``file:line: what``."""
    mistakes = Mistakes()
    readers: dict[str, Callable[[Path, Mistakes], Iterable[_Row]]] = {
        ".csv": _csv_rows,
        ".yaml": _yaml_rows,
        ".yml": _yaml_rows,
    }
    read = readers.get(path.suffix.lower())
    if read is None:
        raise UserError(f"{path}: a list of candidates is a .csv, a .yaml or a .yml.")
    rows = list(read(path, mistakes))
    candidates = [candidate for row in rows for candidate in _candidate(row, path, mistakes)]
    _check_ids([row["id"] for row in rows if row["id"].text], path, mistakes)
    _stop_if_any(mistakes)
    if not candidates:
        raise UserError(f"{path}: names no candidate. It takes at least one row with an id and a source.")
    return Found(candidates=tuple(candidates))


def _stop_if_any(mistakes: Mistakes) -> None:
    if texts := mistakes.texts():
        raise UserError("\n".join(texts))


def _csv_rows(path: Path, mistakes: Mistakes) -> Iterator[_Row]:
    text = _text(path, mistakes)
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)  # spreadsheets of half of Europe write semicolons
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if not _check_columns(names, path, mistakes):
            return
        end = reader.line_num
        for cells in reader:
            line, end = end + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(names):
                mistakes.add(str(path), line, f"{len(cells)} cells, where the first line names {len(names)} columns")
            given = dict(zip(names, cells, strict=False))
            yield {name: _Cell(given.get(name, "").strip(), line) for name in (*_COLUMNS, *_OPTIONAL)}
    except csv.Error as error:
        mistakes.add(str(path), reader.line_num, f"not CSV: {error}")


def _text(path: Path, mistakes: Mistakes) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}.") from error
    if len(content) > MOST_BYTES:
        raise UserError(f"{path}: longer than {MOST_BYTES >> 20} MiB, which no list of candidates is.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mistakes.add(str(path), content.count(b"\n", 0, error.start) + 1, "not UTF-8 text. Save it as UTF-8")
        _stop_if_any(mistakes)
        raise


def _check_columns(names: Sequence[str], path: Path, mistakes: Mistakes) -> bool:
    known = (*_COLUMNS, *_OPTIONAL)
    wrong = [name for name in names if name not in known]
    for name in wrong:
        mistakes.add(str(path), 1, f'unknown column "{name}".{near_miss(name, known)}')
    for name in _COLUMNS:
        if name not in names:
            mistakes.add(str(path), 1, f'no column "{name}". The first line names the columns: id,source')
    if len(set(names)) < len(names):
        mistakes.add(str(path), 1, "a column stands here twice. Keep one of them")
    return not mistakes.texts()


def _yaml_rows(path: Path, mistakes: Mistakes) -> Iterator[_Row]:
    whole = read_yaml(path, name=str(path), mistakes=mistakes)
    whole.allow(["candidates"])
    for entry in whole.mappings("candidates"):
        entry.allow(_COLUMNS, _OPTIONAL)
        yield {
            name: _Cell(entry.text(name) if name in entry else "", entry.line_of(name))
            for name in (*_COLUMNS, *_OPTIONAL)
        }


def _candidate(row: _Row, path: Path, mistakes: Mistakes) -> Iterator[Candidate]:
    """Make a candidate of a row; none of one with a mistake in it."""
    before = len(mistakes.texts())
    _check_id(row["id"], path, mistakes)
    source = row["source"]
    try:
        found = address(source.text, beside=path.parent)
    except ValueError as error:
        mistakes.add(str(path), source.line, f"source: {error}" if source.text else "no source")
        return
    try:
        if row["revision"].text:
            check_revision(row["revision"].text)
    except ValueError as error:
        mistakes.add(str(path), row["revision"].line, f"revision: {error}")
    if len(mistakes.texts()) == before:
        yield Candidate(id=row["id"].text, address=found, revision=row["revision"].text, language=row["language"].text)


def _check_id(cell: _Cell, path: Path, mistakes: Mistakes) -> None:
    if not cell.text:
        mistakes.add(str(path), cell.line, "no id. Each candidate has one of their own")
    elif len(cell.text) > LONGEST_ID or not cell.text.isprintable():
        mistakes.add(str(path), cell.line, f"an id is at most {LONGEST_ID} characters that can be seen")


def _check_ids(ids: Iterable[_Cell], path: Path, mistakes: Mistakes) -> None:
    first: dict[str, int] = {}
    for cell in ids:
        line = first.setdefault(cell.text, cell.line)
        if line != cell.line:
            what = f'the candidate "{cell.text}" stands here twice, first in line {line}. Keep one'
            mistakes.add(str(path), cell.line, what)


def only(
    found: Sequence[Candidate], names: Sequence[str], folders: Mapping[str, str], *, language: str = ""
) -> list[Candidate]:
    """Keep those asked for by id or by folder, all where nobody is; ``UserError`` for one whom there is not.

    ``language`` is that of those who have none of their own.
    """
    ids = {candidate.id for candidate in found}
    asked = {folders.get(name, name) for name in names}
    for name in sorted(asked - ids):
        raise UserError(f'there is no candidate "{name}".{near_miss(name, [*ids, *folders])}')
    chosen = [candidate for candidate in found if candidate.id in asked or not names]
    return [msgspec.structs.replace(each, language=each.language or language) for each in chosen]
