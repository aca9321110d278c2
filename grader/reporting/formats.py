"""Finds the formats, and writes what they render whole or not at all.

A format is a module of this package with a ``NAME`` for ``--format``, a ``FILENAME`` and ``render(grade) -> str``.

    <output>/result.json     always
    <output>/report.html     and the other formats asked for
"""

from __future__ import annotations

import contextlib
import difflib
import errno
import importlib
import pkgutil
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.durable import temporary_of, write_new
from grader.errors import GraderError, SandboxError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import ModuleType

    from grader.model import Grade

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_PARTS = ("NAME", "FILENAME", "render")


@dataclass(frozen=True, slots=True)
class Format:
    """One way to render a grade."""

    name: str
    filename: str
    render: Callable[[Grade], str]


def discover(package: ModuleType) -> dict[str, Format]:
    """All formats of a package by name, in alphabetical order; one that is broken raises instead of going missing."""
    found: dict[str, Format] = {}
    for module in sorted(pkgutil.iter_modules(package.__path__, f"{package.__name__}."), key=lambda each: each.name):
        made = _format(importlib.import_module(module.name))
        if made is None:
            continue
        taken = [each.name for each in found.values() if made.name == each.name or made.filename == each.filename]
        if taken:
            raise TypeError(f"{module.name}: the name {made.name} or the file {made.filename} is another format's")
        found[made.name] = made
    return dict(sorted(found.items()))


def _format(module: ModuleType) -> Format | None:
    missing = [part for part in _PARTS if not hasattr(module, part)]
    if len(missing) == len(_PARTS):
        return None
    if missing:
        raise TypeError(f"{module.__name__}: a format defines {', '.join(_PARTS)}; missing: {', '.join(missing)}")
    return Format(name=module.NAME, filename=module.FILENAME, render=module.render)


def choose(known: Mapping[str, Format], names: Sequence[str]) -> list[Format]:
    """Look up the formats asked for, each once, or say which one does not exist."""
    return [_named(known, name) for name in dict.fromkeys(names)]


def _named(known: Mapping[str, Format], name: str) -> Format:
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    raise UserError(f'unknown format "{name}".{hint} There are: {", ".join(known)}.')


def render_and_write(grade: Grade, output: Path, formats: Sequence[Format]) -> dict[str, Path]:
    """Render everything before the first byte is written, so that a failing format leaves the folder as it was."""
    rendered = {output / each.filename: each.render(grade).encode() for each in formats}
    try:
        output.mkdir(parents=True, exist_ok=True)
        _write_all(rendered)
    except OSError as error:
        raise _unwritable(output, error) from error
    return {each.name: output / each.filename for each in formats}


def try_folder(output: Path) -> None:
    """Write and remove an empty file, and whatever folders that took."""
    made = [folder for folder in (output, *output.parents) if not folder.exists()]
    probe = output / f".{secrets.token_hex(4)}.tmp"
    try:
        output.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
        for folder in made:
            folder.rmdir()
    except OSError as error:
        raise _unwritable(output, error) from error


@contextlib.contextmanager
def writable(output: Path) -> Iterator[None]:
    """Say what the file system refuses inside: ``SandboxError`` for want of room, else ``UserError``."""
    try:
        yield
    except OSError as error:
        raise _unwritable(output, error) from error


def _unwritable(output: Path, error: OSError) -> GraderError:
    if error.errno in _NO_ROOM:
        return SandboxError(f"{output}: the disk is full. Make room, or choose another --output.")
    return UserError(f"{output}: cannot write the report there: {error.strerror}. Choose another --output.")


def _write_all(contents: Mapping[Path, bytes]) -> None:
    for path in contents:
        if path.is_dir():  # found now, before another file has been replaced
            raise IsADirectoryError(errno.EISDIR, f"{path.name} is a folder")
    temporary = {path: temporary_of(path) for path in contents}
    try:
        for path, content in contents.items():
            write_new(temporary[path], content)
        for path in contents:
            temporary[path].replace(path)
    finally:
        for path in temporary.values():
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
