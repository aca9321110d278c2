"""``candidate.md``: what the candidate is told, to be sent as it is or pasted into a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.reporting import candidate_words as said
from grader.reporting.markdown_text import code, quoted, table, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.model import Grade
    from grader.reporting.candidate_words import Letter

NAME = "candidate-md"
FILENAME = "candidate.md"


def render(grade: Grade) -> str:
    """Write the candidate's copy; it has no word of a hidden case in it."""
    letter = said.letter(grade)
    sections = [*_head(letter), *_words(letter), *_results(letter), *_levels(letter), *_terms(letter)]
    return "\n\n".join(sections) + "\n"


def _head(letter: Letter) -> Iterator[str]:
    yield f"# Your submission to {text(letter.challenge, 120)}"
    yield f"{code(letter.submission, 120)}, {text(letter.language, 30)}, challenge version {code(letter.version, 30)}"
    void = "**This run is void.**" if letter.void else ""
    yield " ".join(part for part in (void, letter.opening, letter.summary) if part)


def _words(letter: Letter) -> Iterator[str]:
    if letter.reviewers_words:
        yield "## What the reviewers say"
        yield from (quoted(each) for each in letter.reviewers_words)


def _results(letter: Letter) -> Iterator[str]:
    if letter.promises:
        yield "## What the brief asks for"
    for group in letter.promises:
        yield f"### {group.title}"
        if said.explained(group.state):
            yield said.explained(group.state)
        rows = [f"- **{text(each.id, 20)}** {text(each.text)}" for each in group.listed]
        yield "\n".join([*rows, *([f"- and {group.left_out:,} more"] if group.left_out else [])])
    yield from _listed("What is done well", letter.strengths)
    yield from _listed("What was seen in your files", letter.facts)


def _levels(letter: Letter) -> Iterator[str]:
    if letter.levels:
        yield "## Levels"
        yield table(
            ("Criterion", "Level"), "ll", [(text(title, 80), text(level, 60)) for title, level in letter.levels]
        )


def _terms(letter: Letter) -> Iterator[str]:
    yield "## How levels work"
    yield said.LEVELS
    yield "## What was not judged"
    yield from [said.NOT_JUDGED, *([_list(letter.not_judged)] if letter.not_judged else [])]
    yield from _listed("What does not count, either way", letter.ignored)
    yield "## How to contest this"
    yield said.WHO_DECIDES
    yield f"{said.WHERE_TO}\n\n{_list(said.TO_SEND)}"
    yield f"{said.REPRODUCES} {said.HIDDEN}"
    yield table(("Identifier", "Value"), "ll", [(name, code(value, 100)) for name, value in letter.identifiers])


def _listed(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"## {title}"
        yield _list(items)


def _list(items: Sequence[str]) -> str:
    return "\n".join(f"- {text(item)}" for item in items)
