"""An occasion for a question: what the rules of the interview guide find, and fill into their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.model import Place

WORDS = 160
LONGEST_NAME = 80
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Occasion:
    """A reason to ask; of all that share one of ``subjects`` only the weightiest is asked about.

    ``facts`` are cut short and made visible already. Titles of hidden cases and names of seeded bugs are in facts that
    only the panel's half of a rule uses.
    """

    subjects: tuple[str, ...]
    facts: Mapping[str, str]
    where: Place | None = None
    criterion: str = ""
    strength: int = 0
