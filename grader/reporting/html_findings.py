"""Findings on the page: the gravest first, what is alike together, and whatever is folded away is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from grader.model import GRAVE, SEVERITIES, Finding, Place, Severity
from grader.reporting import words_code
from grader.reporting.html_functions import Anchors, link
from grader.reporting.html_parts import Link
from grader.reporting.text import line

MOST = 1000
OPEN = 20
"""Findings that may stand open; the gravest always do, a few of each concept."""
OPEN_OF_ONE = 5


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding, and where."""

    finding: Finding
    where: Link
    tools: str


@dataclass(frozen=True, slots=True)
class ConceptPart:
    """Findings about one thing; all but the first few are folded away."""

    title: str
    criterion: str
    shown: Sequence[FindingRow]
    folded: Sequence[FindingRow]


@dataclass(frozen=True, slots=True)
class SeverityPart:
    """All findings of one severity, by concept; as a whole folded away unless ``is_open``."""

    severity: Severity
    told: str
    meaning: str
    is_open: bool
    concepts: Sequence[ConceptPart]


@dataclass(frozen=True, slots=True)
class FindingsPart:
    """All of them, whether any is of the gravest kind, and how many there are beyond those shown."""

    counts: Sequence[tuple[Severity, int]]
    severities: Sequence[SeverityPart]
    left_out: int
    is_grave: bool


def findings_part(findings: Sequence[Finding], titles: Mapping[str, str], anchors: Anchors) -> FindingsPart:
    """Group by severity, then by what they are about: the most frequent concept first."""
    ordered = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    shown = ordered[:MOST]
    parts, so_far = [], 0
    for severity, group in groupby(shown, key=lambda finding: finding.severity):
        own = list(group)
        so_far += len(own)
        parts.append(
            SeverityPart(
                severity=severity,
                told=words_code.of_severity(len(own), severity),
                meaning=words_code.MEANING[severity],
                is_open=severity in GRAVE or so_far <= OPEN,
                concepts=_concepts(own, titles, anchors),
            )
        )
    amounts = Counter(finding.severity for finding in findings)
    return FindingsPart(
        counts=[(severity, amounts[severity]) for severity in SEVERITIES if amounts[severity]],
        severities=parts,
        left_out=len(ordered) - len(shown),
        is_grave=amounts["high"] > 0,
    )


def _concepts(findings: Sequence[Finding], titles: Mapping[str, str], anchors: Anchors) -> Sequence[ConceptPart]:
    alike: dict[tuple[str, str, str], list[FindingRow]] = {}
    for finding in findings:
        where = link(Place(path=finding.path, line=finding.line), anchors)
        # Where only a tool's own rule names it, the rule's title is what it is about.
        alike.setdefault((finding.concept, finding.title, finding.criterion), []).append(
            FindingRow(finding, where, words_code.tools(finding))
        )
    return [
        ConceptPart(
            title=line(title[:1].upper() + title[1:], 160),
            criterion=titles.get(criterion, criterion.replace("_", " ")),
            shown=rows[:OPEN_OF_ONE],
            folded=rows[OPEN_OF_ONE:],
        )
        for (_, title, criterion), rows in sorted(alike.items(), key=lambda item: -len(item[1]))
    ]
