"""One function.

Adds two numbers; every language meets every verdict here.
"""

from __future__ import annotations


def add_all(numbers: list[int]) -> int:
    """See the brief."""
    raise NotImplementedError
