"""Canary words: one stands in every file of a hidden suite and nowhere else, so that a leak is known at sight."""

from __future__ import annotations

import re

CANARY = re.compile(rb"\bcanary-[0-9a-f]{24}\b")


def words_in(content: bytes) -> frozenset[str]:
    """Find the canary words in some bytes, of whatever suite."""
    return frozenset(word.decode() for word in CANARY.findall(content))
