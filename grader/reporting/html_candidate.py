"""``candidate.html``: what the candidate is told, as one page that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.reporting import candidate_words
from grader.reporting.html_environment import environment, style

if TYPE_CHECKING:
    from grader.model import Grade

NAME = "candidate"
FILENAME = "candidate.html"


def render(grade: Grade) -> str:
    """Make the candidate's copy; the template sees the letter alone, and nothing else of the grade."""
    template = environment().get_template("candidate.html.j2")
    return template.render(letter=candidate_words.letter(grade), said=candidate_words, **style("handout.css"))
