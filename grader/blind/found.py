"""What a finder gives: a stretch of a text that must not be shown, and of which kind it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple, get_args

Kind = Literal["name", "email", "link", "badge", "path", "package", "offset"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Found(NamedTuple):
    """One stretch, without a line break in it; ``user`` is the name of the account that it gives away, if any."""

    start: int
    end: int
    kind: Kind
    user: str = ""


Finder = Callable[[str], Iterator[Found]]
"""Finds its stretches from left to right, none inside another, in time that grows with the length of the text."""


def run_before(text: str, end: int, allowed: str, longest: int) -> int:
    """Where the run of letters, digits and ``allowed`` characters begins that ends at ``end``."""
    start = end
    while start > 0 and end - start < longest and (text[start - 1].isalnum() or text[start - 1] in allowed):
        start -= 1
    return start
