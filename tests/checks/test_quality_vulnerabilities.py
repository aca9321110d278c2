"""Known vulnerabilities of what a candidate asks for: whose, how grave, where it is told, and what is left open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from osv_sets import CRITICAL, entry, export
from quality_evidence import NORMS, evidence

from grader.checks import quality
from grader.checks.quality import vulnerabilities
from grader.checks.quality.base import Advised
from grader.checks.quality.findings import in_order
from grader.configuration import Advisories
from grader.languages import find
from grader.model import Finding, Package, Practice, Quality, Severity

GRAVE: dict[str, Any] = {"severity": [{"type": "CVSS_V3", "score": CRITICAL}]}


def advised(
    osv: Path,
    files: dict[str, str],
    *,
    language: str = "python",
    starter: dict[str, str] | None = None,
    given: dict[str, str] | None = None,
) -> Advised:
    """Ask the set about what these files ask for; ``given`` is what the grader installed for it."""
    return vulnerabilities.advised(
        {path: text.encode() for path, text in files.items()},
        starter or {},
        find(language),
        NORMS,
        packages=[Package(name=name, version=version) for name, version in (given or {}).items()],
        configured=Advisories(osv=str(osv), indexes=str(osv.parent / "indexes")),
    )


def only(found: Advised) -> Finding:
    [finding] = found.findings
    return finding


def answer(found: Advised) -> Practice:
    [practice] = found.practices
    return practice


# ── what is told ──


def test_a_finding_stands_at_the_declaration_and_says_what_and_how_it_is_mended(tmp_path: Path) -> None:
    pages = [{"type": "ADVISORY", "url": "https://example.test/advisory"}]
    osv = export(tmp_path / "osv", entry("flask", aliases=["CVE-2030-1"], references=pages, **GRAVE))
    found = advised(osv, {"requirements.txt": "click==8.0.0\nFlask==1.0\n"})
    assert only(found) == Finding(
        concept="known_vulnerability",
        title="A package has a known vulnerability",
        criterion="security",
        severity="high",
        path="requirements.txt",
        line=2,
        message="Flask 1.0: It breaks (GHSA-aaaa-bbbb-cccc, CVE-2030-1). Mended in 2.0.0. CVSS 9.8.",
        tools=("OSV GHSA-aaaa-bbbb-cccc",),
        help="https://example.test/advisory",
    )
    assert answer(found).yes is False
    assert answer(found).evidence == "In 1 of 2 packages: Flask, by advisories up to 2026-11-20."
    assert [place.line for place in answer(found).where] == [2]


def test_nothing_known_is_a_good_sign_and_the_sets_date_stands_beside_it(tmp_path: Path) -> None:
    found = advised(export(tmp_path / "osv", entry("flask")), {"requirements.txt": "flask==2.0.0\n"})
    assert (found.findings, found.not_measured, answer(found).yes) == ((), (), True)
    assert [(tool.name, tool.version) for tool in found.tools] == [("advisories (OSV), PyPI", "2026-11-20")]


@pytest.mark.parametrize(
    ("language", "ecosystem", "name", "path", "text"),
    [
        ("python", "PyPI", "flask", "pyproject.toml", '[project]\nname = "a"\ndependencies = ["flask==1.0.0"]\n'),
        ("node", "npm", "@a/b", "package.json", '{"dependencies": {\n"@a/b": "1.0.0"}}'),
        ("node", "npm", "@a/b", "package.json", '{"dependencies": {\n"c": "npm:@a/b@1.0.0"}}'),
        (
            "java",
            "Maven",
            "g:a",
            "pom.xml",
            "<project>\n\n<dependency><groupId>g</groupId><artifactId>a</artifactId><version>1.0</version></dependency>",
        ),
        ("java", "Maven", "g:a", "build.gradle", "dependencies {\n\n implementation 'g:a:1.0'\n}"),
    ],
)
def test_each_language_is_looked_up_in_its_ecosystem(
    tmp_path: Path, language: str, ecosystem: str, name: str, path: str, text: str
) -> None:
    osv = export(tmp_path / "osv", entry(name, "GHSA-x", ecosystem), ecosystem=ecosystem)
    found = only(advised(osv, {path: text}, language=language))
    assert (found.path, found.line, found.severity) == (path, 2 if path == "package.json" else 3, "medium")


def test_of_a_package_with_many_holes_the_gravest_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    entries = [entry("flask", f"GHSA-{number}", **(GRAVE if number == 7 else {})) for number in range(9)]
    found = advised(export(tmp_path / "osv", *entries), {"requirements.txt": "flask==1.0\n"}).findings
    assert len(found) == 5
    assert found[0].tools == ("OSV GHSA-7",)
    assert found[-1].message.endswith("4 more of this package are known.")
    assert not any("more of this package" in each.message for each in found[:-1])


# ── whose it is ──


def test_what_the_starter_asks_for_is_not_the_candidates(tmp_path: Path) -> None:
    osv = export(tmp_path / "osv", entry("flask"), entry("click", "GHSA-click"))
    starter = {"requirements.txt": "flask==1.0\n"}
    assert advised(osv, starter, starter=starter) == Advised()
    found = advised(osv, {"requirements.txt": "click==1.0\nflask==1.0\n"}, starter=starter)
    assert only(found).message.startswith("click 1.0")
    assert advised(osv, {"requirements.txt": "flask==1.1\n"}, starter=starter).findings


def test_packages_that_came_along_with_others_are_not_looked_up(tmp_path: Path) -> None:
    osv = export(tmp_path / "osv", entry("werkzeug"))
    found = advised(osv, {"requirements.txt": "flask==3.0.0\n"}, given={"flask": "3.0.0", "werkzeug": "1.0"})
    assert found.findings == ()


@pytest.mark.parametrize(
    ("wanted", "files", "given", "version"),
    [
        ("==1.0", {}, {"flask": "1.9"}, "1.0:"),
        (">=1", {"uv.lock": '[[package]]\nname = "flask"\nversion = "1.5"\n'}, {"flask": "1.9"}, "1.5 (by uv.lock):"),
        (">=1", {}, {"flask": "1.9"}, "1.9 (the version used here):"),
    ],
)
def test_what_the_candidate_fixed_comes_before_what_was_used_here(
    tmp_path: Path, wanted: str, files: dict[str, str], given: dict[str, str], version: str
) -> None:
    osv = export(tmp_path / "osv", entry("flask"))
    found = only(advised(osv, {"requirements.txt": f"flask{wanted}\n", **files}, given=given))
    assert found.message.startswith(f"flask {version}")


@pytest.mark.parametrize(
    ("wanted", "severity", "yes"), [(">=1", "note", True), (">=1,<2", "high", False), ("==1.5", "high", False)]
)
def test_a_range_that_allows_a_mended_version_is_worth_no_more_than_a_note(
    tmp_path: Path,
    wanted: str,
    severity: Severity,
    yes: bool,  # noqa: FBT001
) -> None:
    osv = export(tmp_path / "osv", entry("flask", **GRAVE))
    found = advised(osv, {"requirements.txt": f"flask{wanted}\n"}, given={"flask": "1.5"})
    assert only(found).severity == severity
    assert ("allows that version too" in only(found).message) == (severity == "note")
    assert answer(found).yes is yes


def test_what_only_development_needs_is_low(tmp_path: Path) -> None:
    osv = export(tmp_path / "osv", entry("jest", "GHSA-x", "npm", **GRAVE), ecosystem="npm")
    found = only(advised(osv, {"package.json": '{"devDependencies": {"jest": "1.0.0"}}'}, language="node"))
    assert found.severity == "low"
    assert "development only" in found.message


def test_a_package_that_is_asked_for_twice_counts_once_and_as_what_users_get(tmp_path: Path) -> None:
    osv = export(tmp_path / "osv", entry("flask", **GRAVE))
    found = advised(osv, {"requirements-dev.txt": "Flask==1.0\n", "requirements.txt": "flask==1.0\n"})
    assert (only(found).path, only(found).severity) == ("requirements.txt", "high")
    assert "In 1 of 1 packages" in answer(found).evidence


# ── what is not known ──


def test_a_version_that_cannot_be_told_is_named_and_not_guessed(tmp_path: Path) -> None:
    osv = export(tmp_path / "osv", entry("flask"))
    found = advised(osv, {"requirements.txt": "flask>=1\nclick==8.0\nodd===abc\n"})
    assert found.findings == ()
    assert [each.what for each in found.not_measured] == ["Known vulnerabilities of packages: flask, odd"]
    assert answer(found).yes is None


def test_without_a_set_the_report_names_the_setting() -> None:
    unset = vulnerabilities.advised({}, {}, find("python"), NORMS, packages=(), configured=None)
    told = quality.quality(msgspec.structs.replace(evidence({"a.py": "x = 1\n"}), advised=unset)).not_measured
    assert [each.what for each in told] == ["Known vulnerabilities of packages"]
    assert "[advisories] of grader.toml" in told[0].why


def test_a_set_that_cannot_be_used_costs_nothing_and_its_path_stays_here(tmp_path: Path) -> None:
    found = advised(tmp_path / "gone", {"requirements.txt": "flask==1.0\n"})
    [told] = found.not_measured
    assert (found.findings, found.practices, found.tools) == ((), (), ())
    assert "There is no PyPI.zip" in told.why
    assert str(tmp_path) not in told.why


def test_broken_entries_are_told_with_how_many_there_are(tmp_path: Path) -> None:
    osv = export(tmp_path / "osv", entry("flask"), raw={"a.json": b"{", "b.json": b"[]"})
    found = advised(osv, {"requirements.txt": "click==1.0\n"})
    assert [each.why.partition(",")[0] for each in found.not_measured] == ["2 of 3 entries are broken"]


def test_what_asks_for_nothing_and_what_has_no_packages_is_not_looked_up(tmp_path: Path) -> None:
    osv = export(tmp_path / "osv", entry("flask"))
    assert advised(osv, {"main.py": "x = 1\n"}) == Advised()
    assert advised(osv, {"requirements.txt": "flask==1.0\n"}, language="sql") == Advised()


# ── in the report ──


def test_another_set_shows_in_the_tools_and_changes_nothing_else_by_itself(tmp_path: Path) -> None:
    files = {"a.py": "x = 1\n", "requirements.txt": "flask==1.0\n"}

    def graded(date: str) -> Quality:
        osv = export(tmp_path / date, entry("flask", modified=f"{date}T00:00:00Z"))
        known = advised(osv, files)
        given = evidence(files)
        found = in_order([*given.findings, *known.findings])
        return quality.quality(msgspec.structs.replace(given, findings=found, advised=known))

    first, again, later = graded("2026-11-20"), graded("2026-11-20"), graded("2026-12-04")
    assert json.loads(msgspec.json.encode(first)) == json.loads(msgspec.json.encode(again))
    assert first.findings == later.findings
    assert first.tools[-1] != later.tools[-1]
    assert [each.name for each in first.practices if each.yes is False and "known" in each.name]


def test_hostile_text_of_a_set_or_of_a_manifest_comes_out_on_one_line(tmp_path: Path) -> None:
    told = entry("flask", summary="a\n\x1b[2J\u202e" + "x" * 100_000)
    files = {"package.json": json.dumps({"dependencies": {"a" * 200: "^1.0.0"}})}
    message = only(advised(export(tmp_path / "osv", told), {"requirements.txt": "flask==1.0\n"})).message
    [open_] = advised(
        export(tmp_path / "osv", entry("x", "GHSA-x", "npm"), ecosystem="npm"), files, language="node"
    ).not_measured
    for text in (message, open_.what):
        assert text.isprintable()
        assert len(text) < 400
