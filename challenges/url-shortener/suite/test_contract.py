"""R1 to R4: links are made, followed, counted, named and ended."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from kit import (
    BASE,
    PAGE,
    TAKEN,
    all_refused,
    ask_for,
    create,
    explained,
    follow,
    has_hits,
    leads_to,
    look_up,
    moment,
    page,
    told,
)

OTHER = "https://example.org/another"

# ── R1 ──


@pytest.mark.requirement("R1")
def test_created(service: Any) -> None:
    """POST /links answers 201 with the link, and with its short URL as Location."""
    answer = ask_for(service).expect(201)
    link = told(answer)
    short_url = f"{BASE}/{link['code']}"
    assert link.get("short_url") == short_url, f"short_url is {link.get('short_url')!r}, not {short_url!r}"
    location = answer.headers.get("location")
    assert location == short_url, f"Location is {location!r}, not {short_url!r}"
    assert answer.headers.get("content-type", "").startswith("application/json")
    found = (link.get("url"), link.get("hits"), link.get("expires_at", "left out"))
    assert found == (PAGE, 0, None), f"url, hits and expires_at are {found}, not {(PAGE, 0, None)}"


@pytest.mark.requirement("R1")
def test_codes(service: Any) -> None:
    """Codes consist of 6 to 12 letters and digits."""
    codes = [create(service, f"{PAGE}/{number}")["code"] for number in range(20)]
    wrong = [code for code in codes if not re.fullmatch("[A-Za-z0-9]{6,12}", code)]
    assert not wrong, f"no 6 to 12 letters and digits: {', '.join(wrong)}"


@pytest.mark.requirement("R1")
def test_same_url_again(service: Any) -> None:
    """The same URL again makes another link, with a count of its own."""
    first, second = (told(ask_for(service).expect(201))["code"] for _ in range(2))
    assert first != second, f"both have the code {first}"
    follow(service, first)
    has_hits(service, first, 1)
    has_hits(service, second, 0)


@pytest.mark.requirement("R1")
def test_told(service: Any) -> None:
    """GET /links/{code} tells what was said when the link was made."""
    made = create(service, OTHER)
    answer = service.get(f"/links/{made['code']}").expect(200)
    assert answer.headers.get("content-type", "").startswith("application/json")
    names = ("code", "short_url", "url", "hits", "expires_at")
    assert {name: told(answer).get(name, "left out") for name in names} == {
        name: made.get(name, "missing") for name in names
    }


@pytest.mark.requirement("R1")
def test_null_is_left_out(service: Any) -> None:
    """An optional field that is null counts as left out."""
    link = told(ask_for(service, code=None, expires_in=None).expect(201))
    assert re.fullmatch("[A-Za-z0-9]{6,12}", link["code"])
    assert link["expires_at"] is None


# ── R2 ──


@pytest.mark.requirement("R2")
def test_redirect(service: Any) -> None:
    """GET /{code} answers 302 with the URL as Location."""
    url = page()
    answer = service.get(f"/{create(service, url)['code']}").expect(302)
    assert answer.headers.get("location") == url


@pytest.mark.requirement("R2")
def test_hits(service: Any) -> None:
    """Every redirect counts, for its own link alone; looking at a link does not."""
    followed, other = create(service)["code"], create(service)["code"]
    for _ in range(5):
        follow(service, followed)
    has_hits(service, followed, 5)
    has_hits(service, followed, 5)
    has_hits(service, other, 0)


@pytest.mark.requirement("R2")
def test_head(service: Any) -> None:
    """HEAD answers as GET does, without a body, and is not counted."""
    url = page()
    code = create(service, url)["code"]
    answer = service.request("HEAD", f"/{code}").expect(302)
    assert answer.headers.get("location") == url
    assert answer.content == b""
    has_hits(service, code, 0)
    service.request("HEAD", "/nobody-has-this").expect(404)


@pytest.mark.requirement("R2")
def test_unknown(service: Any) -> None:
    """A code that no link has answers 404 with an error in JSON."""
    for path in ("/nobody-has-this", "/links/nobody-has-this", "/x", "/links/x"):
        explained(service.get(path), 404)


@pytest.mark.requirement("R2")
def test_other_methods(service: Any) -> None:
    """Other methods answer 405 or 404, and change nothing."""
    url = page()
    code = create(service, url)["code"]
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        service.request(method, f"/{code}", json={"url": PAGE}).expect(404, 405)
        service.request(method, f"/links/{code}", json={"url": PAGE}).expect(404, 405)
    for method in ("PUT", "PATCH", "DELETE"):
        service.request(method, "/links", json={"url": PAGE}).expect(404, 405)
    service.get("/links").expect(404, 405)
    leads_to(service, code, url)
    has_hits(service, code, 1)


# ── R3 ──


@pytest.mark.requirement("R3")
def test_custom_code(service: Any) -> None:
    """A custom code becomes the link's."""
    for code in ("spring-sale", "a_b", "-0-", "0123456789" * 3 + "AZ", "Links"):
        url = page()
        assert create(service, url, code=code)["code"] == code
        leads_to(service, code, url)


