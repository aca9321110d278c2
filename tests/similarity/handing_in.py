"""A batch's folder as `grade batch` leaves it, made of texts alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec
import samples

from grader import reporting
from grader.model import SourceText

MADE = "2026-11-27T00:00:00+00:00"


def handed_in(
    folder: Path, name: str, texts: Mapping[str, str], *, language: str = "python", slug: str = "lru-cache"
) -> Path:
    """Write the result of one submission."""
    grade = samples.accepted()
    sha256 = hashlib.sha256(repr(sorted(texts.items())).encode("utf-8", "backslashreplace")).hexdigest()
    grade = msgspec.structs.replace(
        grade,
        challenge=msgspec.structs.replace(grade.challenge, slug=slug),
        submission=msgspec.structs.replace(grade.submission, language=language, sha256=sha256),
        sources=tuple(SourceText(path=path, text=text) for path, text in sorted(texts.items())),
        masked=(),
    )
    reporting.write(grade, folder / name, [])
    return folder / name
