"""The report's section on code: where to look first, everything counted, and each finding on its very line."""

from __future__ import annotations

import msgspec
import pytest
import samples
import samples_code
from page import Element, Page, page

from grader.model import Finding, Grade

ORDER = (
    "code-title code-start code-strengths code-practices code-measures code-findings code-spots code-functions "
    "code-repeated code-suppressions code-files"
)


def section(shown: Page, id_: str) -> str:
    """All text of the part of the section that is headed so."""
    part = next(e for e in shown.all("section") if e.attributes.get("aria-labelledby") == id_)
    return " ".join(part.text.split())


def cells(shown: Page) -> list[list[Element]]:
    """The cells of every row of every table, its heading left out."""
    rows: list[list[Element]] = []
    for element in shown.elements:
        if element.tag == "tr":
            rows.append([])
        elif element.tag == "td":
            rows[-1].append(element)
    return rows


def changed(**changes: object) -> Grade:
    """The failing sample with its quality changed so and so."""
    grade = samples.failing(())
    assert grade.quality is not None
    return msgspec.structs.replace(grade, quality=msgspec.structs.replace(grade.quality, **changes))


def findings(number: int, severity: str = "low") -> tuple[Finding, ...]:
    one = samples_code.finding("prints", "store.py", 1, "printed")
    return tuple(
        msgspec.structs.replace(one, line=line, severity=severity, message=f"printed {line}.")
        for line in range(1, number + 1)
    )


def test_the_code_is_told_in_the_order_in_which_it_is_read() -> None:
    shown = page(samples.failing(()))
    ids = [e.attributes["id"] for e in shown.elements if e.attributes.get("id", "").startswith("code-")]
    assert " ".join(id_ for id_ in ids if id_ in ORDER.split()) == ORDER


def test_the_code_begins_with_how_much_there_is_and_how_grave_it_is() -> None:
    told = section(page(samples.failing(())), "code-title")
    assert "331 lines written by the candidate, and no tests; what the starter brought is not counted." in told
    counts = " ".join(page(samples.failing(())).one("p", "counts").text.split())
    assert counts == "1 finding of high severity 2 findings of medium severity 9 findings of low severity 14 notes"


def test_shares_of_little_code_are_context_and_called_so() -> None:
    told = section(page(samples.accepted()), "code-title")
    assert "Under 200 lines: shares are context only." in told
    rows = [" ".join(e.text.split()) for e in page(samples.accepted()).all("tr")]
    assert any(
        row.startswith("Functions over cyclomatic complexity 5 16.7 %") and "within, context only" in row
        for row in rows
    )
    assert "shares are context only" not in page(samples.failing(())).words


def test_a_measure_stands_beside_its_limit_and_who_set_it() -> None:
    shown = page(samples.failing(()))
    rows = [" ".join(e.text.split()) for e in shown.all("tr")]
    (row,) = [row for row in rows if row.startswith("Lines that stand in the code twice")]
    assert "12.4 %" in row
    assert "over" in row
    assert "at most 3 %, vendor policy The Sonar way gate" in row
    assert "store.py:20-41" in row
    assert any("Public types" in row and "no limit" in row and "context" in row for row in rows)


@pytest.mark.parametrize("severity", ["high", "medium", "low", "note"])
@pytest.mark.parametrize("number", [1, 6, 700])
def test_every_finding_is_on_the_page_however_many_there_are(number: int, severity: str) -> None:
    told = section(page(changed(findings=findings(number, severity))), "code-findings")
    assert all(f"store.py:{line} printed {line}." in told for line in range(1, number + 1))


def test_findings_beyond_a_thousand_are_counted() -> None:
    told = section(page(changed(findings=findings(1_234))), "code-findings")
    assert "234 findings more, not shown here: all of them are in result.json." in told


def test_a_finding_says_where_and_which_tools_agree() -> None:
    told = section(page(samples.failing(())), "code-findings")
    assert "Text is run as code Security and dependency hygiene lru_cache.py:58 Use of possibly insecure" in told
    assert "bandit B307, pylint W0123" in told


