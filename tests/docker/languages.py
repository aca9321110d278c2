"""The images of languages, and submissions as a candidate would have handed them in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from grader.deliveries import packed
from grader.languages import find
from grader.model import SourceFile, Submission
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox


def image_of(language: str, engine: DockerSandbox) -> str:
    """The tag of a language's image, built where it is missing."""
    name = find(language).image
    return images.build(engine.client, report=lambda _line: None, environ=os.environ, names=[name])[name]


def read(folder: Path) -> dict[str, bytes]:
    """The files below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def submission(language: str, files: Mapping[str, bytes]) -> Submission:
    """What a candidate would have handed in."""
    return Submission(
        name="anna-k",
        language=language,
        sha256="5" * 64,
        files=tuple(SourceFile(path=name, size=len(content), lines=1) for name, content in files.items()),
        dropped=(),
        archive=packed(files),
    )
