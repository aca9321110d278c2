"""One browser for all tests of a worker, and the reports that they open in it."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser.pages import DESK, FORMATS, FULLEST, GRADES, Opened, View
from grader.model import Grade


class OpenPage(Protocol):
    """Opens a document, or a place in it, in a fresh profile."""

    def __call__(self, document: Path, view: View = ..., *, fragment: str = ...) -> Opened: ...


Write = Callable[[str, Grade], Path]
Document = Callable[[str, str], Path]


# It goes with the last test here: a browser that nobody uses takes a third of a core from whatever comes after.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start the distribution's Chromium; where there is none a test fails, for a skipped one proves nothing."""
    found = map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))
    program = os.environ.get("CHROMIUM") or next(filter(None, found), None)
    if program is None:
        pytest.fail("no Chromium: run `sh tests/browser/chromium.sh`, or name one in CHROMIUM", pytrace=False)
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=program) as browser:
        yield browser


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Renders any grade in a format, and says where."""

    def write(name: str, grade: Grade) -> Path:
        path = tmp_path_factory.mktemp("report") / FORMATS[name].filename
        path.write_text(FORMATS[name].render(grade), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def document(write: Write) -> Document:
    """Renders a sample in a format, once for all tests."""
    return functools.cache(lambda name, grade: write(name, GRADES[grade]()))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens documents, and closes them all when the test is over."""
    with ExitStack() as contexts:

        def open_page(document: Path, view: View = DESK, *, fragment: str = "") -> Opened:
            page = contexts.enter_context(view.context(browser)).new_page()
            return Opened(page, document.as_uri() + fragment, view.look)

        yield open_page


@pytest.fixture(params=list(FORMATS))
def format_name(request: pytest.FixtureRequest) -> str:
    """Every format that a browser shows, one after the other."""
    return str(request.param)


@pytest.fixture(params=FULLEST)
def grade_name(request: pytest.FixtureRequest) -> str:
    """The samples that have most on them, one after the other; what has less on it has nothing else."""
    return str(request.param)


@pytest.fixture
def report(document: Document, open_page: OpenPage, format_name: str, grade_name: str) -> Opened:
    """The fullest samples in every format, as they open on a reviewer's screen."""
    return open_page(document(format_name, grade_name))
