"""What `grade run` does, one step after the other: read, take in, prepare the engine, grade, write.

The engine answers slowly at first (a client takes a tenth of a second to import), so it is woken while the challenge is
read and the submission taken in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from grader import reporting
from grader.challenge import load_challenge
from grader.grading import Circumstances, Stopwatch, grade
from grader.languages import all_languages
from grader.model import Challenge, Grade, Submission
from grader.observing import Observer
from grader.rubric import rubric_of
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox
from grader.submission import open_submission


def ready_engine(sandbox: DockerSandbox, *, environ: Mapping[str, str], observer: Observer) -> dict[str, str]:
    """Sweep what killed graders left, build the images that are missing, and give the tag of each by name."""
    build_images(sandbox, wake_engine(sandbox), environ=environ, observer=observer)
    return images.wanted()


def wake_engine(sandbox: DockerSandbox) -> list[str]:
    """Sweep what killed graders left, and name the images that are missing."""
    sandbox.sweep()
    return images.missing(sandbox.client)


def build_images(
    sandbox: DockerSandbox, absent: Sequence[str], *, environ: Mapping[str, str], observer: Observer
) -> None:
    """Build what is missing, in the foreground: it takes a minute, and Ctrl-C must end it at once."""
    if absent:
        observer.step(f"build images ({', '.join(absent)}): once, some minutes")
        images.build(sandbox.client, environ=environ, report=observer.note)


def take_in(source: Path, challenge: Challenge, *, language: str | None = None, name: str | None = None) -> Submission:
    """Read a submission for a challenge; ``SubmissionError`` or ``LanguageError`` where it cannot be taken."""
    extensions = {known.name: frozenset(known.extensions) for known in all_languages()}
    submission = open_submission(source, languages=extensions, allowed=challenge.languages, language=language)
    return submission if name is None else msgspec.structs.replace(submission, name=name)


def run(  # noqa: PLR0913 - the options of one command
    source: Path,
    *,
    challenge_name: str,
    output: Path | None,
    formats: Sequence[str],
    language: str | None,
    name: str | None,
    circumstances: Circumstances,
    environ: Mapping[str, str],
    observer: Observer,
    sandbox: DockerSandbox,
) -> tuple[Grade, dict[str, Path]]:
    """Grade one submission and write its reports; every step may raise its own ``GraderError``."""
    stopwatch = Stopwatch()
    with ThreadPoolExecutor(max_workers=1) as aside:
        engine = aside.submit(wake_engine, sandbox)
        with stopwatch.step("read the challenge"):
            challenge = load_challenge(challenge_name)
            rubric = rubric_of(challenge)
        observer.step("intake")
        with stopwatch.step("intake"):
            submission = take_in(source, challenge, language=language, name=name)
        with stopwatch.step("wait for the engine"):
            absent = engine.result()
        build_images(sandbox, absent, environ=environ, observer=observer)
        folder = output or Path("grade-out") / folder_name(submission.name)
        reporting.try_folder(folder)
        # The engine is slow to start boxes, and what reports are made with is slow to import.
        importing = aside.submit(reporting.names)
        graded = grade(
            challenge=challenge,
            rubric=rubric,
            submission=submission,
            sandbox=sandbox,
            images=images.wanted(),
            circumstances=circumstances,
            observer=observer,
            stopwatch=stopwatch,
        )
        importing.result()
    observer.step("reports")
    return graded, reporting.write(graded, folder, formats)


def folder_name(name: str) -> str:
    """Make a safe folder name of a submission's name."""
    kept = "".join(character if character.isalnum() or character in "._-" else "_" for character in name)
    return kept.lstrip(".")[:80] or "submission"
