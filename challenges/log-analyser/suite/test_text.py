"""R6: line ends, escapes, encodings, IPv6 spellings, extremes of length."""

from __future__ import annotations

import gzip
import ipaddress
from typing import TYPE_CHECKING

import pytest
from oracle import Request, basics, expected_report, traffic
from support import check_log, check_report, get, line

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from support import Program

pytestmark = pytest.mark.requirement("R6")

SPELLINGS = ["2001:db8::1", "2001:DB8::1", "2001:0db8:0:0:0:0:0:1", "2001:db8:0:0::0:1", "2001:0DB8::0001"]
CANONICAL = {
    "2001:db8:0:1:0:0:0:1": "2001:db8:0:1::1",
    "2001:db8:0:0:1:0:0:1": "2001:db8::1:0:0:1",
    "2001:DB8::2:3:4:5:6": "2001:db8:0:2:3:4:5:6",
    "0:0:0:0:0:0:0:0": "::",
    "FE80:0:0:0:0:0:0:000A": "fe80::a",
    "1:0:0:0:0:0:0:0": "1::",
}


def weighted(key: str, lines: Mapping[str, bytes]) -> tuple[bytes, list[dict[str, object]]]:
    """Write the first line most often, the last one once, so that nothing ties; give the log and its ranking."""
    counts = range(len(lines), 0, -1)
    log = b"".join(text * count for text, count in zip(lines.values(), counts, strict=True))
    return log, [{key: name, "count": count} for name, count in zip(lines, counts, strict=True)]


def test_windows_line_ends(submission: Program, rng: random.Random) -> None:
    """CR LF and LF may end lines of the same log."""
    requests = traffic(rng, 40)
    log = b"".join(request.line().replace(b"\n", rng.choice((b"\n", b"\r\n"))) for request in requests)
    check_log(submission, log, basics(requests))


def test_the_last_line_may_lack_its_end(submission: Program) -> None:
    """The last line counts without a line end as well."""
    log = get("/first") + line(ms=99).rstrip()
    check_log(submission, log, basics([Request(url="/first"), Request(ms=99)]))


def test_an_empty_file_is_a_log_without_lines(submission: Program) -> None:
    """An empty file, plain or packed, is a log without lines: zeros, nulls and empty lists."""
    files = {"empty.log": b"", "empty.gz": gzip.compress(b"")}
    check_report(submission.run(["empty.log", "empty.gz"], files=files), expected_report([]))


def test_only_line_feeds_end_lines(submission: Program) -> None:
    """Line separators of Unicode, form feeds and vertical tabs do not end a line."""
    odd = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg"
    check_log(submission, line(agent=odd) + line(), basics([Request(), Request()]))


def test_escaped_quotes_belong_to_the_text(submission: Program) -> None:
    """An escaped quote does not end the agent, even where a line's end seems to follow."""
    agents = (r"Tool \"beta\" 1", r"\"", r"x\" 404 0 \"y\" \"z\" 7", r"\\", r"C:\\")
    never_closed = (line(agent="C:\\"), line(request=r"GET / HTTP/1.1\""))
    log = b"".join(line(agent=agent) for agent in agents) + b"".join(never_closed)
    check_log(submission, log, basics([Request()] * len(agents), malformed=len(never_closed)))


def test_escapes_in_urls_are_resolved(submission: Program) -> None:
    r"""In URLs \" and \\ are reported as what they stand for, other sequences unchanged."""
    written = {
        '/a"b"': r"/a\"b\"",
        "/c\\d": r"/c\\d",
        r"/e\x16\n": r"/e\x16\n",
        '/f\\"g': r"/f\\\"g",
        r"/h\x41": r"/h\\x41",
    }
    log, ranking = weighted("url", {url: get(target) for url, target in written.items()})
    check_log(submission, log, {"malformed": 0, "top_urls": ranking})


def test_invalid_utf8_is_no_fault_of_the_line(submission: Program) -> None:
    """Stray bytes become U+FFFD in URLs, which are compared after that."""
    log = b"".join(get("/caf@").replace(b"@", byte) for byte in (b"\xe9", b"\xff", b"\xe9", "é".encode()))
    log += line(agent="@").replace(b"@", b"\xfe") + line(ip="192.0.2.9").replace(b" - - ", b" - \xe9 ")
    urls = [{"url": "/caf\ufffd", "count": 3}, {"url": "/", "count": 2}, {"url": "/café", "count": 1}]
    check_log(submission, log, {"requests": 6, "malformed": 0, "unique_ips": 2, "top_urls": urls})


def test_spellings_of_an_address_are_one(submission: Program) -> None:
    """All spellings of an IPv6 address are one address."""
    log = b"".join(line(ip=ip) for ip in [*SPELLINGS, "192.0.2.1"])
    ranked = [{"ip": "2001:db8::1", "count": len(SPELLINGS)}, {"ip": "192.0.2.1", "count": 1}]
    check_log(submission, log, {"requests": 6, "malformed": 0, "unique_ips": 2, "top_ips": ranked})


def test_addresses_are_reported_as_rfc_5952_says(submission: Program) -> None:
    """IPv6 addresses are reported in their canonical form."""
    log, ranking = weighted("ip", {canonical: line(ip=ip) for ip, canonical in CANONICAL.items()})
    check_log(submission, log, {"malformed": 0, "unique_ips": len(CANONICAL), "top_ips": ranking})


def test_random_addresses_in_random_spellings(submission: Program, rng: random.Random) -> None:
    """Random IPv6 addresses, written out in full or in short and in either case, are recognised."""
    requests, lines = [], []
    for _ in range(60):
        address = ipaddress.IPv6Address(bytes.fromhex("20010db8") + bytes(rng.choice((0, 0, 1)) for _ in range(12)))
        requests.append(Request(ip=address.compressed))
        ip = rng.choice((address.compressed, address.exploded))
        lines.append(line(ip=rng.choice((ip, ip.upper()))))
    check_log(submission, b"".join(lines), basics(requests))


def test_very_long_lines_are_read(submission: Program) -> None:
    """Lines of nearly 1 MiB are read like others."""
    log = (
        get("/" + "u" * 2_000)
        + get("/q?" + "q" * 1_000_000)
        + line(agent="a" * 1_000_000)
        + line(agent=r"\"" * 100_000)
    )
    check_log(submission, log, basics([Request()] * 4))


def test_a_log_of_all_these(submission: Program, rng: random.Random) -> None:
    """Plain and odd lines mixed at random are all understood."""
    requests = traffic(rng, 60)
    odd = [
        (Request(ip="2001:db8::1", url='/a"b'), line(ip="2001:DB8:0::1", request=r"GET /a\"b?x HTTP/1.1")),
        (Request(url="/\ufffd"), get("/@").replace(b"@", b"\xff")),
        (Request(ms=4_000, agent=""), line(agent="\u2028\\\\", ms=4_000).replace(b"\n", b"\r\n")),
    ]
    written_lines = [(request, request.line()) for request in requests] + odd * 5
    rng.shuffle(written_lines)
    log = b"".join(text for _, text in written_lines).rstrip(b"\r\n")
    check_log(submission, log, basics([request for request, _ in written_lines]))


# Of a hidden suite; to be seen by nobody else: canary-8a9012f346bd65faceaa47ed
