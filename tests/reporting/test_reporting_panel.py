"""The panel's page: levels with who set them and why, what to ask, and plainly what has not been decided yet."""

from __future__ import annotations

import re

import msgspec
import pytest
import samples
import samples_reviewed
import sound
from page import Element, Page

from grader.model import Flag, Grade, Masked
from grader.paths import REPORTS
from grader.reporting import html_panel, interview, words_review

GRADES = {
    "two reviewers": samples_reviewed.by_two(),
    "one reviewer": samples_reviewed.by_one(),
    "unreviewed": samples_reviewed.unreviewed(),
    "hostile": samples_reviewed.by_two(samples.HOSTILE),
    "void": samples.void(),
}
BY_TWO = GRADES["two reviewers"]


def page(grade: Grade) -> Page:
    return sound.of(html_panel.render(grade))


def spoken(element: Element) -> str:
    return " ".join(element.text.split())


def section(shown: Page, id_: str) -> str:
    return spoken(shown.by_id(id_))


def rows(shown: Page) -> list[str]:
    return [spoken(row) for row in shown.all("tr")]


def heads(shown: Page) -> list[str]:
    return [spoken(head) for head in shown.all("th") if head.attributes["scope"] == "col"]


@pytest.mark.parametrize("grade", GRADES.values(), ids=GRADES)
def test_the_page_is_sound(grade: Grade) -> None:
    page(grade)


def test_hostile_text_adds_not_one_element_to_what_harmless_text_gives() -> None:
    harmless = tuple(f"case {number}" for number in range(len(samples.HOSTILE)))
    shapes = [
        [element.tag for element in page(samples_reviewed.by_two(texts)).elements]
        for texts in (samples.HOSTILE, harmless)
    ]
    assert shapes[0] == shapes[1]


def test_the_head_says_who_what_how_it_ended_and_that_it_is_internal() -> None:
    shown = page(samples_reviewed.by_one())
    head = spoken(shown.one("header"))
    assert shown.one("title").text == "Panel: candidate-0417, LRU cache with expiry"
    assert "Internal: quotes hidden cases, not for the candidate" in head
    assert "LRU cache with expiry 1.0.0 candidate-0417 (names masked) · Python" in head
    assert "Accepted. All 25 hidden cases passed." in head
    assert "3.70 of 4 By the rubric's weights. With equal weights: 3.50 of 4." in head
    assert "6 of 6 requirements met" in head


def test_names_that_are_not_masked_are_not_said_to_be() -> None:
    assert "names masked" not in spoken(page(BY_TWO).one("header"))
    masked = msgspec.structs.replace(BY_TWO, masked=(Masked(kind="name", count=2),))
    assert "names masked" in spoken(page(masked).one("header"))


def test_a_criterion_has_its_weight_its_proposal_and_each_reviewers_level_in_one_row() -> None:
    shown = page(BY_TWO)
    told = rows(shown)
    assert heads(shown) == ["Criterion", "Weight", "Counts", "Proposed", "M. Okafor", "J. Lindqvist", "Reviewed"]
    assert "Functional correctness 30 31.6 % 2 2 2 2 partial" in told
    assert "Data integrity, concurrency, persistence 5 5.3 % 1 1 2 1.5 between not yet and partial" in told
    assert "Design and maintainability 10 10.5 % – 2 4 3 meets the bar" in told  # noqa: RUF001
    assert "Communication and runnability 5 – – – – not assessed" in told  # noqa: RUF001


def test_reasons_stand_beside_at_most_three_lines_of_evidence() -> None:
    grade = samples.failing(("x", "y"))
    shown = page(samples_reviewed.by_two(("x", "y")))
    assert len(grade.criteria[0].evidence) > 3
    cell = next(spoken(row) for row in shown.all("tr") if "R2 is wrong wherever" in row.text)
    assert "M. Okafor: R2 is wrong wherever a read should refresh an entry; the rest is right." in cell
    assert "2, because of its requirements R2: 2 of 5 cases passed slowest failing case" in cell
    assert cell.endswith("that_goes")


def test_what_speaks_against_a_level_is_shown_before_what_speaks_for_it() -> None:
    criterion = msgspec.structs.replace(
        BY_TWO.criteria[1], because="", evidence=("R4 met: all 3 cases passed", "R3 not met: 1 of 4 cases failed")
    )
    shown = page(msgspec.structs.replace(BY_TWO, criteria=(criterion,)))
    assert "R3 not met: 1 of 4 cases failed R4 met: all 3 cases passed" in section(shown, "levels")


def test_both_means_stand_side_by_side_with_what_dropped_out_of_them() -> None:
    told = section(page(BY_TWO), "levels")
    assert "s weights 2.34 of 4 Mean, with equal weights 2.36 of 4" in told
    assert "Not assessed, and so in neither mean: Communication and runnability (weight 5)." in told


