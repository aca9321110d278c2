"""Reads a report back the way a browser would: elements, attributes and text, nothing more."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from grader.reporting import html

_VOID = {"meta", "link", "br", "hr", "img", "input"}


@dataclass
class Element:
    """An element with its attributes and all text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    open: bool = field(default=True, repr=False)


class Page(HTMLParser):
    """Every element of a page in order; a closing tag that does not match is an error."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.markup = markup
        self.elements: list[Element] = []
        self._stack: list[Element] = []
        self.feed(markup)
        self.close()
        assert not self._stack, self._stack

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> repeats an attribute"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _VOID:
            self._stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._stack, f"</{tag}> closes nothing"
        assert self._stack[-1].tag == tag, f"</{tag}> closes <{self._stack[-1].tag}>"
        self._stack.pop()

    def handle_data(self, data: str) -> None:
        in_script = any(element.tag == "script" for element in self._stack)
        for element in self._stack:
            if not in_script or element.tag == "script":
                element.text += data

    def all(self, tag: str, cls: str = "") -> list[Element]:
        return [e for e in self.elements if e.tag == tag and (not cls or cls in e.attributes.get("class", "").split())]

    def one(self, tag: str, cls: str = "") -> Element:
        found = self.all(tag, cls)
        assert len(found) == 1, (tag, cls, len(found))
        return found[0]

    def by_id(self, id_: str) -> Element:
        return next(e for e in self.elements if e.attributes.get("id") == id_)

    @property
    def words(self) -> str:
        return " ".join(self.one("body").text.split())


def page(grade: object) -> Page:
    return Page(html.render(grade))  # type: ignore[arg-type]
