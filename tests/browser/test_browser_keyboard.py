"""Whatever a mouse can do in a report, the keyboard can do alone."""

from __future__ import annotations

from browser.pages import Opened


def test_tab_walks_every_control_in_the_order_of_the_page_and_shows_where_it_is(report: Opened) -> None:
    report.unfold()
    names = report.ask("tabStops")
    walked = [_press(report, "Tab") for _ in names]
    assert [where for where, _ in walked] == list(range(len(names))), names
    assert [f"{names[where]}: {faults}" for where, faults in walked if faults] == []


def test_nothing_holds_the_keyboard_fast(report: Opened) -> None:
    report.unfold()
    names = report.ask("tabStops")
    for _ in names:
        report.press("Tab")
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
    for summary in report.page.locator("summary").all():  # what lies inside another comes after it
        if summary.evaluate("summary => summary.closest('[hidden]') !== null"):
            continue
        state = summary.locator("xpath=..")
        before = state.evaluate("details => details.open")
        for key in ("Enter", "Space"):
            summary.press(key)
            assert state.evaluate("details => details.open") is not before, (key, summary.inner_text())
            before = not before
        summary.evaluate("summary => (summary.parentElement.open = true)")


def test_every_choice_and_text_can_be_given_without_a_mouse(report: Opened) -> None:
    report.unfold()
    for control in report.page.locator("input[type=radio], input[type=checkbox]").all():
        if control.is_visible() and control.is_enabled():
            before = control.is_checked()
            control.press("Space")
            assert control.is_checked() is (not before or control.get_attribute("type") == "radio")
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