def test_the_gravest_findings_come_first_and_severity_is_a_word() -> None:
    told = section(page(changed(findings=(*findings(2, "note"), *findings(1, "high")))), "code-findings")
    assert told.startswith("Findings 1 finding of high severity endangers data or users")
    assert told.index("high severity") < told.index("2 notes")


def test_a_hot_spot_shows_each_finding_on_its_very_line() -> None:
    shown = page(samples.failing(()))
    listing = next(e.text for e in shown.all("pre", "listing"))
    after = listing.split("except Exception:")[1]
    assert after.startswith("medium An error is swallowed")
    assert after.index("low Everything is caught") < after.index("49            pass")
    links = {e.text: e.attributes["href"] for e in shown.all("a")}
    assert shown.by_id(links["lru_cache.py:48"][1:]).text == "        except Exception:\n"
    assert "12 lines more, to line 72, not shown." in section(shown, "code-spots")


def test_an_excerpt_is_the_code_and_nothing_but_the_code() -> None:
    rows = [e.text for e in page(samples.failing(())).all("span", "src")]
    assert rows == samples_code.PUT.rstrip("\n").split("\n")


def test_the_hardest_functions_come_first_and_the_others_are_folded() -> None:
    shown = page(samples.failing(()))
    told = section(shown, "code-functions")
    assert told.index("LruCache.put") < told.index("LruCache.get") < told.index("5 functions more")
    rows = [[e.text for e in row] for row in cells(shown)]
    assert ["61 over", "5", "14 over", "23 over", ""] in rows
    assert ["3", "1", "1", "-", ""] in rows  # what no tool gave is no nought


def test_practices_are_grouped_and_a_no_comes_before_a_yes() -> None:
    told = section(page(samples.failing(())), "code-practices")
    assert "Design and maintainability no Are errors handled rather than swallowed?" in told
    assert "does not apply Does it log rather than print?" in told
    assert "yes Are the files free of keys and passwords?" in told


def test_what_was_not_measured_of_the_code_is_listed_with_why() -> None:
    shown = page(samples.failing(()))
    told = shown.by_id("not-measured").text
    assert "data/words.pyNot analysed: 20,400 lines, more than 10,000." in told
    assert "vultureThe tool did not get through: stopped after 60 s" in told
    assert ("#code-not-measured", "2 things not measured") in {(e.attributes["href"], e.text) for e in shown.all("a")}


@pytest.mark.parametrize(
    ("grade", "told"),
    [
        (samples.failing(()), ("#code-findings", "1 finding of high severity")),
        (changed(findings=findings(3, "medium")), ("#code-findings", "3 findings of medium severity")),
        (samples.accepted(), ("#spot-1", "Most to read: LruCache.get")),
    ],
    ids=["high", "medium", "tidy"],
)
def test_the_first_screen_has_one_line_about_the_code(grade: Grade, told: tuple[str, str]) -> None:
    links = [(e.attributes["href"], e.text) for e in page(grade).all("a")]
    before = links[: links.index(("#criteria", next(text for href, text in links if href == "#criteria")))]
    assert [each for each in before if each[0].startswith(("#code", "#spot"))] == [told]


def test_the_criteria_that_a_person_sets_lead_to_the_evidence() -> None:
    criteria = {
        e.text.split("weight")[0].strip(): " ".join(e.text.split())
        for e in page(samples.failing(())).all("article", "criterion")
    }
    design = criteria["Design and maintainability"]
    assert "6 measures over their limit, 1 within" in design
    assert "In the code 24 findings: 1 medium, 9 low, 14 note" in design
    assert "Good practice: 1 no" in design
    assert "In the code 1 finding: 1 high" in criteria["Security and dependency hygiene"]
    assert "Good practice: 1 no" in criteria["Candidate's own tests"]


def test_help_of_a_tool_is_never_a_link() -> None:
    shown = page(samples.failing(()))
    assert not [e for e in shown.all("a") if not e.attributes["href"].startswith("#")]
    assert "readthedocs" not in shown.markup


def test_without_an_analysis_there_is_no_section_but_the_reason() -> None:
    shown = page(samples.void())
    assert not [e for e in shown.elements if e.attributes.get("id") == "code"]
    assert "Static quality" in shown.by_id("not-measured").text
