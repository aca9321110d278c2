"""How pages are made of templates: what escapes, what is cut, and what a page's policy allows.

The template engine escapes what candidates wrote, every expression passes ``_shown`` on its way to the page, and the
policy in a page's head forbids all but its one style sheet and, in the reviewer's report, the script of the review.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.paths import REPORTS
from grader.reporting import words, words_code, words_review
from grader.reporting.text import block, diff, line, visible

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


@functools.cache
def environment() -> Environment:
    """Make the engine that renders every page: escaping is on, and a name that is not there is an error.

    One a process: a batch renders thousands of pages of the same few templates.
    """
    made = Environment(
        loader=FileSystemLoader(REPORTS),
        autoescape=True,
        bytecode_cache=_Compiled(str(Path(__file__).parent / "__pycache__"), "%s.j2c"),
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(words=words, code_words=words_code, review_words=words_review)
    made.filters |= {"line": line, "block": block, "diff": diff}
    return made


def policy(css: str, script: str = "") -> str:
    """Allow a page this one style sheet and script of ours, and nothing else: no request, no form that is sent."""
    scripts = f"script-src 'sha256-{_digest(script)}'; " if script else ""
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(css)}'; {scripts}img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def style(name: str, script: str = "") -> dict[str, str]:
    """Read a style sheet for a template behind what all share, and a script, with the policy that allows them."""
    css = "".join((REPORTS / each).read_text(encoding="utf-8") for each in ("shared.css", name))
    code = (REPORTS / script).read_text(encoding="utf-8") if script else ""
    # S704: both are read from the installation.
    return {"css": Markup(css), "script": Markup(code), "policy": policy(css, code)}  # noqa: S704


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
