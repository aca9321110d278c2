"""What `grade similar` compares, what it leaves, and what it does not do twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import disguises
import handing_in
import pytest
import sound
from click.testing import CliRunner
from samples import HOSTILE

from grader.challenge import load_challenge
from grader.cli_similar import similar as command
from grader.errors import UserError
from grader.languages import find
from grader.similarity.comparing import Counted, Similar, closest, similar
from grader.similarity.fingerprints import FILENAME, UNREADABLE, Item, fingerprint_of
from grader.similarity.noise import ENOUGH, noise_of
from grader.starter import starter_files

LRU = [each for each in disguises.answers("node") if each.challenge == "lru-cache"]


def compared(folder: Path, *against: Path) -> tuple[Similar, Counted, str]:
    found, counted, page = similar(folder, challenge=None, against=against, made=handing_in.MADE)
    return found, counted, page.read_text("utf-8")


COPY = dict(disguises.copies(LRU[0]))["everything"]


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six answers that nobody copied, compared once."""
    folder = tmp_path_factory.mktemp("six")
    for each in LRU:
        handing_in.handed_in(folder, each.name, each.texts, language="node")
    _, counted, _ = compared(folder)
    assert (counted.made, counted.compared) == (6, 15)
    return folder


@pytest.fixture
def independent(six: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(six, tmp_path / "now"))


@pytest.fixture(scope="module")
def seven(six: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The six, and one who copied and came later."""
    folder = Path(shutil.copytree(six, tmp_path_factory.mktemp("seven") / "now"))
    handing_in.handed_in(folder, "zoe", COPY, language="node")
    _, counted, _ = compared(folder)
    assert (counted.made, counted.compared, counted.pairs) == (1, 6, 21)
    return folder


@pytest.fixture
def cohort(seven: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(seven, tmp_path / "now"))


def item(texts: dict[str, str], home: str = "", language: str = "python") -> Item:
    return Item(name="somebody", language=language, sha256="0" * 64, texts=texts, home=home)


def test_the_copy_stands_out_with_its_lines_on_both_sides_and_nobody_else_does(cohort: Path) -> None:
    found, _, page = compared(cohort)
    assert [(each.pair.first, each.pair.second) for each in found.evidence] == [(LRU[0].name, "zoe")]
    shown = sound.of(page)
    words = shown.one("main").text
    assert f"{LRU[0].name} and zoe" in " ".join(words.split())
    fragment = found.evidence[0].fragments[0]
    texts = LRU[0].texts[fragment.path].split("\n")
    assert all(line.strip() in words for line in texts[fragment.line - 1 : fragment.end_line])
    assert "no verdict" in page
    assert "talk to the candidate" in page


def test_a_cohort_in_which_nobody_copied_has_no_pair_that_stands_out(independent: Path) -> None:
    found, _, page = compared(independent)
    assert found.languages["node"].pairs >= ENOUGH
    assert found.evidence == ()
    assert "That does not say that nobody copied" in page


def test_nothing_is_computed_twice_and_a_latecomer_costs_their_own_pairs_alone(independent: Path) -> None:
    kept = {path: path.stat().st_mtime_ns for path in independent.glob(f"*/{FILENAME}")}
    first, counted, page = compared(independent)
    assert (counted.made, counted.compared, counted.pairs) == (0, 0, 15)
    again, _, same = compared(independent)
    assert (again, same) == (first, page)
    handing_in.handed_in(independent, "zoe", COPY, language="node")
    _, counted, _ = compared(independent)
    assert (counted.made, counted.compared, counted.pairs) == (1, 6, 21)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_a_submission_that_was_handed_in_anew_is_compared_anew(cohort: Path) -> None:
    handing_in.handed_in(cohort, "zoe", LRU[1].texts, language="node")
    found, counted, _ = compared(cohort)
    assert (counted.made, counted.compared) == (1, 6)
    assert [each.pair.first for each in found.evidence] == [LRU[1].name]


def test_a_broken_fingerprint_is_made_again(cohort: Path) -> None:
    first, _, _ = compared(cohort)
    (cohort / "zoe" / FILENAME).write_text('{"key": 1}')
    again, counted, _ = compared(cohort)
    assert (counted.made, again) == (1, first)


def test_earlier_batches_and_known_solutions_are_compared_but_not_with_each_other(independent: Path) -> None:
    earlier, solutions = independent.parent / "2026-10", independent.parent / "public"
    handing_in.handed_in(earlier, "old", disguises.renamed(LRU[2].texts, "node", disguises.dice(1)), language="node")
    for path, text in disguises.reordered(LRU[3].texts, "node", disguises.dice(1)).items():
        (solutions / "blog" / path).parent.mkdir(parents=True, exist_ok=True)
        (solutions / "blog" / path).write_text(text)
    before = {path: path.read_bytes() for path in solutions.rglob("*") if path.is_file()}
    found, counted, _ = compared(independent, earlier, solutions)
    assert [(each.pair.first, each.pair.second) for each in found.evidence] == [
        ("2026-10/old", LRU[2].name),
        (LRU[3].name, "public/blog"),
    ]
    assert counted.pairs == 15 + 6 + 6
    assert {path: path.read_bytes() for path in solutions.rglob("*") if path.is_file()} == before
    _, counted, _ = compared(independent, earlier, solutions)
    assert (counted.made, counted.compared) == (0, 0)


@pytest.mark.parametrize("language", disguises.LANGUAGES)
def test_what_the_starter_gave_is_nobodys(language: str) -> None:
    starter = starter_files(load_challenge("fix-the-n-plus-one"), find(language))
    given, made = fingerprint_of(item(dict(starter), language=language), starter)
    assert made
    assert given.grams == {}
    without, _ = fingerprint_of(item(dict(starter), language=language), {})
    assert without.grams


def test_a_starter_that_was_renamed_and_moved_is_still_nobodys() -> None:
    starter = starter_files(load_challenge("fix-the-n-plus-one"), find("python"))
    code = {path: text for path, text in starter.items() if path.endswith(".py")}
    moved = {f"app/{path}": text for path, text in disguises.renamed(code, "python", disguises.dice(3)).items()}
    assert fingerprint_of(item(moved), starter)[0].grams == {}


def test_tests_and_generated_files_do_not_count() -> None:
    text = disguises.answers("python")[0].texts["queries.py"]
    found, _ = fingerprint_of(item({"tests/test_all.py": text, "made.py": f"# Code generated by x\n{text}"}), {})
    assert found.grams == {}
    assert any("made.py" in note for note in found.notes)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"a.py": "x = '" + "a" * (5 << 20) + "'\n"}, "larger than 1 MiB"),
        ({"a.py": "(" * 400_000 + ")" * 400_000}, "a line of more than"),
        ({"a.py": "x = [\n" + "[\n" * 9_000}, ""),
        ({"a.py": "".join("f(\n" for _ in range(20_000))}, "lines, more than"),
        ({"a.py": '"""' + "\\" * 1999 + "\n" + "'" * 1999}, ""),
        ({"a.py": "\ufffd\0\x1b\u202e" * 400}, ""),
        ({f"f{n}.py": "a[b](c)\n" * 9_000 for n in range(20)}, "only the first 100,000 tokens"),
        ({"a.py": "x = '\udc80'\n"}, ""),
    ],
    ids=["a line of 5 MiB", "deep in one line", "deep", "many lines", "quotes", "no text", "many tokens", "surrogate"],
)
def test_a_hostile_submission_is_read_within_bounds(texts: dict[str, str], told: str) -> None:
    found, _ = fingerprint_of(item(texts), {})
    assert UNREADABLE not in found.notes
    assert told in " ".join(found.notes)
    assert len(found.lines) <= 100_001


