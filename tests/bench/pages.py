"""How heavy reports are: a small grade's, and that of ten thousand lines and two thousand cases, in a real browser."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from grader.model import Case, Grade, Outcome, SourceFile, SourceText, Suite, Verdict
from grader.reporting import html

ROOT = Path(__file__).resolve().parents[2]
CASES, FILES, LINES = 2_000, 40, 250
CODE = '    total += price * {number}  # the "{number}th" of them\n'


def small() -> Grade:
    """A sample of the tests of reports: 25 cases, two files."""
    sys.path.insert(0, str(ROOT / "tests" / "reporting"))
    import samples  # noqa: PLC0415 - found only now

    return samples.accepted()


def large() -> Grade:
    """The same with as much as a generous candidate and a thorough suite bring."""
    grade = small()
    cases = tuple(
        Case(
            name=f"test_many.py::test_{number}",
            title=f"The case of the number {number} is answered as the brief says",
            requirement="R1",
            outcome=Outcome.FAILED if number % 20 == 0 else Outcome.PASSED,
            verdict=Verdict.WRONG_ANSWER if number % 20 == 0 else Verdict.ACCEPTED,
            duration_s=0.01,
            message=f"expected {number}, got None",
            details="E       assert None == 1\n" * 20,
        )
        for number in range(CASES)
    )
    text = "".join(CODE.format(number=number) for number in range(LINES))
    sources = tuple(SourceText(path=f"shop/part_{number:02}.py", text=text) for number in range(FILES))
    files = tuple(SourceFile(path=each.path, size=len(text), lines=LINES) for each in sources)
    return msgspec.structs.replace(
        grade,
        suites=(Suite(name="hidden", kind="examined", cases=cases),),
        sources=sources,
        submission=msgspec.structs.replace(grade.submission, files=files, lines=LINES * FILES),
    )


def rendered(grade: Grade) -> dict[str, Any]:
    """Render the reviewer's report; how many bytes came of it."""
    return {"bytes": len(html.render(grade).encode())}


class Browser:
    """A Chromium for the whole benchmark, started where it is first wanted."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._folder = Path(tempfile.mkdtemp(prefix="grader-bench-"))
        self._pages: dict[str, str] = {}
        self._browser: Any = None

    def opened(self, name: str, grade: Grade) -> dict[str, Any]:
        """Open a report, unfold its longest parts and go to its end, as a reader would; how many elements it has."""
        if name not in self._pages:
            path = self._folder / f"{name}.html"
            path.write_text(html.render(grade), encoding="utf-8")
            self._pages[name] = path.as_uri()
        page = self._started().new_page()
        page.goto(self._pages[name])
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        page.evaluate("new Promise((done) => { scrollTo(0, document.body.scrollHeight); requestAnimationFrame(done) })")
        elements = page.evaluate("document.querySelectorAll('*').length")
        page.close()
        return {"elements": elements}

    def _started(self) -> Any:  # noqa: ANN401 - a browser of Playwright, which is imported where it is wanted
        if self._browser is None:
            from playwright.sync_api import sync_playwright  # noqa: PLC0415

            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(executable_path=self._program)
        return self._browser

    def close(self) -> None:
        """End it."""
        if self._browser is not None:
            self._browser.close()
            self._playwright.stop()
