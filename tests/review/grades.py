"""A small grade to review, and reviews of it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader import reporting
from grader.model import (
    SCHEMA_VERSION,
    ChallengeRef,
    CriterionResult,
    Grade,
    Item,
    Judgement,
    Limits,
    Measured,
    Preparation,
    Provenance,
    Review,
    RubricRef,
    SourceFile,
    SubmissionRef,
    Verdict,
)
from grader.reviewing import note_graded

AT = "2026-11-26T10:00:00+00:00"


def criterion(name: str, weight: int, proposed: int | None) -> CriterionResult:
    return CriterionResult(
        name=name,
        title=name.title(),
        weight=weight,
        proposed_level=proposed,
        reviewed_level=None,
        fraction=None,
        anchor="",
        evidence=("R1 met",),
        because="" if proposed is None else f"{proposed}, because R1 is met",
        anchors={4: "all", 3: "most", 2: "some", 1: "none"},
        items=(
            Item(name="asked", text="It is asked", proposed=None),
            Item(name="seen", text="It is seen", proposed=True),
        ),
    )


GRADE = Grade(
    schema_version=SCHEMA_VERSION,
    challenge=ChallengeRef(slug="c", title="Challenge", version="1.0.0", sha256="c" * 64),
    submission=SubmissionRef(
        name="submission-1",
        language="python",
        sha256="s" * 64,
        files=(SourceFile(path="a.py", size=30, lines=3),),
        dropped=(),
        lines=3,
    ),
    rubric=RubricRef(name="r", version="1.0.0", sha256="r" * 64, weights_reason="Because."),
    verdict=Verdict.ACCEPTED,
    verdict_reason="",
    preparation=Preparation(),
    score=90.0,
    equal_weight_score=90.0,
    requirements=(),
    suites=(),
    criteria=(criterion("correctness", 60, 4), criterion("design", 30, 3), criterion("communication", 10, None)),
    measured=Measured(),
    quality=None,
    own_tests=None,
    flags=(),
    provenance=Provenance(
        grader_version="0",
        image_digests={},
        engine="e",
        runtime="default",
        limits=Limits(),
        seed=1,
        started=AT,
        duration_s=1.0,
        host="h",
        attempts=1,
        steps=(),
    ),
    not_measured=(),
)


def judgement(name: str, level: int | None, reason: str = "Because I read it.") -> Judgement:
    return Judgement(criterion=name, level=level, reason=reason)


def review(
    reviewer: str = "anna", *, correctness: int | None = 4, design: int | None = 3, communication: int | None = 3
) -> Review:
    return Review(
        reviewer=reviewer,
        saved=AT,
        judgements=(
            judgement("correctness", correctness),
            judgement("design", design),
            judgement("communication", communication),
        ),
    )


def changed(value: Review, **changes: object) -> Review:
    return msgspec.structs.replace(value, **changes)


def folder_with(grade: Grade, folder: Path) -> Path:
    """A folder as `grade run` leaves it."""
    reporting.write(grade, folder, [])
    note_graded(folder, grade, who="ci", at=AT)
    return folder
