"""A mirrored set of advisories: what is found in it, once each, and what a broken or hostile one does."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from osv_sets import CRITICAL, LOW, entry, export

from grader.advisories import Answer, Hole, look_up
from grader.advisories.exports import MOST_ENTRY_BYTES
from grader.model import Package

FLASK = Package(name="Flask", version="1.0")


def asked(folder: Path, package: Package = FLASK, *, ecosystem: str = "PyPI", indexes: Path | None = None) -> Answer:
    answer = look_up([package], ecosystem, folder, indexes)
    assert isinstance(answer, Answer), answer
    return answer


def holes(folder: Path, package: Package = FLASK, *, ecosystem: str = "PyPI") -> tuple[Hole, ...]:
    return asked(folder, package, ecosystem=ecosystem).holes.get(package, ())


# ── what is found ──


def test_a_hole_comes_with_its_names_words_severity_remedy_and_page(tmp_path: Path) -> None:
    told = entry(
        "flask",
        aliases=["CVE-2030-1"],
        severity=[{"type": "CVSS_V3", "score": CRITICAL}],
        references=[
            {"type": "WEB", "url": "https://example.test/web"},
            {"type": "ADVISORY", "url": "https://example.test/advisory"},
        ],
    )
    assert holes(export(tmp_path, told, entry("jinja2", "GHSA-other"))) == (
        Hole(
            ids=("GHSA-aaaa-bbbb-cccc", "CVE-2030-1"),
            summary="It breaks",
            severity="high",
            score="9.8",
            fixed="2.0.0",
            help="https://example.test/advisory",
        ),
    )


def test_a_version_without_the_hole_and_a_package_of_another_ecosystem_have_none(tmp_path: Path) -> None:
    folder = export(tmp_path, entry("flask"), entry("left-pad", "GHSA-x", "npm"))
    assert holes(folder, Package(name="flask", version="2.0.0")) == ()
    assert holes(folder, Package(name="left-pad", version="1.0.0")) == ()


@pytest.mark.parametrize(
    ("ecosystem", "listed", "asked_for"),
    [("PyPI", "Flask_SQLAlchemy", "flask.sqlalchemy"), ("npm", "@a/b", "@a/b"), ("Maven", "org.a:b", "org.a:b")],
)
def test_each_ecosystem_has_an_export_of_its_own(tmp_path: Path, ecosystem: str, listed: str, asked_for: str) -> None:
    folder = export(tmp_path, entry(listed, "GHSA-x", ecosystem), ecosystem=ecosystem)
    assert len(holes(folder, Package(name=asked_for, version="1.0.0"), ecosystem=ecosystem)) == 1


def test_withdrawn_advisories_tell_nothing(tmp_path: Path) -> None:
    assert holes(export(tmp_path, entry("flask", withdrawn="2026-01-01T00:00:00Z"))) == ()


def test_one_hole_of_many_names_counts_once_and_in_the_words_of_the_fullest_entry(tmp_path: Path) -> None:
    entries = [
        entry("flask", "PYSEC-2030-1", aliases=["CVE-2030-1"], summary=""),
        entry("flask", "GHSA-one", aliases=["CVE-2030-1"], summary="Cookies leak"),
        entry("flask", "PYSEC-2030-2", aliases=["PYSEC-2030-1"], summary="Same again"),
        entry("flask", "GHSA-two", aliases=["CVE-2030-2"], summary="Another"),
    ]
    found = holes(export(tmp_path, *entries))
    assert [hole.summary for hole in found] == ["Cookies leak", "Another"]
    assert found[0].ids == ("GHSA-one", "CVE-2030-1", "PYSEC-2030-1", "PYSEC-2030-2")


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ({"severity": [{"type": "CVSS_V3", "score": LOW}]}, "low"),
        ({"severity": [{"type": "CVSS_V3", "score": LOW}], "database_specific": {"severity": "CRITICAL"}}, "low"),
        ({"database_specific": {"severity": "CRITICAL"}}, "high"),
        ({"database_specific": {"severity": "MODERATE"}}, "medium"),
        ({"database_specific": {"severity": "LOW"}}, "low"),
        ({"database_specific": {"severity": "so so"}}, "medium"),
        ({"severity": [{"type": "CVSS_V4", "score": "CVSS:4.0/AV:N"}]}, "medium"),
        ({"severity": None, "aliases": None, "references": None}, "medium"),
    ],
)
def test_severity_is_the_vectors_else_the_databases_else_medium(
    tmp_path: Path, more: dict[str, Any], severity: str
) -> None:
    assert [hole.severity for hole in holes(export(tmp_path, entry("flask", **more)))] == [severity]


def test_a_malicious_package_is_grave_whatever_else_is_said(tmp_path: Path) -> None:
    told = entry("flask", "MAL-2030-1", database_specific={"severity": "LOW"})
    assert [hole.severity for hole in holes(export(tmp_path, told))] == ["high"]


def test_the_gravest_comes_first_and_the_same_set_always_answers_alike(tmp_path: Path) -> None:
    entries = [
        entry("flask", "GHSA-b", severity=[{"type": "CVSS_V3", "score": LOW}]),
        entry("flask", "GHSA-c"),
        entry("flask", "GHSA-a", severity=[{"type": "CVSS_V3", "score": CRITICAL}]),
    ]
    first = asked(export(tmp_path / "one", *entries))
    other = asked(export(tmp_path / "other", *entries[::-1]))
    assert [hole.ids for hole in first.holes[FLASK]] == [("GHSA-a",), ("GHSA-c",), ("GHSA-b",)]
    assert first == other


def test_a_version_that_cannot_be_placed_is_named(tmp_path: Path) -> None:
    folder = export(tmp_path, entry("flask"), entry("odd", "GHSA-odd", events=[{"introduced": "what?"}]))
    assert asked(folder, Package(name="flask", version="banana")).undecided
    assert asked(folder, Package(name="odd", version="1.0")).undecided
    assert not asked(folder).undecided


# ── the set ──


def test_a_set_is_as_old_as_its_newest_entry(tmp_path: Path) -> None:
    entries = [
        entry("a", "GHSA-1", modified="2026-01-31T00:00:00Z"),
        entry("b", "GHSA-2", modified="2025-12-31T23:00:00Z"),
    ]
    assert asked(export(tmp_path, *entries)).date == "2026-01-31"


def test_an_export_may_lie_in_a_folder_of_its_ecosystem_packed_or_not(tmp_path: Path) -> None:
    packed = export(tmp_path / "packed", entry("flask"))
    (packed / "PyPI").mkdir()
    (packed / "PyPI.zip").rename(packed / "PyPI" / "all.zip")
    loose = tmp_path / "loose" / "PyPI"
    loose.mkdir(parents=True)
    (loose / "one.json").write_text(json.dumps(entry("flask")), "utf-8")
    (loose / "notes.txt").write_text("not an advisory", "utf-8")
    (tmp_path / "elsewhere.json").write_text(json.dumps(entry("flask", "GHSA-elsewhere")), "utf-8")
    (loose / "link.json").symlink_to(tmp_path / "elsewhere.json")
    assert asked(packed) == asked(tmp_path / "loose")
    assert asked(packed).entries == 1


def test_more_entries_than_the_old_format_of_archives_counts_are_read(tmp_path: Path) -> None:
    path = export(tmp_path, entry("flask")) / "PyPI.zip"
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(0xFFFF):
            archive.writestr(f"{number}.txt", b"")
        archive.writestr("last.json", json.dumps(entry("flask", "GHSA-last")))
    assert asked(tmp_path).entries == 2


def test_what_was_found_out_is_kept_until_the_set_changes(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    folder = export(tmp_path / "osv", entry("flask"))
    first = asked(folder, indexes=kept)
    [index] = kept.iterdir()
    written = index.read_bytes()
    # An index that says otherwise proves that it is the index that was asked.
    index.write_bytes(written.replace(b"2026-11-20", b"2026-11-21"))
    assert (first.date, asked(folder, indexes=kept).date) == ("2026-11-20", "2026-11-21")
    export(folder, entry("flask", modified="2026-12-01T00:00:00Z"))
    assert asked(folder, indexes=kept).date == "2026-12-01"
    assert len([*kept.iterdir()]) == 2


@pytest.mark.parametrize("broken", [b"", b"{", b"[" * 100_000, b'{"newest": 1}', b"\xff"])
def test_a_kept_index_that_is_broken_is_made_again(tmp_path: Path, broken: bytes) -> None:
    folder = export(tmp_path / "osv", entry("flask"))
    first = asked(folder, indexes=tmp_path / "kept")
    [index] = (tmp_path / "kept").iterdir()
    index.write_bytes(broken)
    assert asked(folder, indexes=tmp_path / "kept") == first
    assert index.read_bytes() != broken


@pytest.mark.parametrize("place", ["0:-5", "x", "../../etc/passwd", "99999999999:10", "5:10"])
def test_a_kept_index_that_points_to_nowhere_costs_an_entry_and_no_grade(tmp_path: Path, place: str) -> None:
    folder = export(tmp_path / "osv", entry("flask"))
    asked(folder, indexes=tmp_path / "kept")
    [index] = (tmp_path / "kept").iterdir()
    told = json.loads(index.read_bytes())
    index.write_text(json.dumps(told | {"places": {"flask": [place]}}), "utf-8")
    answer = asked(folder, indexes=tmp_path / "kept")
    assert (answer.broken, dict(answer.holes)) == (1, {})


def test_only_the_newest_indexes_stay_and_nothing_else_is_touched(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "PyPI-mine.json").write_bytes(b"{}")
    for month in range(1, 7):
        asked(export(tmp_path / "osv", entry("flask", modified=f"2026-0{month}-01T00:00:00Z")), indexes=kept)
    assert len([*kept.glob("index-*")]) == 3
    assert {path.name for path in kept.iterdir()} >= {"PyPI-mine.json"}


def test_where_nothing_can_be_kept_it_is_found_out_again(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"a file where a folder should be")
    assert len(asked(export(tmp_path / "osv", entry("flask")), indexes=tmp_path / "kept").holes) == 1


# ── broken and hostile sets ──

HUGE = json.dumps(entry("flask", "GHSA-huge", details="x" * MOST_ENTRY_BYTES)).encode()
DEEP = json.dumps(entry("flask", "GHSA-deep")).encode()[:-1] + b', "x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"id": 7}', HUGE, DEEP,
        json.dumps(entry("flask", "GHSA-undated", modified="yesterday")).encode(),
        json.dumps({**entry("flask", "GHSA-untyped"), "affected": "everything"}).encode(),
    ],
    ids=["empty", "cut", "null", "list", "no text", "number", "huge", "deep", "undated", "untyped"],
)  # fmt: skip
def test_a_broken_entry_is_counted_and_the_others_are_read(tmp_path: Path, content: bytes) -> None:
    answer = asked(export(tmp_path, entry("flask"), raw={"broken.json": content}))
    assert (answer.broken, answer.entries) == (1, 2)
    assert [hole.ids for hole in answer.holes[FLASK]] == [("GHSA-aaaa-bbbb-cccc",)]


def test_an_entry_that_only_its_use_shows_to_be_broken_is_counted_as_well(tmp_path: Path) -> None:
    answer = asked(export(tmp_path, entry("flask"), entry("flask", "GHSA-x", severity="grave")))
    assert (answer.broken, len(answer.holes[FLASK])) == (1, 1)


def test_names_in_an_archive_are_never_paths(tmp_path: Path) -> None:
    names = ["../../outside.json", "/tmp/outside.json", "a/../../b.json", "C:\\x.json", "\u202e.json"]
    raw = {name: json.dumps(entry("flask", f"GHSA-{number}")).encode() for number, name in enumerate(names)}
    (tmp_path / "deep").mkdir()
    folder = export(tmp_path / "deep" / "osv", raw=raw)
    assert len(holes(folder)) == len(names)
    assert {path.name for path in tmp_path.rglob("*")} == {"deep", "osv", "PyPI.zip"}


def test_what_a_database_says_is_short_and_cannot_act(tmp_path: Path) -> None:
    told = entry(
        "flask",
        summary="\x1b[31mred\u202e\nline\u2028two " + "x" * (1 << 20),
        aliases=["CVE-1 <script>", "", "a" * 10_000, "CVE-2030-1"],
        references=[{"type": "ADVISORY", "url": url} for url in HOSTILE_PAGES],
    )
    [hole] = holes(export(tmp_path, told))
    assert hole.summary.startswith("?[31mred? line two xxx")
    assert len(hole.summary) <= 161
    assert hole.ids == ("GHSA-aaaa-bbbb-cccc", "CVE-2030-1")
    assert hole.help == ""


HOSTILE_PAGES = [
    "javascript:alert(1)",
    "http://example.test/",
    "https://example.test/ x",
    "https://user:word@example.test/",
    'https://example.test/"onclick="x',
    "https://example.test/" + "x" * 1_000,
    "https://example.test/\n",
]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"not an archive" * 100,
        b"PK\5\6" + b"\xff" * 18,
        b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 9, 9, 9, 9, 0),
    ],
    ids=["empty", "a mark", "text", "an end that lies", "a directory that is not there"],
)
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "PyPI.zip").write_bytes(content)
    assert isinstance(look_up([FLASK], "PyPI", tmp_path), str)


def test_an_archive_that_was_cut_or_that_holds_nothing_is_told(tmp_path: Path) -> None:
    path = export(tmp_path, entry("flask")) / "PyPI.zip"
    path.write_bytes(path.read_bytes()[:-30])
    assert look_up([FLASK], "PyPI", tmp_path) == "It is not a ZIP file, or not a whole one."
    export(tmp_path)
    assert look_up([FLASK], "PyPI", tmp_path) == "It has no advisory that could be read."


def test_a_set_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert look_up([FLASK], "PyPI", tmp_path / "gone") == "There is no PyPI.zip, and no folder PyPI."
