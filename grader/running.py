"""What `grade run` does, one step after the other: read, take in, prepare the engine, grade, write.

The engine answers slowly at first (a client takes a tenth of a second to import), so it is woken while the challenge is
read and the submission taken in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from grader import reporting, reviewing
from grader.blind import SEAL, anonymous, mask, seal
from grader.challenge import load_challenge
from grader.errors import UserError
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


def take_in(source: Path, challenge: Challenge, *, language: str | None = None) -> Submission:
    """Read a submission for a challenge; ``SubmissionError`` or ``LanguageError`` where it cannot be taken."""
    extensions = {known.name: frozenset(known.extensions) for known in all_languages()}
    return open_submission(source, languages=extensions, allowed=challenge.languages, language=language)


def run(  # noqa: PLR0913 - the options of one command
    source: Path,
    *,
    challenge_name: str,
    output: Path | None,
    formats: Sequence[str],
    language: str | None,
    name: str | None,
    blind: bool,
    who: str,
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
            submission = take_in(source, challenge, language=language)
        shown = name or (anonymous(submission.sha256) if blind else submission.name)
        with stopwatch.step("wait for the engine"):
            absent = engine.result()
        build_images(sandbox, absent, environ=environ, observer=observer)
        folder = output or Path("grade-out") / folder_name(shown)
        reporting.try_folder(folder)
        if reviewing.has_reviews(folder):
            raise UserError(
                f"{folder}: has reviews of an earlier result, which would lose what they are of. "
                "Choose another --output."
            )
        # The engine is slow to start boxes, and what reports are made with is slow to import.
        importing = aside.submit(reporting.names)
        graded = grade(
            challenge=challenge,
            rubric=rubric,
            submission=msgspec.structs.replace(submission, name=submission.name if blind else shown),
            sandbox=sandbox,
            images=images.wanted(),
            circumstances=circumstances,
            observer=observer,
            stopwatch=stopwatch,
        )
        importing.result()
    observer.step("reports")
    return _kept(graded, submission, folder, formats, blind=blind, name=name, who=who)


def _kept(
    graded: Grade,
    submission: Submission,
    folder: Path,
    formats: Sequence[str],
    *,
    blind: bool,
    name: str | None,
    who: str,
) -> tuple[Grade, dict[str, Path]]:
    """Write the reports, names masked and sealed where the mode is blind, begin the log; give what may be shown."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SEAL).unlink(missing_ok=True)
    if blind:
        # Sealed before it is shown: a masked report whose names nobody has could never be unsealed.
        graded, sealed = mask(graded, submission, name=name)
        seal(folder, sealed)
    files = reporting.write(graded, folder, formats)
    reviewing.note_graded(folder, graded, who=who, at=graded.provenance.started)
    return graded, files


def folder_name(name: str) -> str:
    """Make a safe folder name of a submission's name."""
    kept = "".join(character if character.isalnum() or character in "._-" else "_" for character in name)
    return kept.lstrip(".")[:80] or "submission"
