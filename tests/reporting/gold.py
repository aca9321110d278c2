"""What every format says of a few grades, kept so that a change of it is seen as a diff.

python tests/reporting/gold.py     writes all of it anew
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import samples
import samples_reviewed
from page import Page

from grader import reporting
from grader.model import Grade
from grader.reporting import formats

FOLDER = Path(__file__).parent / "gold"
GRADES: Mapping[str, Grade] = {
    "accepted": samples.accepted(),
    "failing": samples.failing(()),
    "reviewed": samples_reviewed.by_two(),
    "void": samples.void(),
}
_BLOCKS = frozenset(
    {"h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "tr", "caption", "figcaption", "summary", "label", "legend"}
    | {"pre", "option", "button", "code", "title"}
)


def told() -> Iterator[tuple[str, str]]:
    """Every file, by its path below the folder; of a page its words, for its markup is other tests' business."""
    for name, grade in GRADES.items():
        for each in formats.discover(reporting).values():
            text = each.render(grade)
            is_page = each.filename.endswith(".html")
            yield f"{name}/{each.filename}{'.txt' if is_page else ''}", outline(text) if is_page else text


def outline(markup: str) -> str:
    """Write each block's words on a line of its own, once."""
    lines: list[str] = []
    for element in Page(markup).elements:
        words = " ".join(element.text.split())
        if element.tag in _BLOCKS and words and (not lines or words not in lines[-1]):
            lines.append(f"{element.tag:<10} {words}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for path, text in told():
        (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / path).write_text(text, encoding="utf-8")
