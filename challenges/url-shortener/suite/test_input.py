"""R5 to R7: what is kept to the letter, what is refused, and what is only text."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from kit import (
    BASE,
    PAGE,
    all_refused,
    as_location,
    create,
    explained,
    follow,
    leads_to,
    look_up,
    page,
    refused,
    same_location,
)

HOST = BASE.removeprefix("https://")
LONGEST = 2_000


def kept(service: Any, url: str) -> None:
    """Make a link, and find its URL unchanged wherever it shows."""
    link = create(service, url)
    for told in (link, look_up(service, link["code"])):
        assert told.get("url") == url, f"url is {told.get('url')!r}, not {url!r}"
    location = follow(service, link["code"])
    assert same_location(location, url), f"Location is {location!r}, not {as_location(url)!r}"


def long_url(length: int) -> str:
    """A URL of so many characters."""
    return "https://example.com/?q=".ljust(length, "x")


# ── R5 ──


@pytest.mark.requirement("R5")
def test_query_and_fragment(service: Any) -> None:
    """Query and fragment are kept."""
    kept(service, "https://example.com/a?b=1&b=2&empty=")
    kept(service, "http://example.com:8080/a?b=1#part-2")
    kept(service, "https://example.com/a#/route?tab=1&x=y")


@pytest.mark.requirement("R5")
def test_not_tidied_up(service: Any) -> None:
    """Nothing is added, decoded or tidied up."""
    kept(service, "https://example.com")
    kept(service, "https://example.com/%7Euser/~user/%2F%2f?q=%20+%C3%BC")
    kept(service, "https://example.com:443/a/../b//c/./")
    kept(service, "http://[2001:db8::1]:8080/x;v=1,2?(a)*b!$@:/?")


@pytest.mark.requirement("R5")
def test_unicode(service: Any) -> None:
    """Characters of all scripts are kept, and percent-encoded in Location."""
    kept(service, "https://example.com/größe/東京?q=naïve&e=😀#част-2")
    kept(service, "https://example.com/e\u0301/\u00e9")


@pytest.mark.requirement("R5")
def test_longest(service: Any) -> None:
    """A URL of 2,000 characters is kept whole."""
    kept(service, long_url(LONGEST - 4) + "#end")


# ── R6 ──


@pytest.mark.requirement("R6")
def test_no_object(service: Any) -> None:
    """A body that is not a JSON object is refused."""
    bodies = ("", "{", '{"url": ', f"url={PAGE}", "[]", f'["{PAGE}"]', f'"{PAGE}"', "null", "17")
    for body in bodies:
        refused(service.post("/links", content=body, headers={"Content-Type": "application/json"}))


@pytest.mark.requirement("R6")
def test_no_url(service: Any) -> None:
    """A body without a URL, or with one that is no text, is refused."""
    urls = (None, 5, True, [PAGE], {"href": PAGE})
    all_refused(service, {}, {"code": "without-url"}, *({"url": url} for url in urls))
    explained(service.get("/without-url"), 404)


@pytest.mark.requirement("R6")
def test_no_scheme(service: Any) -> None:
    """A URL that does not begin with http:// or https:// is refused."""
    urls = ("", "example.com/page", "//example.com/page", "/page", "http:example.com", "http:/example.com", "http")
    all_refused(service, *({"url": url} for url in urls))


@pytest.mark.requirement("R6")
def test_no_host(service: Any) -> None:
    """A URL without a host, or with an impossible port, is refused."""
    hosts = ("", "/page", "?q=example.com", "#example.com", ":80/")
    ports = ("port", "65536", "0", "-1")
    all_refused(
        service,
        *({"url": f"https://{host}"} for host in hosts),
        *({"url": f"https://example.com:{port}/"} for port in ports),
    )


@pytest.mark.requirement("R6")
def test_white_space(service: Any) -> None:
    """A URL with white space or control characters is refused."""
    urls = ("https://example.com/a b", f" {PAGE}", f"{PAGE} ", f"{PAGE}\n", f"{PAGE}\tx", f"{PAGE}\x00", f"{PAGE}\x7f")
    all_refused(service, *({"url": url} for url in urls))


@pytest.mark.requirement("R6")
def test_too_long(service: Any) -> None:
    """A URL of more than 2,000 characters is refused."""
    all_refused(service, {"url": long_url(LONGEST + 1)}, {"url": long_url(100_000)})


@pytest.mark.requirement("R6")
def test_no_time(service: Any) -> None:
    """An expires_in that is no whole number from 1 to a year is refused, and no link is made."""
    times = (0, -1, 31_536_001, 10**30, 1.5, "60", True, [60])
    all_refused(service, *({"url": PAGE, "code": "no-time", "expires_in": expires_in} for expires_in in times))
    explained(service.get("/no-time"), 404)


