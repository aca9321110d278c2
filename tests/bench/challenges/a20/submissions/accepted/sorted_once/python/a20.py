"""Spans of whole numbers, the end not included."""

from __future__ import annotations

from itertools import pairwise

Span = tuple[int, int]


def merge(spans: list[Span]) -> list[Span]:
    """The same numbers in as few spans as will do, in order."""
    if any(end < start for start, end in spans):
        raise ValueError("a span ends before it begins")
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def covered(spans: list[Span]) -> int:
    return sum(end - start for start, end in merge(spans))


def gaps(spans: list[Span]) -> list[Span]:
    merged = merge(spans)
    return [(before[1], after[0]) for before, after in pairwise(merged)]


def holds(spans: list[Span], point: int) -> bool:
    return any(start <= point < end for start, end in spans)
