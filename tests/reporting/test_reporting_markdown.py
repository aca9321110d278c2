"""The summary says what matters in a minute, and hostile text in it stays text: no markup, no links, no mentions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import canaries
import msgspec
import pytest
import samples
import samples_reviewed
from markdown_it import MarkdownIt

from grader.model import Verdict
from grader.reporting import candidate_markdown, markdown
from grader.reporting.markdown_text import code, quoted, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

MARKUP = (
    *samples.HOSTILE[:-1],
    "**bold** _soft_ ~~gone~~ `code` ``` fence",
    "# heading",
    "## [link](https://evil.example) ![image](https://evil.example/x.png)",
    "[ref][1] <https://evil.example> www.evil.example ftp://evil.example",
    "| a | b |\n|---|---|",
    ":---",
    "---",
    "===",
    "1. one",
    "2) two",
    "- item",
    "+ item",
    "* item",
    "> quote",
    "    indented code",
    "&lt;b&gt; &#64;everyone &amp;",
    "@everyone and @team/core, mail ada@example.com",
    "fixes #12, GH-7, owner/repo#3",
    "$x$ $$y$$ $`z`$",
    "[^1]: note [!WARNING]",
    "\\*escaped\\* \\",
    "` `` ``` |",
    "",
)
GRADES = {
    "accepted": samples.accepted(),
    "hostile": samples_reviewed.by_two(MARKUP),
    "void": samples.void(),
    "reviewed": samples_reviewed.by_one(),
}


def tokens(written: str) -> Iterator[Token]:
    """What a renderer with tables and strike-through takes it for."""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written):
        yield token
        yield from token.children or ()


def kinds(written: str) -> set[str]:
    return {token.type for token in tokens(written)}


def shown(written: str) -> str:
    """The text outside code, as a forge looks at it for mentions and addresses."""
    return " ".join(token.content for token in tokens(written) if token.type == "text")


@pytest.mark.parametrize("hostile", MARKUP)
def test_a_sentence_is_one_paragraph_of_text(hostile: str) -> None:
    assert kinds(f"{text(hostile)}\n") <= {"paragraph_open", "inline", "text", "paragraph_close"}


@pytest.mark.parametrize("hostile", MARKUP)
def test_a_name_is_one_piece_of_code_also_in_a_table(hostile: str) -> None:
    assert kinds(code(hostile)) == {"paragraph_open", "inline", "code_inline", "paragraph_close"}
    table = f"| a | b |\n|---|---|\n| {code(hostile)} | {text(hostile)} |\n"
    assert sum(token.type == "td_open" for token in tokens(table)) == 2


@pytest.mark.parametrize("hostile", MARKUP)
def test_a_quotation_is_nothing_but_lines_of_text(hostile: str) -> None:
    found = kinds(quoted(f"before\n{hostile}\nafter"))
    assert found <= {
        "blockquote_open",
        "blockquote_close",
        "paragraph_open",
        "paragraph_close",
        "inline",
        "text",
        "softbreak",
        "hardbreak",
    }


@pytest.mark.parametrize("hostile", MARKUP)
def test_nothing_is_left_for_a_forge_to_notify_or_to_link(hostile: str) -> None:
    for written in (text(hostile), quoted(hostile)):
        assert not re.search(r"@\w", shown(written))
        assert not re.search(r"#\d|\bGH-\d", shown(written))
        assert not re.search(r"\w://|\bwww\.", written)


def test_what_is_harmless_reads_as_it_was_written() -> None:
    assert text("Capacity 0 and 1 behave, and a negative capacity is refused (1.0.0)") == (
        "Capacity 0 and 1 behave, and a negative capacity is refused (1.0.0)"
    )
    assert shown(text("a*b_c [x] <y> & 50 % | $5 ~z~ `q`")) == "a*b_c [x] <y> & 50 % | $5 ~z~ `q`"
    assert code("src/my file_1.py") == "`src/my file_1.py`"


@pytest.mark.parametrize("render", [markdown.render, candidate_markdown.render], ids=["summary", "candidate"])
@pytest.mark.parametrize("name", GRADES)
def test_no_report_in_markdown_has_a_link_an_image_or_html(name: str, render: object) -> None:
    written = render(GRADES[name])  # type: ignore[operator]
    assert not kinds(written) & {"link_open", "image", "html_inline", "html_block", "fence", "code_block", "s_open"}
    assert not re.search(r"@\w", shown(written))
    assert next(token.tag for token in tokens(written) if token.type == "heading_open") in {"h1", "h2"}
    assert not [line for line in written.splitlines() if line.startswith(("::", "##["))]


def test_hostile_text_adds_no_row_no_cell_and_no_heading() -> None:
    def shape(hostile: tuple[str, ...]) -> list[str]:
        grade = samples_reviewed.by_two(hostile)
        return [token.type for token in tokens(markdown.render(grade)) if token.level < 5 and token.nesting >= 0]

    harmless = tuple(f"case {number}" for number in range(len(MARKUP)))
    assert shape(MARKUP) == shape(harmless)


def test_the_summary_quotes_no_hidden_case_and_no_words_of_a_finding() -> None:
    for verdict in Verdict:
        planted = canaries.planted(verdict=verdict, requirements__met=[False, None])
        told = planted.shown(markdown.render(planted.grade))
        assert told <= {
            *canaries.IDENTIFIERS,
            "challenge.title",
            "requirements.id",
            "requirements.text",
            "criteria.title",
            "quality.findings.path",
            "quality.hot_spots.where.path",
            "quality.hot_spots.why",
        }


def test_levels_are_proposals_until_they_are_reviewed() -> None:
    unreviewed, reviewed = markdown.render(samples_reviewed.unreviewed()), markdown.render(samples_reviewed.by_two())
    assert "### Proposed levels" in unreviewed
    assert "Not reviewed yet. These are the machine's proposals; a reviewer decides." in unreviewed
    assert "| Functional correctness | 30 | 2 of 4, partial |" in unreviewed
    assert "### Levels" in reviewed
    assert "Set by 2 reviewers. Weighted mean **2.34 of 4**, with equal weights 2.36 of 4." in reviewed
    assert "| Data integrity, concurrency, persistence | 5 | 1.5 of 4, between not yet and partial |" in reviewed


def test_the_verdict_and_what_is_met_come_first_and_then_where_to_look() -> None:
    written = markdown.render(samples_reviewed.unreviewed())
    assert written.startswith("## Wrong answer: LRU cache with expiry 1.0.0\n")
    assert "**2 of 6 requirements met.**" in written
    assert "| R2 | Evicts the least recently used entry when the cache is full | 5 | partly (2 of 5) |" in written
    look = written[written.index("### Where to look first") :]
    assert look.index("**R2**") < look.index("**R5**")
    assert "2 integrity flags, apart from the score" in look
    assert "26 findings: 1 high, 2 medium, 9 low, 14 note (high: `lru_cache.py:58`)" in look


def test_a_void_grade_is_void_and_not_zero() -> None:
    written = markdown.render(samples.void())
    assert written.startswith("## Void, not zero: ")
    assert "costs the candidate nothing" in written
    assert "requirements met" not in written


def test_a_large_grade_is_short_all_the_same() -> None:
    written = markdown.render(samples_reviewed.large())
    assert len(written.encode()) <= markdown.LONGEST_BYTES
    assert "220 requirements more: all of them are in `report.html`." in written
    assert written.endswith("It says nothing about hiring.\n")


def test_what_would_be_refused_as_a_comment_is_cut_at_a_line_and_says_so() -> None:
    grade = samples.accepted()
    long = tuple(msgspec.structs.replace(grade.requirements[0], text=samples.OVERRIDE * 160) for _ in range(80))
    written = markdown.render(msgspec.structs.replace(grade, requirements=long))
    assert markdown.LONGEST_BYTES - 3_000 < len(written.encode()) <= markdown.LONGEST_BYTES
    *_, last, _, cut = written.rstrip("\n").split("\n")
    assert last.endswith("| met |")
    assert cut == "… cut here: the whole of it is in `report.html`."
