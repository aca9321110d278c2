"""How long a batch will still take, from how long its finished grades took: pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

NEWEST = 50
"""Only so many of the latest count: a machine that has become busy is seen soon."""


def left_s(took_s: Sequence[float], *, to_do: int, jobs: int) -> float | None:
    """Estimate the seconds that are left, ``None`` before there is anything to go by.

    ``took_s`` are the seconds of each finished grade, in order; ``to_do`` counts those at work as half done.
    """
    if not took_s:
        return None
    at_work = min(jobs, to_do)
    return fmean(took_s[-NEWEST:]) * (to_do - at_work / 2) / max(1, jobs)


def in_words(seconds: float | None) -> str:
    """As in ``about 4 minutes left``; nothing where nothing is known."""
    if seconds is None:
        return ""
    if seconds < 60:  # noqa: PLR2004 - a minute
        return "less than a minute left"
    minutes = round(seconds / 60)
    if minutes < 90:  # noqa: PLR2004 - an hour and a half
        return f"about {minutes} minute{'' if minutes == 1 else 's'} left"
    return f"about {round(minutes / 60)} hours left"
