"""What the other tests ask of a page is asked of one with every fault, and finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.conftest import OpenPage
from browser.pages import Opened, View

FAULTY = """<!doctype html>
<html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="img-src 'none'"><title>x</title>
<style>
* { outline: none }
@keyframes turn { to { rotate: 1turn } }
.moves { animation: turn 1s infinite }
.wide { width: 3000px }
.cut { width: 2em; overflow: hidden; white-space: nowrap }
.scrolls { height: 1em; overflow: auto }
.cover { position: fixed; inset: 0; pointer-events: auto }
td { text-align: left }
</style></head><body>
<h1>x</h1><img src="https://a.example/x.png" onerror="1"><a href="https://a.example/">away</a>
<p class="wide">wide</p><p class="cut">This is cut off</p><div class="scrolls">a<br>b<br>c</div>
<p class="moves">moves</p>
<details><summary>folded</summary><p id="inside">away</p></details>
<table><thead><tr><th>Number</th></tr></thead><tbody><tr><td>1,000</td></tr><tr><td>7.5 %</td></tr></tbody></table>
<p>a\u202eb</p><p id="nowhere" hidden>hidden</p><a href="#nowhere">hidden</a>
<div class="cover"></div><script>console.log("loud"); alert("dialog"); fetch("https://b.example/")</script>
</body></html>"""


@pytest.fixture
def faulty(tmp_path: Path, open_page: OpenPage) -> Opened:
    page = tmp_path / "faulty.html"
    page.write_text(FAULTY, encoding="utf-8")
    return open_page(page)


@pytest.mark.parametrize("probe", ["clipped", "moving", "ragged", "scrollers", "strange", "folded"])
def test_a_fault_is_found(faulty: Opened, probe: str) -> None:
    assert faulty.ask(probe) != []


def test_what_is_wider_than_the_window_is_found(faulty: Opened) -> None:
    assert faulty.ask("overflow") > 1000


def test_what_is_made_of_markup_is_counted(faulty: Opened) -> None:
    made = faulty.ask("made")
    assert (made["active"]["script"], made["active"]["img"]) == (1, 1)
    assert made["handlers"] == ['img "" onerror']
    assert made["astray"] == ["https://a.example/x.png", "https://a.example/"]


def test_what_a_page_does_unasked_is_noted(faulty: Opened) -> None:
    faulty.page.wait_for_timeout(200)
    told = "\n".join(faulty.complaints)
    assert all(word in told for word in ("console: loud", "dialog: dialog", "img-src: https://a.example/x.png"))
    assert "https://b.example/" in faulty.requests


def test_a_control_that_is_covered_and_shows_no_ring_is_found(faulty: Opened) -> None:
    assert faulty.ask("tabStops") == ['a "away"', 'summary "folded"', 'a "hidden"']
    faulty.press("Tab")
    assert faulty.ask("keyboard") == {"stop": 0, "faults": ["no ring", "hidden or covered"]}


def test_a_link_to_something_hidden_is_found(faulty: Opened) -> None:
    assert faulty.ask("targets") == ["nowhere"]
    assert not faulty.ask("landed", "nowhere")


def test_axe_is_really_run(faulty: Opened, open_page: OpenPage) -> None:
    rules = {told.split(":")[0] for told in open_page(_path(faulty), View(lawless=True)).axe()}
    assert {"html-has-lang", "image-alt", "region"} <= rules


def _path(opened: Opened) -> Path:
    return Path(opened.page.url.removeprefix("file://"))
