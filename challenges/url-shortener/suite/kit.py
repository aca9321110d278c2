"""What the tests of the shortener share: how a link is made, followed and looked at, and what a refusal looks like.

Only the tests of a status ask for that status; all others take what a client could live with, so that one slip fails
one requirement.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE = "https://sho.example"
PAGE = "https://example.com/page"
CREATED = (200, 201)
REDIRECTS = (301, 302, 303, 307, 308)
REFUSALS = (400, 422)
TAKEN = (409, *REFUSALS)
SHOWN = 120
NUMBERS = count(1)

Link = dict[str, Any]


def page() -> str:
    """A URL that no other link has."""
    return f"{PAGE}/{next(NUMBERS)}"


def ask_for(service: Any, url: object = PAGE, **fields: object) -> Any:
    """Ask for a link, whatever comes of it."""
    return service.post("/links", json={"url": url, **fields})


def create(service: Any, url: str | None = None, **fields: object) -> Link:
    """Make a link that has every right to be made, to a page of its own where none is given."""
    return told(ask_for(service, url or page(), **fields).expect(*CREATED))


def look_up(service: Any, code: str) -> Link:
    """Ask about a link."""
    return told(service.get(f"/links/{code}").expect(200))


def told(answer: Any) -> Link:
    """The link that an answer tells about."""
    link = answer.json()
    assert isinstance(link, dict), f"a link is told as a JSON object, not as {answer.text[:200]}"
    assert isinstance(link.get("code"), str), f'a link has a text "code": {answer.text[:200]}'
    return link


def follow(service: Any, code: str, method: str = "GET") -> str:
    """Where a link leads; its status may be that of any redirect."""
    answer = service.request(method, f"/{code}").expect(*REDIRECTS)
    assert "location" in answer.headers, f"{method} /{code} answered {answer.status_code} without a Location"
    return answer.headers["location"]


def leads_to(service: Any, code: str, url: str) -> None:
    """The link redirects there."""
    location = follow(service, code)
    assert location == url, f"GET /{code} redirects to {location!r}, not to {url!r}"


def has_hits(service: Any, code: str, wanted: int) -> None:
    """The link tells of so many hits."""
    count = hits(service, code)
    assert count == wanted, f"{code} has {count} hits, not {wanted}"


def hits(service: Any, code: str) -> int:
    """How often a link was followed, as told."""
    count = look_up(service, code).get("hits")
    assert type(count) is int, f'"hits" is a whole number, not {count!r}'
    return count


def explained(answer: Any, *statuses: int) -> None:
    """The answer has one of these statuses, and says in JSON what is wrong."""
    answer.expect(*statuses)
    content = answer.json()
    error = content.get("error") if isinstance(content, dict) else None
    assert isinstance(error, str), f'the body of a {answer.status_code} has a text "error": {answer.text[:200]}'
    assert error.strip(), f'the "error" of a {answer.status_code} is empty'


def refused(answer: Any) -> None:
    """The request was the client's mistake, and the answer says which."""
    explained(answer, *REFUSALS)


def all_refused(service: Any, *wanted: Mapping[str, object]) -> None:
    """Each of these links is refused; those that are not stand in one message."""
    answers = [(body, service.post("/links", json=body)) for body in wanted]
    wrong = [f"{said(body)} → {answer.status_code}" for body, answer in answers if answer.status_code not in REFUSALS]
    assert not wrong, f"{len(wrong)} of {len(answers)} were not refused with 400 or 422: {'; '.join(wrong)}"
    for _, answer in answers:
        refused(answer)


def said(body: Mapping[str, object]) -> str:
    """A body as a report shows it, which is to be read by people."""
    text = json.dumps(body, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}… ({len(text):,} characters)"


def as_location(url: str) -> str:
    """The URL as it stands in a header: what is not ASCII, percent-encoded."""
    return "".join(character if character.isascii() else quote(character) for character in url)


def same_location(location: str, url: str) -> bool:
    """Whether a header holds this URL; what had to be encoded may be so in upper or lower case."""
    parts = [re.escape(part) if part.isascii() else f"(?i:{re.escape(quote(part))})" for part in url]
    return re.fullmatch("".join(parts), location) is not None


def moment(text: object) -> datetime:
    """A time as RFC 3339 writes it."""
    assert isinstance(text, str), f'"expires_at" is a text, not {text!r}'
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise AssertionError(f'"expires_at" is no time in the form of RFC 3339: {text!r}') from None
    assert found.tzinfo is not None, f'"expires_at" has no time zone: {text!r}'
    return found


# Of a hidden suite; to be seen by nobody else: canary-30fb283cd719578fdf6a43cd