def test_what_a_hostile_candidate_writes_stays_text_on_the_page(tmp_path: Path) -> None:
    short = [text for text in HOSTILE if len(text) < 500]
    code = "".join(f"def f{n}(a):\n    return [{n}, a, {text!r}]  # {text}\n" for n, text in enumerate(short))
    hostile = {"<script>alert(1)<.py": code, "b.py": "\n".join(HOSTILE)}
    for name in ("one", "two"):
        handing_in.handed_in(tmp_path, name, hostile)
    found, _, page = compared(tmp_path)
    assert found.evidence
    sound.of(page)


def test_two_with_the_same_name_are_told_apart_and_a_cohort_too_small_says_so(tmp_path: Path) -> None:
    for each in LRU[:2]:
        handing_in.handed_in(tmp_path, each.name, each.texts, language="node")
    found, _, page = compared(tmp_path)
    assert not found.languages["node"].is_known
    assert "too few to tell" in page
    assert all(each.distance is None for each in found.evidence)


def test_noise_is_told_by_the_median_and_not_by_what_stands_out() -> None:
    ordinary = [0.2, 0.21, 0.22, 0.23, 0.24, 0.25, 0.26, 0.27, 0.28, 0.29, 0.3]
    assert abs(noise_of(ordinary).above - noise_of([*ordinary, 0.99]).above) < 0.05
    assert 0.3 < noise_of(ordinary).above < 0.6


def test_the_cohort_page_can_ask_whom_each_has_most_in_common_with(cohort: Path) -> None:
    assert closest(cohort.parent) == {}
    told = closest(cohort)
    assert set(told) == {*(each.name for each in LRU), "zoe"}
    assert (told["zoe"].other, told["zoe"].stands_out) == (LRU[0].name, True)
    assert not told[LRU[3].name].stands_out


def test_a_folder_without_results_or_of_two_challenges_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no results to compare"):
        compared(tmp_path)
    handing_in.handed_in(tmp_path, "a", LRU[0].texts, language="node")
    handing_in.handed_in(tmp_path, "b", LRU[0].texts, language="node", slug="log-analyser")
    with pytest.raises(UserError, match="answers of one challenge"):
        compared(tmp_path)


def test_the_command_says_what_it_did_and_where_the_page_is(cohort: Path) -> None:
    done = CliRunner().invoke(command, [str(cohort)])
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "7 compared (0 read anew), 21 pairs (0 of them new); 1 shown, which is no verdict",
        str(cohort / "similar.html"),
    ]
