"""``summary.md``: the grade in a minute, for a CI job's summary or a pull request.

It may be read where a candidate reads along, so it quotes no hidden case; the levels in it are for the company.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from grader.model import SEVERITIES, Verdict
from grader.reporting import words, words_code, words_review
from grader.reporting.markdown_text import code, table, text
from grader.reporting.words import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Grade, Quality

NAME = "markdown"
FILENAME = "summary.md"

LONGEST_BYTES = 60_000
"""A comment on GitHub takes 65,536 characters."""

_REQUIREMENTS_SHOWN = 80
_CRITERIA_SHOWN = 30
_PLACES_SHOWN = 5
_CUT = "\n\n… cut here: the whole of it is in `report.html`.\n"


def render(grade: Grade) -> str:
    """Write the summary, whole paragraphs only where there are too many."""
    written = "\n\n".join([*_head(grade), *_requirements(grade), *_levels(grade), *_look(grade), *_foot(grade)]) + "\n"
    encoded = written.encode()
    if len(encoded) <= LONGEST_BYTES:
        return written
    kept = encoded[: LONGEST_BYTES - len(_CUT.encode())].decode(errors="ignore")
    return kept[: kept.rfind("\n")].rstrip() + _CUT


def _head(grade: Grade) -> Iterator[str]:
    title = f"{text(grade.challenge.title, 120)} {text(grade.challenge.version, 30)}"
    if grade.verdict is Verdict.JUDGE_ERROR:
        yield f"## Void, not zero: {title}"
        yield f"{_who(grade)}. {words.VOID}"
        return
    yield f"## {words.verdict(grade.verdict).capitalize()}: {title}"
    yield f"{_who(grade)}. {_met(grade)}".rstrip()


def _who(grade: Grade) -> str:
    return f"{code(grade.submission.name, 120)}, {text(words.language(grade.submission.language), 30)}"


def _met(grade: Grade) -> str:
    met = sum(words.state(result) is State.MET for result in grade.requirements)
    total = len(grade.requirements)
    return f"**{met} of {words.count(total, 'requirement')} met.**" if total else ""


def _requirements(grade: Grade) -> Iterator[str]:
    if not grade.requirements:
        return
    yield "### Requirements"
    rows = [
        (text(result.id, 20), text(result.text, 160), str(result.points), words.state_words(result))
        for result in grade.requirements[:_REQUIREMENTS_SHOWN]
    ]
    yield table(("Id", "Requirement", "Points", "Result"), "llrl", rows)
    yield from _more(len(grade.requirements) - _REQUIREMENTS_SHOWN, "requirement")


def _levels(grade: Grade) -> Iterator[str]:
    """Reviewed levels where there are any, else proposed ones, and which of the two."""
    if not grade.criteria:
        return
    reviewed = grade.review is not None
    yield "### Levels" if reviewed else "### Proposed levels"
    if grade.review is not None:
        yield (
            f"Set by {words.count(len(words_review.reviewers(grade)), 'reviewer')}. Weighted mean "
            f"**{words_review.mean(grade.review.level)}**, with equal weights "
            f"{words_review.mean(grade.review.equal_weight_level)}."
        )
    else:
        yield "Not reviewed yet. These are the machine's proposals; a reviewer decides."
    rows = [
        (
            text(criterion.title, 80),
            str(criterion.weight),
            words_review.level(criterion.reviewed_level if reviewed else criterion.proposed_level),
        )
        for criterion in grade.criteria[:_CRITERIA_SHOWN]
    ]
    yield table(("Criterion", "Weight", "Level" if reviewed else "Proposed"), "lrl", rows)
    yield from _more(len(grade.criteria) - _CRITERIA_SHOWN, "level")


def _look(grade: Grade) -> Iterator[str]:
    """Where to look first: what is unmet by its points, flags, grave findings, and the code that takes longest."""
    looks = [*_unmet(grade), *_flags(grade), *(_code(grade.quality) if grade.quality is not None else ())]
    yield "### Where to look first"
    yield "\n".join(f"- {look}" for look in looks) if looks else "Nothing stands out."


def _unmet(grade: Grade) -> Iterator[str]:
    if grade.verdict is Verdict.JUDGE_ERROR:
        return
    unmet = [result for result in grade.requirements if result.met is False]
    for result in sorted(unmet, key=lambda each: -each.points)[:_PLACES_SHOWN]:
        yield f"**{text(result.id, 20)}** {text(result.text, 160)}: {words.state_words(result)}"


def _flags(grade: Grade) -> Iterator[str]:
    if grade.flags:
        yield f"{words.count(len(grade.flags), 'integrity flag')}, apart from the score: a person should look"


def _code(quality: Quality) -> Iterator[str]:
    """Places only: a tool's words may quote a key."""
    counted = Counter(finding.severity for finding in quality.findings)
    if counted:
        told = ", ".join(f"{counted[severity]:,} {severity}" for severity in SEVERITIES if counted[severity])
        grave = [finding for finding in quality.findings if finding.severity == "high"][:_PLACES_SHOWN]
        places = ", ".join(code(f"{finding.path}:{finding.line}") for finding in grave)
        yield f"{words.count(counted.total(), 'finding')}: {told}" + (f" (high: {places})" if places else "")
    for spot in quality.hot_spots[:1]:
        yield f"{code(words_code.place(spot.where))}, the most to read: {text(spot.why, 120)}"


def _foot(grade: Grade) -> Iterator[str]:
    yield "---"
    yield (
        f"Submission {code(grade.submission.sha256[:12])}, challenge {code(grade.challenge.sha256[:12])}, rubric "
        f"{text(grade.rubric.name, 40)} {text(grade.rubric.version, 30)}, grade "
        f"{text(grade.provenance.grader_version, 40)}. It says nothing about hiring."
    )


def _more(left_out: int, noun: str) -> Iterator[str]:
    if left_out > 0:
        yield f"{words.count(left_out, noun)} more: all of them are in `report.html`."