def test_weights_that_all_count_are_not_said_to_count_for_anything_else() -> None:
    shown = page(samples_reviewed.by_one())
    assert heads(shown) == ["Criterion", "Weight", "Proposed", "M. Okafor", "Reviewed"]
    assert "Every criterion was assessed, so every weight counts as it stands." in section(shown, "levels")


def test_what_the_others_count_adds_up_to_the_whole() -> None:
    shares = words_review.shares(BY_TWO.criteria)
    assert sum(share.percent or 0 for share in shares.values()) == pytest.approx(100)
    assert shares["communication"].percent is None
    assert shares["correctness"].percent == pytest.approx(100 * 30 / 95)


def test_without_a_review_it_says_so_at_the_top_and_shows_proposals_only() -> None:
    shown = page(samples_reviewed.unreviewed())
    head, told = spoken(shown.one("header")), section(shown, "levels")
    assert "Not reviewed yet: what stands here is the machine's proposal." in head
    assert heads(shown) == ["Criterion", "Weight", "Proposed"]
    assert "Functional correctness 30 2 partial" in rows(shown)
    assert "Mean" not in told
    assert "57.5" not in shown.words
    assert section(shown, "words").endswith("Not reviewed yet.")


def test_a_void_run_is_void_and_asks_nothing() -> None:
    shown = page(samples.void())
    assert "Void, not zero. The examiner's box was killed" in spoken(shown.one("header"))
    assert "Not known A void run proves nothing" in spoken(shown.one("header"))
    assert "a void run is no evidence" in section(shown, "guide")


def test_summaries_and_comments_on_lines_are_told_with_who_wrote_them() -> None:
    told = section(page(BY_TWO), "words")
    assert "M. Okafor 2026-11-24 16:02 UTC Knows the problem" in told
    assert "lru_cache.py:52 This is the linear search." in told
    assert "J. Lindqvist 2026-11-24 18:40 UTC A good colleague's code" in told
    assert "Thank you for the care" not in told  # what goes out to the candidate is not the panel's


def test_the_joint_note_stands_apart_from_both_reviews() -> None:
    shown = page(BY_TWO)
    told = section(shown, "joint")
    assert "M. Okafor, J. Lindqvist 2026-11-25 09:15 UTC" in told
    assert "Design and maintainability: 3 of 4, meets the bar. One tangled spot" in told
    assert "One tangled spot, the rest clear" not in section(shown, "words")
    assert not [element for element in page(GRADES["one reviewer"]).elements if element.attributes.get("id") == "joint"]


def test_flags_are_apart_from_the_levels_and_no_verdict() -> None:
    shown = page(BY_TWO)
    told = section(shown, "flags")
    assert "They are no verdict and no proof, and no level above depends on them." in told
    assert "Reads files outside its folder lru_cache.py:3" in told
    assert "Reads files outside" not in section(shown, "levels")


def test_every_question_of_the_guide_is_there_with_its_time_its_reason_and_what_a_good_answer_holds() -> None:
    shown = page(BY_TWO)
    questions = interview.guide(BY_TWO)
    told = section(shown, "guide")
    for question in questions:
        assert question.question in told
        assert question.good_answer in told
    assert f"{interview.minutes(questions)} minutes in all" in told
    clocks = [spoken(each) for each in shown.all("p", "clock")]
    assert clocks[0] == f"0–{questions[0].minutes} min {questions[0].minutes} min"  # noqa: RUF001
    assert clocks[-1].split("–")[1].startswith(f"{interview.minutes(questions)} min")  # noqa: RUF001
    assert "See lru_cache.py:58." in told


def test_what_was_not_measured_is_told_in_brief() -> None:
    assert "A person judges it; no metric sets this level." in section(page(BY_TWO), "not-measured")


def test_long_lists_end_with_how_much_more_there_is() -> None:
    shown = page(samples_reviewed.large())
    assert "260 more, in report.html." in section(shown, "levels")
    assert "242 comments more, in report.html." in section(shown, "words")
    assert len(html_panel.render(samples_reviewed.large())) < 600_000


def test_many_flags_are_cut_as_well() -> None:
    flags = tuple(Flag(what=f"Odd thing {number}", evidence="") for number in range(30))
    assert "18 flags more, in report.html." in section(page(msgspec.structs.replace(BY_TWO, flags=flags)), "flags")


def test_the_same_grade_gives_the_same_page() -> None:
    assert html_panel.render(GRADES["hostile"]) == html_panel.render(GRADES["hostile"])


# ── The style sheet of what is handed on ──

CSS = (REPORTS / "handout.css").read_text("utf-8")


def test_every_class_that_is_styled_is_used_by_a_page() -> None:
    templates = [
        REPORTS / "parts" / "marks.html.j2",
        *(
            each
            for name in ("panel", "candidate")
            for each in (REPORTS / f"{name}.html.j2", *(REPORTS / name).iterdir())
        ),
    ]
    used = {word for each in templates for word in re.findall(r"[a-z]+", each.read_text("utf-8"))}
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", CSS, flags=re.DOTALL)
    assert set(re.findall(r"\.([a-z]+)", selectors)) - used == set()
