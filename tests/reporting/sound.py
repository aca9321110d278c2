"""What every page that is handed on must keep to, whatever it says."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise

from page import Page

ELEMENTS = """
html head meta title link style body a header main nav footer section article h1 h2 h3 p ul ol li dl dt dd div span
b strong code table caption thead tbody tfoot tr th td svg symbol use circle path rect
"""
ATTRIBUTES = """
lang charset http-equiv content name rel href class id scope colspan role tabindex aria-label aria-labelledby
aria-hidden width height viewbox d x y cx cy r rx
"""
_OURS = re.compile(r"[a-z0-9 -]*")
_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def of(markup: str) -> Page:
    """Read a page, having seen that it keeps to everything below."""
    shown = Page(markup)
    _made_by_us(shown)
    _reachable(shown)
    _alone(shown)
    assert not _RAW.search(markup)
    return shown


def _made_by_us(shown: Page) -> None:
    assert {element.tag for element in shown.elements} <= set(ELEMENTS.split())
    assert {name for element in shown.elements for name in element.attributes} <= set(ATTRIBUTES.split())
    for element in shown.elements:
        for name in ("id", "class", "aria-labelledby", "role", "tabindex"):
            assert _OURS.fullmatch(element.attributes.get(name, "")), element
        assert re.fullmatch(r"|data:,|#[a-z0-9-]+", element.attributes.get("href", "")), element
    ids = [element.attributes["id"] for element in shown.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    links = {e.attributes["href"][1:] for e in shown.elements if e.attributes.get("href", "").startswith("#")}
    assert links <= set(ids)


def _reachable(shown: Page) -> None:
    levels = [int(e.tag[1]) for e in shown.elements if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert shown.one("html").attributes["lang"] == "en"
    for landmark in ("header", "main", "footer"):
        assert shown.one(landmark)
    assert shown.all("a")[0].attributes["href"] == "#main"
    assert all("scope" in element.attributes for element in shown.all("th"))
    assert len(shown.all("table")) == len(shown.all("caption"))
    assert all({"aria-hidden", "role"} & set(element.attributes) for element in shown.all("svg"))
    landmarks = [e for e in shown.elements if e.tag in {"section", "nav"} or e.attributes.get("role") == "region"]
    names = [e.attributes.get("aria-label") or e.attributes["aria-labelledby"] for e in landmarks]
    assert len(names) == len(set(names))


def _alone(shown: Page) -> None:
    style = shown.one("style").text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert [element.tag for element in shown.elements[:4]] == ["html", "head", "meta", "meta"]
    assert shown.elements[3].attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style
    assert "@import" not in style
    assert "animation" not in style
    assert "transition" not in style
    values = [value for element in shown.elements[4:] for value in element.attributes.values()]
    assert not [value for value in values if "//" in value or "http" in value.lower() or "evil" in value]
