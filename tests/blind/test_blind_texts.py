"""Every text of a grade is either masked or known to be ours: a new field of the model must be placed here."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union

import msgspec
from blinded import ANNA, submission

from grader.blind import mask
from grader.model import Grade, Value

WRITTEN = "Anna Kournikova"

OURS = {
    "Case.name",
    "Case.requirement",
    "Case.title",
    "ChallengeRef.sha256",
    "ChallengeRef.version",
    "CriterionResult.anchor",
    "CriterionResult.anchors",
    "CriterionResult.name",
    "CriterionResult.rule",
    "CriterionResult.title",
    "Exhibit.kind",
    "FileCoverage.uncovered",
    "Finding.concept",
    "Finding.criterion",
    "Finding.help",
    "Finding.title",
    "Finding.tools",
    "Flag.what",
    "History.first",
    "History.last",
    "Item.name",
    "Item.text",
    "Judgement.criterion",
    "Judgement.items",
    "Measure.name",
    "Norm.criterion",
    "Norm.kind",
    "Norm.source",
    "Norm.title",
    "Norm.unit",
    "OwnTests.framework",
    "Package.version",
    "Practice.criterion",
    "Practice.name",
    "Practice.question",
    "Preparation.dependencies",
    "Provenance.engine",
    "Provenance.grader_version",
    "Provenance.host",
    "Provenance.image_digests",
    "Provenance.runtime",
    "Provenance.started",
    "Quality.incomplete",
    "Review.reviewer",
    "Review.saved",
    "RubricRef.ignore",
    "RubricRef.name",
    "RubricRef.sha256",
    "RubricRef.title",
    "RubricRef.version",
    "RubricRef.weights_reason",
    "SeededBugs.not_caught",
    "Series.asked",
    "Series.case",
    "Series.label",
    "Settled.left_out",
    "Step.name",
    "SubmissionRef.language",
    "SubmissionRef.sha256",
    "Suite.guards",
    "Suite.kind",
    "Suite.name",
    "Tool.name",
    "Tool.version",
}


def test_each_text_of_a_grade_is_masked_or_is_ours() -> None:
    whole = msgspec.structs.replace(filled(Grade), masked=None)
    # A brief that named somebody would make the name an ordinary word.
    whole = msgspec.structs.replace(
        whole, challenge=msgspec.structs.replace(whole.challenge, slug="a", title="b"), requirements=()
    )
    blind, _ = mask(whole, submission(ANNA))
    assert set(where_left(blind)) == OURS


def filled(kind: Any) -> Any:  # noqa: ANN401 - a value of any type
    """A value of a type with a name in all its texts."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {Union, UnionType}:
        made = filled(next(each for each in arguments if each is not NoneType))
    elif origin is Literal:
        made = arguments[0]
    elif origin is tuple:
        made = tuple(filled(each) for each in arguments if each is not Ellipsis)
    elif origin is dict:
        made = {filled(arguments[0]): filled(arguments[1])}
    elif issubclass(kind, Value):
        made = kind(**{name: filled(each) for name, each in typing.get_type_hints(kind).items()})
    elif issubclass(kind, Enum):
        made = next(iter(kind))
    else:
        made = WRITTEN if kind is str else kind(1)
    return made


def where_left(value: Any, place: str = "") -> Iterator[str]:  # noqa: ANN401
    """The fields in which the name still stands."""
    if isinstance(value, Value):
        for name in value.__struct_fields__:
            yield from where_left(getattr(value, name), f"{type(value).__name__}.{name}")
    elif isinstance(value, tuple):
        for each in value:
            yield from where_left(each, place)
    elif isinstance(value, dict):
        for each in (*value, *value.values()):
            yield from where_left(each, place)
    elif isinstance(value, str) and WRITTEN in value:
        yield place
