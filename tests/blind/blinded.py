"""A small grade, a submission whose commits name somebody, and what a blind report shows of a text in it."""

from __future__ import annotations

import msgspec
import nouns

from grader.blind import mask, unmask
from grader.model import (
    SCHEMA_VERSION,
    ChallengeRef,
    Grade,
    Limits,
    Measured,
    Person,
    Preparation,
    Provenance,
    RequirementResult,
    RubricRef,
    SourceText,
    Submission,
    SubmissionRef,
    Verdict,
)

ANNA = Person(name="Anna Kournikova", email="anna.kournikova@mail.example.net")
SHA = "5eed" * 16


def grade(*sources: SourceText, **changes: object) -> Grade:
    """One of challenge ``lru-cache``, with these files."""
    made = Grade(
        schema_version=SCHEMA_VERSION,
        challenge=ChallengeRef(slug="lru-cache", title="LRU cache with expiry", version="1.0.0", sha256="c" * 64),
        submission=SubmissionRef(name="anna-k", language="python", sha256=SHA, files=(), dropped=(), lines=0),
        rubric=RubricRef(name="algorithm", version="1", sha256="b" * 64, weights_reason=""),
        verdict=Verdict.ACCEPTED,
        verdict_reason="",
        preparation=Preparation(),
        score=100.0,
        equal_weight_score=100.0,
        requirements=(
            RequirementResult(
                id="R1", text="Evicts what is oldest", criterion="c", points=1, passed=1, total=1, met=True
            ),
        ),
        suites=(),
        criteria=(),
        measured=Measured(),
        quality=None,
        own_tests=None,
        flags=(),
        provenance=Provenance(
            grader_version="1",
            image_digests={},
            engine="",
            runtime="",
            limits=Limits(),
            seed=1,
            started="2026-11-26T10:00:00+00:00",
            duration_s=1.0,
            host="",
            attempts=1,
            steps=(),
        ),
        not_measured=(),
        sources=sources,
    )
    return msgspec.structs.replace(made, **changes)


def submission(*authors: Person, name: str = "python") -> Submission:
    """One that these people committed to."""
    return msgspec.structs.replace(nouns.submission(), sha256=SHA, name=name, authors=authors)


def shown(text: str, *authors: Person, path: str = "notes.txt", name: str = "python") -> str:
    """What a blind report shows of a file with this text, which comes back as it was when it is unsealed."""
    whole = grade(SourceText(path=path, text=text))
    blind, sealed = mask(whole, submission(*authors, name=name))
    assert unmask(blind, sealed) == whole
    return blind.sources[0].text
