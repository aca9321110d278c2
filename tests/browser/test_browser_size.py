"""A large submission makes a page that still opens and scrolls well, for what it weighs is bounded."""

from __future__ import annotations

import msgspec
import samples
import samples_code

from browser.conftest import OpenPage, Write
from grader.model import AnalysedFile, Case, Grade, Outcome, SourceFile, SourceKind, SourceText, Suite, Verdict

CASES = 2_000
FILES = 300
LINES = 10_000
MOST_ELEMENTS = 100_000
MOST_BYTES = 5_000_000


def large() -> Grade:
    """Two thousand cases, a quarter of which fail, and ten thousand lines of code in three hundred files."""
    paths = [f"src/package_{number % 20}/module_{number}.py" for number in range(FILES)]
    each = LINES // FILES
    code = "\n".join(f"    value_{number} = self.compute({number}, 'text')  # why" for number in range(each))
    quality = msgspec.structs.replace(
        samples_code.faulty(),
        files=tuple(AnalysedFile(path=path, kind=SourceKind.SOURCE, lines=each, written=each) for path in paths),
        findings=tuple(
            samples_code.finding("unused_variable", path, line, f"Unused variable 'value_{line}'", "pylint W0612")
            for path in paths
            for line in range(1, 5)
        ),
        functions=tuple(
            msgspec.structs.replace(samples_code.function(f"step_{line}", line, 8, 2, 1), path=path)
            for path in paths
            for line in (1, 11, 21)
        ),
    )
    return msgspec.structs.replace(
        samples.failing(()),
        suites=(Suite(name="hidden", kind="examined", cases=tuple(_case(number) for number in range(CASES))),),
        submission=samples.submission(
            "large", tuple(SourceFile(path=path, size=each * 50, lines=each) for path in paths)
        ),
        sources=tuple(SourceText(path=path, text=code) for path in paths),
        quality=quality,
    )


def _case(number: int) -> Case:
    made = samples.case(f"R{number % 6 + 1}", number % 9, f"Case number {number} of many")
    if number % 4:
        return made
    return samples.replaced(
        made,
        outcome=Outcome.FAILED,
        verdict=Verdict.WRONG_ANSWER,
        message="expected 1, got None",
        details=samples.DIFF,
        printed="cache ready\n" * 40,
    )


def test_a_large_submission_makes_a_page_of_bounded_size(write: Write, open_page: OpenPage, format_name: str) -> None:
    path = write(format_name, large())
    assert path.stat().st_size < MOST_BYTES
    opened = open_page(path)
    assert opened.page.evaluate("document.getElementsByTagName('*').length") < MOST_ELEMENTS
    assert opened.ask("overflow") <= 0


def test_what_a_large_page_leaves_out_is_counted_and_never_silently_missing(write: Write, open_page: OpenPage) -> None:
    opened = open_page(write("html", large()))
    assert opened.page.get_by_text("300 failing cases more, not shown here").count() == 1
