"""The images of languages for tests, and submissions written down where they are used."""

from __future__ import annotations

import os
from collections.abc import Mapping

from grader.deliveries import packed
from grader.languages import find
from grader.model import SourceFile, Submission
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox


def image_of(language: str, engine: DockerSandbox) -> str:
    """The tag of a language's image, built where it is missing."""
    name = find(language).image
    return images.build(engine.client, report=lambda _line: None, environ=os.environ, names=[name])[name]


def submission(language: str, files: Mapping[str, str]) -> Submission:
    """What a candidate would have handed in."""
    contents = {name: text.encode() for name, text in files.items()}
    return Submission(
        name="anna-k",
        language=language,
        sha256="5" * 64,
        files=tuple(SourceFile(path=name, size=len(text), lines=1) for name, text in contents.items()),
        dropped=(),
        archive=packed(contents),
    )
