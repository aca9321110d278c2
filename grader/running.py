"""What `grade run` does, one step after the other: read, take in, prepare the engine, grade, write.

The engine answers slowly at first (a client takes a tenth of a second to import), so it is woken, and starts the box of
the analysis, while the challenge is read and the submission taken in.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from grader import reporting, reviewing
from grader.blind import SEAL, anonymous, get_ready, mask, seal
from grader.challenge import load_challenge
from grader.checks.quality.beginning import Beginning
from grader.checks.quality.box import Begun
from grader.errors import UserError
from grader.grading import Circumstances, Stopwatch, analysis_run, grade
from grader.languages import all_languages
from grader.model import Challenge, Grade, Submission
from grader.observing import Observer
from grader.review.log import FILENAME as LOG
from grader.rubric import rubric_of
from grader.sandbox import images
from grader.sandbox.docker import DockerSandbox
from grader.submission import open_submission

_NEW = ".new-"
_MANIFESTS = {"pom.xml": "java", "package.json": "node", "pyproject.toml": "python", "requirements.txt": "python"}
_LOOKED_AT = 200
"""Names in a folder that a guess is made by."""


def ready_engine(sandbox: DockerSandbox, *, environ: Mapping[str, str], observer: Observer) -> dict[str, str]:
    """Sweep what killed graders left, build the images that are missing, and give the tag of each by name."""
    build_images(sandbox, wake_engine(sandbox), environ=environ, observer=observer)
    return images.wanted()


def wake_engine(sandbox: DockerSandbox) -> list[str]:
    """Sweep what killed graders left, and name the images that are missing."""
    sandbox.sweep()
    absent = images.missing(sandbox.client)
    sandbox.facts()  # kept; asked for here, where nobody waits for it
    return absent


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
    with ThreadPoolExecutor(max_workers=1) as aside, ExitStack() as stack:
        engine = aside.submit(wake_engine, sandbox)
        start = partial(_begin_analysis, sandbox, engine, circumstances, language or likely_language(source))
        beginning = stack.enter_context(closing(Beginning(start, aside)))
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
        # The engine is slow to start boxes, and what reports are made with is slow to be there.
        meanwhile: list[Future[Any]] = [aside.submit(reporting.names)]
        meanwhile += [aside.submit(get_ready)] if blind else []
        graded = grade(
            challenge=challenge,
            rubric=rubric,
            submission=msgspec.structs.replace(submission, name=submission.name if blind else shown),
            sandbox=sandbox,
            images=images.wanted(),
            circumstances=circumstances,
            observer=observer,
            stopwatch=stopwatch,
            lender=beginning,
        )
        for each in meanwhile:
            each.result()
        aside.submit(beginning.close)
        observer.step("reports")
        return keep(graded, submission, folder, formats, blind=blind, name=name, who=who)


def _begin_analysis(
    sandbox: DockerSandbox, engine: Future[list[str]], circumstances: Circumstances, language: str
) -> Begun | None:
    """Start the box of the analysis, where there is to be one and its image is there."""
    if not circumstances.analysis or engine.result():
        return None
    return Begun(
        sandbox,
        language,
        image=images.wanted()["analysis"],
        run=analysis_run(circumstances),
        runtime=circumstances.runtime,
    )


def likely_language(source: Path) -> str:
    """Guess the language of a folder by what lies on top and in ``src``; empty where there is nothing to go by.

    Intake decides. This only says what is worth loading meanwhile, and looks at names alone, and few of them.
    """
    by_name = {ending: known.name for known in all_languages() for ending in known.extensions} | _MANIFESTS
    likely = Counter[str]()
    for folder in (source, source / "src"):
        if folder != source and folder.is_symlink():
            continue
        with suppress(OSError), os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, _LOOKED_AT)]
            likely.update(by_name.get(name) or by_name.get(Path(name).suffix, "") for name in names)
    del likely[""]
    return likely.most_common(1)[0][0] if likely else ""


def keep(
    graded: Grade,
    submission: Submission,
    folder: Path,
    formats: Sequence[str],
    *,
    blind: bool,
    name: str | None,
    who: str,
) -> tuple[Grade, dict[str, Path]]:
    """Write the reports, names masked and sealed where the mode is blind, and the log; give what may be shown.

    All of it is made in a folder inside and moved at the end: a disk that is full, or a grader that is killed, leaves
    an earlier grade as it was, with its seal.
    """
    sealed = None
    if blind:
        graded, sealed = mask(graded, submission, name=name)
    with reporting.writable(folder), _beside(folder) as made:
        if sealed is not None:
            seal(made, sealed)
        files = reporting.write(graded, made, formats)
        if (folder / LOG).exists():
            shutil.copy(folder / LOG, made / LOG, follow_symlinks=False)
        reviewing.note_graded(made, graded, who=who, at=graded.provenance.started)
        _moved_in(made, folder)
        if sealed is None:
            (folder / SEAL).unlink(missing_ok=True)
    return graded, {known: folder / path.name for known, path in files.items()}


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Make a folder inside to write in; away with it afterwards, and with those of graders that were killed."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob(f"{_NEW}*"):
        shutil.rmtree(stale, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=_NEW, dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _moved_in(made: Path, folder: Path) -> None:
    """Replace file by file; the seal first, without which a masked report is worth less, then the log."""
    names = sorted((path.name for path in made.iterdir()), key=lambda name: (name != SEAL, name != LOG, name))
    for name in names:
        if (folder / name).is_dir():  # found now, before another file has been replaced
            raise IsADirectoryError(errno.EISDIR, f"{name} is a folder")
    for name in names:
        (made / name).replace(folder / name)


def folder_name(name: str) -> str:
    """Make a safe folder name of a submission's name."""
    kept = "".join(character if character.isalnum() or character in "._-" else "_" for character in name)
    return kept.lstrip(".")[:80] or "submission"
