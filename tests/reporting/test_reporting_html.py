"""The report says what a reviewer needs, and nothing that a candidate wrote becomes part of the page itself."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise

import msgspec
import pytest
import samples
from contrast import AA, SCHEMES, colours, contrast
from page import Element, Page, page

from grader.paths import REPORTS
from grader.reporting import html, junit, words

GRADES = {"accepted": samples.accepted(), "failing": samples.failing(), "void": samples.void()}
ELEMENTS = """
html head meta title link style body a header main nav footer section article h1 h2 h3 h4 p ul ol li dl dt dd div span
b i strong sup code pre table caption thead tbody tr th td details summary figure figcaption
svg symbol use circle path rect line polyline text
fieldset legend label input textarea select option button script
"""
ATTRIBUTES = """
lang charset http-equiv content name rel href class id scope role tabindex aria-label aria-labelledby aria-hidden
width height viewbox d x y x1 x2 y1 y2 cx cy r rx points
for type value rows maxlength min inputmode autocomplete checked hidden aria-describedby
data-criterion data-weight data-proposed data-title data-result data-rubric data-version data-path data-lines
"""
COLOURS = {"keyword", "string", "comment", "digits", "decorator"}
LINE = re.compile(r"file-\d+-\d+")
NEVER_A_NAME = re.compile(r"[^a-z0-9 -]")


@pytest.fixture(scope="module", params=list(GRADES.values()), ids=list(GRADES))
def any_page(request: pytest.FixtureRequest) -> Page:
    return page(request.param)


@pytest.fixture(scope="module")
def hostile() -> Page:
    return page(samples.failing())


def test_the_page_has_no_element_and_no_attribute_but_ours(any_page: Page) -> None:
    assert {element.tag for element in any_page.elements} <= set(ELEMENTS.split())
    assert {name for element in any_page.elements for name in element.attributes} <= set(ATTRIBUTES.split())


def test_ids_classes_and_links_are_made_by_us(any_page: Page) -> None:
    for element in any_page.elements:
        for name in ("id", "class", "aria-labelledby"):
            assert not NEVER_A_NAME.search(element.attributes.get(name, "")), element
        assert re.fullmatch(r"|data:,|#[a-z0-9-]+", element.attributes.get("href", "")), element


def test_every_id_is_unique_and_every_link_leads_somewhere(any_page: Page) -> None:
    ids = [element.attributes["id"] for element in any_page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    links = {e.attributes["href"][1:] for e in any_page.elements if e.attributes.get("href", "").startswith("#")}
    assert links <= set(ids)


def test_hostile_text_adds_not_one_element_to_what_harmless_text_gives(hostile: Page) -> None:
    harmless = page(samples.failing(tuple(f"case {number}" for number in range(len(samples.HOSTILE)))))
    assert shape(hostile) == shape(harmless)


def shape(shown: Page) -> list[str]:
    """Every element but the lines of code and what colours them, which follow what the code says."""
    return [e.tag for e in shown.elements if not follows_the_code(e)]


def follows_the_code(element: Element) -> bool:
    coloured = element.tag in {"span", "i"} and element.attributes.get("class") in COLOURS
    return coloured or bool(LINE.fullmatch(element.attributes.get("id", "")))


def test_no_raw_control_bidi_or_zero_width_character_reaches_the_page(any_page: Page) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", any_page.markup)


def test_hostile_text_is_shown_as_what_it_is(hostile: Page) -> None:
    for shown in ("<script>alert(1)</script>", "⟨U+202E⟩dessap⟨U+200B⟩", "⟨U+001B⟩[2J", "{{ 7 * 7 }}", "⟨U+D800⟩ lone"):
        assert shown in hostile.words


def test_the_policy_allows_exactly_the_one_style_sheet_and_the_script_of_the_review(any_page: Page) -> None:
    policy = next(e.attributes["content"] for e in any_page.elements if "http-equiv" in e.attributes)
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest(any_page.one('style').text)}'; "
        f"script-src 'sha256-{digest((REPORTS / 'report.js').read_text('utf-8'))}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert [e.text for e in any_page.all("script")] in ([(REPORTS / "report.js").read_text("utf-8")], [])


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_policy_stands_before_anything_that_it_governs(any_page: Page) -> None:
    tags = [element.tag for element in any_page.elements[:6]]
    assert tags == ["html", "head", "meta", "meta", "meta", "meta"]
    assert "http-equiv" in any_page.elements[3].attributes


def test_the_page_names_no_address_outside_itself() -> None:
    markup, _, script = page(samples.accepted()).markup.partition("<script>")
    assert "http" not in script
    assert "http:" not in markup
    assert "https:" not in markup
    assert "//" not in markup
    assert "@import" not in markup
    assert "url(" not in markup


def test_hostile_addresses_stay_text(hostile: Page) -> None:
    attributes = [each for element in hostile.elements for each in element.attributes.items()]
    values = [value for name, value in attributes if name != "data-path"]  # a name for the script, and for nothing else
    assert not [value for value in values if "//" in value or "http" in value.lower() or "evil" in value]


def test_headings_never_skip_a_level(any_page: Page) -> None:
    levels = [int(e.tag[1]) for e in any_page.elements if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_tables_and_pictures_can_be_found_without_seeing(any_page: Page) -> None:
    for landmark in ("header", "main", "nav", "footer"):
        assert any_page.one(landmark)
    assert all("scope" in element.attributes for element in any_page.all("th"))
    assert all({"aria-hidden", "role"} & set(element.attributes) for element in any_page.all("svg"))
    assert any_page.all("a")[0].attributes["href"] == "#main"


def test_the_first_screen_answers_the_four_questions() -> None:
    told = {e.text.strip() for e in page(samples.failing(())).all("dt")}
    assert {"Does it run?", "What is met?", "What fails?", "Where to look first"} <= told
    shown = page(samples.failing(()))
    glance = " ".join(shown.all("dl", "glance")[0].text.split())
    assert "2 of 6 requirements Worth 7 of 21 points." in glance
    assert "crashed in 1 and stopped by a limit in 2." in glance
    assert "R2 Evicts the least recently used entry when the cache is full partly (2 of 5)" in glance
    assert "2 integrity flags" in glance
    assert "Memory, peak: 497 MiB of 512 MiB" in glance
    assert "Yours alone to judge: Design and maintainability" in glance


def test_the_score_is_a_proposal_in_small_print() -> None:
    folded = page(samples.failing(())).one("details", "score")
    assert "open" not in folded.attributes
    assert " ".join(folded.text.split()).startswith(
        "The machine\N{RIGHT SINGLE QUOTATION MARK}s score Proposed score 57.5 of 100, with equal weights 52.3. "
        "It is the machine's proposal"
    )


def test_a_void_grade_is_unmistakably_void_and_not_zero() -> None:
    shown = page(samples.void())
    assert "Void, not zero" in shown.by_id("verdict").text
    assert "No score. This grade is void; it is not a zero." in " ".join(shown.one("p", "score").text.split())
    assert "0 of 100" not in shown.words
    results = {" ".join(e.text.split()) for e in shown.all("td", "result")}
    assert results == {"not assessed"}


def test_a_requirement_says_met_partly_not_met_in_words() -> None:
    results = [" ".join(e.text.split()) for e in page(samples.failing(("x", "y"))).all("td", "result")]
    assert results == [
        "met",
        "partly (2 of 5) 3 failing cases",
        "partly (3 of 4) 1 failing case",
        "met",
        "not met 2 failing cases",
        "partly (3 of 5) 2 failing cases",
    ]


def test_every_failing_case_is_shown_even_one_of_no_known_requirement() -> None:
    grade = samples.failing(())
    titles = [e.text.strip().split("\n")[0] for e in page(grade).all("article", "case")]
    assert sorted(titles) == sorted(case.title for _, case in words.cases(grade) if words.is_failing(case))
    assert "A case that no requirement knows" in titles


def test_what_a_candidate_printed_is_framed_and_labelled() -> None:
    boxes = [box.text for box in page(samples.failing(())).all("div", "candidate")]
    assert any("✔ PASS 100 %" in box and "Candidate output" in box for box in boxes)


def test_a_case_that_shared_a_process_with_the_candidate_is_marked_weaker() -> None:
    found = [e for e in page(samples.failing(())).all("article", "case") if "no requirement knows" in e.text]
    assert "weaker guarantee" in found[0].text


def test_evidence_links_to_the_requirement_and_the_case_it_names() -> None:
    shown = page(samples.failing(()))
    links = {e.text: e.attributes["href"] for e in shown.all("a")}
    assert links["R2"] == "#requirement-2"
    case = shown.by_id(links[samples.named("R2", 0)][1:])
    assert "The least recently used entry is the one that goes" in case.text


def test_a_criterion_shows_proposed_and_reviewed_level() -> None:
    first = page(samples.failing(())).all("article", "criterion")[0]
    told = " ".join(first.text.split())
    assert "Functional correctness weight 30" in told
    assert "Proposed 2 of 4, partial Reviewed not yet reviewed" in told


def test_what_was_not_measured_is_not_drawn_as_nothing_used() -> None:
    rows = [" ".join(e.text.split()) for e in page(samples.void()).all("tr")]
    assert "Memory, peak not measured 512 MiB" in rows


def test_a_growth_series_is_drawn_and_told_in_numbers() -> None:
    shown = page(samples.accepted())
    assert len(shown.all("svg", "plot")) == 2
    figure = " ".join(shown.all("figure")[0].text.split())
    assert "measured n0.03 (-0.01 to 0.09 with 95 % confidence), asked: constant (up to n0.45)" in figure
    assert "The whole interval lies within what is allowed." in figure
    assert "64,000" in figure


def test_the_page_stays_small_however_much_a_candidate_prints() -> None:
    flood = tuple(f"{number} {'x' * 30_000}" for number in range(400))
    assert len(html.render(samples.failing(flood))) < 10_000_000


def test_the_same_grade_gives_the_same_page() -> None:
    assert html.render(samples.failing()) == html.render(samples.failing())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_colour_is_readable_on_every_ground_it_stands_on(scheme: str) -> None:
    colour = colours(scheme)
    grounds = ("page", "raised", "sunken")
    pairs = [(text, ground) for text in ("ink", "soft", "link", "warn", "bad", "good") for ground in grounds]
    pairs += [(tone, f"{tone}-wash") for tone in ("good", "warn", "bad", "void")] + [("soft", "dim-wash")]
    pairs += [("ink", f"{tone}-wash") for tone in ("good", "warn", "bad", "void")]
    pairs += [(text, "warn-wash") for text in ("soft", "link", "keyword", "string")]  # where a link has just led
    pairs += [(text, ground) for text in ("keyword", "string") for ground in ("raised", "sunken")]
    weak = {pair: contrast(colour[pair[0]], colour[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < AA} == {}
    assert min(contrast(colour[drawn], colour["page"]) for drawn in ("plot", "soft")) >= 3


def test_the_grade_is_data_and_never_a_template(hostile: Page) -> None:
    assert "{{ 7 * 7 }} {% raw %} ${7*7}" in {e.text for e in hostile.all("h4")}


# ── the candidate's own tests ──


def test_own_tests_are_shown_as_the_candidates_word_with_what_they_leave_out() -> None:
    text = page(samples.accepted()).one("body").text
    assert "9 tests with pytest" in text
    assert "share one process" in text
    assert "95 % of lines, 75 % of branches" in text
    assert "41-43" in text
    assert "caught 17 of 22" in text


def test_the_criterion_for_own_tests_points_to_them() -> None:
    found = page(samples.accepted())
    assert any(element.attributes.get("href") == "#own-tests" for element in found.elements if element.tag == "a")


def test_seeded_bugs_that_were_missed_are_named_for_the_reviewer_alone() -> None:
    assert "shared_entries" in page(samples.accepted()).one("body").text
    assert "shared_entries" not in junit.render(samples.accepted())


def test_what_a_native_suite_was_guarded_by_is_shown() -> None:
    text = page(samples.failing()).one("body").text
    assert "How far to trust these cases" in text
    assert "tamper-evident, not tamper-proof" in text


# ── the git history ──


def test_the_history_is_told_without_names_and_said_to_be_no_part_of_the_score() -> None:
    told = " ".join(page(samples.failing(())).by_id("submission").text.split())
    assert "Shown, never scored" in told
    assert "60 commits, 1 merge among them" in told
    assert "2026-11-20 18:02 UTC to 2026-11-22 09:10 UTC, 1 day" in told
    assert "4 of 60 are a single word or empty" in told
    assert "Evict by recency wip" in told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"last": "2026-11-20T20:32+00:00"}, "2026-11-20 18:02 UTC to 2026-11-20 20:32 UTC, 2.5 h"),
        ({"last": "1970-01-01T00:00+00:00"}, "2026-11-20 18:02 UTC to 1970-01-01 00:00 UTC"),
        ({"first": ""}, "not known"),
        ({"commits": 1}, "2026-11-20 18:02 UTC"),
        ({"cut": True}, "60 commits or more, the latest of which were read, 1 merge among them"),
        ({"one_word": 0}, "each has more than one word"),
    ],
    ids=["hours", "a clock set wrong", "no time", "one", "cut", "words"],
)
def test_a_history_of_another_kind_is_told_as_it_is(changes: dict[str, object], told: str) -> None:
    history = msgspec.structs.replace(samples.history(), **changes)
    submission = msgspec.structs.replace(samples.submission("x"), history=history)
    shown = page(msgspec.structs.replace(samples.accepted(), submission=submission))
    assert told in {e.text for e in shown.all("dd")}
