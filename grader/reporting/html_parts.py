"""The values that the page's templates spell out; anchors are numbered by us and never taken from a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Case, CriterionResult, Judgement, RequirementResult
    from grader.reporting.words import State

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Cut(Generic[_T]):
    """The beginning of a list whose length a candidate can drive up, and how much of it is not shown."""

    shown: Sequence[_T]
    left_out: int

    @classmethod
    def of(cls, items: Sequence[_T], limit: int = 1000) -> Cut[_T]:
        """At most ``limit`` of the items."""
        return cls(items[:limit], max(0, len(items) - limit))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, linked where it names something on the page."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the code, harmless to show, and where the page shows that very line."""

    text: str
    name: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class CasePart:
    """A case; ``weaker`` where the tests shared a process with the candidate's code."""

    anchor: str
    suite: str
    weaker: bool
    case: Case


@dataclass(frozen=True, slots=True)
class RequirementPart:
    """A requirement with those of its cases that fail."""

    anchor: str
    result: RequirementResult
    state: State
    failing: Sequence[CasePart]


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """A criterion with its evidence as linked sentences, and those of its requirements that no sentence names.

    ``strip`` are all of its requirements, ``judgements`` what each reviewer decided.
    """

    anchor: str
    result: CriterionResult
    evidence: Sequence[Sequence[Piece]]
    requirements: Sequence[RequirementPart]
    strip: Sequence[RequirementPart]
    judgements: Sequence[tuple[str, Judgement]]
