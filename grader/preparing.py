"""What happens to a submission before it can run: its packages are had, its sources compiled, the rest is told."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from grader.building import build
from grader.languages.base import Language
from grader.model import Build, Challenge, Preparation, Submission
from grader.observing import Observer
from grader.sandbox.base import Sandbox

MANIFEST_BYTES = 1 << 20


def prepare(  # noqa: PLR0913 - everything that happens before an exam depends on, named
    challenge: Challenge,
    submission: Submission,
    language: Language,
    *,
    sandbox: Sandbox,
    images: Mapping[str, str],
    run: str,
    runtime: str,
    observer: Observer,
    stopwatch: Callable[[str], AbstractContextManager[None]],
) -> tuple[Build, Preparation]:
    """Give a submission its packages and build it; what cannot be had or compiled is in the build, as its failure."""
    image = images[language.image]
    notes = language.notes(small_files(submission))
    if not language.needs_build([file.path for file in submission.files]):
        return Build(image=image), Preparation(notes=notes)
    observer.step("build")
    with stopwatch("build"):
        built = build(
            challenge, submission, language, image=image, sandbox=sandbox, run=f"{run}-build", runtime=runtime
        )
    return built, Preparation(notes=(*notes, *built.notes), words=built.words)


def small_files(submission: Submission) -> dict[str, bytes]:
    """Read the submission's files by path, those left out that are too large to be a manifest."""
    files = {}
    with tarfile.open(fileobj=io.BytesIO(submission.archive)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isreg() and member.size <= MANIFEST_BYTES else None
            if content is not None:
                files[member.name] = content.read()
    return files
