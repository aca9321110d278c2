"""The whole submission on the page, file by file: every line with an anchor, its findings, comments and coverage.

A row is one element with its text: the number is the style sheet's to count, for ten thousand lines must stay light.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.model import FileCoverage, Finding, Grade, LineComment, SourceText
from grader.reporting import html_listing, words
from grader.reporting.text import line

_COLOURED_LINES = 20_000
"""Over all files; beyond that a page would weigh more than its colours are worth."""
_LINES_SHOWN = 20_000
_LONGEST_LINE = 2_000
_FOUND_SHOWN = 8
_STRETCH = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")
_MANY = 2_000  # lines of one file that no test ran; beyond, the margin says nothing that the share does not


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One line: its colours, and what is said of it; ``unrun`` where the candidate's own tests never ran it."""

    anchor: str
    tokens: Sequence[html_listing.Token]
    findings: Sequence[Finding]
    comments: Sequence[tuple[str, LineComment]]
    unrun: bool


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A file with its lines; ``told`` is what a closed one says of itself, ``raw_path`` its path as ASCII JSON."""

    anchor: str
    path: str
    raw_path: str
    count: int
    told: str
    rows: Sequence[SourceRow]
    rest: str


@dataclass(frozen=True, slots=True)
class SourcesPart:
    """All files, and how many are not shown; ``has_coverage`` where lines are marked that no test ran."""

    files: Sequence[SourcePart]
    left_out: int
    has_coverage: bool


class Lines:
    """Where on the page a line of a file is shown."""

    def __init__(self, sources: Sequence[SourceText]) -> None:
        self._files = {source.path: (number, _count(source.text)) for number, source in enumerate(sources, start=1)}

    def get(self, place: tuple[str, int], absent: str = "") -> str:
        """Give the anchor of a line, that of the file for line 0, and ``absent`` for what is not on the page."""
        path, number = place
        file, count = self._files.get(path, (0, 0))
        if not file or number > min(count, _LINES_SHOWN):
            return absent
        return f"file-{file}-{number}" if number else f"file-{file}"


def _count(text: str) -> int:
    return text.removesuffix("\n").count("\n") + 1


def sources_part(grade: Grade) -> SourcesPart | None:
    """Lay out every file that the grade has; ``None`` where an older grade has none."""
    if not grade.sources:
        return None
    found = html_listing.by_line(grade.quality.findings if grade.quality else ())
    said: dict[str, dict[int, list[tuple[str, LineComment]]]] = {}
    for review in grade.review.reviews if grade.review else ():
        for comment in review.comments:
            said.setdefault(comment.path, {}).setdefault(comment.line, []).append((review.reviewer, comment))
    coverage = {each.path: each for each in (grade.own_tests.coverage or () if grade.own_tests else ())}
    room = _COLOURED_LINES
    files = []
    for number, source in enumerate(grade.sources, start=1):
        files.append(
            _file(
                f"file-{number}",
                source,
                found.get(source.path, {}),
                said.get(source.path, {}),
                coverage.get(source.path),
                coloured=room > 0,
            )
        )
        room -= files[-1].count
    return SourcesPart(files, grade.left_out_sources, has_coverage=bool(coverage))


def _file(
    anchor: str,
    source: SourceText,
    found: Mapping[int, Sequence[Finding]],
    said: Mapping[int, Sequence[tuple[str, LineComment]]],
    covered: FileCoverage | None,
    *,
    coloured: bool,
) -> SourcePart:
    lines = source.text.removesuffix("\n").split("\n")
    shown = [_short(each) for each in lines[:_LINES_SHOWN]]
    unrun = set(_unrun(covered)) if covered else set[int]()
    tokens: Iterator[Sequence[html_listing.Token]] = (
        html_listing.lines_of("\n".join(shown), source.path) if coloured else ([("", each)] for each in shown)
    )
    rows = [
        SourceRow(
            anchor=f"{anchor}-{number}",
            tokens=row,
            findings=found.get(number, ())[:_FOUND_SHOWN],
            comments=said.get(number, ()),
            unrun=number in unrun,
        )
        for number, row in enumerate(tokens, start=1)
    ]
    left = len(lines) - len(shown)
    rest = f"{words.count(left, 'line')} more, not shown here." if left else ""
    if source.cut:
        rest = f"{rest} The file goes on: only its beginning was kept.".strip()
    return SourcePart(
        anchor=anchor,
        path=line(source.path, 160),
        raw_path=json.dumps(source.path),
        count=len(lines),
        told=_told(len(lines), found, said, covered),
        rows=rows,
        rest=rest,
    )


def _short(text: str) -> str:
    return (
        text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]} … (+{len(text) - _LONGEST_LINE:,} characters)"
    )


def _told(
    count: int,
    found: Mapping[int, Sequence[Finding]],
    said: Mapping[int, Sequence[tuple[str, LineComment]]],
    covered: FileCoverage | None,
) -> str:
    """As in ``96 lines, 3 findings, 91 % run by their tests``."""
    parts = [words.count(count, "line")]
    findings, comments = (sum(len(each) for each in by_line.values()) for by_line in (found, said))
    parts += [words.count(findings, "finding")] if findings else []
    parts += [words.count(comments, "comment")] if comments else []
    parts += [f"{words.share(covered.covered_lines, covered.lines)} run by their tests"] if covered else []
    return ", ".join(parts)


def _unrun(covered: FileCoverage) -> Iterator[int]:
    """Read ``3-7, 12``; what is no such list, or without end, marks nothing."""
    left = _MANY
    for stretch in covered.uncovered.split(", "):
        known = _STRETCH.fullmatch(stretch)
        if known is None:
            continue
        first, last = int(known[1]), int(known[2] or known[1])
        for number in range(first, min(last, first + left - 1) + 1):
            yield number
            left -= 1
        if left <= 0:
            return
