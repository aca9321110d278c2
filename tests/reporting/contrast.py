"""How well a colour can be read on another, after WCAG 2."""

from __future__ import annotations

import re

from grader.paths import REPORTS

AA = 4.5
"""The least ratio for text of ordinary size."""
SCHEMES = ("light", "dark")


def colours(scheme: str) -> dict[str, str]:
    """The named colours of all pages, in light or dark."""
    css = (REPORTS / "shared.css").read_text(encoding="utf-8")
    block = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[SCHEMES.index(scheme)]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


def contrast(one: str, other: str) -> float:
    """The ratio of the lighter luminance to the darker one."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return round((high + 0.05) / (low + 0.05), 2)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
