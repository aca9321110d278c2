"""The review in the report: kept as it is typed, refused while something is missing, saved as a file to take in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import samples
from playwright.sync_api import Browser, BrowserContext, Page

from browser.conftest import Write
from grader.model import Grade, LineComment, Review
from grader.review.documents import read_document

GRADE = samples.failing(samples.HOSTILE[:4])
NAMES = [each.name for each in GRADE.criteria]
HOSTILE = "<img src=x onerror=alert(1)> \u202etxet"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 900}, offline=True) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext, write: Write) -> Page:
    return opened(context, write("html", GRADE))


def opened(context: BrowserContext, document: Path) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the page's script: {error}"))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(document.as_uri())
    return page


def choose(page: Page, criterion: str, level: str, reason: str = "") -> None:
    """Set a level by keyboard alone, as the arrow keys and the space bar do."""
    judge = page.locator(f'.judge[data-criterion="{criterion}"]')
    radio = judge.locator(f'input[type=radio][value="{level}"]')
    radio.focus()
    page.keyboard.press("Space")
    assert radio.is_checked()
    if reason:
        judge.locator("textarea").focus()
        page.keyboard.type(reason)


def choose_all(page: Page) -> None:
    for each in GRADE.criteria:
        choose(page, each.name, str(each.proposed_level or 3), "" if each.proposed_level else "I read it.")


def saved(page: Page, grade: Grade = GRADE) -> Review:
    with page.expect_download() as download:
        page.locator("#review-save").press("Enter")
    assert download.value.suggested_filename == "review.json"
    content = Path(download.value.path()).read_bytes()
    return read_document(content, grade, name="review.json").review


def test_a_review_goes_from_the_page_to_a_file_that_is_taken_in(page: Page) -> None:
    choose_all(page)
    choose(page, "design", "-", " Out of scope.")
    item = page.locator('.judge[data-criterion="design"] input[type=checkbox]').first
    item.focus()
    page.keyboard.press("Space")
    page.locator("#comment-file").select_option(label="lru_cache.py")
    page.locator("#comment-line").fill("42")
    page.locator("#comment-text").fill(HOSTILE)
    page.locator("#comment-add").press("Enter")
    page.locator("#review-summary").fill("A good start.")
    page.locator("#review-to-candidate").fill("Thank you.")
    page.locator("#review-reviewer").fill("ben")
    review = saved(page)
    levels = {each.criterion: each.level for each in review.judgements}
    assert levels == {each.name: each.proposed_level or 3 for each in GRADE.criteria} | {"design": None}
    design = next(each for each in review.judgements if each.criterion == "design")
    assert (design.reason, design.items) == ("I read it. Out of scope.", {"one_place": True})
    assert review.comments == (LineComment(path="lru_cache.py", line=42, text=HOSTILE),)
    assert (review.reviewer, review.summary, review.to_candidate) == ("ben", "A good start.", "Thank you.")


def test_what_was_typed_is_there_when_the_page_is_opened_again(context: BrowserContext, write: Write) -> None:
    document = write("html", GRADE)
    first = opened(context, document)
    choose(first, "design", "2", "Mixed.")
    first.locator("#review-summary").fill("A good start.")
    first.close()
    second = opened(context, document)
    assert second.locator('.judge[data-criterion="design"] input[value="2"]').is_checked()
    assert second.locator('.judge[data-criterion="design"] textarea').input_value() == "Mixed."
    assert second.locator("#review-summary").input_value() == "A good start."
    assert second.locator("#review-count").inner_text() == f"1/{len(NAMES)}"


def test_one_report_knows_nothing_of_what_was_typed_in_another(context: BrowserContext, write: Write) -> None:
    choose(opened(context, write("html", GRADE)), "design", "2", "Mixed.")
    other = opened(context, write("html", samples.accepted()))
    assert other.locator("#review-count").inner_text() == f"0/{len(NAMES)}"


def test_saving_is_refused_with_all_that_is_missing_and_leads_there(page: Page) -> None:
    choose(page, "correctness", "4")
    page.locator("#review-save").press("Enter")
    problems = page.locator("#review-problems li").all_inner_texts()
    assert len(problems) == len(NAMES) + 1
    assert problems[0] == "Functional correctness: a reason is needed: it differs from the proposed level 2."
    assert problems[-1] == "Your name is missing."
    page.locator("#review-problems button").first.press("Enter")
    focused = page.evaluate(
        "document.activeElement.closest('.judge').dataset.criterion + document.activeElement.tagName"
    )
    assert focused == "correctnessTEXTAREA"


def test_the_score_is_folded_away_until_every_level_is_set(page: Page) -> None:
    assert not page.locator("#score").is_visible()
    assert page.locator("#score-folded").is_visible()
    choose_all(page)
    assert page.locator("#score").is_visible()
    assert not page.locator("#score-folded").is_visible()
    told = page.locator(".progress").inner_text()
    assert (
        told == f"All {len(NAMES)} levels set: weighted {weighted()} of 4, with equal weights {weighted(equal=True)}."
    )


def weighted(*, equal: bool = False) -> str:
    weights = [1 if equal else each.weight for each in GRADE.criteria]
    levels = [each.proposed_level or 3 for each in GRADE.criteria]
    return f"{sum(w * level for w, level in zip(weights, levels, strict=True)) / sum(weights):.2f}"


def test_what_a_reviewer_types_is_text_and_nothing_more(page: Page) -> None:
    page.locator("#comment-file").select_option(label="lru_cache.py")
    page.locator("#comment-line").fill("42")
    page.locator("#comment-text").fill(HOSTILE)
    page.locator("#comment-add").click()
    assert HOSTILE in page.locator("#comments li").inner_text()
    assert (page.locator(".found.draft").text_content() or "").endswith(HOSTILE)
    assert page.locator("img").count() == 0


def test_a_comment_outside_the_file_is_refused_and_one_can_be_removed(page: Page) -> None:
    page.locator("#comment-file").select_option(label="lru_cache.py")
    page.locator("#comment-text").fill("Here?")
    for line in ("0", "9999", "1.5", ""):
        page.locator("#comment-line").fill(line)
        page.locator("#comment-add").press("Enter")
        assert page.locator("#comment-problem").inner_text().startswith("lru_cache.py has lines 1 to ")
    page.locator("#comment-line").fill("1")
    page.locator("#comment-add").press("Enter")
    page.get_by_role("button", name="Remove the comment on lru_cache.py:1").press("Enter")
    assert page.locator("#comments li").count() == 0


def test_a_line_that_is_pointed_at_is_the_one_to_comment_on(page: Page) -> None:
    page.locator("#file-2 summary").press("Enter")
    page.locator("#file-2-43").click()
    assert page.locator("#comment-line").input_value() == "43"
    page.get_by_role("button", name="Comment on line 43").press("Enter")
    assert page.evaluate("document.activeElement.id") == "comment-text"


def test_beginning_anew_leaves_nothing(page: Page) -> None:
    choose_all(page)
    page.locator("#review-clear").press("Enter")
    assert page.locator(".judge input[type=radio]:checked").count() == 0
    page.reload()
    assert page.locator("#review-count").inner_text() == f"0/{len(NAMES)}"


def test_the_report_is_whole_without_its_script(browser: Browser, write: Write) -> None:
    with browser.new_context(java_script_enabled=False, offline=True) as context:
        page = context.new_page()
        page.goto(write("html", GRADE).as_uri())
        assert not page.locator("#review").is_visible()
        assert page.locator(".judge:visible").count() == 0
        assert page.locator("#score").is_visible()
        assert page.locator("#criterion-1").is_visible()


def test_a_void_grade_has_nothing_to_review(context: BrowserContext, write: Write) -> None:
    page = opened(context, write("html", samples.void()))
    assert page.locator("#review").count() == 0
    assert page.locator(".judge").count() == 0
