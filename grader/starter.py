"""What a candidate begins with: the starter generated from the declared signatures, and the brief.

<folder>/brief.md
<folder>/README.md, solution.py, …     what the language's starter gives
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.errors import LanguageError, UserError
from grader.languages import find
from grader.languages.base import Language
from grader.mistakes import near_miss
from grader.model import Challenge


def export(challenge: Challenge, language: str, folder: Path) -> tuple[Path, ...]:
    """Write what a candidate gets, the brief and the starter, into ``folder``; nothing of the suite is among it.

    ``LanguageError`` where the challenge does not take the language, ``UserError`` where a file would be overwritten.
    """
    if language not in challenge.languages:
        near = near_miss(language, challenge.languages)
        raise LanguageError(f'{challenge.slug} does not take the language "{language}".{near}')
    brief = (Path(challenge.folder) / "brief.md").read_text(encoding="utf-8")
    return _write({"brief.md": brief, **starter_files(challenge, find(language))}, folder)


def starter_files(challenge: Challenge, language: Language) -> dict[str, str]:
    """Texts by path: of a service those that its author wrote if there are any, else what the language generates."""
    written = Path(challenge.folder) / "starter" / language.name
    if challenge.interface.kind != "service" or not written.is_dir():
        return language.starter(challenge)
    paths = (path for path in sorted(written.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(written).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def write_starter(challenge: Challenge, language: Language, folder: Path) -> tuple[Path, ...]:
    """Write a language's starter alone into ``folder``, made if need be; ``UserError`` rather than overwrite a file."""
    return _write(language.starter(challenge), folder)


def _write(texts: Mapping[str, str], folder: Path) -> tuple[Path, ...]:
    files = {folder / path: text for path, text in sorted(texts.items())}
    for path, text in files.items():
        if path.exists() and path.read_bytes() != text.encode():
            raise UserError(f"{path}: stands there already. Choose an empty folder, or move it away.")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return tuple(files)
