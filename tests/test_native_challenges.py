"""A challenge with native suites is read, and every mistake in it is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from authoring import changed, write

from grader.challenge import load_challenge, native_suite_files
from grader.errors import ChallengeError
from grader.model import Interface, NativeSuite

YAML = """\
title: Sorted words
version: 1.0.0
summary: Words in order.
languages: [python, java, node]
time_box: 2h
interface:
  kind: native
  suites:
    python: {framework: pytest}
    java: {framework: junit}
    node:
      framework: mocha
      place: spec/hidden
      cases:
        R2: ["spec/hidden/old.test.js > *"]
requirements:
  R1: {text: Sorts, criterion: correctness, points: 5}
  R2: {text: Copes with nothing, criterion: edge_cases, points: 3}
rubric: algorithm
"""
SUITES = {
    "python/test_words.py": (
        "import pytest\n\n\n@pytest.mark.requirement('R1')\ndef test_sorts(): ...\n\n\n"
        '@pytest.mark.requirement("R2")\ndef test_nothing(): ...\n'
    ),
    "java/WordsTest.java": 'class WordsTest {\n    @Tag("R1") @Test void a() {}\n    @Tag("R2") @Test void b() {}\n}\n',
    "node/words.test.js": "describe('[R1] sorting', () => {});\n",
}


def challenge(root: Path, *changes: tuple[str, str], **suites: str) -> Path:
    write(root / "words" / "challenge.yaml", changed(YAML, *changes))
    write(root / "words" / "brief.md", "# Sorted words\n")
    for name, text in SUITES.items():
        write(root / "words" / "suite" / name, suites.get(name.partition("/")[0], text))
    return root / "words"


def mistakes_of(folder: Path) -> list[str]:
    with pytest.raises(ChallengeError) as caught:
        load_challenge(str(folder))
    return [mistake.removeprefix("words/") for mistake in caught.value.mistakes]


def test_a_native_challenge_has_a_suite_in_each_language(tmp_path: Path) -> None:
    assert load_challenge(str(challenge(tmp_path))).interface == Interface(
        kind="native",
        suites={
            "python": NativeSuite(framework="pytest"),
            "java": NativeSuite(framework="junit"),
            "node": NativeSuite(framework="mocha", place="spec/hidden", cases={"R2": ("spec/hidden/old.test.js > *",)}),
        },
    )


def test_a_suite_in_node_stands_in_test_unless_it_says_otherwise(tmp_path: Path) -> None:
    folder = challenge(tmp_path, ("      place: spec/hidden\n", ""))
    assert load_challenge(str(folder)).interface.suites["node"].place == "test"


def test_the_files_of_one_language_go_with_a_submission_in_it(tmp_path: Path) -> None:
    assert list(native_suite_files(load_challenge(str(challenge(tmp_path))), "java")) == ["WordsTest.java"]


MISTAKES = [
    (("{framework: junit}", "{framework: testng}"), 'challenge.yaml:10: unknown framework "testng". Known: "junit".'),
    (("framework: mocha", "framework: mochs"), 'challenge.yaml:12: unknown framework "mochs". Did you mean "mocha"?'),
    (("{framework: pytest}", "{framework: pytest, place: x}"), 'challenge.yaml:9: unknown key "place".'),
    (("{framework: pytest}", "{}"), 'challenge.yaml:9: missing key "framework". It is required here.'),
    (("    java: {framework: junit}\n", ""), 'challenge.yaml:9: missing key "java". It is required here.'),
    (("    java: {framework", "    go: {framework"), 'challenge.yaml:10: unknown key "go".'),
    (('R2: ["spec', 'R22: ["spec'), 'challenge.yaml:15: unknown requirement "R22". Did you mean "R2"?'),
    (("place: spec/hidden", "place: ../outside"), 'challenge.yaml:13: "place": '),
    (("  kind: native\n", "  kind: native\n  errors: {}\n"), "challenge.yaml:8: a native suite imports what it tests"),
    (("  kind: native\n", "  kind: program\n"), "challenge.yaml:8: the suite of such a challenge is pytest"),
    (("  kind: native\n", "  kind: nativ\n"), 'challenge.yaml:7: unknown kind "nativ". Did you mean "native"?'),
]


@pytest.mark.parametrize(("change", "mistake"), MISTAKES, ids=[change[1].strip() or "gone" for change, _ in MISTAKES])
def test_mistakes_in_the_suites_are_told_with_their_line(change: tuple[str, str], mistake: str, tmp_path: Path) -> None:
    assert any(each.startswith(mistake) for each in mistakes_of(challenge(tmp_path, change))), mistake


def test_a_native_challenge_without_suites_is_told_so(tmp_path: Path) -> None:
    start, end = YAML.index("  suites:"), YAML.index("requirements:")
    found = mistakes_of(challenge(tmp_path, (YAML[start:end], "")))
    assert any(each.startswith("challenge.yaml:7: a native challenge has a suite in each") for each in found)


def test_citations_of_unknown_requirements_are_told_in_every_language(tmp_path: Path) -> None:
    wrong = {language: SUITES[name].replace("R1", "R7") for name in SUITES for language in [name.partition("/")[0]]}
    assert sorted(mistakes_of(challenge(tmp_path, **wrong))) == [
        'challenge.yaml:17: no Java case cites R1. Add @Tag("R1"), or its cases to "cases".',
        'challenge.yaml:17: no Node.js case cites R1. Add [R1] in the title, or its cases to "cases".',
        'challenge.yaml:17: no Python case cites R1. Add @pytest.mark.requirement("R1"), or its cases to "cases".',
        'suite/java/WordsTest.java:2: unknown requirement "R7". Known: "R1", "R2".',
        'suite/node/words.test.js:1: unknown requirement "R7". Known: "R1", "R2".',
        'suite/python/test_words.py:4: unknown requirement "R7". Known: "R1", "R2".',
    ]


def test_a_language_without_a_suite_is_told_where_to_write_it(tmp_path: Path) -> None:
    folder = challenge(tmp_path)
    (folder / "suite" / "java" / "WordsTest.java").unlink()
    assert mistakes_of(folder) == ['suite/java: no file named like "*.java". Write the Java suite there.']
