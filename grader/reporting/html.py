"""``report.html``: one page that a reviewer opens, complete in itself.

Candidate text reaches it as text only (``html_environment.py``), and ids and class names are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.reporting import html_page
from grader.reporting.html_environment import environment, style

if TYPE_CHECKING:
    from grader.model import Grade

NAME = "html"
FILENAME = "report.html"


def render(grade: Grade) -> str:
    """Make the reviewing engineer's page; it may quote hidden inputs, so it is not the candidate's copy."""
    template = environment().get_template("report.html.j2")
    return template.render(grade=grade, page=html_page.page(grade), **style("report.css", "report.js"))