@pytest.mark.requirement("R6")
def test_code_of_another_type(service: Any) -> None:
    """A code that is no text is refused."""
    all_refused(service, *({"url": PAGE, "code": code} for code in (12345, True, ["sale"], {})))


@pytest.mark.requirement("R6")
def test_unknown_field(service: Any) -> None:
    """A field that nobody knows is refused, and no link is made."""
    all_refused(
        service, {"url": PAGE, "code": "misspelt", "expires": 60}, {"url": PAGE, "code": "misspelt", "hits": 1_000}
    )
    explained(service.get("/misspelt"), 404)


# ── R7 ──


@pytest.mark.requirement("R7")
def test_other_schemes(service: Any) -> None:
    """URLs of other schemes are refused."""
    urls = (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,<script>alert(1)</script>",
        "ftp://example.com/file",
        "view-source:https://example.com/",
        "httpx://example.com/",
    )
    all_refused(service, *({"url": url} for url in urls))


@pytest.mark.requirement("R7")
def test_disguised_schemes(service: Any) -> None:
    """Dangerous schemes are refused in every disguise."""
    urls = (
        "JavaScript:alert(1)",
        "javascript://example.com/%0aalert(1)",
        "javascript:alert('https://example.com')",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        f"javascript:alert(1)\n{PAGE}",
    )
    all_refused(service, *({"url": url} for url in urls))


@pytest.mark.requirement("R7")
def test_header_injection(service: Any) -> None:
    """A line end in a URL never becomes a header of the answer."""
    all_refused(service, *({"url": f"{PAGE}{end}Set-Cookie:admin=1"} for end in ("\r\n", "\n", "\r")))
    code = create(service, f"{PAGE}?%0d%0aSet-Cookie:%20admin=1")["code"]
    assert "set-cookie" not in service.get(f"/{code}").headers, "an encoded line end became a header"
    leads_to(service, code, f"{PAGE}?%0d%0aSet-Cookie:%20admin=1")


@pytest.mark.requirement("R7")
def test_own_address(service: Any) -> None:
    """A URL of the shortener's own host is refused, in every spelling."""
    urls = (
        BASE,
        f"{BASE}/some-code",
        f"http://{HOST}/some-code",
        f"HTTPS://{HOST.upper()}/some-code",
        f"https://{HOST}:8443/",
        f"https://{HOST}?q=1",
        f"https://{HOST}#part",
        f"https://someone:secret@{HOST}/some-code",
    )
    all_refused(service, *({"url": url} for url in urls))


@pytest.mark.requirement("R7")
def test_not_own_address(service: Any) -> None:
    """Hosts that only resemble the own one are others, and so is one that mentions it."""
    for url in (
        f"https://{HOST}.example.com/",
        f"https://not-{HOST}/",
        f"https://www.{HOST}/",
        f"https://example.com/?next={BASE}/some-code",
        f"https://{HOST}@example.com/",
    ):
        leads_to(service, create(service, url)["code"], url)


@pytest.mark.requirement("R7")
def test_hostile_code(service: Any) -> None:
    """Quotes and SQL in a path are the code of no link."""
    create(service, code="secret-code")
    union = "x' UNION SELECT 'javascript:alert(1)'--"
    for code in ("' OR '1'='1", union, 'x"', "secret-code'--", "secret-code';", "é"):
        explained(service.get(f"/{quote(code, safe='')}"), 404)
        explained(service.get(f"/links/{quote(code, safe='')}"), 404)


@pytest.mark.requirement("R7")
def test_wildcards(service: Any) -> None:
    """Wildcards in a path are the code of no link."""
    create(service, code="joker-code")
    for code in ("%", "joker%", "joker_code", "_oker-code", "*", "joker-cod?"):
        explained(service.get(f"/{quote(code, safe='')}"), 404)
        explained(service.get(f"/links/{quote(code, safe='')}"), 404)


@pytest.mark.requirement("R7")
def test_hostile_url(service: Any) -> None:
    """Quotes and SQL in a URL are kept as text."""
    for url in (
        "https://example.com/?q=');DROP/**/TABLE/**/links;--",
        "https://example.com/?q=o'neill",
        "https://example.com/?q=%27%20OR%201=1--",
        "https://example.com/?q=$1,:code,%25s,?",
    ):
        code = create(service, url)["code"]
        leads_to(service, code, url)
        assert look_up(service, code).get("url") == url
    all_refused(service, {"url": PAGE, "code": "x'; DROP TABLE links; --"})
    url = page()
    leads_to(service, create(service, url)["code"], url)


# Of a hidden suite; to be seen by nobody else: canary-30fb283cd719578fdf6a43cd
