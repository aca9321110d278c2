"""Which cases a native suite has: those that an accepted example's run reports, and which requirement each speaks for.

challenges/<slug>/suite/expected.json     the cases by language, the hash of the suite that they are of, its canary word
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from grader.canaries import words_in
from grader.challenge import native_suite_files
from grader.errors import ExamFailed
from grader.examples import examples
from grader.languages import all_languages
from grader.languages.base import Language
from grader.model import Build, Challenge, Outcome, Submission, Value
from grader.native.box import told_by_box
from grader.native.told import ExpectedCase, Told, ToldFile
from grader.sandbox.base import Sandbox
from grader.submission import open_submission

EXPECTED = "expected.json"


class _Kept(Value, frozen=True):
    suite: str
    cases: tuple[ExpectedCase, ...]


def known_cases(challenge: Challenge, language: Language) -> tuple[ExpectedCase, ...] | None:
    """Read the cases of an earlier reference run; ``None`` where there was none, or the suite has changed since."""
    kept = _kept(challenge).get(language.name)
    return kept.cases if kept is not None and kept.suite == _fingerprint(challenge, language) else None


def keep_cases(challenge: Challenge, language: Language, cases: Sequence[ExpectedCase]) -> None:
    """Write the cases of a reference run beside the suite."""
    kept = _kept(challenge) | {language.name: _Kept(suite=_fingerprint(challenge, language), cases=tuple(cases))}
    words = frozenset[str]().union(*map(words_in, native_suite_files(challenge, language.name).values()))
    written = {"canary": " ".join(sorted(words))} | dict(sorted(kept.items()))
    text = msgspec.json.format(msgspec.json.encode(written), indent=1)
    _expected_path(challenge).write_bytes(text + b"\n")


def _kept(challenge: Challenge) -> dict[str, _Kept]:
    try:
        found = msgspec.json.decode(_expected_path(challenge).read_bytes(), type=dict[str, _Kept | str])
        return {name: each for name, each in found.items() if isinstance(each, _Kept)}
    except (OSError, msgspec.DecodeError):
        return {}


def _expected_path(challenge: Challenge) -> Path:
    return Path(challenge.folder) / "suite" / EXPECTED


def _fingerprint(challenge: Challenge, language: Language) -> str:
    digest = hashlib.sha256(challenge.interface.suites[language.name].framework.encode())
    for path, content in native_suite_files(challenge, language.name).items():
        digest.update(f"\0{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def reference_cases(
    challenge: Challenge,
    language: Language,
    *,
    prepare: Callable[[Submission], Build],
    sandbox: Sandbox,
    run: str,
    seed: int,
    runtime: str = "",
) -> tuple[ExpectedCase, ...]:
    """Run the suite against an accepted example; ``ExamFailed`` unless every case passes and every canary fails."""
    accepted = (example for example in examples(challenge) if example.expectation == "accepted")
    example = next((each for each in accepted if each.language == language.name), None)
    if example is None:
        raise ExamFailed(f"{challenge.slug} has no accepted example in {language.title}, so its cases cannot be known")
    extensions = {known.name: frozenset(known.extensions) for known in all_languages()}
    submission = open_submission(
        example.folder, languages=extensions, allowed=challenge.languages, language=language.name
    )
    build = prepare(submission)
    if build.failure is not None:
        raise ExamFailed(f"the accepted example {example.name} does not build: {build.failure.message}")
    told = told_by_box(
        challenge, submission, language, build, sandbox=sandbox, run=f"{run}-reference", seed=seed, runtime=runtime
    )
    trouble = _reference_trouble(told)
    if trouble:
        raise ExamFailed(f"the suite cannot be learnt from the accepted example {example.name}: {trouble}")
    return tuple(
        ExpectedCase(
            name=case.name,
            file=file.name,
            title=case.title,
            labels=case.labels,
            skipped=case.outcome is Outcome.SKIPPED,
        )
        for file in told.files
        for case in file.cases
    )


def _reference_trouble(told: Told) -> str:
    """Tell the first thing that an accepted example's run must not show; nothing where all is well."""
    if told.failed is not None:
        return told.failed.message
    if not told.done:
        words = told.ending.stderr.strip()[-2000:] if told.ending is not None else ""
        return f"its box ended early\n{words}".rstrip()
    names = [case.name for file in told.files for case in file.cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    troubles = [trouble for file in told.files for trouble in _file_troubles(file)]
    troubles += [f"two cases are named {name}. Name them apart." for name in twice]
    troubles += [] if names else ["it has no case"]
    return troubles[0] if troubles else ""


def _file_troubles(file: ToldFile) -> Iterator[str]:
    for case in file.cases:
        if case.outcome in {Outcome.FAILED, Outcome.ERROR}:
            yield f"{case.name}: {case.message}"
    if not file.finished:
        yield f"{file.name} {file.ending}\n{file.printed}"
    for canary in file.canaries:
        if canary.outcome != "failed":
            yield f"{file.name}: a test that must fail ({canary.what}): {canary.outcome}"


def cited(challenge: Challenge, language: Language, expected: Sequence[ExpectedCase]) -> dict[str, str]:
    """Tell each case's requirement: what it cites, else what challenge.yaml says; ``ExamFailed`` where neither does."""
    known = {requirement.id for requirement in challenge.requirements}
    patterns = challenge.interface.suites[language.name].cases
    found: dict[str, str] = {}
    for case in expected:
        own = [label for label in case.labels if label in known]
        listed = [name for name, each in patterns.items() if any(_fits(case.name, pattern) for pattern in each)]
        if not own and not listed:
            raise ExamFailed(
                f"{challenge.slug}/suite/{language.name}: {case.name} cites no requirement. "
                f'Add {language.native.citing}, or the case to "cases" in challenge.yaml.'
            )
        found[case.name] = (own or listed)[0]
    return found


def _fits(name: str, pattern: str) -> bool:
    # Square brackets are part of names, as in test_adds[1-2]; a pattern's only wild card is the star.
    return fnmatchcase(name, pattern.replace("[", "[[]"))
