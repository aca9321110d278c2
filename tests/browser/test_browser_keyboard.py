"""Whatever a mouse can do in a report, the keyboard can do alone."""

from __future__ import annotations

from browser.pages import Opened


def test_tab_walks_every_control_in_order_shows_where_it_is_and_is_held_fast_by_nothing(report: Opened) -> None:
    report.unfold()
    names = report.ask("tabStops")
    walked = [_press(report, "Tab") for _ in names]
    assert [where for where, _ in walked] == list(range(len(names))), names
    assert [f"{names[where]}: {faults}" for where, faults in walked if faults] == []
    # Past the last control the keyboard leaves the page; from the first one, going back does.
    assert _press(report, "Tab")[0] in {"the page itself", 0}
    back = [_press(report, "Shift+Tab")[0] for _ in [*names, ""]]
    assert set(back) >= set(range(len(names)))


def test_the_first_tab_offers_to_skip_to_what_the_page_is_about(report: Opened) -> None:
    report.ask("tabStops")
    report.press("Tab")
    skip = report.page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    report.press("Enter")
    assert report.ask("landed", "main")
    report.press("Tab")
    assert report.ask("isFirstFrom", "main")


def test_everything_folded_opens_and_closes_by_enter_and_by_space(report: Opened) -> None:
    for number in range(report.ask("summaries")):  # what lies inside another comes after it
        before, name = report.ask("atSummary", number)
        for key in ("Enter", "Space"):
            report.press(key)
            assert report.ask("isOpen", number) is not before, (key, name)
            before = not before
        report.ask("open", number)


def test_every_choice_and_text_can_be_given_without_a_mouse(report: Opened) -> None:
    report.unfold()
    for number in range(report.ask("choices")):
        before, one_of_many = report.ask("atChoice", number)
        report.press("Space")
        assert report.ask("isChosen", number) is (not before or one_of_many)
    for group in _radio_groups(report):
        first = report.page.locator(f"input[type=radio][name='{group}']").first
        first.press("Space")
        first.press("ArrowDown")
        assert not first.is_checked()
    for field in report.page.locator("textarea, input[type=text], input:not([type])").all():
        if field.is_visible() and field.is_editable():
            field.press("End")
            report.page.keyboard.type("typed")
            assert "typed" in field.input_value()


def _radio_groups(report: Opened) -> list[str]:
    groups = "names => [...new Set(names.map((each) => each.name))]"
    found: list[str] = report.page.locator("input[type=radio]:visible").evaluate_all(groups)
    return found


def _press(report: Opened, key: str) -> tuple[int | str, list[str]]:
    report.press(key)
    where = report.ask("keyboard")
    return where["stop"], where["faults"]
