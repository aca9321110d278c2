"""A challenge's folder: what loads, and what its author is told otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from authoring import YAML, changed, write, write_challenge

from grader.challenge import list_challenges, load_challenge, slugs, suite_files
from grader.errors import ChallengeError
from grader.model import Interface, Limits, Parameter, Requirement, Signature
from grader.paths import CHALLENGES
from grader.yaml_reader import LARGEST_FILE_BYTES

Change = tuple[str, str]

SORT = 'sort_words: {params: [{name: words, type: "list[str]"}], returns: "list[str]"}'
ERRORS = "  errors:\n    bad_word: {python: [ValueError]}\n"
MEASURED = '"correctness", "edge_cases", "integrity", "efficiency"'


def mistakes_of(folder: Path) -> list[str]:
    with pytest.raises(ChallengeError) as caught:
        load_challenge(str(folder))
    return list(caught.value.mistakes)


def mistakes_in(root: Path, *changes: Change) -> list[str]:
    return mistakes_of(write_challenge(root, yaml=changed(YAML, *changes)))


# ── What loads ──


@pytest.mark.parametrize("slug", slugs())
def test_every_shipped_challenge_loads(slug: str) -> None:
    assert load_challenge(slug).slug == slug


def test_a_challenge_reads_as_its_author_wrote_it(tmp_path: Path) -> None:
    challenge = load_challenge(str(write_challenge(tmp_path)))
    words = Parameter(name="words", type="list[str]")
    assert (challenge.slug, challenge.title, challenge.version) == ("words", "Sorted words", "1.0.0")
    assert (challenge.summary, challenge.languages, challenge.time_box) == ("Words in order.", ("python",), "2h")
    assert challenge.interface == Interface(
        kind="function",
        functions={"sort_words": Signature(params=(words,), returns="list[str]")},
        errors={"bad_word": {"python": ("ValueError",)}},
    )
    assert challenge.requirements == (
        Requirement(id="R1", text="Sorts", criterion="correctness", points=5),
        Requirement(id="R2", text="Copes with nothing", criterion="edge_cases", points=3),
    )
    assert challenge.limits == Limits(
        wall_time_s=60, per_test_s=10, per_call_s=0.5, memory_bytes=256 << 20, processes=64, output_bytes=1 << 20
    )
    assert Path(challenge.folder) == tmp_path / "words"


def test_a_challenge_is_found_by_its_slug(tmp_path: Path) -> None:
    write_challenge(tmp_path)
    assert load_challenge("words", root=tmp_path).slug == "words"


def test_limits_may_be_left_out(tmp_path: Path) -> None:
    yaml = "".join(line for line in YAML.splitlines(keepends=True) if not line.startswith("limits"))
    assert load_challenge(str(write_challenge(tmp_path, yaml=yaml))).limits == Limits()


def test_a_short_run_shortens_the_time_limits_left_out(tmp_path: Path) -> None:
    yaml = changed(YAML, ("wall_time: 60s", "wall_time: 4s"), (", per_test: 10s, per_call: 500ms", ""))
    limits = load_challenge(str(write_challenge(tmp_path, yaml=yaml))).limits
    assert (limits.wall_time_s, limits.per_test_s, limits.per_call_s) == (4, 4, 4)


def test_a_program_declares_nothing_but_its_kind(tmp_path: Path) -> None:
    yaml = changed(YAML, (f"  functions:\n    {SORT}\n{ERRORS}", ""), ("kind: function", "kind: program"))
    assert load_challenge(str(write_challenge(tmp_path, yaml=yaml))).interface == Interface(kind="program")


def test_a_class_has_a_constructor_and_methods(tmp_path: Path) -> None:
    box = 'classes: {Box: {new: [{name: size, type: int}], methods: {put: {params: [{name: it, type: "any?"}]}}}}'
    declared = load_challenge(
        str(write_challenge(tmp_path, yaml=changed(YAML, (f"functions:\n    {SORT}", box))))
    ).interface.classes["Box"]
    assert declared.new == (Parameter(name="size", type="int"),)
    assert declared.methods == {"put": Signature(params=(Parameter(name="it", type="any?"),), returns="none")}


# ── Finding one ──


def test_an_unknown_slug_is_told_the_near_miss(tmp_path: Path) -> None:
    write_challenge(tmp_path)
    with pytest.raises(ChallengeError) as caught:
        load_challenge("wrods", root=tmp_path)
    assert caught.value.mistakes == ('unknown challenge "wrods". Did you mean "words"?',)


def test_a_folder_without_a_challenge_is_told_so(tmp_path: Path) -> None:
    assert mistakes_of(tmp_path) == [f"{tmp_path}: no challenge.yaml there."]


def test_all_challenges_come_in_order_of_their_slugs(tmp_path: Path) -> None:
    for slug in ("words", "apples"):
        write_challenge(tmp_path, slug)
    write(tmp_path / "_rubrics" / "README.md", "no challenge")
    assert [challenge.slug for challenge in list_challenges(tmp_path)] == ["apples", "words"]


def test_the_mistakes_of_all_challenges_come_together(tmp_path: Path) -> None:
    for slug in ("apples", "words"):
        write_challenge(tmp_path, slug, yaml=changed(YAML, ("version: 1.0.0", "version: one")))
    with pytest.raises(ChallengeError) as caught:
        list_challenges(tmp_path)
    assert [mistake.split(":")[0] for mistake in caught.value.mistakes] == [
        "apples/challenge.yaml",
        "words/challenge.yaml",
    ]


# ── What an author is told ──


YAML_MISTAKES: list[tuple[Change, str]] = [
    (("limits:", "lmits:"), '15: unknown key "lmits". Did you mean "limits"?'),
    (("title: Sorted words\n", ""), '1: missing key "title". It is required here.'),
    (("summary: Words in order.", "summary: [Words]"), '3: "summary" must be text, not a list.'),
    (("summary: Words in order.", "summary: 2024"), '3: "summary" must be text, not "2024". Put it in quotes.'),
    (("summary: Words in order.", "summary:"), '3: "summary" must be text, not nothing.'),
    (("version: 1.0.0", "version: 1.0"), '2: "version": "1.0" is not a semantic version such as 1.0.0.'),
    (("version: 1.0.0", "version: {}"), '2: "version" must be a single value, not a mapping.'),
    (("time_box: 2h", "time_box: long"), '5: "time_box": "long" is not a time box such as 2h, 90m or 1h30m.'),
    (("[python]", "[pyton]"), '4: unknown language "pyton". Did you mean "python"?'),
    (("[python]", "[python, python]"), '4: language "python" stands here twice. Keep one.'),
    (("languages: [python]", "languages: []"), '4: "languages" is empty. It takes at least one entry.'),
    (("languages: [python]", "languages: python"), '4: "languages" must be a list, not "python".'),
    (("[python]", "[python, 3]"), '4: each entry of "languages" must be text, not "3". Put it in quotes.'),
    (("rubric: algorithm", "rubric: algoritm"), '16: unknown rubric "algoritm". Did you mean "algorithm"?'),
    # the interface
    (("kind: function", "kind: fnction"), '7: unknown kind "fnction". Did you mean "function"?'),
    (("kind: function", "kind: servlet"), '7: unknown kind "servlet". Did you mean "service"?'),
    (("kind: function", "kind: program"), '8: a program is run as a command: it has no "functions". Remove them.'),
    (("functions:", "functons:"), '8: unknown key "functons". Did you mean "functions"?'),
    ((f"functions:\n    {SORT}", "functions: {}"), '8: "functions" is empty. Fill it, or leave it out.'),
    ((f"functions:\n    {SORT}", "functions: [a]"), '8: "functions" must be a mapping of keys to values, not a list.'),
    (("sort_words", "sortWords"), '9: "sortWords" is not a name in snake_case such as add_all.'),
    (("sort_words", "import"), '9: "import" is a reserved word of Python. Rename it.'),
    (("name: words", "name: class"), '9: "class" is a reserved word of Python. Rename it.'),
    (("name: words", "nam: words"), '9: unknown key "nam". Did you mean "name"?'),
    (('type: "list[str]"', 'type: "lst[str]"'), '9: "type": unknown type "lst". Did you mean "list"?'),
    (('returns: "list[str]"', "retuns: int"), '9: unknown key "retuns". Did you mean "returns"?'),
    (('returns: "list[str]"', "returns: [int]"), '9: "returns" must be a single value, not a list.'),
    (
        ('{name: words, type: "list[str]"}', "{name: words, type: int}, {name: words, type: int}"),
        '9: parameter "words" is declared twice. Rename one.',
    ),
    (
        ('{name: words, type: "list[str]"}', '{name: a, type: "int?"}, {name: b, type: int}'),
        '9: parameter "b" follows "a", which may be left out. Put it before that one.',
    ),
    ((f"functions:\n    {SORT}", "classes: {Box: {}}"), '8: missing key "methods". It is required here.'),
    (
        (f"functions:\n    {SORT}", "classes: {box: {methods: {put: {}}}}"),
        '8: "box" is not a class name in CamelCase such as LruCache.',
    ),
    (
        (f"functions:\n    {SORT}", "classes: {Box: {methods: {replay: {}}}}"),
        '8: a method "replay" would hide the suite\'s own. Rename it.',
    ),
    (("bad_word:", "Bad:"), '11: "Bad" is not a name in snake_case such as add_all.'),
    (("{python: [ValueError]}", "{pyton: [ValueError]}"), '11: unknown key "pyton". Did you mean "python"?'),
    (("{python: [ValueError]}", "{python: [Value Error]}"), '11: "Value Error" is not a name such as ValueError.'),
    # the requirements
    (
        ("criterion: edge_cases", "criterion: edge_case"),
        '14: unknown criterion "edge_case". Did you mean "edge_cases"?',
    ),
    (
        ("criterion: edge_cases", "criterion: design"),
        f'14: hidden cases do not measure "design". They measure {MEASURED}.',
    ),
    (("points: 3", "points: 0"), '14: "points" must be a whole number from 1 to 100, not "0".'),
    (("points: 3", "points: many"), '14: "points" must be a whole number from 1 to 100, not "many".'),
    (("points: 3", "points: 2.5"), '14: "points" must be a whole number from 1 to 100, not "2.5".'),
    (("points: 3", "points: 010"), '14: "points" must be a whole number from 1 to 100, not "010".'),
    (("points: 3", "points: [3]"), '14: "points" must be a whole number from 1 to 100, not a list.'),
    (("points: 3", f"points: {'9' * 400}"), f'14: "points" must be a whole number from 1 to 100, not "{"9" * 60}…".'),
    (("  R2: {text", "  R1: {text"), '14: "R1" stands here twice, first in line 13. Keep one.'),
    (("  R2: {text", "  Second: {text"), '14: "Second" is not the id of a requirement, such as R1.'),
    # the limits
    (("wall_time: 60s", "wall_tme: 60s"), '15: unknown key "wall_tme". Did you mean "wall_time"?'),
    (("wall_time: 60s", "wall_time: 60"), '15: "wall_time": "60" has no unit. Write a duration such as 60s or 500ms.'),
    (("wall_time: 60s", "wall_time: 60sec"), '15: "wall_time": unknown unit "sec". Known: "m", "ms", "s".'),
    (("wall_time: 60s", "wall_time: soon"), '15: "wall_time": "soon" is not a duration such as 60s or 500ms.'),
    (("wall_time: 60s", "wall_time: -1s"), '15: "wall_time": "-1s" is not a duration such as 60s or 500ms.'),
    (("wall_time: 60s", "wall_time: 61m"), '15: "wall_time": "61m" is outside the bounds, from 1s to 60m.'),
    (("memory: 256MiB", "memory: 256MB"), '15: "memory": unknown unit "MB". Did you mean "MiB"?'),
    (("memory: 256MiB", "memory: 9GiB"), '15: "memory": "9GiB" is outside the bounds, from 32MiB to 8GiB.'),
    (("output: 1MiB", "output: 9MiB"), '15: "output": "9MiB" is outside the bounds, from 1KiB to 8MiB.'),
    (("processes: 64", "processes: 0"), '15: "processes" must be a whole number from 1 to 1024, not "0".'),
    (
        ("per_test: 10s", "per_test: 61s"),
        '15: "per_test" is longer than "wall_time", which holds every test. Shorten it.',
    ),
    (
        ("per_call: 500ms", "per_call: 11s"),
        '15: "per_call" is longer than "per_test", which holds every call. Shorten it.',
    ),
    # YAML itself
    (("time_box: 2h\n", "time_box: 2h\n\tx: 1\n"), "6: a tab, where YAML indents with spaces. Replace it."),
    (("time_box: 2h\n", "time_box: 2h: 3\n"), "5: not valid YAML: mapping values are not allowed here."),
    (("time_box: 2h\n", "time_box: &a 2h\n"), "5: anchors and aliases are not taken here. Write the value out."),
    (("time_box: 2h\n", "time_box: *a\n"), "5: anchors and aliases are not taken here. Write the value out."),
    (("time_box: 2h\n", f"time_box: {'[' * 5000}\n"), "5: nested deeper than 32 levels. Make it flatter."),
    (("time_box: 2h\n", "time_box: \0\n"), "5: YAML does not allow the character U+0000. Remove it."),
    (("time_box: 2h\n", "time_box: 2h\n? [a]\n: b\n"), "6: a key must be text, not a list."),
    (("time_box: 2h", "time_box: !!python/name:os.system x"), '5: "time_box": "x" is not a time box such as'),
    (("time_box: 2h\n", "time_box: 2h\n---\n"), "6: not valid YAML: but found another document."),
]


@pytest.mark.parametrize(("change", "mistake"), YAML_MISTAKES)
def test_an_author_is_told_file_line_and_remedy(change: Change, mistake: str, tmp_path: Path) -> None:
    told = mistakes_in(tmp_path, change)
    expected = f"words/challenge.yaml:{mistake}"
    assert [text for text in told if text.startswith(expected)], told


def test_a_single_mistake_is_told_once_and_alone(tmp_path: Path) -> None:
    told = mistakes_in(tmp_path, ("limits:", "lmits:"))
    assert told == ['words/challenge.yaml:15: unknown key "lmits". Did you mean "limits"?']


def test_every_mistake_is_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    told = mistakes_in(tmp_path, ("1.0.0", "one"), ("[python]", "[ruby]"), ("points: 5", "points: -1"), ("64", "none"))
    assert [mistake.split(":")[1] for mistake in told] == ["2", "4", "11", "13", "15"]


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (b"", "1: the file is empty."),
        (b"# only a comment\n", "1: the file is empty."),
        (b"\n- a\n", "2: the file must be a mapping of keys to values."),
        (b"title: a\nsummary: \xff\n", "2: not UTF-8 text. Save it as UTF-8."),
        (b"#" * (LARGEST_FILE_BYTES + 1), f" {LARGEST_FILE_BYTES + 1} bytes, where {LARGEST_FILE_BYTES} are the most."),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(content: bytes, mistake: str, tmp_path: Path) -> None:
    folder = write_challenge(tmp_path)
    (folder / "challenge.yaml").write_bytes(content)
    assert mistakes_of(folder)[0].startswith(f"words/challenge.yaml:{mistake}")


def test_a_folder_whose_name_is_no_slug_is_refused(tmp_path: Path) -> None:
    folder = write_challenge(tmp_path, "My Words")
    assert mistakes_of(folder) == [
        "My Words: a challenge's folder is named in lower case with hyphens, as lru-cache is. Rename it."
    ]


def test_a_brief_must_be_there(tmp_path: Path) -> None:
    folder = write_challenge(tmp_path)
    (folder / "brief.md").unlink()
    assert mistakes_of(folder) == ["words/brief.md: missing. Write what the candidate reads there."]


def test_a_brief_must_say_something(tmp_path: Path) -> None:
    folder = write_challenge(tmp_path)
    write(folder / "brief.md", " \n")
    assert mistakes_of(folder) == ["words/brief.md:1: empty. Write what the candidate reads here."]


def test_the_mistakes_of_the_rubric_are_the_challenge_s_too(tmp_path: Path) -> None:
    write(tmp_path / "_rubrics" / "algorithm.yaml", "title: [\n")
    told = mistakes_in(tmp_path, ("version: 1.0.0", "version: one"))
    assert told[0].startswith("_rubrics/algorithm.yaml:2: not valid YAML")
    assert told[1].startswith("words/challenge.yaml:2:")


# ── What counts for the grade ──


def sha256_after(root: Path, path: str, content: bytes) -> tuple[str, str]:
    folder = write_challenge(root)
    before = load_challenge(str(folder)).sha256
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)
    return before, load_challenge(str(folder)).sha256


@pytest.mark.parametrize("path", ["brief.md", "suite/oracle.py", "suite/data/words.txt"])
def test_a_file_that_can_change_a_grade_changes_the_hash(path: str, tmp_path: Path) -> None:
    before, after = sha256_after(tmp_path, path, b"changed")
    assert before != after


@pytest.mark.parametrize("path", ["suite/__pycache__/oracle.cpython-313.pyc", "suite/oracle.pyc", "starter/x/a.py"])
def test_a_file_that_cannot_change_a_grade_leaves_the_hash(path: str, tmp_path: Path) -> None:
    before, after = sha256_after(tmp_path, path, b"changed")
    assert before == after


def test_content_that_moves_from_one_file_to_the_next_changes_the_hash(tmp_path: Path) -> None:
    hashes = set()
    for slug, (one, two) in {"ab-c": ("ab", "c"), "a-bc": ("a", "bc")}.items():
        folder = write_challenge(tmp_path, slug)
        write(folder / "suite" / "one.txt", one)
        write(folder / "suite" / "two.txt", two)
        hashes.add(load_challenge(str(folder)).sha256)
    assert len(hashes) == 2


def test_the_examiner_gets_the_suite_without_compiled_files(tmp_path: Path) -> None:
    folder = write_challenge(tmp_path)
    write(folder / "suite" / "data" / "words.txt", "a")
    write(folder / "suite" / "__pycache__" / "test_words.cpython-313.pyc", "")
    files = suite_files(load_challenge(str(folder)))
    assert list(files) == ["data/words.txt", "test_words.py"]
    assert files["data/words.txt"] == b"a"


def test_shipped_challenges_are_found_by_looking() -> None:
    assert slugs() == tuple(sorted(path.parent.name for path in CHALLENGES.glob("*/challenge.yaml")))