@pytest.mark.requirement("R3")
def test_taken_code(service: Any) -> None:
    """A code that is taken answers 409, and its link stays as it is."""
    url = page()
    made, custom = create(service, url)["code"], create(service, url, code="taken")["code"]
    follow(service, custom)
    for code in (made, custom):
        explained(ask_for(service, PAGE, code=code), 409)
        explained(ask_for(service, url, code=code), 409)
        assert look_up(service, code)["url"] == url
    leads_to(service, made, url)
    has_hits(service, custom, 1)


@pytest.mark.requirement("R3")
def test_case_matters(service: Any) -> None:
    """Codes that differ in case are two links, or none."""
    create(service, PAGE, code="Winter")
    service.get("/winter").expect(404)
    service.get("/links/WINTER").expect(404)
    create(service, OTHER, code="winter")
    leads_to(service, "Winter", PAGE)
    leads_to(service, "winter", OTHER)
    has_hits(service, "Winter", 1)
    has_hits(service, "winter", 1)


@pytest.mark.requirement("R3")
def test_no_code(service: Any) -> None:
    """What is no custom code is refused."""
    codes = ("", "ab", "a" * 33, "two words", "a/b/c", "sale!", "a.b.c", "größe", "line\n", " sale", "links")
    all_refused(service, *({"url": PAGE, "code": code} for code in codes))


# ── R4 ──


@pytest.mark.requirement("R4")
def test_expires_at(service: Any) -> None:
    """A link that has time left redirects, and says until when."""
    before = datetime.now(UTC)
    url = page()
    link = create(service, url, expires_in=3600)
    wanted = before + timedelta(seconds=3600)
    assert wanted - timedelta(seconds=2) <= moment(link["expires_at"]) <= datetime.now(UTC) + timedelta(seconds=3602)
    later = moment(look_up(service, link["code"])["expires_at"])
    assert abs(later - moment(link["expires_at"])) < timedelta(seconds=1)
    leads_to(service, link["code"], url)


@pytest.mark.requirement("R4")
def test_longest_time(service: Any) -> None:
    """A year is as good a time as any."""
    url = page()
    link = create(service, url, expires_in=31_536_000)
    assert abs(moment(link["expires_at"]) - datetime.now(UTC) - timedelta(days=365)) < timedelta(seconds=10)
    leads_to(service, link["code"], url)


@pytest.mark.requirement("R4")
def test_expired(service: Any) -> None:
    """An expired link answers 410, keeps its count, and its code stays taken."""
    code = create(service, OTHER, code="two-seconds", expires_in=2)["code"]
    follow(service, code)
    time.sleep(3.2)
    explained(service.get(f"/{code}"), 410)
    service.request("HEAD", f"/{code}").expect(410)
    link = look_up(service, code)
    assert (link["url"], link["hits"]) == (OTHER, 1), f"url and hits are {link['url']!r} and {link['hits']}"
    ask_for(service, PAGE, code=code).expect(*TAKEN)
    service.get(f"/{code}").expect(410)


# Of a hidden suite; to be seen by nobody else: canary-30fb283cd719578fdf6a43cd
