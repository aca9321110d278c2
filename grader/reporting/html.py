"""``report.html``: one page that a reviewer opens, complete in itself.

Candidate text reaches it as text only. The template engine escapes it, every expression passes ``_shown`` on its way to
the page, ids and class names are ours, and the policy in the page's head forbids all but its one style sheet.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.paths import REPORTS
from grader.reporting import html_page, words, words_code
from grader.reporting.text import block, line, visible

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

    from grader.model import Grade

NAME = "html"
FILENAME = "report.html"


def render(grade: Grade) -> str:
    """Make the reviewing engineer's page; it may quote hidden inputs, so it is not the candidate's copy."""
    css = (REPORTS / "report.css").read_text(encoding="utf-8")
    template = _environment().get_template("report.html.j2")
    # S704: the style sheet is ours, read from the installation.
    return template.render(grade=grade, page=html_page.page(grade), css=Markup(css), policy=_policy(css))  # noqa: S704


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(REPORTS),
        autoescape=True,
        bytecode_cache=_Compiled(str(Path(__file__).parent / "__pycache__"), "%s.j2c"),
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, code_words=words_code)
    environment.filters |= {"line": line, "block": block}
    return environment


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates beside our compiled modules, on the same terms: if Python may write there, and can."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept, if it is still that of the template."""
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next run."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)


def _shown(value: object) -> object:
    """Also what a template's author forgot to pass through ``line`` or ``block`` comes out harmless."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(css: str) -> str:
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
