"""What happens to a submission before it can run: its packages are had, its sources compiled, the rest is told."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Mapping
from functools import partial

from grader import dependencies
from grader.building import NeedsDependencies, build
from grader.configuration import Configuration
from grader.dependencies import Prepared
from grader.errors import BuilderFailed
from grader.languages.base import Language
from grader.model import Build, Challenge, Package, Preparation, Submission
from grader.observing import Observer
from grader.sandbox.base import Sandbox

SMALL_BYTES = 1 << 20


def prepare(  # noqa: PLR0913 - everything that happens before an exam depends on, named
    challenge: Challenge,
    submission: Submission,
    language: Language,
    *,
    sandbox: Sandbox,
    images: Mapping[str, str],
    run: str,
    runtime: str,
    configuration: Configuration,
    observer: Observer,
) -> tuple[Build, Preparation]:
    """Give a submission its packages and build it; what cannot be had or compiled is in the build, as its failure."""
    have = partial(
        dependencies.prepare,
        submission,
        language,
        sandbox=sandbox,
        images=images,
        run=run,
        configuration=configuration,
        observer=observer,
        runtime=runtime,
    )
    compiled = partial(build, challenge, submission, language, sandbox=sandbox, runtime=runtime)
    image = images[language.image]
    if not language.needs_build([file.path for file in submission.files]):
        given = have()
        result = Build(image=given.image, failure=given.failure)
    elif language.builder_reads_manifest:
        given, result = _tried_first(image, have, compiled, run)
    else:
        given = have()
        result = _compiled(given, compiled, run)
    return result, _told(given, result, language.notes(small_files(submission)))


def _tried_first(
    image: str, have: Callable[[], Prepared], compiled: Callable[..., Build], run: str
) -> tuple[Prepared, Build]:
    """Build with what the image has, and only where the builder finds that wanting have the rest fetched."""
    try:
        return Prepared(image=image, parent=image), compiled(image=image, run=f"{run}-build")
    except NeedsDependencies:
        given = have()
    return given, _compiled(given, compiled, f"{run}-again")


def _compiled(given: Prepared, compiled: Callable[..., Build], run: str) -> Build:
    if given.failure is not None:
        return Build(image=given.image, failure=given.failure)
    try:
        return compiled(image=given.image, run=f"{run}-build")
    except NeedsDependencies:
        raise BuilderFailed("the builder asks for packages that it has been given") from None


def _told(given: Prepared, result: Build, notes: tuple[str, ...]) -> Preparation:
    own = result.facts.get("packages", [])
    packages = given.packages or tuple(Package(name=str(each["name"]), version=str(each["version"])) for each in own)
    return Preparation(
        dependencies="built in" if packages and given.source == "none" else given.source,
        packages=packages,
        notes=tuple(dict.fromkeys((*notes, *given.notes, *result.notes))),
        words=result.words,
    )


def small_files(submission: Submission, *, most_bytes: int = SMALL_BYTES) -> dict[str, bytes]:
    """Read the submission's files by path, those left out that are too large: by default to be a manifest."""
    files = {}
    with tarfile.open(fileobj=io.BytesIO(submission.archive)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isreg() and member.size <= most_bytes else None
            if content is not None:
                files[member.name] = content.read()
    return files
