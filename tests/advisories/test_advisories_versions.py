"""Orderings of versions, and what a range of an advisory holds in each."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
import pytest

from grader.advisories import maven
from grader.advisories.osv import Affected
from grader.advisories.versions import Hit, Undecidable, allows, exact, hit, normalised


def affected(*events: dict[str, str], kind: str = "ECOSYSTEM", versions: tuple[str, ...] = ()) -> Affected:
    given: dict[str, Any] = {"ranges": [{"type": kind, "events": events}], "versions": versions}
    return msgspec.convert(given, Affected)


# ── Maven's ordering: the examples of its "Version Order Specification" ──


@pytest.mark.parametrize(
    "versions",
    [
        ("1", "1.1"),
        ("1-snapshot", "1", "1-sp"),
        ("1-foo2", "1-foo10"),
        ("1-foo", "1-1", "1.1"),
        ("1-ga.1", "1-sp.1"),
        ("1-sp-1", "1-ga-1"),
        ("1-alpha", "1-beta", "1-milestone", "1-rc", "1-snapshot", "1", "1-sp", "1-abc", "1-def", "1-1"),
        ("1.0-M3", "1.0-M10", "1.0-RC1", "1.0.Final", "1.0.1"),
        ("2.9.10", "2.9.10.8", "2.10.0"),
        ("1.0-beta-2", "1.0-beta-10", "1.0", "1.0-20230101"),
        ("9", "10", "100000000000000000000"),
    ],
)
def test_maven_puts_these_in_this_order(versions: tuple[str, ...]) -> None:
    for earlier, later in pairwise(versions):
        assert maven.compare(earlier, later) < 0 < maven.compare(later, earlier)


@pytest.mark.parametrize(
    "versions",
    [
        ("1", "1.0", "1.0.0", "1.", "1-", "1-0", "1.ga", "1-ga", "1.final", "1.0.0-0.0.0", "1.RELEASE"),
        ("1.0.0-foo.0.0", "1-foo", "1.foo", "1_foo", "1.0.foo"),
        ("1-a1", "1-alpha-1", "1a1", "1-Alpha1"),
        ("1-cr2", "1-rc2", "1.0.RC2"),
        ("1-ga-1", "1-1"),
        ("1-1.foo-bar1baz-.1", "1-1.foo-bar-1-baz-0.1"),
    ],
)
def test_maven_holds_these_to_be_the_same(versions: tuple[str, ...]) -> None:
    assert {maven.compare(versions[0], other) for other in versions} == {0}


@pytest.mark.parametrize(
    ("interval", "version", "inside"),
    [
        ("[1,2)", "1.0", True), ("[1,2)", "2.0", False), ("(1,2]", "1.0", False), ("(1,2]", "2.0", True),
        ("[1.0,)", "99", True), ("(,1.0]", "0.1", True), ("(,1.0]", "1.1", False), ("1.0", "1.0", False),
    ],
)  # fmt: skip
def test_an_interval_of_mavens_holds_what_lies_between_its_ends(interval: str, version: str, inside: bool) -> None:  # noqa: FBT001
    assert maven.contains(interval, version) is inside


# ── an advisory's ranges ──

BRANCHES = [{"introduced": "3.0"}, {"fixed": "3.2.5"}, {"introduced": "4.0"}, {"fixed": "4.0.3"}]


@pytest.mark.parametrize(
    ("version", "fixed"),
    [
        ("2.9", None),
        ("3.0", "3.2.5"),
        ("3.2.4", "3.2.5"),
        ("3.2.5", None),
        ("3.9", None),
        ("4.0.1", "4.0.3"),
        ("5", None),
    ],
)
@pytest.mark.parametrize("events", [BRANCHES, BRANCHES[::-1]], ids=["in order", "out of order"])
@pytest.mark.parametrize("ecosystem", ["PyPI", "Maven"])
def test_a_version_is_between_introduced_and_fixed(
    ecosystem: str, events: list[dict[str, str]], version: str, fixed: str | None
) -> None:
    found = hit(affected(*events), ecosystem, version)
    assert (found.fixed if found else None) == fixed


@pytest.mark.parametrize(
    ("ecosystem", "events", "hits", "misses"),
    [
        # A fix is no release candidate of itself; "10" is after "9".
        ("PyPI", [{"introduced": "0"}, {"fixed": "10"}], ["9.9", "10rc1", "10.dev1"], ["10", "10.post1"]),
        ("PyPI", [{"introduced": "1!1"}], ["1!1.0", "1!2"], ["2025.1"]),
        ("PyPI", [{"introduced": "0"}, {"limit": "2.0"}], ["1.9"], ["2.0", "3"]),
        ("PyPI", [{"introduced": "0"}, {"limit": "*"}], ["1.9", "3"], []),
        ("PyPI", [{"introduced": "1.0"}, {"last_affected": "1.0"}], ["1.0", "1"], ["1.0.1", "0.9"]),
        ("npm", [{"introduced": "0"}, {"fixed": "4.17.21"}], ["4.17.20", "4.17.21-rc.1", "0.0.1"], ["4.17.21"]),
        ("npm", [{"introduced": "1.0.0-rc.2"}, {"fixed": "1.0.0"}], ["1.0.0-rc.10"], ["1.0.0-rc.1", "1.0.0+b"]),
        ("npm", [{"introduced": "1.2.3"}, {"last_affected": "1.3.0"}], ["1.2.3", "1.3.0"], ["1.3.1", "1.2.2"]),
        ("Maven", [{"introduced": "0"}, {"fixed": "4.1.100.Final"}], ["4.1.99.Final", "4.1.100.RC1"], ["4.1.100"]),
        ("Maven", [{"introduced": "2.0-beta9"}, {"fixed": "2.15.0"}], ["2.14.1", "2.0-rc1"], ["2.0-beta8"]),
    ],
)
@pytest.mark.parametrize("kind", ["SEMVER", "ECOSYSTEM"])
def test_each_ecosystem_orders_versions_in_its_own_way(
    ecosystem: str, kind: str, events: list[dict[str, str]], hits: list[str], misses: list[str]
) -> None:
    told = affected(*events, kind=kind)
    assert [version for version in hits + misses if hit(told, ecosystem, version) is not None] == hits


def test_ranges_of_commits_are_no_concern_of_a_registry() -> None:
    assert hit(affected({"introduced": "0"}, kind="GIT"), "PyPI", "1.0") is None


@pytest.mark.parametrize(
    ("ecosystem", "listed", "version"),
    [("PyPI", "1.0.0", "1.0"), ("npm", "1.2.3", "v1.2.3"), ("Maven", "1.0.0.Final", "1.0"), ("PyPI", "1.0", "1.0")],
)
def test_a_version_that_is_listed_has_the_hole_whatever_the_ranges_say(
    ecosystem: str, listed: str, version: str
) -> None:
    assert hit(affected({"introduced": "5.0.0"}, versions=(listed,)), ecosystem, version) == Hit()


def test_what_no_ordering_can_place_is_told_and_not_guessed() -> None:
    with pytest.raises(Undecidable):
        hit(affected({"introduced": "0"}), "npm", "latest")
    with pytest.raises(Undecidable):
        hit(affected({"introduced": "not a version"}), "PyPI", "1.0")
    assert hit(affected({"introduced": "not a version"}, versions=("2.0",)), "PyPI", "1.0") is None
    with pytest.raises(Undecidable):
        hit(affected({"introduced": "0"}), "Maven", "1." * 100_000)


# ── declarations ──


@pytest.mark.parametrize(
    ("ecosystem", "wanted", "version"),
    [
        ("PyPI", "==1.2.3", "1.2.3"), ("PyPI", "== 1.2.3", "1.2.3"), ("PyPI", "===1.2", "1.2"), ("PyPI", "==1.2.*", ""),
        ("PyPI", ">=1", ""), ("PyPI", "", ""), ("PyPI", "==1.2,!=1.3", ""), ("PyPI", "==abc", ""),
        ("npm", "1.2.3", "1.2.3"), ("npm", "=v1.2.3-rc.1", "1.2.3-rc.1"), ("npm", "1.2", ""), ("npm", "^1.2.3", ""),
        ("npm", "latest", ""), ("npm", "*", ""),
        ("Maven", "1.2", "1.2"), ("Maven", "[1.2]", "1.2"), ("Maven", "[1.2,)", ""), ("Maven", "LATEST", ""),
        ("Maven", "${here}", ""), ("Maven", "1.+", ""),
    ],
)  # fmt: skip
def test_only_a_declaration_of_one_version_is_exact(ecosystem: str, wanted: str, version: str) -> None:
    assert exact(ecosystem, wanted) == version


def test_what_a_declaration_allows_is_its_ecosystems_to_say() -> None:
    assert allows("PyPI", ">=1,<2", "1.9")
    assert not allows("PyPI", ">=1,<2", "2.0")
    assert allows("npm", "^4.17.0", "4.17.21")
    assert not allows("npm", "~4.16.0", "4.17.21")
    assert allows("Maven", "[1,2)", "1.5")
    assert not allows("Maven", "1.4", "1.5")
    assert not allows("PyPI", "nonsense", "1.0")
    assert not allows("npm", "x" * 1_000_000, "1.0.0")


def test_names_are_compared_as_their_registry_does() -> None:
    assert normalised("PyPI", "Flask_SQLAlchemy") == "flask-sqlalchemy"
    assert normalised("npm", "JSONStream") == "JSONStream"
    assert normalised("Maven", "Org.Example:A") == "Org.Example:A"
