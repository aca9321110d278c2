"""Who is in a batch: folders, lists, and every mistake in them with its line."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from grader.batch.addresses import Address
from grader.batch.candidates import Candidate, in_folder, in_list, only
from grader.errors import GraderError, UserError


def a_list(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# ── Folders ──────────────────────────────────────────────────────────────────────────────────────


def test_each_folder_and_archive_is_somebodys(tmp_path: Path) -> None:
    for name in ("cleo", "anna"):
        (tmp_path / name).mkdir()
    for name in ("ben.tar.gz", "dan.ZIP", "notes.txt", ".hidden.zip"):
        (tmp_path / name).touch()
    found = in_folder(tmp_path)
    assert [candidate.id for candidate in found.candidates] == ["anna", "ben", "cleo", "dan"]
    assert found.candidates[1].address == Address(path=str(tmp_path / "ben.tar.gz"))
    assert found.passed_over == ("notes.txt",)


def test_a_folder_keeps_a_dot_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "anna.zip").mkdir()
    assert in_folder(tmp_path).candidates[0].id == "anna.zip"


def test_two_entries_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "anna").mkdir()
    (tmp_path / "anna.zip").touch()
    with pytest.raises(UserError, match=r'"anna\.zip" and "anna" are both of the candidate "anna"'):
        in_folder(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(UserError, match="holds no submission"):
        in_folder(tmp_path)


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────

YAML = """\
candidates:
  - {id: anna, source: in/anna.zip}
  - {id: ben, source: "https://git.example/ben.git", revision: v1, language: java}
"""
CSV = "id,source,revision,language\nanna,in/anna.zip,,\n\nben,https://git.example/ben.git,v1,java\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.yaml", YAML),
        ("x.yml", YAML),
        ("x.csv", CSV),
        ("x.csv", "\ufeff" + CSV.replace("\n", "\r\n")),
        ("x.csv", CSV.replace(",", ";")),
        ("x.CSV", CSV.replace(",", "\t").replace("id\t", "ID\t")),
    ],
)
def test_both_kinds_of_list_say_the_same(name: str, text: str, tmp_path: Path) -> None:
    assert in_list(a_list(tmp_path, name, text)).candidates == (
        Candidate(id="anna", address=Address(path=str(tmp_path / "in/anna.zip"))),
        Candidate(id="ben", address=Address(url="https://git.example/ben.git"), revision="v1", language="java"),
    )


@pytest.mark.parametrize(
    ("name", "text", "mistakes"),
    [
        ("x.csv", "", ['x.csv:1: no column "id"', 'x.csv:1: no column "source"']),
        ("x.csv", "id,sorce\n", ['x.csv:1: unknown column "sorce". Did you mean "source"?']),
        ("x.csv", "id,source,id\n", ["x.csv:1: a column stands here twice"]),
        ("x.csv", "id,source\n", ["x.csv: names no candidate"]),
        ("x.csv", "id,source\na,x\nb,y\na,z\n", ['x.csv:4: the candidate "a" stands here twice, first in line 2']),
        ("x.csv", "id,source\n,x\n", ["x.csv:2: no id"]),
        ("x.csv", "id,source\na,\n", ["x.csv:2: no source"]),
        ("x.csv", "id,source\na\n", ["x.csv:2: no source"]),
        ("x.csv", "id,source\na,x,y\n", ["x.csv:2: 3 cells, where the first line names 2"]),
        ("x.csv", 'id,source\na,x\nb,"y\n', ["x.csv:3: not CSV"]),
        ("x.csv", "id,source\na,ext::sh\nb,http://h/x\n", ["x.csv:2: source: ", "x.csv:3: source: "]),
        ("x.csv", "id,source,revision\na,x,--upload-pack\n", ["x.csv:2: revision: "]),
        ("x.csv", f"id,source\n{'a' * 101},x\n", ["x.csv:2: an id is at most 100"]),
        ("x.csv", "id,source\n\x1b[2J,x\n", ["x.csv:2: an id is at most 100"]),
        ("x.yaml", "candidates: []\n", ["x.yaml: names no candidate"]),
        ("x.yaml", "people: []\n", ['x.yaml:1: unknown key "people"', 'x.yaml:1: missing key "candidates"']),
        ("x.yaml", "candidates:\n  - {id: a}\n", ['x.yaml:2: missing key "source"']),
        ("x.yaml", "candidates:\n- {id: 7, source: x}\n", ['x.yaml:2: "id" must be text']),
        ("x.yaml", "candidates: [\n", ["x.yaml:2: not valid YAML"]),
        (
            "x.yaml",
            "candidates:\n- {id: a, source: x}\n- {id: a, source: y}\n",
            ['x.yaml:3: the candidate "a" stands here twice, first in line 2'],
        ),
        ("x.txt", "a\n", ["x.txt: a list of candidates is a .csv, a .yaml or a .yml"]),
    ],
)
def test_every_mistake_in_a_list_is_told_with_its_line(
    name: str, text: str, mistakes: list[str], tmp_path: Path
) -> None:
    path = a_list(tmp_path, name, text)
    with pytest.raises(GraderError) as refused:
        in_list(path)
    told = str(refused.value).replace(str(path), name)
    for mistake in mistakes:
        assert mistake in told, told


def test_what_is_no_text_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"id,source\na,\xff\n")
    with pytest.raises(UserError, match=r"x\.csv:2: not UTF-8"):
        in_list(tmp_path / "x.csv")


# ── Some of them ─────────────────────────────────────────────────────────────────────────────────

TWO = [Candidate(id=name, address=Address(path=name)) for name in ("anna", "ben")]


@pytest.mark.parametrize(
    ("names", "expected"),
    [((), ["anna", "ben"]), (("ben",), ["ben"]), (("submission-1",), ["anna"]), (("ben", "anna"), ["anna", "ben"])],
)
def test_some_are_chosen_by_id_or_by_folder(names: tuple[str, ...], expected: list[str]) -> None:
    assert [each.id for each in only(TWO, names, {"submission-1": "anna"})] == expected


def test_a_language_is_that_of_those_who_have_none() -> None:
    two = [msgspec.structs.replace(TWO[0], language="java"), TWO[1]]
    assert [each.language for each in only(two, (), {}, language="node")] == ["java", "node"]


def test_nobody_of_that_name_is_told_with_the_near_miss() -> None:
    with pytest.raises(UserError, match=r'no candidate "bem"\. Did you mean "ben"\?'):
        only(TWO, ("bem",), {})
